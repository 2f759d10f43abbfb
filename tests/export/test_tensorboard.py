"""A mirror for TensorBoard: what it reads there, each point once, and every failure told by the call it happened in."""

from __future__ import annotations

import errno
import math
import os
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator

from trainer_core import EpochRow, History, Message
from trainer_core.errors import RunFolderError
from trainer_core.history.history import CHANGE, Mark
from trainer_core.runs import tensorboard
from trainer_core.runs.tensorboard import TensorBoardMirror


def history_of(batches: int, *, epoch: int = 10) -> History:
    """A history whose batch number n has the loss n, and an epoch every ``epoch`` batches."""
    history = History()
    for number in range(1, batches + 1):
        history.append(float(number), 0.5, 1e-3, number / 10)
        if number % epoch == 0:
            history.append_epoch(EpochRow(number // epoch, number, 1.0, 0.5, 2.0, 0.75, 1e-3, 1.0, 640.0))
    return history


def points(folder: Path, tag: str) -> list[tuple[int, float]]:
    """What TensorBoard shows of a scalar in all event files of ``folder``."""
    accumulator = EventAccumulator(str(folder), size_guidance={"tensors": 0})
    accumulator.Reload()
    if tag not in accumulator.Tags()["tensors"]:
        return []
    return [(event.step, float(event.tensor_proto.float_val[0])) for event in accumulator.Tensors(tag)]


def mirror_all(mirror: TensorBoardMirror, history: History, begin: int = 0) -> None:
    mirror.batches(history.rows(begin), begin)
    for row in history.epochs:
        if row.step > begin:
            mirror.epoch(row)


def test_tensorboard_shows_every_number(tmp_path):
    mirror = TensorBoardMirror(tmp_path / "deep" / "tensorboard")
    mirror_all(mirror, history_of(25))
    mirror.hyperparameter(12, "optimizer.lr", 0.5)
    mirror.close()

    folder = tmp_path / "deep" / "tensorboard"
    assert points(folder, "loss/train") == [(number, float(number)) for number in range(1, 26)]
    assert points(folder, "accuracy/train")[0] == (1, 0.5)
    assert points(folder, "learning_rate")[0] == (1, pytest.approx(1e-3))
    assert points(folder, "loss/validation") == [(10, 2.0), (20, 2.0)]
    assert points(folder, "accuracy/validation") == [(10, 0.75), (20, 0.75)]
    assert points(folder, "samples_per_second") == [(10, 640.0), (20, 640.0)]
    assert points(folder, "hyperparameter/optimizer.lr") == [(13, 0.5)]


def test_texts_are_there_and_what_does_not_exist_is_not(tmp_path):
    mirror = TensorBoardMirror(tmp_path)
    mirror.recipe('name = "Adam"\n```')
    mirror.hyperparameter(3, "schedule.name", "cosine")
    mirror.epoch(EpochRow(1, 8, 1.0, 0.5, math.nan, math.nan, 1e-3, 1.0, 100.0))
    mirror.close()

    accumulator = EventAccumulator(str(tmp_path))
    accumulator.Reload()
    assert set(accumulator.Tags()["tensors"]) == {"recipe", "hyperparameter/schedule.name", "samples_per_second"}
    assert set(accumulator.PluginTagToContent("text")) == {"recipe", "hyperparameter/schedule.name"}
    (event,) = accumulator.Tensors("recipe")
    assert event.tensor_proto.string_val[0].startswith(b'```toml\nname = "Adam"')


def test_what_is_mirrored_can_be_read_at_once(tmp_path):
    mirror = TensorBoardMirror(tmp_path)
    mirror.batches(history_of(3).rows(), 0)

    assert len(points(tmp_path, "loss/train")) == 3
    mirror.close()


@pytest.mark.parametrize("clock", ["goes on", "is set back"])
@pytest.mark.parametrize("snapshot", [1, 15, 20, 25])
def test_a_run_that_goes_on_repeats_no_point(tmp_path, snapshot, clock, monkeypatch):
    first = TensorBoardMirror(tmp_path)
    lost = history_of(30)
    lost.append_mark(Mark(snapshot - 1, Message(CHANGE, {"field": "optimizer.lr", "old": 1.0, "new": 2.0})))
    mirror_all(first, lost)
    first.hyperparameter(snapshot - 1, "optimizer.lr", 2.0)
    first.hyperparameter(27, "optimizer.lr", 3.0)
    first.close()
    if clock == "is set back":
        monkeypatch.setattr(tensorboard.time, "time", lambda: 1_000_000_000.0)

    known = history_of(snapshot)
    for mark in lost.marks:
        known.append_mark(mark)
    second = TensorBoardMirror(tmp_path)
    second.continue_from(known)
    mirror_all(second, history_of(40), snapshot)
    second.close()

    assert [step for step, _ in points(tmp_path, "loss/train")] == list(range(1, 41))
    assert [step for step, _ in points(tmp_path, "loss/validation")] == [10, 20, 30, 40]
    assert points(tmp_path, "hyperparameter/optimizer.lr") == [(snapshot, 2.0)]


def test_an_epoch_that_was_mirrored_but_not_in_the_snapshot_is_there_once(tmp_path):
    first = TensorBoardMirror(tmp_path)
    mirror_all(first, history_of(10))
    first.close()
    known = history_of(10, epoch=1000)  # the snapshot was taken before the validation
    second = TensorBoardMirror(tmp_path)
    second.continue_from(known)
    second.epoch(history_of(10).epochs[0])
    second.close()

    assert points(tmp_path, "loss/validation") == [(10, 2.0)]
    assert len(points(tmp_path, "loss/train")) == 10


def test_what_was_trained_before_the_mirror_was_opened_again_is_there_too(tmp_path):
    first = TensorBoardMirror(tmp_path)
    mirror_all(first, history_of(30))
    first.close()
    second = TensorBoardMirror(tmp_path)
    second.continue_from(history_of(22), 15)
    second.close()

    assert [step for step, _ in points(tmp_path, "loss/train")] == list(range(1, 23))
    assert [step for step, _ in points(tmp_path, "loss/validation")] == [10, 20]


def test_a_run_that_begins_anew_forgets_everything(tmp_path):
    first = TensorBoardMirror(tmp_path)
    mirror_all(first, history_of(10))
    first.close()
    second = TensorBoardMirror(tmp_path)
    second.continue_from(History())
    second.close()

    assert points(tmp_path, "loss/train") == []


def test_no_thread_is_started(tmp_path):
    before = threading.active_count()
    mirror = TensorBoardMirror(tmp_path)
    mirror.batches(history_of(3).rows(), 0)

    assert threading.active_count() == before
    mirror.close()


# Faults


def test_a_folder_that_vanished_is_told_at_once_and_not_made_again(tmp_path):
    mirror = TensorBoardMirror(tmp_path / "run")
    shutil.rmtree(tmp_path / "run")

    for _ in range(2):
        with pytest.raises(RunFolderError, match="cannot be written: No such file"):
            mirror.batches(history_of(3).rows(), 0)
    with pytest.raises(RunFolderError):
        mirror.close()
    mirror.close()
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("written", [0, 7])
def test_what_a_full_disk_refused_is_written_once_there_is_room(tmp_path, monkeypatch, written):
    mirror = TensorBoardMirror(tmp_path)
    mirror.batches(history_of(3).rows(), 0)
    real, full = os.write, True

    def write(descriptor: int, data: memoryview) -> int:
        if not full:
            return real(descriptor, data)
        if len(data) > written:
            real(descriptor, data[:written])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tensorboard.os, "write", write)
    for step in (3, 4):
        with pytest.raises(RunFolderError, match="No space left") as refused:
            mirror.batches(history_of(5).rows(step, step + 1), step)
        assert refused.value.code == "cannot-write"
    assert len(points(tmp_path, "loss/train")) == 3
    full = False
    mirror.batches(history_of(6).rows(5), 5)
    mirror.close()

    assert [step for step, _ in points(tmp_path, "loss/train")] == [1, 2, 3, 4, 5, 6]


def test_what_waits_for_room_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(tensorboard, "_LARGEST_BACKLOG", 10_000)
    mirror = TensorBoardMirror(tmp_path / "run")
    shutil.rmtree(tmp_path / "run")
    for _ in range(20):
        with pytest.raises(RunFolderError):
            mirror.batches(history_of(50).rows(), 0)

    assert mirror._buffer.tell() < 10_200
    with pytest.raises(RunFolderError):
        mirror.close()


@pytest.mark.parametrize("where", ["file", "file/run", "read-only"])
def test_a_folder_that_cannot_be_made_is_told(tmp_path, where):
    (tmp_path / "file").write_text("mine")
    folder = tmp_path / where if where != "read-only" else Path("/proc/tensorboard")
    with pytest.raises(RunFolderError, match="cannot be written"):
        TensorBoardMirror(folder)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_mirror_that_cannot_begin_leaves_no_file(tmp_path, monkeypatch):
    def write(descriptor: int, data: memoryview) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tensorboard.os, "write", write)
    with pytest.raises(RunFolderError, match="No space left"):
        TensorBoardMirror(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_mirror_that_is_closed_takes_no_more(tmp_path):
    mirror = TensorBoardMirror(tmp_path)
    mirror.close()
    mirror.close()
    with pytest.raises(RunFolderError, match="is closed"):
        mirror.batches(np.zeros(1, dtype=history_of(1).rows().dtype), 0)
