"""``trainer weights show`` and ``trainer weights compare``: what files of weights hold, and how two of them differ."""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from trainer_core.errors import WeightsError
from trainer_core.inspect.comparing import compare_reports
from trainer_core.inspect.measuring import finished, movement, statistics
from trainer_core.inspect.report import Entry, FileReport, Movement, TensorStatistics
from trainer_core.inspect.weights_file import WeightsFile


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
    columns = ["Key", "Shape", "Type", "Device", "Bytes", *(_STATISTICS if options.stats else [])]
    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for entry in file.report.entries:
        shape = "×".join(map(str, entry.shape or ())) or "()" if entry.is_tensor else entry.value
        row = [entry.key, shape, entry.dtype, entry.device, f"{entry.bytes:,}" if entry.is_tensor else ""]
        table.add_row(*map(escape, row), *(_cells(measured.get(entry.key)) if options.stats else []))
    console = Console()
    console.print(table)
    console.print(escape(_sentence(file.report)))
    return 0


def compare(options: argparse.Namespace) -> int:
    """Compare two weights files: keys that miss, shapes that differ, and how far the values moved."""
    first, second = WeightsFile(options.first), WeightsFile(options.second)
    comparison = compare_reports(first.report, second.report)
    table = Table("Key", "Verdict", "A", "B", "max |Δ|", "L2 of Δ", "relative", "cosine", box=None, pad_edge=False)
    verdicts: dict[str, int] = {}
    for key in comparison.keys:
        moved: Movement | None = None
        verdict = key.verdict
        if key.comparable:
            moved = finished(movement(first, key.keys[0], second, key.keys[1]))
            verdict = "same values" if moved.same and verdict == "same shape" else verdict
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
    console = Console()
    console.print(table)
    console.print(", ".join(f"{count:,} {verdict}" for verdict, count in verdicts.items()))
    return 0


_STATISTICS = ["Norm", "Min", "Max", "Mean", "Std", "Zero", "NaN", "Inf"]


def _statistics(file: WeightsFile, entry: Entry) -> TensorStatistics | None:
    """Measure a tensor; None where the file has no values of it."""
    try:
        return finished(statistics(file, entry.key))
    except WeightsError as error:
        if error.code != "no-values":
            raise
        return None


def _cells(measured: TensorStatistics | None) -> list[str]:
    if measured is None:
        return [""] * len(_STATISTICS)
    numbers = (measured.norm, measured.minimum, measured.maximum, measured.mean, measured.std)
    counts = (measured.zeros, measured.nan, measured.infinite)
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
