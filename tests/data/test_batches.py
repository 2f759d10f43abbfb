"""Batches are exact, reproducible, can be taken up anywhere, and are the same resident and streamed."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from multiprocessing import spawn
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor
from torchvision.transforms import Normalize, ToTensor

import trainer_core.data
from trainer_core import formats
from trainer_core.data import Batches, Examples, evaluation_batches, prepare_inputs, training_batches
from trainer_core.data.placement import choose_placement
from trainer_core.errors import DataError

CPU = torch.device("cpu")
STREAMED = sys.modules["trainer_core.data.streamed"]
PLAIN: dict[str, Any] = {"device": CPU, "batch_size": 16, "mean": (0.3,), "std": (0.4,)}
EVERYTHING: dict[str, Any] = PLAIN | {
    "seed": 5,
    "standardize": True,
    "augment": [("shift", {"pixels": 2}), ("flip", {}), ("erase", {"side": 3}), ("mixup", {}), ("cutmix", {})],
    "mixable": lambda targets: torch.nn.functional.one_hot(targets, 3).float(),
    "channels_last": True,
}


def epoch(batches: Batches, number: int = 0, start: int = 0) -> list[tuple[Tensor, Tensor]]:
    return list(batches.epoch(number, start))


def assert_same(first: list[tuple[Tensor, Tensor]], second: list[tuple[Tensor, Tensor]]) -> None:
    assert len(first) == len(second)
    for (a, b), (c, d) in zip(first, second, strict=True):
        assert torch.equal(a, c)
        assert a.stride() == c.stride()
        assert torch.equal(b, d)


def test_inputs_are_to_the_bit_those_of_to_tensor() -> None:
    every_value = torch.arange(256, dtype=torch.uint8).view(16, 16)
    ours = prepare_inputs(every_value.view(1, 1, 16, 16), mean=(0.0,), std=(1.0,), standardize=False)
    assert ours.dtype == torch.float32
    assert torch.equal(ours[0], ToTensor()(every_value.numpy()))


def test_standardised_inputs_are_those_of_normalize() -> None:
    raw = torch.randint(0, 256, (4, 3, 5, 5), dtype=torch.uint8)
    mean, std = (0.1, 0.5, 0.9), (0.2, 0.3, 0.4)
    ours = prepare_inputs(raw, mean=mean, std=std, standardize=True)
    assert torch.allclose(ours, Normalize(mean, std)(raw / 255), atol=2e-6)


def test_tables_are_standardised_per_feature_and_never_shared() -> None:
    table = torch.tensor([[1.0, 2.0], [3.0, 6.0]])
    assert prepare_inputs(table, mean=(2.0, 4.0), std=(1.0, 2.0), standardize=True).tolist() == [
        [-1, -1],
        [1, 1],
    ]
    assert prepare_inputs(table, mean=(0, 0), std=(1, 1), standardize=False).data_ptr() != table.data_ptr()


@pytest.mark.parametrize("channels", [1, 3])
def test_channels_last_lays_channels_innermost(channels: int) -> None:
    raw = torch.randint(0, 256, (4, channels, 6, 5), dtype=torch.uint8)
    statistics = {"mean": (0.0,) * channels, "std": (1.0,) * channels, "standardize": False}
    ours = prepare_inputs(raw, channels_last=True, **statistics)
    assert ours.stride() == (channels * 30, 1, channels * 5, channels)
    assert torch.equal(ours, prepare_inputs(raw, **statistics))


def test_an_epoch_holds_each_example_once_and_ends_with_the_short_batch(images: Examples) -> None:
    marked = Examples(torch.arange(150, dtype=torch.uint8).view(150, 1, 1, 1), images.targets)
    batches = training_batches(marked, seed=0, **PLAIN)
    got = epoch(batches)
    assert len(batches) == len(got) == 10
    assert batches.examples == 150
    assert [len(targets) for _, targets in got] == [16] * 9 + [6]
    order = torch.cat([inputs.flatten() for inputs, _ in got]).mul(255).round().long()
    assert sorted(order.tolist()) == list(range(150))
    assert order.tolist() != list(range(150))
    assert torch.equal(torch.cat([targets for _, targets in got]), images.targets[order])


def test_an_epoch_of_very_many_batches_holds_each_example_once() -> None:
    count = 3 * sys.modules["trainer_core.data.batches"]._CUT_AT_ONCE + 1
    examples = Examples(torch.arange(2.0 * count).view(-1, 1), torch.arange(2 * count) * 3)
    batches = training_batches(examples, device=CPU, batch_size=2, seed=1, mean=(0.0,), std=(1.0,))
    got = epoch(batches)
    assert [len(targets) for _, targets in got] == [2] * count
    assert torch.equal(torch.cat([targets for _, targets in got]), batches.targets(0))
    assert all(torch.equal(inputs.view(-1) * 3, targets.float()) for inputs, targets in got)


def test_evaluation_comes_in_order_and_whole(images: Examples) -> None:
    batches = evaluation_batches(images, **PLAIN)
    got = epoch(batches)
    assert torch.equal(torch.cat([inputs for inputs, _ in got]), images.inputs / 255)
    assert torch.equal(torch.cat([targets for _, targets in got]), images.targets)
    assert_same(got[4:], epoch(batches, start=4))


def test_the_same_seed_and_epoch_give_the_same_batches(images: Examples) -> None:
    torch.manual_seed(1)
    first = epoch(training_batches(images, **EVERYTHING), 3)
    torch.manual_seed(2)
    assert_same(first, epoch(training_batches(images, **EVERYTHING), 3))


@pytest.mark.parametrize("change", [{"seed": 6}, {"epoch": 4}])
def test_another_seed_or_epoch_gives_others(images: Examples, change: dict[str, int]) -> None:
    number = change.pop("epoch", 3)
    first = epoch(training_batches(images, **EVERYTHING), 3)
    other = epoch(training_batches(images, **(EVERYTHING | change)), number)
    assert not torch.equal(first[0][0], other[0][0])


@pytest.mark.parametrize("start", [0, 1, 7, 9, 10])
@pytest.mark.parametrize("placement", ["resident", "streamed"])
def test_an_epoch_is_taken_up_at_any_batch(images: Examples, start: int, placement: str) -> None:
    batches = training_batches(images, placement=placement, **EVERYTHING)
    assert_same(epoch(batches, 2)[start:], epoch(batches, 2, start))


def test_a_batch_that_is_held_never_changes(images: Examples) -> None:
    batches = training_batches(images, **EVERYTHING)
    walk = batches.epoch(0)
    held, _ = next(walk)
    copy = held.clone()
    rest = list(walk)
    assert torch.equal(held, copy)
    assert held.data_ptr() not in {inputs.data_ptr() for inputs, _ in rest}


def test_writing_to_a_batch_leaves_the_data_alone(images: Examples) -> None:
    before = images.inputs.clone()
    for inputs, _ in evaluation_batches(images, **PLAIN).epoch(0):
        inputs.zero_()
    assert torch.equal(images.inputs, before)


@pytest.mark.parametrize("placement", ["resident", "streamed"])
def test_no_examples_are_no_batches(images: Examples, placement: str) -> None:
    for batches in (
        evaluation_batches(images.first(0), placement=placement, **PLAIN),
        training_batches(images.first(0), placement=placement, **EVERYTHING),
    ):
        assert len(batches) == batches.examples == len(epoch(batches)) == 0


@pytest.mark.parametrize("portion", [1, 2_000, 4_000_000])
def test_streamed_in_this_process_is_resident_to_the_bit(
    images: Examples, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(STREAMED, "_PORTION", portion)
    resident = training_batches(images, placement="resident", **EVERYTHING)
    streamed = training_batches(images, placement="streamed", workers=0, **EVERYTHING)
    assert_same(epoch(resident, 1), epoch(streamed, 1))


def test_streamed_by_processes_from_another_thread_is_resident_to_the_bit(
    images: Examples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loader processes serve a second epoch, and one after an epoch that was left in the middle."""
    monkeypatch.setattr(STREAMED, "_PORTION", 1)
    resident = training_batches(images, placement="resident", **EVERYTHING)
    streamed = training_batches(images, placement="streamed", workers=2, **EVERYTHING)
    got: list[list[tuple[Tensor, Tensor]]] = []

    def consume() -> None:
        got.append(epoch(streamed, 0))
        next(streamed.epoch(1))
        got.append(epoch(streamed, 2, start=3))

    thread = threading.Thread(target=consume)
    thread.start()
    thread.join()
    assert_same(got[0], epoch(resident, 0))
    assert_same(got[1], epoch(resident, 2, start=3))


def test_a_script_without_a_main_guard_is_not_run_again_by_the_loader_processes(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import torch\n"
        "from trainer_core.data import Examples, evaluation_batches\n"
        "print('ran')\n"
        "data = Examples(torch.zeros(8, 1, 2, 2, dtype=torch.uint8), torch.zeros(8, dtype=torch.int64))\n"
        "batches = evaluation_batches(data, device=torch.device('cpu'), batch_size=4,\n"
        "                             mean=(0.0,), std=(1.0,), placement='streamed', workers=1)\n"
        "print(len(list(batches.epoch(0))))\n"
    )
    root = Path(trainer_core.data.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=80,
    )
    assert done.stdout.split() == ["ran", "2"], done.stderr


def test_while_loader_processes_start_the_persons_main_module_is_there_for_every_other_thread(
    images: Examples, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    main, prepare = sys.modules["__main__"], spawn.get_preparation_data
    monkeypatch.setattr(main, "__spec__", None)
    monkeypatch.setattr(main, "__file__", str(tmp_path / "script.py"), raising=False)
    seen: list[tuple[object, str]] = []

    def watched(name: str) -> dict[str, Any]:
        others: list[dict[str, Any]] = []
        if threading.current_thread() is starter:
            thread = threading.Thread(target=lambda: others.append(spawn.get_preparation_data("another")))
            thread.start()
            thread.join()
            seen.append((sys.modules["__main__"], others[0].get("init_main_from_path")))
        return prepare(name)

    starter = threading.current_thread()
    monkeypatch.setattr(spawn, "get_preparation_data", watched)
    next(training_batches(images, placement="streamed", workers=2, **EVERYTHING).epoch(0))

    assert len(seen) >= 2
    assert set(seen) == {(main, str(tmp_path / "script.py"))}
    assert spawn.get_preparation_data is watched


def test_a_loader_process_that_dies_is_an_error_and_no_hang(images: Examples, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STREAMED, "_PORTION", 1)
    batches = training_batches(images, placement="streamed", workers=1, **(EVERYTHING | {"batch_size": 1}))
    walk = batches.epoch(0)
    next(walk)
    for worker in multiprocessing.active_children():
        os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(DataError, match=r"have stopped.*workers = 0") as caught:
        list(walk)
    assert caught.value.code == "loader-stopped"


def test_too_little_shared_memory_streams_in_this_process(images: Examples, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STREAMED, "_SHARED_MEMORY", Path("/"))
    monkeypatch.setattr(STREAMED.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 100})())
    batches = training_batches(images, placement="streamed", workers=2, **EVERYTHING)
    assert "loader in this process" in str(batches.placement)
    assert len(epoch(batches)) == 10


def test_augmentation_of_a_table_is_refused() -> None:
    table = Examples(torch.zeros(4, 2), torch.zeros(4, dtype=torch.int64))
    with pytest.raises(DataError, match=r"data\.augment changes pictures.*Remove flip, blur from it") as caught:
        training_batches(table, seed=0, augment=[("flip", {}), ("blur", {})], **PLAIN)
    assert caught.value.code == "not-images"


def test_placement_is_said(images: Examples) -> None:
    size = formats.size(images.inputs.nbytes + images.targets.nbytes)
    assert size.endswith(" KB")
    assert f"The data ({size}) is held in memory" in str(training_batches(images, seed=0, **PLAIN).placement)
    asked = training_batches(images, seed=0, placement="streamed", workers=0, **PLAIN).placement
    assert "is streamed by a loader in this process, as asked" in str(asked)


@pytest.mark.parametrize(("free", "resident"), [(4 * 8_400, True), (2 * 8_400, True), (2 * 8_400 - 1, False)])
def test_a_device_keeps_data_that_fits_in_half_of_its_free_memory(
    images: Examples, monkeypatch: pytest.MonkeyPatch, free: int, resident: bool
) -> None:
    assert images.inputs.nbytes + images.targets.nbytes == 8_400
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (free, free))
    chosen, message = choose_placement(images, torch.device("cuda", 0), placement="auto", workers=2)
    assert chosen is resident
    assert "cuda:0" in str(message)
    assert ("2 loader processes" in str(message)) is not resident


@pytest.mark.cuda
@pytest.mark.parametrize(("placement", "workers"), [("resident", 0), ("streamed", 0), ("streamed", 2)])
def test_cuda_gets_the_batches_of_the_cpu(images: Examples, placement: str, workers: int) -> None:
    """Order, shifts, flips, erased squares and mixes are the same; what is computed may differ in the last bit."""
    device = torch.device("cuda")
    there = training_batches(images, placement=placement, workers=workers, **(EVERYTHING | {"device": device}))
    for (a, b), (c, d) in zip(there.epoch(1), training_batches(images, **EVERYTHING).epoch(1), strict=True):
        assert a.device.type == b.device.type == "cuda"
        torch.testing.assert_close(a.cpu(), c, rtol=0, atol=1e-6)
        torch.testing.assert_close(b.cpu(), d, rtol=0, atol=1e-6)


@pytest.mark.parametrize("started", [0, 1])
def test_loader_processes_that_cannot_all_start_leave_no_traceback(
    images: Examples, monkeypatch: pytest.MonkeyPatch, started: int
) -> None:
    context = STREAMED.process_context()
    begin, begun = context.Process.start, []

    def start(process: object) -> None:
        if len(begun) == started:
            raise OSError(24, "Too many open files")
        begin(process)
        begun.append(process)

    told: list[object] = []
    monkeypatch.setattr(context.Process, "start", start)
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    batches = training_batches(images, placement="streamed", workers=2, **EVERYTHING)
    with pytest.raises(DataError, match="Too many open files"):
        next(batches.epoch(0))
    del batches
    gc.collect()

    assert not told
    assert not any(process.is_alive() for process in begun)
