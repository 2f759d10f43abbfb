"""The answers all over one or two inputs that a run keeps: as they were given, bounded, and read without trust."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.runs.test_shown import ABOUT
from trainer_core.errors import RunFolderError
from trainer_core.files.number_arrays import pack, read_arrays
from trainer_core.protocol.answer_map import MapAxis
from trainer_core.protocol.commands import Split
from trainer_core.runs.shown import maps as of_maps
from trainer_core.runs.shown.folder import ShownFolder
from trainer_core.runs.shown.maps import GRID, MAPS, ShownGrid, ShownMaps, ShownPoints, read_grid
from trainer_core.runs.shown.record_file import read_records

POINTS = ShownPoints(
    Split.TRAINING, 40, np.array([[0.5, np.nan], [1.0, 2.0]]), np.array([0, 2]), np.array([7, 3], np.int64)
)
PLANE = ShownGrid(
    (MapAxis("across", np.linspace(0, 1, 4)), MapAxis("up", np.linspace(-2, 2, 5))), (POINTS,), 3, probabilities=True
)
LINE = ShownGrid(
    (MapAxis("x", np.linspace(0, 9, 6)),),
    (replace(POINTS, places=np.array([[0.5], [1.0]]), truth=np.array([[3e5], [1.5]], np.float32)),),
    1,
    probabilities=False,
)


def record(grid: ShownGrid, step: int, epoch: int = 0) -> np.ndarray:
    shape = tuple(len(axis.places) for axis in reversed(grid.axes))
    answered = np.arange(np.prod(shape) * grid.outputs, dtype=np.float32).reshape(*shape, -1) + step
    return grid.record(step, epoch, step / 2, answered, np.full((2, grid.outputs), step, np.float32))


@pytest.fixture(params=[PLANE, LINE], ids=["plane", "line"])
def grid(request: pytest.FixtureRequest) -> ShownGrid:
    return request.param


@pytest.fixture
def shown(tmp_path: Path, grid: ShownGrid) -> ShownFolder:
    folder = ShownFolder(tmp_path)
    folder.begin(ABOUT, None, grid)
    return folder


def test_maps_come_back_as_they_were(shown: ShownFolder, grid: ShownGrid) -> None:
    for step in (0, 8, 16):
        shown.add_map(record(grid, step))
    read = read_grid(shown.path)
    assert read is not None
    assert read.same_as(grid)
    maps = ShownMaps(read, read_records(shown.path / MAPS, read))
    found = maps.at(10, run=-1, answers=4)
    assert found is not None
    assert (found.run, found.step, found.answers, found.layers, found.units) == (-1, 8, 4, (), None)
    assert [axis.name for axis in found.axes] == [axis.name for axis in grid.axes]
    kept = record(grid, 8)
    np.testing.assert_array_equal(found.answered, kept["answered"][0])
    assert found.answered.dtype == np.float32
    (points,) = found.points
    np.testing.assert_array_equal(points.answered, np.full((2, grid.outputs), 8))
    np.testing.assert_array_equal(points.places, grid.points[0].places)
    assert (points.split, points.of, points.rows.tolist()) == (Split.TRAINING, 40, [7, 3])
    first = maps.at(-1, -1, 0)
    assert first is not None
    assert first.step == 0


def test_where_no_map_was_kept_there_is_none(grid: ShownGrid) -> None:
    assert ShownMaps(grid, np.empty(0, grid.record_type)).at(3, -1, 0) is None


def test_maps_of_a_long_run_stay_few_and_evenly_spread(
    shown: ShownFolder, grid: ShownGrid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_maps, "_MOST_RECORDS", 20)
    for step in range(300):
        shown.add_map(record(grid, step))
        assert len(read_records(shown.path / MAPS, grid)) <= 20
    steps = read_records(shown.path / MAPS, grid)["step"]
    assert (steps[0], steps[-1]) == (0, 299)
    assert np.diff(steps).max() <= 90


def test_very_fine_maps_take_no_more_room() -> None:
    fine = replace(PLANE, axes=tuple(MapAxis(name, np.linspace(0, 1, 100)) for name in "ab"), outputs=10)
    assert fine.most_records * fine.record_type.itemsize <= 17_000_000


def test_going_on_cuts_the_maps_of_what_came_after(shown: ShownFolder, grid: ShownGrid) -> None:
    for step, epoch in ((0, 0), (8, 0), (8, 1), (12, 1)):
        shown.add_map(record(grid, step, epoch))
    shown.go_on(8, 0)
    assert read_records(shown.path / MAPS, grid)["step"].tolist() == [0, 8]


def test_another_grid_begins_the_maps_anew(shown: ShownFolder, grid: ShownGrid) -> None:
    shown.add_map(record(grid, 4))
    shown.begin(ABOUT, None, grid)
    assert len(read_records(shown.path / MAPS, grid)) == 1
    other = replace(grid, axes=tuple(MapAxis("z", axis.places + 1) for axis in grid.axes))
    shown.begin(ABOUT, None, other)
    shown.add_map(record(other, 5))
    assert read_records(shown.path / MAPS, other)["step"].tolist() == [5]
    read = read_grid(shown.path)
    assert read is not None
    assert read.same_as(other)


def spoilt(arrays: dict[str, np.ndarray], kind: str) -> dict[str, np.ndarray]:
    facts = json.loads(arrays["facts"].tobytes())
    changes = {
        "no facts": {"facts": np.empty(0, np.uint8)},
        "no names": {"facts": {**facts, "names": []}},
        "three names": {"facts": {**facts, "names": ["a", "b", "c"]}},
        "names of numbers": {"facts": {**facts, "names": 3}},
        "another split": {"facts": {**facts, "splits": ["elsewhere"]}},
        "the test": {"facts": {**facts, "splits": ["test"]}},
        "no split": {"facts": {**facts, "splits": [], "of": []}},
        "not the training": {"facts": {**facts, "splits": ["validation"]}},
        "no list": {"facts": [1]},
        "falling axis": {"axis_0": arrays["axis_0"][::-1]},
        "far axis": {"axis_0": np.linspace(-8e307, 8e307, len(arrays["axis_0"]))},
        "endless axis": {"axis_0": np.full_like(arrays["axis_0"], np.inf)},
        "whole numbers": {"axis_0": arrays["axis_0"].astype(np.int64)},
        "fewer places": {"places_0": arrays["places_0"][:1]},
        "fewer truths": {"truth_0": arrays["truth_0"][:1]},
        "no points": {name: arrays[name][:0] for name in ("places_0", "truth_0", "rows_0")},
        "other answers": {"answered": arrays["answered"][..., 0]},
        "another number": {"answered": arrays["answered"].astype(np.int16)},
        "no answers": {"answered": arrays["answered"][..., :0]},
        "very many answers": {
            "answered": np.empty((*arrays["answered"].shape[:-1], 1_000_000), arrays["answered"].dtype)
        },
    }[kind]
    if not isinstance(changes.get("facts", np.empty(0)), np.ndarray):
        changes["facts"] = np.frombuffer(json.dumps(changes["facts"]).encode(), np.uint8)
    return {**arrays, **changes}


@pytest.mark.parametrize(
    "kind",
    [
        *("no facts", "no names", "three names", "names of numbers", "another split", "the test", "no split"),
        *("not the training", "no list", "falling axis", "far axis", "endless axis", "whole numbers", "fewer places"),
        *("fewer truths", "no points", "other answers", "another number", "no answers", "very many answers"),
    ],
)
def test_a_grid_that_does_not_fit_together_is_named(shown: ShownFolder, kind: str) -> None:
    path = shown.path / GRID
    path.write_bytes(pack(spoilt(read_arrays(path, 1_000_000), kind)))
    with pytest.raises(RunFolderError, match=r"grid\.npz is damaged"):
        read_grid(shown.path)
    shown.go_on(0, 0)


@pytest.mark.parametrize("name", ["red  x", " a\tb ", "a \u200b b", "x" * 3000, "\n"])
def test_maps_of_an_input_with_any_name_go_on(tmp_path: Path, name: str) -> None:
    grid = replace(LINE, axes=(MapAxis(name, LINE.axes[0].places),))
    for step in (3, 6):
        folder = ShownFolder(tmp_path)
        folder.begin(ABOUT, None, grid)
        folder.add_map(record(grid, step))
    assert read_records(folder.path / MAPS, grid)["step"].tolist() == [3, 6]


def test_there_is_room_for_few_maps_of_very_many_classes() -> None:
    axes = tuple(MapAxis(name, np.linspace(0, 1, 48)) for name in "ab")
    points = replace(POINTS, rows=np.arange(900), truth=np.zeros(900, np.int64), places=np.zeros((900, 2)))
    many = replace(PLANE, axes=axes, points=(points,), outputs=100)
    assert many.most_records >= of_maps.FEWEST_RECORDS
    assert replace(many, outputs=1000).most_records < of_maps.FEWEST_RECORDS


def test_classes_that_there_are_not_are_refused(tmp_path: Path) -> None:
    folder = ShownFolder(tmp_path)
    folder.begin(ABOUT, None, replace(PLANE, points=(replace(POINTS, truth=np.array([0, 3])),)))
    with pytest.raises(RunFolderError, match=r"grid\.npz is damaged"):
        read_grid(folder.path)
