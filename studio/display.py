"""Finds out whether a window can be shown before Qt is asked, because Qt aborts the process if it cannot."""

from __future__ import annotations

import ctypes
import os
import re
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

_OFFSCREEN = frozenset({"offscreen", "minimal", "vnc"})
_NATIVE = {"win32": "windows", "darwin": "cocoa"}.get(sys.platform, "")
_PROBE = "import sys; from PySide6.QtGui import QGuiApplication as A; a = A(['']); sys.exit(a.primaryScreen() is None)"
_PROBE_SECONDS = 30
_TRIES, _RESET_SECONDS = 5, 0.1
"""Xvfb starts anew when its last client leaves, and refuses others meanwhile."""


def missing_display() -> str | None:
    """Return in a few words why no window can be shown here, or None if one can.

    Of the platforms that ``QT_QPA_PLATFORM`` names, one that can be used is enough, as it is for Qt.
    """
    reasons = [_unusable(name) for name in _platforms()]
    return None if None in reasons else reasons[0]


def is_off_screen() -> bool:
    """Whether ``QT_QPA_PLATFORM`` asks first for a platform that shows no window."""
    return _platforms()[0] in _OFFSCREEN


def _platforms() -> list[str]:
    return [name.split(":")[0] for name in os.environ.get("QT_QPA_PLATFORM", "").split(";")]


def _unusable(platform: str) -> str | None:
    """Why Qt cannot show a window on ``platform``, or None."""
    if platform in _OFFSCREEN:
        return None
    linux = sys.platform.startswith("linux")
    if linux and platform.startswith("wayland"):
        return None if _wayland_answers("wayland-0") else "no Wayland display answers"
    if linux and platform in ("", "xcb"):
        return None if not platform and _wayland_answers("") else _x11_missing()
    if platform in ("", _NATIVE):
        return None
    return _cannot_start(platform)


def _wayland_answers(default: str) -> bool:
    name = os.environ.get("WAYLAND_DISPLAY") or default
    return bool(name) and _connects(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)))


def _x11_missing() -> str | None:
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "there is no display"
    if not _x_server_answers(display):
        return f"the display {display} does not answer"
    return _broken_plugin() or _refused(display)


def _cannot_start(platform: str) -> str | None:
    """Try a platform that is seldom used (eglfs, linuxfb, a misspelt one) in a process of its own, which may abort."""
    command = [sys.executable, "-c", _PROBE]
    try:
        done = subprocess.run(
            command, env=os.environ | {"QT_QPA_PLATFORM": platform}, capture_output=True, timeout=_PROBE_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return f"Qt does not start on the platform {platform}"
    return f"Qt does not start on the platform {platform}" if done.returncode else None


def _x_server_answers(display: str) -> bool:
    match = re.fullmatch(r"(?:(?P<host>[^:/]*)(?:/unix)?):(?P<number>\d+)(?:\.\d+)?", display)
    if match is None:
        return False
    host, number = match["host"], int(match["number"])
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return _connects(path) or _connects("\0" + path)
    try:
        with socket.create_connection((host, 6000 + number), timeout=2):
            return True
    except OSError:
        return False


def _refused(display: str) -> str | None:
    """Do the X11 handshake itself: a server may answer and yet refuse this user."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return "libxcb.so.1, which Qt's window system needs, is not installed"
    xcb.xcb_connect.restype = ctypes.c_void_p
    for _ in range(_TRIES):
        connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
        failed = xcb.xcb_connection_has_error(connection)
        xcb.xcb_disconnect(connection)
        if not failed:
            return None
        time.sleep(_RESET_SECONDS)
    return f"the display {display} refuses the connection"


def _connects(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(path)
        except OSError:
            return False
    return True


def _broken_plugin() -> str | None:
    """Try to load Qt's X11 plugin: a library of the system that it lacks is an abort later and a sentence here."""
    package = find_spec("PySide6")
    if package is None or not package.submodule_search_locations:
        return None
    plugin = Path(package.submodule_search_locations[0], "Qt", "plugins", "platforms", "libqxcb.so")
    if not plugin.exists():
        return None
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        library = str(error).split(":")[0]
        return f"Qt's window system needs {library}, which is not installed"
    return None
