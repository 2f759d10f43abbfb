"""Asks where the curves go and takes them there, a long table in small parts so that the window lives on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.look.theme import current_theme
from studio.plots.export import Titled, save_png, save_svg, write_csv
from trainer_core.history.history import History


class Exporter(QObject):
    """Saves curves, one file after another.

    Signals:
        chosen(object): a person has chosen this Path for a file; its suffix says which kind.
        saved(object): the file at this Path is complete.
        failed(object, str): the file at this Path could not be written, and why.
    """

    chosen = Signal(object)
    saved = Signal(object)
    failed = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._path = Path()
        self._parts: Iterator[float] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._write_on)

    @Slot(str)
    def ask(self, kind: str) -> None:
        """Open a dialog for a file of ``kind``: ``"png"``, ``"svg"`` or ``"csv"``; `chosen` follows."""
        names = {
            "png": self.tr("Pictures (*.png)"),
            "svg": self.tr("Drawings (*.svg)"),
            "csv": self.tr("Tables (*.csv)"),
        }
        dialog = QFileDialog(self._window, self.tr("Export curves"), f"curves.{kind}", names[kind])
        dialog.setObjectName("exportCurvesDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(self._choose)
        dialog.open()

    def save_view(self, path: Path, plots: list[Titled], size: QSize) -> None:
        """Save ``plots``, each ``size`` pixels, as a drawing if ``path`` ends in ``.svg``, else as a picture."""
        save = save_svg if path.suffix.lower() == ".svg" else save_png
        try:
            save(path, plots, size, current_theme().tokens)
        except OSError as error:
            self.failed.emit(path, error.strerror or str(error))
        else:
            self.saved.emit(path)

    def save_numbers(self, path: Path, history: History) -> None:
        """Begin to write the table of a run; one that is being written is given up."""
        self._path, self._parts = path, write_csv(path, history)
        self._timer.start()

    @Slot(str)
    def _choose(self, path: str) -> None:
        self.chosen.emit(Path(path))

    @Slot()
    def _write_on(self) -> None:
        try:
            next(self._parts)
        except StopIteration:
            self._timer.stop()
            self.saved.emit(self._path)
        except OSError as error:
            self._timer.stop()
            self.failed.emit(self._path, error.strerror or str(error))
