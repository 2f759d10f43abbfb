"""The columns of the table of runs: what each says, how it sorts, and which give way where there is little room."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from studio.look import formats
from studio.look.i18n import QT_TRANSLATE_NOOP
from studio.look.run_names import name_of_run
from studio.views.runs import wording
from trainer_core.library.record import RunRecord, RunState, Split
from trainer_core.library.searching import standing

_N = QT_TRANSLATE_NOOP
_STATES = list(RunState)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``sort`` gives what it is sorted by, or None where the run has nothing there.

    ``falling``: a first click sorts with the greatest first. ``sample`` is the widest text that is expected;
    ``gives_way`` orders the columns that leave a narrow table, 0 stays.
    """

    key: str
    heading: str
    tip: str
    text: Callable[[RunRecord], str]
    sort: Callable[[RunRecord], Any]
    falling: bool = False
    right: bool = True
    sample: str = ""
    gives_way: int = 0


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _result(key: str, heading: str, tip: str, name: Split, gives_way: int = 0) -> Column:
    """The column of the headline result in ``name``, or of the loss where there is none."""
    return Column(
        key,
        heading,
        tip,
        lambda record: wording.metric(record, name),
        lambda record: standing(record, name),
        falling=True,
        sample="100.0%",
        gives_way=gives_way,
    )


def _nothing(record: RunRecord) -> str:
    return ""


COLUMNS: tuple[Column, ...] = (
    Column(
        "overlay",
        "",
        _N("Runs", "Overlay the run on the curves (Space); two or more that are ticked can be compared"),
        _nothing,
        lambda record: None,
        right=False,
    ),
    Column(
        "picture",
        _N("Runs", "Curves"),
        _N("Runs", "Loss on the left, the run's metric on the right: training blue, validation orange"),
        _nothing,
        lambda record: None,
        right=False,
        gives_way=8,
    ),
    Column(
        "name",
        _N("Runs", "Run"),
        _N("Runs", "Name and recipe; F2 or a double click edits the name"),
        name_of_run,
        lambda record: name_of_run(record).casefold(),
        right=False,
    ),
    Column(
        "state",
        _N("Runs", "State"),
        _N("Runs", "Outcome of the run"),
        lambda record: wording.state_of(record)[1],
        lambda record: _STATES.index(record.state),
        right=False,
    ),
    _result(
        "best",
        _N("Runs", "Best"),
        _N("Runs", "Validation result of the best epoch: accuracy, or the metric of the run's task"),
        "validation",
    ),
    _result(
        "final",
        _N("Runs", "Final"),
        _N("Runs", "Validation result of the last epoch: accuracy, or the metric of the run's task"),
        "final_validation",
        gives_way=3,
    ),
    _result(
        "test",
        _N("Runs", "Test"),
        _N("Runs", "Result on the test set: accuracy, or the metric of the run's task"),
        "test",
        gives_way=7,
    ),
    Column(
        "epochs",
        _N("Runs", "Epochs"),
        _N("Runs", "Epochs that were trained, of those planned"),
        wording.epochs,
        lambda record: record.epochs,
        falling=True,
        sample="100 / 100",
        gives_way=4,
    ),
    Column(
        "duration",
        _N("Runs", "Duration"),
        _N("Runs", "Training time without pauses"),
        lambda record: formats.duration(record.seconds),
        lambda record: _number(record.seconds),
        falling=True,
        sample="10:00:00",
        gives_way=5,
    ),
    Column(
        "date",
        _N("Runs", "Date"),
        _N("Runs", "When the run began"),
        wording.date,
        lambda record: record.started,
        falling=True,
        sample="2026-10-20 20:00",
        gives_way=6,
    ),
    Column(
        "device",
        _N("Runs", "Device"),
        _N("Runs", "Where it was trained"),
        lambda record: record.device or formats.UNKNOWN,
        lambda record: record.device or None,
        right=False,
        sample="cuda:0",
        gives_way=1,
    ),
    Column(
        "size",
        _N("Runs", "Size"),
        _N("Runs", "What its folder takes on the disk, snapshots included"),
        lambda record: formats.size(record.bytes),
        lambda record: record.bytes,
        falling=True,
        sample="999 MB",
        gives_way=2,
    ),
)
PLACES = {column.key: place for place, column in enumerate(COLUMNS)}
"""Where each column stands, by key."""
NOT_SORTED = frozenset({"overlay", "picture"})


def heading(column: Column) -> str:
    return QCoreApplication.translate("Runs", column.heading) if column.heading else ""


def tip(column: Column) -> str:
    return QCoreApplication.translate("Runs", column.tip)
