"""A run of the library in words for a terminal, and in values for JSON."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, Final

from trainer_core.errors import plural
from trainer_core.formats import UNKNOWN, duration, percent, rate, size
from trainer_core.library.comparing import Comparison
from trainer_core.library.record import RunRecord


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
        "notes": record.notes,
        "continuable": record.continuable,
        "bytes": record.bytes,
        "epochs": record.epochs,
        "epochs_planned": record.epochs_planned,
        "steps": record.steps,
        "best_epoch": record.best_epoch,
    } | {
        name: _finite(getattr(record, name))
        for name in (
            "seconds",
            "samples_per_second",
            "validation_loss",
            "validation_accuracy",
            "final_validation_loss",
            "final_validation_accuracy",
            "test_loss",
            "test_accuracy",
        )
    }


def picture_values(record: RunRecord) -> dict[str, list[float | None]]:
    """A run's small curves, a list of at most 64 numbers each."""
    names = ("loss", "accuracy", "validation_loss", "validation_accuracy")
    return {
        name: [_finite(value) for value in curve.tolist()]
        for name, curve in zip(names, record.picture.curves, strict=True)
    }


def comparison_values(comparison: Comparison) -> dict[str, Any]:
    """A comparison as values that JSON has."""
    return {
        "runs": [record_values(record) for record in comparison.records],
        "differences": [
            {"key": each.key, "title": each.title, "values": list(each.values)} for each in comparison.differences
        ],
        "metrics": [
            {
                "key": each.key,
                "title": each.title,
                "values": [_finite(value) for value in each.values],
                "best": list(each.best),
            }
            for each in comparison.metrics
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
        best = f"loss {record.validation_loss:.4f}, accuracy {percent(record.validation_accuracy)}"
        yield "Best", f"epoch {record.best_epoch}, validation {best}"
    if not math.isnan(record.test_accuracy):
        yield "Test", f"loss {record.test_loss:.4f}, accuracy {percent(record.test_accuracy)}"
    yield "Size", size(record.bytes)
    yield "Tags", ", ".join(record.tags)
    yield "Notes", record.notes


def metric(key: str, value: float) -> str:
    """A result of `trainer_core.library.comparing.Metric` as it is written."""
    if math.isnan(value):
        return UNKNOWN
    return _FORMS.get(key, percent if key.endswith("accuracy") else "{:.4f}".format)(value)


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
