"""The legend in a plot's header: each curve's mark, name and newest value, in a width that its numbers never
change.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme

_MARK, _GAP, _BETWEEN = 10, 6, 14


class ValueLegend(QWidget):
    """Training with a square, validation with a round mark; values in tabular figures.

    It stands on a card and paints the card's ground itself: numbers that change several times a second would otherwise
    have everything under them painted as often. For the same reason only what changed is painted.

    Attributes:
        texts: what is shown of each curve, as (name, value).

    Signals:
        widened(): a value is longer than any before, as of a loss that explodes, and needs more room.
    """

    widened = Signal()

    def __init__(self, widest_value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest = widest_value
        self._names = ("", "")
        self._compact = False
        self.texts = (("", ""), ("", ""))
        fonts.use(self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_names(self, training: str, validation: str) -> None:
        """Set the names of the curves, as for another language."""
        self._names = (training, validation)
        self.set_values(*(value for _, value in self.texts))
        self.updateGeometry()
        self.update()

    def set_values(self, training: str, validation: str) -> None:
        """Show new values; an empty one hides its curve's entry."""
        texts = ((self._names[0], training), (self._names[1], validation))
        if texts == self.texts:
            return
        before, self.texts = self.texts, texts
        if max(len(training), len(validation)) > len(self._widest):
            self._widest = max(training, validation, key=len)
            self.updateGeometry()
            self.update()
            self.widened.emit()
        self._tell()
        for place, old, new in zip(self._places(), before, texts, strict=True):
            if old != new:
                # A value that only changes is painted alone; one that comes or goes takes its name with it.
                self.update(place.toRect() if old[1] and new[1] else self.rect())

    def set_compact(self, compact: bool) -> None:
        """Leave the names out, for a narrow place."""
        if compact != self._compact:
            self._compact = compact
            self._tell()
            self.updateGeometry()
            self.update()

    def width_for(self, compact: bool) -> int:
        """Pixels that it needs with or without the names."""
        width = 2 * (fonts.scaled(_MARK) + _GAP + fonts.width_of(self._widest, self.font())) + _BETWEEN
        if not compact:
            width += sum(fonts.width_of(f"{name} ", self.font()) for name in self._names)
        return round(width) + 2

    def sizeHint(self) -> QSize:
        return QSize(self.width_for(self._compact), round(QFontMetricsF(self.font()).height()) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _tell(self) -> None:
        """Say names and values to a screen reader, and in a tool tip where the names are left out."""
        words = ", ".join(f"{name} {value}" for name, value in self.texts if value)
        self.setAccessibleName(words)
        self.setToolTip(words if self._compact else "")

    def _places(self) -> list[QRectF]:
        """Where the values stand: behind their names, each in the width of the widest."""
        value, places, x = fonts.width_of(self._widest, self.font()), [], 0.0
        for name in self._names:
            x += fonts.scaled(_MARK) + _GAP + self._advance(name)
            places.append(QRectF(QRectF(x, 0, value + 1, self.height()).toAlignedRect()))
            x += value + _BETWEEN
        return places

    def _advance(self, name: str) -> float:
        return 0.0 if self._compact else fonts.width_of(f"{name} ", self.font())

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            tokens, part = current_theme().tokens, QRectF(event.rect())
            # At a screen scale of 175 % its edges lie inside pixels: an edge that is smooth would leave a line of what
            # was there before.
            painter.fillRect(part.adjusted(-1, -1, 1, 1), tokens.colour("panel"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for token, place, (name, value) in zip(("training", "validation"), self._places(), self.texts, strict=True):
                if value and place.intersects(part):
                    painter.setPen(tokens.colour("text"))
                    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, value)
                if value and not place.contains(part):
                    self._paint_name(painter, token, place, name)

    def _paint_name(self, painter: QPainter, token: str, value: QRectF, name: str) -> None:
        """Paint mark and name before the place of a value."""
        tokens = current_theme().tokens
        left = value.left() - self._advance(name)
        if not self._compact:
            painter.setPen(tokens.colour("muted"))
            painter.drawText(QRectF(left, 0, value.left() - left, value.height()), Qt.AlignmentFlag.AlignVCenter, name)
        side = fonts.scaled(_MARK)
        mark = QRectF(left - _GAP - side, (value.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(token))
        if token == "training":
            painter.drawRoundedRect(mark, 2, 2)
        else:
            painter.drawEllipse(mark)
