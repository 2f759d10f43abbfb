"""The engine reads the graph of a step beside the run, and the run does not notice."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Driver, same, weights_of
from trainer_core import Recipe
from trainer_core.protocol.commands import Advance, Prepare, Start, Unit, Unpause
from trainer_core.protocol.events import Refused, RunEnded
from trainer_core.protocol.graph import BackwardDone, GraphRead, ReadGraph, RunBackward

TOY = Recipe.from_dict(
    {
        "data": {"source": "moons", "count": 80, "batch_size": 16},
        "model": {"name": "mlp", "widths": [8], "dropout": 0.2, "batch_norm": True},
        "loss": {"name": "BCEWithLogitsLoss"},
        "training": {"epochs": 2, "device": "cpu", "threads": 1},
    }
)


def test_the_graph_of_the_prepared_model_is_read(driver: Driver) -> None:
    driver.do(Prepare(TOY), ReadGraph())

    read = driver.last(GraphRead)
    assert not read.of_run
    assert read.graph.nodes[0].call >= 0
    assert {end.name for end in read.graph.ends} == {"x", "y"}


def test_without_a_model_there_is_none(driver: Driver) -> None:
    driver.do(ReadGraph())

    assert driver.last(Refused).code == "no-model"


def test_backward_again_is_told_and_a_new_graph_can_be_walked(driver: Driver) -> None:
    driver.do(Prepare(TOY), RunBackward(), RunBackward())
    assert "second time" in driver.last(BackwardDone).raised

    driver.do(ReadGraph(), RunBackward(retain_graph=True), RunBackward())
    assert (driver.last(BackwardDone).raised, driver.last(BackwardDone).times) == ("", 2)


def test_a_run_that_is_looked_at_is_the_run_that_is_not_to_the_bit(tmp_path: Path) -> None:
    plain, watched = Driver(), Driver()
    plain.do(Start(TOY, tmp_path / "plain"))
    watched.do(Start(TOY, tmp_path / "watched", paused=True))
    for _ in range(3):
        watched.do(Advance(Unit.PHASE), ReadGraph(), RunBackward(retain_graph=True), Advance(Unit.BATCH), RunBackward())
    watched.do(Unpause())

    assert watched.last(RunEnded).summary.steps == plain.last(RunEnded).summary.steps
    assert same(weights_of(plain), weights_of(watched))
