"""Metrics that are added to those of a task, by a plug-in say: functions of what was answered and what is true."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.labels import TaskName
from trainer_core.registry import Registry, arguments_model
from trainer_core.tasks.metrics.metric import METRICS, Form, Metric

_NO_ARGUMENTS = arguments_model("metric", {})

Measure = Callable[[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[np.float32]], float]
"""``measure(truth, predicted, scores)`` over a whole evaluation.

For classes ``truth`` and ``predicted`` are (N,) int, and ``scores`` (N,) the confidence of the answer, or of the
positive class for yes or no; for numbers both are (N, K) in the targets' own units, and ``scores`` is empty.
"""


class MetricRegistry(Registry[Measure]):
    """The metrics that were added, by name; a name is that of a column, so it has small letters, digits and ``_``."""

    def __init__(self) -> None:
        super().__init__("metric", field="training.best_by")

    def add(
        self,
        name: str,
        build: Measure,
        *,
        title: str,
        summary: str,
        tasks: Iterable[TaskName] = tuple(TaskName),
        form: Form = Form.NUMBER,
        higher_is_better: bool = True,
        **facts: Any,
    ) -> Measure:
        """Add a metric to the ``tasks``; raises `ValueError` for a name that there is, or that is no name."""
        if name in METRICS:
            raise ValueError(f"metric {name!r} is registered twice")
        if not name.isidentifier() or name != name.lower():
            raise ValueError(f"metric {name!r} is not called by small letters, digits and _")
        facts |= {"tasks": frozenset(tasks)}
        added = super().add(name, build, title=title, summary=summary, arguments=_NO_ARGUMENTS, **facts)
        METRICS[name] = Metric(name, title, title[:1].lower() + title[1:], summary, form, higher_is_better)
        return added

    def remove(self, name: str) -> None:
        """Take a metric out again; raises `RecipeError` if there is none of that name."""
        super().remove(name)
        del METRICS[name]

    def of(self, task: TaskName) -> tuple[Metric, ...]:
        """What is known of those that were added to ``task``."""
        return tuple(METRICS[entry.name] for entry in self if task in entry.facts["tasks"])

    def measured(
        self,
        task: TaskName,
        truth: npt.NDArray[Any],
        predicted: npt.NDArray[Any],
        scores: npt.NDArray[np.float32],
    ) -> dict[str, float]:
        """The value of each metric that was added to ``task``."""
        return {
            entry.name: float(entry.build(truth, predicted, scores)) for entry in self if task in entry.facts["tasks"]
        }


metrics = MetricRegistry()
