"""Nothing is kept of an engine that nobody refers to: its model and data go at once, without a garbage collection."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Driver
from tests.inside.conftest import Walker, advance
from trainer_core import Engine
from trainer_core.protocol.commands import Advance, Keep, ResumeRun, SetHyperparameter, Start, Stop, Unit, Unpause
from trainer_core.protocol.console import KeepChanges, RunCode
from trainer_core.protocol.events import Event, Refused
from trainer_core.protocol.inside import LookInside, SetWatchpoints, WatchFor, Watchpoint
from trainer_core.recipe.recipe import Recipe


@pytest.fixture(autouse=True)
def _no_garbage_is_collected() -> Iterator[None]:
    """What is in a cycle stays for as long as a test lasts."""
    was_enabled = gc.isenabled()
    gc.collect()
    gc.disable()
    yield
    if was_enabled:
        gc.enable()


def held_by(driver: Driver) -> dict[str, weakref.ref[Any]]:
    """What must be gone once the engine is, by name."""
    engine = driver.engine
    parts = engine.parts
    assert parts is not None
    run = engine._training.run
    held = {
        "engine": engine,
        "model": parts.model,
        "weight": next(parts.model.parameters()),
        "optimizer": parts.step.optimizer,
        "data": parts.training,
        "images": parts.dataset.train.inputs,
        "console": engine._console,
        "inside": engine._inside,
        "requests": engine._requests,
        **({} if run is None else {"run": run}),
    }
    return {name: weakref.ref(each) for name, each in held.items()}


def left(held: dict[str, weakref.ref[Any]]) -> list[str]:
    return [name for name, reference in held.items() if reference() is not None]


class WeakWalker(Walker):
    """A walker that its engine does not keep."""

    def __post_init__(self) -> None:
        told = weakref.WeakMethod(self.told)

        def tell(event: Event) -> None:
            here = told()
            assert here is not None
            here(event)

        self.engine = Engine(tell)


def walked(recipe: Recipe, folder: Path) -> Driver:
    """Stands inside a phase of a step that is looked into."""
    walker = WeakWalker(stays=True)
    walker.walk(recipe, *advance(Unit.OPERATION, 5), folder=folder)
    return walker


def trained(recipe: Recipe, folder: Path) -> Driver:
    driver = Driver()
    driver.start(recipe, folder)
    assert driver.ended
    return driver


def trained_without_a_folder(recipe: Recipe, folder: Path) -> Driver:
    driver = Driver()
    driver.start(recipe)
    assert driver.ended
    return driver


def trained_twice(recipe: Recipe, folder: Path) -> Driver:
    driver = trained(recipe, folder)
    driver.do(ResumeRun(folder, {"training.epochs": 2}))
    return driver


def paused(recipe: Recipe, folder: Path) -> Driver:
    driver = Driver()
    driver.start(recipe, folder, paused=True)
    driver.do(Advance(Unit.BATCH))
    driver.do(SetHyperparameter("optimizer.lr", 0.5))
    return driver


def watched(recipe: Recipe, folder: Path) -> Driver:
    """Ran to its end with a walk attached."""
    driver = Driver()
    driver.do(LookInside(on=True), SetWatchpoints((Watchpoint(WatchFor.NOT_FINITE),)))
    driver.start(recipe, folder, paused=True)
    driver.do(Advance(Unit.PHASE))
    driver.do(Unpause())
    assert driver.ended
    return driver


def changed_by_hand(recipe: Recipe, folder: Path) -> Driver:
    driver = paused(recipe, folder)
    driver.do(RunCode("with torch.no_grad(): next(model.parameters()).mul_(2)"))
    driver.do(KeepChanges())
    driver.do(RunCode("loss_fn(model(x), y)"))
    return driver


def diverged(recipe: Recipe, folder: Path) -> Driver:
    driver = Driver()
    driver.start(recipe.with_values({"optimizer.name": "SGD", "optimizer.lr": 100.0}), folder)
    driver.do(Stop(Keep.LAST))
    return driver


WAYS = [trained, trained_without_a_folder, trained_twice, paused, watched, walked, diverged]


@pytest.fixture
def short(tiny: Recipe) -> Recipe:
    return tiny.with_values({"data.limit": 96, "training.epochs": 1})


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_an_engine_is_gone_with_its_last_reference(
    way: Callable[[Recipe, Path], Driver], short: Recipe, tmp_path: Path
) -> None:
    driver = way(short, tmp_path / "run")
    assert not driver.of(Refused)
    held = held_by(driver)
    driver.events.clear()
    del driver
    assert left(held) == []


@pytest.mark.parametrize("way", [*WAYS, changed_by_hand], ids=lambda way: way.__name__)
def test_a_closed_engine_holds_no_model_and_no_data(
    way: Callable[[Recipe, Path], Driver], short: Recipe, tmp_path: Path
) -> None:
    driver = way(short, tmp_path / "run")
    held = held_by(driver)
    driver.engine.close()
    driver.events.clear()
    assert not set(left(held)) & {"run", "model", "weight", "optimizer", "data", "images"}
    del driver
    assert left(held) == []


def test_a_run_is_gone_when_it_has_ended(short: Recipe, tmp_path: Path) -> None:
    driver = paused(short, tmp_path / "run")
    run = weakref.ref(driver.engine._training.run)
    driver.do(LookInside(on=True), Advance(Unit.PHASE))
    driver.do(Unpause())
    assert driver.ended
    driver.events.clear()
    assert run() is None


def test_what_was_prepared_before_is_gone_when_something_else_is_trained(short: Recipe, tmp_path: Path) -> None:
    driver = trained(short, tmp_path / "run")
    held = {name: each for name, each in held_by(driver).items() if name in ("model", "weight", "optimizer", "data")}
    driver.events.clear()
    driver.do(Start(short.with_values({"model.hidden": 8})))
    assert left(held) == []
