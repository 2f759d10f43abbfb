"""Many small pictures of planes, or small curves, in rows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from studio.look.messages import counted
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.own_height import OwnHeight
from studio.widgets.plot_items import channels

_COLUMNS, _GAP, _SMALLEST = 8, 6, 24

Floats = npt.NDArray[np.float32]


class UnitPictures(OwnHeight):
    """Each picture is coloured by its own largest value: one colour above zero, another below, none at zero.

    Attributes:
        values: (U, Y, X), the first row at the bottom, or (U, X) for curves; what is no number is drawn as zero.
        marked: the picture that stands out, or -1.

    Signals:
        chosen(int): a person has clicked the picture at this place.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values: Floats = np.zeros((0, 1), dtype=np.float32)
        self.marked = -1
        self._images: dict[tuple[str, int], QImage] = {}

    def show_units(self, values: Floats) -> None:
        """Show these."""
        taller = len(values) != len(self.values)
        self.values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
        self._images.clear()
        if taller:
            self.setAccessibleDescription(counted(len(values), "1 picture", "{n:,} pictures"))
            self.fit()
        self.update()

    def mark(self, place: int) -> None:
        """Let one picture stand out; -1 for none."""
        self.marked = place
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place, area in enumerate(self.places()):
            if area.contains(event.position()):
                self.chosen.emit(place)

    def sizeHint(self) -> QSize:
        return QSize(8 * _SMALLEST, self.wanted_height())

    @property
    def _rows(self) -> int:
        return -(-len(self.values) // _COLUMNS)

    @property
    def _side(self) -> float:
        return max(_SMALLEST, (self.width() + _GAP) / _COLUMNS - _GAP)

    def wanted_height(self) -> int:
        return round(self._rows * (self._side + _GAP))

    def places(self) -> list[QRectF]:
        """Where each picture stands."""
        step = self._side + _GAP
        return [
            QRectF(place % _COLUMNS * step, place // _COLUMNS * step, self._side, self._side)
            for place in range(len(self.values))
        ]

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            frame, strong = QPen(tokens.colour("hairline"), 1), QPen(tokens.colour("accent"), 2)
            for index, (values, place) in enumerate(zip(self.values, self.places(), strict=True)):
                path = QPainterPath()
                path.addRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
                painter.fillPath(path, tokens.colour("field"))
                if values.ndim == 2:
                    painter.save()
                    painter.setClipPath(path)
                    painter.drawImage(place, self._image(tokens.name, index))
                    painter.restore()
                else:
                    painter.setPen(QPen(tokens.colour("accent"), 1.5))
                    painter.drawPolyline(_line(values, place.adjusted(4, 4, -4, -4)))
                painter.setPen(strong if index == self.marked else frame)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(path)

    def _image(self, theme: str, index: int) -> QImage:
        """The picture of one unit, coloured once for each theme."""
        image = self._images.get((theme, index))
        if image is None:
            image = self._images[theme, index] = _coloured(self.values[index])
        return image


def _coloured(values: Floats) -> QImage:
    tokens = current_theme().tokens
    strength = values[::-1] / max(float(np.abs(values).max()), 1e-30)
    ground, above, below = (channels(tokens.colour(name)) for name in ("panel", "training", "wrong"))
    weight = np.abs(strength)[..., None]
    pixels = ground * (1 - weight) + np.where(strength[..., None] > 0, above, below) * weight
    rows = np.ascontiguousarray(pixels.astype(np.uint8))
    height, width, _ = rows.shape
    return QImage(rows.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _line(values: Floats, area: QRectF) -> QPolygonF:
    low, high = float(values.min()), float(values.max())
    span = (high - low) or 1.0
    x = np.linspace(area.left(), area.right(), len(values))
    y = area.bottom() - (values - low) / span * area.height()
    return QPolygonF([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)])
