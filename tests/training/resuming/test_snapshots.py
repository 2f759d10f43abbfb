"""Snapshots as files: plain for torch, whole or refused, the newest few and the best."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.training.resuming.conftest import broken_off, whole
from trainer_core import Recipe
from trainer_core.compute import randomness
from trainer_core.errors import SnapshotError
from trainer_core.runs.snapshots import read_snapshot, snapshot_paths, write_snapshot


@pytest.fixture
def snapshot(tiny: Recipe, tmp_path: Path) -> Path:
    broken_off(tiny.with_values({"training.accumulate": 3}), tmp_path / "run", 3)
    return snapshot_paths(tmp_path / "run")[-1]


def values(step: int, best: int | None = None) -> dict[str, Any]:
    return {"position": {"step": step}, "best": {"step": best} if best is not None else None}


def test_torch_alone_reads_a_snapshot_with_nothing_but_weights_allowed(snapshot: Path):
    values = torch.load(snapshot, weights_only=True)

    assert values["format"] == 1
    assert set(values["model"]) == {f"linear_relu_stack.{i}.{kind}" for i in (0, 2, 4) for kind in ("weight", "bias")}
    assert values["position"]["step"] == int(snapshot.stem)
    assert values["gradients"].keys() == values["model"].keys()
    assert values["random"].keys() == {"python", "numpy", "torch", "cuda", "mps"}


def test_at_the_end_of_an_epoch_no_weights_are_kept_twice(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "run")
    values = torch.load(snapshot_paths(tmp_path / "run")[-1], weights_only=True)

    assert values["good"] is None
    assert values["best"]["model"] is None or values["best"]["epoch"] == 1
    assert not values["gradients"]


@pytest.mark.parametrize(
    ("keep", "best", "left"),
    [(1, None, [5]), (2, None, [4, 5]), (9, None, [1, 2, 3, 4, 5]), (2, 1, [1, 4, 5]), (1, 5, [5]), (1, 3, [3, 5])],
)
def test_the_newest_and_the_best_stay(keep: int, best: int | None, left: list[int], tmp_path: Path):
    for step in range(1, 5):
        write_snapshot(tmp_path, values(step), keep=100)

    path, size = write_snapshot(tmp_path, values(5, best), keep=keep)

    assert [int(path.stem) for path in snapshot_paths(tmp_path)] == left
    assert path.stat().st_size == size


def test_snapshots_of_a_future_that_was_given_up_go(tmp_path: Path):
    for step in (10, 20, 30):
        write_snapshot(tmp_path, values(step), keep=5)

    write_snapshot(tmp_path, values(15), keep=5)

    assert [int(path.stem) for path in snapshot_paths(tmp_path)] == [10, 15]


def test_a_folder_that_is_gone_is_not_made_anew(tmp_path: Path):
    with pytest.raises(SnapshotError, match="Make it first, or choose another"):
        write_snapshot(tmp_path / "gone", values(1), keep=1)
    assert not (tmp_path / "gone").exists()


def test_strange_files_among_the_snapshots_are_nobodys(tmp_path: Path):
    write_snapshot(tmp_path, values(7), keep=1)
    for name in (".000000009.pt.ab12.part", "8.pt", "000000008.pth", "x.pt", "notes.txt"):
        (tmp_path / "snapshots" / name).write_bytes(b"x")

    assert [path.name for path in snapshot_paths(tmp_path)] == ["000000007.pt"]


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_snapshot_cut_short_is_refused_by_name(share: float, snapshot: Path):
    data = snapshot.read_bytes()
    snapshot.write_bytes(data[: int(share * len(data))])

    with pytest.raises(SnapshotError, match=str(snapshot)):
        read_snapshot(snapshot)


def test_one_flipped_bit_in_any_record_is_found(snapshot: Path):
    data = snapshot.read_bytes()
    with zipfile.ZipFile(snapshot) as archive:
        places = [entry.header_offset for entry in archive.infolist() if entry.file_size > 8]
    assert len(places) > 20
    for header in places:
        begin = header + 30 + sum(int.from_bytes(data[header + at : header + at + 2], "little") for at in (26, 28))
        broken = bytearray(data)
        broken[begin + 5] ^= 4
        snapshot.write_bytes(broken)
        with pytest.raises(SnapshotError, match=str(snapshot)):
            read_snapshot(snapshot)


def test_weights_are_no_snapshot(tmp_path: Path):
    torch.save({"layer.weight": torch.zeros(3)}, tmp_path / "weights.pt")

    with pytest.raises(SnapshotError, match="not a snapshot of a run"):
        read_snapshot(tmp_path / "weights.pt")


def test_a_snapshot_of_a_later_version_asks_for_an_update(snapshot: Path):
    values = torch.load(snapshot, weights_only=True)
    torch.save({**values, "format": 2}, snapshot)

    with pytest.raises(SnapshotError, match="later version"):
        read_snapshot(snapshot)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("model", None),
        ("random", []),
        ("since_best", "3"),
        ("position", {"epoch": 1}),
        ("position", {"step": -1}),
        ("clock", {"seconds": "1"}),
        ("records", {"rows": 1.5}),
    ],
)
def test_a_part_that_is_missing_or_wrong_is_named(part: str, change: Any, snapshot: Path):
    values = torch.load(snapshot, weights_only=True)
    values[part] = {**values[part], **change} if isinstance(change, dict) and part != "position" else change
    torch.save(values, snapshot)

    with pytest.raises(SnapshotError, match=part):
        read_snapshot(snapshot)


def test_a_snapshot_that_wants_to_run_code_does_not(snapshot: Path, tmp_path: Path):
    class Planted:
        def __reduce__(self) -> tuple[Any, ...]:
            return exec, (f"open({str(tmp_path / 'ran')!r}, 'w')",)

    torch.save({**torch.load(snapshot, weights_only=True), "since_best": Planted()}, snapshot)

    with pytest.raises(SnapshotError, match="asks to run code"):
        read_snapshot(snapshot)
    assert not (tmp_path / "ran").exists()


def test_every_generator_is_put_back(tmp_path: Path):
    def draw() -> list[Any]:
        return [random.random(), random.gauss(0, 1), np.random.rand(), np.random.randn(), torch.rand(3).tolist()]

    randomness.seed_all(3)
    draw()
    np.random.randn()  # leaves the second number of a pair waiting
    torch.save(randomness.capture(), tmp_path / "state.pt")
    first = draw()
    draw()

    randomness.restore(torch.load(tmp_path / "state.pt", weights_only=True))

    assert draw() == first


def test_seeding_starts_every_generator():
    def draw() -> list[Any]:
        return [random.random(), np.random.rand(), torch.rand(2).tolist()]

    randomness.seed_all(2**31 - 1)
    first = draw()
    randomness.seed_all(2**31 - 1)
    assert draw() == first
