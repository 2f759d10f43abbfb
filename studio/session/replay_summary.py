"""Sums up the run that is replayed, as the engine did at its end."""

from __future__ import annotations

import math

from trainer_core.library.replay import Replay
from trainer_core.protocol.events import Reason, RunSummary


def summary_of(replay: Replay, seconds: float) -> RunSummary:
    """How the run ended, from what it has written of it; a run that has not ended was interrupted."""
    result = replay.result
    told = result.get("reason")
    reason = Reason(told) if told in set(Reason) else Reason.INTERRUPTED
    epochs = replay.history.epochs
    parts = {
        part: {
            name.removeprefix(f"{part}_"): float(value)
            for name, value in result.items()
            if name.startswith(f"{part}_") and isinstance(value, int | float)
        }
        for part in ("validation", "test")
    }
    best = result.get("best_epoch")
    return RunSummary(
        replay.folder,
        reason,
        epochs[-1].epoch if epochs else 0,
        len(replay.history),
        best if isinstance(best, int) else 0,
        replay.history.metric,
        parts["validation"],
        parts["test"],
        seconds,
        epochs[-1].samples_per_second if epochs else math.nan,
        str(result.get("device", "")),
        str(result.get("weights", "")),
    )
