"""The words of a file's tree: shape, type, device and size of each key, and its values as far as they were measured."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush

from studio.look import formats
from studio.look.icons import icon
from studio.look.messages import words
from studio.look.theme import current_theme
from studio.views.weights.key_tree import BARS_ROLE, Node
from trainer_core.errors import Message
from trainer_core.protocol.weights_report import Entry, TensorStatistics

KEY, SHAPE, TYPE, VALUES, CHECK, RANGE, NORM, SIZE, DEVICE = range(9)
COLUMNS = 9
WIDTHS = (12, 8, 9, 11, 17, 7, 8, 6)
"""The widths of the columns after the key, in characters."""

RIGHT = (SIZE, NORM)


def short(value: float) -> str:
    """Write a number with three digits."""
    return formats.number(float(f"{value:.3g}"))


class TensorCells(QObject):
    """Words the rows of a file. ``statistics`` holds what was measured, by key."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.statistics: dict[str, TensorStatistics | Message] = {}

    def headings(self) -> list[str]:
        return [
            self.tr("Key"),
            self.tr("Shape"),
            self.tr("Type"),
            self.tr("Values"),
            self.tr("Check"),
            self.tr("Range"),
            self.tr("Norm"),
            self.tr("Size"),
            self.tr("Device"),
        ]

    def cell(self, node: Node, column: int, role: int) -> object:
        entry: Entry | None = node.item
        if entry is None:
            return self._module_cell(node, column, role)
        measured = self.statistics.get(entry.key)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(entry, measured, column)
        if column == VALUES and role == BARS_ROLE and isinstance(measured, TensorStatistics):
            return measured.histogram.tolist()
        if column == CHECK and _is_wrong(measured):
            if role == Qt.ItemDataRole.DecorationRole:
                return icon("warning", "wrong")
            if role == Qt.ItemDataRole.ForegroundRole:
                return QBrush(current_theme().tokens.colour("wrong"))
        if role == Qt.ItemDataRole.ForegroundRole and column in (TYPE, DEVICE, CHECK):
            return QBrush(current_theme().tokens.colour("muted"))
        return None

    def _module_cell(self, node: Node, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(current_theme().tokens.colour("muted"))
        if role == Qt.ItemDataRole.DisplayRole and column == SIZE:
            size = sum(leaf.item.bytes for leaf in node.leaves())
            return formats.size(size) if size else ""
        return None

    def _text(self, entry: Entry, measured: TensorStatistics | Message | None, column: int) -> str | None:
        if not entry.is_tensor:
            return self.value(entry) if column == SHAPE else None
        facts = {
            SHAPE: formats.shape(entry.shape),
            TYPE: entry.dtype,
            DEVICE: entry.device or formats.UNKNOWN,
            SIZE: formats.size(entry.bytes),
        }
        if column in facts:
            return facts[column]
        if column == CHECK:
            return self.verdict(measured)
        if not isinstance(measured, TensorStatistics):
            return "" if column == VALUES or not isinstance(measured, Message) else formats.UNKNOWN
        if column == RANGE:
            return self.tr("{low} … {high}").format(low=short(measured.minimum), high=short(measured.maximum))
        return short(measured.norm) if column == NORM else None

    def value(self, entry: Entry) -> str:
        """A plain value, or what is there and was not read."""
        return self.tr("not read: {name}").format(name=entry.unread) if entry.unread else entry.value

    def verdict(self, measured: TensorStatistics | Message | None) -> str:
        """Say whether all values are finite, or how many are not, or that they cannot be read."""
        if measured is None:
            return ""
        if isinstance(measured, Message):
            return self.tr("not read")
        wrong = []
        if measured.nan:
            wrong.append(self.tr("{count} NaN").format(count=formats.count(measured.nan)))
        if measured.infinite:
            wrong.append(self.tr("{count} infinite").format(count=formats.count(measured.infinite)))
        return ", ".join(wrong) or (self.tr("finite") if measured.elements else self.tr("empty"))

    def reason(self, measured: TensorStatistics | Message | None) -> str:
        """Why values could not be read, if they could not."""
        return words(measured) if isinstance(measured, Message) else ""


def _is_wrong(measured: TensorStatistics | Message | None) -> bool:
    return isinstance(measured, Message) or (measured is not None and bool(measured.nan or measured.infinite))
