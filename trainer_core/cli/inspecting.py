"""``trainer weights show`` and ``trainer weights compare``: what files of weights hold, and how two of them differ."""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table

from trainer_core.cli.output import console
from trainer_core.errors import WeightsError
from trainer_core.protocol.weights_report import Entry, FileReport, KeyComparison, Movement, TensorStatistics
from trainer_core.weights.compare_files import compare_reports
from trainer_core.weights.measuring import finished, movement, statistics
from trainer_core.weights.weights_file import WeightsFile


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``weights show`` and ``weights compare`` to a command line."""
    weights = commands.add_parser("weights", help="look inside files of weights")
    actions = weights.add_subparsers(required=True, metavar="ACTION")
    showing = actions.add_parser("show", help="list the tensors of a file")
    showing.add_argument("file", type=Path, metavar="FILE", help="a .pt, .pth or .safetensors file, or a snapshot")
    showing.add_argument("--stats", action="store_true", help="read the values too: norm, range, NaN and infinite ones")
    showing.set_defaults(command=show)
    comparing = actions.add_parser("compare", help="hold two files against each other, key by key")
    comparing.add_argument("first", type=Path, metavar="A", help="a weights file")
    comparing.add_argument("second", type=Path, metavar="B", help="another one")
    comparing.set_defaults(command=compare)
    for command in (showing, comparing):
        command.add_argument("--json", action="store_true", help="print JSON, an object a line")


def show(options: argparse.Namespace) -> int:
    """List what a weights file holds; the totals are the last line."""
    file = WeightsFile(options.file)
    measured = {entry.key: _statistics(file, entry) for entry in file.report.tensors} if options.stats else {}
    if options.json:
        for entry in file.report.entries:
            print(json.dumps(_entry_values(entry) | _plain_numbers(measured.get(entry.key))))
        print(json.dumps(_totals(file)))
        return 0
    table = _table("Key", "Shape", "Type", *(_STATISTICS if options.stats else ["Device", "Bytes"]))
    for entry in file.report.entries:
        shape = "×".join(map(str, entry.shape or ())) or "()" if entry.is_tensor else entry.value
        place = [entry.device, f"{entry.bytes:,}" if entry.is_tensor else ""]
        rest = _cells(measured.get(entry.key)) if options.stats else place
        table.add_row(escape(entry.key), escape(shape), entry.dtype, *map(escape, rest))
    terminal = console()
    terminal.print(table)
    terminal.print(escape(_sentence(file.report)))
    return 0


def compare(options: argparse.Namespace) -> int:
    """Compare two weights files: keys that miss, shapes that differ, and how far the values moved."""
    first, second = WeightsFile(options.first), WeightsFile(options.second)
    comparison = compare_reports(first.report, second.report)
    table = _table("Key", "Verdict", "A", "B", "max |Δ|", "L2 of Δ", "relative", "cosine")
    verdicts: dict[str, int] = {}
    for key in comparison.keys:
        moved = _moved(first, second, key) if key.comparable else None
        verdict = "same values" if moved and moved.same and key.verdict == "same shape" else key.verdict
        verdicts[verdict] = verdicts.get(verdict, 0) + 1
        if options.json:
            values = {"key": key.name, "verdict": verdict, "shapes": key.shapes, "types": key.dtypes}
            print(json.dumps(values | _plain_numbers(moved)))
        else:
            shapes = ["–" if shape is None else "×".join(map(str, shape)) or "()" for shape in key.shapes]
            numbers = [moved.largest, moved.norm, moved.relative, moved.cosine] if moved else []
            table.add_row(escape(key.name), verdict, *shapes, *map(_number, numbers))
    if options.json:
        totals = {"a": str(options.first.absolute()), "b": str(options.second.absolute()), "verdicts": verdicts}
        print(json.dumps(totals))
        return 0
    terminal = console()
    terminal.print(table)
    terminal.print(", ".join(f"{count:,} {verdict}" for verdict, count in verdicts.items()))
    return 0


_STATISTICS = ["Norm", "Min", "Max", "Mean", "Std", "NaN", "Inf"]


def _table(first: str, *others: str) -> Table:
    """A table whose first column gives way, and no number is cut."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, overflow="fold", min_width=12)
    for heading in others:
        table.add_column(heading, no_wrap=heading != "Shape", overflow="fold")
    return table


def _statistics(file: WeightsFile, entry: Entry) -> TensorStatistics | None:
    """Measure a tensor; None where the file has no values of it."""
    try:
        return finished(statistics(file, entry.key))
    except WeightsError as error:
        if error.code != "no-values":
            raise
        return None


def _moved(first: WeightsFile, second: WeightsFile, key: KeyComparison) -> Movement | None:
    try:
        return finished(movement(first, key.keys[0], second, key.keys[1]))
    except WeightsError as error:
        if error.code != "no-values":
            raise
        return None


def _cells(measured: TensorStatistics | None) -> list[str]:
    if measured is None:
        return [""] * len(_STATISTICS)
    numbers = (measured.norm, measured.minimum, measured.maximum, measured.mean, measured.std)
    counts = (measured.nan, measured.infinite)
    return [*map(_number, numbers), *(f"{count:,}" if count else "" for count in counts)]


def _number(value: float) -> str:
    return f"{value:.4g}" if math.isfinite(value) else "–"


def _entry_values(entry: Entry) -> dict[str, Any]:
    if not entry.is_tensor:
        return {"key": entry.key, "name": entry.name, "value": entry.value}
    names = ("key", "name", "shape", "dtype", "device", "elements", "bytes", "tied")
    return {name: getattr(entry, name) for name in names}


def _plain_numbers(measured: TensorStatistics | Movement | None) -> dict[str, Any]:
    """The fields of a measurement as JSON takes them: a number that is none is null."""
    if measured is None:
        return {}
    values = {each.name: getattr(measured, each.name) for each in dataclasses.fields(measured)}
    if "histogram" in values:
        values["histogram"] = values["histogram"].tolist()
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value for name, value in values.items()
    }


def _totals(file: WeightsFile) -> dict[str, Any]:
    report = file.report
    return {
        "file": str(file.path.absolute()),
        "format": report.format,
        "tensors": len(report.tensors),
        "parameters": report.parameters,
        "tensor_bytes": report.tensor_bytes,
        "file_bytes": report.file_bytes,
        "types": report.dtypes,
        "devices": report.devices,
    }


def _sentence(report: FileReport) -> str:
    devices = f", saved from {', '.join(report.devices)}" if report.devices else ""
    return (
        f"{len(report.tensors):,} tensors, {report.parameters:,} parameters, {report.tensor_bytes:,} bytes, "
        f"{', '.join(report.dtypes)}; a file of {report.format}{devices}."
    )
