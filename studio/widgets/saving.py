"""Saves what is painted as a picture (PNG) or a drawing (SVG): the file is whole, or what it was before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSaveFile, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

_PIXELS, _LONGEST = 2.0, 16_000
"""Pixels of a picture for each of the screen, and of its longer side: its memory ends, and Qt's painting beyond 32,767.
"""
_DOTS_PER_INCH = 96
"""In which a pixel of an SVG document is one of CSS."""


def save_png(path: Path, size: QSize, paint: Callable[[QPainter], None]) -> None:
    """Save what is painted within ``size`` at twice the screen's resolution, or less if it is large. Raises OSError."""
    pixels = min(_PIXELS, _LONGEST / max(size.width(), size.height()))
    image = QImage(size * pixels, QImage.Format.Format_RGB32)
    if image.isNull():
        raise OSError(f"{path}: there is not enough memory for the picture")
    image.setDevicePixelRatio(pixels)
    with QPainter(image) as painter:
        paint(painter)
    file = _opened(path)
    if not image.save(file, "PNG"):  # type: ignore[call-overload]  # the stub asks for bytes, which the method refuses
        raise OSError(f"{path}: {file.errorString()}")
    _commit(file)


def save_svg(path: Path, size: QSize, title: str, paint: Callable[[QPainter], None]) -> None:
    """Save what is painted within ``size`` as an SVG document. Raises OSError."""
    file = _opened(path)
    generator = QSvgGenerator()
    generator.setOutputDevice(file)
    generator.setResolution(_DOTS_PER_INCH)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    with QPainter(generator) as painter:
        paint(painter)
    _commit(file)


def _opened(path: Path) -> QSaveFile:
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise OSError(f"{path}: {file.errorString()}")
    return file


def _commit(file: QSaveFile) -> None:
    if not file.commit():
        raise OSError(f"{file.fileName()}: {file.errorString()}")
