"""Fixtures for looking inside: an engine that is told what to do where its step stands still, and its console."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.conftest import Driver
from trainer_core import Engine, Recipe
from trainer_core.protocol.commands import Advance, Command, Start, Unit, Unpause
from trainer_core.protocol.console import CodeDone, RunCode
from trainer_core.protocol.events import Event, RunStarted
from trainer_core.protocol.inside import LookInside, Place, StepBack, StoodInside
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import trust

OWN_CLASS = """
import torch
from torch import nn
from torch.utils.checkpoint import checkpoint


class Net(nn.Module):
    def __init__(self, input_shape, outputs):
        super().__init__()
        self.body = nn.Linear(784, 16)
        self.again = nn.Linear(16, 16)
        self.head = nn.Linear(16, outputs)

    def forward(self, x):
        x = self.body(x.flatten(1)).relu_()
        for _ in range(2):
            x = torch.tanh(self.again(x))
        x = checkpoint(self.again, x, use_reentrant=False)
        if x.sum() > 0:
            x = x * 2
        return self.head(x)
"""
"""A file with a class that uses a layer twice, operates in place, computes a part anew, and branches."""


@dataclass
class Walker(Driver):
    """Posts the next of ``script`` wherever the step stands still; goes on at the end, unless it ``stays``."""

    script: deque[Any] = field(default_factory=deque)
    stays: bool = False

    def __post_init__(self) -> None:
        self.engine = Engine(self.told)

    def told(self, event: Event) -> None:
        self.events.append(event)
        if isinstance(event, StoodInside):
            self.go_on()

    def go_on(self) -> None:
        """Do what comes next in the script: post commands, or call a function and go on."""
        while self.script:
            following = self.script.popleft()
            if isinstance(following, Command):
                self.engine.post(following)
                return
            following()
        if not self.stays:
            self.engine.post(Unpause())

    def walk(self, recipe: Recipe, *script: Any, **start: Any) -> None:
        """Start a run, and do ``script``, the first of it where the run stands before its first phase."""
        self.script = deque(script)
        self.do(LookInside(on=True), Start(recipe, paused=True, **start))

    @property
    def places(self) -> list[Place]:
        """Where the step stood, one place after another."""
        return [event.place for event in self.of(StoodInside)]

    @property
    def weights(self) -> dict[str, torch.Tensor]:
        parts = self.engine.parts
        assert parts is not None
        return {name: value.clone() for name, value in parts.model.state_dict().items()}


def advance(unit: Unit, times: int = 1) -> list[Advance]:
    return [Advance(unit) for _ in range(times)]


def back(unit: Unit, times: int = 1) -> list[StepBack]:
    return [StepBack(unit) for _ in range(times)]


def to_and_fro() -> list[Any]:
    """Through a batch and a half by every unit, back by every unit, and on."""
    return [
        *advance(Unit.OPERATION, 6),
        *back(Unit.OPERATION, 2),
        *advance(Unit.PHASE, 2),
        *advance(Unit.OPERATION, 5),
        *back(Unit.MODULE, 2),
        *back(Unit.PHASE),
        *advance(Unit.PHASE, 2),
        *back(Unit.PHASE, 3),
        *advance(Unit.PHASE, 5),
        *advance(Unit.MODULE, 3),
        *back(Unit.BATCH),
        *advance(Unit.MODULE, 4),
        Advance(Unit.BATCH),
    ]


def each(driver: Driver, *commands: Command) -> None:
    """Post commands one after the other, each once the one before is carried out."""
    for command in commands:
        driver.do(command)


def numbers(driver: Driver) -> list[float]:
    """The losses of a run."""
    return driver.last(RunStarted).history.column("loss").tolist()


@pytest.fixture
def walker() -> Walker:
    return Walker()


@pytest.fixture
def short(tiny: Recipe) -> Recipe:
    """One epoch of three batches."""
    return tiny.with_values({"data.limit": 96, "training.epochs": 1})


@pytest.fixture
def console(driver: Driver):
    """Runs code on the driver's engine and returns how it ended."""

    def run(text: str) -> CodeDone:
        each(driver, RunCode(text))
        return driver.last(CodeDone)

    yield run
    driver.engine.close()


@pytest.fixture
def paused(driver: Driver, tiny) -> Driver:
    driver.start(tiny, paused=True)
    return driver


@pytest.fixture
def own(short: Recipe, tmp_path: Path) -> Recipe:
    path = tmp_path / "net.py"
    path.write_text(OWN_CLASS, encoding="utf-8")
    trust(read_code(path))
    return short.with_values({"model.name": "file", "model.path": str(path), "model.class": "Net"})
