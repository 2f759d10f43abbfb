"""Fixtures for every test: fixed seeds, no thread left running, a small real recipe, an engine driven by hand."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
import torch

from trainer_core import Engine, Recipe
from trainer_core.protocol.commands import Command, Start
from trainer_core.protocol.events import Event, RunEnded, StateChanged

E = TypeVar("E", bound=Event)

collect_ignore_glob = [] if find_spec("PySide6") else ["gui/*", "studio/*"]
"""Where there is no Qt (a server with a GPU) the tests of `trainer_core` run alone."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out the tests marked ``cuda`` where there is no CUDA device: they are deselected, not skipped."""
    if torch.cuda.is_available():
        return
    without = [item for item in items if item.get_closest_marker("cuda")]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in set(without)]


@pytest.fixture(autouse=True)
def _fixed_seeds() -> None:
    random.seed(0)
    np.random.seed(0)
    torch.manual_seed(0)


@pytest.fixture(autouse=True)
def _no_thread_left_running() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    assert not left, f"threads left running: {left}"


@pytest.fixture
def tiny() -> Recipe:
    """The tutorial's network on a few hundred real examples: two epochs of eight batches."""
    return Recipe.from_dict(
        {
            "data": {"limit": 256, "batch_size": 32},
            "optimizer": {"name": "Adam", "lr": 1e-3},
            "training": {"epochs": 2, "device": "cpu"},
        }
    )


@dataclass
class Driver:
    """An engine without a thread, and everything that it has told."""

    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.engine = Engine(self.events.append)

    def post(self, *commands: Command) -> None:
        for command in commands:
            self.engine.post(command)

    def do(self, *commands: Command) -> None:
        """Post commands and carry them out, up to a pause or the end of the run."""
        self.post(*commands)
        self.engine.drive()

    def start(self, recipe: Recipe, folder: Path | None = None, *, paused: bool = False) -> None:
        self.do(Start(recipe, folder, paused))

    def of(self, kind: type[E]) -> list[E]:
        """The events of one kind, in order."""
        return [event for event in self.events if isinstance(event, kind)]

    def last(self, kind: type[E]) -> E:
        return self.of(kind)[-1]

    @property
    def state(self) -> str:
        return self.last(StateChanged).state.value

    @property
    def ended(self) -> RunEnded:
        (event,) = self.of(RunEnded)
        return event


@pytest.fixture
def driver() -> Driver:
    return Driver()


@pytest.fixture
def trained(driver: Driver, tiny: Recipe) -> Driver:
    """An engine whose run is over."""
    driver.start(tiny.with_values({"training.epochs": 1}))
    driver.events.clear()
    return driver


def weights_of(driver: Driver) -> dict[str, torch.Tensor]:
    assert driver.engine.parts is not None
    return {name: value.clone() for name, value in driver.engine.parts.model.state_dict().items()}


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


def turn_until(driver: Driver, state: str) -> None:
    """Let the engine work until it tells that it is in a state."""
    while not driver.of(StateChanged) or driver.state != state:
        assert driver.engine.busy
        driver.engine.turn()
