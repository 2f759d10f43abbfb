"""What the live curves draw: batches, averages, validation and marks, only while seen, in any size and theme."""

import dataclasses
import math
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication, QPushButton

from studio.look import fonts
from studio.look.metrics import short_number
from studio.look.theme import current_theme
from studio.session.overlays import Overlay
from studio.views.curves import CurvesView
from studio.views.curves.words import reading_words
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
    assert loss.x_range == accuracy.x_range == pytest.approx((0.0, 5.0))
    assert loss.canvas.frame.raw[1].max() == history.column("loss").max()
    assert loss.canvas.frame.smoothed[0][-1] == pytest.approx(2.49)
    assert accuracy.canvas.frame.y_range[1] == 1.0
    assert view.model.following


def test_new_batches_are_drawn_by_themselves(qtbot, view, session):
    history = start_run(session)
    qtbot.waitUntil(lambda: view.redraws > 0)
    append_batches(history, 50)
    qtbot.waitUntil(lambda: view.panels["loss"].canvas.frame.smoothed[0][-1] == pytest.approx(2.99))


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
    qtbot.waitUntil(lambda: view.panels["loss"].canvas.frame.smoothed[0][-1] == pytest.approx(2.99))


def test_validation_and_the_best_epoch_follow_the_events(qtbot, view, session):
    history = start_run(session)
    drawn(qtbot, view)
    np.testing.assert_allclose(view.panels["accuracy"].canvas.frame.validation, [[1, 2], [0.75, 0.8]])
    assert view.model.best.epoch == 2
    append_batches(history, 50)
    history.append_epoch(epoch_row(3, accuracy=0.78))
    session.take(EpochEnded(1, history.epochs[-1], False))
    qtbot.waitUntil(lambda: len(view.panels["accuracy"].canvas.frame.validation[0]) == 3)
    assert view.model.best.epoch == 2


def test_the_star_goes_by_what_the_recipe_calls_best(qtbot, view, session):
    history = History("accuracy")
    append_batches(history, 200)
    history.append_epoch(
        EpochRow(1, 100, {"loss": 0.5, "accuracy": 0.8}, {"loss": 0.9, "accuracy": 0.9}, 1e-3, 1.0, 9.0)
    )
    history.append_epoch(
        EpochRow(2, 200, {"loss": 0.5, "accuracy": 0.8}, {"loss": 0.3, "accuracy": 0.8}, 1e-3, 2.0, 9.0)
    )
    recipe = session.recipe.with_values({"training.best_by": "loss"})
    session.take(RunStarted(1, recipe, history, None, EPOCHS, BATCHES, 64))
    assert view.model.best.epoch == 2


def test_a_changed_hyperparameter_leaves_a_mark_in_words(qtbot, view, session):
    history = start_run(session)
    change = Message("{field} {old} → {new}", {"field": "optimizer.lr", "old": 1e-3, "new": 3e-4})
    history.append_mark(Mark(150, change))
    session.take(HyperparameterChanged(1, 150, "optimizer.lr", 1e-3, 3e-4))
    qtbot.waitUntil(lambda: len(view.panels["loss"].canvas.marks.lines) == 1)
    marks = view.panels["loss"].canvas.marks
    assert marks.lines[0].value() == 1.5
    assert marks.labels[0].toPlainText().endswith("1e-3 → 3e-4")


def test_the_legend_says_the_newest_values(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    (training, value), (validation, result) = view.panels["accuracy"].header.legend.texts
    assert (training, value) == ("training", "85.0%")
    assert (validation, result) == ("validation", "80.0%")


def test_smoothing_draws_the_raw_values_at_one_end_and_a_calm_line_at_the_other(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    view.controls.smoothing.setValue(0)
    raw = view.panels["loss"].canvas.frame.smoothed[1]
    view.controls.smoothing.setValue(100)
    calm = view.panels["loss"].canvas.frame.smoothed[1]
    assert np.abs(np.diff(calm)).max() < np.abs(np.diff(raw)).max() / 5
    view.controls.smoothing.set_beta(0.9)
    assert view.controls.smoothing.beta == pytest.approx(0.9, abs=0.01)
    assert view.model.beta == view.controls.smoothing.beta


def test_a_logarithmic_loss_with_zero_negative_and_missing_values_is_drawn(qtbot, view, session):
    history = History("accuracy")
    for value in (2.0, 0.0, -1.0, math.nan, math.inf, 0.5, 0.1):
        history.append(value, math.nan, 1e-3, 0.1)
    session.take(RunStarted(1, session.recipe, history, None, 1, 10, 64))
    view.controls.scale.findChild(QObject, "log").click()
    view.grab()
    low, high = view.panels["loss"].canvas.frame.y_range
    assert 0 < low <= 0.1
    assert high >= 2.0
    assert all(np.isfinite(view.panels[name].canvas.frame.raw[1]).all() for name in ("loss", "accuracy"))


def test_the_previous_run_is_laid_under_when_asked(qtbot, view, session):
    first = start_run(session, 300)
    assert not view.controls.previous.isEnabled()
    start_run(session, 100, number=2)
    view.controls.previous.trigger()
    (overlay,) = view.panels["loss"].canvas.frame.overlays
    assert overlay.smoothed[0][-1] == pytest.approx(2.99)
    assert view.model.overlays[0].history is first
    view.set_overlays([Overlay("another", "another", first, 1)])
    assert len(view.panels["loss"].canvas.frame.overlays) == 2
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
        shown = [child for child in panel.header.widgets if child.isVisible()]
        for child in shown:
            assert child.width() >= child.minimumSizeHint().width(), child
        assert all(panel.header.rect().contains(child.geometry()) for child in shown)
        for left, right in pairwise(shown):
            assert left.geometry().right() < right.geometry().left()


def test_a_view_opened_late_shows_the_run_under_way(qtbot, session, files):
    start_run(session)
    view = CurvesView(session, files)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: view.redraws > 0)
    assert view.panels["loss"].canvas.frame.smoothed[0][-1] == pytest.approx(2.49)


def test_values_that_grow_longer_push_nothing_out_of_the_header(qtbot, view, session):
    start_run(session)
    header = view.panels["loss"].header
    view.resize(view.width() - header.contentsRect().width() + header.needed(0), view.height())
    qtbot.waitUntil(lambda: header.density == 0)
    header.legend.set_values("-1234567.8", "-1234567.8")
    assert header.density > 0

    def nothing_is_cut():
        shown = [widget for widget in header.widgets if widget.isVisible()]
        assert header.legend.width() >= header.legend.width_for(header.density == 3)
        for left, right in pairwise(shown):
            assert left.geometry().right() < right.geometry().left()
        assert shown[-1].geometry().right() < header.width()

    qtbot.waitUntil(nothing_is_cut)


def test_the_legend_keeps_its_words_longest(qtbot, view, session):
    start_run(session)
    header = view.panels["accuracy"].header
    view.resize(view.width() - header.contentsRect().width() + header.needed(2), view.height())
    qtbot.waitUntil(lambda: header.density == 2)
    assert not view.controls.axis.isVisible()
    assert view.controls.view_menu.isVisible()
    assert header.legend.width() >= header.legend.width_for(False)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_axes_have_room_for_their_numbers_at_any_text_size(qtbot, view, session, scale):
    start_run(session)
    drawn(qtbot, view)
    current_theme().set_scale(scale)
    try:
        height = QFontMetricsF(fonts.font("small")).height()
        qtbot.waitUntil(lambda: view.panels["loss"].canvas.axes["bottom"].height() >= height)
        canvas = view.panels["loss"].canvas
        axis = canvas.axes["bottom"]
        assert axis.mapRectToScene(axis.boundingRect()).bottom() <= canvas.viewport().height()
        view.resize(1200, 900)
        for switch in (view.controls.scale, view.controls.axis, view.controls.span):
            for button in switch.findChildren(QPushButton):
                assert button.sizeHint().width() >= fonts.width_of(button.text(), button.font())
                qtbot.waitUntil(
                    lambda button=button: button.width() >= button.sizeHint().width() or not button.isVisible()
                )
    finally:
        current_theme().set_scale(1.0)


def test_a_mark_at_the_end_of_the_run_is_seen_whole(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    seen = view.panels["loss"].canvas.view
    half_a_star = 9
    assert seen.shape().boundingRect().right() >= seen.rect().right() + half_a_star
    seen.look_at(0, seen.drawn_to / 2)
    assert seen.shape().boundingRect() == seen.rect(), "a line that goes on ends at the plot's edge"


def test_a_theme_and_a_language_leave_the_view_as_it_is(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    view.controls.scale.findChild(QObject, "log").click()
    view.controls.axis.findChild(QObject, "batch").click()
    view.controls.smoothing.setValue(70)
    view.panels["loss"].canvas.view.look_at(50, 150)
    current_theme().set_mode("light")
    QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    drawn(qtbot, view)
    assert not view.model.following
    assert view.panels["accuracy"].x_range == pytest.approx((50, 150), abs=1)
    assert (view.model.log, view.model.axis) == (True, "batch")
    assert view.controls.smoothing.value() == 70
    assert view.panels["loss"].canvas.smoothed.opts["pen"].color() == current_theme().tokens.colour("training")


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_the_words_of_the_legend_take_the_colours_of_the_theme(qtbot, view, session, mode):
    start_run(session)
    drawn(qtbot, view)
    current_theme().set_mode("light" if mode == "dark" else "dark")
    current_theme().set_mode(mode)
    for _, label in view.panels["loss"].canvas.legend.items:
        assert current_theme().tokens.text in label.item.toHtml()


def test_a_menu_chooses_which_plots_are_seen_and_the_controls_stay(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    view.controls.panel_actions["loss"].trigger()
    assert [panel.metric_name for panel in view.shown_panels] == ["accuracy"]
    assert not view.panels["loss"].isVisible()
    header = view.panels["accuracy"].header
    assert {view.controls.smoothing, view.controls.axis, view.controls.more} <= set(header.widgets)
    view.controls.panel_actions["accuracy"].trigger()  # one at least is always seen
    assert len(view.shown_panels) >= 1
    view.controls.panel_actions["accuracy"].setChecked(True)
    view.controls.panel_actions["loss"].trigger()
    assert [panel.metric_name for panel in view.shown_panels] == ["loss", "accuracy"]
    assert view.controls.smoothing in view.panels["loss"].header.widgets


def test_every_metric_of_a_run_has_a_panel(qtbot, view, session, monkeypatch):
    monkeypatch.setattr("studio.views.curves.model.metrics_of", lambda history: ("loss", "accuracy", "lr"))
    start_run(session)
    drawn(qtbot, view)
    assert [panel.metric_name for panel in view.shown_panels] == ["loss", "accuracy", "lr"]
    assert view.panels["lr"].canvas.objectName() == "lrCanvas"
    assert view.panels["lr"].canvas.frame.smoothed[1][-1] == pytest.approx(1e-3)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "0.500"), (73.189, "73.189"), (2555.834, "2.6e3"), (3.5e10, "3.5e10"), (1e-9, "1e-9"), (1e300, "1e300")],
)
def test_a_loss_in_the_header_stays_short(value, text):
    assert short_number("loss", value) == text


def test_shares_in_the_header_are_written_in_full():
    assert short_number("accuracy", 1.0) == "100.0%"


def test_the_grid_spans_every_plot_also_when_a_linked_one_has_moved_it(qtbot, view, session):
    start_run(session, 30)
    drawn(qtbot, view)
    for x_range in ((0.0, 0.5), (1.0, 4.0)):
        view.panels["loss"].canvas.view.bounds = (0.0, 5.0)
        view.panels["loss"].canvas.view.look_at(*x_range)
        for panel in view.panels.values():
            grid, whole = panel.canvas.grid, panel.canvas.grid.boundingRect()
            assert (whole.left(), whole.right()) == pytest.approx(panel.x_range)
            assert set(grid.levels) == set(panel.canvas.axes["left"].ticks(panel.canvas.view.height()))


def test_a_metric_that_only_validation_computes_has_a_plot_at_wish(qtbot, view, session):
    history = start_run(session, 150)
    row = epoch_row(1)
    history.append_epoch(dataclasses.replace(row, validation={**row.validation, "f1_macro": 0.55}))
    session.take(EpochEnded(1, history.epochs[-1], True))
    view.tick()
    action = view.controls.panel_actions["f1_macro"]
    assert action.isVisible()
    assert not action.isChecked()
    assert [panel.metric_name for panel in view.shown_panels] == ["loss", "accuracy"]
    action.trigger()
    panel = view.panels["f1_macro"]
    assert view.shown_panels[-1] is panel
    view.tick()
    assert panel.canvas.frame.validation[1].tolist() == [0.55]
    assert len(panel.canvas.frame.raw[0]) == 0
    view.show_reading_at("f1_macro", 1.2)
    assert ("validation, epoch 1", "55.0%") in reading_words("f1_macro", view.model.reading("f1_macro", 1.2), ())
    assert "this batch" not in dict(reading_words("f1_macro", view.model.reading("f1_macro", 1.2), ()))
    start_run(session, 20, number=2)
    view.tick()
    assert not action.isVisible()
    assert [panel.metric_name for panel in view.shown_panels] == ["loss", "accuracy"]
