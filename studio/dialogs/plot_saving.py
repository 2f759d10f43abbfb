"""Takes plots elsewhere: asks for a place, and saves a picture, a drawing or a table there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.look.theme import current_theme
from studio.session.background import Background
from studio.widgets.plot_export import Titled, save_png, save_svg


class PlotSaver(QObject):
    """Saves plots.

    Signals:
        chosen(object): a person has chosen this Path for a file; its suffix says which kind.
        saved(object): the file at this Path is complete.
        failed(object, str): the file at this Path could not be written, and why, as a sentence.
    """

    chosen = Signal(object)
    saved = Signal(object)
    failed = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent

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

    @Slot(str)
    def _choose(self, path: str) -> None:
        self.chosen.emit(Path(path))

    def save_view(self, path: Path, plots: Sequence[Titled], size: QSize) -> None:
        """Save ``plots``, each ``size`` pixels, as a drawing if ``path`` ends in ``.svg``, else as a picture."""
        save = save_svg if path.suffix.lower() == ".svg" else save_png
        try:
            save(path, plots, size, current_theme().tokens)
        except OSError as error:
            self.failed.emit(path, error.strerror or str(error))
        else:
            self.saved.emit(path)

    def save_table(self, path: Path, write: Callable[[Path], object]) -> None:
        """Let ``write`` write the numbers to ``path``, beside the GUI thread: a long table takes seconds.

        A `TrainerError` that it raises is told by `failed`.
        """
        background = Background(self)

        def tell(reason: str) -> None:
            background.close()
            if reason:
                self.failed.emit(path, reason)
            else:
                self.saved.emit(path)

        background.do(partial(write, path), lambda rows: tell(""), tell)
