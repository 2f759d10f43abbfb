"""What the window needs to know of a run of earlier that was brought back, besides what the engine tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer_core.protocol.events import RunOpened, RunStarted
from trainer_core.runs.run_files import BATCHES, RECIPE, RESULT


@dataclass(frozen=True, slots=True)
class Tested:
    """The weights with which a run was tested: their file's name, the best epoch, and all batches of the run."""

    weights: str
    best_epoch: int
    steps: int


def tested_of(event: RunOpened) -> Tested | None:
    """Which weights an opened run has left in the model; None if it left none."""
    if event.weights is None:
        return None
    best = event.result.get("best_epoch")
    return Tested(event.weights.name, best if isinstance(best, int) else 0, len(event.history))


def as_if_started(event: RunOpened) -> RunStarted:
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


def written_at(folder: Path) -> float:
    """When a run's folder was last written, in seconds since 1970; 0 where that cannot be told."""
    times = []
    for name in (RESULT, BATCHES, RECIPE):
        try:
            times.append((folder / name).stat().st_mtime)
        except OSError:
            continue
    return max(times, default=0.0)
