"""Bars of a histogram: neighbours stand apart alike, at any width."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from studio.widgets.histogram import paint_bars


@pytest.mark.parametrize("width", [391, 512, 263])
def test_the_gaps_between_bars_are_alike(width: int) -> None:
    image = QImage(width, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        paint_bars(painter, QRectF(0, 0, width, 20), [1] * 64, QColor("black"))
    light = [x for x in range(width) if image.pixelColor(x, 10) == QColor("white")]
    assert len(light) == 64
    assert all(after - before > 1 for before, after in pairwise(light))


def test_bars_too_narrow_to_stand_apart_fill_the_room() -> None:
    image = QImage(130, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        paint_bars(painter, QRectF(0, 0, 130, 20), [1] * 64, QColor("black"))
    assert all(image.pixelColor(x, 10) == QColor("black") for x in range(130))
