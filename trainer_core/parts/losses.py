"""The losses that a recipe can name, each with the tasks that it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

import torch
from pydantic import BaseModel, Field
from torch import nn

from trainer_core.data.labels import TaskName
from trainer_core.errors import RecipeError, plural
from trainer_core.registry import Entry, Registry
from trainer_core.tasks import Outputs, task_for

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
        tasks: Iterable[TaskName] = (TaskName.CLASSIFICATION,),
        outputs: Outputs = Outputs.LOGITS,
        soft: bool = True,
        **facts: Any,
    ) -> LossBuilder:
        """Add a loss for the ``tasks`` whose outputs and targets it takes; ``outputs`` are what the model gives it.
        ``soft`` says whether it takes targets that are mixed: shares of several classes.

        They are named by hand because a trial cannot find them: ``NLLLoss`` takes the same shapes as cross-entropy and
        means nothing on logits, and most other losses of torch.nn compare embeddings, pairs or label sets.
        """
        facts |= {"tasks": frozenset(tasks), "outputs": outputs, "soft": soft}
        return super().add(name, build, title=title, summary=summary, arguments=arguments, **facts)

    def fits(self, name: str, task: TaskName) -> bool:
        """Whether the loss ``name`` fits ``task``; raises `RecipeError` for an unknown name."""
        return task in self[name].facts["tasks"]

    def outputs_of(self, name: str) -> Outputs:
        """What a model gives to the loss ``name``: logits, or probabilities; raises `RecipeError` if it is unknown."""
        outputs: Outputs = self[name].facts["outputs"]
        return outputs


losses = LossRegistry()

PositiveWeight = Annotated[float, Field(gt=0, le=1e6)]


def build_loss(name: str, *, task: TaskName, class_counts: Sequence[int], **arguments: Any) -> nn.Module:
    """Build the loss ``name``: a plain module of ``torch.nn`` that returns the mean over a batch.

    It takes logits (N, K) and targets (N,) int64 for classification, and outputs and float targets of one shape,
    (N, K), for the other tasks; give it float32, outside of autocast. ``class_counts`` are the training examples of
    each class. Raises `RecipeError` for an unknown name, a loss that does not fit the task, or weights that do not fit
    the classes.
    """
    require_fitting(name, task)
    return losses[name].build(class_counts, **arguments)


def losses_for(task: TaskName) -> tuple[Entry[LossBuilder], ...]:
    """Return the losses that fit ``task``, the usual one first."""
    usual = task_for(task).default_loss
    fitting = [entry for entry in losses if losses.fits(entry.name, task)]
    return tuple(sorted(fitting, key=lambda entry: entry.name != usual))


def require_fitting(name: str, task: TaskName) -> None:
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


def require_soft(name: str, mixing: Sequence[str]) -> None:
    """Raise `RecipeError` if the loss ``name`` needs one class an example, and the changes ``mixing`` mix them."""
    if name in losses and not losses[name].facts["soft"]:
        raise RecipeError(
            "loss-unmixable",
            "loss.name is {value}, which needs one class for each example, and {names} in data.augment mixes them. "
            "Choose another loss, or remove {names}.",
            field="loss.name",
            value=name,
            names=", ".join(mixing),
        )


@losses.register(
    "CrossEntropyLoss",
    title="Cross-entropy",
    summary="The usual loss for classes: how surprised the model is by the right answer.",
    tasks=(TaskName.CLASSIFICATION,),
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
    tasks=(TaskName.CLASSIFICATION,),
    soft=False,
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
    tasks=(TaskName.BINARY,),
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
    "BCELoss",
    title="Binary cross-entropy on a probability",
    summary="For a model that ends in a sigmoid and so answers with a probability; less exact than from a logit.",
    tasks=(TaskName.BINARY,),
    outputs=Outputs.PROBABILITIES,
)
def _binary_cross_entropy_of_probabilities(class_counts: Sequence[int]) -> nn.Module:
    return nn.BCELoss()


@losses.register(
    "MSELoss",
    title="Mean squared error",
    summary="The usual loss for numbers: large errors weigh much more than small ones.",
    tasks=(TaskName.REGRESSION,),
)
def _squared(class_counts: Sequence[int]) -> nn.Module:
    return nn.MSELoss()


@losses.register(
    "L1Loss",
    title="Mean absolute error",
    summary="Each error weighs what it is, so outliers disturb little.",
    tasks=(TaskName.REGRESSION,),
)
def _absolute(class_counts: Sequence[int]) -> nn.Module:
    return nn.L1Loss()


@losses.register(
    "HuberLoss",
    title="Huber",
    summary="Squared for small errors and linear for large ones.",
    tasks=(TaskName.REGRESSION,),
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
    tasks=(TaskName.REGRESSION,),
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
