"""Predictions as records: an object for each input, and a CSV file with a row for each, written as they come."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from trainer_core.data.labels import Labels
from trainer_core.export.csv_files import Writer, csv_file
from trainer_core.protocol.reports import Predictions


def record(predictions: Predictions, at: int, labels: Labels) -> dict[str, Any]:
    """One prediction as plain values.

    ``file``, ``row`` where the file has several, ``prediction``, and with it ``probabilities`` by class, the largest
    first, or ``value``: a number, or several by their targets' names. What could not be read has ``error``, a code, and
    ``message`` instead. ``truth`` is there where it is known, ``inverted`` for pictures. Where the model answers with
    no number these are None.
    """
    values: dict[str, Any] = {"file": predictions.files[at]}
    if predictions.rows[at]:
        values["row"] = int(predictions.rows[at])
    if at in predictions.problems:
        code, message = predictions.problems[at]
        return {**values, "error": code, "message": str(message)}
    numbers = predictions.answers[at].tolist()
    values |= _classes(numbers, labels) if labels.class_names else _numbers(numbers, labels)
    truth = truth_of(predictions, at, labels)
    if truth is not None:
        values["truth"] = truth
    if len(predictions.images):
        values["inverted"] = predictions.inverted[at]
    return values


def truth_of(predictions: Predictions, at: int, labels: Labels) -> Any:
    """What is true of an input: a class's name, a number, or numbers by target; None where it is not known."""
    if predictions.truth is None or at in predictions.problems:
        return None
    truth = predictions.truth[at]
    if labels.class_names:
        return labels.class_names[int(truth)] if truth >= 0 else None
    known = [value if math.isfinite(value) else None for value in np.atleast_1d(truth).tolist()]
    return known[0] if len(known) == 1 else dict(zip(labels.target_names, known, strict=True))


def _classes(numbers: list[float], labels: Labels) -> dict[str, Any]:
    ranked = sorted(zip(numbers, labels.class_names, strict=True), reverse=True)
    answered = max(numbers) > 0
    return {
        "prediction": ranked[0][1] if answered else None,
        "probabilities": {name: probability if answered else None for probability, name in ranked},
    }


def _numbers(numbers: list[float], labels: Labels) -> dict[str, Any]:
    finite = [number if math.isfinite(number) else None for number in numbers]
    value = finite[0] if len(finite) == 1 else dict(zip(labels.target_names, finite, strict=True))
    return {"prediction": value, "value": value}


@contextmanager
def predictions_csv(path: Path, labels: Labels) -> Iterator[PredictionsCsv]:
    """Yield what writes predictions to a CSV file as they come; it is at ``path`` once the block has ended.

    Raises `DataError` if it cannot be written.
    """
    with csv_file(path) as writer:
        yield PredictionsCsv(writer, labels)


class PredictionsCsv:
    """Writes ``file``, ``row``, ``prediction`` and the probability of each class, or the value of each target; then
    ``truth`` and ``error``.
    """

    def __init__(self, writer: Writer, labels: Labels) -> None:
        self._csv, self._labels = writer, labels
        named = labels.class_names or labels.target_names
        answer = ("prediction",) if labels.class_names else ()
        writer.writerow(("file", "row", *answer, *named, "truth", "error"))

    def write(self, predictions: Predictions, places: Iterable[int] | None = None) -> None:
        """Write some predictions, or those at ``places`` in their order."""
        for at in range(len(predictions.files)) if places is None else places:
            self._csv.writerow(self._line(predictions, at))

    def _line(self, predictions: Predictions, at: int) -> list[Any]:
        labels = self._labels
        values = record(predictions, at, labels)
        names = labels.class_names or labels.target_names
        if labels.class_names:
            answers = values.get("probabilities") or {}
        else:
            value = values.get("value")
            answers = value if isinstance(value, dict) else dict.fromkeys(names, value)
        truth = values.get("truth")
        truth = "; ".join(f"{name}={number}" for name, number in truth.items()) if isinstance(truth, dict) else truth
        return [
            values["file"],
            values.get("row", ""),
            *([values.get("prediction")] if labels.class_names else []),
            *(answers.get(name) for name in names),
            truth,
            values.get("message", ""),
        ]
