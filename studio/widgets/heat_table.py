"""A square table of counts as coloured cells: true classes against answers, or anything else of that form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import Tokens, current_theme
from studio.widgets.focus import ring_after
from studio.widgets.heat_cells import CellColours, cell_colours, cell_words
from studio.widgets.heat_layout import HeatLayout
from studio.widgets.heat_painting import HeatPainting

Cell = tuple[int, int]
Mode = Literal["rows", "counts"]

_STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class HeatTable(QAbstractScrollArea):
    """Cells with names before the rows and above the columns, which stay in sight when the table scrolls.

    The diagonal is blue, other cells take the colour for wrong; a number is in each cell that has room. A
    cell can be pointed at with the mouse or reached with the arrow keys, Home and End; a click, Enter or
    Space opens it.

    Signals:
        pointed(object): the (row, column) under the mouse or the keyboard's cell is another; None: there is
        none. opened(int, int): a person wants to know more of this cell.
    """

    pointed = Signal(object)
    opened = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._counts: npt.NDArray[np.int64] = np.zeros((0, 0), dtype=np.int64)
        self._fractions: npt.NDArray[np.float64] = np.zeros((0, 0))
        self._words: list[list[str]] = []
        self._mode: Mode = "rows"
        self._axes = ("", "")
        self._colours: CellColours | None = None
        self._hover: Cell | None = None
        self._current: Cell = (0, 0)
        self._pressed: Cell | None = None
        self._ring = False
        self._layout = HeatLayout(0, 0, 0, QSizeF(1, 1))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        current_theme().changed.connect(self._recolour)

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """The (K, K) counts that are shown."""
        return self._counts

    @property
    def fractions(self) -> npt.NDArray[np.float64]:
        """(K, K): each count divided by the sum of its row; a row without counts is zero."""
        return self._fractions

    @property
    def cell(self) -> Cell | None:
        """The cell that is pointed at: under the mouse, else the keyboard's while the table has the focus."""
        if self._hover is not None or not len(self._counts):
            return self._hover
        return self._current if self.hasFocus() and self._ring else None

    @property
    def shows_numbers(self) -> bool:
        """Whether cells are wide enough for their numbers."""
        return self._layout.numbers

    def words(self, row: int, column: int) -> str:
        """The number in a cell as it is written."""
        return self._words[row][column]

    def cell_rect(self, row: int, column: int) -> QRect:
        """The place of a cell in the viewport, as scrolled now."""
        return self._layout.rect(row, column).translated(-self._offset).toRect()

    def set_table(self, names: Sequence[str], counts: npt.NDArray[np.int64]) -> None:
        """Show (K, K) ``counts`` under K ``names``.

        Raises:
            ValueError: ``counts`` is not square, or not as many as the names.
        """
        if counts.shape != (len(names), len(names)):
            raise ValueError(f"{len(names)} names need a square table of that size, not {counts.shape}.")
        other = tuple(names) != self._names
        self._names, self._counts = tuple(names), counts
        self._fractions = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        self._write()
        if other:
            self._hover, self._current = None, (0, 0)
            self._arrange()
        self._recolour(current_theme().tokens)

    def set_mode(self, mode: Mode) -> None:
        """Write percentages of the row (``"rows"``) or counts; the colours are those of the percentages."""
        self._mode = mode
        self._write()
        self.viewport().update()

    def set_axes(self, rows: str, columns: str) -> None:
        """Set what the rows and the columns are, for the corner."""
        self._axes = (rows, columns)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(360, round(self._layout.whole.height()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 96)

    @property
    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _write(self) -> None:
        percent = self._mode == "rows"
        self._words = [
            [cell_words(fraction, count, percent) for fraction, count in zip(fractions, counts, strict=True)]
            for fractions, counts in zip(self._fractions.tolist(), self._counts.tolist(), strict=True)
        ]

    def _arrange(self) -> None:
        metrics = QFontMetricsF(fonts.font("small"))
        longest = max((metrics.horizontalAdvance(name) for name in self._names), default=0.0)
        line = round(metrics.height())
        lowest = line + 5
        room = QSizeF(self.width() - 1, self.height())
        lying = longest + 4 <= (room.width() - longest - 8) / max(len(self._names), 1)
        # The corner says what rows and columns are, a line each.
        corner = max(map(metrics.horizontalAdvance, self._axes)) + 8
        high = 2 * line + 6 if any(self._axes) else 0
        names = QSizeF(max(longest + 8, corner), max(high, line + 4 if lying else min(longest, 5.4 * line) + 8))
        if fonts.on_stage():
            # A room full of people does not scroll: all rows come before air between them and long names above.
            lowest = math.ceil(metrics.ascent()) + 1
            spare = room.height() - len(self._names) * lowest
            if max(high, 3 * line) <= spare:
                names.setHeight(min(names.height(), spare))
        layout = HeatLayout.fit(len(self._names), room, names, line, corner=corner, lying=lying, lowest=lowest)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if layout.whole.height() > room.height():
            room.setWidth(room.width() - down.sizeHint().width())
            layout = HeatLayout.fit(len(self._names), room, names, line, corner=corner, lying=lying, lowest=lowest)
        if layout.whole.width() > room.width() + 0.5:
            room.setHeight(room.height() - across.sizeHint().height())
        self._layout = layout
        for scroll, size, page in (
            (across, layout.whole.width() - 0.5, room.width()),
            (down, layout.whole.height(), room.height()),
        ):
            scroll.setRange(0, max(0, math.ceil(size - page)))
            scroll.setPageStep(round(page))
            scroll.setSingleStep(round(layout.cell.height()))
        self.updateGeometry()
        self.viewport().update()

    @Slot(object)
    def _recolour(self, tokens: Tokens) -> None:
        self._colours = cell_colours(self.fractions, tokens) if len(self._counts) else None
        self.viewport().update()

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._colours is None:
            return
        with QPainter(self.viewport()) as painter:
            painting = HeatPainting(painter, self.viewport(), self._layout, self._offset, self._names, self.cell)
            painting.cells(self._colours, self._words if self.shows_numbers else None)
            painting.names(self._axes)
            if self.cell is not None:
                painting.highlight(self.cell, ring=self._hover is None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._arrange()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._cell_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self._cell_at(event.position()):
            self._current = pressed
            self.opened.emit(*pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, size = event.key(), len(self._counts)
        row, column = self._current
        if not size:
            super().keyPressEvent(event)
        elif key in _STEPS:
            down, right = _STEPS[key]
            self._go_to((min(max(row + down, 0), size - 1), min(max(column + right, 0), size - 1)))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to((row, 0 if key == Qt.Key.Key_Home else size - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(row, column)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, self._ring)
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell()

    def _cell_at(self, point: QPointF) -> Cell | None:
        """The cell under a point of the viewport; the names, which cover scrolled cells, are none."""
        if point.x() < self._layout.left or point.y() < self._layout.top:
            return None
        place = point + self._offset
        return self._layout.at(place.x(), place.y())

    def _point_at(self, cell: Cell | None) -> None:
        if cell != self._hover:
            self._hover = cell
            shape = Qt.CursorShape.PointingHandCursor if cell else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self._tell()

    def _go_to(self, cell: Cell) -> None:
        self._current, self._hover, self._ring = cell, None, True
        self._scroll_to(self._layout.rect(*cell))
        self._tell()

    def _scroll_to(self, rect: QRectF) -> None:
        view, layout = self.viewport().size(), self._layout
        for scroll, start, end, names, page in (
            (self.horizontalScrollBar(), rect.left(), rect.right(), layout.left, view.width()),
            (self.verticalScrollBar(), rect.top(), rect.bottom(), layout.top, view.height()),
        ):
            scroll.setValue(round(min(max(scroll.value(), end - page), start - names)))

    def _tell(self) -> None:
        self.viewport().update()
        self.pointed.emit(self.cell)
        if QAccessible.isActive():
            change = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(change)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Repaint at the new place; the mouse is asked for its cell when it moves again."""
        self._hover = None
        self._tell()
