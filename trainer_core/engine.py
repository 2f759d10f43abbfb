"""The engine: an actor that takes commands, runs the loop and sends events. All torch work happens on its thread.

`Engine.run` serves commands until `Shutdown` and belongs on a thread of its own. A test, the command line or a notebook
drives the same object step by step with `Engine.turn`, or to the end of what was asked with `Engine.drive`.
"""

from __future__ import annotations

import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto

import torch

from trainer_core import on_request
from trainer_core.assembly import Parts, assemble
from trainer_core.commands import (
    Advance,
    Command,
    Evaluate,
    FinishEpoch,
    Keep,
    LoadWeights,
    Pause,
    Predict,
    PredictFiles,
    Prepare,
    Resume,
    SaveWeights,
    SetHyperparameter,
    Shutdown,
    Start,
    Stop,
    Unit,
)
from trainer_core.errors import CommandError, Message, TrainerError
from trainer_core.events import (
    Acknowledged,
    Crashed,
    Event,
    Logged,
    Progress,
    Reason,
    Refused,
    State,
    StateChanged,
)
from trainer_core.fit import Boundary, Fit
from trainer_core.loop import Phase
from trainer_core.memory import free_device_memory, is_out_of_memory
from trainer_core.recipe import Recipe
from trainer_core.runs import RunFolder


class _Goal(Enum):
    """How far the run may go before it is held."""

    HOLD = auto()
    PHASE = auto()
    BATCH = auto()
    EPOCH = auto()
    END = auto()


_REACHED: dict[_Goal, Callable[[Phase | Boundary], bool]] = {
    _Goal.HOLD: lambda point: True,
    _Goal.PHASE: lambda point: isinstance(point, Phase),
    _Goal.BATCH: lambda point: point in (Boundary.BATCH, Boundary.EVALUATING),
    _Goal.EPOCH: lambda point: point is Boundary.EPOCH,
    _Goal.END: lambda point: False,
}


class _CancelledError(Exception):
    """A preparation was stopped by the person who asked for it."""


class Engine:
    """Takes commands from any thread, runs one run at a time, and calls ``emit`` with events.

    ``emit`` is called on the thread that drives the engine, except for `Acknowledged`, which is sent by `post` from the
    thread that posted; it must not block.
    """

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._inbox: deque[Command] = deque()
        self._waiting: deque[Command] = deque()
        self._wake = threading.Event()
        self._parts: Parts | None = None
        self._fit: Fit | None = None
        self._points: Iterator[Phase | Boundary] | None = None
        self._point: Phase | Boundary = Boundary.BATCH
        self._goal = _Goal.HOLD
        self._held = False
        self._keep: Keep | None = None
        self._reason = Reason.STOPPED
        self._concluding: Keep | None = None
        self._runs = 0
        self._leaving = False
        self._earned = False
        """Whether the weights in the model were trained or loaded, and are not merely initial."""

    @property
    def parts(self) -> Parts | None:
        """The parts of the last preparation; for use on the thread that drives the engine."""
        return self._parts

    @property
    def busy(self) -> bool:
        """Whether there is something to do without another command."""
        return bool(self._inbox) or (self._points is not None and not self._held)

    @property
    def held_by_divergence(self) -> bool:
        """Whether a run is paused because its loss is no number; resumed, it goes on from the last good weights."""
        return self._held and self._point is Boundary.DIVERGED

    def post(self, command: Command) -> None:
        """Ask for something; returns at once. Callable from any thread."""
        self._emit(Acknowledged(type(command).__name__))
        self._inbox.append(command)
        self._wake.set()

    def run(self) -> None:
        """Serve commands until `Shutdown`."""
        while self.turn():
            if not self.busy:
                self._wake.wait()
                self._wake.clear()

    def drive(self) -> None:
        """Carry out everything that was asked, up to a pause or the end of the run."""
        while self.busy and self.turn():
            pass

    def turn(self) -> bool:
        """Take the commands that are waiting and go on by a phase, or by a batch where nothing waits.

        Returns False once `Shutdown` was carried out.
        """
        while self._inbox and not self._leaving:
            self._take(self._inbox.popleft())
        if self._points is not None and not self._held:
            self._guarded(self._go_on)
        return not self._leaving or self._points is not None

    def _take(self, command: Command) -> None:
        if not self._must_wait(command):
            self._carry_out(command)
            return
        self._waiting.append(command)
        if self._held:
            self._release(_Goal.BATCH if self._in_batch else _Goal.EPOCH)

    def _must_wait(self, command: Command) -> bool:
        if self._points is None:
            return False
        in_evaluation = self._point is Boundary.EVALUATING
        return (command.at_batch_end and self._in_batch) or (command.after_evaluation and in_evaluation)

    def _carry_out(self, command: Command) -> None:
        def work() -> None:
            try:
                self._dispatch(command)
                return
            except TrainerError as error:
                code, message = error.code, error.message
            except Exception as error:
                if is_out_of_memory(error):
                    code, message = "out-of-memory", self._out_of_memory(getattr(command, "recipe", None))
                else:
                    code, message = "unexpected", _unexpected(error)
                    self._emit(Crashed(0, message, traceback.format_exc()))
            if code == "out-of-memory":
                free_device_memory()
            self._emit(Refused(type(command).__name__, code, message))
            self._emit(Logged("warning", message))

        self._guarded(work)

    def _dispatch(self, command: Command) -> None:
        match command:
            case Start():
                self._start(command)
            case Prepare():
                self._need_no_run()
                with self._preparing():
                    parts = self._assemble(command.recipe)
                    self._keep_earned_weights(parts)
                    self._adopt(parts)
                self._change_state(State.IDLE)
            case Pause():
                self._need_run()
                self._pause()
            case Resume():
                self._need_run()
                self._release(_Goal.END)
            case Advance():
                self._need_run()
                self._release({Unit.PHASE: _Goal.PHASE, Unit.BATCH: _Goal.BATCH, Unit.EPOCH: _Goal.EPOCH}[command.unit])
            case FinishEpoch():
                self._need_run().finish_after_epoch = True
                self._release(_Goal.END)
            case Stop():
                if self._fit is not None:
                    self._stop(command.keep, Reason.STOPPED)
            case SetHyperparameter():
                self._need_run().set_hyperparameter(command.key, command.value)
            case Evaluate():
                on_request.evaluate(self._need_parts(), command.split, self._fit, self._emit)
            case Predict():
                on_request.predict(self._need_parts(), command, self._fit, self._emit)
            case PredictFiles():
                on_request.predict_files(self._need_parts(), command.paths, self._emit)
            case SaveWeights():
                on_request.save(self._need_parts(), command.path, self._emit)
            case LoadWeights():
                self._load(command)
            case Shutdown():
                self._leaving = True
                if self._fit is not None:
                    self._stop(Keep.LAST, Reason.INTERRUPTED)

    def _start(self, command: Start) -> None:
        self._need_no_run()
        with self._preparing():
            parts = self._assemble(command.recipe)
            if command.keep_weights and self._parts is not None:
                on_request.keep_weights(parts, self._parts.model.state_dict())
            folder = RunFolder.create(command.folder, command.recipe) if command.folder else None
            try:
                fit = Fit(parts, self._runs + 1, folder, self._emit)
            except BaseException:
                if folder is not None:
                    folder.discard()
                raise
        self._adopt(parts)
        torch.manual_seed(command.recipe.training.seed)
        self._runs += 1
        self._fit, self._keep, self._concluding = fit, None, None
        self._held = False
        self._goal = _Goal.PHASE if command.paused else _Goal.END
        self._earned = True
        fit.announce()
        self._points = fit.points()

    def _load(self, command: LoadWeights) -> None:
        """Load weights; a model that is built for them replaces the one that is there only if they fit it."""
        parts, recipe = self._parts, command.recipe
        if recipe is None or self._fit is not None or (parts is not None and _same_model(parts.recipe, recipe)):
            self._earned |= on_request.load(self._need_parts(), command, self._emit)
            return
        with self._preparing():
            fresh = self._assemble(recipe)
        self._change_state(State.IDLE)
        told: list[Event] = []
        try:
            loaded = on_request.load(fresh, command, told.append)
        finally:
            if parts is None:
                self._adopt(fresh)
        if loaded and parts is not None:
            self._adopt(fresh)
        self._earned |= loaded
        for event in told:
            self._emit(event)

    @contextmanager
    def _preparing(self) -> Iterator[None]:
        """Tell that parts are being built; on failure those of before stay and the state is idle again."""
        self._change_state(State.PREPARING)
        try:
            yield
        except _CancelledError:
            self._change_state(State.IDLE)
            raise CommandError("cancelled", "Stopped while preparing; nothing was changed.") from None
        except BaseException:
            self._change_state(State.IDLE)
            raise

    def _assemble(self, recipe: Recipe) -> Parts:
        parts = assemble(recipe, self._report_progress, previous=self._parts)
        self._leave_if_stopped()
        return parts

    def _adopt(self, parts: Parts) -> None:
        parts.configure_torch()
        self._parts = parts
        self._emit(parts.report)

    def _keep_earned_weights(self, parts: Parts) -> None:
        """Take trained or loaded weights over into new parts of the same model: preparing must not lose them."""
        if self._earned and self._parts is not None and _same_model(self._parts.recipe, parts.recipe):
            parts.model.load_state_dict(self._parts.model.state_dict())
        else:
            self._earned = False

    def _report_progress(self, message: Message, fraction: float) -> None:
        self._emit(Progress(message, fraction))
        self._leave_if_stopped()

    def _leave_if_stopped(self) -> None:
        # A copy, for another thread may post while this one looks.
        if any(isinstance(command, (Stop, Shutdown)) for command in self._inbox.copy()):
            raise _CancelledError

    def _go_on(self) -> None:
        """Advance the run and hold it if that is as far as it may go.

        By one point; in a free run, by a whole batch as long as no command waits.
        """
        assert self._points is not None
        try:
            point = next(self._points)
            while self._goal is _Goal.END and isinstance(point, Phase) and not self._inbox:
                point = next(self._points)
            self._point = point
        except StopIteration as done:
            self._section_done(done.value)
            return
        if not self._in_batch:
            self._at_boundary()
        if self._points is not None and (self._point is Boundary.DIVERGED or _REACHED[self._goal](self._point)):
            self._hold()

    def _at_boundary(self) -> None:
        self._carry_out_waiting()
        if self._keep is not None:
            self._conclude(self._keep, self._reason)

    def _section_done(self, reason: Reason | None) -> None:
        """The training part of a run, or its conclusion, has run out."""
        if self._concluding is None:
            assert reason is not None
            self._conclude(Keep.BEST if reason is not Reason.STOPPED else Keep.LAST, reason)
        else:
            self._ended()

    def _conclude(self, keep: Keep, reason: Reason) -> None:
        assert self._fit is not None
        assert self._points is not None
        _close(self._points)
        if self._concluding is not None and keep is not Keep.NOTHING:
            self._fit.break_off_testing(reason, self._concluding)
            self._ended()
            return
        self._keep, self._concluding, self._reason = None, keep, reason
        self._point = Boundary.BATCH
        self._fit.clock.go_on()
        self._points = self._fit.conclude(reason, keep)
        self._held, self._goal = False, _Goal.END

    def _ended(self) -> None:
        self._fit = self._points = self._keep = self._concluding = None
        self._held, self._point = False, Boundary.BATCH
        self._change_state(State.IDLE)
        self._carry_out_waiting()

    def _carry_out_waiting(self) -> None:
        waiting, self._waiting = self._waiting, deque()
        for command in waiting:
            self._take(command)

    def _pause(self) -> None:
        if not self._held:
            self._goal = _Goal.BATCH

    def _hold(self) -> None:
        assert self._fit is not None
        self._held, self._goal = True, _Goal.HOLD
        self._fit.hold()
        phase = self._point.value if isinstance(self._point, Phase) else ""
        self._emit(StateChanged(self._fit.number, State.PAUSED, phase))

    def _release(self, goal: _Goal) -> None:
        assert self._fit is not None
        self._goal = goal
        if self._held:
            self._held = False
            self._fit.clock.go_on()
            self._emit(StateChanged(self._fit.number, self._fit.state))

    def _stop(self, keep: Keep, reason: Reason) -> None:
        self._keep, self._reason = keep, reason
        if not self._held:
            return
        if self._in_batch:
            self._release(_Goal.END)
        else:
            self._conclude(keep, reason)

    @property
    def _in_batch(self) -> bool:
        return self._points is not None and isinstance(self._point, Phase)

    def _need_no_run(self) -> None:
        if self._fit is not None:
            raise CommandError("run-under-way", "A run is under way. Stop it first.")

    def _need_run(self) -> Fit:
        if self._fit is None:
            raise CommandError("no-run", "No run is under way. Start one first.")
        return self._fit

    def _need_parts(self) -> Parts:
        if self._parts is None:
            raise CommandError("no-model", "There is no model yet. Prepare or start a run first.")
        return self._parts

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do some work; an exception that ends a run, or should not exist, is told and the engine lives on."""
        details = ""
        try:
            work()
            return
        except TrainerError as error:
            reason, message = Reason.FAILED, error.message
        except Exception as error:
            if is_out_of_memory(error):
                reason, message = Reason.OUT_OF_MEMORY, self._out_of_memory()
            else:
                details = traceback.format_exc()
                reason, message = Reason.FAILED, _unexpected(error)
        # Only here, after the handlers, are the exception's frames and the tensors that they held let go.
        self._abort(reason, message)
        if details:
            self._emit(Crashed(self._runs, message, details))

    def _abort(self, reason: Reason, message: Message) -> None:
        """End the run that an error broke off and free what it held on the device."""
        fit = self._fit
        if fit is None:
            self._emit(Logged("error", message))
            return
        if self._points is not None:
            _close(self._points)
        fit.abort(reason, message)
        self._ended()
        if reason is Reason.OUT_OF_MEMORY:
            self._parts = None
            del fit
            free_device_memory()

    def _out_of_memory(self, asked: Recipe | None = None) -> Message:
        """The sentence for the parts at hand, or for ``asked``, which were being built."""
        if asked is None and self._parts is not None:
            device, recipe = self._parts.device_report.name, self._parts.recipe
        elif asked is not None:
            device, recipe = asked.training.device, asked
        else:
            return Message("The device ran out of memory.")
        return Message(
            "{device} ran out of memory. A smaller batch size (now {batch_size}) needs less.",
            {"device": device, "batch_size": recipe.data.batch_size},
        )

    def _change_state(self, state: State) -> None:
        self._emit(StateChanged(self._runs if self._fit else 0, state))


def _unexpected(error: Exception) -> Message:
    return Message("An unexpected error: {error}", {"error": f"{type(error).__name__}: {error}"})


def _same_model(one: Recipe, other: Recipe) -> bool:
    """Whether both recipes have the same model on the same source, so that weights fit both or neither."""
    return (one.data.source, one.model) == (other.data.source, other.model)


def _close(points: Iterator[Phase | Boundary]) -> None:
    close = getattr(points, "close", None)
    if close is not None:
        close()
