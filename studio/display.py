"""Finds out whether a window can be shown before Qt is asked, because Qt aborts the process if it cannot."""

from __future__ import annotations

import ctypes
import os
import re
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

_OFFSCREEN = frozenset({"offscreen", "minimal", "vnc"})


def missing_display() -> str | None:
    """Return in a few words why no window can be shown here, or None if one can.

    A platform named in ``QT_QPA_PLATFORM`` is taken at its word where it needs no display.
    """
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform in _OFFSCREEN:
        return None
    if not sys.platform.startswith("linux"):
        return None
    if os.environ.get("WAYLAND_DISPLAY") and platform != "xcb":
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        if _connects(str(Path(runtime, os.environ["WAYLAND_DISPLAY"]))):
            return None
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "there is no display"
    if not _x_server_answers(display):
        return f"the display {display} does not answer"
    return _broken_plugin() or _refused(display)


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
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return f"the display {display} refuses the connection" if failed else None


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
