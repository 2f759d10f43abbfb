"""What the library knows of one run: plain values and four small curves."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message
from trainer_core.library.recipe_line import Part, in_words

POINTS = 64
"""The most points of a curve in a `RunPicture`."""

Curve = npt.NDArray[np.float32]

Split = Literal["validation", "final_validation", "test"]
"""Which results: those of the best epoch in validation, of the last epoch in validation, or on the test set."""


class RunState(StrEnum):
    """What became of a run. `COMPLETED` to `OUT_OF_MEMORY` have the values of `trainer_core.protocol.events.Reason`.

    `INTERRUPTED` runs ended without a result, or were told to end in the middle; `UNREADABLE` ones have no recipe that
    this program can read.
    """

    RUNNING = "running"
    INTERRUPTED = "interrupted"
    COMPLETED = "completed"
    STOPPED_EARLY = "stopped early"
    STOPPED = "stopped"
    DIVERGED = "diverged"
    FAILED = "failed"
    OUT_OF_MEMORY = "out of memory"
    UNREADABLE = "unreadable"


def _no_points() -> Curve:
    return np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class RunPicture:
    """Four curves, each (n,) float32 with n from 0 to `POINTS`, evenly spaced over the run.

    ``loss`` and ``metric``, the headline metric, are means over stretches of training batches, the validation curves
    epochs.
    """

    loss: Curve = field(default_factory=_no_points)
    metric: Curve = field(default_factory=_no_points)
    validation_loss: Curve = field(default_factory=_no_points)
    validation_metric: Curve = field(default_factory=_no_points)

    @property
    def curves(self) -> tuple[Curve, Curve, Curve, Curve]:
        return self.loss, self.metric, self.validation_loss, self.validation_metric

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RunPicture):
            return NotImplemented
        return all(
            np.array_equal(mine, theirs, equal_nan=True) for mine, theirs in zip(self.curves, other.curves, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True, eq=False)
class RunRecord:
    """One run as the library shows it. ``metric`` is the headline metric of its task; ``validation`` (of the best
    epoch), ``final_validation`` (of the last) and ``test`` hold the loss and every metric that is a finite number.

    ``name`` is the person's own, else the recipe's title in English, else the folder's name; ``title`` the recipe's by
    language; ``recipe_parts`` those of its line; ``source`` and ``model`` the titles of the registries' entries.
    ``problems`` are the sentences that say what of the run cannot be read: why it is `RunState.UNREADABLE`, or, in
    another state, which files are damaged. ``started`` is in UTC; ``seconds`` those of training (NaN if unknown).
    ``best_epoch`` is 0 where there is none. ``changed_by_hand`` says that weights or other
    state were set in the console. ``bytes`` is the size of the whole folder, snapshots included.
    """

    path: Path
    name: str
    state: RunState
    title: dict[str, str] = field(default_factory=dict)
    recipe_parts: tuple[Part, ...] = ()
    source: str = ""
    model: str = ""
    started: datetime | None = None
    seconds: float = math.nan
    device: str = ""
    epochs: int = 0
    epochs_planned: int = 0
    steps: int = 0
    best_epoch: int = 0
    metric: str = ""
    validation: Mapping[str, float] = field(default_factory=dict)
    final_validation: Mapping[str, float] = field(default_factory=dict)
    test: Mapping[str, float] = field(default_factory=dict)
    samples_per_second: float = math.nan
    tags: tuple[str, ...] = ()
    notes: str = ""
    bytes: int = 0
    continuable: bool = False
    changed_by_hand: bool = False
    picture: RunPicture = field(default_factory=RunPicture)
    problems: tuple[Message, ...] = ()

    def result(self, which: Split, metric: str = "") -> float:
        """A result in validation or test, of the headline metric if none is named; NaN where there is none."""
        results: Mapping[str, float] = getattr(self, which)
        return results.get(metric or self.metric, math.nan)

    @property
    def problem(self) -> str:
        """The problems in English; empty where there are none."""
        return " ".join(map(str, self.problems))

    @property
    def recipe_line(self) -> str:
        """The recipe in a line, in English."""
        return in_words(self.recipe_parts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RunRecord):
            return NotImplemented
        return all(_same(getattr(self, each.name), getattr(other, each.name)) for each in dataclasses.fields(RunRecord))

    def __hash__(self) -> int:
        return hash(self.path)


class ChangeKind(StrEnum):
    """What happened to a run since the library last looked."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One run that was added, changed or removed; ``record`` of a removed one is what was last known of it."""

    kind: ChangeKind
    record: RunRecord


def _same(mine: Any, theirs: Any) -> bool:
    """Whether two values are equal; a NaN equals a NaN."""
    if isinstance(mine, float) and isinstance(theirs, float) and math.isnan(mine):
        return math.isnan(theirs)
    return bool(mine == theirs)
