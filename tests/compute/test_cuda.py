"""What only a CUDA device can show: device choice, precisions, transfers and deferred numbers."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.conftest import Driver
from tests.training.resuming.conftest import assert_same_run, broken_off, continued, whole
from trainer_core import History, available_devices, load_weights, read_weights, save_weights, train
from trainer_core.data import Labels
from trainer_core.data.augment import augmentations
from trainer_core.protocol.commands import Advance, Evaluate, Keep, LoadWeights, Prepare, SaveWeights, Start, Stop, Unit
from trainer_core.protocol.events import Evaluated, Prepared, Reason, RunEnded, RunStarted, WeightsLoaded
from trainer_core.protocol.predicting import Predict, Predicted
from trainer_core.tasks import Outputs, Scale, task_for
from trainer_core.training.recorder import NonFiniteLoss, Recorder

pytestmark = pytest.mark.cuda

ROOT = Path(__file__).resolve().parents[2]
CUDA = torch.device("cuda:0")
EVERY_CHANGE = [{"name": entry.name} for entry in augmentations]
SCORER = task_for("classification").scorer(Labels(("a", "b")), outputs=Outputs.LOGITS, scale=Scale())


def weights_of(driver: Driver) -> dict[str, torch.Tensor]:
    assert driver.engine.parts is not None
    return driver.engine.parts.model.state_dict()


# Devices


@pytest.mark.parametrize("asked", ["auto", "cuda", "cuda:0"])
def test_the_device_that_is_asked_for_is_the_one_that_trains(driver, tiny, asked):
    driver.start(tiny.with_values({"training.device": asked}))

    report = driver.last(Prepared).device
    assert (report.asked, report.device, report.why) == (asked, "cuda:0", None)
    assert report.name == torch.cuda.get_device_name(0)
    assert driver.ended.reason is Reason.COMPLETED
    assert driver.ended.summary.device == "cuda:0"
    assert all(value.device == CUDA for value in weights_of(driver).values())
    assert driver.engine.parts is not None
    inputs, targets = next(driver.engine.parts.training.epoch(0))
    assert inputs.device == targets.device == CUDA


def test_the_devices_are_listed_with_their_memory_the_cpu_last():
    first, *_, last = available_devices()

    assert first.key == "cuda:0"
    assert first.memory == torch.cuda.get_device_properties(0).total_memory
    assert last.key == "cpu"


def test_the_cpu_can_still_be_asked_for(driver, tiny):
    driver.start(tiny)

    assert driver.ended.summary.device == "cpu"
    assert all(value.device.type == "cpu" for value in weights_of(driver).values())


def test_a_run_on_cuda_imports_nothing_of_qt():
    code = """
        import sys
        from trainer_core import Recipe, train
        train(Recipe.from_dict({"data": {"limit": 64}, "training": {"device": "cuda", "epochs": 1}}))
        assert not [name for name in sys.modules if name.startswith(("PySide6", "pyqtgraph", "studio"))]
    """
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(line.strip() for line in code.splitlines())],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr


# Numbers


def test_the_history_is_that_of_the_cpu_within_rounding(tiny):
    recipe = tiny.with_values({"optimizer.name": "SGD", "optimizer.lr": 0.05})
    cpu, cuda = train(recipe), train(recipe.with_values({"training.device": "cuda"}))

    np.testing.assert_allclose(cuda.history.column("loss"), cpu.history.column("loss"), rtol=1e-3)
    np.testing.assert_allclose(cuda.history.column("accuracy"), cpu.history.column("accuracy"), atol=1 / 32 + 1e-9)
    np.testing.assert_array_equal(cuda.history.column("lr"), cpu.history.column("lr"))
    assert cuda.summary.test["loss"] == pytest.approx(cpu.summary.test["loss"], rel=1e-3)
    assert cuda.summary.test["accuracy"] == pytest.approx(cpu.summary.test["accuracy"], abs=0.02)


def test_the_same_weights_evaluate_as_on_the_cpu(driver, tiny, on_cuda, tmp_path):
    driver.start(on_cuda)
    driver.do(SaveWeights(tmp_path / "w.pt"))
    cuda = driver.last(Evaluated).evaluation
    driver.do(Prepare(tiny), LoadWeights(tmp_path / "w.pt"), Evaluate())
    cpu = driver.last(Evaluated).evaluation

    assert cuda.loss == pytest.approx(cpu.loss, rel=1e-4)
    assert (cuda.predicted != cpu.predicted).sum() <= 2
    np.testing.assert_allclose(cuda.confidence, cpu.confidence, atol=1e-3)
    assert isinstance(cuda.confusion, np.ndarray)


def test_augmentation_is_that_of_the_cpu(driver, tiny):
    recipe = tiny.with_values({"data.augment": EVERY_CHANGE, "data.standardize": True})
    batches = []
    for device in ("cpu", "cuda"):
        driver.do(Prepare(recipe.with_values({"training.device": device})))
        assert driver.engine.parts is not None
        batches.append([(x.cpu(), y.cpu()) for x, y in driver.engine.parts.training.epoch(3)])

    # A value that lies between two of 256 steps may be rounded to the other.
    step = 1 / 255 / min(driver.engine.parts.dataset.std)
    for (x, y), (other_x, other_y) in zip(*batches, strict=True):
        torch.testing.assert_close(x, other_x, rtol=0, atol=1.01 * step)
        assert (x - other_x).abs().mean() < 0.01 * step
        torch.testing.assert_close(y, other_y)


def test_streamed_batches_arrive_on_the_device(driver, on_cuda):
    driver.start(on_cuda.with_values({"data.placement": "streamed", "data.workers": 0}))

    assert driver.ended.reason is Reason.COMPLETED
    assert len(driver.last(RunStarted).history) == 16


# Precisions


@pytest.mark.parametrize(
    "changes",
    [
        {"training.precision": "bfloat16"},
        {"training.precision": "float16"},
        {"training.precision": "float16", "training.clip_norm": 1.0, "training.accumulate": 3},
        {"training.tf32": True},
        {"training.precision": "bfloat16", "training.channels_last": True, "model.name": "small_cnn"},
        {"training.precision": "float16", "training.channels_last": True, "model.name": "small_cnn"},
        {"training.channels_last": True, "model.name": "strong_cnn", "optimizer.lr": 0.01},
    ],
    ids=lambda changes: "-".join(str(value) for value in changes.values()),
)
def test_each_precision_learns_and_keeps_float32_weights(driver, on_cuda, changes):
    driver.start(on_cuda.with_values({"training.epochs": 6} | changes))

    losses = driver.last(RunStarted).history.column("loss")
    assert driver.ended.reason is Reason.COMPLETED
    assert np.isfinite(losses).all()
    assert losses[-8:].mean() < 0.8 * losses[:8].mean()
    floating = [value for value in weights_of(driver).values() if value.is_floating_point()]
    assert all(value.dtype == torch.float32 and torch.isfinite(value).all() for value in floating)


def test_a_forward_pass_runs_in_the_precision_that_was_asked_for(driver, on_cuda):
    for precision in ("float32", "bfloat16", "float16"):
        driver.start(on_cuda.with_values({"training.precision": precision}), paused=True)
        assert driver.engine.parts is not None
        seen: list[torch.dtype] = []
        first = driver.engine.parts.model.linear_relu_stack[0]
        handle = first.register_forward_hook(lambda module, given, output, seen=seen: seen.append(output.dtype))
        driver.do(Advance(Unit.BATCH))
        handle.remove()
        assert seen == [getattr(torch, precision)]
        assert (driver.engine.parts.step.scaler is not None) is (precision == "float16")
        driver.do(Stop(Keep.LAST))


def test_tf32_is_set_by_one_recipe_and_unset_by_the_next(driver, on_cuda):
    driver.do(Prepare(on_cuda.with_values({"training.tf32": True})))
    assert torch.get_float32_matmul_precision() == "high"
    assert torch.backends.cudnn.allow_tf32
    driver.do(Prepare(on_cuda))
    assert torch.get_float32_matmul_precision() == "highest"
    assert not torch.backends.cudnn.allow_tf32


# Numbers that arrive later


def test_numbers_that_are_read_later_are_complete_and_in_order():
    losses = torch.rand(1000, generator=torch.Generator().manual_seed(0))
    history = History("accuracy")
    recorder = Recorder(history, CUDA, SCORER)
    logits = torch.tensor([[1.0, 0.0]], device=CUDA).expand(8, 2)
    for index, loss in enumerate(losses.to(CUDA)):
        targets = (torch.arange(8, device=CUDA) >= index % 8).long()
        recorder.record(loss, logits, targets, 0.1, float(index))
    recorder.flush()

    np.testing.assert_array_equal(history.column("loss"), losses.double().numpy())
    assert history.column("accuracy").tolist() == [index % 8 / 8 for index in range(1000)]
    assert history.column("seconds").tolist() == list(map(float, range(1000)))


def test_a_loss_that_is_no_number_is_told_with_its_own_step_however_late():
    history = History("accuracy")
    recorder = Recorder(history, CUDA, SCORER)
    logits, targets = torch.zeros(4, 2, device=CUDA), torch.zeros(4, dtype=torch.int64, device=CUDA)

    def record_all() -> None:
        for index in range(500):
            value = math.nan if index == 250 else 1.0
            recorder.record(torch.tensor(value, device=CUDA), logits, targets, 0.1, 0.0)
        recorder.flush()

    with pytest.raises(NonFiniteLoss) as caught:
        record_all()
    assert caught.value.step == len(history) == 250


def test_an_epoch_ends_with_all_of_its_batches_in_the_history(driver, on_cuda, tmp_path):
    driver.start(on_cuda, tmp_path / "run", paused=True)
    history = driver.last(RunStarted).history
    driver.do(Advance(Unit.EPOCH))
    assert len(history) == 8
    assert history.epochs[0].train_loss == pytest.approx(history.column("loss").mean(), rel=1e-6)
    driver.do(Advance(Unit.BATCH), Stop(Keep.LAST))
    assert len(history) >= 9
    assert np.fromfile(tmp_path / "run" / "batches.bin", dtype="<f8").size == 4 * len(history)


def test_a_run_that_diverges_on_cuda_keeps_finite_weights(driver, on_cuda, tmp_path):
    changes = {"optimizer.name": "SGD", "optimizer.lr": 100.0, "optimizer.weight_decay": 10.0}
    driver.start(on_cuda.with_values(changes), tmp_path / "run")
    assert driver.state == "paused"
    driver.do(Stop(Keep.LAST))

    assert driver.ended.reason is Reason.DIVERGED
    kept = torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert all(torch.isfinite(value).all() for value in kept.values())


# Transfers


def test_weights_are_saved_from_the_cpu_and_go_back_to_either_device(driver, tiny, on_cuda, tmp_path):
    driver.start(on_cuda, tmp_path / "run")
    trained = {name: value.cpu() for name, value in weights_of(driver).items()}
    kept = torch.load(tmp_path / "run" / driver.ended.summary.weights, weights_only=True)
    assert all(value.device.type == "cpu" for value in kept.values())
    for recipe in (tiny, on_cuda):
        driver.do(Prepare(recipe), LoadWeights(tmp_path / "run" / "best.pt"))
        assert driver.last(WeightsLoaded).report.fits
        for name, value in weights_of(driver).items():
            assert value.device.type == torch.device(recipe.training.device).type
            assert torch.equal(value.cpu(), trained[name])


@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
def test_a_file_of_cuda_tensors_is_read_onto_the_cpu(driver, on_cuda, tmp_path, suffix):
    driver.do(Prepare(on_cuda))
    path = tmp_path / f"cuda{suffix}"
    if suffix == ".pt":
        torch.save(weights_of(driver), path)
    else:
        save_weights(weights_of(driver), path)

    assert all(value.device.type == "cpu" for value in read_weights(path).state_dict.values())
    assert all(value.device == CUDA for value in read_weights(path, "cuda:0").state_dict.values())
    assert driver.engine.parts is not None
    assert load_weights(driver.engine.parts.model.cpu(), path).loaded


def test_training_goes_on_on_another_device(driver, tiny, on_cuda):
    driver.start(tiny.with_values({"training.epochs": 6}))
    first = driver.of(RunStarted)[0].history.column("loss")[0]
    driver.do(Start(on_cuda, keep_weights=True))

    assert driver.of(RunStarted)[-1].history.column("loss")[0] < 0.6 * first
    assert driver.of(RunEnded)[-1].summary.device == "cuda:0"


def test_predictions_are_numpy_arrays(driver, on_cuda):
    driver.do(Prepare(on_cuda), Predict((0, 1, 2)))

    event = driver.last(Predicted)
    assert event.predictions.dtype == np.float32
    np.testing.assert_allclose(event.predictions.sum(1), 1, rtol=1e-5)


# Going on


@pytest.mark.parametrize("precision", ["float32", "bfloat16", "float16"])
def test_with_deterministic_operations_a_run_that_was_broken_off_ends_as_if_it_never_was(on_cuda, tmp_path, precision):
    recipe = on_cuda.with_values(
        {
            "model.name": "mlp",
            "model.dropout": 0.4,
            "data.augment": [{"name": "flip"}],
            "training.precision": precision,
            "training.deterministic": True,
        }
    )
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", 5)
    torch.rand(7, device=CUDA)

    continued(tmp_path / "broken")

    assert_same_run(tmp_path / "whole", tmp_path / "broken")
    torch.use_deterministic_algorithms(False)


def test_a_run_of_a_gpu_goes_on_on_the_cpu_and_says_that_the_last_bits_may_differ(on_cuda, tmp_path):
    broken_off(on_cuda, tmp_path / "run", 5)

    driver = continued(tmp_path / "run", {"training.device": "cpu"})

    assert driver.ended.summary.device == "cpu"
    assert "last bits" in (tmp_path / "run" / "log.txt").read_text()
