"""Keeps the computer awake during a presentation, by whatever means its system offers."""

from __future__ import annotations

import ctypes
import logging
import shutil
import sys
from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QProcess

_log = logging.getLogger(__name__)

_END_MS = 1000
_CONNECTION, _SCREEN_SAVER = "training-studio-awake", "org.freedesktop.ScreenSaver"
_WHY = "A presentation is running"
_ES_CONTINUOUS, _ES_SYSTEM, _ES_DISPLAY = 0x80000000, 0x1, 0x2
"""https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-setthreadexecutionstate"""


class Inhibitor(Protocol):
    """One way to keep a computer awake."""

    def hold(self) -> bool:
        """Keep it awake; False if that is not possible here."""

    def release(self) -> None:
        """Let it sleep again."""


class Awake:
    """Keeps the computer awake from `hold` to `release`, by every way that works here."""

    def __init__(self, ways: Callable[[], Iterable[Inhibitor]] | None = None) -> None:
        self._ways = ways or ways_of_this_system
        self._held: list[Inhibitor] = []

    @property
    def held(self) -> bool:
        """Whether the computer is kept awake, as far as is known."""
        return bool(self._held)

    def hold(self) -> None:
        """Keep it awake. If that is not possible, the log says so, and the presentation goes on."""
        self.release()
        self._held = [way for way in self._ways() if way.hold()]
        if not self._held:
            _log.warning("Could not keep the computer awake during the presentation.")

    def release(self) -> None:
        """Let it sleep again."""
        for way in self._held:
            way.release()
        self._held = []


def ways_of_this_system() -> tuple[Inhibitor, ...]:
    """What this system offers: of the desktop for the screen, of the system for sleep and the lid."""
    if sys.platform == "win32":
        return (ThreadExecutionState(),)
    if sys.platform == "darwin":
        return (HoldingProgram("caffeinate", ("-d", "-i", "-s", "cat")),)
    what = ("--what=idle:sleep:handle-lid-switch", "--who=Training Studio", f"--why={_WHY}", "cat")
    return ScreenSaver(), HoldingProgram("systemd-inhibit", what)


class ScreenSaver:
    """Asks the desktop over D-Bus not to blank the screen, on a connection of its own: its end ends the request.

    https://specifications.freedesktop.org/idle-inhibit-spec/latest/
    """

    def hold(self) -> bool:
        # Needed by nobody who does not present.
        from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)
        if not bus.isConnected():
            return False
        interface = QDBusInterface(_SCREEN_SAVER, f"/{_SCREEN_SAVER.replace('.', '/')}", _SCREEN_SAVER, bus)
        interface.setTimeout(_END_MS)
        answer = interface.call("Inhibit", "Training Studio", _WHY)
        if answer.type() == QDBusMessage.MessageType.ReplyMessage:
            return True
        self.release()
        return False

    def release(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        QDBusConnection.disconnectFromBus(_CONNECTION)


class HoldingProgram:
    """Runs a program that keeps the computer awake for as long as the ``cat`` at its end has somebody to read from.

    That is this process: it lets go in good order, and also if it dies.
    """

    def __init__(self, program: str, arguments: tuple[str, ...]) -> None:
        self._program, self._arguments = program, arguments
        self._process: QProcess | None = None

    def hold(self) -> bool:
        path = shutil.which(self._program)
        if path is None:
            return False
        self._process = QProcess()
        self._process.start(path, list(self._arguments))
        return self._process.waitForStarted(_END_MS)

    def release(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.closeWriteChannel()
            if not process.waitForFinished(_END_MS):
                process.kill()
                process.waitForFinished(_END_MS)


class ThreadExecutionState:
    """Tells Windows that this thread needs the system and the screen."""

    def hold(self) -> bool:
        return self._set(_ES_CONTINUOUS | _ES_SYSTEM | _ES_DISPLAY)

    def release(self) -> None:
        self._set(_ES_CONTINUOUS)

    def _set(self, state: int) -> bool:
        kernel = getattr(ctypes, "windll", None)
        return kernel is not None and bool(kernel.kernel32.SetThreadExecutionState(ctypes.c_uint(state)))
