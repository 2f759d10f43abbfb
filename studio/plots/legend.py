"""The legend in a plot's header: each curve's mark, name and newest value, in a width that its numbers never
change.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio import fonts
from studio.theme import current_theme

_MARK, _GAP, _BETWEEN = 10, 6, 14


class Legend(QWidget):
    """Training with a square, validation with a round mark; values in tabular figures. No signals.

    Attributes:
        texts: what is shown of each curve, as (name, value).
    """

    def __init__(self, widest_value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest = widest_value
        self._names = ("", "")
        self._compact = False
        self.texts = (("", ""), ("", ""))
        fonts.use(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_names(self, training: str, validation: str) -> None:
        """Set the names of the curves, as for another language."""
        self._names = (training, validation)
        self.set_values(*(value for _, value in self.texts))
        self.updateGeometry()

    def set_values(self, training: str, validation: str) -> None:
        """Show new values; an empty one hides its curve's entry."""
        texts = ((self._names[0], training), (self._names[1], validation))
        if texts != self.texts:
            longer = max(len(training), len(validation)) > len(self._widest)
            if longer:
                self._widest = max(training, validation, key=len)
                self.updateGeometry()
            self.texts = texts
            words = ", ".join(f"{name} {value}" for name, value in texts if value)
            self.setAccessibleName(words)
            self.setToolTip(words if self._compact else "")
            self.update()

    def set_compact(self, compact: bool) -> None:
        """Leave the names out, for a narrow place."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    def width_for(self, compact: bool) -> int:
        """Pixels that it needs with or without the names."""
        metrics = QFontMetricsF(self.font())
        value = metrics.horizontalAdvance(self._widest)
        width = 2 * (_MARK + _GAP + value) + _BETWEEN
        if not compact:
            width += sum(metrics.horizontalAdvance(f"{name} ") for name in self._names)
        return round(width) + 2

    def sizeHint(self) -> QSize:
        return QSize(self.width_for(self._compact), round(QFontMetricsF(self.font()).height()) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            tokens = current_theme().tokens
            metrics = QFontMetricsF(self.font())
            x, middle = 0.0, self.height() / 2
            for token, (name, value) in zip(("training", "validation"), self.texts, strict=True):
                if not value:
                    continue
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tokens.colour(token))
                if token == "training":
                    painter.drawRoundedRect(QRectF(x, middle - _MARK / 2, _MARK, _MARK), 2, 2)
                else:
                    painter.drawEllipse(QPointF(x + _MARK / 2, middle), _MARK / 2, _MARK / 2)
                x += _MARK + _GAP
                for words, colour in ((f"{name} " * (not self._compact), "muted"), (value, "text")):
                    painter.setPen(tokens.colour(colour))
                    painter.drawText(QRectF(x, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, words)
                    x += metrics.horizontalAdvance(words)
                x += _BETWEEN
