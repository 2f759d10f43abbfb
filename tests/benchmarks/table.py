"""Tables of medians, spreads and ratios in Markdown, and the machine on which they hold."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing. ``target`` is a limit in words, such as ``"≥ 0.97"``."""

    what: str
    figures: Sequence[float]
    digits: int = 0
    ratio: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in one unit, under a title; ``notes`` say how it was measured."""

    title: str
    unit: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(
        self,
        what: str,
        figures: Sequence[float] | float,
        *,
        digits: int = 0,
        against: Sequence[float] | None = None,
        target: str = "",
    ) -> None:
        """Add a row; with ``against``, figures measured side by side with these, also their ratio."""
        values = [figures] if isinstance(figures, (int, float)) else list(figures)
        ratio = f"{ratio_of(values, against):.3f}" if against is not None else ""
        self.rows.append(Row(what, values, digits, ratio, target))

    def markdown(self) -> str:
        lines = [f"### {self.title}", ""]
        if self.rows:
            lines += [f"| | median, {self.unit} | min to max | ratio | target |", "| --- | ---: | ---: | ---: | --- |"]
        for row in self.rows:
            shown = [f"{value:,.{row.digits}f}" for value in (median(row.figures), min(row.figures), max(row.figures))]
            spread = f"{shown[1]} to {shown[2]}" if len(row.figures) > 1 else ""
            lines.append(f"| {row.what} | {shown[0]} | {spread} | {row.ratio} | {row.target} |")
        return "\n".join([*lines, "", *(f"{note}\n" for note in self.notes)])


def ratio_of(figures: Sequence[float], against: Sequence[float]) -> float:
    """The median of the ratios of figures that were measured side by side."""
    return median(mine / theirs for mine, theirs in zip(figures, against, strict=True))


def machine() -> str:
    """The machine and the versions, in one line."""
    packages = ", ".join(f"{name} {_version(name)}" for name in ("torch", "PySide6-Essentials", "numpy"))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{_processor()}, {cores} cores, {platform.system()}, Python {platform.python_version()}, {packages}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = [line for line in info.read_text().splitlines() if line.startswith("model name")] if info.exists() else []
    return names[0].partition(":")[2].strip() if names else platform.processor() or platform.machine()
