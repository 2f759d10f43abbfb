"""Pictures of the data, from NumPy arrays to what Qt draws; nowhere else do pixels change their form."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap


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


def fitted(image: QImage, side: int, ratio: float = 1.0) -> QPixmap:
    """Return ``image`` scaled to fit a square of ``side`` device-independent pixels, for a screen of this
    pixel ratio.

    A small picture keeps its pixels: they are first repeated a whole number of times, then brought to size,
    so that each of them stays square, sharp and as large as its neighbours also where 28 of them have to fill
    66.
    """
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
    return pixmap
