"""Layers changed by hand on the real engine: what each change does, how it is measured, put back or kept."""

from __future__ import annotations

import csv
import json
from functools import partial
from pathlib import Path

import pytest
import torch
from torch import nn

from tests.conftest import Driver, same, weights_of
from tests.inside.conftest import each, numbers
from trainer_core import Recipe
from trainer_core.cli.main import main
from trainer_core.errors import CommandError
from trainer_core.history.history import BY_HAND
from trainer_core.inside.interventions import change_of
from trainer_core.library.reading import read_record
from trainer_core.protocol.commands import (
    Advance,
    Evaluate,
    Prepare,
    ResumeRun,
    Split,
    Start,
    Stop,
    Unit,
    Unpause,
    VerifyRun,
)
from trainer_core.protocol.console import ChangesSettled, KeepChanges, RunCode, UndoChanges
from trainer_core.protocol.events import Evaluated, Logged, Reason, Refused, Verified
from trainer_core.protocol.inside import LookInside, StepBack
from trainer_core.protocol.interventions import (
    AddNoise,
    ChangeMeasured,
    DescribeLayer,
    Intervened,
    LayerDescribed,
    MeasureChange,
    Reevaluated,
    Scale,
    SetWeight,
    Silence,
    SwapLayer,
)
from trainer_core.protocol.predicting import Predict, Predicted
from trainer_core.runs.run_files import read_history, read_marks

FIRST, LAST = "linear_relu_stack.0", "linear_relu_stack.4"
MEASURE = MeasureChange(Split.VALIDATION)


@pytest.fixture
def paused(driver: Driver, tiny: Recipe, tmp_path: Path):
    driver.start(tiny, tmp_path / "run", paused=True)
    each(driver, Advance(Unit.BATCH))
    yield driver
    driver.engine.close()


def layer(driver: Driver, path: str) -> nn.Module:
    assert driver.engine.parts is not None
    return driver.engine.parts.model.get_submodule(path)


def refusal(driver: Driver) -> Refused:
    return driver.last(Refused)


def test_a_unit_is_silenced_and_its_output_with_it(paused):
    each(paused, Silence(LAST, (3, 7)))
    last = layer(paused, LAST)
    assert not last.weight[[3, 7]].any()
    assert not last.bias[[3, 7]].any()
    assert last.weight[4].any()
    x = torch.rand(2, 1, 28, 28)
    assert not paused.engine.parts.model(x)[:, [3, 7]].any()
    told = paused.last(Intervened)
    assert (told.module, told.step, told.changed) == (LAST, 1, (f"{LAST}.weight", f"{LAST}.bias"))
    assert str(told.message) == f"Silenced units 3, 7 of {LAST}."


def test_scaling_noise_and_a_single_weight_are_what_is_asked_for(paused):
    before = weights_of(paused)[f"{FIRST}.weight"]
    each(paused, Scale(FIRST, (0,), 0.5), SetWeight(FIRST, "weight", (1, 2), 4.0))
    now = layer(paused, FIRST).weight.detach().clone()
    assert torch.equal(now[0], before[0] * 0.5)
    assert now[1, 2] == 4.0
    assert torch.equal(now[2:], before[2:])
    each(paused, UndoChanges(), AddNoise(FIRST, (), 0.1, seed=3))
    once = weights_of(paused)
    each(paused, UndoChanges(), AddNoise(FIRST, (), 0.1, seed=3))
    assert same(once, weights_of(paused))
    moved = once[f"{FIRST}.weight"] - before
    assert float(moved.std()) == pytest.approx(0.1 * float(before.std()), rel=0.02)


def test_changes_that_are_kept_at_one_place_are_kept_once_and_met_again_there(walker, short):
    kept: list[int] = []
    silent: list[bool] = []

    def look() -> None:
        kept.append(len(walker.engine._inside._walk._kept))
        silent.append(not layer(walker, LAST).weight[[1, 2]].any())

    def settled(unit: int) -> tuple[object, ...]:
        return tuple(partial(walker.engine.post, each) for each in (Silence(LAST, (unit,)), KeepChanges()))

    there = Advance(Unit.OPERATION)
    script = (there, *settled(1), *settled(2), there, look, StepBack(Unit.OPERATION), look, there, Unpause())
    walker.walk(short, Advance(Unit.PHASE), there, *script)
    assert (kept, silent) == ([1, 1], [True, True])
    assert walker.ended.reason is Reason.COMPLETED
    walker.engine.close()


def test_undo_puts_everything_back_bit_for_bit_and_the_run_goes_on_as_if_nothing_had_been(tiny, tmp_path):
    plain, changed = Driver(), Driver()
    plain.start(tiny)
    changed.start(tiny, paused=True)
    each(changed, Advance(Unit.BATCH), *[Advance(Unit.PHASE)] * 3)  # backward is next
    before = weights_of(changed)
    each(changed, Silence(FIRST), Scale(LAST, (2,), 3.0), AddNoise("", (), 0.5), MEASURE)
    assert not same(before, weights_of(changed))
    each(changed, UndoChanges())
    assert same(before, weights_of(changed))
    assert not changed.last(ChangesSettled).kept
    each(changed, Unpause())
    assert changed.ended.reason is Reason.COMPLETED
    assert numbers(changed) == numbers(plain)
    assert same(weights_of(changed), weights_of(plain))
    changed.engine.close()


def test_a_step_that_stands_inside_its_forward_goes_on_after_a_change(walker, short):
    silence = partial(walker.engine.post, Silence(FIRST, (1,)))
    walker.walk(short, Advance(Unit.PHASE), *[Advance(Unit.OPERATION)] * 4, silence, MEASURE, Unpause())
    assert walker.places[-2].kind == "operation"
    assert walker.ended.reason is Reason.COMPLETED
    assert walker.last(ChangeMeasured).before is not None
    told = walker.last(Intervened)
    assert [str(note) for note in told.notes] == ["What this batch has computed so far was computed before the change."]
    assert walker.last(ChangesSettled).kept
    walker.engine.close()


def test_the_change_is_measured_before_and_after_and_nothing_of_it_is_in_the_history(paused, tmp_path):
    each(paused, Evaluate(Split.VALIDATION))
    plain = paused.last(Evaluated).evaluation
    count = len(paused.of(Evaluated))
    each(paused, Silence(LAST), MEASURE)
    measured = paused.last(ChangeMeasured)
    assert measured.before is not None
    assert (measured.before.loss, measured.before.metrics) == (plain.loss, plain.metrics)
    # With every output zero each class is as probable as any other.
    assert measured.after.loss == pytest.approx(float(torch.log(torch.tensor(10.0))), rel=1e-5)
    told = list(paused.of(Evaluated)[count:])
    assert [(type(event), event.unsettled) for event in told] == [(Reevaluated, True)]
    each(paused, UndoChanges())
    back = paused.last(Reevaluated)
    assert (back.unsettled, back.evaluation.loss) == (False, plain.loss)
    each(paused, Unpause())
    epochs = read_history(tmp_path / "run").epochs
    assert len(epochs) == 2
    assert all(row.validation["loss"] != measured.after.loss for row in epochs)


def test_what_was_kept_holds_for_the_numbers_too_and_a_second_change_is_measured_against_the_first_weights(paused):
    each(paused, Silence(LAST, (1,)), MEASURE)
    first = paused.last(ChangeMeasured)
    each(paused, Silence(LAST, (2,)), MEASURE)
    second = paused.last(ChangeMeasured)
    assert second.before is first.before
    assert second.after.loss != first.after.loss
    each(paused, KeepChanges())
    assert (paused.last(Reevaluated).unsettled, paused.last(Reevaluated).evaluation) == (False, second.after)
    each(paused, MEASURE)
    assert refusal(paused).code == "nothing-changed"


def test_predictions_are_those_of_the_changed_model_at_once(paused):
    each(paused, Silence(LAST), Predict((0, 1, 2)))
    assert paused.last(Predicted).predictions == pytest.approx(0.1)


def test_a_change_that_comes_to_nothing_is_settled(paused):
    each(paused, Scale(LAST, (), 2.0), Scale(LAST, (), 0.5))
    assert paused.last(Intervened).changed == ()
    each(paused, KeepChanges())
    assert paused.last(ChangesSettled).changed == ()


def test_a_change_beside_typed_code_is_undone_with_it(paused):
    before = weights_of(paused)
    each(paused, RunCode("with torch.no_grad(): model.linear_relu_stack[2].weight.mul_(2)"), Silence(LAST), MEASURE)
    assert paused.last(Intervened).changed[0] == "linear_relu_stack.2.weight"
    assert paused.last(ChangeMeasured).before is not None
    each(paused, UndoChanges())
    assert same(before, weights_of(paused))


def test_where_typed_code_has_changed_more_than_values_the_model_of_before_is_not_asked(paused):
    each(paused, RunCode("model.linear_relu_stack[1] = torch.nn.Tanh()"), Silence(LAST, (1,)), MEASURE)
    assert paused.last(ChangeMeasured).before is None
    each(paused, UndoChanges())


def test_another_layer_is_swapped_in_from_another_run_with_its_shape_checked(driver, tiny, tmp_path):
    other = Driver()
    other.start(tiny.with_values({"training.seed": 5, "training.epochs": 1}), tmp_path / "other")
    theirs = torch.load(tmp_path / "other" / "best.pt", weights_only=True)
    best = tmp_path / "other" / "best.pt"
    driver.start(tiny, tmp_path / "run", paused=True)
    each(driver, SwapLayer(FIRST, best))
    assert torch.equal(layer(driver, FIRST).weight, theirs[f"{FIRST}.weight"])
    assert str(driver.last(Intervened).message) == f"Replaced {FIRST} with {FIRST} from other/best.pt."
    for command, code, said in (
        (SwapLayer(FIRST, best, LAST), "other-shape", f"{LAST}.weight is (10, 512) in"),
        (SwapLayer(FIRST, best, "linear_relu.0"), "no-such-layer", f"Did you mean {FIRST}?"),
        (SwapLayer(FIRST, tmp_path / "other" / "none.pt"), "missing-file", "none.pt"),
    ):
        each(driver, command)
        assert refusal(driver).code == code
        assert said in str(refusal(driver).message)
    each(driver, UndoChanges(), Stop())


def test_what_has_no_weights_is_refused_with_the_layer_that_feeds_it(paused):
    each(paused, Silence("linear_relu_stack.1"))
    assert refusal(paused).code == "no-parameters"
    assert f"Its input comes from {FIRST}" in str(refusal(paused).message)
    each(paused, DescribeLayer("linear_relu_stack.3"))
    assert "comes from linear_relu_stack.2" in str(paused.last(LayerDescribed).refusal)
    each(paused, DescribeLayer("flatten"))
    assert str(paused.last(LayerDescribed).refusal) == "flatten (Flatten) has no weights to change."
    each(paused, DescribeLayer(FIRST))
    told = paused.last(LayerDescribed)
    assert (told.type, told.units, told.channels) == ("Linear", 512, False)
    assert told.parameters == (("weight", (512, 784)), ("bias", (512,)))


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (Silence(LAST, (10,)), "no-such-unit"),
        (Silence("linear_relu_stack", (1,)), "no-units"),
        (Silence("linear_relu_stack.9"), "no-such-module"),
        (Scale(LAST, (), float("nan")), "not-finite"),
        (SetWeight(LAST, "wait", (0, 0)), "no-such-name"),
        (SetWeight(LAST, "weight", (0, 512)), "no-such-element"),
        (SetWeight(LAST, "weight", (0, 0), float("inf")), "not-finite"),
    ],
)
def test_what_cannot_be_done_changes_nothing_and_says_why(paused, command, code):
    before = weights_of(paused)
    each(paused, command)
    assert refusal(paused).code == code
    assert same(before, weights_of(paused))
    assert not paused.of(Intervened)


def test_noise_needs_a_spread(paused):
    each(paused, Silence(LAST), AddNoise(LAST))
    assert refusal(paused).code == "no-spread"
    each(paused, UndoChanges())


def test_what_is_kept_is_a_mark_on_the_run_and_resume_and_verify_say_so(paused, tiny, tmp_path):
    each(paused, Silence(LAST, (3,)), Advance(Unit.BATCH), Stop())
    assert paused.last(ChangesSettled).kept
    (mark,) = read_marks(tmp_path / "run")
    assert (mark.step, mark.message.template) == (1, BY_HAND)
    assert read_record(tmp_path / "run").changed_by_hand
    assert f"Silenced unit 3 of {LAST}." in (tmp_path / "run" / "log.txt").read_text()
    each(paused, VerifyRun(tmp_path / "run"))
    assert paused.last(Verified).equal
    assert any("changed by hand" in str(event.message) for event in paused.of(Logged))
    paused.events.clear()
    each(paused, ResumeRun(tmp_path / "run", paused=True), Unpause())
    assert paused.ended.reason is Reason.COMPLETED
    assert read_marks(tmp_path / "run") == (mark,)
    assert any("continues from there" in str(event.message) for event in paused.of(Logged))


def test_an_exported_table_says_that_the_run_was_changed_by_hand(paused, tmp_path, capsys):
    each(paused, Silence(LAST, (3,)), KeepChanges(), Advance(Unit.BATCH), Stop())
    assert main(["runs", "export", str(tmp_path / "run"), str(tmp_path / "out.csv")]) == 0
    assert "changed by hand" in capsys.readouterr().err
    header, *rows = csv.reader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines())
    (mark,) = read_marks(tmp_path / "run")
    assert header[-1] == "changed_by_hand"
    assert [int(row[-1]) for row in rows] == [int(int(row[0]) > mark.step) for row in rows]
    assert rows[-1][-1] == "1"
    assert main(["runs", "export", str(tmp_path / "run"), str(tmp_path / "out.parquet"), "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["changed_by_hand"] is True
    assert printed.err == ""


def test_a_run_that_is_under_way_is_held_at_the_end_of_its_batch_until_it_is_settled(driver, tiny):
    driver.post(Start(tiny))
    driver.engine.turn()
    each(driver, Silence(LAST, (1,)))
    assert driver.state == "paused"
    each(driver, UndoChanges(), Unpause())
    assert driver.ended.reason is Reason.COMPLETED
    driver.engine.close()


def test_measuring_is_broken_off_by_whatever_changes_the_model_again_or_lets_the_run_go_on(paused):
    for following in (Silence(LAST, (2,)), UndoChanges()):
        paused.post(Silence(LAST, (1,)), MEASURE)
        paused.engine.turn()
        each(paused, following)
        assert (refusal(paused).command, refusal(paused).code) == ("MeasureChange", "cancelled")
        assert layer(paused, LAST).training
    paused.post(Silence(LAST, (1,)), MEASURE)
    paused.engine.turn()
    each(paused, Unpause())
    assert paused.ended.reason is Reason.COMPLETED
    assert paused.of(Refused)[-1].code == "cancelled"


def test_a_model_without_a_run_can_be_changed_after_it_and_before_any(trained, driver, tiny):
    each(driver, Silence(LAST), MeasureChange(Split.TEST))
    assert driver.last(ChangeMeasured).before.split is Split.TEST
    each(driver, KeepChanges(), Prepare(tiny.with_values({"model.name": "mlp"})), Silence("", ()), UndoChanges())
    assert driver.last(ChangesSettled).changed
    driver.engine.close()
    empty = Driver()
    each(empty, Silence(LAST))
    assert refusal(empty).code == "no-model"
    empty.engine.close()


def test_looking_inside_shows_the_changed_weight_where_the_step_stands(paused):
    each(paused, LookInside(on=True), Silence(LAST, (1,)))
    with pytest.raises(CommandError):
        change_of(paused.engine.parts.model, Silence("linear_relu_stack.3"), lambda path: None)
    each(paused, UndoChanges())
