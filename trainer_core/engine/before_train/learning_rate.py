"""Finds a learning rate by a range test: a copy is trained while the rate grows, and its loss is watched.

The range test is that of L. N. Smith, Cyclical Learning Rates for Training Neural Networks (WACV 2017), with a rate
that grows by the same factor each step. Suggested is the rate at which the smoothed loss falls fastest against the
logarithm of the rate, which is less than the one with the lowest loss: there the training is already at the edge.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from trainer_core.engine.before_train.rehearsal import Build, rehearsing, trained_batches
from trainer_core.errors import CommandError, Message
from trainer_core.protocol.before_train import FindLearningRate, LearningRateFound
from trainer_core.protocol.events import Event, Progress
from trainer_core.training.assembly import Parts
from trainer_core.training.loop import Batch

_MOST_SECONDS = 60.0
_LEAST_STEPS = 30
_TOLD_EVERY = 0.2
_SMOOTHING = 2.5
"""Steps of the Gaussian by which the losses are smoothed; it looks both ways, so that the curve is not shifted."""
_FADING = 0.9
_DIVERGED = 4.0
"""The test ends when the running mean of the loss has risen to so many times its lowest."""
_FIRST = 5
_FALLS = 0.02
"""Share of the first loss by which the curve has to fall for a suggestion to be made."""
_SEARCHING = Message("Looking for a learning rate")


def find_learning_rate(build: Build, command: FindLearningRate, emit: Callable[[Event], None]) -> Iterator[None]:
    """Answer `trainer_core.protocol.before_train.FindLearningRate`, a step at a time.

    A slow model is given fewer steps, so that the test ends within a minute or so. Raises `CommandError` for a range
    that is none, and `TrainerError` if the recipe's parts cannot be had.
    """
    if not (0 < command.lowest < command.highest < math.inf and command.steps >= 2):
        raise CommandError(
            "no-range",
            "A range test needs finite, increasing rates above 0 and at least two steps; this asked for {lowest:g} "
            "to {highest:g} in {steps:,}.",
            lowest=command.lowest,
            highest=command.highest,
            steps=command.steps,
        )
    parts = build(command.recipe)
    with rehearsing(parts):
        test = _RangeTest(parts, command)
        told = time.monotonic()
        for _ in test:
            if time.monotonic() - told > _TOLD_EVERY:
                told = time.monotonic()
                emit(Progress(_SEARCHING, len(test.losses) / test.steps))
                emit(_answer(command, test, done=False))
            yield
    emit(_answer(command, test, done=True))


class _RangeTest:
    """Steps of the optimizer with a growing rate; iterating it goes through them until the loss diverges."""

    def __init__(self, parts: Parts, command: FindLearningRate) -> None:
        self._parts, self._command = parts, command
        self.steps = command.steps
        self.losses: list[float] = []
        self.diverged = False
        self._mean, self._lowest = 0.0, math.inf

    @property
    def rates(self) -> list[float]:
        """The rate of each step that is done."""
        return [self._rate(step) for step in range(len(self.losses))]

    def __iter__(self) -> Iterator[None]:
        began, group = time.perf_counter(), 0.0
        for batch in trained_batches(self._parts, self._rate):
            group += self._loss(batch)
            if batch.last:
                if not self.losses:
                    self._bound(time.perf_counter() - began)
                self._take(group)
                group = 0.0
                if self.diverged or len(self.losses) >= self.steps:
                    return
            yield

    def _loss(self, batch: Batch) -> float:
        assert batch.loss is not None
        return batch.loss.item() * batch.weight

    def _rate(self, step: int) -> float:
        share = step / (self.steps - 1)
        return float(self._command.lowest ** (1 - share) * self._command.highest**share)

    def _bound(self, seconds: float) -> None:
        """Take fewer steps where one takes long; the first is at the lowest rate in any case."""
        fewest = min(_LEAST_STEPS, self.steps)
        self.steps = min(self.steps, max(fewest, int(_MOST_SECONDS / max(seconds, 1e-9))))

    def _take(self, loss: float) -> None:
        if not math.isfinite(loss):
            self.diverged = True
            return
        self.losses.append(loss)
        self._mean = _FADING * self._mean + (1 - _FADING) * loss
        mean = self._mean / (1 - _FADING ** len(self.losses))
        self._lowest = min(self._lowest, mean)
        self.diverged = mean > self._lowest + (_DIVERGED - 1) * abs(self._lowest)


def _answer(command: FindLearningRate, test: _RangeTest, *, done: bool) -> LearningRateFound:
    rates = test.rates
    smoothed = smooth(test.losses)
    suggestion, explanation = (math.nan, None)
    if done:
        suggestion, explanation = suggest(rates, smoothed)
    return LearningRateFound(
        recipe=command.recipe,
        rates=tuple(rates),
        losses=tuple(test.losses),
        smoothed=tuple(smoothed.tolist()),
        done=done,
        diverged=test.diverged,
        suggestion=suggestion,
        explanation=explanation,
    )


def smooth(losses: Sequence[float]) -> npt.NDArray[np.float64]:
    """Smooth losses (N,) by a Gaussian over their neighbours on both sides.

    How far they rise above the first counts as far as they fell below it, so that a divergence does not hide the fall
    just before it.
    """
    values = np.asarray(losses, dtype=np.float64)
    if not len(values):
        return values
    first = np.median(values[:_FIRST])
    values = np.minimum(values, first + max(first - values.min(), _FALLS * abs(first)))
    # It takes a fifth of a second to import, which the start of the window has no use for.
    from scipy.ndimage import gaussian_filter1d

    smoothed: npt.NDArray[np.float64] = gaussian_filter1d(values, _SMOOTHING, mode="nearest")
    return smoothed


def suggest(rates: Sequence[float], smoothed: npt.NDArray[np.float64]) -> tuple[float, Message]:
    """The rate, in two digits, at which the smoothed loss falls fastest before its lowest; NaN if it does not fall.

    Returns it with the sentence that says so.
    """
    lowest = int(smoothed.argmin()) if len(smoothed) else 0
    if lowest < 2 or smoothed[0] - smoothed[lowest] < _FALLS * abs(smoothed[0]):
        return math.nan, Message(
            "The loss fell at no rate of the range. The model may learn nothing from this data yet: look at the data "
            "and the loss, or choose a rate by hand."
        )
    slopes = np.gradient(smoothed, np.log(np.asarray(rates)))[: lowest + 1]
    rate = float(f"{rates[int(slopes.argmin())]:.1e}")
    return rate, Message(
        "{rate} is where the smoothed loss falls fastest. It was lowest at {lowest}, which is often too high for a "
        "whole run.",
        {"rate": _written(rate), "lowest": _written(rates[lowest])},
    )


def _written(rate: float) -> str:
    """A rate in two digits: ``0.24``, and below a hundredth ``9.3e-4``."""
    return f"{float(f'{rate:.1e}'):g}" if rate >= 0.01 else f"{rate:.1e}".replace("e-0", "e-")
