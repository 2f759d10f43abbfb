"""The log file: what a crash leaves behind, also where there is no terminal, and the place that a report names."""

from __future__ import annotations

import faulthandler
import logging
import os
import platform
import sys
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

_LARGEST, _KEPT = 1_000_000, 3
"""Bytes of a log file, and how many older ones are kept."""

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger("studio")


def log_path() -> Path:
    """Where the log is; ``TRAINING_STUDIO_LOG`` names another file, for tests."""
    chosen = os.environ.get("TRAINING_STUDIO_LOG")
    return Path(chosen) if chosen else platformdirs.user_log_path("training-studio", appauthor=False) / "studio.log"


def start_logging() -> None:
    """Write what the studio logs, Qt's messages, and the stacks of a native crash to the log file.

    Warnings go to standard error as before. Where the file cannot be written there is no log.
    """
    if sys.stderr is not None:
        terminal = logging.StreamHandler()
        terminal.setLevel(logging.WARNING)
        _log.addHandler(terminal)
    with suppress(OSError):
        log_path().parent.mkdir(parents=True, exist_ok=True)
        file = _LogFile(log_path(), maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", errors="backslashreplace")
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _log.addHandler(file)
        _log.setLevel(logging.INFO)
        file.catch_faults()
    qInstallMessageHandler(log_qt_message)
    _log.info("Started on %s, Python %s, Qt %s", platform.platform(), platform.python_version(), qVersion())


def log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Log a message of Qt itself: a handler for `qInstallMessageHandler`."""
    _log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)


class _LogFile(RotatingFileHandler):
    """A log file that also takes the stacks of a native crash, unless ``-X faulthandler`` sends them elsewhere."""

    _catches_faults = False

    def catch_faults(self) -> None:
        if self.stream is not None and (self._catches_faults or not faulthandler.is_enabled()):
            faulthandler.enable(self.stream)
            self._catches_faults = True

    def doRollover(self) -> None:
        super().doRollover()
        self.catch_faults()

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk is no reason for a traceback at each message."""
