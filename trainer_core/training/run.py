"""One run from its first batch to its last number: epochs, validation, early stopping, and its end."""

from __future__ import annotations

import dataclasses
import math
import weakref
from collections.abc import Callable, Generator, Iterator

from trainer_core.errors import N_, Message, is_interrupt
from trainer_core.history.history import LOSS, History
from trainer_core.protocol.commands import Keep, Split
from trainer_core.protocol.events import (
    Diverged,
    EpochEnded,
    Evaluated,
    Event,
    Reason,
    RunEnded,
    RunStarted,
    State,
    StateChanged,
)
from trainer_core.protocol.reports import Evaluation
from trainer_core.runs.run_files import BEST, LAST
from trainer_core.runs.run_folder import RunFolder
from trainer_core.runs.run_records import RunRecords
from trainer_core.runs.shown.log import Place
from trainer_core.training.accumulation import Accumulation
from trainer_core.training.assembly import Parts
from trainer_core.training.checkpoints import all_finite
from trainer_core.training.divergence import diverged, goes_on
from trainer_core.training.early_stopping import monitored
from trainer_core.training.example_losses import OF_WHOLE_EXAMPLES, ExampleLosses, measured_apart
from trainer_core.training.loop import Batch, Boundary, Phase, StepWatch, evaluation, training_phases
from trainer_core.training.recorder import NonFiniteLoss
from trainer_core.training.run_changes import RunChanges
from trainer_core.training.run_recorder import RunRecorder
from trainer_core.training.summary import ending, epoch_row, summarise
from trainer_core.training.training_state import TrainingState

_MIXED = Message(
    "Training examples are mixed. Their accuracy counts an answer by the share that the answered class has in the mix, "
    "so it stays below that of the validation examples, which are never mixed."
)


class Run(TrainingState):
    """A run of some parts. `points` and then `conclude` are drained, or stepped, by an engine.

    `trainer_core.training.restoring` brings one back to where a snapshot was taken, before it is announced.
    """

    def __init__(
        self,
        parts: Parts,
        number: int,
        folder: RunFolder | None,
        emit: Callable[[Event], None],
        history: History | None = None,
    ) -> None:
        super().__init__(parts, History(parts.scorer.headline) if history is None else history)
        self.number = number
        self.finish_after_epoch = False
        # What belongs to the run refers back to it weakly: a cycle keeps model and data until garbage is collected.
        run: Run = weakref.proxy(self)
        self.records = RunRecords(folder, number, parts.recipe, self.history, emit, lambda: run._place())
        self.changes = RunChanges(self, number, self.records, emit)
        self.opening_notes: tuple[tuple[str, Message], ...] = ()
        """What is to be told of how the run goes on, each with its level, once it has been announced."""
        self.continued_from = 0
        self.state = State.TRAINING
        self.watch: StepWatch | None = None
        """What looks into each batch that begins, if anything does."""
        self._diverged = False
        self._batch: Batch | None = None
        self._phase: Phase | None = None
        """The phase that the batch in hand is in, or comes to next; None between batches."""
        self._emit = emit
        if folder is not None and parts.recipe.training.example_losses:
            self.example_losses = ExampleLosses.of(parts.dataset)
        self.recorder = RunRecorder(self, self.records)
        self._accumulation = Accumulation(parts.training, parts.step, parts.recipe)
        self._lr = 0.0
        self._factors: list[float] = []

    def announce(self) -> None:
        training = self.recipe.training
        self._emit(
            RunStarted(
                run=self.number,
                recipe=self.recipe,
                history=self.history,
                folder=self.records.folder.path if self.records.folder else None,
                epochs=training.epochs,
                batches_per_epoch=len(self.parts.training),
                batch_size=self.recipe.data.batch_size,
                continued_from=self.step,
            )
        )
        self.continued_from = self.step
        self.recorder.begin()
        for level, note in self.opening_notes:
            self.records.log(level, note)
        if self.parts.training.mixes and self.parts.task.answers_classes:
            self.records.log("info", _MIXED)
        if self.parts.training.mixes and self.example_losses is not None:
            self.records.log("info", OF_WHOLE_EXAMPLES)
        if self.step == 0:
            # Also what is broken off before its first epoch goes on.
            self.recorder.take_snapshot()

    def points(self) -> Generator[Phase | Boundary, None, Reason]:
        """Train, yielding before each phase and at each boundary; returns the `Reason` for the end."""
        self._change_state(State.TRAINING)
        while (reason := self._reason_to_end()) is None:
            yield from self._train_epoch()
            yield Boundary.EPOCH
        return reason

    def conclude(self, reason: Reason, keep: Keep) -> Generator[Boundary, None, None]:
        """Keep the weights, test them, and tell the end of the run in exactly one event."""
        if keep is Keep.NOTHING:
            self.recorder.batches.drop()
            self.records.discard()
            self._end(Reason.DISCARDED, keep, None)
            return
        try:
            self.recorder.batches.flush()
        except NonFiniteLoss:
            self._fall_back()
        self._save_last()
        self.recorder.training_ended()
        if self._diverged and keep is Keep.LAST and reason is Reason.STOPPED:
            reason = Reason.DIVERGED
        if keep is Keep.BEST and self.checkpoints.best is not None:
            self.parts.model.load_state_dict(self.checkpoints.best)
        tested: Evaluation | None = None
        if reason is not Reason.INTERRUPTED:
            self._change_state(State.TESTING)
            tested = yield from self._evaluate(Split.TEST)
        self._end(reason, keep, tested)

    def abort(self, reason: Reason, message: Message) -> None:
        """End a run that an error broke off, with what it has; never raises, also where the device is beyond use."""
        try:
            self.recorder.settle()
        except BaseException as error:
            if is_interrupt(error):
                raise
            self.recorder.batches.drop()
        self.recorder.broke_off()
        try:
            self._save_last()
            if reason in (Reason.OUT_OF_MEMORY, Reason.FAILED) and self._phase is not Phase.STEP:
                # It may go on from here: in smaller batches, or once a person's file is corrected. Not after half of a
                # step, when some weights and averages are of before it and some of after.
                self.at.fresh |= self._phase is Phase.BACKWARD
                self.recorder.take_snapshot()
        except BaseException as error:
            if is_interrupt(error):
                raise
            text = N_("The weights where the run broke off could not be saved ({error}); those of the last epoch are.")
            self.records.lost_weights(Message(text, {"error": str(error).partition("\n")[0]}))
        self._end(reason, Keep.LAST, None, message)

    def break_off_testing(self, reason: Reason, keep: Keep) -> None:
        """End a run whose last test was not waited for."""
        self._end(reason, keep, None)

    def weights_replaced(self) -> None:
        """Take a snapshot of weights that were loaded into the run; what came before is not replayed any more."""
        self.records.changed_at(self.step)
        self.recorder.take_snapshot(anew=True)

    def changed_by_hand(self, names: tuple[str, ...], *, in_batch: bool) -> None:
        """Note that ``names`` were set by hand: nothing that follows can be computed from the recipe alone.

        ``in_batch``: in the middle of a batch, where no snapshot can be taken.
        """
        self.changes.note_by_hand(names, in_batch=in_batch)
        if in_batch and self.watch is not None:
            self.watch.changed_by_hand()
        if not in_batch:
            self.recorder.take_snapshot(anew=True)

    def hold(self, *, at_a_point: bool, asked_to_pause: bool) -> None:
        """Stop the clock and record where the run stands; see `RunRecorder.held`."""
        self.clock.hold()
        self.recorder.held(at_a_point=at_a_point, asked_to_pause=asked_to_pause)

    @property
    def batch(self) -> Batch | None:
        """The batch in hand, or the last one; None before the first."""
        return self._batch

    @property
    def batch_loss(self) -> float:
        """The loss of the batch in hand, NaN before it is computed; on a CUDA device this waits for it."""
        return math.nan if self._batch is None or self._batch.loss is None else self._batch.loss.item()

    def _reason_to_end(self) -> Reason | None:
        """Why no other epoch follows, or None; looked at between epochs only."""
        training = self.recipe.training
        if self.at.under_way:
            return None
        if self.at.epoch >= training.epochs:
            return Reason.COMPLETED
        if self.finish_after_epoch:
            return Reason.STOPPED
        if self.early_stopping.should_stop(patience=training.stop_early_after):
            return Reason.STOPPED_EARLY
        return None

    def _train_epoch(self) -> Iterator[Phase | Boundary]:
        parts, at = self.parts, self.at
        batches = parts.training
        parts.model.train()
        if not at.under_way:
            self.changes.note_groups_that_begin()
        at.begin(len(self.history), self.clock.seconds)
        changes, recorder, accumulation = self.changes, self.recorder, self._accumulation
        changes.pending = True
        per_epoch, size, health = len(batches), self.recipe.data.batch_size, recorder.layer_health
        if self.example_losses is not None:
            self.example_losses.follow(batches.order(at.epoch))
        accumulation.begin(at.epoch)
        for index, (inputs, targets) in enumerate(batches.epoch(at.epoch, at.index), at.index):
            if changes.to_repeat:
                changes.repeat()
            if changes.pending:
                self._take_over_changes()
            lr = self._set_learning_rate(at.epoch * per_epoch + index, per_epoch)
            self._batch = batch = accumulation.batch(index, inputs, targets, fresh=at.fresh)
            watch, recorded, sent = self.watch, False, False
            phases = training_phases(parts.step, batch) if watch is None else watch.phases(parts.step, batch)
            if health is not None and health.due(at.step, self.clock, batch):
                phases = health.sampled(phases, parts.step, batch, self.step, self.clock.seconds, watch)
            try:
                for phase in phases:
                    self._phase = phase if isinstance(phase, Phase) else Phase.STEP
                    if phase is Phase.BACKWARD and not recorded and batch.loss is not None and batch.logits is not None:
                        seconds, first, recorded = self.clock.seconds, index * size, True
                        sent = recorder.batches.record(batch.loss, batch.logits, targets, lr, seconds, first=first)
                    yield phase
            except NonFiniteLoss as outcome:
                self._phase = None
                at.index, at.fresh = index + 1, True
                yield from self._hold_diverged(outcome)
                continue
            self._phase = None
            at.index, at.fresh = index + 1, False
            at.step += 1
            self.examples += targets.shape[0]
            if sent:
                recorder.now_and_then()
            yield Boundary.BATCH
        recorder.settle_layers()
        try:
            recorder.batches.flush()
            if not all_finite(parts.model):
                raise NonFiniteLoss(self.step, math.nan)
        except NonFiniteLoss as outcome:
            yield from self._hold_diverged(outcome)
        busy = self.clock.seconds - at.epoch_began
        if batches.mixes and self.example_losses is not None:
            self._change_state(State.VALIDATING)
            for _ in measured_apart(parts, self.example_losses):
                yield Boundary.EVALUATING
            self._change_state(State.TRAINING)
        validation = None
        if parts.validation is not None:
            self._change_state(State.VALIDATING)
            validation = yield from self._evaluate(Split.VALIDATION)
            self._change_state(State.TRAINING)
        self._close_epoch(busy, validation)

    def _take_over_changes(self) -> None:
        self.changes.pending = False
        self.parts.groups.begin(self.at.epoch)
        self._lr = float(self.recipe.optimizer.arguments["lr"])
        self._factors = self.parts.groups.factors

    def _set_learning_rate(self, step: int, per_epoch: int) -> float:
        lr = self._lr * self.parts.schedule.factor(step, self.recipe.training.epochs * per_epoch, per_epoch)
        for group, factor in zip(self.parts.step.optimizer.param_groups, self._factors, strict=True):
            group["lr"] = lr * factor
        return lr

    def _evaluate(self, split: Split) -> Generator[Boundary, None, Evaluation]:
        parts = self.parts
        batches = {Split.VALIDATION: parts.validation, Split.TEST: parts.test}[split]
        assert batches is not None
        steps = evaluation(parts.model, parts.step.criterion, batches, split, parts.scorer)
        while True:
            try:
                next(steps)
            except StopIteration as done:
                evaluated = Evaluated(self.number, self.epochs_trained, self.step, done.value)
                self._emit(evaluated)
                self.recorder.evaluated(evaluated)
                return done.value  # type: ignore[no-any-return]
            yield Boundary.EVALUATING

    def _close_epoch(self, busy: float, validation: Evaluation | None) -> None:
        self.at.close_epoch()
        self.busy += busy
        row = epoch_row(self, busy, validation)
        better = self.early_stopping.epoch_ended(row, self.parts.best_by)
        self.checkpoints.epoch_ended(best=better)
        if self.parts.schedule.epoch_ended(monitored(row, LOSS)):
            text = N_("The schedule cut the learning rate after epoch {epoch}.")
            self.records.log("info", Message(text, {"epoch": row.epoch}))
        self.history.append_epoch(row)
        self.recorder.epoch_ended(better=better)
        self._emit(EpochEnded(self.number, row, better))

    def _hold_diverged(self, outcome: NonFiniteLoss) -> Iterator[Boundary]:
        """Tell that the loss is no number and wait, with the last good weights, until the run is resumed."""
        self._fall_back()
        epoch = self.at.epoch
        message = diverged(outcome.step, outcome.loss, epoch)
        self.records.log("error", message)
        self._emit(Diverged(self.number, outcome.step, outcome.loss, message))
        yield Boundary.DIVERGED
        self._diverged = False
        self.records.log("info", goes_on(epoch))

    def _fall_back(self) -> None:
        self._diverged = True
        self.at.step, self.at.fresh = len(self.history), True
        self.recorder.fell_back()
        self.checkpoints.fall_back(self.recipe)

    def _save_last(self) -> None:
        self.records.history()
        if not all_finite(self.parts.model):
            self._fall_back()
        for name in (LAST,) if self.checkpoints.best else (LAST, BEST):
            self.records.weights(name, self.parts.model.state_dict())

    def _end(self, reason: Reason, keep: Keep, tested: Evaluation | None, message: Message | None = None) -> None:
        summary = summarise(self, reason, keep, tested, self.records.folder.path if self.records.folder else None)
        last_words = message or ending(summary, validated=self.parts.validation is not None)
        self.records.log("info", last_words)
        self.records.summary(summary)
        if self.records.problem is not None and message is None:
            last_words = self.records.problem
            summary = dataclasses.replace(summary, reason=Reason.FAILED)
            self.records.summary(summary)
        self.records.close()
        self._emit(RunEnded(self.number, summary.reason, last_words, summary))

    def _place(self) -> Place:
        return Place(self.step, self.at.epoch, self.clock.seconds)

    def _change_state(self, state: State) -> None:
        self.state = state
        self._emit(StateChanged(self.number, state))
