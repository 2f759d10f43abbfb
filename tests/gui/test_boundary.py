"""The answers of a model over its one or two inputs, drawn while it trains."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListView, QWidget

from studio.look.theme import DARK, LIGHT, contrast
from studio.session.map_feed import INTERVAL_MS, MapFeed
from studio.testing import StudioRobot
from studio.views.boundary.shading import edges, shaded
from studio.widgets.class_marks import class_colour, class_symbol
from studio.widgets.contour import zero_lines
from trainer_core.errors import Message
from trainer_core.protocol.answer_map import AnswersMapped
from trainer_core.protocol.events import Prepared, Refused, State
from trainer_core.recipe.recipe import Recipe


def toy(source: str, loss: str, epochs: int = 4, **data: object) -> Recipe:
    return Recipe.from_dict(
        {
            "data": {"source": source, "count": 120, "batch_size": 16, **data},
            "model": {"name": "mlp", "widths": [12, 40]},
            "loss": {"name": loss},
            "optimizer": {"name": "Adam", "lr": 0.01},
            "training": {"epochs": epochs, "device": "cpu", "threads": 1},
        }
    )


def shown(studio: StudioRobot, recipe: Recipe):
    """The view over a model of ``recipe``, in front, with its first map."""
    page, prepared = studio.window.pages.train, len(studio.of(Prepared))
    studio.session.set_recipe(recipe)
    studio.wait_for_event(Prepared, prepared + 1)
    page.tabs.setCurrentWidget(page.boundary)
    studio.wait_for(lambda: page.boundary.mapped is not None)
    return page.boundary


def title(studio: StudioRobot) -> str:
    tabs = studio.window.pages.train.tabs
    place = tabs.indexOf(studio.window.pages.train.boundary)
    return tabs.tabText(place) if tabs.isTabVisible(place) else ""


def test_moons_are_drawn_while_they_are_learnt_and_their_units_on_demand(studio, qtbot):
    assert title(studio) == ""
    view = shown(studio, toy("moons", "BCEWithLogitsLoss"))
    assert title(studio) == "Boundary"
    assert view.plot.picture.image.shape == (64, 64, 3)
    assert view.mapped.units is None
    assert not view.units.isVisible()
    before = view.plot.picture.image.copy()
    drawn = len(studio.of(AnswersMapped))
    studio.train_to_end()
    studio.wait_for(lambda: not view.feed.waiting)
    assert len(studio.of(AnswersMapped)) > drawn + 1
    assert not np.array_equal(before, view.plot.picture.image)
    wrong = len(view.plot.spots["wrong"].data)
    assert f"{wrong}" == str(sum(int(part.split()[0]) for part in view.sentence.text().split(": ")[1:]))
    marks = sum(len(spots.data) for name, spots in view.plot.spots.items() if name != "wrong")
    assert marks == sum(len(points.truth) for points in view.mapped.points)

    qtbot.mouseClick(view.units_button, Qt.MouseButton.LeftButton)
    studio.wait_for(view.units.isVisible)
    assert (view.layers.value, view.units.values.shape) == ("layers.5", (32, 64, 64))
    view.layers.setCurrentIndex(1)
    view.layers.activated.emit(1)
    studio.wait_for(lambda: len(view.units.values) == 12)
    qtbot.mouseClick(view.units_button, Qt.MouseButton.LeftButton)
    assert not view.units.isVisible()
    assert view.feed.layer == ""


def test_a_wave_is_drawn_as_a_curve_over_the_points(studio):
    view = shown(studio, toy("wave", "MSELoss"))
    assert title(studio) == "Fit"
    _, y = view.plot.curves[0].getData()
    np.testing.assert_allclose(y, view.mapped.answered[:, 0], rtol=1e-6)
    assert not view.plot.picture.isVisible()
    assert [len(view.plot.spots[name].data) for name in ("training", "validation")] == [86, 10]
    assert "RMSE" in view.sentence.text()
    assert view.caption.text() == "y ↑ over x →"
    view.units_button.setChecked(True)
    studio.wait_for(view.units.isVisible)
    assert view.units.values.shape == (32, 64)


def test_numbers_over_two_columns_are_a_surface_with_a_scale(studio, tmp_path):
    rows = ["north,east,rain", *(f"{30 + i % 11},{i * 7 % 13},{i * 7 % 13 + i % 11}" for i in range(90))]
    (tmp_path / "land.csv").write_text("\n".join(rows), encoding="utf-8")
    recipe = toy("wave", "MSELoss").to_dict()
    recipe["data"] = {"source": "table", "path": str(tmp_path / "land.csv"), "target": ["rain"], "batch_size": 16}
    view = shown(studio, Recipe.from_dict(recipe))
    assert title(studio) == "Surface"
    assert view.scale.isVisible()
    assert view.scale.words[0] == "rain"
    assert view.plot.view.x_range[0] < 30 < 40 < view.plot.view.x_range[1]
    assert view.plot.picture.isVisible()
    assert view.plot.edge.getData()[0] is None


def click(view, qtbot, x: float, y: float, button: Qt.MouseButton) -> None:
    place = view.plot.mapFromScene(view.plot.view.mapViewToScene(QPointF(x, y)))
    qtbot.mouseClick(view.plot.viewport(), button, pos=place)


def test_points_are_added_and_taken_away_by_clicking_and_undone(studio, qtbot):
    view = shown(studio, toy("moons", "BCEWithLogitsLoss"))
    studio.wait_for_state(State.IDLE)
    click(view, qtbot, 0.5, 1.0, Qt.MouseButton.LeftButton)
    assert studio.session.recipe.data.arguments["added"] == []
    view.clicks.setCurrentIndex(2)
    view.clicks.activated.emit(2)
    click(view, qtbot, 0.5, 1.0, Qt.MouseButton.LeftButton)
    x, y, number = studio.session.recipe.data.arguments["added"]
    assert (x, y, number) == (pytest.approx(0.5, abs=0.05), pytest.approx(1.0, abs=0.05), 1.0)
    studio.action("undoAction").trigger()
    assert studio.session.recipe.data.arguments["added"] == []
    points = view.mapped.points[0]
    click(view, qtbot, *points.places[3].tolist(), Qt.MouseButton.RightButton)
    (removed,) = studio.session.recipe.data.arguments["removed"]
    prepared = len(studio.of(Prepared))
    studio.wait_for(lambda: view.mapped is not None and len(studio.of(Prepared)) >= prepared and gone(view, points, 3))
    assert removed == points.rows[3]


def test_an_added_point_is_learnt_next_time_and_the_trained_model_stays_meanwhile(studio, qtbot):
    view = shown(studio, toy("moons", "BCEWithLogitsLoss"))
    studio.train_to_end()
    before = studio.session.preparation.data
    view.clicks.setCurrentIndex(2)
    view.clicks.activated.emit(2)
    prepared = len(studio.of(Prepared))
    click(view, qtbot, 0.5, 1.0, Qt.MouseButton.LeftButton)
    studio.wait_for(lambda: len(studio.of(Prepared)) > prepared)
    now = studio.session.preparation
    assert now.weights_kept
    assert (now.data.training, now.data.validation, now.data.test) == (
        before.training + 1,
        before.validation,
        before.test,
    )


def gone(view, before, place: int) -> bool:
    """Whether no point stands any more where one stood."""
    return all(
        not np.isclose(points.places, before.places[place], atol=1e-9).all(axis=1).any()
        for points in view.mapped.points
    )


def test_a_hidden_view_asks_for_nothing_and_other_data_takes_the_tab_away(studio):
    view = shown(studio, toy("circles", "BCEWithLogitsLoss"))
    studio.window.pages.train.tabs.setCurrentIndex(0)
    studio.wait_for(lambda: not view.feed.waiting)
    asked = len(studio.of(AnswersMapped))
    studio.train_to_end()
    assert len(studio.of(AnswersMapped)) == asked
    assert not view.feed.timer.isActive()
    prepared = len(studio.of(Prepared))
    recipe = Recipe.from_dict({"data": {"source": "iris"}, "model": {"name": "mlp", "widths": [4]}})
    studio.session.set_recipe(recipe)
    studio.wait_for_event(Prepared, prepared + 1)
    studio.wait_for(lambda: title(studio) == "")
    assert not view.feed.ready


def test_a_map_that_is_broken_off_troubles_nobody(studio):
    view = shown(studio, toy("moons", "BCEWithLogitsLoss"))
    view.feed.refresh()
    studio.session.take(Refused("MapAnswers", "cancelled", Message("Stopped before it was done; nothing was changed.")))
    studio.wait_for(lambda: not view.feed.waiting)
    assert not studio.window.banner.isVisible()
    log = studio.find("logList", QListView).model()
    assert not any("Stopped before" in log.index(row, 0).data() for row in range(log.rowCount()))


def test_a_slow_map_is_asked_for_less_often(session, qtbot):
    watcher = QWidget()
    qtbot.addWidget(watcher)
    feed = MapFeed(session, watcher)
    event = AnswersMapped(0, 0, (), np.zeros((0, 0), np.float32), (), (), None, 0.001)
    session.take(event)
    assert feed.timer.interval() == INTERVAL_MS
    for _ in range(4):
        session.take(replace(event, seconds=0.06))
    assert feed.timer.interval() == 1000


def test_the_boundary_goes_where_two_classes_are_equally_likely():
    x = y = np.linspace(-1, 1, 41)
    field = np.hypot(*np.meshgrid(x, y)) - 0.7
    across, up = zero_lines(field, x, y)
    assert len(across) % 2 == 0
    np.testing.assert_allclose(np.hypot(across, up), 0.7, atol=2e-3)
    assert not len(zero_lines(np.full_like(field, np.nan), x, y)[0])
    three = np.stack([np.exp(-4 * (np.meshgrid(x, y)[0] - at) ** 2) for at in (-0.8, 0.0, 0.8)], axis=-1)
    found, _ = edges((three / three.sum(-1, keepdims=True)).astype(np.float32), x, y)
    np.testing.assert_allclose(np.unique(np.abs(found).round(2)), [0.4])


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_classes_are_told_apart_by_colour_and_shape_and_marks_stand_out(qapp, classes):
    for tokens in (DARK, LIGHT):
        looks = {(class_colour(tokens, number).name(), class_symbol(number)) for number in range(classes)}
        assert len(looks) == classes
        for number, pixel in enumerate(shaded(np.eye(classes, dtype=np.float32)[None], tokens)[0].tolist()):
            assert contrast(class_colour(tokens, number).name(), QColor(*pixel).name()) > 1.5
