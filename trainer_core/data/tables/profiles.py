"""What a table's columns hold, in numbers that a window can draw and JSON can carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.cores import over_cores
from trainer_core.data.tables.gathering import number_text
from trainer_core.data.tables.roles import Assigned, Role, assign_roles
from trainer_core.data.tables.table import Column, ColumnType, Table
from trainer_core.errors import Message

_BARS = 20
_CATEGORIES = 10
_EXACT_UP_TO = 200_000
_TAIL = 0.5


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts of a column's values: ``edges`` (B+1) around B ``counts``, or ``labels`` of B counts.

    Numbers beyond the first and last half percent are counted in the outermost bars, so that one outlier does not
    leave the rest in a single bar. ``others`` counts the values of the categories that are not listed. Edges of dates
    are seconds since 1970.
    """

    counts: tuple[int, ...]
    edges: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    others: int = 0


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column: its type and role with the reason, and what it holds.

    ``distinct`` is counted among ``looked_at`` values, which are all of them up to 200,000 rows. ``minimum``, ``mean``,
    ``median``, ``maximum`` and ``deviation`` are those of numbers; None elsewhere.
    """

    name: str
    type: ColumnType
    role: Role
    code: str
    reason: Message | None
    rows: int
    missing: int
    distinct: int
    looked_at: int
    minimum: float | None
    maximum: float | None
    mean: float | None
    median: float | None
    deviation: float | None
    examples: tuple[str, ...]
    histogram: Histogram

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; the reason as its sentence."""
        return {**asdict(self), "reason": str(self.reason) if self.reason else ""}


def profile(table: Table, roles: Mapping[str, Assigned] | None = None) -> tuple[ColumnProfile, ...]:
    """Describe every column of ``table``, with ``roles`` as they are or as they would be proposed."""
    roles = assign_roles(table) if roles is None else roles
    return tuple(over_cores(lambda column: _profile(column, roles[column.name]), table.columns))


def _profile(column: Column, assigned: Assigned) -> ColumnProfile:
    gone = column.missing()
    there = column.values[~gone] if gone.any() else column.values
    step = -(-len(there) // _EXACT_UP_TO) if len(there) and not column.is_text else 1
    looked_at = np.sort(there[::step])
    distinct = int((looked_at[1:] != looked_at[:-1]).sum()) + min(1, len(looked_at))
    low = high = mean = median = deviation = None
    if there.size and not column.is_text and not column.is_date:
        exact = there.astype(np.float64)
        low, high, mean, median, deviation = (
            _short(float(fact), there.dtype)
            for fact in (exact.min(), exact.max(), exact.mean(), np.median(looked_at), exact.std())
        )
    return ColumnProfile(
        column.name,
        column.type,
        assigned.role,
        assigned.code,
        assigned.reason,
        len(column),
        int(gone.sum()),
        distinct,
        len(looked_at),
        low,
        high,
        mean,
        median,
        deviation,
        examples=_examples(column, there),
        histogram=_categories(column, there) if column.is_text else _bars(column, looked_at, distinct),
    )


def _short(value: float, kind: npt.DTypeLike) -> float:
    """A number in as few digits as its type keeps: 5.1 for a float32, not 5.0999999."""
    return float(str(np.float32(value))) if kind == np.float32 else value


def _examples(column: Column, there: npt.NDArray[Any]) -> tuple[str, ...]:
    _, first = np.unique(there[:1000], return_index=True)
    few = there[np.sort(first)[:3]]
    if column.is_text:
        return tuple(column.labels[int(code)].as_py() for code in few)
    return tuple(str(value) if column.is_date else number_text(value) for value in few)


def _bars(column: Column, values: npt.NDArray[Any], distinct: int) -> Histogram:
    numbers = values.astype(np.int64) / 1e6 if column.is_date else values.astype(np.float64)
    if not numbers.size:
        return Histogram(())
    low, high = (float(edge) for edge in np.percentile(numbers, (_TAIL, 100 - _TAIL)))
    if low == high:
        low, high = float(numbers.min()), float(numbers.max())
    bars = min(_BARS, distinct)
    counts, edges = np.histogram(np.clip(numbers, low, high), bars, (low, high) if high > low else None)
    return Histogram(tuple(counts.tolist()), edges=tuple(edges.tolist()))


def _categories(column: Column, codes: npt.NDArray[Any]) -> Histogram:
    counts = np.bincount(codes, minlength=len(column.labels))
    most = np.argsort(-counts, kind="stable")[:_CATEGORIES]
    most = most[counts[most] > 0]
    labels = tuple(column.labels[int(code)].as_py() for code in most)
    return Histogram(tuple(counts[most].tolist()), labels=labels, others=int(counts.sum() - counts[most].sum()))
