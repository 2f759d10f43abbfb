"""Checks what the window needs: Qt, its plug-ins and libraries, a display, fonts, and folders. Imports Qt late."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from studio.display import is_off_screen, missing_display
from trainer_core.engine.doctor.finding import Finding, Status, reason_of
from trainer_core.engine.doctor.folders import folder
from trainer_core.engine.doctor.parts import print_findings
from trainer_core.errors import N_, Message

MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtTest")
_BAD = {"6.12.0": "it aborts after a few dozen frames of a plot"}
_FOLDERS = ("platforms", "imageformats", "iconengines", "platformthemes", "xcbglintegrations")
_NEEDED = {"libqxcb", "libqsvg", "libqsvgicon", "libqjpeg"}
"""Plug-ins without which the window does not show, or lacks its pictures; the others are for other systems."""
_LIBRARIES = Message(
    "On Debian and Ubuntu run `apt-get install libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-keysyms1 libfontconfig1 libdbus-1-3 libglib2.0-0`; elsewhere install the packages of these "
    "libraries."
)


def print_check(seconds: float) -> None:
    """Check, and print each finding as a line of JSON."""
    print_findings(check, "window", seconds)


def check() -> Iterator[Finding]:
    """Yield what is found: folders and libraries first, since Qt ends the process where it cannot start."""
    yield from _modules()
    if sys.platform.startswith("linux"):
        yield from _plugins()
    if find_spec("PySide6") is None:
        return
    yield from _folders()
    yield from _display()


def _modules() -> Iterator[Finding]:
    for name in MODULES:
        try:
            import_module(f"PySide6.{name}")
        except ImportError as error:
            facts = {"module": name, "reason": reason_of(error)}
            yield Finding(
                "qt.import", Status.PROBLEM, Message("Qt's {module} cannot be imported: {reason}.", facts), _LIBRARIES
            )
            return
    from PySide6.QtCore import qVersion

    try:
        yield of_versions(qVersion(), version("PySide6-Essentials"), version("shiboken6"))
    except PackageNotFoundError as error:
        facts = {"package": error.name}
        yield Finding(
            "qt.version",
            Status.NOTE,
            Message("Qt works, but its package {package} was not installed by pip.", facts),
        )


def of_versions(qt: str, pyside: str, shiboken: str) -> Finding:
    """Say whether Qt, PySide6 and shiboken6 belong together, and whether it is a version that works."""
    facts = {"qt": qt, "pyside": pyside, "shiboken": shiboken}
    again = Message('Run `python -m pip install --upgrade "PySide6-Essentials!=6.12.0" shiboken6`.')
    if pyside != shiboken:
        message = Message("PySide6 {pyside} and shiboken6 {shiboken} do not belong together.", facts)
        return Finding("qt.version", Status.PROBLEM, message, again)
    if pyside in _BAD:
        message = Message("PySide6 {pyside} does not work here: {reason}.", facts | {"reason": _BAD[pyside]})
        return Finding("qt.version", Status.PROBLEM, message, again)
    return Finding("qt.version", Status.OK, Message("Qt {qt}, PySide6 {pyside}.", facts))


def _plugins() -> Iterator[Finding]:
    package = find_spec("PySide6")
    if package is None or not package.submodule_search_locations:
        return
    root = Path(package.submodule_search_locations[0], "Qt", "plugins")
    paths = [path for name in _FOLDERS for path in sorted((root / name).glob("*.so"))]
    wayland = "WAYLAND_DISPLAY" in os.environ
    yield from of_plugins(paths, on_x11="DISPLAY" in os.environ and not wayland and not is_off_screen())


def of_plugins(paths: Iterable[Path], *, on_x11: bool) -> Iterator[Finding]:
    """Load each of Qt's plug-ins, and yield what those that do not load lack, then how many do.

    Without the one for X11 the window cannot be shown ``on_x11``; elsewhere it is worth knowing.
    """
    loaded = 0
    missing: dict[str, list[str]] = {}
    for path in paths:
        try:
            ctypes.CDLL(str(path))
            loaded += 1
        except OSError as error:
            missing.setdefault(str(error).split(":")[0], []).append(path.stem)
    for library, plugins in missing.items():
        if library.startswith("libQt6"):
            continue  # of a module of Qt that is not used here
        facts = {"library": library, "plugins": ", ".join(plugins)}
        needed = bool((_NEEDED if on_x11 else _NEEDED - {"libqxcb"}) & set(plugins))
        yield Finding(
            "qt.library",
            Status.PROBLEM if needed else Status.NOTE,
            Message("The library {library} is missing, so Qt cannot load: {plugins}.", facts),
            _LIBRARIES if needed else Message("Nothing to do, unless you use this kind of display."),
        )
    yield Finding("qt.plugins", Status.OK, Message("Plug-ins of Qt that load: {loaded}.", {"loaded": loaded}))


def _display() -> Iterator[Finding]:
    reason = missing_display()
    if reason is not None:
        yield Finding(
            "qt.display",
            Status.NOTE,
            Message("The window cannot be shown: {reason}.", {"reason": reason}),
            Message("Start it on a desktop, or with `xvfb-run -a training-studio`. `trainer` works without one."),
        )
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    screens = [
        f"{each.size().width()} × {each.size().height()} ({each.devicePixelRatio():.0%})"
        for each in QGuiApplication.screens()
    ]
    facts = {"platform": QGuiApplication.platformName(), "screens": ", ".join(screens)}
    if reason is None:
        yield Finding("qt.display", Status.OK, Message("Qt starts on {platform}; screens: {screens}.", facts))
    yield from _fonts()
    del app


def _fonts() -> Iterator[Finding]:
    from PySide6.QtGui import QFontDatabase

    from studio.look import fonts

    korean = QFontDatabase.families(QFontDatabase.WritingSystem.Korean)
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    facts = {"font": fonts.font().families()[0], "fixed": fixed}
    yield Finding("fonts.family", Status.OK, Message("Fonts: {font}, and {fixed} for code.", facts))
    yield of_korean(korean, _asked_language())


def of_korean(families: Sequence[str], language: str) -> Finding:
    """Say whether there is a font with Hangul; it matters more where the window is in Korean."""
    if families:
        facts = {"count": len(families), "font": families[0]}
        return Finding("fonts.hangul", Status.OK, Message("Fonts with Hangul: {count}, such as {font}.", facts))
    return Finding(
        "fonts.hangul",
        Status.PROBLEM if language == "ko" else Status.NOTE,
        Message("No font has Hangul, so Korean text is shown as boxes."),
        Message(
            "Install one: on Debian and Ubuntu `apt-get install fonts-noto-cjk`, on Fedora `google-noto-sans-cjk`."
        ),
    )


def _asked_language() -> str:
    from studio.look.i18n import preferred
    from studio.look.settings import Settings

    return preferred(Settings().language)


def _folders() -> Iterator[Finding]:
    from studio.look.log_file import log_path
    from studio.look.settings import Settings

    settings = Settings()
    yield folder("folders.settings", N_("Settings"), Path(settings.store.fileName()).parent)
    yield folder("folders.log", N_("Log"), log_path().parent)
    if settings.runs_folder:
        yield folder("folders.chosen_runs", N_("Runs folder of the window"), settings.runs_root)
