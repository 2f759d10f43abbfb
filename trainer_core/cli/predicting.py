"""``trainer predict``: a finished run's weights at work on files of any number and kind."""

from __future__ import annotations

import argparse
import math
import sys
from contextlib import ExitStack
from typing import Any

from rich.markup import escape
from rich.table import Table

from trainer_core.cli.json_lines import print_json
from trainer_core.cli.output import console
from trainer_core.cli.results import parts_of
from trainer_core.data.labels import Labels
from trainer_core.data.picture_files import Invert
from trainer_core.engine.predictions import predictions
from trainer_core.errors import DataError, Message, plural
from trainer_core.export.predictions import predictions_csv, record
from trainer_core.formats import percent
from trainer_core.protocol.reports import Predictions

_SHOWN = 1000
"""Rows of the table for a person; JSON and CSV have all."""
_NAMED = 5


def predict(options: argparse.Namespace) -> int:
    """Predict files, folders, tables and arrays: for each input the most probable classes or the values, or what is
    wrong with it, in memory that does not grow with them.

    Returns 1 if an input could not be predicted, after all others; raises `DataError` if it was the only one.
    """
    parts, _, _ = parts_of(options)
    labels, invert = parts.dataset.labels, Invert(options.invert)
    told = _Told(labels, machine=options.json)
    paths = tuple(path.expanduser() for path in options.paths)
    with ExitStack() as stack:
        file = stack.enter_context(predictions_csv(options.csv, labels)) if options.csv is not None else None
        for portion in predictions(parts, paths, invert):
            told.take(portion)
            if file is not None:
                file.write(portion)
    return told.end(automatic=invert is Invert.AUTO)


class _Told:
    """Tells predictions as they come: an object a line, or a table and what else should be known."""

    def __init__(self, labels: Labels, *, machine: bool) -> None:
        self._labels, self._machine = labels, machine
        self._all = self._failed = 0
        self._problem: tuple[str, Message] | None = None
        self._inverted: list[str] = []
        self._table = Table(box=None, pad_edge=False, header_style="bold")
        self._table.add_column("File", overflow="fold", min_width=12)
        titles = ("Prediction", "Probability", "Next") if labels.class_names else labels.target_names
        self._width = len(titles)
        for title in titles:
            self._table.add_column(title)

    def take(self, portion: Predictions) -> None:
        """Tell some more."""
        for at in range(len(portion.files)):
            values = record(portion, at, self._labels)
            if self._machine:
                print_json(values)
            elif self._all < _SHOWN:
                self._table.add_row(escape(_place(values)), *map(escape, self._cells(values)))
            self._all += 1
        if portion.problems and self._problem is None:
            self._problem = next(iter(portion.problems.values()))
        self._failed += len(portion.problems)
        self._inverted += [file for file, inverted in zip(portion.files, portion.inverted, strict=True) if inverted]

    def end(self, *, automatic: bool) -> int:
        """Tell what is left; returns the exit status."""
        if self._failed == self._all == 1 and self._problem is not None:
            if not self._machine:
                raise DataError(*self._problem)
            print(f"trainer: {self._problem[1]}", file=sys.stderr)
            return 1
        if not self._machine:
            self._print(automatic)
        if self._failed:
            print(f"trainer: {self._failed:,} of {self._all:,} inputs cannot be predicted.", file=sys.stderr)
        return int(self._failed > 0)

    def _print(self, automatic: bool) -> None:
        console().print(self._table)
        if self._all > _SHOWN:
            print(f"{self._all - _SHOWN:,} more are not shown; --csv and --json give all.")
        if self._inverted and automatic:
            more = ", …" if len(self._inverted) > _NAMED else ""
            print(
                f"Inverted {plural(len(self._inverted), '1 picture', '{n:,} pictures')} with a light border, because "
                f"the training images are dark there: {', '.join(self._inverted[:_NAMED])}{more}. To leave them as "
                "they are, add --invert no."
            )

    def _cells(self, values: dict[str, Any]) -> list[str]:
        if "error" in values:
            return [*("–" for _ in range(self._width - 1)), values["message"]]
        if "value" in values:
            value = values["value"]
            return [_number(each) for each in (value.values() if isinstance(value, dict) else [value])]
        if values["prediction"] is None:
            return ["none: the model answers NaN", "–", ""]
        ranked = list(values["probabilities"].items())
        following = ", ".join(f"{name} {percent(probability)}" for name, probability in ranked[1:3])
        return [ranked[0][0], percent(ranked[0][1]), following]


def _number(value: float | None) -> str:
    return "–" if value is None or not math.isfinite(value) else f"{value:,.6g}"


def _place(values: dict[str, Any]) -> str:
    return f"{values['file']}, row {values['row']:,}" if "row" in values else str(values["file"])
