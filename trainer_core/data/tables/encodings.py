"""How one column becomes inputs of a model: fitted on training rows, kept as plain numbers, applied to any rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.numbers import extent, has_gaps
from trainer_core.data.tables.settings import Imputation, Scaling
from trainer_core.data.tables.table import Column, ColumnType

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Writer = Callable[[slice, Floats], None]
"""Writes the inputs of K rows into lines (F, K), F the number of feature names."""

_FEW, _FEW_TO_JUDGE = 100_000, 10_000
_HEAVY = 15.0
_CLIP = 10.0
_NORMAL_QUARTILES = 1.3489795003921634
"""The distance between the quartiles of a normal distribution with deviation 1."""

_LARGEST = float(np.finfo(np.float32).max)
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class NumberEncoding:
    """A number becomes ``(value - center) / scale``; a missing one is taken for ``fill``, and told by ``indicator``.

    ``clip`` bounds the result on both sides, so that an outlier does not outweigh every other input; 0 for no bound.
    """

    column: str
    fill: float
    center: float
    scale: float
    indicator: bool
    clip: float
    type: ColumnType = ColumnType.NUMBER

    @classmethod
    def fit(cls, column: Column, rows: Rows, *, scaling: Scaling, imputation: Imputation) -> NumberEncoding:
        """Measure the training rows.

        "standard" takes mean and (population) deviation, "robust" the median and the distance of the quartiles in
        units of a normal distribution's deviation. "auto" is standard, and robust with a bound at ten deviations where
        values lie more than 15 distances of the quartiles beyond them. Quartiles of more than 100,000 rows are those
        of as many, evenly spread. Where nothing is missing in training, a value that is missing later is taken for the
        mean.
        """
        taken = column.values[rows]
        gaps = has_gaps(taken)
        there = (taken[~np.isnan(taken)] if gaps else taken).astype(np.float64)
        if not there.size:
            return cls(column.name, 0.0, 0.0, 1.0, gaps, 0.0)
        mean = float(there.mean())
        first, third = _quartiles(there, _FEW_TO_JUDGE)
        distance = third - first
        low, high = extent(taken)
        heavy = distance > 0 and max(high - third, first - low) > _HEAVY * distance
        robust = scaling == "robust" or (scaling == "auto" and heavy)
        median = float(np.median(there)) if robust or (imputation == "median" and gaps) else mean
        fill = mean if imputation == "mean" else median
        if scaling == "none":
            center, scale = 0.0, 1.0
        elif robust and distance > 0:
            first, third = _quartiles(there, _FEW)
            center, scale = median, (third - first) / _NORMAL_QUARTILES
        else:
            center, scale = mean, _deviation(there, mean)
        clip = _CLIP if scaling == "auto" and heavy else 0.0
        # A deviation that is nothing but rounding is none.
        scale = scale if scale > 1e-12 * max(1e-300, abs(center)) and math.isfinite(scale) else 1.0
        return cls(column.name, fill, center, scale, gaps, clip)

    @property
    def feature_names(self) -> tuple[str, ...]:
        return (self.column, f"{self.column} is missing") if self.indicator else (self.column,)

    def as_dict(self) -> dict[str, Any]:
        return {"kind": "number", "column": self.column, "fill": self.fill, "center": self.center,
                "scale": self.scale, "indicator": self.indicator, "clip": self.clip}  # fmt: skip


def _deviation(values: npt.NDArray[np.float64], mean: float) -> float:
    """The (population) deviation of ``values``, which are overwritten: a second array of a million takes longest."""
    values -= mean
    np.multiply(values, values, out=values)
    return math.sqrt(float(values.sum()) / len(values))


def _quartiles(values: npt.NDArray[np.float64], most: int) -> tuple[float, float]:
    """The first and third quartile of ``values``, of evenly spread ones where there are more than ``most``."""
    first, third = np.percentile(values[:: -(-len(values) // most)], (25, 75)).tolist()
    return first, third


def numbers_writer(encodings: Sequence[NumberEncoding], columns: Sequence[Column]) -> Writer:
    """Return what writes the inputs of all columns of numbers at once, which takes fewer and longer operations."""
    facts = np.array([(e.fill, e.center, e.scale, e.clip or _LARGEST) for e in encodings]).reshape(-1, 4)
    reached = np.array([(*extent(column.values), e.fill) for e, column in zip(encodings, columns, strict=True)])
    fill, center, scale, bound = (facts[:, place, None] for place in range(4))
    widths = np.array([len(encoding.feature_names) for encoding in encodings], np.int64)
    values_at = np.cumsum(widths) - widths
    told = np.flatnonzero(widths == 2)
    farthest = np.fmax.reduce(np.abs(reached - center), axis=1) / scale[:, 0]
    beyond = np.flatnonzero(farthest > bound[:, 0])
    gappy = np.array([place for place, column in enumerate(columns) if has_gaps(column.values)], np.int64)
    indicated = np.isin(told, gappy)

    def write(rows: slice, lines: Floats) -> None:
        values = np.empty((len(columns), lines.shape[1]))
        for place, column in enumerate(columns):
            values[place] = column.values[rows]
        gone = np.isnan(values[gappy])
        values[gappy] = np.where(gone, fill[gappy], values[gappy])
        values -= center
        values /= scale
        values[beyond] = np.clip(values[beyond], -bound[beyond], bound[beyond])
        lines[values_at] = values
        lines[values_at[told] + 1] = 0.0
        lines[values_at[told[indicated]] + 1] = gone[np.isin(gappy, told)]

    return write


@dataclass(frozen=True, slots=True)
class CategoryEncoding:
    """One input for each of ``categories``, 1 where the row has it.

    ``other`` adds one for values that were rare in training or not there; without it they are 0 everywhere, because
    nothing could be learnt of them. ``missing`` adds one for missing values. Of two categories and nothing else only
    the second has an input.
    """

    column: str
    categories: tuple[str, ...]
    other: bool
    missing: bool
    type: ColumnType = ColumnType.CATEGORY

    @classmethod
    def fit(cls, column: Column, rows: Rows, *, rare_below: int, most: int) -> CategoryEncoding:
        """Keep the categories of which at least ``rare_below`` training rows are, at most ``most`` of them."""
        codes = column.values[rows]
        counts = np.bincount(codes[codes >= 0], minlength=len(column.labels))
        often = np.argsort(-counts, kind="stable")[:most]
        kept = sorted(code for code in often.tolist() if counts[code] >= max(1, rare_below))
        if len(kept) < 2 <= int((counts > 0).sum()) <= most:
            kept = np.flatnonzero(counts).tolist()  # too few rows for any to be common
        names = tuple(sorted(column.labels[code].as_py() for code in kept))
        return cls(column.name, names, int(counts.sum()) > int(counts[kept].sum()), bool((codes < 0).any()))

    @property
    def feature_names(self) -> tuple[str, ...]:
        shown = self.categories[1:] if self._is_pair else self.categories
        names = [f"{self.column} = {name}" for name in shown]
        names += [f"{self.column} is another"] if self.other else []
        return (*names, f"{self.column} is missing") if self.missing else tuple(names)

    @property
    def _is_pair(self) -> bool:
        return len(self.categories) == 2 and not self.other and not self.missing

    def places(self, column: Column) -> npt.NDArray[np.int64]:
        """Which input each of the column's texts sets, -1 for none; the last entry is that of missing values."""
        first = 1 if self._is_pair else 0
        known = {name: place - first for place, name in enumerate(self.categories)}
        count = len(self.categories) - first
        unseen = count if self.other else -1
        return np.array([*(known.get(name, unseen) for name in column.names()),
                         count + self.other if self.missing else -1], np.int64)  # fmt: skip

    def writer(self, column: Column) -> Writer:
        """Return what writes the inputs of some of the column's rows."""
        places, codes = self.places(column), column.values

        def write(rows: slice, lines: Floats) -> None:
            lines[:] = 0.0
            set_at = places[codes[rows]]
            there = np.flatnonzero(set_at >= 0)
            lines[set_at[there], there] = 1.0

        return write

    def as_dict(self) -> dict[str, Any]:
        return {"kind": "category", "column": self.column, "categories": list(self.categories), "other": self.other,
                "missing": self.missing}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateEncoding:
    """A date becomes the time that has passed and, as sine and cosine, where it lies in the year, month, week and day.

    A cycle has two inputs so that December lies beside January. ``parts`` are those that vary in training. A missing
    date is 0 in each, which is the mean of the first, and told by ``indicator``.
    """

    column: str
    parts: tuple[str, ...]
    center: float
    scale: float
    indicator: bool
    date_format: str = ""
    type: ColumnType = ColumnType.DATE

    @classmethod
    def fit(cls, column: Column, rows: Rows) -> DateEncoding:
        """Measure the training rows; a part that is the same in all of them is left out."""
        taken = column.values[rows]
        gone = np.isnat(taken)
        dates = taken[~gone]
        if not dates.size:
            return cls(column.name, (), 0.0, 1.0, bool(gone.any()), column.date_format)
        seconds = dates.astype(np.int64) / 1e6
        parts = tuple(name for name, turn in _cycles(dates) if float(turn.max()) > float(turn.min()))
        spread = float(seconds.std())
        passed = ("time",) if spread > 0 else ()
        return cls(column.name, (*passed, *parts), float(seconds.mean()), spread or 1.0, bool(gone.any()),
                   column.date_format)  # fmt: skip

    @property
    def feature_names(self) -> tuple[str, ...]:
        names: list[str] = []
        for part in self.parts:
            stem = f"{self.column} {part}"
            names += [stem] if part == "time" else [f"{stem} (sin)", f"{stem} (cos)"]
        return (*names, f"{self.column} is missing") if self.indicator else tuple(names)

    def writer(self, column: Column) -> Writer:
        """Return what writes the inputs of some of the column's rows."""

        def write(rows: slice, lines: Floats) -> None:
            dates = column.values[rows]
            gone = np.isnat(dates)
            dates = np.where(gone, np.datetime64(0, "us"), dates)
            place = 0
            if "time" in self.parts:
                lines[0] = (dates.astype(np.int64) / 1e6 - self.center) / self.scale
                place = 1
            for name, turn in _cycles(dates):
                if name in self.parts:
                    lines[place] = np.sin(2 * math.pi * turn)
                    lines[place + 1] = np.cos(2 * math.pi * turn)
                    place += 2
            lines[:, gone] = 0.0
            if self.indicator:
                lines[-1] = gone

        return write

    def as_dict(self) -> dict[str, Any]:
        return {"kind": "date", "column": self.column, "parts": list(self.parts), "center": self.center,
                "scale": self.scale, "indicator": self.indicator, "format": self.date_format}  # fmt: skip


Encoding = NumberEncoding | CategoryEncoding | DateEncoding
"""What is known of a column after fitting. Each has ``column``, its name, the ``type`` that it is read as,
``feature_names``, those of the inputs that it becomes, and ``as_dict``, plain values for JSON."""

DATE_PARTS = ("time", "month", "day", "weekday", "hour")
"""What a date is split into; the first is the time that has passed, the rest are cycles."""


def _cycles(dates: npt.NDArray[Any]) -> Iterator[tuple[str, npt.NDArray[np.float64]]]:
    """Where dates lie in each cycle, in turns (0..1)."""
    days = dates.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    yield "month", (months.astype(np.int64) % 12) / 12
    yield "day", (days - months.astype("datetime64[D]")).astype(np.int64) / 31
    # 1970 began on a Thursday.
    yield "weekday", ((days.astype(np.int64) + 3) % 7) / 7
    yield "hour", (dates - days.astype(dates.dtype)).astype(np.int64) / 1e6 / _DAY
