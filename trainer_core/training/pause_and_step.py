"""Pauses a run that is under way, steps it by a phase, batch or epoch, and brings it to its end."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sized
from enum import Enum, auto

from trainer_core.errors import Message
from trainer_core.protocol.commands import Keep, Unit
from trainer_core.protocol.events import Event, Reason, State, StateChanged
from trainer_core.protocol.inside import Place
from trainer_core.training.loop import Boundary, Phase
from trainer_core.training.run import Run


class Goal(Enum):
    """How far the run may go before it is held."""

    HOLD = auto()
    OPERATION = auto()
    MODULE = auto()
    PHASE = auto()
    BATCH = auto()
    EPOCH = auto()
    END = auto()

    @classmethod
    def of(cls, unit: Unit) -> Goal:
        """The goal of an advance by one ``unit``."""
        return cls[unit.name]

    @property
    def within_batch(self) -> bool:
        """Whether it is reached inside a batch, or at the end of one."""
        return self not in (Goal.EPOCH, Goal.END)

    def reached(self, point: Phase | Boundary | Place) -> bool:
        """Whether the run, which stands at ``point``, has come as far as it may."""
        match self:
            case Goal.HOLD:
                return True
            case Goal.OPERATION:
                return _in_batch(point) or (isinstance(point, Place) and point.kind in ("operation", "node"))
            case Goal.MODULE:
                return _in_batch(point) or (isinstance(point, Place) and point.kind == "module")
            case Goal.PHASE:
                return _in_batch(point)
            case Goal.BATCH:
                return point in (Boundary.BATCH, Boundary.EVALUATING)
            case Goal.EPOCH:
                return point is Boundary.EPOCH
            case Goal.END:
                return False


class RunControl:
    """A run between its first batch and its end, moved on point by point by the engine that holds it.

    Attributes:
        held: whether it waits to be released.
        over: whether it has told its end; nothing else is to be asked of it then.
    """

    def __init__(self, run: Run, emit: Callable[[Event], None], *, paused: bool) -> None:
        self.run = run
        self.held = self.over = False
        self._emit = emit
        self._goal = Goal.PHASE if paused else Goal.END
        self._batches_left = 0
        """How many batches are to end before the goal counts that is the end of one."""
        self._pausing = False
        self._keep: Keep | None = None
        self._reason = Reason.STOPPED
        self._concluding: Keep | None = None
        self._point: Phase | Boundary = Boundary.BATCH
        self._within = False
        """Whether it stands in the middle of the phase that is its point."""
        self._points: Generator[Phase | Boundary, None, Reason | None] = run.points()

    @property
    def in_batch(self) -> bool:
        """Whether it stands before a phase of a batch."""
        return _in_batch(self._point)

    @property
    def before(self) -> Phase | None:
        """The phase of a batch before which it stands; None elsewhere."""
        return self._point if isinstance(self._point, Phase) else None

    @property
    def goal(self) -> Goal:
        """How far it may go."""
        return self._goal

    @property
    def in_evaluation(self) -> bool:
        """Whether it stands between two pieces of an evaluation."""
        return self._point is Boundary.EVALUATING

    @property
    def diverged(self) -> bool:
        """Whether it is held because its loss is no number."""
        return self.held and self._point is Boundary.DIVERGED

    @property
    def concluding(self) -> bool:
        """Whether its end has begun: its weights are chosen and tested."""
        return self._concluding is not None

    @property
    def arrived(self) -> bool:
        """Whether it has come as far as it may, and is to be held."""
        passes = self._goal is Goal.BATCH and self._batches_left > 0
        return self._point is Boundary.DIVERGED or (self._goal.reached(self._point) and not passes)

    def advance(self, inbox: Sized, until: float) -> bool:
        """Go on by one point. A free run goes on as long as nothing is in ``inbox``: by a whole batch at least, and by
        further ones up to ``until``, a time of `time.perf_counter`.

        Returns False where there was none: training has run out and the conclusion follows, or the run is over.
        """
        try:
            point = next(self._points)
            while self._goal is Goal.END and not inbox and (isinstance(point, Phase) or self._runs_on(point, until)):
                point = next(self._points)
        except StopIteration as done:
            self._section_done(done.value)
            return False
        self._point, self._within = point, False
        if point is Boundary.BATCH:
            self._batches_left -= 1
        return True

    def _runs_on(self, point: Boundary, until: float) -> bool:
        if point is Boundary.STEPPED:
            return True
        return point is Boundary.BATCH and self._keep is None and time.perf_counter() < until

    def act_on_stop(self) -> None:
        """Carry out a stop that was asked for inside a batch, now that the batch is done."""
        if self._keep is not None:
            self._conclude(self._keep, self._reason)

    def stand(self, place: Place) -> None:
        """Hold the run at a place inside a phase; whoever calls lets the phase go on after `release`."""
        self._point, self._within = Phase(place.phase), place.kind != "phase"
        self.hold()

    def hold(self) -> None:
        """Hold the run where it stands."""
        self.held, self._goal = True, Goal.HOLD
        self.run.hold(at_a_point=not self.in_batch, asked_to_pause=self._pausing)
        self._pausing = False
        if isinstance(self._point, Phase):
            phase, loss = self._point.value, self.run.batch_loss
            self._emit(StateChanged(self.run.number, State.PAUSED, phase, loss, self._within))
        else:
            self._emit(StateChanged(self.run.number, State.PAUSED))

    def halt(self) -> None:
        """Have the run held where it comes to next, unless it is to be stopped."""
        self._head_for(Goal.HOLD)

    def pause(self) -> bool:
        """Have the run held at the end of its batch; returns whether it is held already."""
        if not self.held:
            self._goal, self._pausing, self._batches_left = Goal.BATCH, True, 0
        return self.held

    def release(self, goal: Goal, *, clock: bool = True, batches: int = 1) -> None:
        """Let the run go on as far as ``goal``, and with `Goal.BATCH` by so many ``batches``.

        ``clock`` says whether its clock goes on with it.
        """
        # A single batch is also at its end where an evaluation begins; of several none is left out.
        self._batches_left = batches if batches > 1 else 0
        self._head_for(goal)
        if self.held:
            self.held = False
            if clock:
                self.run.clock.go_on()
            self._emit(StateChanged(self.run.number, self.run.state))

    def reach_next_gap(self) -> None:
        """Release a run that is held inside a batch or an evaluation as far as the end of it."""
        self.release(Goal.BATCH if self.in_batch else Goal.EPOCH)

    def stop(self, keep: Keep, reason: Reason, *, clock: bool) -> None:
        """Bring the run to its end, at once or when its batch is done.

        What was chosen first stands. An interruption that comes after it leaves out the test.
        """
        if self._keep is None:
            self._keep, self._reason = keep, reason
        elif reason is Reason.INTERRUPTED:
            self._reason = reason
        self._head_for(Goal.END)
        if not self.held:
            return
        if self.in_batch:
            self.release(Goal.END, clock=clock)
        else:
            self._conclude(self._keep, self._reason)

    def _head_for(self, goal: Goal) -> None:
        """Have the run go as far as ``goal``; one that is to be stopped goes on to the end of its batch."""
        self._goal = goal if self._keep is None else Goal.END

    def abort(self, reason: Reason, message: Message) -> None:
        """End a run that an error broke off, with what it has."""
        self._points.close()
        self.over = True
        self.run.abort(reason, message)

    def _section_done(self, reason: Reason | None) -> None:
        """The training part of the run, or its conclusion, has run out."""
        if self._concluding is not None:
            self.over = True
            return
        assert reason is not None
        self._conclude(Keep.BEST if reason is not Reason.STOPPED else Keep.LAST, reason)

    def _conclude(self, keep: Keep, reason: Reason) -> None:
        self._points.close()
        if self._concluding is not None and keep is not Keep.NOTHING:
            self.over = True
            self.run.break_off_testing(reason, self._concluding)
            return
        self._keep, self._concluding = None, keep
        self._point = Boundary.BATCH
        self.run.clock.go_on()
        self._points = self.run.conclude(reason, keep)
        self.held, self._goal = False, Goal.END


def _in_batch(point: Phase | Boundary | Place) -> bool:
    """Whether ``point`` is between two phases of a batch, or after its last."""
    return isinstance(point, Phase) or point is Boundary.STEPPED
