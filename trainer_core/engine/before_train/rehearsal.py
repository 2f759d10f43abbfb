"""Training for a few real batches beside everything else: on parts of its own, with the process put back as found."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from trainer_core.compute import randomness
from trainer_core.compute.devices import synchronize
from trainer_core.compute.process_state import process_as_found
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.accumulation import shares
from trainer_core.training.assembly import Parts
from trainer_core.training.loop import Batch, training_phases

Build = Callable[[Recipe], Parts]
"""Builds the parts of a recipe beside those at hand; raises `trainer_core.errors.TrainerError`."""

_WARM_UP = 2
_STRETCHES = 5
_LEAST_STRETCHES = 3
_PATIENCE = 10.0
"""Seconds after which what was measured so far has to do."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast some batches were trained, and how long the very first one took."""

    samples_per_second: float
    first_seconds: float


@contextmanager
def rehearsing(parts: Parts, epoch: int = 0) -> Iterator[None]:
    """Let ``parts``, which nobody else may hold, be trained in the block as a run of their recipe begins.

    What is frozen is that of ``epoch``, counted from 0.
    Random generators, threads and torch's settings are as before afterwards, however the block ends.
    """
    with process_as_found():
        parts.configure_torch()
        randomness.seed_all(parts.recipe.training.seed)
        parts.model.train()
        parts.groups.begin(epoch)
        yield


def trained_batches(parts: Parts, rate_of: Callable[[int], float] | None = None) -> Iterator[Batch]:
    """Train ``parts`` batch by batch, epoch after epoch without end; yields each batch when it is done.

    ``rate_of`` gives the learning rate of each step of the optimizer, counted from 0.
    """
    recipe, batches, step = parts.recipe, parts.training, 0
    accumulate = recipe.training.accumulate
    for epoch in itertools.count():
        weights = [1.0] * len(batches)
        if accumulate > 1:
            targets = batches.targets(epoch)
            weights = shares(targets, recipe.data.batch_size, accumulate, parts.step.criterion, mixed=batches.mixes)
        for index, (inputs, of) in enumerate(batches.epoch(epoch)):
            place = index % accumulate
            last = place == accumulate - 1 or index == len(batches) - 1
            batch = Batch(inputs, of, weight=weights[index], first=place == 0, last=last)
            if rate_of is not None and batch.first:
                set_rate(parts, rate_of(step))
            for _ in training_phases(parts.step, batch):
                pass
            step += batch.last
            yield batch


def set_rate(parts: Parts, rate: float) -> None:
    """Set the learning rate of the next step, also of an optimizer that looks at it in its first step alone.

    Rprop keeps a step size of its own for each weight from then on.
    """
    optimizer = parts.step.optimizer
    for group, factor in zip(optimizer.param_groups, parts.groups.factors, strict=True):
        group["lr"] = rate * factor
        for state in (optimizer.state.get(parameter, {}) for parameter in group["params"]):
            if "step_size" in state:
                state["step_size"].fill_(rate * factor)


def speed(parts: Parts, seconds: float) -> Generator[None, None, Speed]:
    """Train for some batches and return their speed, a piece at a time; inside `rehearsing`.

    A few batches come first that do not count; then some ``seconds`` in stretches, of whose speeds the median counts.
    """
    batches = trained_batches(parts)
    warm = []
    for _ in range(_WARM_UP):
        warm.append(_stretch(parts, batches, 0.0))
        yield
    rates: list[float] = []
    spent = 0.0
    while (spent < seconds or len(rates) < _LEAST_STRETCHES) and warm[-1][1] + spent < _PATIENCE:
        examples, took = _stretch(parts, batches, seconds / _STRETCHES)
        rates.append(examples / took)
        spent += took
        yield
    rates = rates or [warm[-1][0] / warm[-1][1]]
    return Speed(statistics.median(rates), warm[0][1])


def _stretch(parts: Parts, batches: Iterator[Batch], seconds: float) -> tuple[int, float]:
    """Train for at least one batch and so many seconds; returns examples and seconds."""
    began, examples = time.perf_counter(), 0
    while True:
        examples += len(next(batches).targets)
        if time.perf_counter() - began >= seconds:
            break
    synchronize(parts.device)
    return examples, max(time.perf_counter() - began, 1e-9)
