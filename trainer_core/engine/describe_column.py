"""Answers how the values of one column lie: brought back from the model's inputs to the column's own unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from trainer_core.data import Dataset, Examples
from trainer_core.data.check.finding import column_names
from trainer_core.data.labels import TaskName
from trainer_core.errors import CommandError
from trainer_core.protocol.data_browsing import ColumnDescribed, ColumnKind, DescribeColumn
from trainer_core.protocol.events import Event
from trainer_core.training.assembly import Parts

if TYPE_CHECKING:
    from trainer_core.data.tables.encodings import Encoding

Floats = npt.NDArray[np.float64]

_BINS, _MOST_GROUPS, _BANDS = 24, 12, 4
_MOST_LABELS = 12
_MOST_WHOLE = 40
_FROM, _TO = 0.5, 99.5
"""Percentiles beyond which values count at the ends, so that one outlier does not leave the rest in a single bar."""
_ROUNDED = 1e-3


@dataclass(frozen=True, slots=True)
class Described:
    """A column: the place of its first input and how many it has, or of a target, and how it was encoded, if it was."""

    name: str
    place: int
    width: int
    encoding: Encoding | None = None


def described_columns(dataset: Dataset) -> Iterator[Described]:
    """The columns that rows of ``dataset`` are made of, and behind them the targets that are numbers (of no inputs)."""
    place = 0
    if "table" in dataset.preprocessing:
        # Arrow is imported when the first table is read, not when the program starts.
        from trainer_core.data.tables.prediction import stored_encoder

        for encoding in stored_encoder(dataset.preprocessing).encodings:
            width = len(encoding.feature_names)
            yield Described(encoding.column, place, width, encoding)
            place += width
    else:
        for place, name in enumerate(column_names(dataset.feature_names, dataset.input_shape[0])):
            yield Described(name, place, 1)
    for place, name in enumerate(dataset.target_names):
        yield Described(name, place, 0)


def describe_column(parts: Parts, command: DescribeColumn, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.data_browsing.DescribeColumn`; raises `CommandError` for no column."""
    dataset = parts.dataset
    column = _described(dataset, command.column)
    kind, names, values = _values(dataset, column)
    if kind is ColumnKind.CATEGORY:
        labels, values = _commonest(names, values)
        edges: Floats = np.arange(len(labels) + 1, dtype=np.float64) - 0.5
    else:
        labels, edges = (), _edges(np.concatenate(values), whole=kind is ColumnKind.NUMBER)
    groups, bands, of_group = _groups(parts) if column.width or column.place else ((), (), np.empty(0, np.int64))
    by_target = [_counts(values[0][of_group == group], edges) for group in range(max(len(groups), len(bands) - 1))]
    emit(
        ColumnDescribed(
            command.column,
            kind,
            edges,
            labels,
            np.stack([_counts(each, edges) for each in values]),
            np.array([int(np.isnan(each).sum()) for each in values], np.int64),
            np.stack(by_target) if by_target else np.empty((0, len(edges) - 1), np.int64),
            groups,
            bands,
        )
    )


def sort_keys(parts: Parts, column: int) -> Floats:
    """What the examples of all parts are sorted by, (N,), NaN for what is missing: the values of a column, of a
    category the rank of its name, or the target (-1). Raises `CommandError` for no column.
    """
    dataset = parts.dataset
    if column == -1:
        truths = [parts.task.truth(part.targets) for part in (dataset.train, dataset.validation, dataset.test)]
        return np.concatenate([truth.reshape(len(truth), -1)[:, 0] for truth in truths]).astype(np.float64)
    kind, names, values = _values(dataset, _described(dataset, column))
    keys = np.concatenate(values)
    if kind is ColumnKind.CATEGORY:
        ranks = np.append(np.argsort(np.argsort(np.array(names), kind="stable")).astype(np.float64), np.nan)
        keys = ranks[np.where(np.isnan(keys), len(names), keys).astype(np.int64)]
    return keys


def _described(dataset: Dataset, number: int) -> Described:
    columns = list(described_columns(dataset)) if len(dataset.input_shape) == 1 else []
    if not 0 <= number < len(columns):
        raise CommandError("no-such-column", "The data has no column {n}.", n=number)
    return columns[number]


def _values(dataset: Dataset, column: Described) -> tuple[ColumnKind, tuple[str, ...], list[Floats]]:
    """What a column holds in each part, (N,), NaN for what is missing; of a category the places in its names."""
    parts = (dataset.train, dataset.validation, dataset.test)
    if not column.width:
        return ColumnKind.NUMBER, (), [part.targets.reshape(len(part), -1)[:, column.place].numpy().astype(np.float64)
                                       for part in parts]  # fmt: skip
    encoding = column.encoding
    if encoding is None:
        return ColumnKind.NUMBER, (), [_input(part, column.place) for part in parts]
    from trainer_core.data.tables.encodings import CategoryEncoding, NumberEncoding

    if isinstance(encoding, CategoryEncoding):
        names = (*encoding.categories, *([""] if encoding.other else []))
        return ColumnKind.CATEGORY, names, [_categories(part, column, len(names)) for part in parts]
    there = [encoding.indicator and _input(part, column.place + column.width - 1) > 0 for part in parts]
    if isinstance(encoding, NumberEncoding) or "time" in encoding.parts:
        own = [_input(part, column.place) * encoding.scale + encoding.center for part in parts]
    else:  # all dates are the same day
        own = [np.full(len(part), encoding.center) for part in parts]
    kind = ColumnKind.NUMBER if isinstance(encoding, NumberEncoding) else ColumnKind.DATE
    return kind, (), [np.where(gone, np.nan, each) for gone, each in zip(there, own, strict=True)]


def _input(part: Examples, place: int) -> Floats:
    values = part.inputs[:, place]
    values = values if part.rows is None else values.index_select(0, part.rows)
    return values.numpy().astype(np.float64)


def _categories(part: Examples, column: Described, names: int) -> Floats:
    """Which of so many names each row has; of a pair only the second has an input."""
    first = names - column.width if column.width < names else 0
    found = np.full(len(part), 0.0 if first else np.nan)
    for place in range(first, names):
        found[_input(part, column.place + place - first) > 0] = place
    return found


def _commonest(names: tuple[str, ...], values: list[Floats]) -> tuple[tuple[str, ...], list[Floats]]:
    """The commonest of many names, the commonest first, and an empty one for the rest; and the places among these."""
    counts = np.bincount(values[0][~np.isnan(values[0])].astype(np.int64), minlength=len(names))
    known = [place for place in np.argsort(-counts, kind="stable").tolist() if names[place]]
    shown = known[: _MOST_LABELS - 1] if len(known) > _MOST_LABELS else known
    rest = len(shown) < len(names)
    to = np.full(len(names) + 1, len(shown), np.float64)
    to[shown] = np.arange(len(shown))
    to[-1] = np.nan
    labels = (*(names[place] for place in shown), *([""] if rest else []))
    return labels, [to[np.where(np.isnan(each), len(names), each).astype(np.int64)] for each in values]


def _edges(values: Floats, *, whole: bool) -> Floats:
    """Edges of bars: one for each whole number where these are few."""
    there = values[np.isfinite(values)]
    if not len(there):
        return np.linspace(0.0, 1.0, 2)
    low, high = (float(edge) for edge in np.percentile(there, (_FROM, _TO)))
    if not high > low:
        low, high = float(there.min()), float(there.max())
    rounded = np.round(there)
    # Inputs are kept in float32: a whole number comes back with its error.
    if whole and 0 < high - low <= _MOST_WHOLE and bool((np.abs(there - rounded) < _ROUNDED).all()):
        return np.arange(round(low) - 0.5, round(high) + 1.0)
    return np.linspace(low, high if high > low else low + 1.0, _BINS + 1)


def _groups(parts: Parts) -> tuple[tuple[str, ...], tuple[float, ...], npt.NDArray[np.int64]]:
    """What training examples are told apart by: names of classes or bands of numbers, and the group of each, (N,)."""
    dataset = parts.dataset
    if parts.task.name is TaskName.REGRESSION:
        target = dataset.train.targets.reshape(len(dataset.train), -1)[:, 0].numpy().astype(np.float64)
        bands = np.unique(np.quantile(target, np.linspace(0, 1, _BANDS + 1))) if len(target) else target
        if len(bands) < 2:
            return (), (), np.empty(0, np.int64)
        return (), tuple(bands.tolist()), np.clip(np.searchsorted(bands, target, "right") - 1, 0, len(bands) - 2)
    truth = parts.task.truth(dataset.train.targets).reshape(-1)
    counts = np.bincount(truth, minlength=len(dataset.class_names))
    shown = np.sort(np.argsort(-counts, kind="stable")[:_MOST_GROUPS])
    to = np.full(len(counts), -1, np.int64)
    to[shown] = np.arange(len(shown))
    return tuple(dataset.class_names[place] for place in shown), (), to[truth]


def _counts(values: Floats, edges: Floats) -> npt.NDArray[np.int64]:
    there = values[np.isfinite(values)]
    return np.histogram(np.clip(there, edges[0], edges[-1]), edges)[0].astype(np.int64)
