"""Finds the examples that move one unit of a model most, a batch at a time and for a bounded time."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from trainer_core.data import Examples
from trainer_core.inside.explain.layers import units_taken


@dataclass(slots=True)
class Extremes:
    """What was found so far: the places of the examples that were ``seen``, and (n,) the unit's extremes in each."""

    places: Tensor = field(default_factory=lambda: torch.zeros(0, dtype=torch.int64))
    largest: Tensor = field(default_factory=lambda: torch.zeros(0))
    smallest: Tensor = field(default_factory=lambda: torch.zeros(0))

    def highest(self, count: int) -> list[tuple[int, float]]:
        """The examples with the largest values, the largest first; equal ones in their own order."""
        order = self.largest.nan_to_num(-torch.inf).argsort(descending=True, stable=True)[:count]
        return [(int(self.places[each]), float(self.largest[each])) for each in order]

    def lowest(self, count: int) -> list[tuple[int, float]]:
        """The examples with the smallest values, the smallest first; equal ones in their own order."""
        order = self.smallest.nan_to_num(torch.inf).argsort(stable=True)[:count]
        return [(int(self.places[each]), float(self.smallest[each])) for each in order]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a layer of ``model``; ``prepared`` makes inputs of raw ones."""

    model: nn.Module
    prepared: Callable[[Tensor], Tensor]
    module: nn.Module
    name: str
    number: int

    def given(self, raw: Tensor) -> Tensor:
        """What the unit gives for raw inputs (N, …): (N,), or (N, T) or (N, H, W), float32."""
        taken: list[Tensor] = []
        with units_taken(self.module, self.name, taken), torch.no_grad():
            self.model(self.prepared(raw))
        return taken[0][:, self.number]


def extremes(
    unit: Unit, examples: Examples, *, most: int, batch: int, seconds: float
) -> Generator[float, None, Extremes]:
    """Look at ``examples``, drawn where there are more than ``most``, until ``seconds`` have passed.

    Each yield is the share (0..1) that is done.
    """
    count = min(most, len(examples))
    if not count:
        return Extremes()
    drawn = torch.arange(len(examples))
    if count < len(examples):
        drawn = torch.randperm(len(examples), generator=torch.Generator().manual_seed(0))[:count]
    places, largest, smallest = [], [], []
    until = time.monotonic() + seconds
    for piece in torch.split(drawn, batch):
        here = piece.sort().values
        given = unit.given(examples.at(here).gathered()[0]).reshape(len(here), -1)
        places.append(here)
        largest.append(given.amax(1).cpu())
        smallest.append(given.amin(1).cpu())
        yield sum(map(len, places)) / max(1, count)
        if time.monotonic() > until:
            break
    at = torch.cat(places)
    order = at.argsort()
    return Extremes(at[order], torch.cat(largest)[order], torch.cat(smallest)[order])
