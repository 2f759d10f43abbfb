"""A person's dataset is read the same whatever reads it; what goes wrong in it is a sentence that names the file."""

from __future__ import annotations

import errno
import io
import os
import random
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils.data import TensorDataset

from tests.trial.files import GOOD, HEAD, dataset, written
from trainer_core.data import Examples, room, training_batches
from trainer_core.data.dataset_source import in_its_order
from trainer_core.data.examples import no_progress
from trainer_core.data.reading import AtHand, FromFile, Reader
from trainer_core.errors import CodeError, DataError
from trainer_core.trial.code import read_code

PLAIN: dict[str, Any] = {"device": torch.device("cpu"), "mean": (0.0,), "std": (1.0,)}
DRAWN = dataset(
    "import random, numpy; return torch.cat([torch.rand(2), torch.tensor([random.random(), numpy.random.rand()])])"
    " + index, index % 3",
    length="return 23",
)

LEFT_FREE = 1 << 30
"""Bytes that reading leaves free on the disk."""


def reader(folder: Path, text: str, shape: tuple[int, ...] = (4,), **more: Any) -> Reader:
    facts: dict[str, Any] = {
        "numbers": 0,
        "length": 23,
        "iterable": False,
        "changes": False,
        "seconds": 0.0,
        "seed": 5,
        **more,
    }
    dtype = facts.pop("dtype", torch.float32)
    return Reader(FromFile(read_code(written(folder, text)), "", {}), shape, dtype, **facts)


def test_a_dataset_is_read_in_its_order_with_its_digest(tmp_path: Path) -> None:
    told: list[float] = []
    read = reader(tmp_path, GOOD, (1, 6, 6), dtype=torch.uint8, length=40)
    one = read.all(0, 1, lambda message, fraction: told.append(fraction))
    assert one.targets.tolist() == [0, 1] * 20
    assert one.inputs[:, 0, 0, 0].tolist() == [(40 if i % 2 == 0 else 200) + i % 7 for i in range(40)]
    assert told[-1] == 1.0
    assert not one.mapped
    few = read.all(3, 1, no_progress)
    assert (len(few.inputs), few.sha256 == one.sha256) == (3, False)


def test_what_an_example_draws_depends_on_seed_epoch_and_index_alone(tmp_path: Path) -> None:
    source = reader(tmp_path, DRAWN)
    first = source.all(0, 1, no_progress)
    assert torch.equal(first.inputs, source.all(0, 2, no_progress).inputs)
    order = np.random.permutation(23)
    loader = source.loader(2)
    again = np.concatenate([inputs for inputs, _ in source.again(order, 0, loader)])
    assert np.array_equal(again, first.inputs.numpy()[order])
    later = np.concatenate([inputs for inputs, _ in source.again(order, 1, loader)])
    assert not np.isclose(later, again).any()
    assert np.array_equal(np.floor(later[:, 0]), order)


def test_batches_that_are_read_anew_can_be_taken_up_anywhere(tmp_path: Path) -> None:
    # An example counts as slow, so that it comes alone and batches are put together.
    source = reader(tmp_path, DRAWN, seconds=1.0)
    examples = Examples(*_read(source))
    batches = training_batches(examples, batch_size=5, seed=1, reader=source, workers=2, **PLAIN)
    assert "again in each epoch by 2 loader processes" in str(batches.placement)
    whole = list(batches.epoch(2))
    assert [len(inputs) for inputs, _ in whole] == [5, 5, 5, 5, 3]
    for one, other in zip(whole[2:], batches.epoch(2, start=2), strict=True):
        assert all(torch.equal(a, b) for a, b in zip(one, other, strict=True))
    targets = torch.cat([targets for _, targets in whole])
    assert torch.equal(targets, batches.targets(2))
    assert not torch.equal(torch.cat([inputs for inputs, _ in batches.epoch(3)]).sort(0)[0], examples.inputs.sort(0)[0])


def _read(source: Reader) -> tuple[torch.Tensor, torch.Tensor]:
    read = source.all(0, 1, no_progress)
    return read.inputs, read.targets


ITERABLE = (
    HEAD + "class Mine(IterableDataset):\n    def __iter__(self):\n"
    "        return ((torch.full((4,), float(i)), 0) for i in range({end}))\n"
)


@pytest.mark.parametrize(("count", "got"), [(0, 50), (50, 50), (7, 7), (60, 50)])
def test_an_iterable_dataset_is_read_in_its_order_to_its_end_or_up_to_a_count(
    tmp_path: Path, count: int, got: int
) -> None:
    source = reader(tmp_path, ITERABLE.format(end=50), length=None, iterable=True, seconds=0.1)
    assert source.all(count, 1, no_progress).inputs[:, 0].tolist() == list(range(got))


@pytest.mark.parametrize("share", [0.25, 0.0])
def test_what_an_iterable_dataset_gives_goes_into_a_file_where_memory_is_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(room, "_SHARE_WHILE_GROWING", share)
    source = reader(tmp_path, ITERABLE.format(end=50), length=None, iterable=True, seconds=0.1)
    read = source.all(0, 1, no_progress)
    assert read.mapped == (share == 0)
    assert read.inputs[:, 3].tolist() == list(range(50))
    assert read.targets.tolist() == [0] * 50
    assert read.sha256 == source.all(50, 1, no_progress).sha256
    note = str(*in_its_order(source, read))
    assert ("into a file" in note) == read.mapped
    assert "50 examples (800 B)" in note
    del read
    assert not list(tmp_path.rglob("*.examples"))


def test_an_iterable_dataset_that_fills_the_disk_is_a_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(room, "_SHARE_WHILE_GROWING", 0.0)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=LEFT_FREE + 100))
    source = reader(tmp_path, ITERABLE.format(end=50), length=None, iterable=True, seconds=0.1)
    with pytest.raises(DataError, match=r"take 160 B.*No space left.*data\.count"):
        source.all(0, 1, no_progress)
    assert not list(tmp_path.rglob("*.examples"))


class FullAtTheEnd(io.BytesIO):
    """A file whose last bytes find no room when it is closed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def close(self) -> None:
        if not self.closed:
            super().close()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_that_is_full_as_the_last_examples_are_written_is_a_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(room, "_SHARE_WHILE_GROWING", 0.0)
    monkeypatch.setattr(room, "open", lambda name, mode: FullAtTheEnd(name), raising=False)
    source = reader(tmp_path, ITERABLE.format(end=50), length=None, iterable=True, seconds=0.1)
    with pytest.raises(DataError, match=r"take 800 B.*No space left.*data\.count"):
        source.all(0, 1, no_progress)
    assert not list(tmp_path.rglob("*.examples"))


def test_an_iterable_dataset_whose_process_dies_is_a_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(room, "_SHARE_WHILE_GROWING", 0.0)
    text = "import os\n" + ITERABLE.format(end=50).replace("float(i)", "float(i if i < 30 else os._exit(1))")
    with pytest.raises(DataError, match=r"process that reads examples of mine\.py has died"):
        reader(tmp_path, text, length=None, iterable=True, seconds=0.1).all(0, 1, no_progress)
    assert not list(tmp_path.rglob("*.examples"))


def test_an_iterable_dataset_without_an_end_asks_for_a_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["trainer_core.data.reading"], "_MOST_WITHOUT_END", 30)
    source = reader(tmp_path, ITERABLE.format(end="10**9"), length=None, iterable=True, seconds=0.1)
    with pytest.raises(DataError, match=r"mine\.py has given 30 examples and has not ended.*data\.count"):
        source.all(0, 1, no_progress)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("return torch.zeros(4 + (index == 17)), 0", r"mine\.py: Example 17 has the shape \(5,\)"),
        ("return torch.zeros(4), [0, 0.5][index > 17]", r"example 18 is float \(1\), and that of example 0 is int"),
        ("return torch.zeros(4), [0, 1][index > 20] if index < 22 else 'x'", "target of example 22 is the text “x”"),
        ("return torch.zeros(4), 1 // (17 - index)", "line 9: It raised ZeroDivisionError.*while example 17 was read"),
        ("import sys; index == 17 and sys.exit(2); return torch.zeros(4), 0", "line 9: It called exit"),
        ("index == 17 and os._exit(2); return torch.zeros(4), 0", r"process that reads examples of mine\.py has"),
        ("index == 17 and os.kill(os.getpid(), 9); return torch.zeros(4), 0", r"examples of mine\.py has died"),
    ],
)  # fmt: skip
def test_what_goes_wrong_after_the_trial_is_a_sentence(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises((CodeError, DataError), match=says):
        reader(tmp_path, "import os\n" + dataset(line)).all(0, 1, no_progress)


def test_a_process_that_hangs_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    streamed = sys.modules["trainer_core.data.streamed"]
    monkeypatch.setattr(streamed, "_ANSWER_WITHIN", 0.2)
    monkeypatch.setattr(streamed, "_SECONDS_BETWEEN_LOOKS", 0.1)
    # How long PyTorch waits for a process that does not end by itself.
    monkeypatch.setattr(torch.utils.data._utils, "MP_STATUS_CHECK_INTERVAL", 0.1)
    hangs = "index == 17 and __import__('time').sleep(1000); return torch.zeros(4), 0"
    with pytest.raises(DataError, match=r"mine\.py has died or does not answer"):
        reader(tmp_path, dataset(hangs)).all(0, 1, no_progress)


def test_what_a_dataset_prints_does_not_reach_the_output(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    reader(tmp_path, dataset("print('loud'); return torch.zeros(4), 0")).all(0, 1, no_progress)
    assert capfd.readouterr().out == ""


def test_an_object_is_read_here_and_leaves_the_generators_alone() -> None:
    class Drawn(TensorDataset):
        def __getitem__(self, index: int) -> tuple[torch.Tensor, float]:  # type: ignore[override]
            return torch.rand(4), random.random() + float(np.random.rand())

    source = Reader(AtHand(Drawn(torch.zeros(9)), "Drawn"), (4,), torch.float32, 1, 9, False, True, 0.0, 5)
    before = (torch.get_rng_state(), random.getstate(), np.random.get_state()[1].tolist())
    read = source.all(0, 4, no_progress)
    assert torch.equal(torch.get_rng_state(), before[0])
    assert (random.getstate(), np.random.get_state()[1].tolist()) == before[1:]
    assert torch.equal(read.inputs, source.all(0, 0, no_progress).inputs)
    assert read.targets.shape == (9, 1)


def test_what_does_not_fit_into_memory_lies_in_a_file_that_goes_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = sys.modules["trainer_core.data.room"]
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(room, "_SHARE_OF_MEMORY", 0.0)
    source = reader(tmp_path, DRAWN)
    mapped = source.all(0, 1, no_progress)
    assert mapped.mapped
    assert os.listdir(tmp_path / "cache" / "read") == []
    monkeypatch.setattr(room, "_SHARE_OF_MEMORY", 0.5)
    assert torch.equal(mapped.inputs, source.all(0, 1, no_progress).inputs)

    monkeypatch.setattr(room, "_SHARE_OF_MEMORY", 0.0)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=LEFT_FREE))
    with pytest.raises(DataError, match=r"has room for 0.*data\.count"):
        source.all(0, 1, no_progress)
