"""Rows of a table that are the same in all features, or so nearly that they are one thing measured twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.check.columns import Feature, sampled_rows
from trainer_core.data.check.finding import Finding, Severity
from trainer_core.data.check.twins import (
    Pairs,
    Twins,
    equal_pairs,
    first_pair,
    grouped,
    named,
    near_pairs,
    repeated_places,
    words_of,
)
from trainer_core.data.cores import over_cores
from trainer_core.errors import Message, plural

_AT_ONCE = 1 << 14
_FIRST_FEATURES = 8
_NEAR = 0.005
"""Standard deviations by which no number of two nearly equal rows differs by more."""
_LEAST_NUMBERS = 5
"""Columns of many different numbers that it takes for nearness to be no chance."""
_MANY = 50
_BY_CHANCE = 0.1
"""Part of the equal rows that chance alone would make, above which they say nothing."""
_SEVERE = 0.01
"""Part of the validation and test rows that are in training too, from which on it is a warning."""


def duplicate_rows(
    features: Sequence[Feature],
    splits: npt.NDArray[np.int8],
    classes: npt.NDArray[np.int64] | None,
    name: Callable[[int], str],
) -> Iterator[Finding]:
    """Compare rows by their ``features``, each (N,); ``splits`` (N,) says in which part each is.

    Equal rows are found among all, near ones among those that `sampled_rows` gives; the finding says so.
    """
    count = len(splits)
    if not features or count < 2:
        return
    same = _told_apart_from_chance(features, _equal_rows(features), count)
    twins = grouped(count, same, splits, classes)
    yield from _equal(twins, name, splits, classes)
    near = _near(features, count)
    if len(near):
        groups = grouped(count, near, splits, None)
        yield from _nearly(
            groups.across_splits or groups.within, name, round(count / len(sampled_rows(count, len(features))))
        )


def _equal_rows(features: Sequence[Feature]) -> Pairs:
    """Pair each row with the first one that is equal in all features."""
    rows = features[0].rows if features[0].rows is not None else np.arange(len(features[0]))
    # Most rows differ in a few features already.
    alike = repeated_places(_keys(features[:_FIRST_FEATURES], rows))
    return alike[equal_pairs(_keys(features, rows[alike]))]


def _keys(features: Sequence[Feature], rows: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    """A key for each of the table's ``rows``, (N,), equal for equal ones."""
    odd = np.random.default_rng(0).integers(0, 2**62, len(features), dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    keys = np.zeros(len(rows), np.uint64)

    def add(start: int) -> None:
        here = slice(start, start + _AT_ONCE)
        for feature, factor in zip(features, odd, strict=True):
            keys[here] += _bits(feature.values[rows[here]]) * factor

    over_cores(add, range(0, len(rows), _AT_ONCE))
    return keys


def _bits(values: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    """The bits of each value, folded so that the last ones differ where the first ones do; equal for equal values."""
    if values.dtype.kind == "f":
        values = values + values.dtype.type(0)  # there is a zero below zero
    bits = np.ascontiguousarray(values).view(f"u{values.itemsize}").astype(np.uint64)
    if values.itemsize > 4:
        bits ^= bits >> np.uint64(32)
    bits ^= bits >> np.uint64(16)
    return bits


def _told_apart_from_chance(features: Sequence[Feature], pairs: Pairs, count: int) -> Pairs:
    """No pairs where columns of so few values are equal as often by chance."""
    if not len(pairs):
        return pairs
    chance = 1.0
    for feature in features:
        _, counts = np.unique(feature.at(sampled_rows(count, len(features))), return_counts=True)
        chance *= float(((counts / counts.sum()) ** 2).sum())
    return pairs if chance * count * (count - 1) / 2 < _BY_CHANCE * len(pairs) else pairs[:0]


def _near(features: Sequence[Feature], count: int) -> Pairs:
    rows = sampled_rows(count, len(features))
    columns, numbers = [], 0
    for feature in features:
        values = feature.at(rows).astype(np.float64)
        there = np.isfinite(values)
        spread = float(values[there].std()) if there.any() else 0.0
        if not spread:
            continue
        if not feature.category and len(np.unique(values[there][:2000])) >= _MANY:
            numbers += 1
        else:
            spread *= _NEAR  # any difference is a large one
        columns.append(np.where(there, (values - values[there].mean()) / spread, 1e6).astype(np.float32))
    if numbers < _LEAST_NUMBERS:
        return np.empty((0, 2), np.int64)
    matrix = np.stack(columns, axis=1)

    def is_near(pairs: Pairs) -> npt.NDArray[np.bool_]:
        difference = np.abs(matrix[pairs[:, 0]] - matrix[pairs[:, 1]]).max(axis=1)
        near: npt.NDArray[np.bool_] = (difference <= _NEAR) & (difference > 0)
        return near

    turned = np.random.default_rng(0).normal(size=(matrix.shape[1], min(8, matrix.shape[1])))
    turned /= np.linalg.norm(turned, axis=0)
    radius = _NEAR * float(np.sqrt(turned.shape[1] * matrix.shape[1]))
    return rows[near_pairs((matrix @ turned).astype(np.float32), radius, is_near)]


def _equal(
    twins: Twins,
    name: Callable[[int], str],
    splits: npt.NDArray[np.int8],
    classes: npt.NDArray[np.int64] | None,
) -> Iterator[Finding]:
    if groups := twins.across_splits:
        one, other = first_pair(groups[0], splits)
        told = sum(splits[member] > 0 for group in groups for member in group)
        severe = told >= _SEVERE * max(1, int((splits > 0).sum()))
        yield Finding(
            "same-row-in-splits",
            Severity.WARNING if severe else Severity.NOTE,
            plural(
                len(groups),
                "1 row is in two parts of the data, the same in every feature: rows {first} ({here}) and {second} "
                "({there}).",
                "{n:,} rows are in two parts of the data, the same in every feature, such as rows {first} ({here}) and "
                "{second} ({there}).",
                first=name(one),
                second=name(other),
                here=words_of(splits[one]),
                there=words_of(splits[other]),
            ),
            named(groups, name),
            Message(
                "What was trained on cannot be tested honestly. Keep one of each row, or name the column that says "
                "which belong together and split by group."
            ),
        )
    if (groups := twins.across_targets) and classes is not None:
        one, other = first_pair(groups[0], classes)
        yield Finding(
            "same-row-in-classes",
            Severity.WARNING,
            plural(
                len(groups),
                "1 row is there with two targets, the same in every feature: rows {first} and {second}.",
                "{n:,} rows are there with two targets, the same in every feature, such as rows {first} and {second}.",
                first=name(one),
                second=name(other),
            ),
            named(groups, name),
            Message("The features cannot tell them apart. Look whether a target is wrong or a feature is missing."),
        )
    if groups := twins.within:
        yield Finding(
            "same-row",
            Severity.NOTE,
            plural(
                len(groups),
                "1 row is there more than once, the same in every feature: rows {first} and {second}.",
                "{n:,} rows are there more than once, the same in every feature, such as rows {first} and {second}.",
                first=name(groups[0][0]),
                second=name(groups[0][1]),
            ),
            named(groups, name),
            Message("They are all used, so these count more than others."),
        )


def _nearly(groups: Sequence[tuple[int, ...]], name: Callable[[int], str], step: int) -> Iterator[Finding]:
    said: Message = plural(
        len(groups),
        "1 row is there twice, almost the same: rows {first} and {second}.",
        "{n:,} rows are there twice, almost the same, such as rows {first} and {second}.",
        first=name(groups[0][0]),
        second=name(groups[0][1]),
    )
    yield Finding(
        "near-rows",
        Severity.NOTE,
        said if step == 1 else Message("{found} One in {step} rows was compared.", {"found": said, "step": step}),
        named(groups, name),
        Message("If they are one thing measured twice, keep one of them, or split by a column that says so."),
    )
