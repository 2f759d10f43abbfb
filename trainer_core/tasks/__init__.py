"""Tasks: what is learnt decides the model's outputs, the answers, the metrics and the views, and is asked here."""

from __future__ import annotations

from collections.abc import Sequence

from trainer_core.data.labels import TaskName
from trainer_core.tasks.binary import Binary
from trainer_core.tasks.classification import Classification
from trainer_core.tasks.metrics.metric import LOSS, METRICS, Form, Metric, goodness, metric_of, written
from trainer_core.tasks.regression import Regression
from trainer_core.tasks.task import Outputs, Scale, Scorer, Scores, Task, View

__all__ = [
    "LOSS",
    "METRICS",
    "Form",
    "Metric",
    "Outputs",
    "Scale",
    "Scorer",
    "Scores",
    "Task",
    "View",
    "goodness",
    "metric_of",
    "task_for",
    "views_for",
    "written",
]

_TASKS: dict[TaskName, Task] = {task.name: task for task in (Classification(), Binary(), Regression())}


def task_for(name: TaskName | str) -> Task:
    """The task called ``name``; raises `ValueError` for an unknown name."""
    return _TASKS[TaskName(name)]


_BY_INPUTS: dict[tuple[int, ...], tuple[View, ...]] = {(1,): (View.FIT,), (2,): (View.BOUNDARY,)}


def views_for(name: TaskName | str, input_shape: Sequence[int]) -> tuple[View, ...]:
    """The pictures that apply to a task with inputs of this shape: one or two numbers can be drawn as a plane."""
    return task_for(name).views + _BY_INPUTS.get(tuple(input_shape), ())
