"""Checks the installation: runs ``trainer doctor`` as a process of its own, and shows what it finds."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Slot
from PySide6.QtWidgets import QWidget

import trainer_core
from studio.dialogs.check_installation import CheckDialog
from studio.look.settings import Settings
from trainer_core.engine.doctor.finding import Finding

_PATIENCE_MS = 2000
"""A process that was asked to end gets so long."""


class CheckFlow(QObject):
    """Opens the dialog and runs the check, which may hang or crash and takes nothing from the window. No signals.

    ``command`` is what is run.
    """

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._window = settings, window
        self.command = [sys.executable, "-m", "trainer_core", "doctor", "--json"]
        self._process: QProcess | None = None
        self._dialog: CheckDialog | None = None
        self._rest = b""

    @property
    def dialog(self) -> CheckDialog | None:
        """The dialog while it is open."""
        return self._dialog

    def show(self) -> None:
        """Open the dialog, and check."""
        if self._dialog is None:
            self._dialog = CheckDialog(self._window)
            self._dialog.again_asked.connect(self._start)
            self._dialog.finished.connect(self._close)
            self._dialog.open()
            self._start()
        self._dialog.raise_()
        self._dialog.activateWindow()

    @Slot()
    def _start(self) -> None:
        assert self._dialog is not None
        self._end()
        self._dialog.begin()
        self._rest = b""
        process = self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("TRAINING_STUDIO_SETTINGS", self._settings.store.fileName())
        # The program may have been started from a copy of its source, in another folder.
        home, paths = str(Path(trainer_core.__file__).parent.parent), environment.value("PYTHONPATH", "")
        if "site-packages" not in home:
            environment.insert("PYTHONPATH", os.pathsep.join(filter(None, (home, paths))))
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finish)
        process.errorOccurred.connect(self._fail)
        process.start(self.command[0], self.command[1:])

    @Slot()
    def _read(self) -> None:
        if self._process is None or self._dialog is None:
            return
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            try:
                self._dialog.add(Finding.from_json(json.loads(line)))
            except (ValueError, KeyError, TypeError, IndexError):
                continue  # the last line is the summary

    @Slot()
    def _finish(self) -> None:
        process, dialog = self._process, self._dialog
        if process is None or dialog is None:
            return
        self._read()
        error = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        self._drop()
        dialog.end("" if dialog.findings else error.splitlines()[-1] if error else self.tr("nothing was found."))

    @Slot(QProcess.ProcessError)
    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None and self._dialog is not None:
            reason = self._process.errorString()
            self._drop()
            self._dialog.end(reason)

    @Slot()
    def _close(self) -> None:
        self._end()
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()

    def _end(self) -> None:
        """Ask a check that is still going on to end, which ends what it has started; it is gone a moment later."""
        process, self._process = self._process, None
        if process is None:
            return
        process.readyReadStandardOutput.disconnect(self._read)
        process.finished.disconnect(self._finish)
        process.errorOccurred.disconnect(self._fail)
        process.finished.connect(process.deleteLater)
        process.terminate()
        QTimer.singleShot(_PATIENCE_MS, process, process.kill)

    def shut_down(self) -> None:
        """End a check that is still going on, and wait for it."""
        process = self._process
        self._end()
        if process is not None and not process.waitForFinished(_PATIENCE_MS):
            process.kill()
            process.waitForFinished(_PATIENCE_MS)
