"""What the live curves draw: batches, averages, validation and marks, only while seen, in any size and theme."""

import math
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from studio.look.theme import current_theme
from studio.plots.overlays import Overlay
from studio.plots.wording import short_number
from studio.views.curves import CurvesView
from studio.widgets.empty_state import EmptyState
from tests.gui.curves.conftest import BATCHES, EPOCHS, append_batches, drawn, epoch_row, has_colour, start_run
from trainer_core.errors import Message
from trainer_core.history.history import EpochRow, History, Mark
from trainer_core.protocol.events import EpochEnded, HyperparameterChanged, RunStarted

# What Qt's offscreen platform says of every window it shows.
pytestmark = [pytest.mark.usefixtures("dark"), pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]


def test_before_a_run_it_says_what_will_appear(view):
    (empty,) = view.findChildren(EmptyState)
    assert empty.isVisible()
    assert "Train" in empty.accessibleDescription()
    assert view.redraws == 0


def test_a_run_appears_with_axes_to_its_planned_end(qtbot, view, session):
    history = start_run(session)
    qtbot.waitUntil(lambda: view.redraws > 0)
    loss, accuracy = view.panels["loss"], view.panels["accuracy"]
    assert loss.x_range == accuracy.x_range == (0.0, 5.0)
    assert loss.raw[1].max() == history.column("loss").max()
    assert loss.smoothed[0][-1] == pytest.approx(2.49)
    assert accuracy.y_range[1] == 1.0
    assert view.following
    assert loss.following


def test_new_batches_are_drawn_by_themselves(qtbot, view, session):
    history = start_run(session)
    qtbot.waitUntil(lambda: view.redraws > 0)
    append_batches(history, 50)
    qtbot.waitUntil(lambda: view.panels["loss"].smoothed[0][-1] == pytest.approx(2.99))


def test_nothing_is_drawn_again_while_nothing_is_new(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    before = view.redraws
    for _ in range(5):
        view.tick()
    assert view.redraws == before


def test_a_hidden_view_does_no_work(qtbot, view, session):
    history = start_run(session)
    drawn(qtbot, view)
    view.hide()
    before = view.redraws
    append_batches(history, 50)
    view.tick()
    view.controls.smoothing.setValue(80)
    session.take(EpochEnded(1, epoch_row(3), True))
    assert view.redraws == before
    assert not view.ticking
    view.show()
    qtbot.waitUntil(lambda: view.panels["loss"].smoothed[0][-1] == pytest.approx(2.99))


def test_validation_and_the_best_epoch_follow_the_events(qtbot, view, session):
    history = start_run(session)
    drawn(qtbot, view)
    np.testing.assert_allclose(view.panels["accuracy"].validation, [[1, 2], [0.75, 0.8]])
    assert view.best_epoch.epoch == 2
    append_batches(history, 50)
    history.append_epoch(epoch_row(3, accuracy=0.78))
    session.take(EpochEnded(1, history.epochs[-1], False))
    qtbot.waitUntil(lambda: len(view.panels["accuracy"].validation[0]) == 3)
    assert view.best_epoch.epoch == 2


def test_the_star_goes_by_what_the_recipe_calls_best(qtbot, view, session):
    history = History()
    append_batches(history, 200)
    history.append_epoch(EpochRow(1, 100, 0.5, 0.8, 0.9, 0.9, 1e-3, 1.0, 9.0))
    history.append_epoch(EpochRow(2, 200, 0.5, 0.8, 0.3, 0.8, 1e-3, 2.0, 9.0))
    recipe = session.recipe.with_values({"training.best_by": "loss"})
    session.take(RunStarted(1, recipe, history, None, EPOCHS, BATCHES, 64))
    assert view.best_epoch.epoch == 2


def test_a_changed_hyperparameter_leaves_a_mark_in_words(qtbot, view, session):
    history = start_run(session)
    change = Message("{field} {old} → {new}", {"field": "optimizer.lr", "old": 1e-3, "new": 3e-4})
    history.append_mark(Mark(150, change))
    session.take(HyperparameterChanged(1, 150, "optimizer.lr", 1e-3, 3e-4))
    qtbot.waitUntil(lambda: len(view.panels["loss"].canvas.scene.ground.marks) == 1)
    at, words = view.panels["loss"].canvas.scene.ground.marks[0]
    assert at == 1.5
    assert words.endswith("1e-3 → 3e-4")


def test_the_legend_says_the_newest_values(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    (training, value), (validation, result) = view.panels["accuracy"].legend.texts
    assert (training, value) == ("training", "85.0%")
    assert (validation, result) == ("validation", "80.0%")


def test_smoothing_draws_the_raw_values_at_one_end_and_a_calm_line_at_the_other(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    view.controls.smoothing.setValue(0)
    raw = view.panels["loss"].smoothed[1]
    view.controls.smoothing.setValue(100)
    calm = view.panels["loss"].smoothed[1]
    assert np.abs(np.diff(calm)).max() < np.abs(np.diff(raw)).max() / 5
    view.controls.set_beta(0.9)
    assert view.controls.beta == pytest.approx(0.9, abs=0.01)
    assert view.model.beta == view.controls.beta


def test_a_logarithmic_loss_with_zero_negative_and_missing_values_is_drawn(qtbot, view, session):
    history = History()
    for value in (2.0, 0.0, -1.0, math.nan, math.inf, 0.5, 0.1):
        history.append(value, math.nan, 1e-3, 0.1)
    session.take(RunStarted(1, session.recipe, history, None, 1, 10, 64))
    view.controls.scale.findChild(QObject, "log").click()
    view.grab()
    low, high = view.panels["loss"].y_range
    assert 0 < low <= 0.1
    assert high >= 2.0
    assert all(np.isfinite(view.panels[name].raw[1]).all() for name in ("loss", "accuracy"))


def test_the_previous_run_is_laid_under_when_asked(qtbot, view, session):
    first = start_run(session, 300)
    assert not view.controls.previous.isEnabled()
    start_run(session, 100, number=2)
    view.controls.previous.trigger()
    (overlay,) = view.panels["loss"].canvas.scene.overlays
    assert overlay.smoothed[0][-1] == pytest.approx(2.99)
    assert view.model.overlays[0].history is first
    view.set_overlays([Overlay("another", "another", first, 1)])
    assert len(view.panels["loss"].canvas.scene.overlays) == 2
    view.controls.previous.trigger()
    assert [each.name for each in view.model.overlays] == ["another"]


def test_another_theme_is_drawn_at_once(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    canvas = view.panels["loss"].canvas
    assert canvas.grab().toImage().pixelColor(2, 2) == QColor("#1a1e25")
    current_theme().set_mode("light")
    image = canvas.grab().toImage()
    assert image.pixelColor(2, 2) == QColor("#ffffff")
    assert has_colour(image, current_theme().tokens.colour("validation"))


@pytest.mark.parametrize(("width", "height"), [(744, 804), (440, 560), (1200, 900)])
def test_no_header_is_cut_off(qtbot, view, session, width, height):
    start_run(session)
    view.resize(width, height)
    drawn(qtbot, view)
    assert view.size().toTuple() == (width, height)
    for panel in view.panels.values():
        shown = [child for child in panel.header_widgets if child.isVisible()]
        assert all(child.width() >= child.minimumSizeHint().width() for child in shown)
        assert all(panel.rect().contains(child.geometry()) for child in shown)
        pairs = pairwise(shown)
        assert all(left.geometry().right() < right.geometry().left() for left, right in pairs)


def test_a_view_opened_late_shows_the_run_under_way(qtbot, session):
    start_run(session)
    view = CurvesView(session)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: view.redraws > 0)
    assert view.panels["loss"].smoothed[0][-1] == pytest.approx(2.49)


def test_values_that_grow_longer_push_nothing_out_of_the_header(qtbot, view, session):
    start_run(session)
    panel = view.panels["loss"]
    view.resize(view.width() - panel.width() + panel._needed(panel.density) + 28, view.height())
    qtbot.waitUntil(lambda: panel._needed(panel.density) <= panel.width() - 28)
    before = panel.density
    panel.legend.set_values("-1234567.8", "-1234567.8")
    assert panel.density > before

    def nothing_is_cut():
        shown = [widget for widget in panel.header_widgets if widget.isVisible()]
        assert panel.legend.width() >= panel.legend.width_for(panel.density >= 2)
        for left, right in pairwise(shown):
            assert left.geometry().right() < right.geometry().left()
        assert shown[-1].geometry().right() < panel.width()

    qtbot.waitUntil(nothing_is_cut)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "0.500"), (73.189, "73.189"), (2555.834, "2.6e3"), (3.5e10, "3.5e10"), (1e-9, "1e-9"), (1e300, "1e300")],
)
def test_a_loss_in_the_header_stays_short(value, text):
    assert short_number("loss", value) == text


def test_shares_in_the_header_are_written_in_full():
    assert short_number("accuracy", 1.0) == "100.0%"
