"""The losses: which task takes which, class weights, and that they are torch's own numbers in float32."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn

from trainer_core.data import TaskName
from trainer_core.errors import RecipeError
from trainer_core.parts.losses import build_loss, losses, losses_for
from trainer_core.tasks import Outputs

COUNTS = [10, 30, 60]


def classification(name: str = "CrossEntropyLoss", **arguments: Any) -> nn.Module:
    return build_loss(name, task=TaskName.CLASSIFICATION, class_counts=COUNTS, **arguments)


def example(task: TaskName, name: str = "") -> tuple[torch.Tensor, torch.Tensor]:
    """Return outputs that need a gradient, and targets, as a model and data of ``task`` have them for a loss."""
    outputs = torch.linspace(-2, 2, 12, requires_grad=True)
    if task is TaskName.CLASSIFICATION:
        return outputs.view(4, 3), torch.tensor([0, 1, 2, 0])
    if name and losses.outputs_of(name) is Outputs.PROBABILITIES:
        outputs = outputs.detach().sigmoid().requires_grad_()
    return outputs.view(12, 1), (torch.arange(12) % 2).float().view(12, 1)


@pytest.mark.parametrize("task", TaskName)
def test_each_task_has_a_usual_loss_first(task: TaskName) -> None:
    first = {
        TaskName.CLASSIFICATION: "CrossEntropyLoss",
        TaskName.BINARY: "BCEWithLogitsLoss",
        TaskName.REGRESSION: "MSELoss",
    }
    assert losses_for(task)[0].name == first[task]


OF_TORCH = [(task, entry.name) for task in TaskName for entry in losses_for(task) if entry.name != "file"]


@pytest.mark.parametrize(("task", "name"), OF_TORCH)
def test_every_loss_is_a_finite_float32_mean_with_a_gradient_for_its_task(task: TaskName, name: str) -> None:
    criterion = build_loss(name, task=task, class_counts=COUNTS)
    outputs, targets = example(task, name)
    loss = criterion(outputs, targets)
    assert loss.shape == ()
    assert loss.dtype is torch.float32
    twice = criterion(torch.cat([outputs, outputs]), torch.cat([targets, targets]))
    torch.testing.assert_close(twice, loss)
    (gradient,) = torch.autograd.grad(loss, outputs)
    assert gradient.isfinite().all()
    assert gradient.abs().sum() > 0


@pytest.mark.parametrize(("task", "name"), OF_TORCH)
def test_every_loss_stays_in_float32_under_autocast(task: TaskName, name: str) -> None:
    criterion = build_loss(name, task=task, class_counts=COUNTS)
    outputs, targets = example(task, name)
    with torch.autocast("cpu", torch.bfloat16):
        inside = criterion(outputs, targets)
    assert inside.dtype is torch.float32
    assert torch.equal(inside, criterion(outputs, targets))


def test_every_loss_is_a_class_of_torch_under_its_own_name() -> None:
    for entry in (entry for entry in losses if entry.name != "file"):
        task = next(task for task in TaskName if entry in losses_for(task))
        criterion = build_loss(entry.name, task=task, class_counts=COUNTS)
        assert type(criterion) is getattr(nn, entry.name)


@pytest.mark.parametrize(
    ("name", "task"),
    [("MSELoss", TaskName.CLASSIFICATION), ("CrossEntropyLoss", TaskName.REGRESSION), ("L1Loss", TaskName.BINARY)],
)
def test_a_loss_that_does_not_fit_the_task_is_refused_with_those_that_do(name: str, task: TaskName) -> None:
    with pytest.raises(RecipeError, match=losses_for(task)[0].name) as caught:
        build_loss(name, task=task, class_counts=COUNTS)
    assert caught.value.code == "loss-unfit"
    assert caught.value.message.facts["field"] == "loss.name"


def test_a_binary_loss_says_whether_the_model_answers_with_a_logit_or_a_probability() -> None:
    assert losses.outputs_of("BCEWithLogitsLoss") is Outputs.LOGITS
    assert losses.outputs_of("BCELoss") is Outputs.PROBABILITIES


def test_an_unknown_loss_is_answered_with_those_that_exist() -> None:
    with pytest.raises(RecipeError, match="MultiMarginLoss"):
        classification("NLLLoss")


def test_label_smoothing_is_that_of_torch() -> None:
    outputs, targets = example(TaskName.CLASSIFICATION)
    expected = nn.functional.cross_entropy(outputs, targets, label_smoothing=0.1)
    assert torch.equal(classification(label_smoothing=0.1)(outputs, targets), expected)


def test_without_class_weights_all_classes_count_the_same() -> None:
    criterion = classification()
    assert isinstance(criterion, nn.CrossEntropyLoss)
    assert criterion.weight is None


def test_class_weights_are_taken_in_the_order_of_the_classes() -> None:
    outputs, targets = example(TaskName.CLASSIFICATION)
    weights = [1.0, 2.0, 5.0]
    expected = nn.functional.cross_entropy(outputs, targets, weight=torch.tensor(weights))
    assert torch.equal(classification(class_weights=weights)(outputs, targets), expected)


@pytest.mark.parametrize("weights", [[1.0], [1.0, 1.0], [1.0, 1.0, 1.0, 1.0]])
def test_class_weights_of_another_length_than_the_classes_are_refused(weights: list[float]) -> None:
    with pytest.raises(RecipeError, match=f"{len(weights)} weights?, but the data has 3 classes") as caught:
        classification(class_weights=weights)
    assert caught.value.code == "weights-length"


def test_balanced_weights_make_every_class_count_the_same_over_the_training_set() -> None:
    weight = classification(balanced=True).weight
    assert isinstance(weight, torch.Tensor)
    torch.testing.assert_close(weight * torch.tensor(COUNTS), torch.full((3,), sum(COUNTS) / 3))


def test_a_class_without_training_examples_does_not_make_balanced_weights_infinite() -> None:
    criterion = build_loss("CrossEntropyLoss", task=TaskName.CLASSIFICATION, class_counts=[4, 0, 8], balanced=True)
    weight = criterion.weight
    assert isinstance(weight, torch.Tensor)
    assert weight.isfinite().all()
    assert weight[1] == 1


def test_balancing_and_weights_at_once_are_refused() -> None:
    with pytest.raises(RecipeError, match="balanc") as caught:
        classification(balanced=True, class_weights=[1.0, 1.0, 1.0])
    assert caught.value.code == "weights-twice"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("CrossEntropyLoss", {"label_smoothing": 1.0}),
        ("CrossEntropyLoss", {"class_weights": [1.0, 0.0]}),
        ("CrossEntropyLoss", {"reduction": "sum"}),
        ("MultiMarginLoss", {"p": 3}),
        ("HuberLoss", {"delta": 0.0}),
        ("BCEWithLogitsLoss", {"positive_weight": -1.0}),
    ],
)
def test_arguments_out_of_range_or_unknown_are_refused(name: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(arguments))):
        losses[name].arguments.model_validate(arguments)
