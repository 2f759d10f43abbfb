"""The dropout layers of a list change while it is trained, as the one of a built-in network does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from tests.conftest import Driver, same, weights_of
from trainer_core import Recipe, TrainerError, resume
from trainer_core.models import build_model
from trainer_core.models.layers.dropout import set_dropouts
from trainer_core.protocol.commands import Advance, SetHyperparameter, Unit, Unpause, VerifyRun
from trainer_core.protocol.events import HyperparameterChanged, Refused, Verified
from trainer_core.recipe.schema import field, value_of

LAYERS: list[dict[str, Any]] = [
    {"type": "Flatten"},
    {"type": "Dropout", "p": 0.1},
    {"type": "Linear", "out_features": 8},
    {"type": "Repeat", "times": 2, "layers": [{"type": "Residual", "layers": [{"type": "Dropout", "p": 0.2}]}]},
    {"type": "Dropout", "p": 0.9, "enabled": False},
    {"type": "Linear", "out_features": 10},
]
INNER = "model.layers[3].layers[0].layers[0].p"


@pytest.fixture
def stacked(tiny: Recipe) -> Recipe:
    return tiny.with_values({"model.name": "layers", "model.layers": LAYERS, "training.epochs": 2})


def probabilities(model: torch.nn.Module) -> list[float]:
    return [each.p for each in model.modules() if isinstance(each, torch.nn.Dropout)]


def changed_live(recipe: Recipe, folder: Path) -> Driver:
    driver = Driver()
    driver.start(recipe, folder, paused=True)
    driver.do(Advance(Unit.BATCH), SetHyperparameter(INNER, 0.5))
    return driver


def test_it_takes_effect_at_the_next_batch_and_leaves_a_mark(stacked: Recipe, tmp_path: Path) -> None:
    driver = changed_live(stacked, tmp_path / "run")
    assert probabilities(driver.engine.parts.model) == [0.1, 0.5, 0.5]
    change = driver.last(HyperparameterChanged)
    assert (change.key, change.old, change.new, change.step) == (INNER, 0.2, 0.5, 1)
    driver.do(Unpause())
    driver.do(VerifyRun(tmp_path / "run"))
    assert driver.last(Verified).equal
    again = changed_live(stacked, tmp_path / "again")
    again.do(Unpause())
    assert same(weights_of(again), weights_of(driver))
    plain = Driver()
    plain.start(stacked)
    assert not same(weights_of(plain), weights_of(driver))


def test_a_run_goes_on_with_another_dropout_and_with_nothing_else(stacked: Recipe, tmp_path: Path) -> None:
    Driver().start(stacked, tmp_path / "run")
    resumed = resume(tmp_path / "run", {INNER: 0.6, "training.epochs": 3})
    assert probabilities(resumed.model) == [0.1, 0.6, 0.6]
    with pytest.raises(TrainerError, match="cannot become"):
        resume(tmp_path / "run", {"model.layers[2].out_features": 9, "training.epochs": 4})


@pytest.mark.parametrize(
    ("key", "value"), [("model.layers[2].out_features", 3), (INNER, 2.0), ("model.layers[9].p", 0)]
)
def test_what_cannot_change_is_refused_and_nothing_changes(
    stacked: Recipe, driver: Driver, key: str, value: float
) -> None:
    driver.start(stacked, paused=True)
    driver.do(SetHyperparameter(key, value))
    assert driver.of(Refused)
    assert probabilities(driver.engine.parts.model) == [0.1, 0.2, 0.2]


def test_each_is_a_live_field_of_the_form(stacked: Recipe) -> None:
    info = field(stacked, INNER)
    assert (info.title, info.live, info.kind, info.maximum) == ("Dropout 2", True, "float", 0.95)
    assert value_of(stacked, INNER) == 0.2
    assert field(stacked.with_values({"model.layers": LAYERS[:3] + LAYERS[5:]}), "model.layers[1].p").title == "Dropout"
    with pytest.raises(KeyError):
        field(stacked, "model.layers[4].p")


def test_one_without_a_probability_has_torch_s_own(tiny: Recipe) -> None:
    layers = [{"type": "Flatten"}, {"type": "Dropout"}, {"type": "Linear", "out_features": 10}]
    model = build_model("layers", (1, 8, 8), 10, seed=0, layers=layers)
    set_dropouts(model, layers)
    assert probabilities(model) == [0.5]
