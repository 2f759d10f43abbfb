"""A recorded step is the one that a hand-written loop computes, and the run that it is of stays as it is."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from tests.conftest import Driver
from trainer_core import Recipe
from trainer_core.errors import TrainerError
from trainer_core.history.history import History
from trainer_core.inside.one_step import step_of_recipe, step_of_run
from trainer_core.inside.record_step import StepRecord, record_step
from trainer_core.protocol.tensors import TensorFacts
from trainer_core.runs.run_files import read_history
from trainer_core.runs.snapshots import snapshot_paths
from trainer_core.training.assembly import Parts, assemble
from trainer_core.training.beside import beside

WEIGHT = "linear_relu_stack.0.weight"


def parts_of(recipe: Recipe) -> Parts:
    return assemble(recipe, lambda message, fraction: None)


def recorded(recipe: Recipe, step: int = 1) -> StepRecord:
    return step_of_recipe(recipe, step, lambda message, fraction: None)


def of_run(folder: Path, step: int | None = None) -> StepRecord:
    return step_of_run(folder, step, lambda message, fraction: None)


def agrees(facts: TensorFacts, tensor: Tensor) -> bool:
    """Whether facts are exactly those of a tensor, and its numbers to the last bits of a sum."""
    numbers, exact = facts.statistics, tensor.detach().double()
    assert numbers is not None
    return (
        (facts.shape, facts.dtype) == (tuple(tensor.shape), str(tensor.dtype)[6:])
        and (numbers.minimum, numbers.maximum) == (float(exact.min()), float(exact.max()))
        and numbers.mean == pytest.approx(float(exact.mean()), rel=1e-9, abs=1e-12)
        and numbers.norm == pytest.approx(float(exact.norm()), rel=1e-9)
    )


def by_hand(parts: Parts, batches: int) -> dict[str, Tensor]:
    """What a plain loop holds after so many batches of the first epoch; the schedule is constant."""
    model, step = parts.model, parts.step
    activations: dict[str, Tensor] = {}
    for path, module in model.named_modules():
        if path:
            module.register_forward_hook(lambda m, i, o, path=path: activations.update({path: o.detach().clone()}))
    model.train()
    held: dict[str, Tensor] = {}
    for _, (x, y) in zip(range(batches), parts.training.epoch(0), strict=False):
        step.optimizer.zero_grad()
        pred = model(x)
        loss = step.criterion(pred, y)
        loss.backward()
        step.optimizer.step()
        held = {"x": x.clone(), "y": y.clone(), "pred": pred, "loss": loss}
    parameters = dict(model.named_parameters())
    held |= activations | parameters
    return held | {f"{name}.grad": each.grad for name, each in parameters.items() if each.grad is not None}


@pytest.mark.parametrize("step", [1, 3])
def test_every_tensor_is_that_of_a_hand_written_loop(tiny: Recipe, step: int) -> None:
    found, expected = recorded(tiny, step), by_hand(parts_of(tiny), step)
    assert found.tensors.keys() == expected.keys()
    assert found.loss == float(expected["loss"].detach())
    for name, tensor in expected.items():
        assert agrees(found.tensors[name], tensor), name


def test_autograd_facts_are_those_where_the_tensor_was_made(tiny: Recipe) -> None:
    tensors = recorded(tiny).tensors
    assert (tensors[WEIGHT].is_leaf, tensors[WEIGHT].requires_grad, tensors[WEIGHT].grad_fn) == (True, True, "")
    assert (tensors["pred"].is_leaf, tensors["pred"].grad_fn) == (False, "AddmmBackward0")
    assert tensors["linear_relu_stack.1"].grad_fn == "ReluBackward0"
    assert tensors["x"].requires_grad is False


def test_each_phase_tells_its_code_and_what_it_changed(tiny: Recipe) -> None:
    first, second = recorded(tiny), recorded(tiny, 2)
    assert [each.phase.value for each in first.phases] == ["zero_grad", "forward", "loss", "backward", "step"]
    assert [each.code for each in first.phases] == [
        ("optimizer.zero_grad()",),
        ("pred = model(x)",),
        ("loss = loss_fn(pred, y)",),
        ("loss.backward()",),
        ("optimizer.step()",),
    ]
    assert all(each.seconds >= 0 for each in first.phases)
    changed = {each.phase.value: each.changed for each in first.phases}
    assert (changed["zero_grad"], changed["forward"], changed["loss"]) == ((), ("pred",), ("loss",))
    assert f"{WEIGHT}.grad" in changed["backward"]
    assert {WEIGHT, f"{WEIGHT}@exp_avg"} <= set(changed["step"])
    assert f"{WEIGHT}.grad" in second.phases[0].changed


def test_a_frozen_layer_has_no_gradient_and_does_not_change(tiny: Recipe) -> None:
    frozen = tiny.with_values({"training.groups": [{"pattern": "linear_relu_stack.0.*", "frozen_until": -1}]})
    found = recorded(frozen)
    assert f"{WEIGHT}.grad" not in found.tensors
    assert WEIGHT not in found.phases[-1].changed
    assert "linear_relu_stack.4.weight" in found.phases[-1].changed


def test_batch_norm_changes_its_averages_in_the_forward_pass(tiny: Recipe) -> None:
    found = recorded(tiny.with_values({"model.name": "mlp", "model.batch_norm": True}))
    averages = [name for name in found.phases[1].changed if name.endswith("running_mean")]
    assert averages


def test_the_code_follows_the_recipe(tiny: Recipe) -> None:
    wanted = {"training.accumulate": 2, "training.clip_norm": 0.5, "training.precision": "bfloat16"}
    first, second = (recorded(tiny.with_values(wanted), step) for step in (1, 2))
    code = {each.phase.value: each.code for each in first.phases}
    assert code["forward"][0] == 'with torch.autocast("cpu", dtype=torch.bfloat16):'
    assert code["backward"] == ("(loss * 0.5).backward()",)
    assert code["step"][0].startswith("#")
    assert first.phases[-1].changed == ()
    code = {each.phase.value: each.code for each in second.phases}
    assert code["zero_grad"][0].startswith("#")
    assert code["step"] == ("torch.nn.utils.clip_grad_norm_(model.parameters(), 0.5)", "optimizer.step()")


def test_the_graph_is_the_one_of_the_loss(tiny: Recipe) -> None:
    found = recorded(tiny)
    graph, parts = found.graph, parts_of(tiny)
    x, y = next(iter(parts.training.epoch(0)))
    loss = parts.step.criterion(parts.model(x), y)
    seen: dict[object, None] = {}
    waiting = [loss.grad_fn]
    while waiting:
        node = waiting.pop()
        if node is not None and node not in seen:
            seen[node] = None
            waiting += [target for target, _ in node.next_functions]
    assert sorted(node.op for node in graph.nodes) == sorted(type(node).__name__ for node in seen)
    assert {node.parameter for node in graph.nodes} - {""} == {name for name, _ in parts.model.named_parameters()}
    assert [node.module for node in graph.nodes if node.op == "AddmmBackward0"] == [
        f"linear_relu_stack.{place}" for place in (4, 2, 0)
    ]


class Twice(nn.Module):
    """A layer that is used twice, one that gives two tensors, and one that changes what came before in place."""

    def __init__(self) -> None:
        super().__init__()
        self.x, self.again = nn.Linear(784, 16), nn.Linear(16, 16)
        self.relu, self.cell, self.out = nn.ReLU(inplace=True), nn.GRU(16, 16, batch_first=True), nn.Linear(16, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = self.again(self.again(self.relu(self.x(x.flatten(1)))))
        states, _ = self.cell(x[:, None])
        result: Tensor = self.out(states[:, 0])
        return result


def test_activations_are_told_apart_and_as_the_module_gave_them(tiny: Recipe) -> None:
    parts = parts_of(tiny)
    parts.model = parts.step.model = parts.step.forward = Twice()
    parts.step.optimizer = torch.optim.SGD(parts.model.parameters(), lr=0.1)
    found = record_step(beside(parts, None, History(parts.scorer.headline)), 1)
    activations = [name for name in found.tensors if "." not in name and name not in ("y", "pred", "loss")]
    assert activations == ["x", "x()", "relu", "again", "again#2", "cell", "cell[1]", "out"]
    before, after = (found.tensors[name].statistics for name in ("x()", "relu"))
    assert before is not None
    assert after is not None
    assert before.minimum < 0 <= after.minimum


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "run"
    driver = Driver()
    recipe = {
        "data": {"limit": 256, "batch_size": 32},
        "model": {"name": "mlp", "dropout": 0.3},
        "optimizer": {"name": "Adam", "lr": 1e-3},
        "schedule": {"name": "cosine"},
        "training": {"epochs": 2, "device": "cpu", "threads": 1},
    }
    driver.start(Recipe.from_dict(recipe), folder)
    return folder


def content(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("step", [1, 9, 12, 16])
def test_a_step_of_a_run_is_computed_as_the_run_did(run: Path, step: int) -> None:
    before = content(run)
    found = of_run(run, step)
    losses = read_history(run).column("loss")
    assert (found.step, found.loss) == (step, losses[step - 1])
    assert content(run) == before


def test_without_a_number_it_is_the_step_after_the_newest_snapshot(run: Path, tmp_path: Path) -> None:
    found = of_run(run)
    assert found.step == 17
    assert "another one would begin" in str(found.notes[0])
    earlier = tmp_path / "run"
    shutil.copytree(run, earlier)
    snapshot_paths(earlier)[-1].unlink()
    found = of_run(earlier)
    assert (found.step, found.notes) == (9, ())
    assert found.loss == read_history(run).column("loss")[8]


def test_the_process_is_as_it_was_found(run: Path) -> None:
    before = torch.get_rng_state()
    of_run(run)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("step", [0, -3, 18])
def test_a_step_beyond_the_end_is_a_sentence(run: Path, tiny: Recipe, step: int) -> None:
    for attempt in (lambda: of_run(run, step), lambda: recorded(tiny, step)):
        with pytest.raises(TrainerError) as refused:
            attempt()
        assert refused.value.code == "step-beyond-end"


def test_a_training_that_stops_early_has_no_steps_after_that(tiny: Recipe) -> None:
    early = tiny.with_values({"training.epochs": 30, "training.stop_early_after": 1, "optimizer.lr": 1e-12})
    with pytest.raises(TrainerError, match="ended after batch"):
        recorded(early, 8 * 30)


@pytest.mark.parametrize("what", ["no snapshots", "damaged snapshots", "no recipe", "no early snapshot"])
def test_a_run_that_cannot_be_read_is_a_sentence(run: Path, tmp_path: Path, what: str) -> None:
    folder, step = tmp_path / "run", None
    shutil.copytree(run, folder)
    expected = {"no snapshots": "no-snapshot", "damaged snapshots": "none-whole", "no recipe": "not-a-run"}
    if what == "no snapshots":
        shutil.rmtree(folder / "snapshots")
    elif what == "damaged snapshots":
        for path in snapshot_paths(folder):
            path.write_bytes(path.read_bytes()[:1000])
    elif what == "no recipe":
        (folder / "recipe.toml").unlink()
    else:
        step = 3
        for path in snapshot_paths(folder)[:-1]:
            path.unlink()
        facts = json.loads((folder / "run.json").read_text("utf-8"))
        (folder / "run.json").write_text(json.dumps(facts | {"initial_weights": "kept"}), "utf-8")
    with pytest.raises(TrainerError) as refused:
        of_run(folder, step)
    assert refused.value.code == expected.get(what, "no-snapshot-before")


def test_a_loss_that_is_not_finite_is_recorded_as_such(tiny: Recipe) -> None:
    parts = parts_of(tiny)
    with torch.no_grad():
        next(parts.model.parameters())[0, 0] = float("nan")
    found = record_step(beside(parts, None, History(parts.scorer.headline)), 1)
    loss, activation = (found.tensors[name].statistics for name in ("loss", "linear_relu_stack.0"))
    assert loss is not None
    assert activation is not None
    assert (loss.nan, activation.nan) == (1, 32)
    assert found.graph.nodes
