"""How far a run that is under way may go, where it is held, and how it comes to its end."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sized

from trainer_core.errors import Message
from trainer_core.protocol.commands import Keep
from trainer_core.protocol.events import Event, Reason, State, StateChanged
from trainer_core.training.goals import Goal
from trainer_core.training.loop import Phase
from trainer_core.training.run import Boundary, Fit


class Course:
    """A run between its first batch and its end, moved on point by point by the engine that holds it.

    Attributes:
        held: whether it waits to be released.
        over: whether it has told its end; nothing else is to be asked of it then.
    """

    def __init__(self, fit: Fit, emit: Callable[[Event], None], *, paused: bool) -> None:
        self.fit = fit
        self.held = self.over = False
        self._emit = emit
        self._goal = Goal.PHASE if paused else Goal.END
        self._pausing = False
        self._keep: Keep | None = None
        self._reason = Reason.STOPPED
        self._concluding: Keep | None = None
        self._point: Phase | Boundary = Boundary.BATCH
        self._points: Generator[Phase | Boundary, None, Reason | None] = fit.points()

    @property
    def in_batch(self) -> bool:
        """Whether it stands before a phase of a batch."""
        return isinstance(self._point, Phase)

    @property
    def in_evaluation(self) -> bool:
        """Whether it stands between two pieces of an evaluation."""
        return self._point is Boundary.EVALUATING

    @property
    def diverged(self) -> bool:
        """Whether it is held because its loss is no number."""
        return self.held and self._point is Boundary.DIVERGED

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
        self._point = point
        return True

    def _runs_on(self, point: Boundary, until: float) -> bool:
        return point is Boundary.BATCH and self._keep is None and time.perf_counter() < until

    def act_on_stop(self) -> None:
        """Carry out a stop that was asked for inside a batch, now that the batch is done."""
        if self._keep is not None:
            self._conclude(self._keep, self._reason)

    def hold_if_there(self) -> None:
        """Hold the run if it has come as far as it may."""
        if self._point is not Boundary.DIVERGED and not self._goal.reached(self._point):
            return
        self.held, self._goal = True, Goal.HOLD
        self.fit.hold(at_a_point=not self.in_batch, asked_to_pause=self._pausing)
        self._pausing = False
        phase = self._point.value if isinstance(self._point, Phase) else ""
        self._emit(StateChanged(self.fit.number, State.PAUSED, phase))

    def pause(self) -> None:
        """Have the run held at the end of its batch."""
        if not self.held:
            self._goal, self._pausing = Goal.BATCH, True

    def release(self, goal: Goal, *, clock: bool = True) -> None:
        """Let the run go on as far as ``goal``; ``clock`` says whether its clock goes on with it."""
        self._goal = goal
        if self.held:
            self.held = False
            if clock:
                self.fit.clock.go_on()
            self._emit(StateChanged(self.fit.number, self.fit.state))

    def reach_next_gap(self) -> None:
        """Release a run that is held inside a batch or an evaluation as far as the end of it."""
        self.release(Goal.BATCH if self.in_batch else Goal.EPOCH)

    def stop(self, keep: Keep, reason: Reason, *, clock: bool) -> None:
        """Bring the run to its end, at once or when its batch is done."""
        self._keep, self._reason = keep, reason
        if not self.held:
            return
        if self.in_batch:
            self.release(Goal.END, clock=clock)
        else:
            self._conclude(keep, reason)

    def abort(self, reason: Reason, message: Message) -> None:
        """End a run that an error broke off, with what it has."""
        self._points.close()
        self.over = True
        self.fit.abort(reason, message)

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
            self.fit.break_off_testing(reason, self._concluding)
            return
        self._keep, self._concluding, self._reason = None, keep, reason
        self._point = Boundary.BATCH
        self.fit.clock.go_on()
        self._points = self.fit.conclude(reason, keep)
        self.held, self._goal = False, Goal.END
