"""Many small pictures of planes in pairs: one, another beside it, and their difference, all in the same colours."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.heat_map import signed_colours
from studio.widgets.own_height import OwnHeight

_SMALLEST, _LARGEST, _NEAR, _GAP = 34, 64, 2, 14

Floats = npt.NDArray[np.float32]
Stack = Floats | None


class PairedTiles(OwnHeight):
    """A group for each unit, under its number: the first, the second, and the second minus the first.

    The colours of a group are full at the largest value of its first two pictures. A picture that is not there is
    crossed out; the difference is left out where no group has one.

    Attributes:
        stacks: the three (U, Y, X) float32, the first row at the top, or None.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stacks: tuple[Stack, Stack, Stack] = (None, None, None)
        self._images: dict[tuple[int, int], QImage] = {}
        current_theme().changed.connect(self._forget)

    @property
    def count(self) -> int:
        """How many groups there are."""
        return max((len(stack) for stack in self.stacks if stack is not None), default=0)

    def show_stacks(self, first: Stack, second: Stack, difference: Stack) -> None:
        """Show these."""
        self.stacks = (first, second, difference)
        self._forget()
        self.fit()

    def place(self, unit: int, part: int) -> QRectF:
        """Where the picture ``part`` (0, 1, 2) of a unit stands."""
        columns, side = self._measures()
        line = QFontMetricsF(fonts.font("small")).height()
        left = unit % columns * (self._parts * (side + _NEAR) + _GAP) + part * (side + _NEAR)
        top = unit // columns * (line + side + _GAP) + line
        return QRectF(left, top, side, side)

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(320), self.height())

    @property
    def _parts(self) -> int:
        return 2 if self.stacks[2] is None else 3

    def _measures(self) -> tuple[int, float]:
        """How many groups stand in a row, and the side of a picture."""
        parts, width = self._parts, self.width() + _GAP
        least = parts * (fonts.scaled(_SMALLEST) + _NEAR) + _GAP
        columns = max(1, min(int(width // least), max(1, self.count)))
        side = (width / columns - _GAP) / parts - _NEAR
        return columns, min(side, float(fonts.scaled(_LARGEST)))

    def wanted_height(self) -> int:
        return 0 if not self.count else round(self.place(self.count - 1, 0).bottom()) + 4

    def _forget(self, tokens: object = None) -> None:
        self._images.clear()
        self.update()

    def _image(self, unit: int, part: int) -> QImage | None:
        """The picture in the colours of its group; None where there is none."""
        stack = self.stacks[part]
        if stack is None or unit >= len(stack):
            return None
        if (unit, part) not in self._images:
            theme = current_theme().tokens
            ground, above, below = (theme.colour(name) for name in ("field", "training", "wrong"))
            pair = [each[unit] for each in self.stacks[:2] if each is not None and unit < len(each)]
            sizes = [np.abs(values[np.isfinite(values)]) for values in pair]
            bound = max((float(each.max()) for each in sizes if each.size), default=0.0)
            pixels = signed_colours(stack[unit], bound, ground, above, below)
            height, width, _ = pixels.shape
            image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
            self._images[unit, part] = image.copy()
        return self._images[unit, part]

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        hairline, muted = tokens.colour("hairline"), tokens.colour("muted")
        seen = QRectF(event.rect())
        with QPainter(self) as painter:
            painter.setFont(fonts.font("small"))
            for unit in range(self.count):
                first = self.place(unit, 0)
                if first.bottom() < seen.top() or first.top() > seen.bottom() + first.height():
                    continue
                painter.setPen(muted)
                above = QRectF(first.left(), first.top() - 40, 3 * first.width(), 38)
                painter.drawText(above, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, str(unit))
                for part in range(self._parts):
                    room = self.place(unit, part)
                    image = self._image(unit, part)
                    painter.setPen(QPen(hairline, 1))
                    if image is not None:
                        painter.drawImage(room, image)
                    else:
                        painter.drawLine(room.topLeft(), room.bottomRight())
                        painter.drawLine(room.topRight(), room.bottomLeft())
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(room.adjusted(0.5, 0.5, -0.5, -0.5))
