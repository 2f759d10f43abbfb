"""The metrics that have curves: which a run has, and how each is called and written in the window."""

from __future__ import annotations

import math

import numpy as np

from studio.look import formats
from studio.look.messages import words
from trainer_core.history.history import LOSS, EpochRow, History, columns_of
from trainer_core.history.timeline import Points
from trainer_core.recipe.training_section import AUTO
from trainer_core.tasks import Form, goodness, metric_of, task_for, written

_NOT_METRICS = frozenset({"lr", "seconds"})
_SHORT = 6
"""Letters of a value in a plot's header, which is narrow in the smallest window."""


def metrics_of(history: History | None, task: str = "classification") -> tuple[str, ...]:
    """The metrics of a run's batches, by the names of their columns; without a run, those that one of ``task`` has."""
    columns = columns_of(task_for(task).headline) if history is None else history.columns
    return tuple(name for name in columns if name not in _NOT_METRICS)


def validated_only(epochs: tuple[EpochRow, ...], columns: tuple[str, ...]) -> tuple[str, ...]:
    """The metrics of a run that only validation computes, once there is an epoch; ``columns`` are those of batches."""
    return tuple(name for row in epochs[-1:] for name in row.validation if name not in columns)


def title(metric: str) -> str:
    """Its name in the present language; one that nobody named otherwise is called as its column is."""
    return words(metric_of(metric).heading)


def word(metric: str) -> str:
    """Its name in the present language, inside a sentence."""
    return words(metric_of(metric).in_words)


def is_share(metric: str) -> bool:
    """Whether its values are shares of one, which read in percent."""
    return metric_of(metric).form is Form.SHARE


def number(metric: str, value: float) -> str:
    """A value as everywhere in the window; infinite and missing ones are dashes."""
    return formats.loss(value) if metric == LOSS else written(metric, value)


def short_number(metric: str, value: float) -> str:
    """`number` where there is little room: a loss of thousands, as of a run that diverges, as ``2.6e3``."""
    text = number(metric, value)
    if is_share(metric) or len(text) <= _SHORT or not math.isfinite(value):
        return text
    return f"{value:.1e}".replace("e+0", "e").replace("e+", "e")


def validation_points(epochs: tuple[EpochRow, ...], metric: str) -> Points:
    """Validation results as (batches, values), those that are numbers."""
    steps = np.array([row.step for row in epochs], dtype=np.float64)
    values = np.array([row.validation.get(metric, np.nan) for row in epochs], dtype=np.float64)
    good = np.isfinite(values)
    return steps[good], values[good]


def best_epoch(history: History, best_by: str) -> EpochRow | None:
    """The first epoch with the best result; None before there is one."""
    metric = history.metric if best_by == AUTO else best_by
    found = [row for row in history.epochs if math.isfinite(row.result(metric))]
    return max(found, key=lambda row: goodness(metric, row.result(metric)), default=None)
