"""Takes the curves elsewhere: as a picture, as a drawing, or as numbers. Knows no dialog; raises OSError with
a path.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QRectF, QSaveFile, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from studio.look import fonts
from studio.look.theme import Tokens
from studio.plots.painting import paint_curves, paint_ground
from studio.plots.scene import Scene
from trainer_core.history.history import COLUMNS, History

Titled = tuple[str, Scene]

_HEADER, _MARGIN = 34, 12
_PIXELS = 2.0
_CHUNK = 1024


def save_png(path: Path, plots: list[Titled], size: QSize, tokens: Tokens) -> None:
    """Save ``plots`` below each other, each ``size`` pixels, at twice the resolution. Raises OSError."""
    whole = _whole(plots, size)
    image = QImage(whole * _PIXELS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_PIXELS)
    image.fill(tokens.colour("panel"))
    painter = QPainter(image)
    _paint(painter, plots, size, tokens)
    painter.end()
    file = _open(path)
    image.save(file, "PNG")
    _close(file)


def save_svg(path: Path, plots: list[Titled], size: QSize, tokens: Tokens) -> None:
    """Save ``plots`` below each other as an SVG document. Raises OSError."""
    file = _open(path)
    generator = QSvgGenerator()
    generator.setOutputDevice(file)
    whole = _whole(plots, size)
    generator.setSize(whole)
    generator.setViewBox(QRectF(0, 0, whole.width(), whole.height()))
    generator.setTitle(", ".join(title for title, _ in plots))
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, whole.width(), whole.height()), tokens.colour("panel"))
    _paint(painter, plots, size, tokens)
    painter.end()
    _close(file)


def write_csv(path: Path, history: History) -> Iterator[float]:
    """Save a row for each batch, and in the row of an epoch's last batch its validation.

    Yields how far it is (0..1) every few milliseconds, so that a window can live on meanwhile; the file is
    there when the iterator ends, and nothing of it when it is given up before. Raises OSError.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    count = len(history)
    try:
        with unfinished.open("w", newline="", encoding="utf-8") as file:
            table = csv.writer(file)
            table.writerow(("batch", *COLUMNS, "epoch", "validation_loss", "validation_accuracy"))
            closing = {row.step: (row.epoch, row.validation_loss, row.validation_accuracy) for row in history.epochs}
            for begin in range(0, count, _CHUNK):
                rows = history.rows(begin, min(begin + _CHUNK, count)).tolist()
                table.writerows(
                    (batch, *row, *closing.get(batch, ("", "", ""))) for batch, row in enumerate(rows, begin + 1)
                )
                yield min(begin + _CHUNK, count) / count
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _whole(plots: list[Titled], size: QSize) -> QSize:
    return QSize(size.width() + 2 * _MARGIN, len(plots) * (size.height() + _HEADER) + 2 * _MARGIN)


def _paint(painter: QPainter, plots: list[Titled], size: QSize, tokens: Tokens) -> None:
    top = float(_MARGIN)
    for title, scene in plots:
        painter.setFont(fonts.font("title", strong=True))
        painter.setPen(tokens.colour("text"))
        height = QFontMetricsF(painter.font()).height()
        place = QRectF(_MARGIN, top, size.width(), height)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        outer = QRectF(_MARGIN, top + _HEADER, size.width(), size.height())
        paint_ground(painter, scene.ground, outer, tokens)
        paint_curves(painter, scene, outer, tokens)
        top += size.height() + _HEADER


def _open(path: Path) -> QSaveFile:
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise OSError(f"{path}: {file.errorString()}")
    return file


def _close(file: QSaveFile) -> None:
    if not file.commit():
        raise OSError(f"{file.fileName()}: {file.errorString()}")
