"""Where an exception that nobody expected arrives: a report that can be copied, and the window lives on."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from studio.look.log_file import log_path, log_qt_message
from studio.widgets.report_dialog import ReportDialog

_log = logging.getLogger("studio")


class CrashReporter(QObject):
    """Shows what went wrong, one report at a time and each once: an error of every frame must not bar the window.

    Two errors of the same kind from the same lines are the same, whatever they say: a number in it may change with each
    frame.

    Signals:
        reported(str, str): sentence and details of an exception, from whichever thread it came, on the GUI thread; once
            for each.
    """

    reported = Signal(str, str)
    _caught = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: ReportDialog | None = None
        self._told: set[str] = set()
        self._shown: set[str] = set()
        self._before = (sys.excepthook, threading.excepthook)
        self._caught.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's hooks for exceptions in any thread, and Qt's own messages."""
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread
        qInstallMessageHandler(log_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)

    @Slot(str, str)
    def report(self, sentence: str, details: str) -> None:
        """Show one report; the window behind it stays usable."""
        place = _place(details)
        if place not in self._told:
            self._told.add(place)
            _log.error("%s\n%s", sentence, details)
            self.reported.emit(sentence, details)
        if self.dialog is not None or place in self._shown:
            return
        self._shown.add(place)
        self.dialog = ReportDialog(sentence, details, QApplication.activeWindow(), log=log_path())
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.finished.connect(self._closed)
        self.dialog.setModal(False)
        self.dialog.show()

    @Slot()
    def _closed(self) -> None:
        self.dialog = None

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        details = "".join(traceback.format_exception(kind, error, trace))
        self._caught.emit(self._sentence(kind, error), details)

    def _take_from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._take(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _sentence(self, kind: type[BaseException], error: BaseException) -> str:
        return self.tr(
            "Something unexpected happened in the window ({name}: {error}). The run continues and is saved."
        ).format(name=kind.__name__, error=error)


def _place(details: str) -> str:
    """What two reports of one error have in common: the lines that it passed through, and its kind."""
    lines = details.strip().splitlines() or [""]
    return "\n".join([*(line for line in lines if line.lstrip().startswith("File ")), lines[-1].partition(":")[0]])
