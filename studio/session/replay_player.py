"""Plays a past run: sends the events that the engine sent, at any speed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.session.permissions import Action
from studio.session.replay_answers import RUN, KeptAnswers
from studio.session.replay_moments import Happening, Moment, moments_of, worth_telling
from studio.session.replay_summary import summary_of
from trainer_core.errors import N_, Message, TrainerError, plural
from trainer_core.history.history import CHANGE, EpochRow, History, Mark
from trainer_core.history.timeline import Axis, Timeline
from trainer_core.library.replay import KeptEvaluation, KeptWeights, Replay
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import (
    EpochEnded,
    Evaluated,
    Event,
    HyperparameterChanged,
    Logged,
    Prepared,
    RunEnded,
    RunStarted,
    State,
    StateChanged,
)
from trainer_core.protocol.model_comparison import ModelVersion
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.training_section import AUTO
from trainer_core.runs.shown.log import KeptLine
from trainer_core.tasks import goodness

SPEEDS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
IN_THIRTY_SECONDS = 0
"""Stands among the speeds for the one at which the whole run takes thirty seconds."""
GRID = "grid"
"""The tag under which the watched examples are told."""

_TICK_MS = 50
_MOST_TOLD = 100
"""Of what happened meanwhile, as much is told one by one after a leap; what is older is in the numbers alone."""
_WHOLE_SECONDS = 30.0


class ReplayPlayer(QObject):
    """Tells the events of a run by ``tell``, as an engine does, from the thread of the window.

    ``rows`` batches are shown of ``total``. Nothing of the run's folder is written.

    Signals:
        moved(): another place is shown, or it plays, or at another speed, or no longer.
    """

    moved = Signal()

    def __init__(
        self,
        replay: Replay,
        tell: Callable[[Event], None],
        parent: QObject | None = None,
        clock: Callable[[], float] = lambda: time.monotonic(),
    ) -> None:
        super().__init__(parent)
        self.replay = replay
        self.playing = False
        self.ended = False
        """Whether the end of the run was told."""
        self.rows = 0
        self._tell = tell
        self._clock = clock
        self._then = 0.0
        self._health = replay.history.layer_health.read()
        self._epoch_ends = replay.epoch_ends()
        self.seconds = replay.seconds
        """How long the run took, in seconds of training and validation."""
        self._validating = False
        self.speed: int = IN_THIRTY_SECONDS if self.seconds > _WHOLE_SECONDS else 1
        self._at = 0.0
        """Seconds of training that are shown."""
        self._moments = moments_of(replay)
        self._next = 0
        self._kept_answers = KeptAnswers(replay)
        self._answered = -1
        self._best = -math.inf
        self._shown = History(replay.history.metric)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def total(self) -> int:
        """Batches of the whole run."""
        return len(self.replay.history)

    @property
    def place(self) -> float:
        """Seconds of training that are shown."""
        return min(self._at, self.seconds)

    @property
    def shown(self) -> History:
        """The numbers of the run as far as it is shown."""
        return self._shown

    @property
    def weights(self) -> KeptWeights | None:
        """The kept weights of the newest epoch that is shown, else of the first; None where none are kept."""
        kept = self.replay.weights
        return next((each for each in reversed(kept) if each.step <= self.rows), kept[0] if kept else None)

    @property
    def version(self) -> ModelVersion | None:
        """The same as what an engine can read."""
        kept, folder = self.weights, self.replay.folder
        return None if kept is None else ModelVersion(folder, kept.path.relative_to(folder).as_posix())

    @property
    def told_at(self) -> float:
        """Seconds of training after which that happened which is being told."""
        return self.replay.seconds_at(self.rows)

    @property
    def pace(self) -> float:
        """Seconds of training that are played in one second."""
        return self.speed or max(self.seconds / _WHOLE_SECONDS, 1e-3)

    def timeline(self, axis: Axis) -> Timeline:
        """Where the batches of the whole run stand on an axis."""
        return Timeline.of(self.replay.history, axis, self.replay.batches_per_epoch)

    def allows(self, action: Action) -> bool:
        """Whether ``action`` can be carried out in the replay."""
        if action is Action.PAUSE:
            return self.playing
        if action in (Action.UNPAUSE, Action.STEP):
            return not self.playing and not self.ended
        return action is Action.PREDICT

    # What a person does

    def begin(self) -> None:
        """Tell the beginning of the run; it stands there, paused."""
        kept = self.replay
        if kept.data is not None and kept.model is not None and kept.device is not None:
            self._tell(Prepared(kept.recipe, kept.device, kept.data, kept.model))
        self._restart()
        self._tell_state()

    @Slot()
    def play(self) -> None:
        """Go on, from the beginning where the end is shown."""
        if self.playing or not self.total:
            return
        if self.ended:
            self._restart()
        self.playing, self._then = True, self._clock()
        self._timer.start()
        self._tell_state()

    @Slot()
    def pause(self) -> None:
        """Stand still."""
        if self.playing:
            self._halt()
            self._tell_state()

    @Slot()
    def play_or_pause(self) -> None:
        """Play if it stands, else stand."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def set_speed(self, speed: int) -> None:
        """Play at one of `SPEEDS`, or `IN_THIRTY_SECONDS`."""
        self.speed = speed
        self.moved.emit()

    def seek(self, rows: int) -> None:
        """Show the run after so many batches; it plays on from there if it plays."""
        rows = min(max(rows, 0), self.total)
        if rows < self.rows or (self.ended and rows < self.total):
            self._restart()
        self._at = self._epoch_ends.get(rows, self.replay.seconds_at(rows))
        self._validating = False
        self._go_to(rows)
        self._tell_state()

    def stop(self) -> None:
        """Tell nothing any more."""
        self._halt()

    # How time passes

    @Slot()
    def tick(self) -> None:
        """Show as much more as the time that has passed since the last tick asks for."""
        now = self._clock()
        self._at += max(now - self._then, 0.0) * self.pace
        self._then = now
        rows = max(self.replay.step_at_second(self._at), self.rows)
        validating = self._at < self._epoch_ends.get(rows, 0.0)
        self._go_to(rows, validated=not validating)
        if validating is not self._validating:
            self._validating = validating
            if not self.ended:
                self._tell_state()

    def _halt(self) -> None:
        self.playing = False
        self._timer.stop()

    def _restart(self) -> None:
        """Stand at the beginning of the run."""
        kept = self.replay
        self._shown = History(kept.history.metric)
        self._shown.layer_health.follow(kept.history.layer_health.layers)
        self.rows, self._at, self._next, self._answered, self._best = 0, 0.0, 0, -1, -math.inf
        self.ended = self._validating = False
        self._tell(
            RunStarted(
                RUN,
                kept.recipe,
                self._shown,
                kept.folder,
                max(kept.recipe.training.epochs, self._last_epoch),
                kept.batches_per_epoch,
                kept.recipe.data.batch_size,
            )
        )
        self._go_to(0)

    @property
    def _last_epoch(self) -> int:
        rows = self.replay.history.epochs
        return rows[-1].epoch if rows else 0

    def _tell_state(self) -> None:
        at_work = State.VALIDATING if self._validating else State.TRAINING
        state = State.IDLE if self.ended else at_work if self.playing else State.PAUSED
        self._tell(StateChanged(RUN, state))
        self.moved.emit()

    def _go_to(self, rows: int, *, validated: bool = True) -> None:
        """Show the run up to ``rows`` batches, no fewer than are shown, and tell what happened until then.

        Where it is not ``validated`` yet, what came out of the epoch that ends there is not told.
        """
        passed = []
        while self._next < len(self._moments):
            moment = self._moments[self._next]
            results = isinstance(moment.what, KeptEvaluation | EpochRow)
            if moment.step > rows or (moment.step == rows and results and not validated):
                break
            passed.append(moment)
            self._next += 1
        passed = worth_telling(passed)
        self._leap(passed[:-_MOST_TOLD])
        for moment in passed[-_MOST_TOLD:]:
            self._grow(moment.step)
            self._happen(moment.what)
        self._grow(rows)
        self._show_answers()
        if rows >= self.total and validated and not self.ended:
            self._end()
        self.moved.emit()

    def _leap(self, passed: list[Moment]) -> None:
        """Take what happened without telling each line: of thousands the window would stand still."""
        left_out = 0
        if passed:
            self._grow(passed[-1].step)
        for moment in passed:
            if isinstance(moment.what, EpochRow):
                self._shown.append_epoch(moment.what)
                self._is_best(moment.what)
                left_out += 1
            elif isinstance(moment.what, KeptLine):
                left_out += 1
            else:
                self._happen(moment.what)
        if left_out:
            text = plural(left_out, "1 earlier line is left out here.", "{n:,} earlier lines are left out here.")
            self._tell(Logged("info", text))

    def _grow(self, rows: int) -> None:
        if rows <= self.rows:
            return
        whole = self.replay.history
        parts = [whole.column(name, self.rows, rows) for name in whole.columns]
        self._shown.extend_numbers(np.stack(parts, axis=1))
        steps, values = self._health
        for row in range(*np.searchsorted(steps, (self.rows, rows))):
            self._shown.layer_health.append(int(steps[row]), values[row])
        self.rows = rows

    def _happen(self, what: Happening) -> None:
        match what:
            case Mark():
                self._shown.append_mark(what)
                facts = what.message.facts
                if what.message.template == CHANGE and _can_be(self.replay.recipe, facts["field"], facts["new"]):
                    self._tell(HyperparameterChanged(RUN, what.step, facts["field"], facts["old"], facts["new"]))
            case EpochRow():
                self._shown.append_epoch(what)
                self._tell(EpochEnded(RUN, what, self._is_best(what)))
            case KeptLine():
                self._tell(Logged(what.level, what.message))
            case KeptEvaluation():
                try:
                    self._tell(Evaluated(RUN, what.epoch, what.step, what.read()))
                except TrainerError as error:
                    self._tell(Logged("warning", error.message))
                except OSError:
                    text = N_("{path} is missing, so the results after batch {step} are not shown.")
                    self._tell(Logged("warning", Message(text, {"path": str(what.path), "step": what.step})))

    def _is_best(self, row: EpochRow) -> bool:
        by = self.replay.recipe.training.best_by
        by = row.metric if by == AUTO else by
        value = goodness(by, row.result(by))
        if not value > self._best:
            return False
        self._best = value
        return True

    # What the model answered

    def _show_answers(self) -> None:
        """Tell what the watched examples were answered with, if that is another answer than the one shown."""
        place = self._kept_answers.place_at(self.rows)
        if place is not None and place != self._answered:
            self._answered = place
            self._tell(self._kept_answers.at(place, GRID))

    # How it ends

    def _end(self) -> None:
        self._halt()
        self.ended = True
        test = next((each for each in self.replay.evaluations if each.split is Split.TEST), None)
        if test is not None:
            self._happen(test)
        summary = summary_of(self.replay, self.seconds)
        self._tell(RunEnded(RUN, summary.reason, Message(N_("The replay has reached the end of the run.")), summary))
        self._tell(StateChanged(RUN, State.IDLE))


def _can_be(recipe: Recipe, key: str, value: Any) -> bool:
    """Whether the recipe can have this value: the file of the changes may hold anything."""
    try:
        recipe.with_values({key: value})
    except TrainerError:
        return False
    return True
