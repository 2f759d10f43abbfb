"""Asks for files: which one to open, and where to save one, never over another without asking."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from studio.dialogs.output_exists import OnExisting, OutputExistsDialog
from studio.look.settings import Settings


class FileQuestions:
    """File dialogs over ``window`` that begin where the last one ended."""

    def __init__(self, settings: Settings, window: QWidget) -> None:
        self._settings = settings
        self._window = window

    def ask_save(self, title: str, name: str, filters: str, object_name: str, suffixes: frozenset[str]) -> Path | None:
        """Ask for a file to write, with one of ``suffixes``; one that is there is replaced only after asking."""
        while True:
            dialog = QFileDialog(self._window, title, self._folder(), filters)
            dialog.setObjectName(object_name)
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
            dialog.selectFile(name)
            path = self._answer(dialog)
            if path is None:
                return None
            if path.suffix.lower() not in suffixes:
                chosen = dialog.selectedNameFilter()
                suffix = next((suffix for suffix in sorted(suffixes) if f"*{suffix}" in chosen), min(suffixes))
                path = path.with_name(path.name + suffix)
            answer = OutputExistsDialog(path, self._window).ask() if path.exists() else OnExisting.REPLACE
            if answer is OnExisting.REPLACE:
                return path
            if answer is OnExisting.CANCEL:
                return None
            name = path.name

    def ask_open(self, title: str, filters: str, object_name: str) -> Path | None:
        """Ask for a file that is there."""
        dialog = QFileDialog(self._window, title, self._folder(), filters)
        dialog.setObjectName(object_name)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return self._answer(dialog)

    def ask_folder(self, title: str, start: Path, object_name: str) -> Path | None:
        """Ask for a folder."""
        dialog = QFileDialog(self._window, title, str(start))
        dialog.setObjectName(object_name)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted and dialog.selectedFiles()
        return Path(dialog.selectedFiles()[0]) if accepted else None

    def _answer(self, dialog: QFileDialog) -> Path | None:
        if dialog.exec() != QDialog.DialogCode.Accepted or not dialog.selectedFiles():
            return None
        path = Path(dialog.selectedFiles()[0])
        self._settings.last_folder = str(path.parent)
        return path

    def _folder(self) -> str:
        return self._settings.last_folder or str(Path.home())
