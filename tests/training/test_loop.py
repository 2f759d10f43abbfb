"""The training step and the evaluation loop, held against plain torch and against sums by hand."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from trainer_core.data import Labels
from trainer_core.errors import Message
from trainer_core.protocol.commands import Split
from trainer_core.protocol.reports import Evaluation
from trainer_core.tasks import Outputs, Scale, task_for
from trainer_core.training.loop import Batch, Phase, Step, evaluation, training_phases

CLASSES = 5
SCORER = task_for("classification").scorer(Labels(tuple("abcde")), outputs=Outputs.LOGITS, scale=Scale())


class Listed:
    """Batches from a list of inputs and targets."""

    placement = Message("in a list")

    def __init__(self, inputs: Tensor, targets: Tensor, size: int) -> None:
        self.examples = len(inputs)
        self._batches = list(zip(inputs.split(size), targets.split(size), strict=True))

    def __len__(self) -> int:
        return len(self._batches)

    def epoch(self, number: int, start: int = 0) -> Iterator[tuple[Tensor, Tensor]]:
        yield from self._batches[start:]


def network() -> nn.Module:
    torch.manual_seed(3)
    return nn.Sequential(nn.Flatten(), nn.Linear(12, 16), nn.ReLU(), nn.Linear(16, CLASSES))


def examples(count: int = 53) -> tuple[Tensor, Tensor]:
    draw = torch.Generator().manual_seed(1)
    return torch.randn(count, 3, 4, generator=draw), torch.randint(0, CLASSES, (count,), generator=draw)


def step_of(model: nn.Module, *, lr: float = 0.1, **changes: object) -> Step:
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    return Step(model, model, nn.CrossEntropyLoss(), optimizer, "cpu", **changes)


def run(step: Step, batch: Batch) -> list[Phase]:
    return list(training_phases(step, batch))


def gradients(model: nn.Module) -> list[Tensor]:
    return [parameter.grad.clone() for parameter in model.parameters()]


def finished(steps: Iterator[int]) -> Evaluation:
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


def test_a_step_is_that_of_plain_torch():
    model, (inputs, targets) = network(), examples()
    plain = copy.deepcopy(model)
    batch = Batch(inputs, targets)
    assert run(step_of(model), batch) == list(Phase)

    loss = nn.functional.cross_entropy(plain(inputs), targets)
    loss.backward()
    torch.optim.SGD(plain.parameters(), lr=0.1).step()
    assert batch.loss is not None
    assert torch.equal(batch.loss.detach(), loss.detach())
    assert batch.logits is not None
    for one, other in zip(model.parameters(), plain.parameters(), strict=True):
        assert torch.equal(one, other)


@pytest.mark.parametrize("sizes", [(16, 16, 16), (16, 16, 5), (7, 1), (20,)])
def test_accumulated_gradients_equal_those_of_one_large_batch(sizes):
    inputs, targets = examples(sum(sizes))
    whole, parts = network(), network()
    run(step_of(whole), Batch(inputs, targets))
    step = step_of(parts)
    for index, (part, answers) in enumerate(zip(inputs.split(list(sizes)), targets.split(list(sizes)), strict=True)):
        last = index == len(sizes) - 1
        run(step, Batch(part, answers, len(part) / sum(sizes), first=index == 0, last=last))
        if not last:
            assert all(torch.equal(a, b) for a, b in zip(parts.parameters(), network().parameters(), strict=True))

    for one, other in zip(gradients(whole), gradients(parts), strict=True):
        torch.testing.assert_close(one, other, rtol=0, atol=1e-6)
    for one, other in zip(whole.parameters(), parts.parameters(), strict=True):
        torch.testing.assert_close(one, other, rtol=0, atol=1e-6)


def test_a_run_that_accumulates_trains_as_with_one_large_batch_also_at_its_short_end(driver, tiny):
    from tests.conftest import Driver

    recipe = tiny.with_values(
        {"data.limit": 250, "optimizer.name": "SGD", "optimizer.lr": 0.1, "training.epochs": 1, "data.batch_size": 96}
    )
    accumulating = Driver()
    driver.start(recipe)
    accumulating.start(recipe.with_values({"data.batch_size": 32, "training.accumulate": 3}))

    assert driver.engine.parts is not None
    assert accumulating.engine.parts is not None
    for one, other in zip(
        driver.engine.parts.model.parameters(), accumulating.engine.parts.model.parameters(), strict=True
    ):
        torch.testing.assert_close(one, other, rtol=0, atol=1e-6)


@pytest.mark.parametrize("clip_norm", [0.01, 1e6])
def test_gradients_are_clipped_to_a_norm_over_all_parameters(clip_norm):
    inputs, targets = examples()
    free, clipped = network(), network()
    run(step_of(free, lr=1e-12), Batch(inputs, targets))
    run(step_of(clipped, lr=1e-12, clip_norm=clip_norm), Batch(inputs, targets))

    before = torch.cat([gradient.flatten() for gradient in gradients(free)])
    after = torch.cat([gradient.flatten() for gradient in gradients(clipped)])
    expected = before * min(1.0, clip_norm / before.norm().item())
    torch.testing.assert_close(after, expected, rtol=1e-4, atol=1e-9)


def test_autocast_computes_the_forward_pass_in_bfloat16_and_the_loss_in_float32():
    model, (inputs, targets) = network(), examples()
    seen: list[torch.dtype] = []
    model[1].register_forward_hook(lambda module, given, output: seen.append(output.dtype))
    batch = Batch(inputs, targets)
    run(step_of(model, autocast=torch.bfloat16), batch)

    assert seen == [torch.bfloat16]
    assert batch.logits is not None
    assert batch.loss is not None
    assert batch.logits.dtype == batch.loss.dtype == torch.float32
    assert all(parameter.dtype == torch.float32 for parameter in model.parameters())


@pytest.mark.parametrize("size", [1, 7, 10, 53, 1000])
def test_an_evaluation_is_exact_over_the_whole_split_whatever_the_batch_size(size):
    model, (inputs, targets) = network(), examples()
    result = finished(evaluation(model, nn.CrossEntropyLoss(), Listed(inputs, targets, size), Split.TEST, SCORER))

    with torch.no_grad():
        logits = model(inputs).double()
    probabilities = logits.softmax(1)
    predicted = logits.argmax(1)
    assert result.examples == 53
    assert result.loss == pytest.approx(-probabilities.log()[range(53), targets].mean().item(), rel=1e-6)
    assert result.metrics["accuracy"] == (predicted == targets).sum().item() / 53
    expected = np.zeros((CLASSES, CLASSES), dtype=np.int64)
    for truth, guess in zip(targets.tolist(), predicted.tolist(), strict=True):
        expected[truth, guess] += 1
    np.testing.assert_array_equal(result.scores.confusion, expected)
    np.testing.assert_array_equal(result.scores.truth, targets)
    np.testing.assert_array_equal(result.scores.predicted, predicted)
    np.testing.assert_allclose(result.scores.confidence, probabilities.max(1).values, rtol=1e-5)
    assert (result.scores.confusion.dtype, result.scores.predicted.dtype, result.scores.confidence.dtype) == (
        np.int64,
        np.int16,
        np.float32,
    )


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("size", [1, 7, 53])
def test_a_weighted_loss_is_normalised_by_the_weights_of_the_whole_split(size, smoothing):
    model, (inputs, targets) = network(), examples()
    weights = torch.tensor([0.1, 1.0, 2.0, 5.0, 0.5])
    criterion = nn.CrossEntropyLoss(weight=weights, label_smoothing=smoothing)
    result = finished(evaluation(model, criterion, Listed(inputs, targets, size), Split.TEST, SCORER))

    with torch.no_grad():
        logs = model(inputs).double().log_softmax(1)
    total = 0.0
    for row, truth in zip(logs, targets.tolist(), strict=True):
        total -= (1 - smoothing) * weights[truth].item() * row[truth].item()
        total -= smoothing / CLASSES * (weights.double() * row).sum().item()
    assert result.loss == pytest.approx(total / weights[targets].sum().item(), rel=1e-6)


def test_an_evaluation_tells_how_far_it_is():
    steps = evaluation(network(), nn.CrossEntropyLoss(), Listed(*examples(), 20), Split.TEST, SCORER)

    assert list(steps) == [20, 40, 53]


def test_an_evaluation_uses_eval_mode_and_no_gradients():
    model = nn.Sequential(nn.Flatten(), nn.BatchNorm1d(12), nn.Dropout(0.5), nn.Linear(12, CLASSES))
    seen: list[tuple[bool, bool, bool]] = []
    model[3].register_forward_hook(
        lambda module, given, output: seen.append((module.training, torch.is_grad_enabled(), output.requires_grad))
    )
    before = copy.deepcopy(model.state_dict())
    random = torch.get_rng_state()
    finished(evaluation(model, nn.CrossEntropyLoss(), Listed(*examples(), 20), Split.TEST, SCORER))

    assert seen == [(False, False, False)] * 3
    assert torch.equal(torch.get_rng_state(), random)
    assert torch.is_grad_enabled()
    for name, value in model.state_dict().items():
        assert torch.equal(value, before[name]), name


def test_gradients_are_on_for_whoever_runs_between_two_batches_of_an_evaluation():
    steps = evaluation(network(), nn.CrossEntropyLoss(), Listed(*examples(), 20), Split.TEST, SCORER)
    next(steps)

    assert torch.is_grad_enabled()
    steps.close()


@pytest.mark.parametrize("end", ["drained", "closed early", "failed"])
def test_each_module_is_back_in_its_own_mode_afterwards(end):
    model = nn.Sequential(nn.Flatten(), nn.BatchNorm1d(12), nn.Sequential(nn.Dropout(0.5)), nn.Linear(12, CLASSES))
    model.train()
    model[1].eval()
    before = [module.training for module in model.modules()]
    if end == "failed":
        model[3].register_forward_hook(lambda *_: 1 / 0)
    steps = evaluation(model, nn.CrossEntropyLoss(), Listed(*examples(), 20), Split.TEST, SCORER)
    if end == "failed":
        with pytest.raises(ZeroDivisionError):
            next(steps)
    else:
        next(steps)
        assert not any(module.training for module in model.modules())
        if end == "drained":
            finished(steps)
        else:
            steps.close()

    assert [module.training for module in model.modules()] == before
    assert True in before
    assert False in before


def test_a_model_in_eval_mode_stays_in_it():
    model = network().eval()
    finished(evaluation(model, nn.CrossEntropyLoss(), Listed(*examples(), 20), Split.TEST, SCORER))

    assert not any(module.training for module in model.modules())


@pytest.mark.cuda
def test_a_float16_step_on_cuda_scales_the_loss_and_skips_a_step_that_overflows():
    model, (inputs, targets) = network().cuda(), examples()
    scaler = torch.amp.GradScaler("cuda", init_scale=2.0**16)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    step = Step(model, model, nn.CrossEntropyLoss(), optimizer, "cuda", torch.float16, scaler, clip_norm=1.0)
    before = [parameter.detach().clone() for parameter in model.parameters()]
    batch = Batch(inputs.cuda(), targets.cuda())
    run(step, batch)
    after = [parameter.detach().clone() for parameter in model.parameters()]
    assert any(not torch.equal(one, other) for one, other in zip(before, after, strict=True))
    norm = torch.cat([parameter.grad.flatten() for parameter in model.parameters()]).norm()
    assert norm <= 1.0 + 1e-4

    model[1].weight.register_hook(lambda gradient: gradient * torch.inf)
    run(step, Batch(inputs.cuda(), targets.cuda()))
    assert all(torch.equal(one, other) for one, other in zip(after, model.parameters(), strict=True))
    assert scaler.get_scale() < 2.0**16
