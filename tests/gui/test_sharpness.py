"""Screens of 175 % and 200 %: no line is left where an edge lies inside a pixel, and pictures keep their pixels."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QScreen

from studio.look import fonts
from studio.views.trying.prediction_table import THUMBNAIL, PredictionTable
from studio.widgets.value_legend import ValueLegend
from tests.gui.conftest import shown
from trainer_core.data.labels import Labels
from trainer_core.protocol.reports import Predictions

MAGENTA = (255, 0, 255)
"""Of what lies under a widget: neither theme has it, nor anything mixed with it."""


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.75, 2.0])
def test_a_legend_covers_its_edges_at_any_screen_scale(qtbot, ratio):
    legend = shown(qtbot, ValueLegend("100.0%"))
    legend.set_names("training", "validation")
    legend.set_values("30.5%", "39.8%")
    legend.resize(legend.sizeHint())
    image = QImage(2 * legend.size() * ratio, QImage.Format.Format_RGB888)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.magenta)
    legend.render(image, QPoint(3, 3))
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)
    mixed = np.minimum(pixels[..., 0], pixels[..., 2]) - pixels[..., 1] > 40
    assert not (mixed & (pixels != MAGENTA).any(axis=2)).any()
    assert (pixels != MAGENTA).any()


@pytest.mark.parametrize("ratio", [1.0, 1.75, 2.0])
def test_thumbnails_have_all_pixels_of_the_screen(qtbot, monkeypatch, ratio):
    monkeypatch.setattr(QScreen, "devicePixelRatio", lambda screen: ratio)
    table = PredictionTable()
    table.clear(Labels(("Bag", "Coat"), ()))
    answers, images = np.full((1, 2), 0.5, np.float32), np.zeros((1, 1, 28, 28), np.uint8)
    table.add(Predictions(("one.png",), np.zeros(1, np.int64), {}, answers, None, images, (False,), 1.0))
    table.arrange()
    picture = table.data(table.index(0, 0), Qt.ItemDataRole.DecorationRole)
    assert picture.devicePixelRatio() == ratio
    assert picture.width() == round(fonts.scaled(THUMBNAIL) * ratio)
