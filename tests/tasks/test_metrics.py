"""The metrics: each equals scikit-learn's on the same predictions, and is NaN where it has no meaning."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from sklearn import metrics as sk

from trainer_core.data.labels import Labels, TaskName
from trainer_core.tasks import METRICS, Outputs, Scale, Scores, metric_of, task_for, written
from trainer_core.tasks.metrics.calibration import reliability
from trainer_core.tasks.metrics.thresholds import thresholds

NAMES = tuple("abcdefg")


def scored(
    task: TaskName, outputs: torch.Tensor, targets: torch.Tensor, labels: Labels, kind: Outputs = Outputs.LOGITS
) -> Scores:
    """What an evaluation in batches of 7 finds."""
    asked = task_for(task)
    collector = asked.scorer(labels, outputs=kind, scale=Scale()).collect()
    for some, of in zip(torch.split(outputs, 7), torch.split(asked.targets(targets), 7), strict=True):
        collector.add(some, of)
    return collector.scores()


def classified(seed: int = 0) -> tuple[torch.Tensor, torch.Tensor, Scores]:
    draw = torch.Generator().manual_seed(seed)
    targets = torch.randint(0, 7, (200,), generator=draw)
    # The last class is never predicted, and equal logits occur.
    logits = torch.randn(200, 7, generator=draw).mul(4).round() / 2 + 2 * torch.eye(7)[targets]
    logits[:, 6] = -9
    return logits, targets, scored(TaskName.CLASSIFICATION, logits, targets, Labels(NAMES))


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("seed", [0, 1])
def test_metrics_of_classes_equal_those_of_scikit_learn(seed: int) -> None:
    logits, targets, found = classified(seed)
    truth, guess, probabilities = targets.numpy(), logits.argmax(1).numpy(), logits.softmax(1).numpy()
    expected = {
        "accuracy": sk.accuracy_score(truth, guess),
        "balanced_accuracy": sk.balanced_accuracy_score(truth, guess),
        "f1_macro": sk.f1_score(truth, guess, average="macro"),
        "f1_weighted": sk.f1_score(truth, guess, average="weighted"),
        "top_3_accuracy": sk.top_k_accuracy_score(truth, probabilities, k=3, labels=range(7)),
        "top_5_accuracy": sk.top_k_accuracy_score(truth, probabilities, k=5, labels=range(7)),
        "log_loss": sk.log_loss(truth, probabilities, labels=range(7)),
    }
    assert {name: found.metrics[name] for name in expected} == pytest.approx(expected, rel=1e-5)
    np.testing.assert_array_equal(found.confusion, sk.confusion_matrix(truth, guess, labels=range(7)))
    np.testing.assert_allclose(found.confidence, probabilities.max(1), rtol=1e-6)


def test_top_k_is_left_out_where_there_are_not_more_classes_than_k() -> None:
    names = [metric.name for metric in task_for("classification").metrics(Labels(("a", "b", "c")))]
    assert not any(name.startswith("top_") for name in names)


@pytest.mark.parametrize("kind", Outputs)
def test_binary_metrics_equal_those_of_scikit_learn(kind: Outputs) -> None:
    draw = torch.Generator().manual_seed(3)
    targets = torch.randint(0, 2, (151,), generator=draw)
    logits = (torch.randn(151, 1, generator=draw) + targets.unsqueeze(1)).mul(2).round() / 2
    positive = logits.sigmoid()
    outputs = logits if kind is Outputs.LOGITS else positive
    found = scored(TaskName.BINARY, outputs, targets, Labels(("no", "yes")), kind)
    truth, scores = targets.numpy(), positive.squeeze(1).numpy()
    guess = (scores >= 0.5).astype(int)
    expected = {
        "accuracy": sk.accuracy_score(truth, guess),
        "balanced_accuracy": sk.balanced_accuracy_score(truth, guess),
        "f1": sk.f1_score(truth, guess),
        "mcc": sk.matthews_corrcoef(truth, guess),
        "roc_auc": sk.roc_auc_score(truth, scores),
        "average_precision": sk.average_precision_score(truth, scores),
        "log_loss": sk.log_loss(truth, scores),
    }
    assert {name: found.metrics[name] for name in expected} == pytest.approx(expected, rel=1e-5)
    np.testing.assert_array_equal(found.confusion, sk.confusion_matrix(truth, guess))
    np.testing.assert_allclose(found.scores, scores, rtol=1e-6)


def test_the_curves_over_thresholds_are_those_of_scikit_learn() -> None:
    draw = np.random.default_rng(5)
    truth, scores = draw.integers(0, 2, 80), draw.integers(0, 12, 80) / 12
    curve = thresholds(truth, scores)
    false, true, at = sk.roc_curve(truth, scores, drop_intermediate=False)
    np.testing.assert_allclose(curve.roc, (false, true))
    np.testing.assert_allclose(curve.at, at[1:])
    precision, recall, _ = sk.precision_recall_curve(truth, scores)
    np.testing.assert_allclose(curve.precision_recall, (precision[-2::-1], recall[-2::-1]))


@pytest.mark.parametrize("threshold", [0.0, 0.25, 0.26, 0.5, 11 / 12, 1.0])
def test_the_confusion_follows_the_threshold(threshold: float) -> None:
    draw = np.random.default_rng(6)
    truth, scores = draw.integers(0, 2, 60), draw.integers(0, 12, 60) / 12
    expected = sk.confusion_matrix(truth, scores >= threshold, labels=[0, 1])
    np.testing.assert_array_equal(thresholds(truth, scores).confusion(threshold), expected)


def test_one_class_alone_has_no_area_under_a_curve() -> None:
    found = scored(TaskName.BINARY, torch.zeros(9, 1), torch.zeros(9), Labels(("no", "yes"))).metrics
    assert math.isnan(found["roc_auc"])
    assert math.isnan(found["average_precision"])
    assert (found["f1"], found["mcc"]) == (0.0, 0.0)


def test_a_model_that_answers_nan_has_no_confidence() -> None:
    for task, width in ((TaskName.CLASSIFICATION, 7), (TaskName.BINARY, 1)):
        names = NAMES if task is TaskName.CLASSIFICATION else ("no", "yes")
        found = scored(task, torch.full((9, width), math.nan), torch.zeros(9, dtype=torch.int64), Labels(names))
        assert found.confidence.tolist() == [0.0] * 9
        assert math.isfinite(found.metrics["log_loss"])


def test_the_calibration_error_is_the_mean_gap_of_fifteen_equal_bins() -> None:
    draw = np.random.default_rng(7)
    confidence = draw.uniform(0.1, 1.0, 500)
    right = draw.uniform(size=500) < confidence**2
    edges = np.linspace(0, 1, 16)
    expected = 0.0
    for low, high in pairwise(edges):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            expected += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    assert reliability(confidence, right).error == pytest.approx(expected)


def test_a_confidence_on_the_edge_of_a_bin_belongs_to_the_lower_one() -> None:
    diagram = reliability(np.array([0.0, 0.2, 1.0]), np.array([True, True, False]))
    assert np.flatnonzero(diagram.count).tolist() == [0, 2, 14]
    assert diagram.error == pytest.approx((1 + 0.8 + 1) / 3)


@pytest.mark.parametrize("targets", [1, 3])
def test_regression_metrics_equal_those_of_scikit_learn(targets: int) -> None:
    draw = torch.Generator().manual_seed(targets)
    truth = torch.randn(100, targets, generator=draw) * 40 + 150
    guess = truth + torch.randn(100, targets, generator=draw) * torch.tensor([[3.0, 20.0, 60.0]])[:, :targets]
    names = ("Body mass (kg)", "length", "Length")[:targets]
    found = scored(TaskName.REGRESSION, guess, truth, Labels(target_names=names)).metrics
    y, p = truth.double().numpy(), guess.double().numpy()
    expected = {
        "rmse": sk.root_mean_squared_error(y, p),
        "mae": sk.mean_absolute_error(y, p),
        "r2": sk.r2_score(y, p),
    }
    if targets > 1:
        for place, key in enumerate(("body_mass_kg", "length", "length_3")):
            expected |= {
                f"rmse_{key}": sk.root_mean_squared_error(y[:, place], p[:, place]),
                f"mae_{key}": sk.mean_absolute_error(y[:, place], p[:, place]),
                f"r2_{key}": sk.r2_score(y[:, place], p[:, place]),
            }
    assert found == pytest.approx(expected, rel=1e-5)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.UndefinedMetricWarning")
@pytest.mark.parametrize(("truth", "guess"), [([2.0, 2.0], [2.0, 2.0]), ([2.0, 2.0], [1.0, 2.0]), ([2.0], [1.0])])
def test_r2_of_a_constant_target_is_that_of_scikit_learn(truth: list[float], guess: list[float]) -> None:
    outputs, targets = torch.tensor(guess).unsqueeze(1), torch.tensor(truth)
    found = scored(TaskName.REGRESSION, outputs, targets, Labels(target_names=("y",))).metrics
    assert found["r2"] == pytest.approx(sk.r2_score(truth, guess), nan_ok=True)


def test_values_are_written_as_their_metric_asks() -> None:
    assert written("accuracy", 0.8642) == "86.4%"
    assert written("roc_auc", 0.91234) == "0.912"
    assert written("rmse", 53.1789) == "53.18"
    assert (written("rmse", 4.2), written("rmse", 1234.5)) == ("4.200", "1,234")
    assert written("rmse", 1_234_567.0) == "1,234,567"
    assert written("r2", math.nan) == "–"


def test_every_metric_is_known_by_its_name_and_those_of_a_target_by_their_beginning() -> None:
    labels = Labels(NAMES, ("area", "price"))
    for task in TaskName:
        for metric in task_for(task).metrics(labels):
            known = metric_of(metric.name)
            assert (known.form, known.higher_is_better) == (metric.form, metric.higher_is_better)
    assert str(metric_of("rmse_area").heading) == "RMSE of area"
    assert metric_of("f1_macro") is METRICS["f1_macro"]
    assert metric_of("someone_else_s").title == "Someone else s"
