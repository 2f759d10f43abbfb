"""The engine: an actor that takes commands, runs the loop and sends events. All torch work happens on its thread.

`Engine.run` serves commands until `Shutdown` and belongs on a thread of its own. A test, the command line or a notebook
drives the same object step by step with `Engine.turn`, or to the end of what was asked with `Engine.drive`.
"""

from __future__ import annotations

import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from trainer_core.engine import open_run as opening
from trainer_core.engine.answers import Answers
from trainer_core.engine.before_train.measure import MEASUREMENTS, measured
from trainer_core.engine.browse import describe_data
from trainer_core.engine.console import CONSOLE, ConsoleDesk
from trainer_core.engine.device_memory import free_device_memory
from trainer_core.engine.evaluate import evaluate
from trainer_core.engine.failures import failure_of
from trainer_core.engine.inside import INSIDE, InsideDesk, Surroundings
from trainer_core.engine.on_request import OnRequest
from trainer_core.engine.plugins import load_plugins
from trainer_core.engine.precedence import (
    BROKEN_OFF_BY,
    CHANGE_THE_MODEL,
    GO_ON,
    NEED_NO_RUN,
    OF_A_CHANGE,
    TASKS,
    must_wait,
)
from trainer_core.engine.prepared import CancelledError, Preparation
from trainer_core.engine.requests import answered
from trainer_core.engine.task import Task
from trainer_core.engine.tensors_at_hand import stood
from trainer_core.engine.training import TRAINING, TrainingDesk
from trainer_core.engine.verify import replay
from trainer_core.errors import Message, is_interrupt
from trainer_core.inside.at_hand import AtHand
from trainer_core.protocol.before_train import (
    EstimateRun,
    FindLearningRate,
    MeasureSpeeds,
    StopMeasuring,
    TrySmallerBatch,
)
from trainer_core.protocol.commands import (
    Command,
    CompareWeights,
    InspectWeights,
    Keep,
    LoadWeights,
    MapAnswers,
    MeasureTensors,
    OpenRun,
    Prepare,
    PreviewWeights,
    Shutdown,
    Split,
    Stop,
    VerifyRun,
)
from trainer_core.protocol.data_browsing import DescribeData
from trainer_core.protocol.events import Acknowledged, Crashed, Event, Reason, Refused
from trainer_core.protocol.examples import FindNeighbours, ListExamples, StopListing
from trainer_core.protocol.explain import StopExplaining
from trainer_core.protocol.interventions import MeasureChange
from trainer_core.protocol.model_comparison import CompareLayer, CompareModels, ListVersions
from trainer_core.protocol.predicting import StopPredicting
from trainer_core.training.assembly import Parts

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
        # Its parts ask the engine by a weak reference: in a cycle it would keep model and data until Python collects
        # garbage, which in the window it seldom does.
        engine: Engine = weakref.proxy(self)
        self._emit = emit
        self._answers = Answers(emit, lambda: engine.parts)
        self._send = self._answers.send
        self._inbox: deque[Command] = deque()
        self._waiting: deque[Command] = deque()
        self._wake = threading.Event()
        self._preparation = Preparation(
            self._send, lambda state: engine._training.tell(state), lambda: engine._leave_if_stopped()
        )
        self._inside = InsideDesk(
            self._send,
            Surroundings(
                control=lambda: engine._training.control,
                serve=lambda: engine._turn(0.0),
                idle=lambda: engine._wait(),
                computes=lambda: engine._task is not None,
                stood=lambda run: stood(engine.parts, run, engine._requests.looked),
            ),
        )
        self._training = TrainingDesk(
            self._answers,
            self._preparation,
            self._inside,
            computes=lambda: engine._task is not None,
            carry_out_waiting=lambda: engine._carry_out_waiting(),
        )
        self._console = ConsoleDesk(self._send, lambda: engine.parts, self._inbox, self._wake, self._inside)
        self._requests = OnRequest(self._send, lambda: engine._console.console, lambda: engine.parts)
        self._console.settled = lambda kept: engine._requests.change.settled(kept=kept)
        self._threaded = False
        self._leaving = False
        self._task: Task | None = None

    @property
    def parts(self) -> Parts | None:
        """The parts of the last preparation; for use on the thread that drives the engine."""
        return self._preparation.parts

    @property
    def busy(self) -> bool:
        """Whether there is something to do without another command."""
        return bool(self._inbox) or self._task is not None or self._training.runs_on or self._requests.busy

    @property
    def held_by_divergence(self) -> bool:
        """Whether a run is paused because its loss is no number; resumed, it goes on from the last good weights."""
        control = self._training.control
        return control is not None and control.diverged

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
        self._task = self._preparation.parts = None
        self._training.let_go()
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
        elif self._training.runs_on and not self._inside.serving:
            quiet = not self._waiting and not self._requests.busy
            until = time.perf_counter() + stretch if quiet else 0.0
            self._guarded(partial(self._training.go_on, self._inbox, until))
        if not self._leaving:
            with self._console.passing_over():
                self._requests.go_on(self._answers)
        self._console.console.streams.output.flush_if_due()
        return not self._leaving or self._training.control is not None

    def _wait(self) -> bool:
        """Wait for a command where there is nothing else to do; False where none can come: there is no thread."""
        if not self.busy and self._threaded:
            self._wake.wait()
            self._wake.clear()
        return self.busy or self._threaded

    def _take(self, command: Command) -> None:
        will_be_refused = self._training.control is not None and isinstance(command, NEED_NO_RUN)
        if isinstance(command, CHANGE_THE_MODEL) and not will_be_refused:
            self._break_off_tasks()
            self._requests.drop()
            if isinstance(command, NEED_NO_RUN):
                self._console.forget()
        if isinstance(command, OF_A_CHANGE):
            self._break_off_tasks(MeasureChange)
        waits = must_wait(command, self._training.control, computing=self._task is not None)
        if (waits and self._task is None) or isinstance(command, (*CHANGE_THE_MODEL, *GO_ON)):
            self._console.settle()
        if not waits:
            self._carry_out(command)
            return
        self._waiting.append(command)
        control = self._training.control
        if control is not None and control.held and self._task is None:
            control.reach_next_gap()

    def _carry_out(self, command: Command) -> None:
        def work() -> None:
            self._answers.attempt(command, lambda: self._dispatch(command))

        self._guarded(work)

    def _dispatch(self, command: Command) -> bool:
        """Carry out a command, or begin to; returns whether it is done."""
        match command:
            case _ if isinstance(command, TRAINING):
                return self._training.take(command)
            case OpenRun():
                self._training.need_no_run()
                opening.open_run(self._preparation, command, self._send)
                return self._run_task(command, evaluate(self._preparation.needed(), Split.TEST, None, self._send))
            case VerifyRun():
                return self._run_task(command, replay(command, self.parts, self._send))
            case CompareModels() | CompareLayer() | ListVersions():
                comparing = self._requests.comparison.take(command, self.parts)
                return comparing is None or self._run_task(command, comparing)
            case EstimateRun() | MeasureSpeeds() | FindLearningRate() | TrySmallerBatch():
                self._training.need_no_run()
                return self._run_task(command, measured(command, self._preparation, self._send))
            case StopMeasuring() | StopPredicting() | StopExplaining():
                self._break_off_tasks(*BROKEN_OFF_BY[type(command)])
            case Prepare():
                self._training.need_no_run()
                self._preparation.prepare(command.recipe, download=command.download, fresh=command.fresh)
            case _ if isinstance(command, INSIDE):
                self._inside.take(command)
            case MapAnswers():
                return self._requests.mapper.take(command, self._preparation.needed(), self._training.run)
            case StopListing():
                self._break_off_tasks(ListExamples, FindNeighbours, asked=command.asked)
            case DescribeData():
                return self._requests.inspector.begin(command, describe_data(self._preparation.needed(), self._send))
            case LoadWeights():
                run = self._training.run
                if self._preparation.load(command, in_run=run is not None) and run is not None:
                    run.weights_replaced()
            case InspectWeights() | MeasureTensors() | CompareWeights() | PreviewWeights():
                return self._requests.inspector.take(command, lambda: self._preparation.needed().model.state_dict())
            case _ if isinstance(command, CONSOLE):
                return self._ask_console(command)
            case Shutdown():
                self._leaving = True
                return self._answers.accept(command, acts=self._training.bring_to_an_end(Keep.LAST, Reason.INTERRUPTED))
            case _:
                with self._console.passing_over():
                    work = answered(command, self._preparation.needed, self._training.run, self._requests, self._send)
                return work is None or self._run_task(command, work)
        return True

    def _run_task(self, command: Command, work: Iterator[object]) -> bool:
        self._task = Task(command, work)
        if self._training.run is not None:
            self._training.run.clock.hold()
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
            return isinstance(command, kinds or TASKS) and asked in (0, command.id)

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
        control = self._training.control
        if control is not None and not control.held:
            control.run.clock.go_on()
        self._carry_out_waiting()

    def _leave_if_stopped(self) -> None:
        # A copy, for another thread may post while this one looks.
        measures = self._task is not None and isinstance(self._task.command, MEASUREMENTS)
        kinds = (Stop, Shutdown, StopMeasuring) if measures else (Stop, Shutdown)
        if any(isinstance(command, kinds) for command in self._inbox.copy()):
            raise CancelledError

    def _carry_out_waiting(self) -> None:
        waiting, self._waiting = self._waiting, deque()
        for command in waiting:
            self._take(command)

    def _ask_console(self, command: Command) -> bool:
        """Have the console answer; a run that nothing holds is held if it changed, until that is settled."""
        changed, control = self._console.take(command), self._training.control
        if changed and control is not None and not control.held:
            control.hold()
            stood(self.parts, control.run, self._requests.looked)
        return True

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
            if self._leaving and self._training.control is None:
                return
            failure = failure_of(error, self.parts, in_run=self._training.control is not None)
        # Only here, after the handler, are the exception's frames and the tensors that they held let go.
        self._abort(failure.reason, failure.message)
        if failure.details:
            self._emit(Crashed(self._training.runs, failure.message, failure.details))

    def _abort(self, reason: Reason, message: Message) -> None:
        """End the run that an error broke off and free what it held on the device."""
        had_a_run = self._training.control is not None
        self._training.abort(reason, message)
        if had_a_run and reason is Reason.OUT_OF_MEMORY:
            self._preparation.parts = None
            self._requests.drop()
            free_device_memory()
