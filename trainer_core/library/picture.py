"""The small picture of a run: its curves in at most 64 points each, at a cost that does not grow with the run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from trainer_core.files.safe_read import open_ordinary
from trainer_core.history.history import RECORD_BYTES
from trainer_core.library.record import POINTS, Curve
from trainer_core.runs.run_files import BATCHES, read_metric, records, whole_records

_STRETCH = 64
"""Batches that a point of the training curves is the mean of, in a long run: enough that noise does not hide the
shape. 64 such stretches are 128 KiB, however long the file is."""


def training_curves(path: Path) -> tuple[int, float, Curve, Curve]:
    """Return batches, seconds of training, loss and headline metric of the run in the folder ``path``.

    Only the stretches in the middle of 64 equal parts are read, and read rather than mapped: a file that shrinks while
    it is mapped kills the program. Nothing if there is no such file yet; raises `OSError` or
    `RunFolderError` if it cannot be read.
    """
    try:
        file = open_ordinary(path / BATCHES)
    except FileNotFoundError:
        empty = np.empty(0, dtype=np.float32)
        return 0, float("nan"), empty, empty
    with file:
        metric = read_metric(path)
        rows = os.fstat(file.fileno()).st_size // RECORD_BYTES
        seconds = float("nan")
        if last := _read(file, max(0, rows - 1), 1):
            seconds = float(records(last, metric)["seconds"][0])
        if rows <= POINTS * _STRETCH:
            pieces = [_read(file, 0, rows)]
        else:
            middles = ((2 * part + 1) * rows // (2 * POINTS) for part in range(POINTS))
            pieces = [_read(file, middle - _STRETCH // 2, _STRETCH) for middle in middles]
    data = records(b"".join(pieces), metric)
    return rows, seconds, _means(data["loss"]), _means(data[metric])


def thinned(values: Sequence[float]) -> Curve:
    """At most `POINTS` of ``values``, evenly spaced, the first and the last among them."""
    if len(values) > POINTS:
        values = [values[place] for place in np.linspace(0, len(values) - 1, POINTS).round().astype(int)]
    return _single(np.array(values, dtype=np.float64))


def _read(file: BinaryIO, first: int, rows: int) -> bytes:
    """The whole records among ``rows`` from ``first`` on; fewer where the file has been cut in the meantime."""
    file.seek(first * RECORD_BYTES)
    return whole_records(file.read(rows * RECORD_BYTES))


def _means(values: npt.NDArray[np.float64]) -> Curve:
    """The mean of what is finite in each of at most `POINTS` equal parts of ``values``; NaN where nothing is."""
    if not len(values):
        return _single(values)
    parts = min(POINTS, len(values))
    begins = np.arange(parts) * len(values) // parts
    finite = np.isfinite(values)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        return _single(
            np.add.reduceat(np.where(finite, values, 0.0), begins) / np.add.reduceat(finite, begins, dtype=np.int64)
        )


def _single(values: npt.NDArray[np.float64]) -> Curve:
    """As float32; what that cannot hold is NaN, for no picture is drawn of it."""
    with np.errstate(over="ignore", invalid="ignore"):
        single = values.astype(np.float32)
    single[~np.isfinite(single)] = np.nan
    return single
