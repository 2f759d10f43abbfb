"""MixUp and CutMix: which share of which example is in a picture is what its target says."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from trainer_core.data.augment import Augmentation
from trainer_core.data.labels import Labels, TaskName
from trainer_core.tasks import Outputs, Scale, task_for


def mixed(name: str, count: int = 64, probability: float = 100.0, alpha: float = 1.0) -> tuple[Tensor, Tensor]:
    """Pictures in which every pixel is their own number, and targets that are those numbers, mixed."""
    augmentation = Augmentation([(name, {"alpha": alpha, "probability": probability})])
    drawn = augmentation.draw(count, (1, 8, 10), seed=3, epoch=0)
    numbers = torch.arange(count).float()
    return augmentation.mixed(numbers.view(-1, 1, 1, 1).repeat(1, 1, 8, 10), numbers.unsqueeze(1), drawn)


@pytest.mark.parametrize("name", ["mixup", "cutmix"])
def test_a_target_is_mixed_as_its_picture_is(name: str) -> None:
    inputs, targets = mixed(name)
    torch.testing.assert_close(inputs.mean((1, 2, 3)), targets.squeeze(1))
    assert (targets.squeeze(1) - torch.arange(64)).abs().max() > 0.9


def test_each_pixel_of_a_cut_is_of_one_of_the_two_and_the_cut_is_a_rectangle() -> None:
    inputs, _ = mixed("cutmix")
    for place, picture in enumerate(inputs[:, 0]):
        foreign = picture != place
        assert set(picture[foreign].tolist()) <= {float((place - 1) % 64)}
        rows, columns = foreign.any(1), foreign.any(0)
        assert torch.equal(foreign, rows[:, None] & columns)
        assert int(rows.diff().sum()) <= 2
        assert int(columns.diff().sum()) <= 2


@pytest.mark.parametrize("name", ["mixup", "cutmix"])
def test_the_probability_says_how_many_examples_are_mixed(name: str) -> None:
    _, targets = mixed(name, count=4_000, probability=30.0)
    share = float((targets.squeeze(1) != torch.arange(4_000)).double().mean())
    assert 0.2 < share < 0.33


def test_shares_are_drawn_from_the_beta_distribution() -> None:
    (kept,) = Augmentation([("mixup", {"alpha": 0.4, "probability": 100.0})]).draw(20_000, (1, 4, 4), seed=1, epoch=0)
    assert abs(float(kept.mean()) - 0.5) < 0.01
    assert abs(float(kept.var()) - 1 / (4 * (2 * 0.4 + 1))) < 0.003


def test_a_batch_of_one_example_stays_as_it_is() -> None:
    for name in ("mixup", "cutmix"):
        inputs, targets = mixed(name, count=1)
        assert not inputs.any()
        assert not targets.any()


def test_a_mixed_target_of_classes_is_the_shares_of_the_classes() -> None:
    labels = Labels(("a", "b", "c"))
    task = task_for(TaskName.CLASSIFICATION)
    assert task.mixable(torch.tensor([0, 2]), labels).tolist() == [[1, 0, 0], [0, 0, 1]]
    assert task_for(TaskName.BINARY).mixable(torch.tensor([[0.0], [1.0]]), Labels(("no", "yes"))).tolist() == [[0], [1]]
    values = torch.tensor([[0.5, 3.0]])
    assert torch.equal(task_for(TaskName.REGRESSION).mixable(values, Labels()), values)


def test_an_answer_to_a_mix_counts_by_the_share_of_the_answered_class() -> None:
    classes = task_for(TaskName.CLASSIFICATION).scorer(Labels(("a", "b")), outputs=Outputs.LOGITS, scale=Scale())
    outputs, targets = torch.tensor([[2.0, 1.0], [0.0, 1.0]]), torch.tensor([[0.25, 0.75], [0.25, 0.75]])
    assert classes.marks(outputs, targets).tolist() == [0.25, 0.75]

    binary = task_for(TaskName.BINARY).scorer(Labels(("no", "yes")), outputs=Outputs.LOGITS, scale=Scale())
    answers = binary.marks(torch.tensor([[2.0], [-1.0], [1.0]]), torch.tensor([[0.75], [0.75], [0.0]]))
    assert answers.tolist() == [0.75, 0.25, 0.0]
