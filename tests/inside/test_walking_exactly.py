"""Walking to and fro through its steps, and watching them, changes no bit of a run of any model."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.conftest import Driver, same, weights_of
from tests.inside.conftest import Walker, advance, back, to_and_fro
from trainer_core.protocol.commands import Unit
from trainer_core.protocol.events import Reason, Refused, RunStarted
from trainer_core.protocol.inside import SetWatchpoints, StoodInside, WatchFor, Watchpoint, WatchpointReached
from trainer_core.recipe.presets import load_preset, preset_names


def histories(one: Driver, other: Driver) -> tuple[Any, Any]:
    return one.last(RunStarted).history.column("loss"), other.last(RunStarted).history.column("loss")


def assert_walking_changes_nothing(recipe: Any, script: list[Any]) -> Walker:
    plain, walker = Driver(), Walker()
    plain.start(recipe)
    walker.walk(recipe, *script)
    assert not walker.script
    assert not walker.of(Refused)
    assert walker.ended.reason is plain.ended.reason is Reason.COMPLETED
    assert same(weights_of(plain), weights_of(walker))
    assert np.array_equal(*histories(plain, walker))
    return walker


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="mlp"),
        pytest.param({"model.name": "small_cnn", "model.dropout": 0.3}, id="cnn with dropout"),
        pytest.param({"training.accumulate": 2, "training.clip_norm": 0.1}, id="accumulated and clipped"),
        pytest.param({"model.name": "small_cnn", "training.precision": "bfloat16"}, id="bfloat16"),
        pytest.param({"optimizer.name": "SGD", "optimizer.momentum": 0.9, "optimizer.lr": 0.01}, id="momentum"),
        pytest.param({"schedule.name": "one_cycle", "optimizer.name": "AdamW"}, id="schedule"),
    ],
)
def test_walking_there_and_back_changes_no_bit_of_a_run(short, changes):
    assert_walking_changes_nothing(short.with_values(changes), to_and_fro())


def watch_for_everything(walker: Walker) -> None:
    """Watch for all that there is, of which one comes true on the way."""
    watchpoints = (
        Watchpoint(WatchFor.NOT_FINITE),
        Watchpoint(WatchFor.GRADIENT_VANISHES),
        Watchpoint(WatchFor.GRADIENT_EXPLODES),
        Watchpoint(WatchFor.DEAD_UNIT, batches=1000),
        Watchpoint(WatchFor.STILL_WEIGHT, batches=1000),
        Watchpoint(WatchFor.UPDATE_RATIO),
        Watchpoint(WatchFor.EXPRESSION, expression="len(history) >= 2 and bool(torch.rand(()) < 2)"),
    )
    walker.post(SetWatchpoints(watchpoints))


@pytest.mark.parametrize("name", preset_names())
def test_walking_watching_health_and_slow_motion_of_each_preset_change_no_bit_of_its_run(name, tmp_path):
    limited = {"data.limit": 96, "data.batch_size": 24, "training.epochs": 1, "training.device": "cpu"}
    recipe = load_preset(name).with_values(limited | {"training.threads": 1})
    measured = recipe.with_values({"training.health_every": 1})
    plain, healthy, walker = Driver(), Driver(), Walker()
    plain.start(recipe.with_values({"training.health": False}))
    healthy.start(measured, folder=tmp_path / "healthy")
    slow_motion = advance(Unit.PHASE, 9)
    script = [lambda: watch_for_everything(walker), *to_and_fro(), *slow_motion]
    walker.walk(measured, *script, folder=tmp_path / "walked")
    assert not walker.script
    assert not walker.of(Refused)
    assert [hit.watchpoint.what for hit in walker.of(WatchpointReached)] == [WatchFor.EXPRESSION]
    assert walker.ended.reason is plain.ended.reason is Reason.COMPLETED
    assert same(weights_of(plain), weights_of(walker))
    assert np.array_equal(*histories(plain, walker))
    # The operations by which health is measured are none of the step's.
    assert not [str(note) for event in walker.of(StoodInside) for note in event.notes if "same places" in str(note)]
    assert "std_mean" not in {place.name for place in walker.places}
    health = [(tmp_path / run / "health.bin").read_bytes() for run in ("healthy", "walked")]
    assert health[0]
    assert health[0] == health[1]


def test_walking_a_list_of_layers_with_normalization_changes_nothing(short):
    layers = [
        {"type": "Conv2d", "out_channels": 4, "kernel_size": 3},
        {"type": "BatchNorm2d"},
        {"type": "ReLU"},
        {"type": "Dropout", "p": 0.2},
        {"type": "Flatten"},
        {"type": "Linear", "out_features": 10},
    ]
    walker = assert_walking_changes_nothing(
        short.with_values({"model.name": "layers", "model.layers": layers}), to_and_fro()
    )
    assert {place.kind for place in walker.places} == {"phase", "module", "operation", "node"}


@pytest.mark.parametrize(("architecture", "image_size"), [("resnet50", 64), ("vit_b_16", 64)])
def test_walking_a_torchvision_network_changes_nothing(short, architecture, image_size):
    values = {"model.name": "torchvision", "model.architecture": architecture, "model.image_size": image_size}
    light = {
        "optimizer.name": "SGD",
        "optimizer.lr": 0.01,
        "data.batch_size": 4,
        "data.limit": 8,
        "data.test_share": 1.0,
    }
    script = [*advance(Unit.MODULE, 3), *advance(Unit.OPERATION, 4), *back(Unit.OPERATION, 2), *advance(Unit.PHASE, 2)]
    walker = assert_walking_changes_nothing(
        short.with_values(values | light), [*script, *advance(Unit.OPERATION, 6), *back(Unit.MODULE), *back(Unit.PHASE)]
    )
    assert {place.kind for place in walker.places} == {"phase", "module", "operation", "node"}


def test_walking_an_own_class_with_reuse_and_checkpoints_changes_nothing(own):
    walker = assert_walking_changes_nothing(own, to_and_fro())

    lines = {place.name: place.line.text for place in walker.places if place.line and place.kind == "operation"}
    assert lines["relu_"] == "x = self.body(x.flatten(1)).relu_()"
    assert lines["tanh"] == "x = torch.tanh(self.again(x))"
