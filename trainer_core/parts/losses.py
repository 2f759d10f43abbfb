"""The losses that a recipe can name, each with the tasks that it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

import torch
from pydantic import BaseModel, Field
from torch import nn

from trainer_core.data.examples import Task
from trainer_core.errors import RecipeError, plural
from trainer_core.registry import Entry, Registry

LossBuilder = Callable[..., nn.Module]
"""``build(class_counts, *, …)``: a module of ``torch.nn`` from outputs and targets to their mean loss, ()."""


class LossRegistry(Registry[LossBuilder]):
    """The losses by name, and the tasks that each fits."""

    def __init__(self) -> None:
        super().__init__("loss")

    def add(
        self,
        name: str,
        build: LossBuilder,
        *,
        title: str,
        summary: str,
        arguments: type[BaseModel] | None = None,
        tasks: Iterable[Task] = (Task.CLASSIFICATION,),
        **facts: Any,
    ) -> LossBuilder:
        """Add a loss for the ``tasks`` whose outputs and targets it takes.

        They are named by hand because a trial cannot find them: ``NLLLoss`` takes the same shapes as cross-entropy and
        means nothing on logits, and most other losses of torch.nn compare embeddings, pairs or label sets.
        """
        facts["tasks"] = frozenset(tasks)
        return super().add(name, build, title=title, summary=summary, arguments=arguments, **facts)

    def fits(self, name: str, task: Task) -> bool:
        """Whether the loss ``name`` fits ``task``; raises `RecipeError` for an unknown name."""
        return task in self[name].facts["tasks"]


losses = LossRegistry()

PositiveWeight = Annotated[float, Field(gt=0, le=1e6)]


def build_loss(name: str, *, task: Task, outputs: int, class_counts: Sequence[int], **arguments: Any) -> nn.Module:
    """Build the loss ``name``: a plain module of ``torch.nn`` that returns the mean over a batch.

    It takes logits (N, outputs) and targets (N,) int64 for classification, and outputs and float targets of
    one shape for the other tasks; give it float32, outside of autocast. ``class_counts`` are the training
    examples of each class. Raises `RecipeError` for an unknown name, a loss that does not fit the task, or
    weights that do not fit the classes.
    """
    require_fitting(name, task)
    build = losses[name].build
    if task is Task.CLASSIFICATION and len(class_counts) != outputs:
        raise ValueError(f"{len(class_counts)} class counts for {outputs} outputs")
    return build(class_counts, **arguments)


def losses_for(task: Task) -> tuple[Entry[LossBuilder], ...]:
    """Return the losses that fit ``task``, the usual one first."""
    return tuple(entry for entry in losses if losses.fits(entry.name, task))


def require_fitting(name: str, task: Task) -> None:
    """Raise `RecipeError`, naming the losses that fit ``task``, if ``name`` does not or is unknown."""
    if name not in losses:
        raise losses.unknown(name, [entry.name for entry in losses_for(task)])
    if not losses.fits(name, task):
        raise RecipeError(
            "loss-unfit",
            "loss.name is {value}, which does not fit {task}. It can be: {allowed}.",
            field="loss.name",
            value=name,
            task=task.value,
            allowed=", ".join(entry.name for entry in losses_for(task)),
        )


@losses.register(
    "CrossEntropyLoss",
    title="Cross-entropy",
    summary="The usual loss for classes: how surprised the model is by the right answer.",
    tasks=(Task.CLASSIFICATION,),
)
def _cross_entropy(
    class_counts: Sequence[int],
    *,
    label_smoothing: Annotated[
        float,
        Field(
            ge=0,
            lt=1,
            title="Label smoothing",
            description="Share of the truth that is spread over all classes, against overconfidence.",
            json_schema_extra={"zero": "off"},
        ),
    ] = 0.0,
    balanced: Annotated[
        bool,
        Field(
            title="Balance classes",
            description="Weigh each class by the inverse of how often it occurs in the training set.",
            json_schema_extra={"advanced": True},
        ),
    ] = False,
    class_weights: Annotated[
        list[PositiveWeight],
        Field(
            title="Class weights",
            description="How much each class counts, in the order of the classes; empty if all are equal.",
            json_schema_extra={"advanced": True},
        ),
    ] = [],  # noqa: B006 - read for the recipe's default, never written to
) -> nn.Module:
    return nn.CrossEntropyLoss(
        weight=_class_weights(class_counts, class_weights, balanced), label_smoothing=label_smoothing
    )


@losses.register(
    "MultiMarginLoss",
    title="Multi-class hinge",
    summary="Asks that the right class beats every other one by a margin, and no more than that.",
    tasks=(Task.CLASSIFICATION,),
)
def _multi_margin(
    class_counts: Sequence[int],
    *,
    margin: Annotated[
        float, Field(gt=0, le=1000, title="Margin", description="By how much the right class should win.")
    ] = 1.0,
    p: Annotated[
        int, Field(ge=1, le=2, title="Power", description="1 counts a missing margin as it is, 2 squared.")
    ] = 1,
) -> nn.Module:
    return nn.MultiMarginLoss(p=p, margin=margin)


@losses.register(
    "BCEWithLogitsLoss",
    title="Binary cross-entropy",
    summary="The usual loss for yes or no, from one logit.",
    tasks=(Task.BINARY,),
)
def _binary_cross_entropy(
    class_counts: Sequence[int],
    *,
    positive_weight: Annotated[
        float,
        Field(
            gt=0,
            le=1e6,
            title="Positive weight",
            description="How much a positive example counts, if a negative one counts 1.",
            json_schema_extra={"advanced": True},
        ),
    ] = 1.0,
) -> nn.Module:
    return nn.BCEWithLogitsLoss(pos_weight=torch.tensor(positive_weight))


@losses.register(
    "MSELoss",
    title="Mean squared error",
    summary="The usual loss for numbers: large errors weigh much more than small ones.",
    tasks=(Task.REGRESSION,),
)
def _squared(class_counts: Sequence[int]) -> nn.Module:
    return nn.MSELoss()


@losses.register(
    "L1Loss",
    title="Mean absolute error",
    summary="Each error weighs what it is, so outliers disturb little.",
    tasks=(Task.REGRESSION,),
)
def _absolute(class_counts: Sequence[int]) -> nn.Module:
    return nn.L1Loss()


@losses.register(
    "HuberLoss",
    title="Huber",
    summary="Squared for small errors and linear for large ones.",
    tasks=(Task.REGRESSION,),
)
def _huber(
    class_counts: Sequence[int],
    *,
    delta: Annotated[
        float,
        Field(gt=0, le=1e6, title="Delta", description="The error from which on the loss is linear."),
    ] = 1.0,
) -> nn.Module:
    return nn.HuberLoss(delta=delta)


@losses.register(
    "SmoothL1Loss",
    title="Smooth absolute error",
    summary="The absolute error with its corner at 0 rounded off.",
    tasks=(Task.REGRESSION,),
)
def _smooth_absolute(
    class_counts: Sequence[int],
    *,
    beta: Annotated[
        float,
        Field(ge=0, le=1e6, title="Beta", description="The error below which the loss is squared."),
    ] = 1.0,
) -> nn.Module:
    return nn.SmoothL1Loss(beta=beta)


def _class_weights(class_counts: Sequence[int], class_weights: Sequence[float], balanced: bool) -> torch.Tensor | None:
    """Return (K,) float32 weights, or None if all classes count the same.

    Balanced weights are N / (K · nₖ) (King and Zeng 2001, as in scikit-learn); a class without examples
    gets 1.
    """
    if balanced and class_weights:
        raise RecipeError(
            "weights-twice",
            "{field} is set and loss.balanced is true. Clear the weights, or switch balancing off.",
            field="loss.class_weights",
        )
    if balanced:
        counts = torch.tensor(class_counts, dtype=torch.float64)
        weights = counts.sum() / (len(counts) * counts)
        return torch.where(counts > 0, weights, 1.0).float()
    if not class_weights:
        return None
    if len(class_weights) != len(class_counts):
        raise RecipeError(
            "weights-length",
            plural(
                len(class_weights),
                "{field} has 1 weight, but the data has {classes} classes. Give one weight for each class, or none.",
                "{field} has {n} weights, but the data has {classes} classes. Give one weight for each class, or none.",
                field="loss.class_weights",
                classes=len(class_counts),
            ),
        )
    return torch.tensor(class_weights, dtype=torch.float32)
