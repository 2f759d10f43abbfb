"""The engine: an actor that takes commands, runs the loop and sends events. All torch work happens on its thread.

`Engine.run` serves commands until `Shutdown` and belongs on a thread of its own. A test, the command line or a notebook
drives the same object step by step with `Engine.turn`, or to the end of what was asked with `Engine.drive`.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator

from trainer_core.compute.device_memory import MemoryWatch
from trainer_core.engine import on_request
from trainer_core.engine import open_run as opening
from trainer_core.engine.failures import failure_of
from trainer_core.engine.inspector import Inspector
from trainer_core.engine.out_of_memory import free_device_memory
from trainer_core.engine.prepared import CancelledError, Workbench
from trainer_core.engine.start import continued, started
from trainer_core.engine.verify import replay
from trainer_core.errors import CommandError, Message
from trainer_core.protocol.commands import (
    Advance,
    Command,
    CompareWeights,
    ContinueRun,
    Evaluate,
    FinishEpoch,
    InspectWeights,
    Keep,
    LoadWeights,
    MeasureTensors,
    OpenRun,
    Pause,
    Predict,
    PredictFiles,
    Prepare,
    PreviewWeights,
    Resume,
    SaveWeights,
    SetHyperparameter,
    Shutdown,
    Split,
    Start,
    Stop,
    VerifyRun,
)
from trainer_core.protocol.events import Acknowledged, Crashed, Event, Logged, Reason, Refused, State, StateChanged
from trainer_core.training.assembly import Parts
from trainer_core.training.goals import Goal
from trainer_core.training.run import Fit
from trainer_core.training.run_control import Course

_CHANGE_THE_MODEL = (Start, ContinueRun, OpenRun, Prepare, LoadWeights, Stop, Shutdown)
"""Commands that break off what is computed on request: it would else be of two models, or keep them waiting."""
_NEED_NO_RUN = (Start, ContinueRun, OpenRun, Prepare)
_ERRANDS = (Evaluate, VerifyRun)
"""Commands that are carried out piece by piece."""
_STRETCH = 0.02
"""Seconds for which a free run trains on before the engine looks at more than its inbox: each look costs a batch of a
small model some microseconds in code that has left the caches."""

_DONE = object()


class Engine:
    """Takes commands from any thread, runs one run at a time, and calls ``emit`` with events.

    ``emit`` is called on the thread that drives the engine, except for `Acknowledged`, which is sent by `post` from the
    thread that posted; it must not block.
    """

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._memory = MemoryWatch(emit)
        self._inbox: deque[Command] = deque()
        self._waiting: deque[Command] = deque()
        self._wake = threading.Event()
        self._bench = Workbench(emit, self._change_state, self._leave_if_stopped)
        self._inspector = Inspector(emit)
        self._course: Course | None = None
        """The run that is under way."""
        self._runs = 0
        self._leaving = False
        self._errand: Iterator[object] | None = None
        """What is computed on request, piece by piece, while the run, if there is one, waits."""
        self._errand_for: Command | None = None

    @property
    def parts(self) -> Parts | None:
        """The parts of the last preparation; for use on the thread that drives the engine."""
        return self._bench.parts

    @property
    def busy(self) -> bool:
        """Whether there is something to do without another command."""
        running = self._course is not None and not self._course.held
        return bool(self._inbox) or self._errand is not None or running or self._inspector.busy

    @property
    def held_by_divergence(self) -> bool:
        """Whether a run is paused because its loss is no number; resumed, it goes on from the last good weights."""
        return self._course is not None and self._course.diverged

    def post(self, command: Command) -> None:
        """Ask for something; returns at once. Callable from any thread."""
        self._emit(Acknowledged(type(command).__name__))
        self._inbox.append(command)
        self._wake.set()

    def run(self) -> None:
        """Serve commands until `Shutdown`."""
        while self._turn(_STRETCH):
            if not self.busy:
                self._wake.wait()
                self._wake.clear()

    def drive(self) -> None:
        """Carry out everything that was asked, up to a pause or the end of the run."""
        while self.busy and self._turn(_STRETCH):
            pass

    def turn(self) -> bool:
        """Take the commands that are waiting and go on by a phase, or by a batch where nothing waits.

        Returns False once `Shutdown` was carried out.
        """
        return self._turn(0.0)

    def _turn(self, stretch: float) -> bool:
        """`turn`, in which a free run for which nothing waits may go on for ``stretch`` seconds."""
        while self._inbox and not self._leaving:
            self._take(self._inbox.popleft())
        if self._errand is not None:
            self._guarded(self._go_on_with_errand)
        elif self._course is not None and not self._course.held:
            quiet = not self._waiting and not self._inspector.busy
            until = time.perf_counter() + stretch if quiet else 0.0
            self._guarded(lambda: self._go_on(until))
        if self._inspector.busy and not self._leaving:
            self._attempt(self._inspector.command, self._inspector.go_on)
        return not self._leaving or self._course is not None

    @property
    def _fit(self) -> Fit | None:
        return None if self._course is None else self._course.fit

    def _take(self, command: Command) -> None:
        will_be_refused = self._fit is not None and isinstance(command, _NEED_NO_RUN)
        if isinstance(command, _CHANGE_THE_MODEL) and not will_be_refused:
            self._break_off_errands()
        if not self._must_wait(command):
            self._carry_out(command)
            return
        self._waiting.append(command)
        if self._course is not None and self._course.held and self._errand is None:
            self._course.reach_next_gap()

    def _must_wait(self, command: Command) -> bool:
        if isinstance(command, _ERRANDS) and self._errand is not None:
            return True
        course = self._course
        if course is None:
            return False
        return (command.at_batch_end and course.in_batch) or (command.after_evaluation and course.in_evaluation)

    def _carry_out(self, command: Command) -> None:
        def work() -> None:
            self._attempt(command, lambda: self._dispatch(command))

        self._guarded(work)

    def _attempt(self, command: Command, work: Callable[[], None]) -> bool:
        """Do some work for a command; if it cannot be done, say so. Whether it was."""
        try:
            work()
            return True
        except Exception as error:
            failure = failure_of(error, self.parts, getattr(command, "recipe", None))
        if failure.details:
            self._emit(Crashed(0, failure.message, failure.details))
        if failure.reason is Reason.OUT_OF_MEMORY:
            free_device_memory()
        self._emit(Refused(type(command).__name__, failure.code, failure.message))
        self._emit(Logged("warning", failure.message))
        return False

    def _dispatch(self, command: Command) -> None:
        match command:
            case Start():
                self._need_no_run()
                self._begin(lambda: started(self._bench, command, self._runs + 1, self._emit), command.paused)
            case ContinueRun():
                self._need_no_run()
                self._begin(lambda: continued(self._bench, command, self._runs + 1, self._emit), command.paused)
            case OpenRun():
                self._need_no_run()
                opening.open_run(self._bench, command.folder, self._emit)
                self._run_errand(Evaluate(), on_request.evaluate(self._bench.needed(), Split.TEST, None, self._emit))
            case VerifyRun():
                self._run_errand(command, replay(command, self.parts, self._emit))
            case Prepare():
                self._need_no_run()
                self._bench.prepare(command.recipe)
            case Pause():
                self._need_run().pause()
            case Resume():
                self._release(Goal.END)
            case Advance():
                self._release(Goal.of(command.unit))
            case FinishEpoch():
                self._need_run().fit.finish_after_epoch = True
                self._release(Goal.END)
            case Stop():
                self._stop(command)
            case SetHyperparameter():
                self._need_run().fit.set_hyperparameter(command.key, command.value)
            case Evaluate():
                work = on_request.evaluate(self._bench.needed(), command.split, self._fit, self._emit)
                self._run_errand(command, work)
            case Predict():
                on_request.predict(self._bench.needed(), command, self._fit, self._emit)
            case PredictFiles():
                on_request.predict_files(self._bench.needed(), command.paths, self._emit)
            case SaveWeights():
                on_request.save(self._bench.needed(), command.path, self._emit)
            case LoadWeights():
                loaded = self._bench.load(command, in_run=self._fit is not None)
                if loaded and self._fit is not None:
                    self._fit.weights_replaced()
            case InspectWeights() | MeasureTensors() | CompareWeights() | PreviewWeights():
                self._inspector.take(command, lambda: self._bench.needed().model.state_dict())
            case Shutdown():
                self._leaving = True
                self._bring_to_an_end(Keep.LAST, Reason.INTERRUPTED)

    def _begin(self, make: Callable[[], Fit], paused: bool) -> None:
        """Begin the run that ``make`` builds, which is not there if anything fails."""
        with self._bench.preparing(for_a_run=True):
            fit = make()
        self._runs = fit.number
        self._course = Course(fit, self._emit, paused=paused)
        fit.announce()

    def _run_errand(self, command: Command, work: Iterator[object]) -> None:
        self._errand, self._errand_for = work, command
        if self._fit is not None:
            self._fit.clock.hold()

    def _go_on_with_errand(self) -> None:
        errand, command = self._errand, self._errand_for
        assert errand is not None
        assert command is not None

        def advance() -> None:
            if next(errand, _DONE) is _DONE:
                self._end_errand()

        if not self._attempt(command, advance):
            self._end_errand()

    def _break_off_errands(self) -> None:
        """Break off what is computed on request, and what waits to be."""
        waiting = [command for command in self._waiting if isinstance(command, _ERRANDS)]
        self._waiting = deque(command for command in self._waiting if not isinstance(command, _ERRANDS))
        broken_off = [*([self._errand_for] if self._errand_for else []), *waiting]
        self._end_errand()
        for command in broken_off:
            message = Message("Stopped before it was done; nothing was changed.")
            self._emit(Refused(type(command).__name__, "cancelled", message))

    def _end_errand(self) -> None:
        if self._errand is None:
            return
        _close(self._errand)
        self._errand = self._errand_for = None
        if self._bench.parts is not None:
            self._bench.parts.configure_torch()
        if self._course is not None and not self._course.held:
            self._course.fit.clock.go_on()
        self._carry_out_waiting()

    def _leave_if_stopped(self) -> None:
        # A copy, for another thread may post while this one looks.
        if any(isinstance(command, (Stop, Shutdown)) for command in self._inbox.copy()):
            raise CancelledError

    def _go_on(self, until: float) -> None:
        """Advance the run, do what has waited for this point, and hold the run if that is as far as it may go."""
        course = self._course
        assert course is not None
        moved = course.advance(self._inbox, until)
        if moved and not course.in_batch:
            if self.parts is not None:
                self._memory.look(self.parts.device)
            self._carry_out_waiting()
            if self._course is not course:
                return
            course.act_on_stop()
        if course.over:
            self._ended()
        elif moved:
            course.hold_if_there()

    def _ended(self) -> None:
        self._course = None
        self._change_state(State.IDLE)
        self._carry_out_waiting()

    def _carry_out_waiting(self) -> None:
        waiting, self._waiting = self._waiting, deque()
        for command in waiting:
            self._take(command)

    def _release(self, goal: Goal) -> None:
        self._need_run().release(goal, clock=self._errand is None)

    def _stop(self, command: Stop) -> None:
        fit = self._fit
        if command.keep is Keep.NOTHING and fit is not None and fit.continued_from:
            raise CommandError(
                "keeps-earlier",
                "This run went on from an earlier one, which discarding would delete too. Stop it instead; among the "
                "runs it can be moved to the trash.",
            )
        self._bring_to_an_end(command.keep, Reason.INTERRUPTED if command.keep is Keep.FOR_LATER else Reason.STOPPED)

    def _bring_to_an_end(self, keep: Keep, reason: Reason) -> None:
        """Stop the run, if there is one."""
        if self._course is None:
            return
        self._course.stop(keep, reason, clock=self._errand is None)
        if self._course.over:
            self._ended()

    def _need_no_run(self) -> None:
        if self._fit is not None:
            raise CommandError("run-under-way", "A run is under way. Stop it first.")

    def _need_run(self) -> Course:
        if self._course is None:
            raise CommandError("no-run", "No run is under way. Start one first.")
        return self._course

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do some work; an exception that ends a run, or should not exist, is told and the engine lives on."""
        try:
            work()
            return
        except Exception as error:
            failure = failure_of(error, self.parts)
        # Only here, after the handler, are the exception's frames and the tensors that they held let go.
        self._abort(failure.reason, failure.message)
        if failure.details:
            self._emit(Crashed(self._runs, failure.message, failure.details))

    def _abort(self, reason: Reason, message: Message) -> None:
        """End the run that an error broke off and free what it held on the device."""
        course = self._course
        if course is None:
            self._emit(Logged("error", message))
            return
        course.abort(reason, message)
        self._ended()
        if reason is Reason.OUT_OF_MEMORY:
            self._bench.parts = None
            del course
            free_device_memory()

    def _change_state(self, state: State) -> None:
        self._emit(StateChanged(self._runs if self._fit else 0, state))


def _close(work: Iterator[object]) -> None:
    close = getattr(work, "close", None)
    if close is not None:
        close()
