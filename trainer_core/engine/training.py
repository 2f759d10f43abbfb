"""The engine's part in training: it begins a run, lets it go on, and pauses, steps and ends it as commands ask."""

from __future__ import annotations

from collections.abc import Callable, Sized

from trainer_core.engine.answers import Answers
from trainer_core.engine.device_memory import MemoryWatch
from trainer_core.engine.inside import InsideDesk
from trainer_core.engine.prepared import Preparation
from trainer_core.engine.start import continued, started
from trainer_core.errors import CommandError, Message
from trainer_core.protocol.commands import (
    Advance,
    Command,
    FinishEpoch,
    Keep,
    Pause,
    ResumeRun,
    SetHyperparameter,
    Start,
    Stop,
    Unpause,
)
from trainer_core.protocol.events import Logged, Reason, State, StateChanged
from trainer_core.protocol.inside import StepBack
from trainer_core.training.pause_and_step import Goal, RunControl
from trainer_core.training.run import Run

TRAINING = (Start, ResumeRun, Pause, Unpause, Advance, StepBack, FinishEpoch, Stop, SetHyperparameter)
"""The commands that are answered here."""


class TrainingDesk:
    """Has one run at a time under way.

    ``computes`` says whether something is computed for which training waits, and ``carry_out_waiting`` takes the
    commands that have waited for the end of a batch or of an evaluation.

    Attributes:
        control: the run that is under way, None where there is none.
        runs: how many have begun; the last of them has this number.
    """

    def __init__(
        self,
        answers: Answers,
        preparation: Preparation,
        inside: InsideDesk,
        *,
        computes: Callable[[], bool],
        carry_out_waiting: Callable[[], None],
    ) -> None:
        self.control: RunControl | None = None
        self.runs = 0
        self._answers, self._preparation, self._inside = answers, preparation, inside
        self._computes, self._carry_out_waiting = computes, carry_out_waiting
        self._send = answers.send
        self._memory = MemoryWatch(self._send)

    @property
    def run(self) -> Run | None:
        """The run that is under way."""
        return None if self.control is None else self.control.run

    @property
    def runs_on(self) -> bool:
        """Whether a run is under way that nothing holds."""
        return self.control is not None and not self.control.held

    def take(self, command: Command) -> bool:
        """Carry out one of the `TRAINING` commands, or begin to; returns whether it is done."""
        match command:
            case Start():
                self.need_no_run()
                self._begin(lambda: started(self._preparation, command, self.runs + 1, self._send), command.paused)
            case ResumeRun():
                self.need_no_run()
                self._begin(lambda: continued(self._preparation, command, self.runs + 1, self._send), command.paused)
            case Pause():
                return self._answers.accept(command, acts=self._need_run().pause())
            case Unpause():
                self._release(Goal.END)
            case Advance():
                self._release(Goal.of(command.unit), command.batches)
            case StepBack():
                self._inside.take(command)
                self._release(Goal.HOLD)
            case FinishEpoch():
                self._need_run().run.finish_after_epoch = True
                self._release(Goal.END)
                return self._answers.accept(command, acts=False)
            case Stop():
                return self._stop(command)
            case SetHyperparameter():
                self._need_run().run.changes.set_hyperparameter(command.key, command.value)
        return True

    def go_on(self, inbox: Sized, until: float) -> None:
        """Advance the run, have done what has waited for this point, and hold it if that is as far as it may go.

        A free run goes on up to ``until``, a time of `time.perf_counter`, as long as nothing is in ``inbox``.
        """
        control = self.control
        assert control is not None
        moved = control.advance(inbox, until)
        if moved and not control.in_batch:
            if self._preparation.parts is not None:
                self._memory.look(self._preparation.parts.device)
            self._carry_out_waiting()
            if self.control is not control:
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

    def bring_to_an_end(self, keep: Keep, reason: Reason) -> bool:
        """Stop the run, if there is one; returns whether its end has begun, or is there."""
        control = self.control
        if control is None:
            return True
        control.stop(keep, reason, clock=not self._computes())
        if control.over:
            self._ended()
        return control.over or control.concluding

    def abort(self, reason: Reason, message: Message) -> None:
        """End the run that an error broke off, or only tell the error where there is none."""
        if self.control is None:
            self._send(Logged("error", message))
            return
        self.control.abort(reason, message)
        self._ended()

    def let_go(self) -> None:
        """Let others write the folder of a run that is under way, which is not ended."""
        if self.control is not None:
            self.control.run.records.close()
        self.control = None
        self._inside.attach()

    def tell(self, state: State) -> None:
        """Tell the state of the run that is under way, or of the engine where there is none."""
        self._send(StateChanged(self.runs if self.control else 0, state))

    def need_no_run(self) -> None:
        """Raises `CommandError` where a run is under way."""
        if self.control is not None:
            raise CommandError("run-under-way", "A run is under way. Stop it first.")

    def _need_run(self) -> RunControl:
        if self.control is None:
            raise CommandError("no-run", "No run is under way. Start one first.")
        return self.control

    def _begin(self, make: Callable[[], Run], paused: bool) -> None:
        """Begin the run that ``make`` builds, which is not there if anything fails."""
        with self._preparation.preparing(for_a_run=True):
            run = make()
        self.runs = run.number
        self.control = RunControl(run, self._send, paused=paused)
        self._inside.attach()
        run.announce()

    def _release(self, goal: Goal, batches: int = 1) -> None:
        control = self._need_run()
        self._answers.acted(Pause)
        control.release(goal, clock=not self._computes(), batches=batches)

    def _stop(self, command: Stop) -> bool:
        if command.keep is Keep.NOTHING and self.run is not None and self.run.continued_from:
            raise CommandError(
                "keeps-earlier",
                "This run continues an earlier one, which discarding would delete too. Stop it instead; among the "
                "runs it can be moved to the trash.",
            )
        reason = Reason.INTERRUPTED if command.keep is Keep.FOR_LATER else Reason.STOPPED
        return self._answers.accept(command, acts=self.bring_to_an_end(command.keep, reason))

    def _ended(self) -> None:
        self.control = None
        self._inside.attach()
        self._answers.acted(Command)
        self.tell(State.IDLE)
        self._carry_out_waiting()
