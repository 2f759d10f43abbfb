"""Measures the studio's speed and prints tables in Markdown: ``python -m tests.benchmarks``. It asserts nothing."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from importlib import import_module
from pathlib import Path

from tests.benchmarks.options import Options
from tests.benchmarks.report import write_section
from tests.benchmarks.table import machine

README = Path(__file__).with_name("README.md")

BENCHMARKS = (
    "engine_speed",
    "resnet",
    "own_class",
    "window_speed",
    "latency",
    "redraw",
    "graph",
    "boundary_cost",
    "startup",
    "idle",
    "busy_cores",
    "memory",
    "time_to_accuracy",
    "snapshot_cost",
    "augmentation",
    "example_losses",
    "shown",
    "health",
    "wrong_labels",
    "table_reading",
    "killing",
    "restyle",
    "walking",
    "demo_loops",
    "million",
    "picture_folder",
    "drop_folder",
    "proposals",
    "layer_tracing",
    "large_tensor",
    "inside",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, metavar="NAME", default=BENCHMARKS,
                        help=", ".join(BENCHMARKS))  # fmt: skip
    parser.add_argument("--rounds", type=int, default=5, help="rounds, each in fresh processes (5)")
    parser.add_argument("--quick", action="store_true", help="one short round: does everything run?")
    parser.add_argument("--best", action="store_true", help="also time the most accurate preset (hours on a CPU)")
    parser.add_argument("--stalls", action="store_true", help="name what holds the GUI thread up for 50 ms or more")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables there as well")
    parser.add_argument("--write", action="store_true", help="replace the section of each benchmark in the README")
    chosen = parser.parse_args()
    if chosen.write and chosen.quick:
        parser.error("--quick measures nothing that could be quoted, so it is not written")
    options = Options(1 if chosen.quick else chosen.rounds, chosen.quick, chosen.best, chosen.stalls)
    rounds = "One round" if options.rounds == 1 else f"Medians of {options.rounds} rounds"
    conditions = f"{machine()}. {rounds}.\n"
    report = [conditions]
    print(conditions, flush=True)
    for name in chosen.only:
        began = time.monotonic()
        tables = []
        for table in import_module(f"tests.benchmarks.{name}").measure(options):
            tables.append(table.markdown())
            print(tables[-1], flush=True)
        report += tables
        if chosen.write:
            write_section(README, name, "\n".join([f"Measured on {date.today()}. {conditions}", *tables]))
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if chosen.markdown:
        chosen.markdown.write_text("\n".join(report), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
