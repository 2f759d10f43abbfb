"""What is known of each metric without computing it: what it is called, how it is written, which way is better."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from trainer_core.errors import N_, Message
from trainer_core.formats import UNKNOWN, percent

Measure = Callable[[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[np.float32]], float]
"""``measure(truth, predicted, scores)`` over a whole evaluation.

For classes ``truth`` and ``predicted`` are (N,) int, and ``scores`` (N,) the confidence of the answer, or of the
positive class for yes or no; for numbers both are (N, K) in the targets' own units, and ``scores`` is empty.
"""


class Form(StrEnum):
    """How a metric's values are written: as percent, as a plain number, or in the unit of the target."""

    SHARE = "share"
    NUMBER = "number"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: ``name`` is that of its column and its key in JSON, ``summary`` one sentence on what it says.

    ``word`` is the title inside a sentence; ``target`` names the target that it is of, where there are several. One
    that was added to those of a task has a ``measure``.
    """

    name: str
    title: str
    word: str
    summary: str
    form: Form = Form.SHARE
    higher_is_better: bool = True
    target: str = ""
    measure: Measure | None = None

    @property
    def heading(self) -> Message:
        """The title, and the target where it is one of several."""
        return self._of_target(self.title)

    @property
    def in_words(self) -> Message:
        """The title inside a sentence, and the target where it is one of several."""
        return self._of_target(self.word)

    def _of_target(self, title: str) -> Message:
        if not self.target:
            return Message(title)
        return Message(N_("{metric} of {target}"), {"metric": Message(title), "target": self.target})


LOSS: Final = Metric(
    "loss", N_("Loss"), N_("loss"), N_("What training makes small: the mean over the examples."), Form.NUMBER, False
)

METRICS: Final = {
    each.name: each
    for each in (
        Metric("accuracy", N_("Accuracy"), N_("accuracy"), N_("Share of examples that are answered correctly.")),
        Metric(
            "balanced_accuracy",
            N_("Balanced accuracy"),
            N_("balanced accuracy"),
            N_("Mean over the classes of the share that is found of each; a rare class counts as much as any."),
        ),
        Metric(
            "f1_macro",
            N_("Macro F1"),
            N_("macro F1"),
            N_("Mean over the classes of F1; a rare class counts as much as any."),
        ),
        Metric(
            "f1_weighted",
            N_("Weighted F1"),
            N_("weighted F1"),
            N_("Mean over the classes of F1, by how often each occurs."),
        ),
        Metric(
            "top_3_accuracy",
            N_("Top-3 accuracy"),
            N_("top-3 accuracy"),
            N_("Share of examples whose class is among the first three."),
        ),
        Metric(
            "top_5_accuracy",
            N_("Top-5 accuracy"),
            N_("top-5 accuracy"),
            N_("Share of examples whose class is among the first five."),
        ),
        Metric(
            "f1",
            N_("F1"),
            N_("F1"),
            N_("Harmonic mean of precision and recall of the positive class, at threshold 0.5."),
        ),
        Metric(
            "mcc",
            N_("Matthews correlation"),
            N_("Matthews correlation"),
            N_("Correlation of answer and truth, from -1 to 1, at threshold 0.5; 0 is guessing."),
            Form.NUMBER,
        ),
        Metric(
            "roc_auc",
            N_("ROC AUC"),
            N_("ROC AUC"),
            N_("How likely a positive example gets a higher score than a negative one; 0.5 is guessing."),
            Form.NUMBER,
        ),
        Metric(
            "average_precision",
            N_("Average precision"),
            N_("average precision"),
            N_("Precision averaged over all thresholds, by the recall that each adds."),
            Form.NUMBER,
        ),
        Metric(
            "log_loss",
            N_("Log loss"),
            N_("log loss"),
            N_("How surprised the model is by the right answer: the mean negative logarithm of its probability."),
            Form.NUMBER,
            False,
        ),
        Metric(
            "calibration_error",
            N_("Calibration error"),
            N_("calibration error"),
            N_("How far confidence is from being right, on average over 15 bins of confidence."),
            Form.SHARE,
            False,
        ),
        Metric(
            "rmse",
            N_("RMSE"),
            N_("RMSE"),
            N_("Root of the mean squared error, in the unit of the target; large errors weigh more."),
            Form.TARGET,
            False,
        ),
        Metric("mae", N_("MAE"), N_("MAE"), N_("Mean absolute error, in the unit of the target."), Form.TARGET, False),
        Metric(
            "r2",
            N_("R²"),
            N_("R²"),
            N_("Share of the target's variance that is explained; 0 is no better than always answering the mean."),
            Form.NUMBER,
        ),
    )
}
"""The metrics by name, task by task. Of several targets each has ``rmse_<target>`` and so on besides the mean."""


def metric_of(name: str) -> Metric:
    """What is known of the metric ``name``, that of one of several targets too; of an unknown one its name alone."""
    if name == LOSS.name:
        return LOSS
    if name in METRICS:
        return METRICS[name]
    base, _, target = name.partition("_")
    if target and base in METRICS and METRICS[base].form is not Form.SHARE:
        return replace(METRICS[base], name=name, target=target)
    word = name.replace("_", " ")
    return Metric(name, word.capitalize(), word, "", Form.NUMBER)


def written(name: str, value: float) -> str:
    """A value of the metric ``name`` as it is written everywhere: ``86.4%``, ``0.912``, ``53.18``."""
    if not math.isfinite(value):
        return UNKNOWN
    form = metric_of(name).form
    if form is Form.SHARE:
        return percent(value)
    if form is Form.TARGET:
        if abs(value) >= 1e4 or 0 < abs(value) < 1e-4:
            return f"{value:,.0f}" if 1e4 <= abs(value) < 1e9 else f"{value:.3e}"
        return f"{value:#,.4g}".rstrip(".")
    return f"{value:.3f}"


def result(name: str, value: float) -> str:
    """A value beside others of other metrics: ``86.4%`` needs no name, and ``RMSE 53.18`` does."""
    metric = metric_of(name)
    return written(name, value) if metric.form is Form.SHARE else f"{metric.title} {written(name, value)}"


def goodness(name: str, value: float) -> float:
    """A value of the metric ``name``, turned round where less is better: the greater, the better."""
    return value if metric_of(name).higher_is_better else -value


def known(values: Mapping[str, float]) -> dict[str, float]:
    """Those of ``values`` that are finite numbers."""
    return {name: value for name, value in values.items() if math.isfinite(value)}
