"""The share of one core that an open window takes in which nothing runs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.benchmarks.contest import ROOT
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table

_SECONDS = 20
_QUIET = 0.05
"""Of a core in a second: then the data has been read, and the pages are built."""


def measure(options: Options) -> list[Table]:
    seconds = 2 if options.quick else _SECONDS
    table = Table("An open window in which nothing runs", "% of a core")
    table.add("by itself", [_share(seconds) for _ in range(options.rounds)], digits=2, target="< 1")
    table.notes.append(f"`python -m studio` over {seconds} s, seen from outside: the time of the CPU that it took.")
    return [table]


def _share(seconds: float) -> float:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "TRAINING_STUDIO_SETTINGS": str(Path(folder) / "settings.ini"),
            "TRAINING_STUDIO_STATE": folder,
        }
        with subprocess.Popen([sys.executable, "-m", "studio"], cwd=ROOT, env=environment) as opened:
            process = psutil.Process(opened.pid)
            _used_in(process, 4)
            while _used_in(process, 1) > _QUIET:
                pass
            share = 100 * _used_in(process, seconds) / seconds
            opened.terminate()
        return share


def _used_in(process: psutil.Process, seconds: float) -> float:
    before = process.cpu_times()
    time.sleep(seconds)
    after = process.cpu_times()
    return after.user - before.user + after.system - before.system
