"""A state at a glance: a small mark whose shape says as much as its colour."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme

State = Literal["idle", "active", "held", "good", "bad"]

_TOKENS: dict[State, str] = {
    "idle": "muted",
    "active": "right",
    "held": "warning",
    "good": "accent",
    "bad": "wrong",
}


class StateDot(QWidget):
    """A ring (idle), a disc (active), two bars (held), a tick (good) or a triangle (bad). No signals.

    The words beside it belong to its owner, who also sets the accessible name.
    """

    def __init__(self, state: State = "idle", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def state(self) -> State:
        """The state that is drawn."""
        return self._state

    def set_state(self, state: State) -> None:
        """Draw another state."""
        if state != self._state:
            self._state = state
            self.update()

    def sizeHint(self) -> QSize:
        side = fonts.scaled(12)
        return QSize(side, side)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.translate(self.width() / 2, self.height() / 2)
            painter.scale(fonts.scale(), fonts.scale())
            paint_state(painter, self._state, QPointF(0, 0))


def paint_state(painter: QPainter, state: State, at: QPointF) -> None:
    """Paint the mark of ``state``, 12 pixels wide and high, around a place."""
    colour = current_theme().tokens.colour(_TOKENS[state])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at.x() - 6, at.y() - 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    line = QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    match state:
        case "active":
            painter.drawEllipse(QRectF(2, 2, 8, 8))
        case "held":
            painter.drawRoundedRect(QRectF(2, 2, 3, 8), 1, 1)
            painter.drawRoundedRect(QRectF(7, 2, 3, 8), 1, 1)
        case "bad":
            painter.drawPolygon(QPolygonF([QPointF(6, 1), QPointF(11.5, 10.5), QPointF(0.5, 10.5)]))
        case "good":
            painter.setPen(line)
            painter.drawPolyline(QPolygonF([QPointF(1.8, 6.6), QPointF(4.8, 9.6), QPointF(10.4, 2.8)]))
        case "idle":
            painter.setPen(line)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(2.5, 2.5, 7, 7))
    painter.restore()
