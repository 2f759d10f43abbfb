"""Of each layer it is measured how it fares, exactly, without a bit of the training being another."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from tests.conftest import Driver, same, weights_of
from tests.inside.conftest import Walker
from tests.training.resuming.conftest import broken_off, continued, dropped, whole
from trainer_core import Recipe
from trainer_core.errors import RunFolderError
from trainer_core.history import layer_health as kept
from trainer_core.history.layer_health import LayerHealth, Measure, row_type
from trainer_core.inside.diagnosis import Trouble, diagnose
from trainer_core.protocol.commands import Advance, Start, Unit, Unpause
from trainer_core.protocol.console import CodeDone, RunCode
from trainer_core.protocol.events import Diverged, Logged, Reason, RunEnded, RunStarted
from trainer_core.protocol.explain import Attributed, Explain, Method
from trainer_core.protocol.inside import LookInside
from trainer_core.protocol.predicting import Predict, Predicted
from trainer_core.recipe.presets import load_preset, preset_names
from trainer_core.runs.layer_health import read_layer_health
from trainer_core.runs.run_files import read_history
from trainer_core.training import layer_sample as measuring
from trainer_core.training.layer_health import LayerHealthSampler
from trainer_core.training.loop import Batch

EVERY = {"training.health_every": 1}


@pytest.mark.parametrize("name", preset_names())
def test_measuring_every_batch_of_each_preset_changes_no_bit_of_its_run(name: str, tmp_path: Path) -> None:
    limited = {"data.limit": 96, "data.batch_size": 32, "training.epochs": 1, "training.device": "cpu"}
    recipe = load_preset(name).with_values(limited | {"training.threads": 1})
    drivers = [Driver(), Driver()]
    for driver, changes in zip(drivers, (EVERY, {"training.health": False}), strict=True):
        driver.start(recipe.with_values(changes))
    on, off = drivers

    assert len(on.last(RunStarted).history.layer_health) == 3
    assert len(off.last(RunStarted).history.layer_health) == 0
    assert same(weights_of(on), weights_of(off))
    losses = [driver.last(RunStarted).history.column("loss") for driver in drivers]
    np.testing.assert_array_equal(*losses)


def test_the_numbers_of_a_batch_are_those_of_a_loop_written_by_hand(tiny: Recipe) -> None:
    driver = Driver()
    driver.start(tiny.with_values(EVERY | {"data.limit": 32, "training.epochs": 1}), paused=True)
    parts = driver.engine.parts
    assert parts is not None
    before = weights_of(driver)
    model = parts.model
    inputs, targets = next(iter(parts.training.epoch(0, 0)))
    hidden = F.linear(inputs.flatten(1), before["linear_relu_stack.0.weight"], before["linear_relu_stack.0.bias"])
    F.cross_entropy(model(inputs), targets).backward()
    gradient = torch.cat([each.grad.flatten() for each in model.linear_relu_stack[0].parameters()])
    model.zero_grad()
    driver.do(Unpause())

    health = driver.last(RunStarted).history.layer_health
    steps, values = health.read()
    assert steps.tolist() == [0]
    assert [layer.name for layer in health.layers] == [f"linear_relu_stack.{at}" for at in (0, 2, 4)]
    row = values[0, 0]
    assert row[Measure.GRADIENT] == pytest.approx(float(gradient.norm()), rel=1e-5)
    assert row[Measure.MEAN] == pytest.approx(float(hidden.mean()), abs=1e-6)
    assert row[Measure.DEVIATION] == pytest.approx(float(hidden.std(correction=0)), rel=1e-5)
    assert row[Measure.DEAD] == pytest.approx(float((hidden <= 0).all(0).float().mean()))
    assert np.isnan(row[Measure.SATURATED])
    after = weights_of(driver)
    names = ("linear_relu_stack.4.weight", "linear_relu_stack.4.bias")
    moved, size = (torch.cat([each[name].flatten() for name in names]) for each in (after, before))
    assert values[0, 2, Measure.UPDATE] == pytest.approx(float((moved - size).norm() / size.norm()), rel=1e-4)


def test_a_break_leaves_no_trace_and_dropped_rows_neither(
    tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_MOST_ROWS", 6)
    monkeypatch.setattr(kept, "_FEWEST_ROWS", 4)
    recipe = tiny.with_values(EVERY)
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", 13)
    continued(tmp_path / "broken")
    dropped(recipe, tmp_path / "killed", 13)
    continued(tmp_path / "killed")

    steps, values = read_layer_health(tmp_path / "whole").read()
    assert steps.tolist() == [0, 4, 8, 12]
    for other in ("broken", "killed"):
        there = read_layer_health(tmp_path / other).read()
        np.testing.assert_array_equal(there[0], steps)
        np.testing.assert_array_equal(there[1], values)


def test_what_the_run_held_lies_in_its_folder_and_plain_numpy_reads_it(tiny: Recipe, tmp_path: Path) -> None:
    driver = whole(tiny.with_values({"training.health_every": 3}), tmp_path / "run")

    steps, values = driver.last(RunStarted).history.layer_health.read()
    assert steps.tolist() == [0, 3, 6, 9, 12, 15]
    columns = json.loads((tmp_path / "run" / "health.json").read_text())
    kind = [("step", "<i8"), ("values", "<f4", (len(columns["layers"]), len(columns["measures"])))]
    found = np.fromfile(tmp_path / "run" / "health.bin", dtype=kind)
    np.testing.assert_array_equal(found["step"], steps)
    np.testing.assert_array_equal(found["values"], values)
    assert columns["layers"][0] == {"name": "linear_relu_stack.0", "type": "Linear", "parameters": 784 * 512 + 512}

    with open(tmp_path / "run" / "health.bin", "ab") as file:
        file.write(b"half of a record")
    np.testing.assert_array_equal(read_history(tmp_path / "run").layer_health.read()[1], values)


def test_damaged_files_are_named_and_the_rest_of_the_run_is_read(tiny: Recipe, tmp_path: Path) -> None:
    whole(tiny.with_values(EVERY), tmp_path / "run")
    large = json.loads((tmp_path / "run" / "health.json").read_text())
    large["layers"][0]["parameters"] = 10**400
    texts = ("{", '{"measures": ["love"], "layers": []}', '{"measures": 1, "layers": [{"name": "a"}]}')
    for text in (*texts, json.dumps(large)):
        (tmp_path / "run" / "health.json").write_text(text)
        with pytest.raises(RunFolderError, match=r"health\.json is damaged"):
            read_layer_health(tmp_path / "run")
        history = read_history(tmp_path / "run")
        assert (len(history), len(history.layer_health)) == (16, 0)
    continued(tmp_path / "run", {"training.epochs": 3})
    assert read_layer_health(tmp_path / "run").read()[0].tolist() == list(range(16, 24))


def test_what_is_asked_while_a_step_stands_in_its_forward_is_not_measured_as_the_steps(tiny: Recipe) -> None:
    plain, walker = Driver(), Walker()
    recipe = tiny.with_values(EVERY | {"data.limit": 64, "training.epochs": 1})
    plain.start(recipe)
    phases: list[str] = []

    def ask() -> None:
        phases.append(walker.places[-1].phase)
        for command in (Explain(methods=(Method.SALIENCY,)), Predict((0, 1)), RunCode("model(x).sum().item()")):
            walker.engine.post(command)

    walker.walk(recipe, Advance(Unit.PHASE), *[Advance(Unit.MODULE)] * 3, ask, Advance(Unit.MODULE), ask)

    assert phases == ["forward", "forward"]
    assert [len(walker.of(kind)) for kind in (Attributed, Predicted, CodeDone)] == [2, 2, 2]
    assert walker.last(RunEnded).reason is Reason.COMPLETED
    rows = [driver.last(RunStarted).history.layer_health.read()[1] for driver in (plain, walker)]
    assert len(rows[0]) == 2
    np.testing.assert_array_equal(*rows)
    walker.engine.close()


def test_it_is_measured_as_well_while_the_steps_are_looked_into(tiny: Recipe) -> None:
    plain, looked = Driver(), Driver()
    plain.start(tiny.with_values(EVERY))
    looked.do(LookInside(on=True), Start(tiny.with_values(EVERY)))

    rows = [driver.last(RunStarted).history.layer_health.read() for driver in (plain, looked)]
    np.testing.assert_array_equal(rows[0][1], rows[1][1])


def test_of_accumulated_batches_the_last_of_each_group_is_measured(tiny: Recipe) -> None:
    driver = Driver()
    driver.start(tiny.with_values(EVERY | {"training.accumulate": 3, "training.epochs": 1}))

    steps, values = driver.last(RunStarted).history.layer_health.read()
    assert steps.tolist() == [2, 5, 7]
    assert (values[:, :, Measure.UPDATE] > 0).all()


def test_batches_whose_loss_was_no_number_leave_no_row(tiny: Recipe) -> None:
    driver = Driver()
    large = {"optimizer.name": "SGD", "optimizer.lr": 100.0, "optimizer.weight_decay": 10.0}
    driver.start(tiny.with_values(EVERY | large))

    assert driver.of(Diverged)
    history = driver.last(RunStarted).history
    assert len(history.layer_health) == len(history)
    assert Trouble.EXPLODING in [each.trouble for each in diagnose(history.layer_health)]


def test_what_cannot_be_measured_is_told_once_and_the_run_goes_on(tiny: Recipe, monkeypatch) -> None:
    def fails(tensors: object) -> None:
        raise RuntimeError("no such kernel.")

    monkeypatch.setattr(measuring, "_norms", fails)
    driver = Driver()
    driver.start(tiny.with_values(EVERY))

    warnings = [str(event.message) for event in driver.of(Logged) if event.level == "warning"]
    assert warnings == ["The health of the layers is no longer measured: no such kernel. Training continues."]
    assert driver.last(RunEnded).reason is Reason.COMPLETED
    assert len(driver.last(RunStarted).history) == 16


def test_left_alone_it_measures_no_more_than_its_share_of_the_time_allows() -> None:
    model = nn.Linear(8, 4)
    sampler = LayerHealthSampler(model, LayerHealth(), every=0, device=torch.device("cpu"))
    batch = Batch(torch.randn(32, 8), torch.randint(4, (32,)))
    clock = SimpleNamespace(seconds=0.0)
    assert sampler.due(0, clock, batch)
    sampler._count(5.0, 0, 0.0)
    assert sampler.due(1, clock, batch), "the first one loads what it uses"
    sampler._count(0.1, 1, 0.0)
    measured = []
    for step in range(2, 200):
        clock.seconds = step * 0.1
        if sampler.due(step, clock, batch):
            measured.append(step)
            sampler._count(0.05, step, clock.seconds)
    assert 0.01 < 0.05 * len(measured) / clock.seconds < 0.03
    assert measured[0] > 50


def test_a_record_has_the_bytes_that_its_type_says() -> None:
    assert row_type(3).itemsize == 8 + 3 * len(Measure) * 4
