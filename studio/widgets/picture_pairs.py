"""Two rows of pictures, the lower ones made of the upper ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.pictures import fitted
from studio.look.theme import current_theme

_GAP = 6


class PicturePairs(QWidget):
    """As many columns as there are pictures, each with one before and one after. No signals."""

    def __init__(self, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._names = ("", "")
        self.before: tuple[QImage, ...] = ()
        self.after: tuple[QImage, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_names(self, before: str, after: str) -> None:
        """Word what stands above each row."""
        self._names = (before, after)
        self.update()

    def show_pairs(self, before: Sequence[QImage], after: Sequence[QImage]) -> None:
        """Show other pictures."""
        self.before, self.after = tuple(before), tuple(after)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(2 * (self._line + self._side(width)) + 3 * _GAP / 2)

    @property
    def _line(self) -> float:
        return QFontMetricsF(fonts.font("small")).height() + 2

    def _side(self, width: int) -> float:
        return max(8.0, (width - _GAP * (self._columns - 1)) / self._columns)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, side = current_theme().tokens, self._side(self.width())
        ratio = self.devicePixelRatioF()
        with QPainter(self) as painter:
            painter.setFont(fonts.font("small"))
            top = 0.0
            for name, pictures in zip(self._names, (self.before, self.after), strict=True):
                painter.setPen(tokens.colour("muted"))
                line = QRectF(0, top, self.width(), self._line)
                painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
                top += self._line
                for place, picture in enumerate(pictures[: self._columns]):
                    shown = fitted(picture, int(side), ratio)
                    left = place * (side + _GAP) + (side - shown.width() / ratio) / 2
                    painter.drawPixmap(round(left), round(top + (side - shown.height() / ratio) / 2), shown)
                top += side + _GAP
