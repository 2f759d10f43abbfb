"""A metric: how many examples are answered wrongly."""

from __future__ import annotations

from trainer_core.data import TaskName
from trainer_core.tasks.metrics.added import metrics


def add() -> None:
    """Register the metric; the entry point names this function."""
    metrics.add(
        "errors",
        lambda truth, predicted, scores: (truth != predicted).sum(),
        title="Errors",
        summary="Examples that are answered wrongly.",
        tasks=(TaskName.CLASSIFICATION, TaskName.BINARY),
        higher_is_better=False,
    )
