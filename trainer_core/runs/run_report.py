"""What is told of a run to another program: one object of plain values for a webhook, the same from every caller.

``studio/README.md`` documents every field.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from trainer_core.errors import Message
from trainer_core.history.history import EpochRow, History
from trainer_core.protocol.events import RunEnded, RunStarted
from trainer_core.recipe.presets import load_preset, preset_names
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.training_section import AUTO
from trainer_core.tasks import goodness


class Happening(StrEnum):
    """What a run is told about; the value is the ``event`` of the report."""

    ENDED = "done"
    DIVERGED = "diverged"
    STALLED = "stalled"
    TARGET = "target"
    TRIED = "test"
    """Nothing has happened: a person tries whether a report arrives."""


def report_of(
    happening: Happening,
    started: RunStarted,
    *,
    device: str = "",
    ended: RunEnded | None = None,
    message: Message | None = None,
) -> dict[str, Any]:
    """What is told of a run, as values that JSON has; a number that does not exist is None.

    ``ended`` is given once the run is over. ``message`` says in a sentence what has happened, where ``ended`` does not.
    """
    recipe, history = started.recipe, started.history
    rows = history.epochs
    best = best_row(history, recipe.training.best_by)
    sentence = message or (ended.message if ended is not None else None)
    return {
        **_program(happening),
        "message": str(sentence) if sentence is not None else None,
        "run_id": started.folder.name if started.folder is not None else None,
        "run_name": recipe.title("en"),
        "preset": preset_of(recipe),
        "epochs": started.epochs,
        "epoch": rows[-1].epoch if rows else 0,
        "batch": len(history),
        "metric": history.metric,
        "metrics": {
            "best": _row(best),
            "last": _row(rows[-1] if rows else None),
            "test": _numbers(ended.summary.test) if ended is not None else None,
        },
        "duration_seconds": round(ended.summary.seconds if ended is not None else _seconds(history), 3),
        "device": (ended.summary.device if ended is not None else device) or None,
        "stop_reason": ended.reason.value if ended is not None else None,
    }


def trial_report() -> dict[str, Any]:
    """What is sent where a person tries a webhook: the report of no run."""
    return {**_program(Happening.TRIED), "message": "A test of the webhook from Training Studio"}


def best_row(history: History, best_by: str) -> EpochRow | None:
    """The first epoch with the best result; None before there is one."""
    metric = history.metric if best_by == AUTO else best_by
    found = [row for row in history.epochs if math.isfinite(row.result(metric))]
    return max(found, key=lambda row: goodness(metric, row.result(metric)), default=None)


def preset_of(recipe: Recipe) -> str | None:
    """The name of the preset from which ``recipe`` was made, whatever was changed since; None if from none."""
    presets = ((name, load_preset(name)) for name in preset_names())
    return next((name for name, preset in presets if recipe.about.title and preset.about == recipe.about), None)


def _program(happening: Happening) -> dict[str, Any]:
    try:
        own = version("training-studio")
    except PackageNotFoundError:
        own = None
    return {
        "program": "Training Studio",
        "version": own,
        "event": happening.value,
        "time": datetime.fromtimestamp(time.time()).astimezone().isoformat(timespec="seconds"),
    }


def _seconds(history: History) -> float:
    """Seconds of training until the last batch, pauses not counted."""
    return float(history.column("seconds", len(history) - 1)[0]) if len(history) else 0.0


def _row(row: EpochRow | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"epoch": row.epoch, "train": _numbers(row.train), "validation": _numbers(row.validation)}


def _numbers(values: Mapping[str, float]) -> dict[str, float | None]:
    return {name: float(value) if math.isfinite(value) else None for name, value in values.items()}
