"""Takes plots elsewhere: asks for a place, and saves a picture, a drawing or a table there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QWidget

from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.look.messages import words
from studio.look.theme import current_theme
from studio.session.background import Background
from studio.widgets.plot_export import Titled, save_png, save_svg


class PlotSaver(QObject):
    """Saves plots.

    Signals:
        saved(str): the file at this path is complete.
        told(str, str): how it went, as a sentence, and of what kind that is: ``"info"`` or ``"error"``.
    """

    saved = Signal(str)
    told = Signal(str, str)

    def __init__(self, files: FileDialogs, parent: QWidget) -> None:
        super().__init__(parent)
        self._files = files

    def ask(self, kind: str) -> Path | None:
        """Ask for a file of ``kind``: ``"png"``, ``"svg"`` or ``"csv"``."""
        titles = {"png": self.tr("Pictures"), "svg": self.tr("Drawings"), "csv": self.tr("Tables")}
        kinds = (FileKind(titles[kind], (f".{kind}",)),)
        title = self.tr("Export curves")
        return self._files.ask_save(Purpose.CURVES, title, f"curves.{kind}", kinds, "exportCurvesDialog")

    def save_view(self, path: Path, plots: Sequence[Titled], size: QSize) -> None:
        """Save ``plots``, each ``size`` pixels, as a drawing if ``path`` ends in ``.svg``, else as a picture."""
        save = save_svg if path.suffix.lower() == ".svg" else save_png
        try:
            save(path, plots, size, current_theme().tokens)
        except OSError as error:
            self._tell(path, error.strerror or str(error))
        else:
            self._tell(path)

    def save_table(self, path: Path, write: Callable[[Path], object]) -> None:
        """Let ``write`` write the numbers to ``path``, beside the GUI thread: a long table takes seconds.

        A `TrainerError` that it raises is told too.
        """
        background = Background(self)

        def tell(reason: str = "") -> None:
            background.close()
            self._tell(path, reason)

        background.do(partial(write, path), lambda rows: tell(), lambda message: tell(words(message)))

    def _tell(self, path: Path, reason: str = "") -> None:
        """Tell that the file at ``path`` is complete or, with a ``reason``, that it is not."""
        if reason:
            sentence = self.tr("The curves could not be saved in {path}: {reason}. Choose another place.")
            self.told.emit(sentence.format(path=path, reason=reason), "error")
        else:
            self.told.emit(self.tr("The curves are saved in {path}.").format(path=path), "info")
            self.saved.emit(str(path))
