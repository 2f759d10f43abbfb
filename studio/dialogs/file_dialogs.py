"""Asks for files and folders: which one to open, and where to save one, never over another without asking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from studio.dialogs.output_exists import OnExisting, OutputExistsDialog
from studio.look.settings import Settings
from trainer_core.weights.state_dicts import SUFFIXES


class Purpose(StrEnum):
    """What a file is for: the folder that was used last is remembered for each."""

    WEIGHTS = "weights"
    RECIPE = "recipe"
    PICTURES = "pictures"
    CURVES = "curves"
    DATA = "data"
    CODE = "code"
    DIAGRAM = "diagram"
    REPLAY = "replay"


@dataclass(frozen=True, slots=True)
class FileKind:
    """Files that a dialog shows: what they are called, and how their names end. The first ending is the usual one."""

    title: str
    suffixes: tuple[str, ...]

    @property
    def name_filter(self) -> str:
        """The kind in Qt's words: ``Weights (*.pt *.pth)``."""
        return f"{self.title} ({' '.join(f'*{suffix}' for suffix in self.suffixes)})"


class FileDialogs(QObject):
    """The file dialogs of ``window``. Each begins in the folder that was used last for its purpose, or in ``start``."""

    def __init__(self, settings: Settings, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window

    def ask_save(
        self,
        purpose: Purpose,
        title: str,
        name: str,
        kinds: Sequence[FileKind],
        object_name: str,
        *,
        start: Path | None = None,
    ) -> Path | None:
        """Ask for a file to write, of one of ``kinds``; one that is there is replaced only after asking."""
        suffixes = {suffix for kind in kinds for suffix in kind.suffixes}
        while True:
            dialog = self._dialog(purpose, title, [kind.name_filter for kind in kinds], object_name, start)
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
            dialog.selectFile(name)
            chosen = self._answer(purpose, dialog)
            if not chosen:
                return None
            path = chosen[0]
            if path.suffix.lower() not in suffixes:
                selected = dialog.selectedNameFilter()
                kind = next((kind for kind in kinds if kind.name_filter == selected), kinds[0])
                path = path.with_name(path.name + kind.suffixes[0])
            answer = OutputExistsDialog(path, self._window).ask() if path.exists() else OnExisting.REPLACE
            if answer is OnExisting.REPLACE:
                return path
            if answer is OnExisting.CANCEL:
                return None
            name, start = path.name, path.parent

    def ask_open(self, purpose: Purpose, title: str, kind: FileKind, object_name: str) -> Path | None:
        """Ask for a file that is there."""
        return self._ask_one(purpose, title, kind, object_name, None)

    def ask_open_weights(self, title: str, object_name: str, *, start: Path | None = None) -> Path | None:
        """Ask for a file of weights that is there."""
        return self._ask_one(Purpose.WEIGHTS, title, FileKind(self.tr("Weights"), SUFFIXES), object_name, start)

    def ask_open_many(self, purpose: Purpose, title: str, kind: FileKind, object_name: str) -> tuple[Path, ...]:
        """Ask for one file or more that are there; none where the answer is no."""
        dialog = self._dialog(purpose, title, self._or_any(kind), object_name, None)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        return self._answer(purpose, dialog)

    def ask_folder(self, title: str, start: Path, object_name: str) -> Path | None:
        """Ask for a folder, from ``start`` on."""
        dialog = self._dialog(None, title, (), object_name, start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        chosen = self._answer(None, dialog)
        return chosen[0] if chosen else None

    def ask_data_folder(self, title: str, object_name: str, *, start: Path | None = None) -> Path | None:
        """Ask for a folder of data, from the one that is chosen on."""
        dialog = self._dialog(Purpose.DATA, title, (), object_name, start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        chosen = self._answer(Purpose.DATA, dialog)
        return chosen[0] if chosen else None

    def ask_data_file(
        self, title: str, kind: FileKind | None, object_name: str, *, start: Path | None = None
    ) -> Path | None:
        """Ask for a file of data, of ``kind`` or of any, beside the one that is chosen."""
        filters = self._or_any(kind) if kind is not None else ()
        dialog = self._dialog(Purpose.DATA, title, filters, object_name, start.parent if start is not None else None)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        chosen = self._answer(Purpose.DATA, dialog)
        return chosen[0] if chosen else None

    def _ask_one(
        self, purpose: Purpose, title: str, kind: FileKind, object_name: str, start: Path | None
    ) -> Path | None:
        dialog = self._dialog(purpose, title, self._or_any(kind), object_name, start)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        chosen = self._answer(purpose, dialog)
        return chosen[0] if chosen else None

    def _or_any(self, kind: FileKind) -> tuple[str, str]:
        return kind.name_filter, self.tr("All files (*)")

    def _dialog(
        self, purpose: Purpose | None, title: str, filters: Sequence[str], object_name: str, start: Path | None
    ) -> QFileDialog:
        if start is None and purpose is not None:
            start = self._settings.last_folder(purpose)
        dialog = QFileDialog(self._window, title, str(start), ";;".join(filters))
        dialog.setObjectName(object_name)
        return dialog

    def _answer(self, purpose: Purpose | None, dialog: QFileDialog) -> tuple[Path, ...]:
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        paths = tuple(Path(name) for name in dialog.selectedFiles()) if accepted else ()
        dialog.deleteLater()
        if paths and purpose is not None:
            self._settings.set_last_folder(purpose, paths[0].parent)
        return paths
