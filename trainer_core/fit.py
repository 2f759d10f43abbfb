"""One run from its first batch to its last number: epochs, validation, early stopping, and which weights are kept."""

from __future__ import annotations

import copy
import dataclasses
import math
import time
from collections.abc import Callable, Generator, Iterator
from enum import StrEnum
from typing import Any

import numpy as np
import torch
from torch import nn

from trainer_core.assembly import Parts
from trainer_core.clock import Clock
from trainer_core.commands import Keep, Split
from trainer_core.endings import ending
from trainer_core.errors import CommandError, Message, TrainerError
from trainer_core.events import (
    Diverged,
    EpochEnded,
    Evaluated,
    Evaluation,
    Event,
    HyperparameterChanged,
    Logged,
    Reason,
    RunEnded,
    RunStarted,
    RunSummary,
    State,
    StateChanged,
)
from trainer_core.history import EpochRow, History, Mark
from trainer_core.loop import Batch, Phase, evaluation, training_phases
from trainer_core.optimizers import set_hyperparameter
from trainer_core.recorder import NonFiniteLoss, Recorder
from trainer_core.runs import BEST, LAST, RunFolder
from trainer_core.schema import field

_SECONDS_BETWEEN_WRITES = 1.0


class Boundary(StrEnum):
    """Where a run can be held, besides before each phase of a batch."""

    BATCH = "batch"
    EPOCH = "epoch"
    EVALUATING = "evaluating"
    DIVERGED = "diverged"


class Fit:
    """A run of some parts. `points` and then `conclude` are drained, or stepped, by an engine."""

    def __init__(self, parts: Parts, number: int, folder: RunFolder | None, emit: Callable[[Event], None]) -> None:
        self.parts = parts
        self.number = number
        self.folder = folder
        self.history = History()
        self.clock = Clock()
        self.recipe = parts.recipe
        self.state = State.TRAINING
        self.epoch = 0
        self.step = 0
        self.finish_after_epoch = False
        self.diverged = False
        self._emit = emit
        self._recorder = Recorder(self.history, parts.device)
        self._lr = float(parts.recipe.optimizer.arguments["lr"])
        self._best: tuple[float, int, dict[str, Any]] | None = None
        self._since_best = 0
        self._good = self._state()
        self._good_optimizer = copy.deepcopy(parts.step.optimizer.state_dict())
        self._written = time.perf_counter()
        self._examples = 0
        self._busy = 0.0
        self._trouble: dict[str, Message] = {}

    @property
    def best_epoch(self) -> int:
        """The epoch of the best weights, counted from 1; 0 before there is any."""
        return self._best[1] if self._best else 0

    def announce(self) -> None:
        training = self.recipe.training
        self._emit(
            RunStarted(
                run=self.number,
                recipe=self.recipe,
                history=self.history,
                folder=self.folder.path if self.folder else None,
                epochs=training.epochs,
                batches_per_epoch=len(self.parts.training),
                batch_size=self.recipe.data.batch_size,
            )
        )

    def points(self) -> Generator[Phase | Boundary, None, Reason]:
        """Train, yielding before each phase and at each boundary; returns the `Reason` for the end."""
        training = self.recipe.training
        self._change_state(State.TRAINING)
        while self.epoch < training.epochs:
            yield from self._train_epoch()
            yield Boundary.EPOCH
            if self.finish_after_epoch and self.epoch < training.epochs:
                return Reason.STOPPED
            if training.stop_early_after and self._since_best >= training.stop_early_after:
                return Reason.STOPPED_EARLY
        return Reason.COMPLETED

    def conclude(self, reason: Reason, keep: Keep) -> Iterator[Boundary]:
        """Keep the weights, test them, and tell the end of the run in exactly one event."""
        if keep is Keep.NOTHING:
            self._recorder.drop()
            self._discard()
            return
        try:
            self._recorder.flush()
        except NonFiniteLoss:
            self._restore_good()
        self._save_last()
        if self.diverged and keep is Keep.LAST and reason is Reason.STOPPED:
            reason = Reason.DIVERGED
        if keep is Keep.BEST and self._best is not None:
            self.parts.model.load_state_dict(self._best[2])
        tested: Evaluation | None = None
        if reason is not Reason.INTERRUPTED:
            self._change_state(State.TESTING)
            tested = yield from self._evaluate(Split.TEST)
        self._end(reason, keep, tested)

    def abort(self, reason: Reason, message: Message) -> None:
        """End a run that an error broke off, with what it has; never raises, also where the device is beyond use."""
        self._recorder.drop()
        try:
            self._save_last()
        except Exception as error:
            text = "The weights where the run broke off could not be saved ({error}); those of the last epoch are."
            self._trouble["weights"] = Message(text, {"error": str(error).partition("\n")[0]})
            self._emit(Logged("error", self._trouble["weights"]))
        self._end(reason, Keep.LAST, None, message)

    def break_off_testing(self, reason: Reason, keep: Keep) -> None:
        """End a run whose last test was not waited for."""
        self._end(reason, keep, None)

    def set_hyperparameter(self, key: str, value: Any) -> None:
        """Change a live field from the next batch on; raises `TrainerError` and changes nothing if it cannot be."""
        try:
            live = field(self.recipe, key).live
        except KeyError:
            live = False
        if not live:
            raise CommandError("not-live", "{field} cannot change while a run is under way.", field=key)
        recipe = self.recipe.with_values({key: value})
        section, _, name = key.partition(".")
        old, new = (getattr(of, section).arguments[name] for of in (self.recipe, recipe))
        if key == "optimizer.lr":
            self._lr = float(new)
        elif section == "optimizer":
            set_hyperparameter(self.parts.step.optimizer, name, new)
        else:
            _set_dropout(self.parts.model, float(new))
        self.recipe = recipe
        message = Message("{field} {old} → {new}", {"field": key, "old": old, "new": new})
        self.history.append_mark(Mark(self.step, message))
        self.log("info", Message("From batch {step} on: {change}.", {"step": self.step, "change": message}))
        self._emit(HyperparameterChanged(self.number, self.step, key, old, new))

    def hold(self) -> None:
        """Stop the clock and append what is recorded, so that whoever looks sees every batch."""
        self.clock.hold()
        self._recorder.settle()

    def log(self, level: str, message: Message) -> None:
        """Put a sentence into the run's log and tell it."""
        self._emit(Logged(level, message))
        self._on_disk("log", lambda folder: folder.log(level, message))

    def _train_epoch(self) -> Iterator[Phase | Boundary]:
        parts, step = self.parts, self.parts.step
        batches, accumulate = parts.training, self.recipe.training.accumulate
        total = self.recipe.training.epochs * len(batches)
        first_row, size = len(self.history), self.recipe.data.batch_size
        began = self.clock.seconds
        parts.model.train()
        fresh = True
        for index, (inputs, targets) in enumerate(batches.epoch(self.epoch)):
            lr = self._set_learning_rate(total)
            batch = Batch(inputs, targets)
            if accumulate > 1:
                group = index - index % accumulate
                examples = min(batches.examples, (group + accumulate) * size) - group * size
                batch.weight = len(targets) / examples
                batch.first = fresh or index == group
                batch.last = index == group + accumulate - 1 or index == len(batches) - 1
            try:
                for phase in training_phases(step, batch):
                    if phase is Phase.BACKWARD and batch.loss is not None and batch.logits is not None:
                        self._recorder.record(batch.loss, batch.logits, targets, lr, self.clock.seconds)
                    yield phase
            except NonFiniteLoss as outcome:
                yield from self._hold_diverged(outcome)
                fresh = True
                continue
            fresh = False
            self.step += 1
            self._examples += len(targets)
            if time.perf_counter() - self._written > _SECONDS_BETWEEN_WRITES:
                self._write_history()
            yield Boundary.BATCH
        try:
            self._recorder.flush()
            if not _all_finite(parts.model):
                raise NonFiniteLoss(self.step, math.nan)
        except NonFiniteLoss as outcome:
            yield from self._hold_diverged(outcome)
        busy = self.clock.seconds - began
        self._busy += busy
        self.epoch += 1
        validation = None
        if parts.validation is not None:
            self._change_state(State.VALIDATING)
            validation = yield from self._evaluate(Split.VALIDATION)
            self._change_state(State.TRAINING)
        self._close_epoch(first_row, batches.examples / busy, validation)

    def _set_learning_rate(self, total: int) -> float:
        lr = self._lr * self.parts.schedule.factor(self.step, total, len(self.parts.training))
        for group in self.parts.step.optimizer.param_groups:
            group["lr"] = lr
        return lr

    def _evaluate(self, split: Split) -> Generator[Boundary, None, Evaluation]:
        parts = self.parts
        batches = {Split.VALIDATION: parts.validation, Split.TEST: parts.test}[split]
        assert batches is not None
        steps = evaluation(parts.model, parts.step.criterion, batches, split, parts.dataset.outputs)
        while True:
            try:
                next(steps)
            except StopIteration as done:
                self._emit(Evaluated(self.number, self.epoch, self.step, done.value))
                return done.value  # type: ignore[no-any-return]
            yield Boundary.EVALUATING

    def _close_epoch(self, first_row: int, samples_per_second: float, validation: Evaluation | None) -> None:
        rows = self.history.rows(first_row)
        weights = np.full(len(rows), float(self.recipe.data.batch_size))
        if len(rows) == len(self.parts.training):
            weights[-1] = self.parts.training.examples - (len(rows) - 1) * weights[-1]
        row = EpochRow(
            epoch=self.epoch,
            step=self.step,
            train_loss=float(np.average(rows["loss"], weights=weights)) if len(rows) else math.nan,
            train_accuracy=float(np.average(rows["accuracy"], weights=weights)) if len(rows) else math.nan,
            validation_loss=validation.loss if validation else math.nan,
            validation_accuracy=validation.accuracy if validation else math.nan,
            lr=float(rows["lr"][-1]) if len(rows) else math.nan,
            seconds=self.clock.seconds,
            samples_per_second=samples_per_second,
        )
        watched_loss = validation.loss if validation else row.train_loss
        watched = watched_loss
        if self.recipe.training.best_by == "accuracy":
            watched = -(validation.accuracy if validation else row.train_accuracy)
        better = math.isfinite(watched) and (self._best is None or watched < self._best[0])
        self._since_best = 0 if better else self._since_best + 1
        if better:
            self._best = (watched, self.epoch, self._state())
            self._on_disk(BEST, lambda folder: folder.save_weights(BEST, self.parts.model.state_dict()))
        if self.parts.schedule.epoch_ended(watched_loss):
            self.log(
                "info",
                Message("The schedule cut the learning rate after epoch {epoch}.", {"epoch": self.epoch}),
            )
        self._good = self._state()
        self._good_optimizer = copy.deepcopy(self.parts.step.optimizer.state_dict())
        self.history.append_epoch(row)
        self._write_history()
        self._on_disk(LAST, lambda folder: folder.save_weights(LAST, self._good))
        self._emit(EpochEnded(self.number, row, better))

    def _hold_diverged(self, outcome: NonFiniteLoss) -> Iterator[Boundary]:
        """Tell that the loss is no number and wait, with the last good weights, until the run is resumed."""
        self._restore_good()
        self.step = len(self.history)
        message = Message(
            "The loss at batch {step} is {loss}: training diverged and is paused. The weights of the last good epoch "
            "are kept. A smaller learning rate usually helps; clipping the gradient norm or float32 may.",
            {"step": outcome.step, "loss": outcome.loss},
        )
        self.log("error", message)
        self._emit(Diverged(self.number, outcome.step, outcome.loss, message))
        yield Boundary.DIVERGED
        self.diverged = False
        self.log("info", Message("Training goes on from the weights of the last good epoch."))

    def _restore_good(self) -> None:
        """Put back weights and the optimizer's averages as of the last good epoch; live changes since then stay."""
        self.diverged = True
        optimizer = self.parts.step.optimizer
        self.parts.model.load_state_dict(self._good)
        optimizer.load_state_dict(copy.deepcopy(self._good_optimizer))
        for name, value in self.recipe.optimizer.arguments.items():
            if name != "lr" and field(self.recipe, f"optimizer.{name}").live:
                set_hyperparameter(optimizer, name, value)
        optimizer.zero_grad(set_to_none=True)

    def _save_last(self) -> None:
        self._write_history()
        if not _all_finite(self.parts.model):
            self._restore_good()
        self._on_disk(LAST, lambda folder: folder.save_weights(LAST, self.parts.model.state_dict()))
        if self._best is None:
            self._on_disk(BEST, lambda folder: folder.save_weights(BEST, self.parts.model.state_dict()))

    def _discard(self) -> None:
        if self.folder is not None:
            self.folder.discard()
            self.folder = None
        self._end(Reason.DISCARDED, Keep.NOTHING, None)

    def _end(self, reason: Reason, keep: Keep, tested: Evaluation | None, message: Message | None = None) -> None:
        epochs = self.history.epochs
        row = next((row for row in epochs if row.epoch == self.best_epoch), None)
        if keep is not Keep.BEST and epochs:
            row = epochs[-1]
        summary = RunSummary(
            run=self.folder.path if self.folder else None,
            reason=reason,
            epochs=self.epoch,
            steps=self.step,
            best_epoch=self.best_epoch,
            validation_loss=row.validation_loss if row else math.nan,
            validation_accuracy=row.validation_accuracy if row else math.nan,
            test_loss=tested.loss if tested else math.nan,
            test_accuracy=tested.accuracy if tested else math.nan,
            seconds=self.clock.seconds,
            samples_per_second=self._speed(),
            device=self.parts.device_report.device,
            weights=BEST if keep is Keep.BEST and self._best is not None else LAST,
        )
        last_words = message or ending(summary)
        self.log("info", last_words)
        self._on_disk("result", lambda folder: folder.write_summary(summary))
        if self._trouble and message is None:
            last_words = next(iter(self._trouble.values()))
            summary = dataclasses.replace(summary, reason=Reason.FAILED)
            self._on_disk("result", lambda folder: folder.write_summary(summary))
        self._emit(RunEnded(self.number, summary.reason, last_words, summary))

    def _speed(self) -> float:
        if self._busy:
            return self.epoch * self.parts.training.examples / self._busy
        return self._examples / max(self.clock.seconds, 1e-9)

    def _write_history(self) -> None:
        self._written = time.perf_counter()
        self._on_disk("history", lambda folder: folder.write_history(self.history))

    def _on_disk(self, what: str, write: Callable[[RunFolder], None]) -> None:
        """Do one write to the run's folder; a failure is told once, training goes on, and the next one tries again."""
        if self.folder is None:
            return
        try:
            write(self.folder)
        except TrainerError as error:
            if what not in self._trouble:
                self._emit(Logged("error", error.message))
            self._trouble[what] = error.message
        else:
            self._trouble.pop(what, None)

    def _state(self) -> dict[str, Any]:
        return {name: value.detach().clone() for name, value in self.parts.model.state_dict().items()}

    def _change_state(self, state: State) -> None:
        self.state = state
        self._emit(StateChanged(self.number, state))


def _set_dropout(model: nn.Module, p: float) -> None:
    for module in model.modules():
        if isinstance(module, (nn.Dropout, nn.Dropout1d, nn.Dropout2d, nn.Dropout3d, nn.AlphaDropout)):
            module.p = p


def _all_finite(model: nn.Module) -> bool:
    return all(bool(torch.isfinite(value).all()) for value in model.state_dict().values())
