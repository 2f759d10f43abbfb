"""What the window knows of the run at hand: one that is under way or over, or one of earlier that was opened."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.session.live_recipe import LiveRecipe
from trainer_core.history.history import History
from trainer_core.protocol.events import Event, Prepared, Reason, RunEnded, RunOpened, RunStarted, SnapshotTaken
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import BATCHES, RECIPE, RESULT
from trainer_core.runs.snapshots import snapshot_paths


@dataclass(frozen=True, slots=True)
class Tested:
    """The weights with which a run was tested: their file's name, the best epoch, and all batches of the run."""

    weights: str
    best_epoch: int
    steps: int


@dataclass
class CurrentRun:
    """Follows the events of an engine: how the run began, what of it can be resumed, and how it ended.

    Attributes:
        started: how it began, and for an opened run, how it would have; None before the first run.
        opened: the run that was opened, for as long as nothing else is in its place.
        opened_at: when the opened run was last written, in seconds since 1970.
        ended: how it ended; None while it is under way, and of an opened one.
        snapshot: its newest snapshot.
        snapshot_at: when that was told, on the clock of `time.monotonic`.
        continuable: whether it has a snapshot to go on from.
        live: its recipe with what was changed since it began.
    """

    started: RunStarted | None = None
    opened: RunOpened | None = None
    opened_at: float = 0.0
    ended: RunEnded | None = None
    snapshot: SnapshotTaken | None = None
    snapshot_at: float = 0.0
    continuable: bool = False
    live: LiveRecipe = field(default_factory=LiveRecipe)

    def copy(self) -> CurrentRun:
        """What is known now, kept for later."""
        return replace(self, live=self.live.copy())

    @property
    def history(self) -> History | None:
        """The numbers of the run."""
        return self.started.history if self.started else None

    @property
    def recipe(self) -> Recipe | None:
        """The recipe of the run with the live changes that were made during it."""
        return self.live.acting

    @property
    def tested(self) -> Tested | None:
        """Which weights a run that is over has left in the model; None while it runs, or where it left none."""
        if self.ended is not None:
            summary = self.ended.summary
            return Tested(summary.weights, summary.best_epoch, summary.steps)
        if self.opened is None or self.opened.weights is None:
            return None
        best = self.opened.result.get("best_epoch")
        return Tested(self.opened.weights.name, best if isinstance(best, int) else 0, len(self.opened.history))

    @property
    def ended_by(self) -> Reason | None:
        """Why the run that is over ended; None while it runs, and of an opened one that says nothing of it."""
        if self.ended is not None:
            return self.ended.reason
        told = self.opened.result.get("reason") if self.opened is not None else None
        return Reason(told) if told in set(Reason) else None

    def take(self, event: Event) -> None:
        """Take an event of the engine."""
        match event:
            case Prepared():
                self.opened = None
            case RunStarted():
                self.started, self.ended, self.opened = event, None, None
                self.live.begin(event.recipe)
                self.snapshot, self.continuable = None, event.continued_from > 0
            case RunOpened():
                self.started, self.ended, self.opened = _as_if_started(event), None, event
                self.live.begin(event.recipe)
                self.snapshot, self.continuable = None, bool(snapshot_paths(event.folder))
                self.opened_at = _written_at(event.folder)
            case SnapshotTaken():
                self.snapshot, self.snapshot_at, self.continuable = event, time.monotonic(), True
            case RunEnded():
                self.ended = event
                self.continuable &= event.reason is not Reason.DISCARDED


def _as_if_started(event: RunOpened) -> RunStarted:
    """The opened run in the words of one that runs, so that every view shows it as it shows those; its number is 0."""
    recipe = event.recipe
    return RunStarted(
        0,
        recipe,
        event.history,
        event.folder,
        recipe.training.epochs,
        event.batches_per_epoch,
        recipe.data.batch_size,
        len(event.history),
    )


def _written_at(folder: Path) -> float:
    """When a run's folder was last written, in seconds since 1970; 0 where that cannot be told."""
    times = []
    for name in (RESULT, BATCHES, RECIPE):
        try:
            times.append((folder / name).stat().st_mtime)
        except OSError:
            continue
    return max(times, default=0.0)
