"""A spotlight: everything but what is near the pointer is darker."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, Slot
from PySide6.QtGui import QColor, QCursor, QPainter, QPainterPath, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.window.presenter.overlay import Overlay

_OPACITY = 0.6
_PART = 5
"""The light is a fifth of the window's height wide, and so high."""
_LOOKS_MS = 33


class Spotlight(Overlay):
    """Follows the pointer while it is shown. No signals."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("spotlight")
        self._at = QPoint()
        # Moves of the mouse reach only the widgets that track it.
        self.timer.setInterval(_LOOKS_MS)

    @property
    def light(self) -> QRect:
        """What is left as bright as it is."""
        radius = self.height() // _PART
        return QRect(self._at.x() - radius, self._at.y() - radius, 2 * radius, 2 * radius)

    @Slot()
    def tick(self) -> None:
        at = self.mapFromGlobal(QCursor.pos())
        if at != self._at:
            before = self.light
            self._at = at
            self.update(before.united(self.light).adjusted(-4, -4, 4, 4))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._at = self.mapFromGlobal(QCursor.pos())
        self.timer.start()

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        dark = QColor("black")
        dark.setAlphaF(_OPACITY)
        path = QPainterPath()
        path.addRect(event.rect())
        radius = self.light.width() / 2
        path.addEllipse(QPointF(self._at), radius, radius)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(event.rect())
            painter.fillPath(path, dark)
            painter.setPen(QPen(current_theme().tokens.colour("accent"), max(2.0, fonts.stroke(1))))
            painter.drawEllipse(QPointF(self._at), radius, radius)
