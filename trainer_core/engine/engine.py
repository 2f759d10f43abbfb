"""The engine: an actor that takes commands, runs the loop and sends events. All torch work happens on its thread.

`Engine.run` serves commands until `Shutdown` and belongs on a thread of its own. A test, the command line or a notebook
drives the same object step by step with `Engine.turn`, or to the end of what was asked with `Engine.drive`.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from trainer_core.engine import open_run as opening
from trainer_core.engine.answers import Answers
from trainer_core.engine.before_train.measure import MEASUREMENTS, measured
from trainer_core.engine.browse import describe_data
from trainer_core.engine.console import CONSOLE, ConsoleDesk
from trainer_core.engine.device_memory import MemoryWatch, free_device_memory
from trainer_core.engine.evaluate import evaluate
from trainer_core.engine.failures import failure_of
from trainer_core.engine.inside import INSIDE, InsideDesk, Surroundings
from trainer_core.engine.on_request import OnRequest
from trainer_core.engine.plugins import load_plugins
from trainer_core.engine.prepared import CancelledError, Preparation
from trainer_core.engine.requests import PIECEWISE, answered, takes_time
from trainer_core.engine.start import continued, started
from trainer_core.engine.task import Task
from trainer_core.engine.tensors_at_hand import stood
from trainer_core.engine.verify import replay
from trainer_core.errors import CommandError, Message, is_interrupt
from trainer_core.inside.at_hand import AtHand
from trainer_core.protocol.before_train import (
    EstimateRun,
    FindLearningRate,
    MeasureSpeeds,
    StopMeasuring,
    TrySmallerBatch,
)
from trainer_core.protocol.commands import (
    Advance,
    Command,
    CompareWeights,
    FinishEpoch,
    InspectWeights,
    Keep,
    LoadWeights,
    MapAnswers,
    MeasureTensors,
    OpenRun,
    Pause,
    Prepare,
    PreviewWeights,
    ResumeRun,
    SetHyperparameter,
    Shutdown,
    Split,
    Start,
    Stop,
    Unpause,
    VerifyRun,
)
from trainer_core.protocol.console import KeepChanges, RunCode, UndoChanges
from trainer_core.protocol.data_browsing import DescribeData
from trainer_core.protocol.events import Acknowledged, Crashed, Event, Logged, Reason, Refused, State, StateChanged
from trainer_core.protocol.examples import FindNeighbours, ListExamples, StopListing
from trainer_core.protocol.explain import Explain, FindMovers, StopExplaining
from trainer_core.protocol.inside import StepBack
from trainer_core.protocol.interventions import Intervene, MeasureChange
from trainer_core.protocol.model_comparison import CompareLayer, CompareModels, ListVersions
from trainer_core.protocol.predicting import PredictPaths, StopPredicting
from trainer_core.training.assembly import Parts
from trainer_core.training.pause_and_step import Goal, RunControl
from trainer_core.training.run import Run

_CHANGE_THE_MODEL = (Start, ResumeRun, OpenRun, Prepare, LoadWeights, Stop, Shutdown)
"""Commands that break off what is computed on request: it would else be of two models, or keep them waiting."""
_GO_ON = (Unpause, Advance, StepBack, FinishEpoch, SetHyperparameter)
"""Commands after which the run computes with what typed code has left."""
_OF_A_CHANGE = (Intervene, MeasureChange, KeepChanges, UndoChanges, *_GO_ON)
"""Commands that break off measuring a change by hand."""
_NEED_NO_RUN = (Start, ResumeRun, OpenRun, Prepare)
_LONG = (VerifyRun, CompareModels, *MEASUREMENTS)
_TASKS = (*PIECEWISE, *_LONG)
"""Commands that are carried out piece by piece."""
_BROKEN_OFF_BY = {StopMeasuring: MEASUREMENTS, StopPredicting: (PredictPaths,), StopExplaining: (Explain, FindMovers)}
_STRETCH = 0.02
"""Seconds for which a free run trains on before the engine looks at more than its inbox: each look costs a batch of a
small model some microseconds in code that has left the caches."""


class Engine:
    """Takes commands from any thread, runs one run at a time, and calls ``emit`` with events.

    ``emit`` is called on the thread that drives the engine, except for `Acknowledged`, which is sent by `post` from the
    thread that posted; it must not block.
    """

    def __init__(self, emit: Callable[[Event], None]) -> None:
        load_plugins()
        self._emit = emit
        self._answers = Answers(emit, lambda: self.parts)
        self._send = self._answers.send
        self._memory = MemoryWatch(self._send)
        self._inbox: deque[Command] = deque()
        self._waiting: deque[Command] = deque()
        self._wake = threading.Event()
        self._preparation = Preparation(self._send, self._change_state, self._leave_if_stopped)
        self._control: RunControl | None = None
        """The run that is under way."""
        self._inside = InsideDesk(
            self._send,
            Surroundings(
                control=lambda: self._control,
                serve=lambda: self._turn(0.0),
                idle=self._wait,
                computes=lambda: self._task is not None,
                stood=lambda run: stood(self.parts, run, self._requests.looked),
            ),
        )
        self._console = ConsoleDesk(self._send, lambda: self.parts, self._inbox, self._wake, self._inside)
        self._requests = OnRequest(self._send, lambda: self._console.console)
        self._console.settled = lambda kept: self._requests.change.settled(kept=kept)
        self._threaded = False
        self._runs = 0
        self._leaving = False
        self._task: Task | None = None

    @property
    def parts(self) -> Parts | None:
        """The parts of the last preparation; for use on the thread that drives the engine."""
        return self._preparation.parts

    @property
    def busy(self) -> bool:
        """Whether there is something to do without another command."""
        running = self._control is not None and not self._control.held
        return bool(self._inbox) or self._task is not None or running or self._requests.busy

    @property
    def held_by_divergence(self) -> bool:
        """Whether a run is paused because its loss is no number; resumed, it goes on from the last good weights."""
        return self._control is not None and self._control.diverged

    def at_hand(self) -> AtHand | None:
        """What is at hand where a step stands that is looked into; for use on the thread that drives the engine."""
        return self._inside.at_hand()

    def post(self, command: Command) -> None:
        """Ask for something; returns at once. Callable from any thread."""
        self._emit(Acknowledged(type(command).__name__, answers=command.id))
        self._inbox.append(command)
        if isinstance(command, (Stop, Shutdown)):
            self.interrupt_code()
        self._wake.set()

    def listen_to_code(self) -> None:
        """Tell what a person's code prints, refuse its ``input()``, and open the console at ``breakpoint()``.

        To be called on the thread that drives the engine; until `close`, or the end of `run`.
        """
        self._console.listen(True)

    def interrupt_code(self) -> bool:
        """Break off the code that runs in the console, if any does; returns whether. Callable from any thread."""
        return self._console.interrupt()

    def run(self) -> None:
        """Serve commands until `Shutdown`, then let go of everything, as `close` does."""
        self._threaded = True
        while self._turn(_STRETCH):
            self._wait()
        self.close()

    def drive(self) -> None:
        """Carry out everything that was asked, up to a pause or the end of the run."""
        while self.busy and self._turn(_STRETCH):
            pass

    def close(self) -> None:
        """Let go of the model, the data and a run that is under way, whose folder others may write then.

        Such a run is not ended, and can be resumed from its last snapshot. The engine takes no command afterwards.
        """
        if self._task is not None:
            self._task.close()
        self._requests.drop()
        self._console.close()
        if self._control is not None:
            self._control.run.records.close()
        self._task = self._control = self._preparation.parts = None
        self._inside.attach()
        self._inbox.clear()
        self._waiting.clear()
        self._leaving = True

    def turn(self) -> bool:
        """Take the commands that are waiting and go on by a phase, or by a batch where nothing waits.

        Returns False once `Shutdown` was carried out.
        """
        return self._turn(0.0)

    def _turn(self, stretch: float) -> bool:
        """`turn`, in which a free run for which nothing waits may go on for ``stretch`` seconds."""
        while self._inbox and not self._leaving:
            self._take(self._inbox.popleft())
        if self._task is not None:
            self._guarded(self._advance_task)
        elif self._control is not None and not self._control.held and not self._inside.serving:
            quiet = not self._waiting and not self._requests.busy
            self._guarded(partial(self._go_on, time.perf_counter() + stretch if quiet else 0.0))
        if not self._leaving:
            with self._console.passing_over():
                self._requests.go_on(self._answers)
        self._console.console.streams.output.flush_if_due()
        return not self._leaving or self._control is not None

    def _wait(self) -> bool:
        """Wait for a command where there is nothing else to do; False where none can come: there is no thread."""
        if not self.busy and self._threaded:
            self._wake.wait()
            self._wake.clear()
        return self.busy or self._threaded

    @property
    def _run(self) -> Run | None:
        return None if self._control is None else self._control.run

    def _take(self, command: Command) -> None:
        will_be_refused = self._run is not None and isinstance(command, _NEED_NO_RUN)
        if isinstance(command, _CHANGE_THE_MODEL) and not will_be_refused:
            self._break_off_tasks()
            self._requests.drop()
            if isinstance(command, _NEED_NO_RUN):
                self._console.forget()
        if isinstance(command, _OF_A_CHANGE):
            self._break_off_tasks(MeasureChange)
        waits = self._must_wait(command)
        if (waits and self._task is None) or isinstance(command, (*_CHANGE_THE_MODEL, *_GO_ON)):
            self._console.settle()
        if not waits:
            self._carry_out(command)
            return
        self._waiting.append(command)
        if self._control is not None and self._control.held and self._task is None:
            self._control.reach_next_gap()

    def _must_wait(self, command: Command) -> bool:
        if self._task is not None and (takes_time(command) or isinstance(command, (RunCode, Intervene, *_LONG))):
            return True
        control = self._control
        if control is None:
            return False
        if isinstance(command, (RunCode, Intervene)) and not control.held:
            return control.in_batch or control.in_evaluation
        return (command.at_batch_end and control.in_batch) or (command.after_evaluation and control.in_evaluation)

    def _carry_out(self, command: Command) -> None:
        def work() -> None:
            self._answers.attempt(command, lambda: self._dispatch(command))

        self._guarded(work)

    def _dispatch(self, command: Command) -> bool:
        """Carry out a command, or begin to; returns whether it is done."""
        match command:
            case Start():
                self._need_no_run()
                self._begin(lambda: started(self._preparation, command, self._runs + 1, self._send), command.paused)
            case ResumeRun():
                self._need_no_run()
                self._begin(lambda: continued(self._preparation, command, self._runs + 1, self._send), command.paused)
            case OpenRun():
                self._need_no_run()
                opening.open_run(self._preparation, command, self._send)
                return self._run_task(command, evaluate(self._preparation.needed(), Split.TEST, None, self._send))
            case VerifyRun():
                return self._run_task(command, replay(command, self.parts, self._send))
            case CompareModels() | CompareLayer() | ListVersions():
                comparing = self._requests.comparison.take(command, self.parts)
                return comparing is None or self._run_task(command, comparing)
            case EstimateRun() | MeasureSpeeds() | FindLearningRate() | TrySmallerBatch():
                self._need_no_run()
                return self._run_task(command, measured(command, self._preparation, self._send))
            case StopMeasuring() | StopPredicting() | StopExplaining():
                self._break_off_tasks(*_BROKEN_OFF_BY[type(command)])
            case Prepare():
                self._need_no_run()
                self._preparation.prepare(command.recipe, download=command.download, fresh=command.fresh)
            case Pause():
                return self._answers.accept(command, acts=self._need_run().pause())
            case Unpause():
                self._release(Goal.END)
            case Advance():
                self._release(Goal.of(command.unit), command.batches)
            case StepBack():
                self._inside.take(command)
                self._release(Goal.HOLD)
            case _ if isinstance(command, INSIDE):
                self._inside.take(command)
            case FinishEpoch():
                self._need_run().run.finish_after_epoch = True
                self._release(Goal.END)
                return self._answers.accept(command, acts=False)
            case Stop():
                return self._stop(command)
            case SetHyperparameter():
                self._need_run().run.set_hyperparameter(command.key, command.value)
            case MapAnswers():
                return self._requests.mapper.take(command, self._preparation.needed(), self._run)
            case StopListing():
                self._break_off_tasks(ListExamples, FindNeighbours, asked=command.asked)
            case DescribeData():
                return self._requests.inspector.begin(command, describe_data(self._preparation.needed(), self._send))
            case LoadWeights():
                loaded = self._preparation.load(command, in_run=self._run is not None)
                if loaded and self._run is not None:
                    self._run.weights_replaced()
            case InspectWeights() | MeasureTensors() | CompareWeights() | PreviewWeights():
                return self._requests.inspector.take(command, lambda: self._preparation.needed().model.state_dict())
            case _ if isinstance(command, CONSOLE):
                return self._ask_console(command)
            case Shutdown():
                self._leaving = True
                return self._answers.accept(command, acts=self._bring_to_an_end(Keep.LAST, Reason.INTERRUPTED))
            case _:
                with self._console.passing_over():
                    work = answered(command, self._preparation.needed(), self._run, self._requests, self._send)
                return work is None or self._run_task(command, work)
        return True

    def _begin(self, make: Callable[[], Run], paused: bool) -> None:
        """Begin the run that ``make`` builds, which is not there if anything fails."""
        with self._preparation.preparing(for_a_run=True):
            run = make()
        self._runs = run.number
        self._control = RunControl(run, self._send, paused=paused)
        self._inside.attach()
        run.announce()

    def _run_task(self, command: Command, work: Iterator[object]) -> bool:
        self._task = Task(command, work)
        if self._run is not None:
            self._run.clock.hold()
        return False

    def _advance_task(self) -> None:
        with self._console.passing_over():
            done = self._task is not None and self._task.go_on(self._answers)
        if done:
            self._end_task()

    def _break_off_tasks(self, *kinds: type[Command], asked: int = 0) -> None:
        """Break off what is computed on request, and what waits to be; with ``kinds`` only what was asked so.

        ``asked`` is the id of the one that is meant, 0 for all of them.
        """

        def meant(command: Command) -> bool:
            return isinstance(command, kinds or _TASKS) and asked in (0, command.id)

        broken_off = [command for command in self._waiting if meant(command)]
        self._waiting = deque(command for command in self._waiting if not meant(command))
        if self._task is not None and meant(self._task.command):
            broken_off.insert(0, self._task.command)
            self._end_task()
        for command in broken_off:
            message = Message("Stopped before it was done; nothing was changed.")
            self._emit(Refused(type(command).__name__, "cancelled", message, answers=command.id))

    def _end_task(self) -> None:
        if self._task is None:
            return
        self._task.close()
        self._task = None
        if self._preparation.parts is not None:
            self._preparation.parts.configure_torch()
        if self._control is not None and not self._control.held:
            self._control.run.clock.go_on()
        self._carry_out_waiting()

    def _leave_if_stopped(self) -> None:
        # A copy, for another thread may post while this one looks.
        measures = self._task is not None and isinstance(self._task.command, MEASUREMENTS)
        kinds = (Stop, Shutdown, StopMeasuring) if measures else (Stop, Shutdown)
        if any(isinstance(command, kinds) for command in self._inbox.copy()):
            raise CancelledError

    def _go_on(self, until: float) -> None:
        """Advance the run, do what has waited for this point, and hold the run if that is as far as it may go."""
        control = self._control
        assert control is not None
        moved = control.advance(self._inbox, until)
        if moved and not control.in_batch:
            if self.parts is not None:
                self._memory.look(self.parts.device)
            self._carry_out_waiting()
            if self._control is not control:
                return
            control.act_on_stop()
        if control.concluding:
            self._answers.acted(Command)
        if control.over:
            self._ended()
        elif moved and control.arrived and not control.held:
            self._answers.acted(Pause)
            control.hold()
            self._inside.tell()

    def _ended(self) -> None:
        self._control = None
        self._inside.attach()
        self._answers.acted(Command)
        self._change_state(State.IDLE)
        self._carry_out_waiting()

    def _carry_out_waiting(self) -> None:
        waiting, self._waiting = self._waiting, deque()
        for command in waiting:
            self._take(command)

    def _release(self, goal: Goal, batches: int = 1) -> None:
        control = self._need_run()
        self._answers.acted(Pause)
        control.release(goal, clock=self._task is None, batches=batches)

    def _stop(self, command: Stop) -> bool:
        run = self._run
        if command.keep is Keep.NOTHING and run is not None and run.continued_from:
            raise CommandError(
                "keeps-earlier",
                "This run went on from an earlier one, which discarding would delete too. Stop it instead; among the "
                "runs it can be moved to the trash.",
            )
        reason = Reason.INTERRUPTED if command.keep is Keep.FOR_LATER else Reason.STOPPED
        return self._answers.accept(command, acts=self._bring_to_an_end(command.keep, reason))

    def _bring_to_an_end(self, keep: Keep, reason: Reason) -> bool:
        """Stop the run, if there is one; returns whether its end has begun, or is there."""
        control = self._control
        if control is None:
            return True
        control.stop(keep, reason, clock=self._task is None)
        if control.over:
            self._ended()
        return control.over or control.concluding

    def _ask_console(self, command: Command) -> bool:
        """Have the console answer; a run that nothing holds is held if it changed, until that is settled."""
        if self._console.take(command) and self._control is not None and not self._control.held:
            self._control.hold()
            stood(self.parts, self._control.run, self._requests.looked)
        return True

    def _need_no_run(self) -> None:
        if self._run is not None:
            raise CommandError("run-under-way", "A run is under way. Stop it first.")

    def _need_run(self) -> RunControl:
        if self._control is None:
            raise CommandError("no-run", "No run is under way. Start one first.")
        return self._control

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do some work; an exception that ends a run, or should not exist, is told and the engine lives on."""
        try:
            work()
            return
        except BaseException as error:
            if is_interrupt(error):
                self.close()
                raise
            if self._inside.serving:
                raise
            if self._leaving and self._control is None:
                return
            failure = failure_of(error, self.parts, in_run=self._control is not None)
        # Only here, after the handler, are the exception's frames and the tensors that they held let go.
        self._abort(failure.reason, failure.message)
        if failure.details:
            self._emit(Crashed(self._runs, failure.message, failure.details))

    def _abort(self, reason: Reason, message: Message) -> None:
        """End the run that an error broke off and free what it held on the device."""
        control = self._control
        if control is None:
            self._emit(Logged("error", message))
            return
        control.abort(reason, message)
        self._ended()
        if reason is Reason.OUT_OF_MEMORY:
            self._preparation.parts = None
            self._requests.drop()
            del control
            free_device_memory()

    def _change_state(self, state: State) -> None:
        self._emit(StateChanged(self._runs if self._run else 0, state))
