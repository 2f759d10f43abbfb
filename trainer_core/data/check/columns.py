"""What is found in single columns of a table: one that gives the target away, constant ones, outliers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.check.finding import Finding, Offer, Severity
from trainer_core.data.cores import over_cores
from trainer_core.data.numbers import extent
from trainer_core.errors import Message, plural
from trainer_core.formats import first_of, percent

CODES = frozenset(
    {"constant", "identifier", "gives-target-away", "outliers", "mostly-missing", "group", "missing-target"}
)
"""The codes of findings whose items are names of columns."""

GIVES_AWAY = 0.98
"""Part of what can be known of the target that one column tells, from which on it is said to give it away."""

_CELLS = 5_000_000
_FEWEST_ROWS, _MOST_ROWS = 2_000, 50_000
_LEAST_ROWS = 20
_SCREENED, _LEAST_SCREENED = 10, 2_000
"""One row in so many is looked at first, if these are enough: hardly any column needs the others."""
_BINS = 64
_FAR = 12.0
_FAR_OF_LOGARITHMS = 4.0
"""Interquartile ranges beyond the quartiles: a column of prices or counts reaches far in its own unit, not in that of
its logarithm."""
_MOST_OUTLIERS = 0.02

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Feature:
    """A column of a table in N of its rows.

    ``values`` are those of all M rows of the table: numbers with NaN for what is missing, dates with NaT, or places of
    names, which are a ``category``, with -1. ``rows``, (N,) int64, are looked at; None for all as they lie.
    """

    name: str
    values: npt.NDArray[Any]
    category: bool = False
    rows: npt.NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.values if self.rows is None else self.rows)

    def at(self, places: npt.NDArray[np.int64] | slice) -> npt.NDArray[Any]:
        """Return the values of some of the rows, (K,), as numbers with NaN for what is missing."""
        values = self.values[places] if self.rows is None else self.values[self.rows[places]]
        if values.dtype.kind == "M":
            return np.where(np.isnat(values), np.nan, values.astype(np.int64).astype(np.float64))
        if self.category and values.dtype.kind == "i":
            return np.where(values < 0, np.nan, values.astype(np.float64))
        return values


def sampled_rows(count: int, columns: int) -> npt.NDArray[np.int64]:
    """The rows that are looked at of so many: all of them, or as many as five million cells allow, evenly spread."""
    most = min(_MOST_ROWS, max(_FEWEST_ROWS, _CELLS // max(1, columns)))
    return np.arange(count) if count <= most else np.linspace(0, count - 1, most).astype(np.int64)


def leaking_columns(
    features: Sequence[Feature],
    target: npt.NDArray[Any],
    *,
    classes: bool,
    without: Callable[[Sequence[str]], Mapping[str, Any]] | None = None,
) -> Iterator[Finding]:
    """Name the columns that tell a ``target`` of the training part, (N,) classes or numbers, all but by themselves.

    A column's power is what a table of its values (numbers in 64 bins) knows of rows that it was not made from: the
    part of wrong answers that it spares (Goodman and Kruskal's lambda), or R² for numbers. Of many rows those that
    `sampled_rows` gives are looked at, and of these a tenth first. ``without`` gives the values
    of a recipe that leaves columns out, where there is such a one.
    """
    rows = sampled_rows(len(target), len(features))
    if len(rows) < _LEAST_ROWS:
        return
    # Halves drawn at random: sorted rows would make every column a stranger to the other half.
    first = np.random.default_rng(0).permutation(len(rows)) % 2 == 0
    known = target[rows]
    few = slice(None, None, _SCREENED) if _is_enough(known[::_SCREENED], classes) else None

    def power_of(each: Feature) -> float:
        values = each.at(rows).astype(np.float64)
        if few is not None and not each.category:
            roughly = power(values[few], known[few], first[few], False, classes)
            if roughly < 0.5 * GIVES_AWAY:
                return roughly
        return power(values, known, first, each.category, classes)

    found_out = over_cores(power_of, features)
    powers = {each.name: value for each, value in zip(features, found_out, strict=True)}
    found = sorted((name for name, value in powers.items() if value >= GIVES_AWAY), key=lambda name: -powers[name])
    if not found or len(found) == len(features) == 1:
        return
    yield Finding(
        "gives-target-away",
        Severity.WARNING,
        plural(
            len(found),
            "The column {names} tells the target all but by itself ({power} of it). If it is only known afterwards, "
            "the model will fail where it is used.",
            "{n:,} columns tell the target all but by themselves ({power} of it, the first): {names}. If they are only "
            "known afterwards, the model will fail where it is used.",
            names=first_of(found),
            power=percent(powers[found[0]]),
        ),
        tuple(found),
        Message("Leave it out, unless it is really known before the target is."),
        (Offer(Message("Leave out what gives the target away."), without(found)),) if without is not None else (),
    )


def _is_enough(target: npt.NDArray[Any], classes: bool) -> bool:
    """Whether so much of the target tells that a column says next to nothing of it."""
    others = len(target) - int(np.bincount(target.astype(np.int64)).max()) if classes else len(target)
    return others >= _LEAST_SCREENED


def power(
    values: Numbers, target: npt.NDArray[Any], first: npt.NDArray[np.bool_], category: bool, classes: bool
) -> float:
    """How much of ``target`` (N,) is known from ``values`` (N,), 0..1: learnt on half the rows, tried on the rest."""
    places = _places(values, category)
    if places.max(initial=0) < 1:
        return 0.0
    if classes:
        return _power_on_classes(places, target.astype(np.int64), first)
    return _power_on_numbers(places, values, target.astype(np.float64), first, category)


def _places(values: Numbers, category: bool) -> npt.NDArray[np.int64]:
    """Which of some values or bins each row has, (N,); a missing value has a place of its own."""
    gone = ~np.isfinite(values)
    there = np.sort(values[~gone])
    distinct = there[np.concatenate(([True], np.diff(there) > 0))] if len(there) else there
    if not category and len(distinct) > _BINS:
        edges = np.unique(np.quantile(there, np.linspace(0, 1, _BINS + 1)[1:-1]))
        places = np.searchsorted(edges, np.where(gone, 0.0, values), side="right")
    else:
        places = np.searchsorted(distinct, np.where(gone, distinct[0] if len(distinct) else 0.0, values))
    places[gone] = places.max(initial=0) + 1
    return places.astype(np.int64)


def _power_on_classes(
    places: npt.NDArray[np.int64], target: npt.NDArray[np.int64], first: npt.NDArray[np.bool_]
) -> float:
    kinds = int(target.max()) + 1
    if (int(places.max()) + 1) * kinds > _CELLS:
        return 0.0
    counts = np.zeros((int(places.max()) + 1, kinds), np.int64)
    np.add.at(counts, (places[first], target[first]), 1)
    usual = int(np.bincount(target[first], minlength=kinds).argmax())
    # A value that was not met tells nothing.
    answers = np.where(counts.sum(1) > 0, counts.argmax(1), usual)[places[~first]]
    wrong = int((answers != target[~first]).sum())
    guessed = int((target[~first] != usual).sum())
    return max(0.0, 1.0 - wrong / guessed) if guessed >= 5 else 0.0


def _power_on_numbers(
    places: npt.NDArray[np.int64], values: Numbers, target: Numbers, first: npt.NDArray[np.bool_], category: bool
) -> float:
    there = np.isfinite(target)
    spread = float(target[there & ~first].var()) if (there & ~first).any() else 0.0
    if not spread:
        return 0.0
    learn, test = there & first, there & ~first
    totals = np.bincount(places[learn], target[learn], minlength=int(places.max()) + 1)
    counts = np.bincount(places[learn], minlength=int(places.max()) + 1)
    means = np.where(counts > 0, totals / np.maximum(counts, 1), target[learn].mean())
    by_bins = 1.0 - float(((target[test] - means[places[test]]) ** 2).mean()) / spread
    if category:
        return max(0.0, by_bins)
    both = there & np.isfinite(values)
    line = np.corrcoef(values[both], target[both])[0, 1] ** 2 if both.sum() > 2 and values[both].std() else 0.0
    return max(0.0, by_bins, float(line) * float(both.sum() / there.sum()))


def constant_columns(names: Sequence[str]) -> Iterator[Finding]:
    """Tell of the columns ``names`` that have one value in every row, and so teach nothing."""
    if names:
        yield Finding(
            "constant",
            Severity.NOTE,
            plural(
                len(names),
                "1 column has the same value in every row, and nothing can be learnt from it: {names}.",
                "{n:,} columns have the same value in every row, and nothing can be learnt from them: {names}.",
                names=first_of(names),
            ),
            tuple(names),
        )


def outlying_columns(columns: Sequence[Feature]) -> Iterator[Finding]:
    """Name the columns of numbers, features or targets, of which some lie far from all others, or are infinite.

    Every row is looked at; what is far is measured by the quartiles of those that `sampled_rows` gives.
    """
    numbers = [column for column in columns if not column.category]
    farthest = over_cores(lambda column: _farthest(column, len(columns)), numbers)
    found = [column.name for column, value in zip(numbers, farthest, strict=True) if value is not None]
    worst = next((f"{value:g}" for value in farthest if value is not None), "")
    if found:
        yield Finding(
            "outliers",
            Severity.WARNING,
            plural(
                len(found),
                "The column {names} has values far from all others, such as {worst}.",
                "{n:,} columns have values far from all others: {names}. One is {worst}.",
                names=first_of(found),
                worst=worst,
            ),
            tuple(found),
            Message(
                "Check whether they are mistakes, or stand for unknown values (-999). Such values dominate the loss."
            ),
        )


def _farthest(column: Feature, columns: int) -> float | None:
    """The value of a column that is the farthest off, if a few lie far from all others; None if none does."""
    some = column.at(sampled_rows(len(column), columns)).astype(np.float64)
    some = some[~np.isnan(some)]
    if column.values.dtype.kind == "f" and not _far(np.array(extent(column.values)), some).any():
        return None  # not even the lowest and the highest do
    there = column.at(slice(None)).astype(np.float64)
    there = there[~np.isnan(there)]
    far = _far(there, some)
    if not far.any() or far.sum() > max(1, _MOST_OUTLIERS * len(there)):
        return None
    return float(there[far][np.abs(there[far]).argmax()])


def _far(there: Numbers, some: Numbers) -> npt.NDArray[np.bool_]:
    """Which of the values lie far from ``some`` of them."""
    far = ~np.isfinite(there)
    if len(some) < _LEAST_ROWS:
        return far
    beyond = _beyond(there, some, _FAR)
    if beyond.any() and (there >= 0).all():
        # Prices, counts and sizes; those that are 0 keep their logarithm near the others'.
        least = 0.1 * float(np.median(some[some > 0])) if (some > 0).any() else 1.0
        beyond &= _beyond(np.log(there + least), np.log(some + least), _FAR_OF_LOGARITHMS)
    return far | beyond


def _beyond(there: Numbers, some: Numbers, far: float) -> npt.NDArray[np.bool_]:
    low, high = np.quantile(some, (0.25, 0.75), method="lower")
    if not high > low:
        return np.zeros(len(there), np.bool_)
    reach = far * (high - low)
    beyond: npt.NDArray[np.bool_] = (there < low - reach) | (there > high + reach)
    return beyond
