"""Earlier runs laid under the present one: legend, visibility, numbers read off, cost, and the epochs' true places."""

import dataclasses
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QCheckBox

from studio.look.theme import DARK, LIGHT, contrast
from studio.session.overlays import MOST, Overlay
from studio.session.session import Session
from studio.views.curves import CurvesView
from trainer_core.history.history import EpochRow, History
from trainer_core.history.timeline import Timeline, epoch_turns
from trainer_core.protocol.events import RunStarted

pytestmark = pytest.mark.usefixtures("dark")


def _history(count: int, level: float = 0.4, per_epoch: int = 100) -> History:
    history = History("accuracy")
    for step in range(count):
        history.append(level + 2 * math.exp(-step / 60), 1 - level, 1e-3, (step + 1) * 0.01)
    for epoch in range(1, count // per_epoch + 1):
        history.append_epoch(_row(epoch, epoch * per_epoch, level))
    return history


def _row(epoch: int, step: int, level: float = 0.4) -> EpochRow:
    return EpochRow(
        epoch,
        step,
        {"loss": level, "accuracy": 0.8},
        {"loss": level + 0.1, "accuracy": 0.9 - level},
        1e-3,
        step * 0.01,
        9.0,
    )


def _overlays(count: int, length: int = 300) -> list[Overlay]:
    return [Overlay(Path(f"/runs/{n}"), f"run {n}", _history(length, 0.2 * n), n) for n in range(1, count + 1)]


def _scene(view: CurvesView, column: str = "loss"):
    return view.panels[column].canvas.frame


def _has(image: QImage, colour: str) -> bool:
    pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), dtype=np.uint32)
    return bool((pixels & 0xFFFFFF == QColor(colour).rgb() & 0xFFFFFF).any())


def _start(session: Session, history: History, epochs: int = 5, per_epoch: int = 100) -> None:
    session.take(RunStarted(1, session.recipe, history, None, epochs, per_epoch, 64))


def test_without_a_run_the_overlays_are_shown_alone(view):
    view.set_overlays(_overlays(2))
    assert view.panels["loss"].isVisible()
    low, high = view.panels["loss"].x_range
    assert (low, high) == pytest.approx((0.0, 3.0))
    assert [each.overlay.slot for each in _scene(view).overlays] == [1, 2]
    assert len(_scene(view).raw[0]) == 0
    image = view.panels["loss"].canvas.grab().toImage()
    assert _has(image, DARK.overlay_1)
    assert _has(image, DARK.overlay_2)
    view.set_overlays([])
    assert not view.panels["loss"].isVisible()


def test_training_is_smoothed_and_validation_is_where_it_was_measured(view):
    view.set_overlays(_overlays(1))
    (drawn,) = _scene(view).overlays
    assert drawn.smoothed[0][-1] == pytest.approx(2.99)
    assert list(drawn.validation[0]) == pytest.approx([1.0, 2.0, 3.0])
    assert list(drawn.validation[1]) == pytest.approx([0.3] * 3)


def test_a_present_run_keeps_its_own_axis_and_colours(view, session):
    _start(session, _history(150))
    view.set_overlays(_overlays(2, length=900))
    assert view.panels["loss"].x_range == pytest.approx((0.0, 5.0))
    image = view.panels["loss"].canvas.grab().toImage()
    assert _has(image, DARK.training)
    assert _has(image, DARK.validation)
    view.panels["loss"].canvas.view.zoom(10.0, 0.0)
    assert view.model.x_range[1] == pytest.approx(9.0)


def test_a_box_hides_its_run_and_shows_it_again(qtbot, view):
    view.set_overlays(_overlays(2))
    box = view.findChild(QCheckBox, "overlayBox_2")
    assert box.text() == "run 2"
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert [each.overlay.slot for each in _scene(view).overlays] == [1]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert [each.overlay.slot for each in _scene(view).overlays] == [1, 2]


def test_a_hidden_run_stays_hidden_while_another_is_added(qtbot, view):
    view.set_overlays(_overlays(1))
    view.findChild(QCheckBox, "overlayBox_1").click()
    more = _overlays(2)
    view.set_overlays(more)
    assert [each.overlay.slot for each in _scene(view).overlays] == [2]
    assert view.legend.isVisible()


def test_the_cross_takes_a_run_out_and_says_which(qtbot, view):
    overlays = _overlays(2)
    view.set_overlays(overlays)
    with qtbot.waitSignal(view.overlay_removed) as removed:
        qtbot.mouseClick(view.findChild(QAbstractButton, "overlayRemove_1"), Qt.MouseButton.LeftButton)
    assert removed.args == [overlays[0].key]
    assert [each.overlay.slot for each in _scene(view).overlays] == [2]


def test_the_previous_run_is_taken_out_by_its_own_cross(qtbot, view, session):
    _start(session, _history(300))
    _start(session, _history(100))
    view.controls.previous.trigger()
    assert [each.overlay.slot for each in _scene(view).overlays] == [0]
    with qtbot.assertNotEmitted(view.overlay_removed):
        qtbot.mouseClick(view.findChild(QAbstractButton, "overlayRemove_0"), Qt.MouseButton.LeftButton)
    assert not view.controls.previous.isChecked()
    assert _scene(view).overlays == ()


def test_a_run_that_goes_on_is_not_its_own_previous_run(view, session):
    history = _history(200)
    folder = Path("/runs/a")
    session.take(RunStarted(1, session.recipe, history, folder, 5, 100, 64))
    session.take(RunStarted(2, session.recipe, _history(200), folder, 5, 100, 64, 200))
    assert not view.controls.previous.isEnabled()


def test_the_mouse_reads_off_the_overlays_too(qtbot, view, session):
    view.set_overlays(_overlays(2))
    canvas = view.panels["loss"].canvas
    view.show_reading_at("loss", 2.9)
    names = [name for name, _ in canvas.reading]
    assert names == ["1  run 1", "2  run 2"]
    assert float(canvas.reading[0][1]) == pytest.approx(0.2 + 2 * math.exp(-290 / 60), abs=0.06)
    _start(session, _history(300))
    view.show_reading_at("loss", 2.0)
    assert [name for name, _ in canvas.reading][-2:] == ["1  run 1", "2  run 2"]
    assert len(canvas.reading) == 8


def test_the_legend_wraps_and_is_never_cut_off(qtbot, view):
    overlays = [dataclasses.replace(each, name=f"{each.name} with a rather long name") for each in _overlays(MOST)]
    view.set_overlays(overlays)
    legend = view.legend
    boxes = [view.findChild(QCheckBox, f"overlayBox_{n}") for n in range(1, MOST + 1)]

    def laid_out():
        tops = {box.mapTo(legend, QPoint(0, 0)).y() for box in boxes}
        assert len(tops) > 1
        for box in boxes:
            corner = box.mapTo(legend, QPoint(box.width(), box.height()))
            assert corner.x() <= legend.width()
            assert corner.y() <= legend.height()
        assert legend.height() == legend.heightForWidth(legend.width())

    qtbot.waitUntil(laid_out)
    assert all(box.accessibleName() and box.toolTip() for box in boxes)


def test_a_picture_of_the_curves_holds_the_overlays(view, tmp_path):
    view.set_overlays(_overlays(1))
    view.export(tmp_path / "curves.png")
    assert "Train first" in view.notice.sentence


def test_the_points_of_eight_overlays_do_not_grow_with_the_runs(view, session):
    """What is drawn is bound by the pixels, and so is the time that it takes."""
    numbers = np.random.default_rng(0).random((1_000_000, 4))
    numbers[:, 3] = np.arange(len(numbers))
    long = History("accuracy")
    long.extend_numbers(numbers)
    _start(session, _history(400))
    canvas = view.panels["loss"].canvas

    def points(history: History) -> int:
        view.set_overlays([Overlay(str(n), f"run {n}", history, n) for n in range(1, MOST + 1)])
        view.redraw()
        drawn = [item.getData()[0] for item in canvas.plot.items if hasattr(item, "getData")]
        return sum(len(x) for x in drawn if x is not None)

    assert points(long) <= points(_history(1000)) + MOST * (canvas.width() + 2)
    assert all(len(each.smoothed[0]) <= canvas.width() + 2 for each in _scene(view).overlays)


def test_a_run_whose_batches_grew_has_its_epochs_where_they_were():
    history = _history(0)
    for epoch, step in ((1, 100), (2, 200), (3, 250), (4, 300)):
        history.append_epoch(_row(epoch, step))
    timeline = Timeline(history, "epoch", 50, epoch_turns(history.epochs))
    assert list(timeline.x_at([0, 50, 100, 200, 225, 300, 350])) == pytest.approx([0, 0.5, 1, 2, 2.5, 4, 5])
    assert [timeline.row_at(x) for x in (0.0, 1.5, 2.5, 4.0, 6.0)] == pytest.approx([0, 150, 225, 300, 400])
    assert Timeline.of(history, "epoch").batches_per_epoch == 50


def test_only_the_turns_of_the_pace_are_kept():
    rows = tuple(_row(epoch, epoch * 10) for epoch in range(1, 10_001))
    steps, numbers = epoch_turns(rows)
    assert list(steps) == [0, 100_000]
    assert list(numbers) == [0, 10_000]


def test_epochs_that_go_backwards_in_a_damaged_file_are_left_out():
    rows = (_row(1, 100), _row(2, 90), _row(1, 300), _row(3, 400))
    steps, numbers = epoch_turns(rows)
    assert list(steps) == [0, 100, 400]
    assert list(numbers) == [0, 1, 3]


def test_a_continued_run_with_larger_batches_has_room_for_its_planned_epochs(view, session):
    history = _history(200)
    _start(session, history, epochs=4, per_epoch=50)
    assert view.panels["loss"].x_range == pytest.approx((0.0, 4.0))
    assert view.model.length == 300
    bands = _scene(view).bands
    assert list(bands) == [pytest.approx((1.0, 2.0)), pytest.approx((3.0, 4.0))]
    reading = view.model.reading("loss", 1.5)
    assert (reading.batch, reading.epoch) == (151, 2)


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda tokens: tokens.name)
def test_the_colours_stand_out_and_are_not_those_of_the_present_run(tokens):
    colours = [getattr(tokens, f"overlay_{slot}") for slot in range(1, MOST + 1)]
    assert len({*colours, tokens.training, tokens.validation}) == MOST + 2
    for colour in colours:
        assert contrast(colour, tokens.panel) >= 4.5


def test_each_overlay_has_its_colour_mark_and_number_at_its_end(view):
    view.set_overlays(_overlays(3))
    overlays = view.panels["loss"].canvas.overlays
    assert {marks.opts["symbol"] for _, _, marks, _ in overlays.values()} == {"s", "t1", "d"}
    tops = sorted(badge.pos().y() for _, _, _, badge in overlays.values())
    assert [badge.toPlainText() for _, _, _, badge in overlays.values()] == ["1", "2", "3"]
    assert all(low < high for low, high in pairwise(tops))
    view.set_overlays(_overlays(1))
    assert view.panels["loss"].canvas.overlays.keys() == {1}


def test_the_plots_legend_names_what_is_drawn(view, session):
    _start(session, _history(300))
    view.set_overlays(_overlays(2))
    labels = [label.text for _, label in view.panels["loss"].canvas.legend.items]
    assert labels == ["training", "validation", "1  run 1", "2  run 2"]
