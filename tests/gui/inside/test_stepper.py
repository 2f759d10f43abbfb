"""The stepper, with real clicks and keys on the real engine: a step walked, back, slow motion, full speed, the end."""

from __future__ import annotations

from itertools import pairwise

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider
from torch import nn

from studio.views.inside.numbers import exact, short
from studio.window.page_bar import Page
from tests.gui.hands import click
from trainer_core.protocol.commands import Keep
from trainer_core.protocol.events import Refused, RunEnded, State
from trainer_core.protocol.inside import DONE, PhaseReport, StoodInside, WeightReport
from trainer_core.runs.snapshots import snapshot_paths

PHASES = ("zero_grad", "forward", "loss", "backward", "step")


@pytest.fixture
def stepper(studio):
    """The stepper before the first phase of a run that was begun on its page."""
    click(studio, "insidePageButton")
    click(studio, "insideBeginButton")
    stepper = studio.window.pages.inside.stepper
    studio.wait_for(lambda: stepper.shown is not None and stepper.isVisible())
    return stepper


def stand(studio, act) -> StoodInside:
    """Do something, and wait until the step stands still again."""
    count = len(studio.of(StoodInside))
    act()
    studio.wait_for(lambda: len(studio.of(StoodInside)) > count and studio.session.state is State.PAUSED)
    return studio.of(StoodInside)[-1]


def choose(studio, unit: str) -> None:
    button = studio.window.pages.inside.stepper.controls.units._buttons[unit]
    studio.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def step(studio, unit: str = "phase") -> StoodInside:
    choose(studio, unit)
    return stand(studio, lambda: click(studio, "stepForwardButton"))


def lit(stepper) -> list[str]:
    return [row.head.objectName().removeprefix("stepLine_") for row in stepper.rows if row.head.lit]


def test_a_step_is_walked_phase_by_phase_and_each_line_says_what_it_did(studio, stepper):
    assert stepper.rows[0].head.text() == "optimizer.zero_grad()"
    seen = lit(stepper)
    for _ in PHASES[1:]:
        step(studio)
        seen += lit(stepper)
    assert tuple(seen) == PHASES
    event = step(studio)
    assert event.place.name == DONE
    assert not lit(stepper)
    rows = {row.head.objectName().removeprefix("stepLine_"): row for row in stepper.rows}
    assert all(row.head.look == "done" for row in stepper.rows)
    assert rows["forward"].head.summary.endswith("right")
    assert rows["loss"].head.summary == f"loss {short(event.reports[2].loss)}"
    assert len(rows["forward"].detail.tiles.tiles) == 16
    assert len(rows["loss"].detail.tiles.tiles) == 16
    assert all(tile.picture is not None for tile in rows["loss"].detail.tiles.tiles)
    assert [bar.name for bar in rows["backward"].detail.bars.bars] == [
        name for name, _ in reversed(event.reports[3].norms)
    ]
    assert [row.opened for row in stepper.rows] == [False, False, False, False, True]
    facts = dict(rows["step"].detail.facts)
    assert facts["after"] == exact(event.reports[4].weight.after)


def test_the_numbers_shown_are_those_of_a_loop_written_by_hand(studio, stepper):
    parts = studio.studio.thread_._engine.parts
    initial = {name: value.clone() for name, value in parts.model.state_dict().items()}
    for _ in PHASES:
        event = step(studio)
    reports = {report.phase: report for report in event.reports}

    model = nn.Sequential(
        nn.Flatten(), nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)
    )
    model.load_state_dict({name.removeprefix("linear_relu_stack."): value for name, value in _shifted(initial)})
    x, y = next(iter(parts.training.epoch(0)))
    chosen = studio.session.run.recipe.optimizer
    optimizer = getattr(torch.optim, chosen.name)(model.parameters(), lr=chosen.lr)
    losses = nn.functional.cross_entropy(model(x), y, reduction="none")
    losses.mean().backward()
    assert reports["loss"].loss == pytest.approx(float(losses.mean().detach()), rel=1e-6)
    assert reports["loss"].losses == pytest.approx(losses[:16].detach().numpy(), rel=1e-5)
    weight = reports["step"].weight
    last = dict(zip(initial, model.parameters(), strict=True))[weight.name]
    assert weight.before == float(initial[weight.name][weight.index])
    assert weight.gradient == pytest.approx(float(last.grad[weight.index]), rel=1e-4, abs=1e-9)
    optimizer.step()
    assert weight.after == pytest.approx(float(last[weight.index].detach()), rel=1e-5)
    shown = next(row.detail for row in stepper.rows if row.head.objectName() == "stepLine_step")
    assert dict(shown.facts)["gradient"] == exact(weight.gradient)


def _shifted(state):
    """The tutorial's stack begins after the flattening, which is the first module here."""
    for name, value in state.items():
        place, _, rest = name.removeprefix("linear_relu_stack.").partition(".")
        yield f"{int(place) + 1}.{rest}", value


def test_keys_move_by_operation_module_phase_batch_and_back(studio, stepper):
    keys, window = Qt.Key, studio.window
    press = studio.qtbot.keyClick
    assert stand(studio, lambda: press(window, keys.Key_F10)).place.phase == "forward"
    assert stand(studio, lambda: press(window, keys.Key_F7)).place.kind == "module"
    operation = stand(studio, lambda: press(window, keys.Key_F6)).place
    assert operation.kind == "operation"
    assert studio.session.within_phase
    assert studio.window.status.state_text == f"Paused inside {operation.phase}"
    assert lit(stepper) == ["forward"]
    back = Qt.KeyboardModifier.ShiftModifier
    assert stand(studio, lambda: press(window, keys.Key_F10, back)).place.name == "forward"
    assert stand(studio, lambda: press(window, keys.Key_F11)).place.name == DONE


def test_a_step_back_brings_the_same_numbers_and_the_loss_is_recorded_once(studio, stepper):
    for _ in PHASES:
        event = step(studio)
    choose(studio, "phase")
    back = stand(studio, lambda: click(studio, "stepBackButton"))
    assert back.place.phase == "step"
    again = step(studio)
    assert again.place.name == DONE
    assert again.reports[2].loss == event.reports[2].loss
    assert again.reports[4].weight == event.reports[4].weight
    choose(studio, "batch")
    first = stand(studio, lambda: click(studio, "stepBackButton"))
    assert (first.step, first.place.name) == (0, "zero_grad")
    step(studio, "batch")
    assert len(studio.session.run.history) == 1


def test_there_is_nothing_before_the_beginning_of_a_batch(studio, stepper):
    click(studio, "stepBackButton")
    assert studio.wait_for_event(Refused).code == "before-batch"
    choose(studio, "epoch")
    assert not studio.button("stepBackButton").isEnabled()


def test_slow_motion_goes_on_by_itself_until_it_is_held(studio, stepper):
    stepper.controls.speed.slider.setValue(stepper.controls.speed.slider.maximum())
    click(studio, "slowMotionButton")
    assert stepper.controls.slow.going
    studio.wait_for(lambda: stepper.shown.step >= 1)
    click(studio, "slowMotionButton")
    assert not stepper.controls.slow.going
    studio.wait_for_state(State.PAUSED)
    phases = [event.place.phase for event in studio.of(StoodInside) if event.step == 0 and event.place.kind == "phase"]
    assert phases[:5] == list(PHASES)


def test_slow_motion_is_over_when_the_run_is_let_go_on(studio, stepper):
    click(studio, "slowMotionButton")
    click(studio, "fullSpeedButton")
    assert not stepper.controls.slow.going
    studio.wait_for_event(RunEnded)
    studio.wait_for(studio.window.pages.inside.beginning.isVisible)


def test_the_weights_after_stepping_back_and_forth_are_those_of_a_plain_run(studio, stepper):
    for unit in ("phase", "operation", "module"):
        step(studio, unit)
    stand(studio, lambda: click(studio, "stepBackButton"))
    step(studio, "batch")
    click(studio, "fullSpeedButton")
    walked = studio.wait_for_event(RunEnded)
    studio.wait_for_state(State.IDLE)
    assert studio.train_to_end().summary.test == walked.summary.test


def test_a_run_can_be_stopped_while_it_stands_inside(studio, stepper):
    step(studio)
    step(studio, "operation")
    studio.session.stop(Keep.LAST)
    studio.wait_for_event(RunEnded)
    studio.wait_for_state(State.IDLE)
    assert studio.window.pages.inside.beginning.isVisible()


def test_other_pages_are_usable_while_the_step_stands_inside(studio, stepper):
    step(studio)
    step(studio, "operation")
    for page in Page:
        studio.window.pages.show_page(page)
        assert studio.window.pages.page is page
    studio.window.pages.show_page(Page.INSIDE)
    assert step(studio).place.phase in ("forward", "loss")


def test_another_weight_is_followed_once_it_is_chosen(studio, stepper):
    for _ in PHASES:
        step(studio)
    detail = next(row.detail for row in stepper.rows if row.head.objectName() == "stepLine_step")
    studio.qtbot.keyClick(detail.index, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    studio.qtbot.keyClicks(detail.index, "no index")
    studio.qtbot.keyClick(detail.index, Qt.Key.Key_Return)
    assert detail.index.error
    detail.index.clear()
    studio.qtbot.keyClicks(detail.index, "3, 17")
    studio.qtbot.keyClick(detail.index, Qt.Key.Key_Return)
    assert not detail.index.error
    for _ in range(6):
        event = step(studio)
    assert event.reports[-1].weight.index == (3, 17) or event.place.phase != DONE


def test_the_light_is_on_the_step_button_alone_while_the_step_is_shown(studio, stepper):
    assert studio.button("stepForwardButton").property("role") == "primary"
    assert studio.button("trainButton").property("role") != "primary"
    click(studio, "trainPageButton")
    assert studio.button("trainButton").property("role") == "primary"


def test_closing_the_window_inside_an_operation_ends_the_run_and_the_program(studio, stepper):
    step(studio)
    step(studio, "operation")
    studio.studio.shut_down()
    studio.wait_for(studio.studio.thread_.isFinished)
    assert snapshot_paths(studio.session.run.started.folder)


def test_nothing_is_said_to_be_after_a_step_that_is_still_to_come(studio, stepper):
    for _ in PHASES[1:]:
        step(studio)
    row = next(row for row in stepper.rows if row.head.objectName() == "stepLine_step")
    assert "after" not in dict(row.detail.facts)
    assert "nan" not in row.head.summary
    step(studio)
    assert "after" in dict(row.detail.facts)
    assert "→" in row.head.summary


def test_what_an_optimizer_keeps_has_no_value_before_its_first_step(studio, stepper):
    nan = float("nan")
    detail = next(row.detail for row in stepper.rows if row.head.objectName() == "stepLine_step")
    weight = WeightReport("linear_relu_stack.4.bias", (0,), 0.5, 2.0, (("exp_avg", nan, 0.2),), (), (), 0.25)
    detail.show_report(PhaseReport("step", 0.0, weight=weight))
    assert dict(detail.facts)["exp_avg"] == "0.2"
    lost = WeightReport("linear_relu_stack.4.bias", (0,), 0.5, nan, (("exp_avg", 0.2, nan),), (), (), nan)
    detail.show_report(PhaseReport("step", 0.0, weight=lost))
    assert dict(detail.facts)["after"] == "nan"
    assert dict(detail.facts)["exp_avg"] == "0.2 → nan"
    assert detail.summary(PhaseReport("step", 0.0, weight=lost)) == "0.5 → nan"


def test_in_a_narrow_card_every_button_of_the_step_is_seen_in_full(studio, stepper):
    page, controls = studio.window.pages.inside, stepper.controls
    page.split.setSizes([1, 4000])
    studio.wait_for(lambda: page.left.width() < 320)
    buttons = (controls.back_button, controls.step_button, controls.slow_button, controls.full_button)
    for button in buttons:
        studio.wait_for(lambda button=button: button.width() >= button.sizeHint().width())
        assert controls.rect().contains(button.geometry())
    for one, other in pairwise(buttons):
        assert not one.geometry().intersects(other.geometry())
    for button in controls.units.findChildren(QAbstractButton):
        studio.wait_for(lambda button=button: button.width() >= button.fontMetrics().horizontalAdvance(button.text()))


def test_in_the_smallest_window_the_speed_stands_in_one_row_with_its_buttons(studio, stepper):
    studio.window.resize(1024, 700)
    controls = stepper.controls
    studio.wait_for(lambda: controls.full_button.geometry().top() == controls.slow_button.geometry().top())
    narrow = controls.speed.width()
    studio.window.resize(1920, 1080)
    studio.wait_for(lambda: controls.speed.width() > narrow)
    assert controls.full_button.geometry().top() == controls.slow_button.geometry().top()


def test_before_the_first_gradient_no_bar_is_shown_and_the_parameter_of_each_is_named(studio, stepper):
    for _ in PHASES[1:4]:
        step(studio)
    step(studio, "module")
    detail = next(row.detail for row in stepper.rows if row.head.objectName() == "stepLine_backward")
    assert "There are no gradients yet" in detail.sentence.text()
    assert detail.bars.isHidden()
    while "AccumulateGrad" not in stepper.shown.place.name:
        step(studio, "operation")
    assert "AccumulateGrad(linear_relu_stack.4.bias)" in stepper.controls.sentence.text()
    step(studio, "operation")
    assert not detail.bars.isHidden()
    assert " in linear_relu_stack.4" in stepper.controls.sentence.text()


def test_the_line_that_runs_next_stays_in_sight_when_lines_unfold(studio, stepper):
    studio.window.resize(1024, 860)
    view, content = stepper._scroll.viewport(), stepper._content

    def unfolded() -> bool:
        """Whether everything is as high as it wants to be."""
        return content.height() == max(view.height(), content.layout().totalHeightForWidth(content.width()))

    def seen(row) -> bool:
        place = row.head.mapTo(view, row.head.rect().center())
        return view.rect().contains(place)

    for _ in PHASES[1:4]:
        step(studio)
    running, above = stepper.rows[3], stepper.rows[:3]
    assert running.head.lit
    studio.qtbot.mouseClick(above[1].head, Qt.MouseButton.LeftButton)
    studio.wait_for(unfolded)
    studio.wait_for(lambda: seen(above[1]) and seen(running))
    stepper._scroll.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    studio.qtbot.mouseClick(above[0].head, Qt.MouseButton.LeftButton)
    studio.wait_for(unfolded)
    assert seen(above[0])
    assert not seen(running)
