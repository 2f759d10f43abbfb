"""The engine draws the answers of a model over its one or two inputs, and changes nothing by it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from tests.conftest import Driver, same, weights_of
from trainer_core import Recipe
from trainer_core.engine.answer_map import MOST_UNITS
from trainer_core.protocol.answer_map import AnswersMapped
from trainer_core.protocol.commands import Advance, MapAnswers, Prepare, Split, Start, Unit, Unpause
from trainer_core.protocol.events import Done, Refused, RunEnded
from trainer_core.tasks import View, views_for
from trainer_core.training.answers import answers


def toy(source: str, loss: str, **more: object) -> Recipe:
    return Recipe.from_dict(
        {
            "data": {"source": source, "count": 120, "batch_size": 16, "standardize": True},
            "model": {"name": "mlp", "widths": [40, 6], "dropout": 0.2, "batch_norm": True},
            "loss": {"name": loss},
            "optimizer": {"name": "Adam", "lr": 0.01},
            "training": {"epochs": 3, "device": "cpu", "threads": 1},
        }
    ).with_values(more)


@pytest.fixture
def moons(driver: Driver) -> Driver:
    driver.do(Prepare(toy("moons", "BCEWithLogitsLoss")))
    return driver


def test_the_grid_is_answered_as_examples_are(moons: Driver) -> None:
    moons.do(MapAnswers(side=64))
    mapped, parts = moons.last(AnswersMapped), moons.engine.parts
    assert parts is not None
    across, up = mapped.axes
    assert (across.name, up.name) == ("x", "y")
    assert mapped.answered.shape == (64, 64, 2)
    place = torch.tensor([[across.places[50], up.places[3]]]).float()
    np.testing.assert_allclose(mapped.answered[3, 50], answers(parts, place)[0], atol=1e-6)
    training, validation = mapped.points
    assert (training.split, validation.split) == (Split.TRAINING, Split.VALIDATION)
    inputs = parts.dataset.train.gathered()[0]
    np.testing.assert_allclose(training.places, inputs, rtol=1e-6)
    np.testing.assert_allclose(training.answered, answers(parts, inputs), atol=1e-6)
    assert across.places[0] < inputs[:, 0].min() < inputs[:, 0].max() < across.places[-1]


def test_one_input_has_one_axis_and_answers_in_the_targets_own_unit(driver: Driver) -> None:
    driver.do(Prepare(toy("wave", "MSELoss", **{"data.standardize_target": True})))
    driver.do(MapAnswers(side=50))
    mapped, parts = driver.last(AnswersMapped), driver.engine.parts
    assert parts is not None
    (axis,) = mapped.axes
    assert mapped.answered.shape == (50, 1)
    values = answers(parts, torch.from_numpy(axis.places).float().unsqueeze(1))
    np.testing.assert_allclose(mapped.answered, values, atol=1e-6)


def test_units_come_on_demand_and_leave_no_hook(moons: Driver) -> None:
    moons.do(MapAnswers(side=16))
    first = moons.last(AnswersMapped)
    assert first.units is None
    assert [title.split(" · ")[1] for _, title in first.layers] == ["Linear", "BatchNorm1d", "ReLU"] * 2
    moons.do(MapAnswers(side=16, layer="layers.3"))
    units, parts = moons.last(AnswersMapped).units, moons.engine.parts
    assert units is not None
    assert parts is not None
    assert (units.layer, units.of, units.values.shape) == ("layers.3", 40, (MOST_UNITS, 16, 16))
    assert units.values.min() == 0 < units.values.max()
    assert not any(module._forward_hooks for module in parts.model.modules())


class _Noisy(nn.Module):
    """Draws random numbers whether it trains or not, as code of a person may."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(2, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        outputs: torch.Tensor = self.linear(x + 0.1 * torch.randn_like(x))
        return outputs


def test_neither_the_numbers_of_a_run_nor_the_random_state_move(tmp_path: Path) -> None:
    recipe = toy("moons", "BCEWithLogitsLoss")
    weights = []
    for asks in (False, True):
        driver = Driver()
        driver.do(Start(recipe, tmp_path / str(asks), paused=True))
        for unit in (Unit.PHASE, Unit.PHASE, Unit.BATCH, Unit.EPOCH):
            driver.do(Advance(unit))
            if asks:
                driver.do(MapAnswers(layer="layers.2"))
        driver.post(Unpause())
        while not driver.of(RunEnded):
            if asks:
                driver.post(MapAnswers(side=8))
            driver.engine.turn()
        driver.engine.drive()
        weights.append((weights_of(driver), torch.get_rng_state(), (tmp_path / str(asks) / "batches.bin").read_bytes()))
    (one, state, history), (other, state_after, history_after) = weights
    assert same(one, other)
    assert torch.equal(state, state_after)
    rows = [np.frombuffer(each).reshape(-1, 4)[:, :3] for each in (history, history_after)]
    assert np.array_equal(*rows)


def test_a_model_that_draws_numbers_while_it_answers_does_not_move_the_generators(moons: Driver) -> None:
    assert moons.engine.parts is not None
    moons.engine.parts.model = _Noisy()
    state = torch.get_rng_state()
    moons.do(MapAnswers(side=8))
    assert len(moons.of(AnswersMapped)) == 1
    assert torch.equal(torch.get_rng_state(), state)


def test_a_map_gives_way_to_the_next_and_to_another_model(moons: Driver) -> None:
    moons.post(MapAnswers(), MapAnswers())
    moons.engine.turn()
    moons.do(Prepare(toy("circles", "BCEWithLogitsLoss")))
    assert [event.code for event in moons.of(Refused)] == ["cancelled", "cancelled"]
    assert not moons.of(AnswersMapped)
    asked = MapAnswers(side=8)
    moons.do(asked)
    assert len(moons.of(AnswersMapped)) == 1
    assert asked.id in [event.answers for event in moons.of(Done)]


def test_what_cannot_be_drawn_is_refused_with_a_sentence(moons: Driver, tiny: Recipe) -> None:
    moons.do(MapAnswers(layer="layers.99"))
    moons.do(Prepare(tiny))
    moons.do(MapAnswers())
    assert [event.code for event in moons.of(Refused)] == ["no-such-layer", "no-map"]
    assert "one or two inputs" in str(moons.last(Refused).message)


@pytest.mark.parametrize(("shape", "view"), [((1,), View.FIT), ((2,), View.BOUNDARY), ((3,), None), ((1, 2, 2), None)])
def test_the_number_of_inputs_decides_which_picture_applies(shape: tuple[int, ...], view: View | None) -> None:
    added = set(views_for("binary", shape)) - set(views_for("binary", (9,)))
    assert added == ({view} if view else set())


def test_a_table_of_two_columns_is_drawn_in_their_own_units(driver: Driver, tmp_path: Path) -> None:
    rows = ["height,weight,label"]
    rows += [f"{150 + i * 0.7},{50 + (i * 37) % 60},{'ab'[i % 2]}" for i in range(60)]
    (tmp_path / "people.csv").write_text("\n".join(rows), encoding="utf-8")
    recipe = toy("moons", "BCEWithLogitsLoss").to_dict()
    recipe["data"] = {"source": "table", "path": str(tmp_path / "people.csv"), "target": ["label"], "batch_size": 16}
    driver.do(Prepare(Recipe.from_dict(recipe)), MapAnswers(side=8))
    mapped = driver.last(AnswersMapped)
    heights, weights = mapped.axes
    assert (heights.name, weights.name) == ("height", "weight")
    assert 140 < heights.places[0] < 150 < 190 < heights.places[-1] < 205
    assert 150 <= mapped.points[0].places[:, 0].min() <= 160
