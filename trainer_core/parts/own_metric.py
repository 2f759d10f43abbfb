"""Further metrics of a run: none, or a person's own in a Python file, tried first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field

from trainer_core.data.labels import TaskName
from trainer_core.errors import CodeError
from trainer_core.models.own_code import NAME, REST, code_of, fields, trial_of
from trainer_core.registry import Registry, arguments_model
from trainer_core.tasks import LOSS, Metric, metric_of
from trainer_core.trial.model_call import errors_with_their_line
from trainer_core.trial.part_call import measure_of

_PART = "metric"
_Function = Annotated[
    str, Field(title="Function", description="The function in it; may be left empty if there is only one.")
]
_COLUMNS = (LOSS.name, "epoch", "step", "lr", "seconds")

further_metrics: Registry[Callable[..., Metric | None]] = Registry(_PART)
"""What is measured beside the metrics of the task: ``build(**arguments)`` returns a metric, or None."""


def build_further(name: str, **arguments: Any) -> tuple[Metric, ...]:
    """The metrics that a recipe adds to those of the task; raises `RecipeError` for an unknown name, or `CodeError`."""
    metric = further_metrics[name].build(**arguments)
    return () if metric is None else (metric,)


def own_metric(**given: Any) -> Metric:
    """Find the metric in this process, its column called as the function is, in small letters.

    The greater it is, the better. Raises `CodeError`, also for whatever the file raises, with its line, and for a name
    that another column has.
    """
    code = code_of(_PART, given)
    with errors_with_their_line(code, "making", name=given["class"] or code.path.name):
        function, measure = measure_of(code, given["class"], given[REST])
    name = function.lower()
    if name in _COLUMNS or metric_of(name).summary:
        raise CodeError(
            "metric-name-taken",
            "{file}: there is a metric called {name} already. Give the function another name.",
            file=code.path.name,
            name=name,
        )
    return replace(metric_of(name), measure=measure)


further_metrics.add(
    "task",
    lambda: None,
    title="The task's metrics",
    summary="Only the metrics that the task defines.",
    arguments=arguments_model("metric_task", {}),
)
further_metrics.add(
    NAME,
    own_metric,
    title="Own metric",
    summary="A metric of your own in a Python file, beside those of the task: a function of truth and predicted.",
    arguments=arguments_model("metric_file", fields({"class": (_Function, "")})),
    tasks=tuple(TaskName),
    trial=trial_of("metric"),
    code=_PART,
    rest=REST,
)
