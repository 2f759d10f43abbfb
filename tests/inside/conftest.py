"""Fixtures for looking inside: an engine that is told what to do next at each place where its step stands still."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

import pytest
import torch

from tests.conftest import Driver
from trainer_core import Engine, Recipe
from trainer_core.protocol.commands import Command, Start, Unpause
from trainer_core.protocol.events import Event
from trainer_core.protocol.inside import LookInside, Place, StoodInside


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


@pytest.fixture
def walker() -> Walker:
    return Walker()


@pytest.fixture
def short(tiny: Recipe) -> Recipe:
    """One epoch of three batches."""
    return tiny.with_values({"data.limit": 96, "training.epochs": 1})
