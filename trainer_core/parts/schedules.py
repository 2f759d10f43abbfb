"""Learning-rate schedules as functions of progress: what a step multiplies the recipe's rate by.

They are not torch's scheduler objects, because the rate that a person changes during a run rescales the rest
of the curve, and because a resumed run then needs no more than the number of its step. Each is held against
torch's in a test.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Protocol

import numpy as np
import numpy.typing as npt
from pydantic import Field

from trainer_core.registry import Registry

WARMUP_START = 0.01
"""The part of the rate with which a warm-up begins."""

Curve = Callable[[int, int, int], float]
"""``curve(step, total_steps, steps_per_epoch)``: the factor of a step, before warm-up."""


class Schedule(Protocol):
    """What the learning rate does during a run."""

    def factor(self, step: int, total_steps: int, steps_per_epoch: int) -> float:
        """Return what the recipe's learning rate is multiplied by at ``step`` (0 … ``total_steps`` - 1)."""
        ...

    def epoch_ended(self, value: float) -> bool:
        """Take the loss that is monitored after an epoch, lower is better; True if it made the schedule cut."""
        ...

    def state_dict(self) -> dict[str, float]:
        """Return what a resumed run needs besides its step; empty for all but plateau."""
        ...

    def load_state_dict(self, state: Mapping[str, float]) -> None:
        """Go on from what `state_dict` returned."""
        ...


schedules: Registry[Callable[..., Schedule]] = Registry("schedule")


def build_schedule(name: str, **arguments: Any) -> Schedule:
    """Build the schedule ``name``; raises `RecipeError` for an unknown name."""
    return schedules[name].build(**arguments)


def preview(
    schedule: Schedule, lr: float, epochs: int, steps_per_epoch: int, points: int = 200
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return at most ``points`` positions, in epochs, and the learning rates there, (P,) each, for a drawing.

    The first and the last step are among them. A schedule that reacts to results is drawn as it stands now.
    """
    total = epochs * steps_per_epoch
    steps = np.unique(np.linspace(0, total - 1, min(points, total)).round().astype(np.int64))
    rates = [lr * schedule.factor(int(step), total, steps_per_epoch) for step in steps]
    return steps / steps_per_epoch, np.asarray(rates, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class FixedSchedule:
    """A schedule that is known before the run: a curve, and a linear warm-up that multiplies it."""

    curve: Curve
    warmup_epochs: float = 0.0

    def factor(self, step: int, total_steps: int, steps_per_epoch: int) -> float:
        return self.curve(step, total_steps, steps_per_epoch) * _warmup(step, self.warmup_epochs, steps_per_epoch)

    def epoch_ended(self, value: float) -> bool:
        return False

    def state_dict(self) -> dict[str, float]:
        return {}

    def load_state_dict(self, state: Mapping[str, float]) -> None:
        """There is nothing to go on from."""


class PlateauSchedule:
    """Cuts the rate by ``cut`` once the monitored loss has not improved for more than ``patience`` epochs.

    An improvement is a loss below the best one by more than its share ``threshold``. As torch's
    ``ReduceLROnPlateau`` with its default modes, ``"min"`` and ``"rel"``.
    """

    def __init__(self, cut: float, patience: int, threshold: float, warmup_epochs: float) -> None:
        self._cut = cut
        self._patience = patience
        self._threshold = threshold
        self._warmup_epochs = warmup_epochs
        self._factor = 1.0
        self._best = math.inf
        self._bad_epochs = 0

    def factor(self, step: int, total_steps: int, steps_per_epoch: int) -> float:
        return self._factor * _warmup(step, self._warmup_epochs, steps_per_epoch)

    def epoch_ended(self, value: float) -> bool:
        if value < self._best * (1 - self._threshold):
            self._best, self._bad_epochs = value, 0
            return False
        self._bad_epochs += 1
        if self._bad_epochs <= self._patience:
            return False
        self._factor *= self._cut
        self._bad_epochs = 0
        return True

    def state_dict(self) -> dict[str, float]:
        return {"factor": self._factor, "best": self._best, "bad_epochs": self._bad_epochs}

    def load_state_dict(self, state: Mapping[str, float]) -> None:
        self._factor = float(state["factor"])
        self._best = float(state["best"])
        self._bad_epochs = int(state["bad_epochs"])


Warmup = Annotated[
    float,
    Field(
        ge=0,
        le=1000,
        title="Warm-up",
        description="The rate climbs in a straight line from a hundredth to its value over this many epochs.",
        json_schema_extra={"unit": "epochs", "zero": "off"},
    ),
]


@schedules.register("constant", title="Constant", summary="The same learning rate from start to end.")
def _constant(*, warmup_epochs: Warmup = 0.0) -> Schedule:
    return FixedSchedule(lambda step, total_steps, steps_per_epoch: 1.0, warmup_epochs)


@schedules.register("step", title="Steps", summary="The learning rate drops by a factor every few epochs.")
def _step(
    *,
    step_size: Annotated[
        int,
        Field(
            ge=1,
            le=100_000,
            title="Every",
            description="Epochs between two drops.",
            json_schema_extra={"unit": "epochs"},
        ),
    ] = 5,
    gamma: Annotated[
        float,
        Field(gt=0, le=1, title="Factor", description="What each drop multiplies the learning rate by."),
    ] = 0.1,
    warmup_epochs: Warmup = 0.0,
) -> Schedule:
    def curve(step: int, total_steps: int, steps_per_epoch: int) -> float:
        return gamma ** (step // steps_per_epoch // step_size)

    return FixedSchedule(curve, warmup_epochs)


@schedules.register(
    "cosine", title="Cosine", summary="The learning rate falls along half a cosine, slowly, fast, slowly."
)
def _cosine(
    *,
    final_fraction: Annotated[
        float,
        Field(
            ge=0,
            le=1,
            title="Final fraction",
            description="The part of the learning rate that is left at the end.",
        ),
    ] = 0.0,
    warmup_epochs: Warmup = 0.0,
) -> Schedule:
    def curve(step: int, total_steps: int, steps_per_epoch: int) -> float:
        return _between(1.0, final_fraction, step / total_steps)

    return FixedSchedule(curve, warmup_epochs)


@schedules.register(
    "one_cycle",
    title="One cycle",
    summary="The rate climbs to a peak and falls far below its start: accurate after few epochs.",
)
def _one_cycle(
    *,
    pct_start: Annotated[
        float,
        Field(gt=0, lt=1, title="Warm-up share", description="Share of the run in which the rate climbs."),
    ] = 0.3,
    div_factor: Annotated[
        float,
        Field(ge=1, le=1e6, title="Start divisor", description="The peak divided by this is the first rate."),
    ] = 25.0,
    final_div_factor: Annotated[
        float,
        Field(
            ge=1,
            le=1e9,
            title="End divisor",
            description="The first rate divided by this is the last one.",
            json_schema_extra={"log": True},
        ),
    ] = 1e4,
    warmup_epochs: Warmup = 0.0,
) -> Schedule:
    """Build ``OneCycleLR`` with cosines (arXiv 1708.07120); the recipe's rate is the peak."""
    first = 1 / div_factor

    def curve(step: int, total_steps: int, steps_per_epoch: int) -> float:
        top = pct_start * total_steps - 1
        if step < top:
            return _between(first, 1.0, step / top)
        rest = total_steps - 1 - top
        return _between(1.0, first / final_div_factor, (step - top) / rest)

    return FixedSchedule(curve, warmup_epochs)


@schedules.register(
    "plateau",
    title="Reduce on plateau",
    summary="The learning rate is cut whenever the validation loss has stopped falling.",
)
def _plateau(
    *,
    factor: Annotated[
        float, Field(gt=0, lt=1, title="Factor", description="What each cut multiplies the learning rate by.")
    ] = 0.1,
    patience: Annotated[
        int,
        Field(
            ge=0,
            le=100_000,
            title="Patience",
            description="Epochs without a better loss that are waited through before a cut.",
            json_schema_extra={"unit": "epochs"},
        ),
    ] = 2,
    threshold: Annotated[
        float,
        Field(
            ge=0,
            lt=1,
            title="Threshold",
            description="The share by which the loss has to fall to count as better.",
            json_schema_extra={"advanced": True},
        ),
    ] = 1e-4,
    warmup_epochs: Warmup = 0.0,
) -> Schedule:
    return PlateauSchedule(factor, patience, threshold, warmup_epochs)


def _warmup(step: int, warmup_epochs: float, steps_per_epoch: int) -> float:
    """Return the factor of ``LinearLR`` from `WARMUP_START` to 1 over the warm-up's steps."""
    steps = round(warmup_epochs * steps_per_epoch)
    return 1.0 if step >= steps else WARMUP_START + (1 - WARMUP_START) * step / steps


def _between(start: float, end: float, progress: float) -> float:
    """Return the point at ``progress`` (0..1) of half a cosine from ``start`` to ``end``."""
    return end + (start - end) * (1 + math.cos(math.pi * progress)) / 2
