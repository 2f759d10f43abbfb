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
from trainer_core.history.layer_health import NO_GRADIENT, LayerHealth, Measure, row_type
from trainer_core.inside.diagnosis import Trouble, diagnose, frozen
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
from trainer_core.training.loop import Batch, Step, training_phases

EVERY = {"training.health_every": 1}


def trained(
    model: nn.Module,
    *,
    batches: int = 5,
    lr: float = 0.01,
    inputs: torch.Tensor | None = None,
    scaler: torch.amp.GradScaler | None = None,
    trouble: str = "",
) -> LayerHealth:
    """What is measured in some batches of training ``model`` by SGD on one batch of noise."""
    torch.manual_seed(0)
    x = torch.randn(32, 8) if inputs is None else inputs
    y = torch.randint(4, (len(x),))
    optimizer = torch.optim.SGD(model.parameters(), lr)
    step = Step(model, model, nn.CrossEntropyLoss(), optimizer, "cpu", scaler=scaler)
    health = LayerHealth()
    sampler = LayerHealthSampler(model, health, every=1, device=torch.device("cpu"))
    for number in range(batches):
        batch = Batch(x, y)
        for _ in sampler.sampled(training_phases(step, batch), step, batch, number, 0.0):
            pass
    assert str(sampler.trouble or "") == trouble
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in model.modules())
    return health


def troubles(health: LayerHealth) -> dict[str, Trouble]:
    return {health.layers[at].name: found.trouble for found in diagnose(health) for at in found.layers}


def deep(activation: type[nn.Module], layers: int = 10) -> nn.Sequential:
    torch.manual_seed(0)
    hidden = [part for _ in range(layers) for part in (nn.Linear(8, 8), activation())]
    return nn.Sequential(*hidden, nn.Linear(8, 4))


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
    assert Trouble.EXPLODING in troubles(history.layer_health).values()


def test_what_cannot_be_measured_is_told_once_and_the_run_goes_on(tiny: Recipe, monkeypatch) -> None:
    def fails(tensors: object) -> None:
        raise RuntimeError("no such kernel.")

    monkeypatch.setattr(measuring, "_norms", fails)
    driver = Driver()
    driver.start(tiny.with_values(EVERY))

    warnings = [str(event.message) for event in driver.of(Logged) if event.level == "warning"]
    assert warnings == ["The health of the layers is no longer measured: no such kernel. Training goes on."]
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


def test_gradients_that_vanish_in_a_deep_network_of_sigmoids_are_told() -> None:
    health = trained(deep(nn.Sigmoid), lr=0.1)
    found = troubles(health)
    assert found["0"] is Trouble.VANISHING
    assert "20" not in found
    (vanishing,) = [each for each in diagnose(health) if each.trouble is Trouble.VANISHING]
    assert "0 (Linear), 2 (Linear), " in str(vanishing.message)
    assert "a thousandth of that in 20 (Linear)" in str(vanishing.message)
    assert "ReLU" in str(vanishing.advice)


def test_gradients_that_explode_are_told_after_one_batch() -> None:
    model = deep(nn.ReLU)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(8)
    found = diagnose(trained(model, batches=1, lr=1e-9))
    assert [each.trouble for each in found] == [Trouble.EXPLODING]
    assert "The gradient explodes in" in str(found[0].message)


def test_steps_that_are_too_large_are_told() -> None:
    found = diagnose(trained(nn.Sequential(nn.Linear(8, 4)), lr=20.0))
    assert [each.trouble for each in found] == [Trouble.EXPLODING]
    assert "The steps are very large in 0 (Linear)" in str(found[0].message)


@pytest.mark.parametrize("inplace", [False, True])
def test_dead_units_are_those_of_the_layer_before_the_relu(inplace: bool) -> None:
    model = nn.Sequential(nn.Linear(8, 8), nn.ReLU(inplace), nn.Linear(8, 4))
    with torch.no_grad():
        model[0].bias[:6] = -100
    health = trained(model)
    assert health.read()[1][0, :, Measure.DEAD].tolist() == pytest.approx([0.75, np.nan], nan_ok=True)
    assert troubles(health) == {"0": Trouble.DEAD}
    assert "75.0%" in str(diagnose(health)[0].message)


def test_a_unit_that_only_later_examples_of_a_large_activation_need_is_not_dead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(measuring, "_MOST_NUMBERS", 16)  # two examples of those below
    model = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 4))
    with torch.no_grad():
        model[0].weight.fill_(1.0)
        model[0].bias.zero_()
        model[0].bias[:2] = -100
    inputs = torch.ones(32, 8)
    inputs[:16] = -1.0
    assert trained(model, batches=1, inputs=inputs).read()[1][0, 0, Measure.DEAD] == 0.25


class Single(nn.Module):
    """A layer that gets a single number and gives one."""

    def __init__(self) -> None:
        super().__init__()
        self.factor = nn.Parameter(torch.ones(()))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        assert x.ndim == 0
        return x * self.factor


class Gated(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.fc, self.gate = nn.Linear(8, 4), Single()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.relu(self.fc(x))
        return x * self.gate(x.mean())


def test_a_layer_that_gets_something_of_which_units_cannot_be_told_ends_the_measuring_and_no_forward() -> None:
    model = Gated()
    before = [parameter.detach().clone() for parameter in model.parameters()]
    ended = "The health of the layers is no longer measured: tuple index out of range. Training goes on."
    trained(model, batches=2, trouble=ended)
    assert all(not torch.equal(was, now) for was, now in zip(before, model.parameters(), strict=True))


class Rooted(nn.Module):
    """Has a loss that is finite and a gradient that is not."""

    def __init__(self) -> None:
        super().__init__()
        self.fc = nn.Linear(8, 4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.fc(x)
        return x + torch.sqrt(x - x.detach()) * 0


def test_a_gradient_that_is_no_number_explodes_and_is_not_taken_for_a_frozen_layer() -> None:
    health = trained(Rooted(), batches=1)
    assert troubles(health) == {"fc": Trouble.EXPLODING}
    assert not frozen(health).any()


def test_an_overflow_that_the_scaler_of_gradients_sees_to_is_no_explosion() -> None:
    model = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 4))
    scaler = torch.amp.GradScaler("cpu", init_scale=2.0**127, backoff_factor=2.0**-111)
    health = trained(model, batches=3, lr=1e-4, inputs=20 * torch.randn(32, 8), scaler=scaler)
    gradients = health.read()[1][:, :, Measure.GRADIENT]
    assert scaler.get_scale() == 2.0**16
    assert np.isnan(gradients[0]).all()
    assert (gradients[1:] > 0).all()
    assert troubles(health) == {}


def test_where_the_gradient_of_a_weight_overflows_that_of_its_bias_is_not_told_as_the_layers() -> None:
    model = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 4))
    model[0].weight.register_hook(lambda gradient: gradient * torch.inf)
    gradients = trained(model, batches=1, scaler=torch.amp.GradScaler("cpu")).read()[1][0, :, Measure.GRADIENT]
    assert np.isnan(gradients).tolist() == [True, False]


class Functional(nn.Module):
    """Pictures through a convolution, whose ReLU, pooling and flattening are no modules, and a layer without use."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.norm = nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4)
        self.fc, self.unused = nn.Linear(4 * 3 * 3, 4), nn.Linear(3, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.fc(F.max_pool2d(F.relu(self.norm(self.conv(x))), 2).flatten(1))


def test_channels_behind_functions_are_seen_and_a_layer_without_use_is_told() -> None:
    torch.manual_seed(0)
    model = Functional()
    with torch.no_grad():
        model.norm.bias[1:] = -100
    health = trained(model, inputs=torch.randn(16, 1, 8, 8))

    values = health.read()[1]
    assert [layer.name for layer in health.layers] == ["conv", "norm", "fc", "unused"]
    assert values[0, :, Measure.DEAD].tolist() == pytest.approx([np.nan, 0.75, np.nan, np.nan], nan_ok=True)
    assert (values[:, 3, Measure.GRADIENT] == NO_GRADIENT).all()
    assert np.isnan(values[:, 3, Measure.MEAN]).all()
    assert troubles(health) == {"norm": Trouble.DEAD, "unused": Trouble.NO_GRADIENT}
    assert not frozen(health).any()


@pytest.mark.parametrize("activation", [nn.Sigmoid, nn.Tanh])
def test_saturation_is_told_but_not_of_the_answers(activation: type[nn.Module]) -> None:
    model = nn.Sequential(nn.Linear(8, 8), activation(), nn.Linear(8, 4), activation())
    with torch.no_grad():
        for at in (0, 2):
            model[at].weight.mul_(100)
    health = trained(model)
    assert health.read()[1][0, 0, Measure.SATURATED] > 0.8
    assert np.isnan(health.read()[1][0, 1, Measure.SATURATED])
    assert troubles(health)["0"] is Trouble.SATURATED


def test_a_frozen_layer_is_no_trouble_and_one_that_does_not_move_is() -> None:
    model = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 4))
    model[0].requires_grad_(False)
    health = trained(model, lr=1e-9)
    assert frozen(health).tolist() == [True, False, False]
    assert troubles(health) == {"2": Trouble.STILL, "4": Trouble.STILL}


def test_a_healthy_network_has_no_findings() -> None:
    assert diagnose(trained(nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 4)), batches=20, lr=0.1)) == ()
    assert diagnose(LayerHealth()) == ()


def test_shared_weights_and_sparse_gradients_are_measured_once() -> None:
    class Tied(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words, self.answer = nn.Embedding(9, 6, sparse=True), nn.Linear(6, 4)
            self.again = self.answer

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.again(self.words(x).mean(1)) + self.answer(self.words(x).amax(1))

    health = trained(Tied(), inputs=torch.randint(9, (16, 5)))
    assert [layer.name for layer in health.layers] == ["words", "answer"]
    assert (health.read()[1][:, :, :2] > 0).all()


def test_a_record_has_the_bytes_that_its_type_says() -> None:
    assert row_type(3).itemsize == 8 + 3 * len(Measure) * 4


class Dropped(nn.Module):
    """A forward that calls its activation and its dropout as functions."""

    def __init__(self) -> None:
        super().__init__()
        self.fc, self.last = nn.Linear(8, 6), nn.Linear(6, 4)
        with torch.no_grad():
            self.fc.bias[:2] = -1e3

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.last(F.dropout(F.relu(self.fc(x)), training=self.training))


def test_dead_units_are_seen_behind_dropout_where_a_batch_is_large_enough_to_tell() -> None:
    torch.manual_seed(0)
    _, values = trained(Dropped(), inputs=torch.randn(64, 8)).read()
    np.testing.assert_allclose(values[:, 0, Measure.DEAD], 2 / 6, rtol=1e-6)
    _, values = trained(Dropped(), inputs=torch.randn(16, 8)).read()
    assert np.isnan(values[:, 0, Measure.DEAD]).all()
