"""A person's loss, optimizer and metric are tried, too: what does not hold gets a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.trial.files import MODEL_HEAD, written
from trainer_core.trial.facts import ModelFits
from trainer_core.trial.process import Check, try_file

SMALL = ModelFits(input_shape=(4,), outputs=3)
FOCAL = (
    MODEL_HEAD
    + """
class Focal(nn.Module):
    def __init__(self, gamma: float = 2.0):
        super().__init__()
        self.gamma = gamma

    def forward(self, outputs, targets):
        loss = F.cross_entropy(outputs, targets, reduction="none")
        return ((1 - torch.exp(-loss)) ** self.gamma * loss).mean()
"""
)
LION = (
    MODEL_HEAD
    + """
class Lion(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-3, beta: float = 0.9):
        super().__init__(params, dict(lr=lr, beta=beta))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                mean = self.state[p].setdefault("mean", torch.zeros_like(p))
                mean.mul_(group["beta"]).add_(p.grad, alpha=1 - group["beta"])
                p.sub_(group["lr"] * mean.sign())
"""
)
RECALL = """import numpy as np

def macro_recall(truth, predicted, scores, power: float = 1.0):
    truth[:1] = truth[:1]
    return np.mean([np.mean(predicted[truth == c] == c) for c in np.unique(truth)]) ** power
"""
ERROR = "def minus_error(truth, predicted):\n    return {}\n"
LINE = MODEL_HEAD + "def my_loss(outputs, targets, scale: float = 1.0):\n    return {}\n"


@pytest.mark.parametrize(
    ("text", "check", "arguments"),
    [
        (FOCAL, "loss", {"gamma": 1}),
        (LINE.format("scale * F.cross_entropy(outputs, targets)"), "loss", {"scale": 2.0}),
        (LION, "optimizer", {"beta": 0.5}),
        (RECALL, "metric", {"power": 2.0}),
        (ERROR.format("-abs(truth - predicted).mean()"), "metric", {}),
    ],
)
def test_what_holds_has_a_form_of_its_arguments(
    tmp_path: Path, text: str, check: Check, arguments: dict[str, float]
) -> None:
    report = try_file(written(tmp_path, text), check, arguments=arguments, fits=SMALL)
    assert report.findings == ()
    assert report.candidate is not None
    assert set(arguments) <= {each.name for each in report.candidate.parameters}
    assert not {"params", "outputs", "targets", "truth", "predicted", "scores"} & {
        each.name for each in report.candidate.parameters
    }


@pytest.mark.parametrize(
    ("text", "check", "code", "says"),
    [
        ("x = 1\n", "loss", "no-loss", "holds no loss"),
        ("x = 1\n", "optimizer", "no-optimizer", "holds no optimizer"),
        (FOCAL + "class Other(Focal): pass\n", "loss", "part-not-chosen", r"holds Focal, Other.*loss\.class"),
        (LINE.format("(outputs[:, 0] - targets) ** 2"), "loss", "loss-not-a-number", r"returns \(8,\)\. .*mean"),
        (LINE.format("3"), "loss", "loss-not-a-number", "returns int"),
        (LINE.format("outputs.mean() / 0"), "loss", "loss-not-finite", "NaN or infinity"),
        (LINE.format("outputs.detach().mean()"), "loss", "loss-no-graph", "No gradient"),
        (LINE.format("F.mse_loss(outputs, targets[:, 7])"), "loss", "raises", r"line 5: .*while the loss of outputs of shape \(8, 3\)"),  # noqa: E501
        ("x = 1\n", "metric", "no-metric", r"def my_metric\(truth, predicted\)"),
        (ERROR.format("1") + RECALL, "metric", "part-not-chosen", r"minus_error, macro_recall.*metric\.class"),
        (ERROR.format("truth == predicted"), "metric", "metric-not-a-number", "returns ndarray"),
        (ERROR.format("truth[80]"), "metric", "raises", "line 2: .*while 8 answers were measured"),
        (LION.replace("dict(lr=lr, beta=beta)", "dict(beta=beta)"), "optimizer", "optimizer-no-rate", "Lion has no lr"),
        (LION.replace("p.sub_(", "(1 / 0,"), "optimizer", "raises", "line 17: .*while it took a step"),
        (LION.replace("p.sub_(", "p.mul_(float('nan') * "), "optimizer", "optimizer-not-finite", "NaN"),
    ],
)  # fmt: skip
def test_what_does_not_hold_gets_a_sentence(tmp_path: Path, text: str, check: Check, code: str, says: str) -> None:
    report = try_file(written(tmp_path, text), check, fits=SMALL)
    assert [each.code for each in report.findings if each.severity == "error"] == [code]
    assert re.search(says, str(report.findings[0].message)), str(report.findings[0].message)


def test_an_optimizer_that_changes_nothing_is_told(tmp_path: Path) -> None:
    report = try_file(written(tmp_path, LION.replace("p.sub_(", "p.sub(")), "optimizer")
    assert [each.code for each in report.findings] == ["optimizer-idle"]
    assert report.usable


@pytest.mark.parametrize("task", ["classification", "binary", "regression"])
def test_a_metric_is_tried_on_answers_as_the_task_has_them(tmp_path: Path, task: str) -> None:
    text = ERROR.format("float(truth.shape == predicted.shape) if (truth != predicted).any() else float('nan')")
    fits = ModelFits.model_validate({"input_shape": (4,), "outputs": 1 if task == "binary" else 3, "task": task})
    assert try_file(written(tmp_path, text), "metric", fits=fits).findings == ()
    report = try_file(written(tmp_path, ERROR.format("float('nan')")), "metric", fits=fits)
    assert [each.code for each in report.findings] == ["metric-not-finite"]
    assert report.usable
