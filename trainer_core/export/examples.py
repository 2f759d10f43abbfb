"""Lists of single examples as CSV: those of a run that deserve a look, and any others by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from trainer_core.export.csv_files import csv_file
from trainer_core.protocol.data_browsing import NamedExample
from trainer_core.protocol.reports import ListedExample

Line = tuple[Any, ...]


def listed_lines(examples: Iterable[ListedExample]) -> Iterator[Line]:
    """Yield a head and a line for each example of a list: its name, place in training, label and losses."""
    yield "example", "index", "label", "score", "loss", "mean_loss", "right"
    for each in examples:
        numbers = (f"{value:.6g}" for value in (each.score, each.loss, each.mean))
        yield str(each.key), each.index, each.label, *numbers, int(each.right)


def named_lines(examples: Iterable[NamedExample]) -> Iterator[Line]:
    """Yield a head and a line for each example: its name, part, place there, label, and the path of its file."""
    yield "example", "part", "index", "label", "path"
    for each in examples:
        yield each.name or str(each.key), each.split.value, each.index, each.label, each.path


def save_lines(path: Path, lines: Iterable[Line]) -> None:
    """Write lines to the CSV file at ``path``, whole or not at all; raises `DataError`."""
    with csv_file(path) as writer:
        for line in lines:
            writer.writerow(line)
