"""``grid.npz`` and ``maps.bin``: the model's answers all over its one or two inputs, over time.

``grid.npz`` holds ``facts``, the bytes of a JSON object with the ``names`` of the inputs, the ``splits`` of the points
and how many examples each has ``of``; ``axis_0`` and ``axis_1``, (S,) float64; of each split ``places_0`` (n, F)
float64, ``truth_0`` (n,) int64 or (n, K) float32 and ``rows_0`` (n,) int64, as in `MapPoints`; and
``answered`` (0, S, K) or (0, S, S, K), whose type and shape are those of a record of ``maps.bin``: `PLACE`, then
``answered`` and ``points`` (n, K), those of all splits one after another. Probabilities take two bytes, values in the
targets' own units four.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message
from trainer_core.files.number_arrays import read_arrays
from trainer_core.files.small_files import count, damaged, line
from trainer_core.protocol.answer_map import AnswersMapped, MapAxis, MapPoints
from trainer_core.protocol.commands import Split
from trainer_core.runs.shown.record_file import PLACE, same_arrays

GRID, MAPS = "grid.npz", "maps.bin"

_SPLITS = (("training",), ("training", "validation"))
_LARGEST = 16_000_000
_LONGEST_NAME = 1000
_MOST_PLACES = 512
_LARGEST_PLACE = 1e300
_MOST_BYTES = 16_000_000
"""Of all maps of a run."""
_MOST_RECORDS = 1000
FEWEST_RECORDS = 20
"""Where there is room for fewer, none are kept."""


@dataclass(frozen=True, slots=True, eq=False)
class ShownPoints:
    """Some examples of a split, as in `trainer_core.protocol.answer_map.MapPoints`, without what is answered."""

    split: Split
    of: int
    places: npt.NDArray[np.float64]
    truth: npt.NDArray[Any]
    rows: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class ShownGrid:
    """The grid over a model's one or two inputs, and examples in it; ``outputs`` is the K of the answers, which are
    ``probabilities`` or values.
    """

    axes: tuple[MapAxis, ...]
    points: tuple[ShownPoints, ...]
    outputs: int
    probabilities: bool

    @property
    def record_type(self) -> np.dtype[np.void]:
        """A record of ``maps.bin``."""
        points = sum(len(each.rows) for each in self.points)
        return np.dtype(
            [*PLACE, ("answered", self._number, self._shape), ("points", self._number, (points, self.outputs))]
        )

    @property
    def most_records(self) -> int:
        """How many records the file may have: not enough to be worth it where there are very many classes."""
        return min(_MOST_RECORDS, _MOST_BYTES // self.record_type.itemsize)

    def record(
        self,
        step: int,
        epoch: int,
        seconds: float,
        answered: npt.NDArray[np.float32],
        points: npt.NDArray[np.float32],
    ) -> npt.NDArray[np.void]:
        """A record, (1,), of what is ``answered`` all over the grid, (S, K) or (S, S, K), and to the points, (n, K)."""
        kept = np.zeros(1, self.record_type)
        kept["step"], kept["epoch"], kept["seconds"] = step, epoch, seconds
        kept["answered"][0], kept["points"][0] = answered, points
        return kept

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """What ``grid.npz`` holds."""
        facts = {
            "names": [_name(axis.name) for axis in self.axes],
            "splits": [each.split.value for each in self.points],
            "of": [each.of for each in self.points],
        }
        kept: dict[str, npt.NDArray[Any]] = {"facts": np.frombuffer(json.dumps(facts).encode(), np.uint8)}
        kept |= {f"axis_{place}": axis.places for place, axis in enumerate(self.axes)}
        for place, each in enumerate(self.points):
            kept |= {f"{name}_{place}": getattr(each, name) for name in ("places", "truth", "rows")}
        return {**kept, "answered": np.empty((0, *self._shape), self._number)}

    def same_as(self, other: ShownGrid | None) -> bool:
        """Whether it is the same grid, with the same points and the same kind of answers."""
        return other is not None and same_arrays(self.arrays(), other.arrays())

    @property
    def _shape(self) -> tuple[int, ...]:
        return (*(len(axis.places) for axis in reversed(self.axes)), self.outputs)

    @property
    def _number(self) -> str:
        return "<f2" if self.probabilities else "<f4"


class ShownMaps:
    """What the model answered all over ``grid``: m records in the order in which the run came to them.

    ``steps``, (m,) int64, are the batches that were done.
    """

    def __init__(self, grid: ShownGrid, records: npt.NDArray[np.void]) -> None:
        self.grid = grid
        self.steps = records["step"].astype(np.int64)
        self._records = records

    def __len__(self) -> int:
        return len(self.steps)

    def at(self, step: int, run: int, answers: int) -> AnswersMapped | None:
        """What was answered when no more than ``step`` batches were done, or at first; None if there is no record.

        It is told of run ``run``, as the answer to command ``answers``.
        """
        if not len(self):
            return None
        record = self._records[max(int(np.searchsorted(self.steps, step, side="right")) - 1, 0)]
        given = record["points"].astype(np.float32)
        ends = np.cumsum([len(each.rows) for each in self.grid.points])
        return AnswersMapped(
            run=run,
            step=int(record["step"]),
            axes=self.grid.axes,
            answered=record["answered"].astype(np.float32),
            points=tuple(
                MapPoints(each.split, each.of, each.places, each.truth, given[end - len(each.rows) : end], each.rows)
                for each, end in zip(self.grid.points, ends, strict=True)
            ),
            layers=(),
            units=None,
            seconds=0.0,
            answers=answers,
        )


def read_grid(folder: Path) -> ShownGrid | None:
    """Read ``grid.npz`` in ``folder``, a run's ``shown/``; None if there is none. Raises `RunFolderError`."""
    path = folder / GRID
    try:
        arrays = read_arrays(path, _LARGEST)
    except FileNotFoundError:
        return None
    try:
        return _grid(arrays)
    except (KeyError, ValueError, TypeError, RecursionError, AttributeError, IndexError):
        raise damaged(path, Message("it does not contain the expected numbers")) from None


def _grid(arrays: dict[str, npt.NDArray[Any]]) -> ShownGrid:
    """Raises ValueError, KeyError or TypeError unless everything belongs together."""
    facts, answered = json.loads(arrays["facts"].tobytes()), arrays["answered"]
    names, splits, of = facts["names"], facts["splits"], facts["of"]
    if len(names) not in (1, 2) or tuple(splits) not in _SPLITS or answered.ndim != len(names) + 2:
        raise ValueError
    axes = tuple(MapAxis(_name(name), _axis(arrays[f"axis_{at}"])) for at, name in enumerate(names))
    points = tuple(
        ShownPoints(Split(split), count(of[at]), *(arrays[f"{name}_{at}"] for name in ("places", "truth", "rows")))
        for at, split in enumerate(splits)
    )
    grid = ShownGrid(axes, points, answered.shape[-1], probabilities=answered.dtype == "<f2")
    known = grid.arrays()["answered"]
    if known.dtype != answered.dtype or known.shape != answered.shape or not grid.outputs:
        raise ValueError
    if grid.most_records < FEWEST_RECORDS:
        raise ValueError
    if not all(_belongs(each, grid) for each in points):
        raise ValueError
    return grid


def _name(name: Any) -> str:
    """``name`` as one line: the same again for what it gives."""
    return line(line(name, _LONGEST_NAME), _LONGEST_NAME)


def _axis(places: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    if places.dtype != np.float64 or places.ndim != 1 or not 2 <= len(places) <= _MOST_PLACES:
        raise ValueError
    if not (np.abs(places) < _LARGEST_PLACE).all() or not (np.diff(places) > 0).all():
        raise ValueError
    return places


def _belongs(points: ShownPoints, grid: ShownGrid) -> bool:
    """Whether the arrays have the types and shapes that belong together."""
    truth, rows = points.truth, points.rows
    if rows.ndim != 1 or not len(rows) or rows.dtype != np.int64:
        return False
    if points.places.dtype != np.float64 or points.places.shape != (len(rows), len(grid.axes)):
        return False
    if not grid.probabilities:
        return truth.dtype == np.float32 and truth.shape == (len(rows), grid.outputs)
    classes = truth.dtype == np.int64 and truth.shape == rows.shape
    return classes and int(truth.min()) >= 0 and int(truth.max()) < grid.outputs
