"""The run library in words: states, metrics, dates, names."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication

from studio.look import formats
from studio.look.i18n import QT_TRANSLATE_NOOP
from studio.look.messages import recipe_words, small_name_of, words
from studio.look.metrics import number
from studio.look.run_names import name_of_run
from trainer_core.history.history import LOSS
from trainer_core.library.naming import tell_apart
from trainer_core.library.record import RunRecord, RunState, Split

Mark = Literal["idle", "active", "held", "good", "bad"]

_N = QT_TRANSLATE_NOOP

_STATES: dict[RunState, tuple[Mark, str]] = {
    RunState.RUNNING: ("active", _N("RunStates", "running")),
    RunState.INTERRUPTED: ("held", _N("RunStates", "interrupted")),
    RunState.COMPLETED: ("good", _N("RunStates", "completed")),
    RunState.STOPPED_EARLY: ("good", _N("RunStates", "stopped early")),
    RunState.STOPPED: ("idle", _N("RunStates", "stopped")),
    RunState.DIVERGED: ("bad", _N("RunStates", "diverged")),
    RunState.FAILED: ("bad", _N("RunStates", "failed")),
    RunState.OUT_OF_MEMORY: ("bad", _N("RunStates", "out of memory")),
    RunState.UNREADABLE: ("bad", _N("RunStates", "unreadable")),
}

GROUPS: dict[str, frozenset[RunState]] = {
    "all": frozenset(RunState),
    "running": frozenset({RunState.RUNNING}),
    "interrupted": frozenset({RunState.INTERRUPTED}),
    "finished": frozenset({RunState.COMPLETED, RunState.STOPPED_EARLY, RunState.STOPPED}),
    "failed": frozenset({RunState.DIVERGED, RunState.FAILED, RunState.OUT_OF_MEMORY, RunState.UNREADABLE}),
}
"""What the filter offers: its key and the states that it lets through."""


def state_of(record: RunRecord) -> tuple[Mark, str]:
    """The mark and the word for what became of a run."""
    mark, word = _STATES[record.state]
    return mark, QCoreApplication.translate("RunStates", word)


def problem_of(record: RunRecord) -> str:
    """What of a run cannot be read, in sentences; empty if everything can."""
    return " ".join(map(words, record.problems))


def recipe_line(record: RunRecord) -> str:
    """The recipe in a line, in the language of the window."""
    return recipe_words(record.recipe_parts)


def distinctions(records: Iterable[RunRecord]) -> dict[Path, str]:
    """For each run, by its folder, in a few words what tells it from others of its name; empty where the name does."""
    return {path: each.in_words(small_name_of) for path, each in tell_apart(records, name_of_run).items()}


def labels(records: Iterable[RunRecord]) -> list[str]:
    """The names of some runs side by side, no two alike; those of the same name go by what tells them apart."""
    records = list(records)
    apart = distinctions(records)
    return [apart[record.path] or name_of_run(record) for record in records]


def metric(record: RunRecord, which: Split) -> str:
    """The headline result in ``which``; the loss of a run without any."""
    if math.isfinite(record.result("validation")) or not math.isfinite(record.result("validation", LOSS)):
        return number(record.metric, record.result(which))
    return formats.loss(record.result(which, LOSS))


def epochs(record: RunRecord) -> str:
    """``3 / 5``, and ``5`` where all were trained."""
    if record.epochs_planned and record.epochs != record.epochs_planned:
        return f"{record.epochs} / {record.epochs_planned}"
    return str(record.epochs)


def date(record: RunRecord) -> str:
    """When the run began, in the clock of the person who looks; a dash where nobody knows."""
    if record.started is None:
        return formats.UNKNOWN
    return f"{record.started.astimezone():%Y-%m-%d %H:%M}"
