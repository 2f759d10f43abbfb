"""Two models side by side: runs, epochs of one, and the model at hand; layer by layer and activation by activation."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.conftest import Driver, same, weights_of
from trainer_core import Recipe
from trainer_core.inside.compare import versions_of
from trainer_core.protocol.commands import Advance, Command, Prepare, Unit
from trainer_core.protocol.events import Refused
from trainer_core.protocol.model_comparison import (
    CompareLayer,
    CompareModels,
    LayerCompared,
    ListVersions,
    ModelsCompared,
    ModelVersion,
    VersionsListed,
)

MLP = {"name": "mlp", "widths": [16, 12], "dropout": 0.2, "batch_norm": True}

CNN = {
    "name": "layers",
    "layers": [
        {"type": "Conv2d", "out_channels": 4, "kernel_size": 3},
        {"type": "ReLU"},
        {"type": "Flatten"},
        {"type": "Linear", "out_features": 10},
    ],
}


def recipe(**changes: object) -> Recipe:
    values: dict[str, object] = {
        "data": {"limit": 128, "batch_size": 32},
        "model": MLP,
        "optimizer": {"name": "Adam", "lr": 1e-2},
        "training": {"epochs": 2, "device": "cpu", "threads": 1, "snapshots_kept": 5},
    }
    return Recipe.from_dict(values | changes)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run, one with a wider layer, and one of moons."""
    root = tmp_path_factory.mktemp("runs")
    Driver().start(recipe(), root / "first")
    Driver().start(recipe(model=MLP | {"widths": [16, 20]}), root / "wider")
    moons = {"source": "moons", "batch_size": 32}
    small: dict[str, object] = {"model": {"name": "mlp", "widths": [16]}, "loss": {"name": "BCEWithLogitsLoss"}}
    Driver().start(recipe(data=moons, **small), root / "moons")
    return root


def compared(driver: Driver, first: ModelVersion, second: ModelVersion, example: int = 0) -> ModelsCompared:
    driver.do(CompareModels(first, second, example))
    return driver.last(ModelsCompared)


def refused(driver: Driver, command: Command) -> Refused:
    driver.do(command)
    return next(event for event in driver.of(Refused) if event.answers == command.id)


def test_a_run_names_the_weights_that_it_keeps(driver: Driver, runs: Path) -> None:
    driver.do(ListVersions(runs / "first"))
    versions = driver.last(VersionsListed).versions
    assert [version.file for version in versions[-2:]] == ["last.pt", "best.pt"]
    assert [(version.step, version.epoch) for version in versions[:-2]][-1] == (8, 2)
    assert versions[-2].epoch == 2


def test_two_epochs_of_a_run_differ_by_how_far_their_weights_moved(driver: Driver, runs: Path) -> None:
    first, second = runs / "first/snapshots/000000004.pt", runs / "first/last.pt"
    told = compared(
        driver, ModelVersion(runs / "first", "snapshots/000000004.pt"), ModelVersion(runs / "first", "last.pt")
    )
    before = torch.load(first, weights_only=True)["model"]
    after = torch.load(second, weights_only=True)
    pairs = {pair.name: pair for layer in told.layers for pair in layer.tensors}
    assert pairs.keys() == before.keys() == after.keys()
    for name, pair in pairs.items():
        apart = (after[name].double() - before[name].double()).norm()
        assert pair.movement is not None
        assert pair.movement.norm == pytest.approx(float(apart), rel=1e-9)
        assert pair.verdict == ("values differ" if apart else "same")
    assert not any(layer.same for layer in told.layers)
    assert max(layer.distance for layer in told.layers if layer.distance == layer.distance) > 0
    assert told.notes == ()
    assert [node.op for node in told.graphs[0].nodes] == [node.op for node in told.graphs[1].nodes]


def test_weights_beside_themselves_are_the_same(driver: Driver, runs: Path) -> None:
    version = ModelVersion(runs / "first", "last.pt")
    told = compared(driver, version, version)
    assert all(layer.same for layer in told.layers)
    assert all(pair.verdict == "same" for pair in told.activations)


def test_the_same_picture_goes_through_both(driver: Driver, runs: Path) -> None:
    driver.do(Prepare(recipe()))
    told = compared(driver, ModelVersion(), ModelVersion(runs / "first", "last.pt"), example=3)
    parts = driver.engine.parts
    assert parts is not None
    picture = parts.dataset.test.at(torch.tensor([3])).gathered()[0]
    assert np.array_equal(told.input, picture[0].numpy())
    parts.model.eval()
    ours = parts.model(parts.prepared(picture)).detach()
    parts.model.load_state_dict(torch.load(runs / "first/last.pt", weights_only=True))
    theirs = parts.model(parts.prepared(picture)).detach()
    pred = told.activations[-1]
    assert pred.name == "pred"
    assert pred.movement is not None
    assert pred.movement.norm == pytest.approx(float((theirs.double() - ours.double()).norm()), rel=1e-5)


def test_one_weight_and_one_activation_are_shown_side_by_side(driver: Driver, runs: Path) -> None:
    told = compared(driver, ModelVersion(runs / "first", "best.pt"), ModelVersion(runs / "wider", "best.pt"))
    same_shape = next(pair for layer in told.layers for pair in layer.tensors if pair.verdict == "values differ")
    driver.do(CompareLayer(same_shape.name, cells=(2, 3)))
    shown = driver.last(LayerCompared)
    one, other = (torch.load(runs / name / "best.pt", weights_only=True) for name in ("first", "wider"))
    values = other[same_shape.name] - one[same_shape.name]
    assert shown.difference is not None
    assert np.allclose(shown.difference.values, values.reshape(-1, values.shape[-1])[:2, :3].numpy())
    driver.do(CompareLayer("pred"))
    shown = driver.last(LayerCompared)
    assert [plane is not None and plane.shape for plane in shown.planes] == [(1, 10), (1, 10)]
    assert refused(driver, CompareLayer("no.such.weight")).code == "no-such-tensor"


def test_a_layer_of_another_shape_is_shown_from_both_without_a_difference(driver: Driver, runs: Path) -> None:
    told = compared(driver, ModelVersion(runs / "first", "last.pt"), ModelVersion(runs / "wider", "last.pt"))
    differs = next(pair for layer in told.layers for pair in layer.tensors if pair.verdict == "shape differs")
    driver.do(CompareLayer(differs.name))
    shown = driver.last(LayerCompared)
    assert shown.shapes == differs.shapes
    assert [plane is not None for plane in shown.planes] == [True, True]
    assert shown.difference is None
    compared(driver, ModelVersion(runs / "first", "last.pt"), ModelVersion(runs / "moons", "last.pt"))
    driver.do(CompareLayer("pred"))
    assert driver.last(LayerCompared).planes[1] is None


def test_feature_maps_come_as_tiles_of_both_and_their_difference(driver: Driver, tmp_path: Path) -> None:
    small = recipe(model=CNN, training={"epochs": 1, "device": "cpu"})
    for name in ("one", "other"):
        Driver().start(small.with_values({"training.seed": len(name)}), tmp_path / name)
    told = compared(driver, ModelVersion(tmp_path / "one", "last.pt"), ModelVersion(tmp_path / "other", "last.pt"))
    maps = next(pair.name for pair in told.activations if pair.shapes[0] is not None and len(pair.shapes[0]) == 4)
    driver.do(CompareLayer(maps, (0,), along=1, most=3))
    shown = driver.last(LayerCompared)
    one, other = shown.tiles
    assert one is not None
    assert other is not None
    assert shown.tile_differences is not None
    assert one.shape[0] == 3
    assert shown.counts == (4, 4)
    assert np.allclose(shown.tile_differences, other - one, atol=1e-6)
    assert shown.planes == (None, None)


def test_what_both_answer_is_told_with_the_truth(driver: Driver, runs: Path) -> None:
    version = ModelVersion(runs / "first", "last.pt")
    told = compared(driver, version, version, example=5)
    first, second = told.predictions
    assert first is not None
    assert first == second
    assert first.of_classes
    assert sum(first.values) == pytest.approx(1.0, abs=1e-5)
    assert first.names[int(told.truth[0])] == told.truth_name
    assert len(first.names) == 10


def test_what_is_shown_of_the_model_at_hand_is_what_was_compared(driver: Driver, runs: Path) -> None:
    driver.start(recipe(), paused=True)
    compared(driver, ModelVersion(), ModelVersion(runs / "first", "last.pt"))
    name = next(iter(weights_of(driver)))
    driver.do(CompareLayer(name))
    before = driver.last(LayerCompared).planes[0]
    driver.do(Advance(Unit.BATCH))
    driver.do(CompareLayer(name))
    after = driver.last(LayerCompared).planes[0]
    assert before is not None
    assert after is not None
    assert np.array_equal(before.values, after.values)
    assert not np.array_equal(before.values, weights_of(driver)[name].numpy()[:64, :64])


def test_layers_of_other_shapes_are_marked(driver: Driver, runs: Path) -> None:
    told = compared(driver, ModelVersion(runs / "first", "last.pt"), ModelVersion(runs / "wider", "last.pt"))
    shapes = {pair.name: pair.shapes for layer in told.layers for pair in layer.tensors}
    assert ((12, 16), (20, 16)) in shapes.values()
    assert {pair.verdict for pair in told.activations} >= {"shape differs", "values differ"}


def test_a_layer_that_only_one_has_is_told(driver: Driver, runs: Path) -> None:
    told = compared(driver, ModelVersion(runs / "first", "last.pt"), ModelVersion(runs / "moons", "last.pt"))
    verdicts = {pair.verdict for layer in told.layers for pair in layer.tensors}
    assert {"only in first", "shape differs"} <= verdicts
    (note,) = told.notes
    assert "was not put through" in str(note)
    assert {pair.verdict for pair in told.activations} == {"only in first"}
    assert told.graphs[0].nodes
    assert not told.graphs[1].nodes


def test_comparing_leaves_a_paused_run_and_the_files_as_they_are(driver: Driver, runs: Path, tmp_path: Path) -> None:
    undisturbed = Driver()
    files = sorted(path for path in (runs / "first").rglob("*") if path.is_file())
    before = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    for each in (driver, undisturbed):
        each.start(recipe(), paused=True)
        each.do(Advance(Unit.BATCH))
        if each is driver:
            compared(each, ModelVersion(), ModelVersion(runs / "first", "last.pt"))
            assert each.engine.parts is not None
            assert all(module.training for module in each.engine.parts.model.modules())
        each.do(Advance(Unit.EPOCH))
    assert same(weights_of(driver), weights_of(undisturbed))
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in files] == before


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("nothing prepared", "no-model"),
        ("no such run", "not-a-run"),
        ("no such weights", "missing-file"),
        ("outside of the folder", "missing-file"),
        ("no such example", "no-such-example"),
        ("damaged", ""),
    ],
)
def test_what_cannot_be_compared_is_refused_in_a_sentence(
    driver: Driver, runs: Path, tmp_path: Path, what: str, code: str
) -> None:
    good, folder = ModelVersion(runs / "first", "last.pt"), tmp_path / "copy"
    shutil.copytree(runs / "first", folder)
    (folder / "best.pt").write_bytes(b"no weights")
    command = {
        "nothing prepared": CompareModels(ModelVersion(), good),
        "no such run": CompareModels(good, ModelVersion(tmp_path / "gone")),
        "no such weights": CompareModels(good, ModelVersion(runs / "first", "snapshots/000000001.pt")),
        "outside of the folder": CompareModels(good, ModelVersion(folder, "../copy/last.pt")),
        "no such example": CompareModels(good, good, example=10**6),
        "damaged": CompareModels(good, ModelVersion(folder, "best.pt")),
    }[what]
    told = refused(driver, command)
    assert not code or told.code == code
    assert str(told.message)
    assert refused(driver, CompareLayer("pred")).code == "nothing-compared"


def test_a_forward_that_fails_is_kept_as_far_as_it_got(driver: Driver, runs: Path) -> None:
    driver.do(Prepare(recipe()))
    assert driver.engine.parts is not None
    model = driver.engine.parts.model
    path, last = [(path, each) for path, each in model.named_modules() if isinstance(each, torch.nn.Linear)][-1]
    last.weight = torch.nn.Parameter(torch.zeros(10, 5))
    told = compared(driver, ModelVersion(runs / "first", "last.pt"), ModelVersion())
    (note,) = told.notes
    assert f"The forward pass of {type(model).__name__} fails" in str(note)
    failed = told.graphs[1].failed
    assert failed is not None
    assert failed.module == path
    assert told.predictions[0] is not None
    assert told.predictions[1] is None
    given = [pair for pair in told.activations if pair.shapes[1] is not None]
    assert given
    assert told.activations[-1].verdict == "only in first"


def test_values_are_answered_in_their_own_units(driver: Driver, tmp_path: Path) -> None:
    noisy: dict[str, object] = {"source": "wave", "batch_size": 32}
    values = recipe(data=noisy, model={"name": "mlp", "widths": [8]}, loss={"name": "MSELoss"})
    Driver().start(values, tmp_path / "sine")
    version = ModelVersion(tmp_path / "sine", "last.pt")
    told = compared(driver, version, version)
    answer = told.predictions[0]
    assert answer is not None
    assert not answer.of_classes
    assert len(answer.values) == len(answer.names) == len(told.truth) == 1
    assert told.truth_name == ""
    assert told.input.ndim == 1


def test_best_and_last_weights_that_are_the_same_are_known_to_be(tmp_path):
    run = tmp_path / "run"
    Driver().start(recipe().with_values({"training.epochs": 1}), run)
    best, last = (next(each for each in versions_of(run) if each.file == file) for file in ("best.pt", "last.pt"))
    assert (best.same_as, last.same_as) == ("last.pt", "best.pt")
    weights = torch.load(run / "last.pt", weights_only=True)
    next(iter(weights.values())).add_(1)
    torch.save(weights, run / "last.pt")
    assert not any(each.same_as for each in versions_of(run))
