"""Do the obvious with what is on the clipboard: a table becomes the data, files are dropped, a picture is tried."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from studio.flows.data import DataFlow
from studio.flows.train import dropped_paths
from studio.look.messages import words
from studio.look.settings import Settings
from trainer_core.data.tables.pasted import keep_pasted, table_in
from trainer_core.errors import DataError

_LONGEST_PATHS = 100_000


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

    def __init__(self, settings: Settings, data: DataFlow, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._data = data
        self._kept: Path | None = None
        data.taken.connect(self._say_where)

    def paste(self, tried: Callable[[tuple[Path, ...]], None] | None = None) -> None:
        """Take what is on the clipboard; where the model is being tried, ``tried`` predicts files and tables."""
        data = QGuiApplication.clipboard().mimeData()
        text = data.text()
        picture = data.imageData() if data.hasImage() else None
        if paths := dropped_paths(data) or _paths_in(text):
            if tried is not None:
                tried(paths)
            else:
                self.files_pasted.emit(_dropped(paths))
        elif (table := table_in(text, data.html())) is not None:
            self._take_table(table, tried)
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

    def _take_table(self, table: str, tried: Callable[[tuple[Path, ...]], None] | None) -> None:
        try:
            path = keep_pasted(table, self._settings.pasted_folder)
        except DataError as error:
            self.notice.emit(words(error.message), "error")
            return
        if tried is not None:
            tried((path,))
        else:
            self._kept = path
            self._data.take(path)

    @Slot()
    def _say_where(self) -> None:
        path, self._kept = self._kept, None
        if path is not None:
            text = self.tr("The pasted table is kept in {path}, and a recipe for it is in the form.")
            self.notice.emit(text.format(path=path), "info")


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
