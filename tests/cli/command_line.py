"""The command line as a person starts it: a program of its own, which tells a line or an object a line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRESET = "fashion-mnist-tutorial"


def command_line(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "trainer_core", *map(str, arguments)]


def trainer(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command_line(*arguments), cwd=ROOT, capture_output=True, text=True, timeout=300)


def objects(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]
