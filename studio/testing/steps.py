"""Records the steps of a test as a demo, which can be played again."""

from __future__ import annotations

import json
from typing import Any


class Steps:
    """What was done, in order."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def add(self, verb: str, what: Any) -> None:
        """Note a step of a demo."""
        self._lines.append(f"  - {verb}: {json.dumps(what, ensure_ascii=False, default=str)}\n")

    def remark(self, text: str) -> None:
        """Note what was done and is no step of a demo."""
        self._lines.append(f"  # {text}\n")

    def as_demo(self, title: str) -> str:
        """The text of a ``.studio`` file; JSON is YAML."""
        lines = self._lines or ["  - pause\n"]
        return f"title: {json.dumps(title)}\nsteps:\n{''.join(lines)}"
