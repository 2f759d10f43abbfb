"""The mirror for TensorBoard: what it reads there, each point once, and no failure that ends a run."""

from __future__ import annotations

import errno
import math
import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from trainer_core import EpochRow, History, Message, Recipe
from trainer_core.errors import RunFolderError
from trainer_core.history.history import CHANGE, Mark
from trainer_core.runs import tensorboard
from trainer_core.runs.tensorboard import TensorBoardMirror

Usage = namedtuple("Usage", "total used free")


def grow(history: History, batches: int, *, epoch: int = 10) -> History:
    """Append batches up to number ``batches``; batch number n has the loss n, and every ``epoch`` batches end one."""
    for number in range(len(history) + 1, batches + 1):
        history.append(float(number), 0.5, 1e-3, number / 10)
        if number % epoch == 0:
            history.append_epoch(
                EpochRow(
                    number // epoch,
                    number,
                    {"loss": 1.0, "accuracy": 0.5},
                    {"loss": 2.0, "accuracy": 0.75},
                    1e-3,
                    1.0,
                    640.0,
                )
            )
    return history


def change(history: History, step: int, field: str, new: object) -> None:
    history.append_mark(Mark(step, Message(CHANGE, {"field": field, "old": 1.0, "new": new})))


def mirrored(run: Path, history: History, batches: int) -> None:
    """A session that takes up ``history`` and trains until it has ``batches``; its event file then ages an hour."""
    mirror = TensorBoardMirror(run, Recipe(), history)
    grow(history, batches)
    mirror.update()
    mirror.close()
    age(run)


def age(run: Path) -> None:
    """TensorBoard reads the files in the order of their names, which begin with the second of their making."""
    for file in (run / "tensorboard").iterdir():
        words = file.name.split(".")
        words[3] = f"{int(words[3]) - 3600:010d}"
        file.rename(file.with_name(".".join(words)))


def events(run: Path) -> EventAccumulator:
    return EventAccumulator(str(run / "tensorboard"), size_guidance={"scalars": 0, "tensors": 0}).Reload()


def points(run: Path, tag: str) -> list[tuple[int, float]]:
    """What TensorBoard shows of a scalar in all event files of a run."""
    found = events(run)
    return [(event.step, event.value) for event in found.Scalars(tag)] if tag in found.Tags()["scalars"] else []


def test_tensorboard_shows_every_number(tmp_path):
    history = History("accuracy")
    change(history, 12, "optimizer.lr", 0.5)
    mirrored(tmp_path, history, 25)

    assert points(tmp_path, "loss/train") == [(number, float(number)) for number in range(1, 26)]
    assert points(tmp_path, "accuracy/train")[0] == (1, 0.5)
    assert points(tmp_path, "learning_rate")[0] == (1, pytest.approx(1e-3))
    assert points(tmp_path, "loss/validation") == [(10, 2.0), (20, 2.0)]
    assert points(tmp_path, "accuracy/validation") == [(10, 0.75), (20, 0.75)]
    assert points(tmp_path, "samples_per_second") == [(10, 640.0), (20, 640.0)]
    assert points(tmp_path, "hyperparameter/optimizer.lr") == [(13, 0.5)]


def test_texts_are_there_and_what_does_not_exist_is_not(tmp_path):
    history = History("accuracy")
    mirror = TensorBoardMirror(tmp_path, Recipe(), history)
    change(history, 3, "schedule.name", "cosine")
    history.append_epoch(
        EpochRow(1, 8, {"loss": 1.0, "accuracy": 0.5}, {"loss": math.nan, "accuracy": math.nan}, 1e-3, 1.0, 100.0)
    )
    mirror.update()
    mirror.close()

    tags = events(tmp_path).Tags()
    assert tags["scalars"] == ["samples_per_second"]
    assert set(tags["tensors"]) == {"recipe/text_summary", "hyperparameter/schedule.name/text_summary"}
    (event,) = events(tmp_path).Tensors("recipe/text_summary")
    assert event.tensor_proto.string_val[0].startswith(b"```toml\n")


def test_what_is_mirrored_can_be_read_at_once(tmp_path):
    history = History("accuracy")
    mirror = TensorBoardMirror(tmp_path, Recipe(), history)
    for batches in (3, 7):
        grow(history, batches)
        mirror.update()
        assert len(points(tmp_path, "loss/train")) == batches
    mirror.close()


@pytest.mark.parametrize("snapshot", [1, 15, 20, 25])
def test_a_run_that_goes_on_repeats_no_point(tmp_path, snapshot):
    lost = History("accuracy")
    change(lost, snapshot - 1, "optimizer.lr", 2.0)
    change(lost, 27, "optimizer.lr", 3.0)
    mirrored(tmp_path, lost, 30)
    known = grow(History("accuracy"), snapshot)
    known.append_mark(lost.marks[0])
    mirrored(tmp_path, known, 40)

    assert points(tmp_path, "loss/train") == [(number, float(number)) for number in range(1, 41)]
    assert [step for step, _ in points(tmp_path, "loss/validation")] == [10, 20, 30, 40]
    assert points(tmp_path, "hyperparameter/optimizer.lr") == [(snapshot, 2.0)]


def test_an_epoch_that_was_mirrored_but_not_in_the_snapshot_is_there_once(tmp_path):
    mirrored(tmp_path, History("accuracy"), 10)
    known = grow(History("accuracy"), 10, epoch=1000)  # the snapshot was taken before the validation
    mirror = TensorBoardMirror(tmp_path, Recipe(), known)
    known.append_epoch(grow(History("accuracy"), 10).epochs[0])
    mirror.update()
    mirror.close()

    assert points(tmp_path, "loss/validation") == [(10, 2.0)]
    assert len(points(tmp_path, "loss/train")) == 10


def test_a_run_that_begins_anew_forgets_everything(tmp_path):
    mirrored(tmp_path, History("accuracy"), 10)
    mirrored(tmp_path, History("accuracy"), 2)

    assert points(tmp_path, "loss/train") == [(1, 1.0), (2, 2.0)]
    assert points(tmp_path, "loss/validation") == []


# Faults


def test_a_run_folder_that_vanished_is_told_each_time_and_not_made_again(tmp_path):
    (tmp_path / "run").mkdir()
    history = grow(History("accuracy"), 3)
    mirror = TensorBoardMirror(tmp_path / "run", Recipe(), history)
    mirror.update()
    shutil.rmtree(tmp_path / "run")

    for batches in (4, 5):
        grow(history, batches)
        with pytest.raises(RunFolderError, match="cannot be written: No such file"):
            mirror.update()
    mirror.close()
    mirror.close()
    assert not (tmp_path / "run").exists()


def test_what_a_full_disk_refused_is_written_once_there_is_room(tmp_path, monkeypatch):
    history = History("accuracy")
    mirror = TensorBoardMirror(tmp_path, Recipe(), history)
    grow(history, 10)
    mirror.update()
    age(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(tensorboard.shutil, "disk_usage", lambda path: Usage(1, 1, 0))
        for batches in (14, 15):
            grow(history, batches)
            with pytest.raises(RunFolderError, match="No space left") as refused:
                mirror.update()
            assert refused.value.code == "cannot-write"
    grow(history, 16)
    mirror.update()
    mirror.close()

    assert [step for step, _ in points(tmp_path, "loss/train")] == list(range(1, 17))
    assert [step for step, _ in points(tmp_path, "loss/validation")] == [10]


@pytest.mark.parametrize("error", [OSError(errno.EIO, os.strerror(errno.EIO)), RuntimeError("the writer broke")])
def test_whatever_the_writer_fails_with_is_told(tmp_path, monkeypatch, error):
    from torch.utils.tensorboard import SummaryWriter

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(SummaryWriter, "add_scalar", fail)
    with pytest.raises(RunFolderError, match=r"Input/output error|the writer broke"):
        TensorBoardMirror(tmp_path, Recipe(), grow(History("accuracy"), 3)).update()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "tensorboard").write_text("mine")
    with pytest.raises(RunFolderError, match="cannot be written"):
        TensorBoardMirror(tmp_path, Recipe(), grow(History("accuracy"), 3)).update()
    assert (tmp_path / "tensorboard").read_text() == "mine"
