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

from studio.testing.bundled import read_once
from trainer_core import Engine, Recipe
from trainer_core.compute import cpu_load
from trainer_core.compute.devices import cpu_threads
from trainer_core.protocol.commands import Command, Start
from trainer_core.protocol.events import Event, RunEnded, StateChanged

E = TypeVar("E", bound=Event)

collect_ignore = ["example_gui_tests", *([] if find_spec("PySide6") else ["gui", "studio"])]
"""A stranger's project is run as a whole, by a test. Where there is no Qt (a server with a GPU) the tests of
`trainer_core` run alone."""


MOST_WORKERS = 8
"""Each worker holds torch and, for the window, Qt: about one gigabyte."""

if find_spec("hypothesis"):
    from hypothesis import settings

    settings.register_profile("suite", deadline=None, derandomize=True, database=None)
    settings.load_profile("suite")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run whole folders in parallel where pytest-xdist is installed and there are cores.

    One file or one test runs alone: it would wait longer for the workers to start than they would save.
    """
    option = config.option
    chosen = getattr(option, "numprocesses", 0)  # None unless -n is given; without xdist there is no such option
    alone = chosen is not None or hasattr(config, "workerinput") or option.usepdb or option.collectonly
    workers = min(cpu_threads(), MOST_WORKERS)
    if alone or workers < 2 or not all(Path(argument).is_dir() for argument in config.args):
        return
    option.numprocesses = workers
    if option.dist == "no":
        option.dist = "worksteal"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out the tests marked ``cuda`` where there is no CUDA device: they are deselected, not skipped."""
    if torch.cuda.is_available():
        return
    without = [item for item in items if item.get_closest_marker("cuda")]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in set(without)]


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_shared_with_another_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give each worker settings, runs and a cache of its own, and one thread to compute on."""
    own = tmp_path_factory.mktemp("own")
    (own / "settings.ini").write_text(
        f"[files]\nruns_folder={own / 'runs'}\ncorrections_folder={own / 'corrections'}\n", encoding="utf-8"
    )
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAINING_STUDIO_SETTINGS", str(own / "settings.ini"))
        patch.setenv("TRAINING_STUDIO_CACHE", str(own / "cache"))
        patch.setenv("TRAINING_STUDIO_STATE", str(own / "state"))
        patch.setenv("OMP_NUM_THREADS", "1")
        yield


@pytest.fixture(scope="session", autouse=True)
def _bundled_images_are_read_once() -> Iterator[None]:
    with read_once():
        yield


@pytest.fixture(autouse=True)
def _no_other_program_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many threads a run gets is not to depend on what else this machine computes."""
    monkeypatch.setattr(cpu_load, "seconds_busy", lambda: (0.0, 0.0))


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
            "training": {"epochs": 2, "device": "cpu", "threads": 1},
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
