"""Metrics that are added to those of a task, by a plug-in or a file: functions of truth and answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.labels import TaskName
from trainer_core.registry import Registry, arguments_model
from trainer_core.tasks.metrics.metric import METRICS, Form, Measure, Metric

_NO_ARGUMENTS = arguments_model("metric", {})


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
        word = title[:1].lower() + title[1:]
        METRICS[name] = Metric(name, title, word, summary, form, higher_is_better, measure=build)
        return added

    def remove(self, name: str) -> None:
        """Take a metric out again; raises `RecipeError` if there is none of that name."""
        super().remove(name)
        del METRICS[name]

    def of(self, task: TaskName) -> tuple[Metric, ...]:
        """What is known of those that were added to ``task``."""
        return tuple(METRICS[entry.name] for entry in self if task in entry.facts["tasks"])


metrics = MetricRegistry()


def measured(
    asked: Iterable[Metric],
    truth: npt.NDArray[Any],
    predicted: npt.NDArray[Any],
    scores: npt.NDArray[np.float32],
) -> dict[str, float]:
    """The value of each of the metrics ``asked`` that was added to those of a task; each gets arrays of its own."""
    return {
        each.name: float(each.measure(truth.copy(), predicted.copy(), scores.copy()))
        for each in asked
        if each.measure is not None
    }
