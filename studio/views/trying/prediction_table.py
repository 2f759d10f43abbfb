"""Predictions of a person's own files as rows: picture, file, answer, how probable, and the truth where it is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from studio.look import fonts, formats
from studio.look.messages import words
from studio.look.pictures import fitted, to_image
from studio.look.theme import current_theme
from trainer_core.data.labels import Labels
from trainer_core.export.predictions import truth_of
from trainer_core.protocol.reports import Predictions

COLUMNS = ("file", "answer", "number", "truth")
THUMBNAIL = 36
_Index = QModelIndex | QPersistentModelIndex
_FEWEST_PIXELS = 2


class PredictionTable(QAbstractTableModel):
    """Grows as predictions arrive. Rows are filtered by words and by kind, and sorted by any column.

    Kinds are ``"all"``, ``"wrong"`` (the truth is another), and ``"problems"`` (what could not be read).
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.labels = Labels((), ())
        self._portions: list[Predictions] = []
        self._starts: list[int] = []
        self._pictures: dict[int, QImage] = {}
        self._count = 0
        self._order: npt.NDArray[np.int64] = np.empty(0, np.int64)
        self._sorting: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._filter, self._kind = "", "all"
        self._headings: tuple[str, ...] = COLUMNS

    @property
    def total(self) -> int:
        """How many predictions there are, shown or not."""
        return self._count

    @property
    def problems(self) -> int:
        """How many could not be read."""
        return sum(len(portion.problems) for portion in self._portions)

    @property
    def has_truth(self) -> bool:
        """Whether the truth of any is known."""
        return any(portion.truth is not None for portion in self._portions)

    def clear(self, labels: Labels) -> None:
        """Begin anew, with answers that are called so."""
        self.beginResetModel()
        self.labels = labels
        self._portions, self._starts, self._pictures, self._count = [], [], {}, 0
        self._order = np.empty(0, np.int64)
        self.endResetModel()

    def add(self, predictions: Predictions) -> None:
        """Take some more; they stand at the end until `arrange` is called."""
        first = self._count
        for at in range(len(predictions.images)):
            if at not in predictions.problems and min(predictions.images.shape[1:]) > 0:
                picture = to_image(predictions.images[at])
                side = THUMBNAIL * _FEWEST_PIXELS
                if max(picture.width(), picture.height()) > side:
                    picture = picture.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)
                self._pictures[first + at] = picture
        self._portions.append(replace(predictions, images=predictions.images[:0]))
        self._starts.append(first)
        self._count += len(predictions.files)
        added = np.array([place for place in range(first, self._count) if self._passes(place)], np.int64)
        if len(added):
            self.beginInsertRows(QModelIndex(), len(self._order), len(self._order) + len(added) - 1)
            self._order = np.concatenate((self._order, added))
            self.endInsertRows()

    def set_filter(self, text: str, kind: str) -> None:
        """Show only rows of a kind whose file, answer or truth contains ``text``."""
        self._filter, self._kind = text.casefold(), kind
        self.arrange()

    def arrange(self) -> None:
        """Filter and sort all rows."""
        self.beginResetModel()
        places = [place for place in range(self._count) if self._passes(place)]
        column, order = self._sorting
        if column >= 0:
            places.sort(key=lambda place: self._key(place, column), reverse=order == Qt.SortOrder.DescendingOrder)
        self._order = np.array(places, np.int64)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, -1 for the order in which they were given."""
        self._sorting = (column, order)
        self.arrange()

    def shown(self) -> Iterator[tuple[Predictions, int]]:
        """What is shown, in its order: predictions and the place in them."""
        return (self._at(int(place)) for place in self._order)

    def path(self, row: int) -> Path:
        """The file of a row."""
        portion, at = self._at(int(self._order[row]))
        return Path(portion.files[at])

    def set_headings(self, headings: tuple[str, ...]) -> None:
        """Word the columns."""
        self._headings = headings
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place, column = int(self._order[index.row()]), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(place, COLUMNS[column])
        if role == Qt.ItemDataRole.DecorationRole and column == 0 and place in self._pictures:
            ratio = QApplication.primaryScreen().devicePixelRatio()
            return fitted(self._pictures[place], fonts.scaled(THUMBNAIL), ratio)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(place, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[column] == "number":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(place, COLUMNS[column])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            # What is told of a number is the name of what it is, and maybe its unit.
            names = () if self.labels.class_names else self.labels.target_names
            return ", ".join(names) if names and COLUMNS[section] == "answer" else self._headings[section]
        return None

    def _at(self, place: int) -> tuple[Predictions, int]:
        number = int(np.searchsorted(self._starts, place, side="right")) - 1
        return self._portions[number], place - self._starts[number]

    def _is_wrong(self, place: int) -> bool:
        portion, at = self._at(place)
        if not self.labels.class_names or portion.truth is None or portion.truth[at] < 0 or at in portion.problems:
            return False
        return int(portion.answers[at].argmax()) != int(portion.truth[at])

    def _passes(self, place: int) -> bool:
        portion, at = self._at(place)
        if self._kind == "problems" and at not in portion.problems:
            return False
        if self._kind == "wrong" and not self._is_wrong(place):
            return False
        return not self._filter or any(
            self._filter in self._text(place, column).casefold() for column in ("file", "answer", "truth")
        )

    def _key(self, place: int, column: int) -> tuple[float, str]:
        portion, at = self._at(place)
        if COLUMNS[column] == "number" or (COLUMNS[column] == "answer" and not self.labels.class_names):
            value = -np.inf if at in portion.problems else float(portion.answers[at].max())
            return (value if np.isfinite(value) else -np.inf), ""
        if COLUMNS[column] == "file":
            return 0.0, f"{portion.files[at].casefold()}\\0{portion.rows[at]:012}"
        if COLUMNS[column] == "truth" and not self.labels.class_names and portion.truth is not None:
            value = float(np.atleast_1d(portion.truth[at])[0])
            return (value if np.isfinite(value) else -np.inf), ""
        return 0.0, self._text(place, COLUMNS[column]).casefold()

    def _text(self, place: int, column: str) -> str:
        portion, at = self._at(place)
        if column == "file":
            name = Path(portion.files[at]).name
            # The number comes first: it tells rows of one file apart where the name has no room.
            return f"{formats.count(int(portion.rows[at]))} · {name}" if portion.rows[at] else name
        if at in portion.problems:
            return words(portion.problems[at][1]) if column == "answer" else ""
        if column == "truth":
            return _written(truth_of(portion, at, self.labels))
        answer = portion.answers[at]
        if not self.labels.class_names:
            return ", ".join(_written(value) for value in answer.tolist()) if column == "answer" else ""
        best = int(answer.argmax())
        if not answer[best] > 0:
            return formats.UNKNOWN
        return self.labels.class_names[best] if column == "answer" else formats.percent(float(answer[best]))

    def _tip(self, place: int, column: int) -> str:
        portion, at = self._at(place)
        return portion.files[at] if column == 0 else self._text(place, COLUMNS[column])

    def _colour(self, place: int, column: str) -> QColor | None:
        portion, at = self._at(place)
        tokens = current_theme().tokens
        if at in portion.problems:
            return tokens.colour("muted")
        if column == "truth" and portion.truth is not None and self.labels.class_names and portion.truth[at] >= 0:
            return tokens.colour("wrong" if self._is_wrong(place) else "right")
        return None


def _written(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(_written(each) for each in value.values())
    if isinstance(value, float):
        return formats.number(float(f"{value:.5g}")) if np.isfinite(value) else formats.UNKNOWN
    return "" if value is None else str(value)
