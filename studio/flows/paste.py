"""Do the obvious with what is on the clipboard: a table becomes the data, files are dropped, a picture is tried."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from studio.flows.data import DataFlow
from studio.flows.train import dropped_paths
from studio.look.messages import words
from studio.look.settings import Settings
from studio.session.background import Background
from trainer_core.data.tables.pasted import keep_pasted, table_in
from trainer_core.errors import Message

_LONGEST_PATHS = 100_000

Tried = Callable[[tuple[Path, ...]], None]
"""Predicts files and tables."""


class PasteFlow(QObject):
    """Takes the clipboard as it would be dropped; a table on it is first kept as a file.

    Signals:
        notice(object, str): a sentence for the window's banner and its kind.
        files_pasted(object): a `QMimeData` with files, as they are dropped.
        picture_pasted(object): a `QImage`.
    """

    notice = Signal(object, str)
    files_pasted = Signal(object)
    picture_pasted = Signal(object)

    def __init__(self, settings: Settings, data: DataFlow, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._data = data
        self._background = background
        self._kept: Path | None = None
        data.taken.connect(self._say_where)

    def paste(self, tried: Tried | None = None) -> None:
        """Take what is on the clipboard; where the model is being tried, ``tried`` predicts files and tables."""
        # Some systems have no data at all, and not empty ones, while the clipboard is empty.
        data = QGuiApplication.clipboard().mimeData() or QMimeData()
        text, html = data.text(), data.html()
        picture = data.imageData() if data.hasImage() else None
        if paths := dropped_paths(data) or _paths_in(text):
            if tried is not None:
                tried(paths)
            else:
                self.files_pasted.emit(_dropped(paths))
            return
        folder = self._settings.pasted_folder
        self._background.do(
            lambda: _kept_table(text, html, folder), lambda path: self._take_table(path, picture, tried), self._fail
        )

    def _take_table(self, path: Path | None, picture: object, tried: Tried | None) -> None:
        """Take the table that is kept at ``path``; where there was none, the picture."""
        if path is not None and tried is not None:
            tried((path,))
        elif path is not None:
            self._kept = path
            self._data.take(path)
        elif isinstance(picture, QImage) and not picture.isNull():
            self.picture_pasted.emit(picture)
        else:
            self.notice.emit(
                self.tr(
                    "Nothing here takes what is on the clipboard. Copy cells of a spreadsheet with the names of their "
                    "columns, files, or a picture."
                ),
                "warning",
            )

    def _fail(self, message: Message) -> None:
        self.notice.emit(partial(words, message), "error")

    @Slot(object)
    def _say_where(self, taken: object) -> None:
        path, self._kept = self._kept, None
        if path is not None and taken == path:
            text = self.tr("The pasted table is kept in {path}, and a recipe for it is in the form.")
            self.notice.emit(text.format(path=path), "info")


def _kept_table(text: str, html: str, folder: Path) -> Path | None:
    """The file in which the table on the clipboard is kept, None if there is none; raises `DataError`."""
    table = table_in(text, html)
    return None if table is None else keep_pasted(table, folder)


def _dropped(paths: tuple[Path, ...]) -> QMimeData:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return files


def _paths_in(text: str) -> tuple[Path, ...]:
    """The files that a text names, a path or address of a file on each line; none if any line is something else."""
    lines = [line.strip().strip('"') for line in text[:_LONGEST_PATHS].splitlines() if line.strip()]
    named = (QUrl(line).toLocalFile() if line.startswith("file:") else line for line in lines)
    try:
        paths = tuple(Path(name).expanduser() for name in named)
        return paths if all(path.is_absolute() and path.exists() for path in paths) else ()
    except (OSError, ValueError, RuntimeError):  # RuntimeError: the home of somebody who is not known here
        return ()
