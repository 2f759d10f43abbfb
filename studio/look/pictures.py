"""Pictures of the data, from NumPy arrays to what Qt draws; nowhere else do pixels change their form."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QPixmapCache

_BARS_SIDE, _MOST_BARS, _WHOLE = 48, 96, 2.5


def to_image(pixels: npt.NDArray[np.uint8]) -> QImage:
    """Return ``pixels``, (C, H, W) uint8 with one (gray) or three (RGB) channels, as an image that owns its
    memory.

    Raises:
        ValueError: another shape or type.
    """
    if pixels.ndim != 3 or pixels.shape[0] not in (1, 3) or pixels.dtype != np.uint8 or 0 in pixels.shape:
        raise ValueError(f"A picture is (1 or 3, H, W) uint8; this one is {pixels.shape} {pixels.dtype}.")
    channels, height, width = pixels.shape
    rows = np.ascontiguousarray(pixels[0] if channels == 1 else pixels.transpose(1, 2, 0))
    kind = QImage.Format.Format_Grayscale8 if channels == 1 else QImage.Format.Format_RGB888
    return QImage(rows.data, width, height, channels * width, kind).copy()


def bars(values: npt.NDArray[np.float32], above: QColor, below: QColor, ground: QColor) -> QImage:
    """Return ``values`` (F,) as a square of upright bars, one for each, from the middle: up for more than 0, down for
    less, over the whole height at 2.5 and beyond; of many, the farthest from 0 stands for its neighbours. For what is
    no picture: a row of a table, each column in units of its standard deviation.
    """
    values = np.nan_to_num(values)
    if len(values) > _MOST_BARS:
        firsts = np.arange(_MOST_BARS) * len(values) // _MOST_BARS
        high, low = np.maximum.reduceat(values, firsts), np.minimum.reduceat(values, firsts)
        values = np.where(high >= -low, high, low)
    count = len(values)
    side = max(_BARS_SIDE, count)
    width = side // count
    middle, ends = side // 2, np.linspace(0, side, count + 1).round().astype(int)
    heights = np.rint(np.clip(values / _WHOLE, -1, 1) * (middle - 1)).astype(int)
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(ground)
    painter = QPainter(image)
    for begin, end, height in zip(ends[:-1].tolist(), ends[1:].tolist(), heights.tolist(), strict=True):
        room = max(1, end - begin - (width > 2))
        colour = above if height >= 0 else below
        painter.fillRect(begin, min(middle, middle - height), room, max(1, abs(height)), colour)
    painter.end()
    return image


def fitted(image: QImage, side: int, ratio: float = 1.0) -> QPixmap:
    """Return ``image`` scaled to fit a square of ``side`` device-independent pixels, for a screen of this
    pixel ratio.

    A small picture keeps its pixels: they are first repeated a whole number of times, then brought to size,
    so that each of them stays square, sharp and as large as its neighbours also where 28 of them have to fill
    66. What was asked for lately is kept in Qt's own cache.
    """
    key = f"fitted {image.cacheKey()} {side} {ratio}"
    known = QPixmap()
    if QPixmapCache.find(key, known):
        return known
    target = max(1, round(side * ratio))
    longest = max(image.width(), image.height())
    size = QSize(max(1, round(image.width() * target / longest)), max(1, round(image.height() * target / longest)))
    if longest < target:
        times = math.ceil(target / longest)
        image = image.scaled(image.width() * times, image.height() * times)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    smooth = Qt.TransformationMode.SmoothTransformation
    pixmap = QPixmap.fromImage(image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap
