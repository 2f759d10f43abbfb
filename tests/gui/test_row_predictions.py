"""Predictions for rows: drawn as bars against the mean, in the theme's colours, answered while training."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from studio.look.pictures import bars
from studio.look.theme import current_theme
from studio.widgets.tile import ValueTile
from tests.gui.hands import click
from trainer_core.protocol.events import RunEnded

UP, DOWN, GROUND = QColor("#0000ff"), QColor("#ff0000"), QColor("#ffffff")


def learn(studio, source: str, loss: str) -> None:
    values = {"data.source": source, "model.name": "mlp", "loss.name": loss, "training.epochs": 2}
    for key, value in values.items():
        assert studio.session.set_value(key, value)
    studio.wait_for(lambda: studio.session.preparation is not None and studio.session.preparation.data.source == source)
    click(studio, "trainButton")
    studio.wait_for_event(RunEnded)


def test_a_row_is_bars_up_or_down_from_the_middle_as_far_as_its_values_are_from_zero():
    image = bars(np.array([2.5, -2.5, 0.0, 1.25], np.float32), UP, DOWN, GROUND)
    side, middle = image.width(), image.height() // 2
    column = side // 4

    def coloured(place: int, colour: QColor) -> int:
        return sum(image.pixelColor(place * column + 2, y) == colour for y in range(image.height()))

    assert coloured(0, UP) == middle - 1
    assert coloured(1, DOWN) == middle - 1
    assert coloured(2, UP) == 1
    assert abs(coloured(3, UP) - coloured(0, UP) / 2) <= 1
    assert image.pixelColor(2, middle - 3) == UP
    assert image.pixelColor(column + 2, middle + 3) == DOWN


def test_of_ten_thousand_columns_the_farthest_from_zero_are_drawn_in_a_small_picture():
    values = np.full(10_000, np.nan, np.float32)
    values[50], values[9_990] = np.inf, -np.inf
    image = bars(values, UP, DOWN, GROUND)
    side = image.width()
    assert side == image.height() == 96
    assert image.pixelColor(0, 2) == UP
    assert image.pixelColor(side - 1, side - 3) == DOWN


def test_the_classes_of_rows_are_predicted_in_the_window(studio):
    learn(studio, "iris", "CrossEntropyLoss")
    view = studio.window.predictions
    studio.wait_for(lambda: len(view.tiles) > 0)
    assert not view.empty.isVisible()
    assert {tile.names for tile in view.tiles} == {("setosa", "versicolor", "virginica")}
    assert "rows" in view.title.text()
    assert view.tiles[0].caption.startswith("test row ")
    assert len({tile.picture.cacheKey() for tile in view.tiles}) == len(view.tiles)


def test_the_numbers_of_rows_are_predicted_and_drawn_anew_in_another_theme(studio):
    learn(studio, "diabetes", "MSELoss")
    view = studio.window.predictions
    studio.wait_for(lambda: len(view.tiles) > 0 and isinstance(view.tiles[0], ValueTile))
    before = view.tiles[0].picture.copy()
    current_theme().set_mode("dark" if current_theme().tokens.panel == "#ffffff" else "light")
    current_theme().apply(QApplication.instance())
    assert view.tiles[0].picture != before
