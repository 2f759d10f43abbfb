"""Pictures beside one another with values laid over them: one colour speaks for something, the other against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.pictures import fitted, to_image
from studio.look.theme import current_theme
from studio.widgets.heat_map import signed_colours
from studio.widgets.own_height import OwnHeight
from studio.widgets.plot_items import channels

Floats = npt.NDArray[np.float32]

_SMALLEST, _LARGEST, _GAP, _PAD = 84, 190, 6, 4
_NARROWEST = 85
"""The width of a letter, in hundredths of its own, to which a long title is narrowed before it is cut."""
_SEEN = 0.45
"""How much of a picture is seen under values."""
_MOST = 0.85
"""How much of a pixel a full colour covers."""
_FULL = 99.5
"""The percentile of the values' sizes at which a colour is full, so that a single pixel does not take all of it."""


@dataclass(frozen=True, slots=True)
class HeatPicture:
    """A picture (1 or 3, H, W) uint8 under a title, and the values (Y, X) over it, or why there are none.

    Without ``key`` it cannot be chosen.
    """

    key: str
    title: str
    picture: npt.NDArray[np.uint8] = field(compare=False)
    values: Floats | None = field(default=None, compare=False)
    note: str = ""


def laid_over(picture: npt.NDArray[np.uint8], values: Floats) -> QImage:
    """The picture (1 or 3, H, W), paled, under the colours of ``values`` (Y, X), each of which covers its share."""
    tokens = current_theme().tokens
    _, height, width = picture.shape
    here = _spread(np.nan_to_num(values), height, width)
    grey = picture.astype(np.float32).mean(0)[..., None]
    ground = channels(tokens.colour("field"))
    pale = ground * (1 - _SEEN) + grey * _SEEN
    size = np.abs(here)
    bound = float(np.percentile(size, _FULL)) or float(size.max()) or 1.0
    colours = signed_colours(
        np.sign(here).astype(np.float32), 1.0, tokens.colour("field"), tokens.colour("training"), tokens.colour("wrong")
    )
    weight = np.clip(size / bound, 0, 1)[..., None] * _MOST
    mixed = pale * (1 - weight) + colours * weight
    return to_image(np.ascontiguousarray(mixed.transpose(2, 0, 1).astype(np.uint8)))


class HeatPictures(OwnHeight):
    """As many side by side as there is room for; the arrow keys and a click choose one.

    Signals:
        chosen(str): a person has chosen the picture with this key.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[HeatPicture, ...] = ()
        self.current = ""
        self._images: list[QImage] = []
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ring", True)
        current_theme().changed.connect(self._colour)

    def show_pictures(self, items: Sequence[HeatPicture]) -> None:
        """Show these."""
        self.items = tuple(items)
        self.setAccessibleDescription("; ".join(f"{item.title} {item.note}".strip() for item in items))
        self._colour()
        self.fit()

    def set_current(self, key: str) -> None:
        """Mark the picture with this key, without a signal."""
        self.current = key
        self.update()

    def places(self) -> list[QRectF]:
        """Where each picture stands, without its title."""
        columns, side = self._columns, self._side
        across, down = side + _GAP, side + self._line + _GAP
        return [
            QRectF(place % columns * across, place // columns * down + self._line, side, side)
            for place in range(len(self.items))
        ]

    def sizeHint(self) -> QSize:
        return QSize(4 * fonts.scaled(_SMALLEST), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * fonts.scaled(_SMALLEST), self.minimumHeight())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for item, place in zip(self.items, self.places(), strict=True):
            if place.adjusted(0, -self._line, 0, 0).contains(QPointF(event.position())):
                self._choose(item.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        keys = [item.key for item in self.items if item.key]
        if step is None or self.current not in keys:
            super().keyPressEvent(event)
            return
        self._choose(keys[min(max(keys.index(self.current) + step, 0), len(keys) - 1)])

    @property
    def _line(self) -> float:
        return QFontMetricsF(fonts.font("small")).height() + 2

    @property
    def _columns(self) -> int:
        """As many as there is room for, and no more than make the rows alike."""
        count = max(1, len(self.items))
        room = max(1, min(count, int((self.width() + _GAP) // (fonts.scaled(_SMALLEST) + _GAP))))
        return -(-count // -(-count // room))

    @property
    def _side(self) -> float:
        return max(24.0, min((self.width() + _GAP) / self._columns - _GAP, fonts.scaled(_LARGEST)))

    def _choose(self, key: str) -> None:
        if key and key != self.current:
            self.set_current(key)
            self.chosen.emit(key)

    def wanted_height(self) -> int:
        rows = -(-len(self.items) // self._columns)
        return round(rows * (self._side + self._line + _GAP) - _GAP) if rows else 0

    def _colour(self, tokens: object = None) -> None:
        self._images = [
            to_image(item.picture) if item.values is None else laid_over(item.picture, item.values)
            for item in self.items
        ]
        self.update()

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, ratio = current_theme().tokens, self.devicePixelRatioF()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for item, image, place in zip(self.items, self._images, self.places(), strict=True):
                current = bool(item.key) and item.key == self.current
                painter.setFont(_narrowed(item.title, place.width()))
                painter.setPen(tokens.colour("text" if current else "muted"))
                metrics = QFontMetricsF(painter.font())
                title = metrics.elidedText(item.title, Qt.TextElideMode.ElideRight, place.width() + 1)
                line = QRectF(place.left(), place.top() - self._line, place.width() + 2, self._line)
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
                if item.note:
                    painter.setFont(fonts.font("small"))
                    painter.setPen(tokens.colour("muted"))
                    words = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
                    painter.drawText(place.adjusted(_PAD, _PAD, -_PAD, -_PAD), words, item.note)
                else:
                    pixmap = fitted(image, int(place.width()), ratio)
                    left = place.center().x() - pixmap.width() / ratio / 2
                    top = place.center().y() - pixmap.height() / ratio / 2
                    painter.drawPixmap(QPointF(left, top), pixmap)
                frame = "accent" if current else "hairline"
                painter.setPen(QPen(tokens.colour(frame), 2 if current else 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def _narrowed(text: str, room: float) -> QFont:
    """The font of a title, a little narrower where that makes it fit."""
    font = fonts.font("small")
    width = QFontMetricsF(font).horizontalAdvance(text)
    if width > room:
        font.setStretch(max(_NARROWEST, int(100 * room / width)))
    return font


def _spread(values: Floats, height: int, width: int) -> npt.NDArray[np.float32]:
    """Values (Y, X) as (height, width), read off between the middles of their cells."""
    if values.shape == (height, width):
        return values
    rows, columns = (
        (np.arange(n) + 0.5) * m / n - 0.5 for n, m in ((height, values.shape[0]), (width, values.shape[1]))
    )
    tall = np.stack([np.interp(rows, np.arange(values.shape[0]), column) for column in values.T], axis=1)
    return np.stack([np.interp(columns, np.arange(values.shape[1]), row) for row in tall]).astype(np.float32)
