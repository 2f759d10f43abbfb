"""The tasks: outputs, targets, answers, and what is counted of training batches."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from trainer_core.data.labels import Labels, TaskName
from trainer_core.parts.losses import losses
from trainer_core.tasks import Outputs, Scale, Scorer, task_for
from trainer_core.tasks.task import batch_sums

CLASSES, YES_NO, TARGETS = Labels(("a", "b", "c")), Labels(("no", "yes")), Labels(target_names=("y", "z"))
LABELS = {TaskName.CLASSIFICATION: CLASSES, TaskName.BINARY: YES_NO, TaskName.REGRESSION: TARGETS}


def scorer(task: TaskName, kind: Outputs = Outputs.LOGITS, scale: Scale | None = None) -> Scorer:
    return task_for(task).scorer(LABELS[task], outputs=kind, scale=scale or Scale())


def test_each_task_knows_how_many_numbers_a_model_answers_with() -> None:
    assert {task: task_for(task).outputs(labels) for task, labels in LABELS.items()} == {
        TaskName.CLASSIFICATION: 3,
        TaskName.BINARY: 1,
        TaskName.REGRESSION: 2,
    }


@pytest.mark.parametrize("task", TaskName)
def test_each_task_s_usual_loss_fits_it_and_its_headline_is_one_of_its_metrics(task: TaskName) -> None:
    asked = task_for(task)
    assert losses.fits(asked.default_loss, task)
    assert asked.headline in [metric.name for metric in asked.metrics(LABELS[task])]


@pytest.mark.parametrize("given", [torch.tensor([0, 1, 1]), torch.tensor([[0.0], [1.0], [1.0]])])
def test_targets_of_yes_or_no_become_one_column_of_floats_once(given: torch.Tensor) -> None:
    task = task_for(TaskName.BINARY)
    shaped = task.targets(given)
    assert shaped.tolist() == [[0.0], [1.0], [1.0]]
    assert torch.equal(task.targets(shaped), shaped)
    assert task.class_counts(shaped, YES_NO) == [1, 2]


def test_one_target_becomes_a_column() -> None:
    assert task_for(TaskName.REGRESSION).targets(torch.tensor([1.5, 2.5], dtype=torch.float64)).tolist() == [
        [1.5],
        [2.5],
    ]


def test_an_answer_to_yes_or_no_is_two_probabilities_from_a_logit_or_a_probability() -> None:
    of_logits = scorer(TaskName.BINARY).answer(torch.tensor([[0.0], [3.0]]))
    torch.testing.assert_close(of_logits[:, 1], torch.tensor([0.0, 3.0]).sigmoid())
    of_probabilities = scorer(TaskName.BINARY, Outputs.PROBABILITIES).answer(torch.tensor([[0.25]]))
    assert of_probabilities.tolist() == [[0.75, 0.25]]


def test_standardised_targets_are_answered_in_their_own_unit() -> None:
    task, targets = task_for(TaskName.REGRESSION), torch.tensor([[100.0, 5.0], [300.0, 5.0]])
    scale = task.scale(targets, standardize=True)
    assert (scale.mean, scale.std) == ((200.0, 5.0), (100.0, 1.0))
    reader = scorer(TaskName.REGRESSION, scale=scale)
    learnt = reader.learnt(targets)
    assert learnt.tolist() == [[-1.0, 0.0], [1.0, 0.0]]
    assert torch.equal(reader.answer(learnt), targets)
    assert task.scale(targets, standardize=False) == Scale()


@pytest.mark.parametrize("sizes", [[4, 4, 4], [4, 4, 1]])
def test_right_answers_are_counted_by_the_batch_whatever_its_size(sizes: list[int]) -> None:
    draw = torch.Generator().manual_seed(1)
    logits, targets = torch.randn(sum(sizes), 3, generator=draw), torch.arange(sum(sizes)) % 3
    reader = scorer(TaskName.CLASSIFICATION)
    sums = batch_sums(reader.marks(logits, targets), sizes).double().numpy()
    found = reader.headline_of(sums, np.array(sizes, dtype=np.float64))
    expected = [
        (part.argmax(1) == of).double().mean().item()
        for part, of in zip(torch.split(logits, sizes), torch.split(targets, sizes), strict=True)
    ]
    assert found.tolist() == expected


def test_yes_or_no_is_right_from_half_a_probability_on() -> None:
    marks = scorer(TaskName.BINARY).marks(torch.tensor([[0.0], [-0.1], [2.0]]), torch.tensor([[1.0], [0.0], [0.0]]))
    assert marks.tolist() == [True, True, False]
    marks = scorer(TaskName.BINARY, Outputs.PROBABILITIES).marks(torch.tensor([[0.5], [0.4]]), torch.ones(2, 1))
    assert marks.tolist() == [True, False]


def test_the_rmse_of_training_is_in_the_targets_units_and_averages_squares() -> None:
    reader = scorer(TaskName.REGRESSION, scale=Scale((0.0, 0.0), (10.0, 100.0)))
    outputs, targets = torch.tensor([[3.0, 0.0], [0.0, 4.0], [1.0, 1.0]]), torch.zeros(3, 2)
    sizes = [2, 1]
    sums = batch_sums(reader.marks(outputs, targets), sizes).double().numpy()
    batches = reader.headline_of(sums, np.array(sizes, dtype=np.float64))
    np.testing.assert_allclose(batches, [(10 * np.sqrt(9 / 2) + 100 * np.sqrt(16 / 2)) / 2, 55.0])
    one = np.array([3.0, 4.0])
    assert reader.headline_over(one, np.array([1.0, 3.0])) == pytest.approx(np.sqrt((9 + 3 * 16) / 4))
