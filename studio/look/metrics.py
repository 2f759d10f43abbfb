"""The metrics that have curves: which a run has, and of each its title, its format and whether less of it is better."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from studio.look import formats
from studio.look.i18n import QT_TRANSLATE_NOOP
from trainer_core.history.history import COLUMNS, EpochRow, History
from trainer_core.history.timeline import Points

_NOT_METRICS = frozenset({"lr", "seconds"})
_SHORT = 6
"""Letters of a value in a plot's header, which is narrow in the smallest window."""


@dataclass(frozen=True, slots=True)
class _Facts:
    title: str
    share: bool = False
    less_is_better: bool = False


_FACTS = {
    "loss": _Facts(QT_TRANSLATE_NOOP("Curves", "Loss"), less_is_better=True),
    "accuracy": _Facts(QT_TRANSLATE_NOOP("Curves", "Accuracy"), share=True),
}


def metrics_of(history: History | None) -> tuple[str, ...]:
    """The metrics of a run's batches, by the names of their columns; without a run, those that every run has."""
    columns = COLUMNS if history is None else getattr(history, "columns", COLUMNS)
    return tuple(name for name in columns if name not in _NOT_METRICS)


def title(metric: str) -> str:
    """Its name in the present language; one that nobody named otherwise is called as its column is."""
    if metric in _FACTS:
        return QCoreApplication.translate("Curves", _FACTS[metric].title)
    return metric.replace("_", " ").capitalize()


def is_share(metric: str) -> bool:
    """Whether its values are shares of one, which read in percent."""
    return metric in _FACTS and _FACTS[metric].share


def number(metric: str, value: float) -> str:
    """A value as everywhere in the window; infinite and missing ones are dashes."""
    if not math.isfinite(value):
        return formats.UNKNOWN
    return formats.percent(value) if is_share(metric) else formats.loss(value)


def short_number(metric: str, value: float) -> str:
    """`number` where there is little room: a loss of thousands, as of a run that diverges, as ``2.6e3``."""
    text = number(metric, value)
    if is_share(metric) or len(text) <= _SHORT:
        return text
    return f"{value:.1e}".replace("e+0", "e").replace("e+", "e")


def validation_points(epochs: tuple[EpochRow, ...], metric: str) -> Points:
    """Validation results as (batches, values), those that are numbers."""
    steps = np.array([row.step for row in epochs], dtype=np.float64)
    values = np.array([getattr(row, f"validation_{metric}", np.nan) for row in epochs], dtype=np.float64)
    good = np.isfinite(values)
    return steps[good], values[good]


def epoch_result(row: EpochRow, metric: str) -> float:
    """The result by which an epoch is judged: validation or, where there is none, the mean over its batches."""
    validation = float(getattr(row, f"validation_{metric}", math.nan))
    return validation if math.isfinite(validation) else float(getattr(row, f"train_{metric}", math.nan))


def best_epoch(epochs: tuple[EpochRow, ...], best_by: str) -> EpochRow | None:
    """The first epoch with the best result; None before there is one."""
    sign = -1.0 if best_by in _FACTS and _FACTS[best_by].less_is_better else 1.0
    found = [row for row in epochs if math.isfinite(epoch_result(row, best_by))]
    return max(found, key=lambda row: sign * epoch_result(row, best_by), default=None)
