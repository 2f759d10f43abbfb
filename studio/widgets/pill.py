"""A small rounded badge: one word about the thing beside it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme

Kind = Literal["muted", "live", "warning"]

_COLOURS: dict[Kind, tuple[str, str]] = {
    "muted": ("hairline", "muted"),
    "live": ("accent", "accent"),
    "warning": ("warning", "warning"),
}


class Pill(QLabel):
    """A word in a rounded outline; ``kind`` chooses its colours. No signals of its own."""

    def __init__(self, text: str = "", kind: Kind = "muted", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._kind: Kind = kind
        fonts.use(self, "small")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def kind(self) -> Kind:
        """Which of the looks it has."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Choose its colours: ``"muted"``, ``"live"`` or ``"warning"``."""
        if kind != self._kind:
            self._kind = kind
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        return QSize(round(metrics.horizontalAdvance(self.text())) + 12, round(metrics.height()) + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        outline, words = _COLOURS[self._kind]
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.colour(outline), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = (self.height() - 1) / 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
            painter.setPen(tokens.colour(words if self.isEnabled() else "disabled_text"))
            room = self.width() - 10
            shown = QFontMetricsF(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, shown)
