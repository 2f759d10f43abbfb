"""What happened in a run that is replayed, in the order in which it was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trainer_core.history.history import EpochRow, Mark
from trainer_core.library.replay import KeptEvaluation, Replay
from trainer_core.protocol.commands import Split
from trainer_core.runs.shown.log import KeptLine

Happening = Mark | KeptLine | KeptEvaluation | EpochRow


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened once ``step`` batches were trained."""

    step: int
    what: Happening


def moments_of(replay: Replay) -> list[Moment]:
    """All that happened, in the order in which it was told: within a step, changes before what came of it."""
    total = len(replay.history)
    evaluations = [each for each in replay.evaluations if each.split is not Split.TEST]
    ordered: tuple[tuple[Any, ...], ...] = (replay.history.marks, replay.log, tuple(evaluations), replay.history.epochs)
    found = [
        (min(max(each.step, 0), total), order, place, each)
        for order, kind in enumerate(ordered)
        for place, each in enumerate(kind)
    ]
    found.sort(key=lambda each: each[:3])
    return [Moment(step, what) for step, _, _, what in found]


def worth_telling(passed: list[Moment]) -> list[Moment]:
    """All but the evaluations before the newest: each would be read from the disk, and none be seen."""
    evaluations = [moment for moment in passed if isinstance(moment.what, KeptEvaluation)]
    skipped = {id(moment) for moment in evaluations[:-1]}
    return [moment for moment in passed if id(moment) not in skipped]
