"""How studios are tested in this session of pytest: its options and settings, as ``pytest --help`` describes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Options:
    """``slow`` are seconds after each step, and ``timeout`` those after which a wait is given up; ``artifacts`` is None
    where nothing is kept; ``strict`` says that a dialog without a rule fails its test, and ``accept`` that a picture
    that differs becomes the expected one.
    """

    show: bool = False
    slow: float = 0.0
    timeout: float = 60.0
    artifacts: Path | None = None
    strict: bool = True
    accept: bool = False


def options_of(config: pytest.Config) -> Options:
    """The options that a person gave; raises `pytest.UsageError` where a setting is none of its values."""
    artifacts = config.getoption("studio_artifacts")
    dialogs = config.getini("studio_unexpected_dialogs")
    if dialogs not in ("fail", "allow"):
        raise pytest.UsageError(f"studio_unexpected_dialogs is “fail” or “allow”, and not “{dialogs}”.")
    return Options(
        show=config.getoption("studio_show"),
        slow=config.getoption("studio_slow"),
        timeout=_seconds(config.getini("studio_timeout")),
        artifacts=Path(artifacts).absolute() if artifacts else None,
        strict=dialogs == "fail",
        accept=config.getoption("studio_accept"),
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if seconds <= 0:
        raise pytest.UsageError(f"studio_timeout is a number of seconds above 0, and not “{text}”.")
    return seconds
