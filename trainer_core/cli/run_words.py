"""A run of the library in words for a terminal, and in values for JSON."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, Final

from trainer_core.errors import plural
from trainer_core.formats import UNKNOWN, duration, rate, size
from trainer_core.history.history import LOSS
from trainer_core.library.comparing import Comparison, FieldDifference, Result
from trainer_core.library.record import RunRecord, Split
from trainer_core.tasks import metric_of, written
from trainer_core.tasks.metrics.metric import result

_SPLITS: Final[tuple[Split, ...]] = ("validation", "final_validation", "test")


def record_values(record: RunRecord) -> dict[str, Any]:
    """A run's record as values that JSON has, without the picture; a number that does not exist is None."""
    return {
        "run": str(record.path),
        "name": record.name,
        "title": record.title,
        "state": record.state.value,
        "problem": record.problem,
        "recipe": record.recipe_line,
        "source": record.source,
        "model": record.model,
        "started": record.started.isoformat() if record.started else None,
        "device": record.device,
        "tags": list(record.tags),
        "changed_by_hand": record.changed_by_hand,
        "notes": record.notes,
        "continuable": record.continuable,
        "bytes": record.bytes,
        "epochs": record.epochs,
        "epochs_planned": record.epochs_planned,
        "steps": record.steps,
        "best_epoch": record.best_epoch,
        "metric": record.metric,
        "seconds": _finite(record.seconds),
        "samples_per_second": _finite(record.samples_per_second),
    } | {
        f"{which}_{name}": _finite(record.result(which, name))
        for which in _SPLITS
        for name in dict.fromkeys((LOSS, record.metric or LOSS, *getattr(record, which)))
    }


def picture_values(record: RunRecord) -> dict[str, list[float | None]]:
    """A run's small curves, a list of at most 64 numbers each."""
    metric = record.metric or "metric"
    names = (LOSS, metric, f"validation_{LOSS}", f"validation_{metric}")
    return {
        name: [_finite(value) for value in curve.tolist()]
        for name, curve in zip(names, record.picture.curves, strict=True)
    }


def comparison_values(comparison: Comparison) -> dict[str, Any]:
    """A comparison as values that JSON has."""
    return {
        "runs": [record_values(record) for record in comparison.records],
        "differences": [
            {
                "key": each.key,
                "title": each.title,
                "values": list(each.values),
                "live": [live and {"step": live.step, "value": live.value} for live in each.live],
            }
            for each in comparison.differences
        ],
        "metrics": [
            {
                "key": each.key,
                "title": str(each.title),
                "values": [_finite(value) for value in each.values],
                "best": list(each.best),
            }
            for each in comparison.results
        ],
    }


def facts(record: RunRecord) -> Iterator[tuple[str, str]]:
    """What a person wants to know of a run: titles and texts, empty where there is nothing to say."""
    yield "Name", record.name
    yield "Folder", str(record.path)
    yield "State", record.state.value + (", can be resumed" if record.continuable else "")
    yield "Problem", record.problem
    yield "Recipe", record.recipe_line
    yield "Data", record.source
    yield "Started", f"{record.started:%Y-%m-%d %H:%M:%S} UTC" if record.started else ""
    yield "Device", record.device
    yield "Epochs", f"{epochs(record)}, {plural(record.steps, '1 batch', '{n:,} batches')}"
    yield "Time", duration(record.seconds)
    yield "Speed", "" if math.isnan(record.samples_per_second) else f"{rate(record.samples_per_second)} examples/s"
    if record.best_epoch:
        yield "Best", f"epoch {record.best_epoch}, validation {_results(record, 'validation')}"
    if record.test:
        yield "Test", _results(record, "test")
    yield "Size", size(record.bytes)
    yield "Tags", ", ".join(record.tags)
    if record.changed_by_hand:
        yield "Changed by hand", "yes"
    yield "Notes", record.notes


def _results(record: RunRecord, which: Split) -> str:
    """``loss 0.3412, accuracy 87.1%``."""
    return f"loss {record.result(which, LOSS):.4f}, {named(record.metric, record.result(which))}"


def named(metric: str, value: float) -> str:
    """``accuracy 87.1%``, ``RMSE 53.18``."""
    return f"{metric_of(metric).in_words} {written(metric, value)}"


def headline(record: RunRecord, which: Split) -> str:
    """The headline metric of a run in a cell of a table."""
    return result(record.metric, record.result(which)) if math.isfinite(record.result(which)) else UNKNOWN


def result_words(of: Result, value: float) -> str:
    """A result of `trainer_core.library.comparing.Result` as it is written."""
    if math.isnan(value):
        return UNKNOWN
    if of.metric == LOSS:
        return f"{value:.4f}"
    return written(of.metric, value) if of.metric else _FORMS[of.key](value)


def difference_words(of: FieldDifference) -> Iterator[str]:
    """A setting of `trainer_core.library.comparing.FieldDifference` as it is written, run by run."""
    for value, live in zip(of.values, of.live, strict=True):
        words = UNKNOWN if value is None else of.in_words(value)
        yield words if live is None else f"{words}, live: {of.in_words(live.value)} from batch {live.step:,}"


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def epochs(record: RunRecord) -> str:
    """Epochs done, and how many were planned."""
    return f"{record.epochs:,} of {record.epochs_planned:,}" if record.epochs_planned else f"{record.epochs:,}"


_FORMS: Final[dict[str, Callable[[float], str]]] = {
    "best_epoch": "{:,.0f}".format,
    "epochs": "{:,.0f}".format,
    "steps": "{:,.0f}".format,
    "seconds": duration,
    "samples_per_second": rate,
}
