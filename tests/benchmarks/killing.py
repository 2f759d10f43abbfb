"""Two hundred times ``kill -9``: how often a killed run resumes, and ends equal to the bit to one that was not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.options import Options
from tests.benchmarks.table import Table

_KILLS, _QUICK_KILLS = 200, 5
_ROOT = Path(__file__).resolve().parents[2]


def measure(options: Options) -> list[Table]:
    kills = _QUICK_KILLS if options.quick else _KILLS
    command = [sys.executable, "-m", "tests.faults.killing", "--kills", str(kills)]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    failures = [failure for report in reports for failure in report["failures"]]
    table = Table("Training programs killed at random moments", "times")
    table.add("killed", sum(report["kills"] for report in reports))
    table.add("killed while a file was being written", sum(report["while_writing"] for report in reports))
    table.add("resumed", sum(len(report["resumed_at"]) for report in reports))
    table.add("runs, each killed up to five times", len(reports))
    table.add("of those, equal to the bit in the end", sum(not report["failures"] for report in reports))
    table.notes.extend(failures or ["Nothing was half-written or left over, and nothing differed."])
    table.notes.append("Compared: loss, accuracy and learning rate of each batch, the epochs, both files of weights.")
    return [table]
