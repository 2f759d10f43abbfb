"""The names of what is kept of a test that failed, and how its steps are told from a demo that a person wrote."""

from __future__ import annotations

import re
from pathlib import Path

STEPS, GRAB, LOG, RUNS = "steps.studio", "window.png", "log.txt", "runs"


def file_name(test: str) -> str:
    """``test``, the id of a test, as the name of a file or folder."""
    return re.sub(r"[^\w.-]+", "-", test).strip("-")[-150:]


def is_kept(path: Path) -> bool:
    """Whether ``path`` holds the steps that were kept of a test that failed."""
    return path.name == STEPS and path.with_name(GRAB).exists()
