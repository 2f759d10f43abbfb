"""A slim bar that shows a fraction, as under a picture whose class was guessed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look.theme import current_theme

_HEIGHT = 4


class ConfidenceBar(QWidget):
    """A rounded bar filled to ``fraction`` (0 to 1) in the colour of a theme token. No signals."""

    def __init__(self, fraction: float = 0.0, colour: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fraction = 0.0
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_fraction(fraction)

    @property
    def fraction(self) -> float:
        """The filled part, from 0 to 1."""
        return self._fraction

    def set_fraction(self, fraction: float) -> None:
        """Fill another part; what lies outside 0 to 1 is drawn as the nearer end."""
        self._fraction = min(max(fraction, 0.0), 1.0)
        self.setAccessibleDescription(f"{self._fraction:.0%}")
        self.update()

    def set_colour(self, token: str) -> None:
        """Fill with the colour of another theme token."""
        self._colour = token
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(16, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("hairline"))
            top = (self.height() - _HEIGHT) / 2
            painter.drawRoundedRect(QRectF(0, top, self.width(), _HEIGHT), 2, 2)
            if self._fraction > 0:
                painter.setBrush(tokens.colour(self._colour))
                painter.drawRoundedRect(QRectF(0, top, max(self._fraction * self.width(), _HEIGHT), _HEIGHT), 2, 2)
