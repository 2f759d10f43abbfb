"""The lines of the log: what they say in the present language, which are shown, and how one is drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.look import fonts
from studio.look.icons import paint_icon
from studio.look.messages import words
from studio.look.painting import reporting
from studio.look.theme import current_theme
from trainer_core.errors import Message

MOST_LINES = 5_000

LEVELS = ("info", "warning", "error")
"""How serious a line is, the least first."""

LEVEL_ROLE = Qt.ItemDataRole.UserRole + 1
TIME_ROLE = Qt.ItemDataRole.UserRole + 2

_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (info|warning|error) +(.*)")
_ICONS = {"info": ("info", "muted"), "warning": ("warning", "warning"), "error": ("cross", "wrong")}
_INDEX = QModelIndex | QPersistentModelIndex
_SIDE, _GAP, _ICON, _ROW = 14, 10, 14, 24


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log."""

    time: str
    level: str
    message: Message

    @property
    def sentence(self) -> str:
        """The sentence in the present language."""
        return words(self.message)


def line_of(text: str) -> Line:
    """Read a line of a run's ``log.txt`` (``2026-11-24 08:50:00 info    It began.``); its time becomes the local one.

    A line of another form is shown as it is.
    """
    match = _WRITTEN.match(text)
    if match is None:
        return Line("", "info", _verbatim(text))
    try:
        time = datetime.strptime(match[1], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC).astimezone().strftime("%H:%M:%S")
    except (ValueError, OverflowError):
        time = ""
    return Line(time, match[2], _verbatim(match[3]))


def _verbatim(text: str) -> Message:
    return Message("{text}", {"text": text})


class LogModel(QAbstractListModel):
    """The last `MOST_LINES` lines, the newest at the end. Besides Qt's signals there are none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def append(self, line: Line) -> None:
        """Add a line at the end; past the limit the oldest tenth is forgotten."""
        if len(self.lines) >= MOST_LINES:
            self.beginRemoveRows(QModelIndex(), 0, MOST_LINES // 10 - 1)
            del self.lines[: MOST_LINES // 10]
            self.endRemoveRows()
        self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines))
        self.lines.append(line)
        self.endInsertRows()

    def extend(self, lines: Sequence[Line]) -> None:
        """Add many lines at the end at once; of more than fit the newest are kept."""
        lines = lines[-MOST_LINES // 2 :]
        if not lines:
            return
        if len(self.lines) + len(lines) > MOST_LINES:
            gone = len(self.lines) + len(lines) - MOST_LINES
            self.beginRemoveRows(QModelIndex(), 0, gone - 1)
            del self.lines[:gone]
            self.endRemoveRows()
        self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(lines) - 1)
        self.lines.extend(lines)
        self.endInsertRows()

    def replace(self, lines: Sequence[Line]) -> None:
        """Have these lines alone."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def worsen(self, level: str) -> None:
        """Give the newest line a more serious level; a less serious one changes nothing."""
        last = self.lines[-1]
        if LEVELS.index(level) > LEVELS.index(last.level):
            self.lines[-1] = replace(last, level=level)
            index = self.index(len(self.lines) - 1)
            self.dataChanged.emit(index, index)

    def reword(self) -> None:
        """Tell that every sentence reads differently now."""
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))

    def rowCount(self, parent: _INDEX | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: _INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return line.sentence
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{line.time} {line.sentence}"
            case _ if role == LEVEL_ROLE:
                return line.level
            case _ if role == TIME_ROLE:
                return line.time
        return None


class LinesAtLeast(QSortFilterProxyModel):
    """Lets through lines of a level and everything worse."""

    def __init__(self, model: LogModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._least = 0
        self.setSourceModel(model)

    def set_level(self, level: str) -> None:
        """Let through ``level`` and what is worse: one of `LEVELS`."""
        self._least = LEVELS.index(level)
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: _INDEX) -> bool:
        return LEVELS.index(self._model.lines[row].level) >= self._least


class LineDelegate(QStyledItemDelegate):
    """Draws time, level and sentence in one line; a sentence that does not fit ends in an ellipsis."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _INDEX) -> QSize:
        return QSize(200, max(_ROW, round(QFontMetricsF(option.font).height()) + 8))

    @reporting
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _INDEX) -> None:
        tokens = current_theme().tokens
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(option.rect, tokens.colour("selection"))
        rect = QRectF(option.rect).adjusted(_SIDE, 0, -_SIDE, 0)
        small = fonts.font("small")
        painter.setFont(small)
        painter.setPen(tokens.colour("on_selection" if selected else "muted"))
        time = index.data(TIME_ROLE)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, time)
        rect.setLeft(rect.left() + QFontMetricsF(small).horizontalAdvance("00:00:00") + _GAP)
        name, colour = _ICONS[index.data(LEVEL_ROLE)]
        mark = QRectF(rect.left(), rect.center().y() - _ICON / 2, _ICON, _ICON)
        paint_icon(painter, name, mark, "on_selection" if selected else colour)
        rect.setLeft(rect.left() + _ICON + _GAP)
        font = fonts.font()
        painter.setFont(font)
        painter.setPen(tokens.colour("on_selection" if selected else "text"))
        text = QFontMetricsF(font).elidedText(index.data(), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        painter.restore()
