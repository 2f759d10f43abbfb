"""The small picture of a run: its curves in at most 64 points each, at a cost that does not grow with the run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.history import ROW
from trainer_core.library.record import POINTS, Curve
from trainer_core.library.small_files import open_ordinary
from trainer_core.runs import BATCHES

_STRETCH = 64
"""Batches that a point of the training curves is the mean of, in a long run: enough that noise does not hide the
shape. 64 such stretches are 128 KiB, however long the file is."""


def training_curves(path: Path) -> tuple[int, float, Curve, Curve]:
    """Return batches, seconds of training, loss and accuracy of the run in the folder ``path``.

    Only the stretches in the middle of 64 equal parts are read, and read rather than mapped: a file that shrinks while
    it is mapped kills the program. Nothing if there is no such file yet; raises `OSError` if it cannot be read.
    """
    try:
        descriptor = open_ordinary(path / BATCHES)
    except FileNotFoundError:
        empty = np.empty(0, dtype=np.float32)
        return 0, float("nan"), empty, empty
    try:
        rows = os.fstat(descriptor).st_size // ROW.itemsize
        seconds = float("nan")
        if last := _read(descriptor, max(0, rows - 1), 1):
            seconds = float(np.frombuffer(last, dtype=ROW)["seconds"][0])
        if rows <= POINTS * _STRETCH:
            data = np.frombuffer(_read(descriptor, 0, rows), dtype=ROW)
            stretches = np.array_split(data, min(POINTS, max(1, len(data))))
        else:
            stretches = [
                np.frombuffer(_read(descriptor, (2 * part + 1) * rows // (2 * POINTS) - _STRETCH // 2, _STRETCH), ROW)
                for part in range(POINTS)
            ]
    finally:
        os.close(descriptor)
    stretches = [stretch for stretch in stretches if len(stretch)]
    return rows, seconds, _means(stretches, "loss"), _means(stretches, "accuracy")


def thinned(values: Sequence[float]) -> Curve:
    """At most `POINTS` of ``values``, evenly spaced, the first and the last among them."""
    if len(values) > POINTS:
        values = [values[place] for place in np.linspace(0, len(values) - 1, POINTS).round().astype(int)]
    return _single(np.array(values, dtype=np.float64))


def _read(descriptor: int, first: int, rows: int) -> bytes:
    """The whole records among ``rows`` from ``first`` on; fewer where the file has been cut in the meantime."""
    os.lseek(descriptor, first * ROW.itemsize, os.SEEK_SET)
    data = bytearray()
    while len(data) < rows * ROW.itemsize and (piece := os.read(descriptor, rows * ROW.itemsize - len(data))):
        data += piece
    return bytes(data[: len(data) - len(data) % ROW.itemsize])


def _means(stretches: Sequence[npt.NDArray[Any]], column: str) -> Curve:
    """The mean of what is finite in each stretch; NaN where nothing is."""
    means = np.full(len(stretches), np.nan)
    with np.errstate(over="ignore"):
        for place, stretch in enumerate(stretches):
            values = stretch[column]
            finite = values[np.isfinite(values)]
            if len(finite):
                means[place] = finite.mean()
    return _single(means)


def _single(values: npt.NDArray[np.float64]) -> Curve:
    """As float32; what that cannot hold is NaN, for no picture is drawn of it."""
    with np.errstate(over="ignore", invalid="ignore"):
        single = values.astype(np.float32)
    single[~np.isfinite(single)] = np.nan
    return single
