"""``trainer weights show`` and ``trainer weights compare``: what files of weights hold, and how two of them differ."""

from __future__ import annotations

import argparse
import dataclasses
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from trainer_core.cli.json_lines import print_json
from trainer_core.errors import WeightsError, plural
from trainer_core.files.state_dict_in import visible
from trainer_core.protocol.weights_report import Entry, FileReport, KeyComparison, Movement, TensorStatistics
from trainer_core.weights.compare_files import compare_reports
from trainer_core.weights.measuring import finished, movement, statistics
from trainer_core.weights.state_dicts import SUFFIXES
from trainer_core.weights.weights_file import WeightsFile


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``weights show`` and ``weights compare`` to a command line."""
    weights = commands.add_parser("weights", help="inspect weights files")
    actions = weights.add_subparsers(required=True, metavar="ACTION")
    showing = actions.add_parser("show", help="list the tensors of a file")
    showing.add_argument(
        "file", type=Path, metavar="FILE", help=f"a weights file ({', '.join(SUFFIXES)}), or a snapshot"
    )
    showing.add_argument("--stats", action="store_true", help="read the values too: norm, range, NaN and infinite ones")
    showing.set_defaults(command=show)
    comparing = actions.add_parser("compare", help="compare two files, key by key")
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
            print_json(_entry_values(entry) | _plain_numbers(measured.get(entry.key)))
        print_json(_totals(file))
        return 0
    rows = []
    for entry in file.report.entries:
        if not entry.is_tensor:
            rows.append([entry.key, f"not read: {entry.unread}" if entry.unread else entry.value])
            continue
        rest = _cells(measured.get(entry.key)) if options.stats else [entry.device, f"{entry.bytes:,}"]
        rows.append([entry.key, _shape(entry.shape), entry.dtype, *rest])
    _print_table(["Key", "Shape", "Type", *(_STATISTICS if options.stats else ["Device", "Bytes"])], rows)
    print(_sentence(file.report))
    return 0


def compare(options: argparse.Namespace) -> int:
    """Compare two weights files: keys that miss, shapes that differ, and how far the values moved."""
    first, second = WeightsFile(options.first), WeightsFile(options.second)
    comparison = compare_reports(first.report, second.report)
    verdicts: dict[str, int] = {}
    rows = []
    for key in comparison.keys:
        moved = _moved(first, second, key) if key.comparable else None
        verdict = key.verdict_with(moved)
        verdicts[verdict] = verdicts.get(verdict, 0) + 1
        if options.json:
            values = {"key": key.name, "verdict": verdict, "shapes": key.shapes, "types": key.dtypes}
            print_json(values | _plain_numbers(moved))
        else:
            numbers = [moved.largest, moved.norm, moved.relative, moved.cosine] if moved else []
            words = _not_finite(moved) if moved and verdict == "not finite" else _VERDICTS.get(verdict, verdict)
            rows.append([visible(key.name), words, *map(_shape, key.shapes), *map(_number, numbers)])
    if options.json:
        print_json({"a": str(options.first.absolute()), "b": str(options.second.absolute()), "verdicts": verdicts})
        return 0
    _print_table(["Key", "Result", "A", "B", "max |Δ|", "L2 of Δ", "relative", "cosine"], rows)
    for note in comparison.notes:
        print(note)
    print(", ".join(f"{_VERDICTS.get(verdict, verdict)}: {count:,}" for verdict, count in verdicts.items()))
    return 0


_STATISTICS = ["Norm", "Min", "Max", "Mean", "Std", "NaN", "Inf"]
_VERDICTS = {"only in first": "only in A", "only in second": "only in B"}
_WIDEST = 60


def _print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print columns; nothing is cut, and what is very long pushes only its own line aside.

    A file may have 100,000 keys, for which a table of Rich takes minutes.
    """
    widths = [0] * len(headings)
    for row in (headings, *rows):
        # The last cell of a row is followed by nothing.
        for column, cell in enumerate(row[:-1]):
            widths[column] = max(widths[column], min(cell_len(cell), _WIDEST))
    for row in (headings, *rows):
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=False))
        print("  ".join(cells).rstrip())


def _shape(shape: tuple[int, ...] | None) -> str:
    return "–" if shape is None else "×".join(map(str, shape)) or "()"


def _not_finite(moved: Movement) -> str:
    """Say how many values are NaN or infinite in which file: ``784 NaN in B``."""
    counts = [
        f"{count:,} {what} in {file}"
        for what, both in (("NaN", moved.nan), ("infinite", moved.infinite))
        for count, file in zip(both, "AB", strict=True)
        if count
    ]
    return ", ".join(counts)


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
    if entry.unread:
        return {"key": entry.key, "not_read": entry.unread}
    if not entry.is_tensor:
        return {"key": entry.key, "name": entry.name, "value": entry.value}
    names = ("key", "name", "shape", "dtype", "device", "elements", "bytes", "tied")
    return {name: getattr(entry, name) for name in names}


def _plain_numbers(measured: TensorStatistics | Movement | None) -> dict[str, Any]:
    if measured is None:
        return {}
    values = {each.name: getattr(measured, each.name) for each in dataclasses.fields(measured)}
    if "histogram" in values:
        values["histogram"] = values["histogram"].tolist()
    return values


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
        f"{plural(len(report.tensors), '1 tensor', '{n:,} tensors')}, "
        f"{plural(report.parameters, '1 parameter', '{n:,} parameters')}, {report.tensor_bytes:,} bytes, "
        f"{', '.join(report.dtypes)}; a file of {report.format}{devices}."
    )
