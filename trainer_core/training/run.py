"""One run from its first batch to its last number: epochs, validation, early stopping, and its end."""

from __future__ import annotations

import dataclasses
import math
from collections import deque
from collections.abc import Callable, Generator, Iterator
from typing import Any

from torch import Tensor

from trainer_core.errors import N_, Message, TrainerError, is_interrupt
from trainer_core.history.history import BEGINS, BY_HAND, CHANGE, LOSS, History, Mark
from trainer_core.protocol.commands import Keep, Split
from trainer_core.protocol.events import (
    Diverged,
    EpochEnded,
    Evaluated,
    Event,
    HyperparameterChanged,
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
from trainer_core.training.accumulation import shares
from trainer_core.training.assembly import Parts
from trainer_core.training.checkpoints import all_finite
from trainer_core.training.divergence import diverged, goes_on
from trainer_core.training.early_stopping import monitored
from trainer_core.training.example_losses import OF_WHOLE_EXAMPLES, ExampleLosses, measured_apart
from trainer_core.training.layer_health import LayerHealthSampler
from trainer_core.training.live_changes import change
from trainer_core.training.loop import Batch, Boundary, Phase, StepWatch, evaluation, training_phases
from trainer_core.training.recorder import NonFiniteLoss, Recorder
from trainer_core.training.restoring import snapshot_values
from trainer_core.training.shown import ShownRecorder
from trainer_core.training.summary import ending, epoch_row, summarise
from trainer_core.training.training_state import TrainingState

_SECONDS_BETWEEN_STEPS_KEPT = 10.0
_NAMES_SHOWN = 6
"""Of what was changed by hand at once."""


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
        self.records = RunRecords(folder, number, parts.recipe, self.history, emit, self._place)
        self._shown = ShownRecorder(parts, self.records) if folder and parts.recipe.training.replay else None
        self.to_repeat: deque[Mark] = deque()
        """Live changes that were made after the snapshot from which the run goes on; each is made again at its step."""
        self.opening_notes: tuple[tuple[str, Message], ...] = ()
        """What is to be told of how the run goes on, each with its level, once it has been announced."""
        self.continued_from = 0
        self.state = State.TRAINING
        self.watch: StepWatch | None = None
        """What looks into each batch that begins, if anything does."""
        self._shares: list[float] = []
        """What each batch of the epoch counts in its group of accumulated batches."""
        self._diverged = False
        self._batch: Batch | None = None
        self._phase: Phase | None = None
        """The phase that the batch in hand is in, or comes to next; None between batches."""
        self._snapshot_at: tuple[int, bool] | None = None
        self._emit = emit
        if folder is not None and parts.recipe.training.example_losses:
            self.example_losses = ExampleLosses.of(parts.dataset)
        keep = self.example_losses.keep if self.example_losses is not None and not parts.training.mixes else None
        self._recorder = Recorder(self.history, parts.device, parts.scorer, keep=keep)
        self.layer_health: LayerHealthSampler | None = None
        """Measures the layers in some of the batches, if the recipe asks for it."""
        training = parts.recipe.training
        if training.health:
            health = self.history.layer_health
            self.layer_health = LayerHealthSampler(
                parts.model, health, every=training.health_every, device=parts.device
            )
        self._lr = float(parts.recipe.optimizer.arguments["lr"])
        self._factors = parts.groups.factors
        self._regroup = False
        """Whether parameters may have to be frozen or unfrozen before the next batch."""

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
        if self._shown is not None:
            self._shown.begin(self)
        for level, note in self.opening_notes:
            self.records.log(level, note)
        if self.parts.training.mixes and self.parts.task.answers_classes:
            self.records.log("info", _MIXED)
        if self.parts.training.mixes and self.example_losses is not None:
            self.records.log("info", OF_WHOLE_EXAMPLES)
        if self.step == 0:
            # Also what is broken off before its first epoch goes on.
            self.take_snapshot()

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
            self._recorder.drop()
            self.records.discard()
            self._end(Reason.DISCARDED, keep, None)
            return
        try:
            self._recorder.flush()
        except NonFiniteLoss:
            self._fall_back()
        self._save_last()
        if self._shown is not None:
            self._shown.close(self)
        self.take_snapshot()
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
            self.settle()
        except BaseException as error:
            if is_interrupt(error):
                raise
            self._recorder.drop()
        if self._shown is not None:
            self._shown.write_rest()
        try:
            self._save_last()
            if reason in (Reason.OUT_OF_MEMORY, Reason.FAILED) and self._phase is not Phase.STEP:
                # It may go on from here: in smaller batches, or once a person's file is corrected. Not after half of a
                # step, when some weights and averages are of before it and some of after.
                self.at.fresh |= self._phase is Phase.BACKWARD
                self.take_snapshot()
        except BaseException as error:
            if is_interrupt(error):
                raise
            text = N_("The weights where the run broke off could not be saved ({error}); those of the last epoch are.")
            self.records.lost_weights(Message(text, {"error": str(error).partition("\n")[0]}))
        self._end(reason, Keep.LAST, None, message)

    def break_off_testing(self, reason: Reason, keep: Keep) -> None:
        """End a run whose last test was not waited for."""
        self._end(reason, keep, None)

    def set_hyperparameter(self, key: str, value: Any) -> None:
        """Change a live field from the next batch on; raises `TrainerError` and changes nothing if it cannot be.

        Changes of this field that were to be made again are not: this is the newer wish.
        """
        self._change(key, value)
        for mark in [mark for mark in self.to_repeat if mark.message.facts.get("field") == key]:
            self.to_repeat.remove(mark)

    def weights_replaced(self) -> None:
        """Take a snapshot of weights that were loaded into the run; what came before is not replayed any more."""
        self.records.changed_at(self.step)
        self.take_snapshot(anew=True)

    def changed_by_hand(self, names: tuple[str, ...], *, in_batch: bool) -> None:
        """Note that ``names`` were set by hand: nothing that follows can be computed from the recipe alone.

        ``in_batch``: in the middle of a batch, where no snapshot can be taken.
        """
        shown = ", ".join(names[:_NAMES_SHOWN]) + (", …" if len(names) > _NAMES_SHOWN else "")
        message = Message(BY_HAND, {"what": shown})
        self.history.append_mark(Mark(self.step, message))
        self.records.log("info", Message("From batch {step} on: {change}.", {"step": self.step, "change": message}))
        self.records.changed_at(self.step + in_batch, by_hand=True)
        if in_batch and self.watch is not None:
            self.watch.changed_by_hand()
        if not in_batch:
            self.take_snapshot(anew=True)

    def _change(self, key: str, value: Any) -> None:
        self.recipe, old, new = change(self.recipe, self.parts, key, value, epoch=self.at.epoch)
        self._lr = float(self.recipe.optimizer.arguments["lr"])
        self._factors, self._regroup = self.parts.groups.factors, True
        message = Message(CHANGE, {"field": key, "old": old, "new": new})
        self.history.append_mark(Mark(self.step, message))
        self.records.log("info", Message("From batch {step} on: {change}.", {"step": self.step, "change": message}))
        self._emit(HyperparameterChanged(self.number, self.step, key, old, new))

    def hold(self, *, at_a_point: bool, asked_to_pause: bool) -> None:
        """Stop the clock and append what is recorded; on disk it is written now and then.

        A snapshot is taken where one can be (``at_a_point``, not inside a batch): of each pause that was asked for,
        and of a walk step by step every few seconds.
        """
        self.clock.hold()
        self.settle()
        self.records.history_now_and_then()
        if at_a_point and (asked_to_pause or self.records.seconds_since_snapshot > _SECONDS_BETWEEN_STEPS_KEPT):
            self.take_snapshot()

    @property
    def batch(self) -> Batch | None:
        """The batch in hand, or the last one; None before the first."""
        return self._batch

    @property
    def batch_loss(self) -> float:
        """The loss of the batch in hand, NaN before it is computed; on a CUDA device this waits for it."""
        return math.nan if self._batch is None or self._batch.loss is None else self._batch.loss.item()

    def settle(self) -> None:
        """Append what is recorded, so that whoever looks sees every batch."""
        self._recorder.settle()
        self._settle_health()

    def _settle_health(self) -> None:
        health = self.layer_health
        if health is None:
            return
        health.settle()
        if health.trouble is not None:
            self.layer_health = None
            self.records.log("warning", health.trouble)

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
            self._tell_what_begins()
        at.begin(len(self.history), self.clock.seconds)
        self._regroup = True
        per_epoch, accumulate, size = len(batches), self.recipe.training.accumulate, self.recipe.data.batch_size
        health = self.layer_health
        if self.example_losses is not None:
            self.example_losses.follow(batches.order(at.epoch))
        if accumulate > 1:
            criterion = parts.step.criterion
            self._shares = shares(batches.targets(at.epoch), size, accumulate, criterion, mixed=batches.mixes)
        for index, (inputs, targets) in enumerate(batches.epoch(at.epoch, at.index), at.index):
            if self.to_repeat:
                self._repeat_changes()
            if self._regroup:
                self._regroup = False
                parts.groups.begin(at.epoch)
            lr = self._set_learning_rate(at.epoch * per_epoch + index, per_epoch)
            batch = Batch(inputs, targets) if accumulate == 1 else self._part_of_group(index, inputs, targets)
            self._batch = batch
            watch, recorded, sent = self.watch, False, False
            phases = training_phases(parts.step, batch) if watch is None else watch.phases(parts.step, batch)
            if health is not None and health.due(at.step, self.clock, batch):
                phases = health.sampled(phases, parts.step, batch, self.step, self.clock.seconds, watch)
            try:
                for phase in phases:
                    self._phase = phase if isinstance(phase, Phase) else Phase.STEP
                    if phase is Phase.BACKWARD and not recorded and batch.loss is not None and batch.logits is not None:
                        seconds, first, recorded = self.clock.seconds, index * size, True
                        sent = self._recorder.record(batch.loss, batch.logits, targets, lr, seconds, first=first)
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
                self.records.history_now_and_then()
                if self._shown is not None:
                    self._shown.now_and_then(self)
                self._snapshot_now_and_then()
            yield Boundary.BATCH
        self._settle_health()
        try:
            self._recorder.flush()
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

    def _tell_what_begins(self) -> None:
        for pattern, count in self.parts.groups.beginning(self.at.epoch):
            text = N_("From epoch {epoch} on “{pattern}” is trained too: {count:,} parameters.")
            facts = {"epoch": self.at.epoch + 1, "pattern": pattern}
            self.records.log("info", Message(text, {**facts, "count": count}))
            self.history.append_mark(Mark(self.step, Message(BEGINS, facts)))

    def _part_of_group(self, index: int, inputs: Tensor, targets: Tensor) -> Batch:
        """A batch whose gradients are accumulated with those of its neighbours."""
        accumulate = self.recipe.training.accumulate
        group = index - index % accumulate
        return Batch(
            inputs,
            targets,
            weight=self._shares[index],
            first=self.at.fresh or index == group,
            last=index == group + accumulate - 1 or index == len(self.parts.training) - 1,
        )

    def _repeat_changes(self) -> None:
        while self.to_repeat and self.to_repeat[0].step <= self.step:
            facts = self.to_repeat.popleft().message.facts
            if "field" not in facts:
                text = N_("From here on the run was once changed by hand ({what}), which is not done again.")
                self.records.log("warning", Message(text, dict(facts)))
                continue
            try:
                self._change(facts["field"], facts["new"])
            except TrainerError as error:
                self.records.log("warning", error.message)

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
                if self._shown is not None:
                    self._shown.evaluated(evaluated, self.clock.seconds)
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
        if self.example_losses is not None:
            self.records.example_losses(row.epoch, self.example_losses.close_epoch())
        self.records.history()
        if self._shown is not None:
            self._shown.epoch_ended(self)
        for name in (BEST, LAST) if better else (LAST,):
            self.records.weights(name, self.checkpoints.good)
        every = self.recipe.training.snapshot_epochs
        if every and row.epoch % every == 0:
            self.take_snapshot()
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
        self._snapshot_at = None
        self.at.step, self.at.fresh = len(self.history), True
        if self.layer_health is not None:
            self.layer_health.drop(self.step)
        self.checkpoints.fall_back(self.recipe)

    def take_snapshot(self, *, anew: bool = False) -> None:
        """Take a snapshot between two batches, unless there is one of this place already (and not ``anew``).

        None is taken where a loss is no number, which the run has not been told yet.
        """
        self.settle()
        place = (self.step, self.at.under_way)
        if self._recorder.troubled or (place == self._snapshot_at and not anew):
            return
        if self.records.snapshot(lambda: snapshot_values(self), keep=self.recipe.training.snapshots_kept):
            self._snapshot_at = place

    def _snapshot_now_and_then(self) -> None:
        minutes = self.recipe.training.snapshot_minutes
        if minutes and self.records.seconds_since_snapshot > 60 * minutes:
            self.take_snapshot()

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
