"""How an epoch or a run ended: in numbers, and a run in a sentence too."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from trainer_core.errors import Message
from trainer_core.history.history import EpochRow
from trainer_core.protocol.commands import Keep
from trainer_core.protocol.events import Reason, RunSummary
from trainer_core.protocol.reports import Evaluation
from trainer_core.runs.run_files import BEST, LAST

if TYPE_CHECKING:
    from trainer_core.training.run import Fit


def epoch_row(fit: Fit, busy: float, validation: Evaluation | None) -> EpochRow:
    """The epoch that ``fit`` has just closed in numbers; its batches took ``busy`` seconds.

    The training loss and accuracy are means over the examples, so a short last batch counts less.
    """
    rows = fit.history.rows(fit.at.first_row)
    batches = fit.parts.training
    weights = np.full(len(rows), float(fit.recipe.data.batch_size))
    if len(rows) == len(batches):
        weights[-1] = batches.examples - (len(rows) - 1) * weights[-1]
    return EpochRow(
        epoch=fit.at.epoch,
        step=fit.step,
        train_loss=float(np.average(rows["loss"], weights=weights)) if len(rows) else math.nan,
        train_accuracy=float(np.average(rows["accuracy"], weights=weights)) if len(rows) else math.nan,
        validation_loss=validation.loss if validation else math.nan,
        validation_accuracy=validation.accuracy if validation else math.nan,
        lr=float(rows["lr"][-1]) if len(rows) else math.nan,
        seconds=fit.clock.seconds,
        samples_per_second=batches.examples / max(busy, 1e-9),
    )


def watched(row: EpochRow, by: str) -> float:
    """The number of an epoch that decides which is the best, lower is better: validation's where there is one."""
    validated = not math.isnan(row.validation_accuracy)
    if by == "accuracy":
        return -(row.validation_accuracy if validated else row.train_accuracy)
    return row.validation_loss if validated else row.train_loss


def summarise(fit: Fit, reason: Reason, keep: Keep, tested: Evaluation | None) -> RunSummary:
    """The end of ``fit`` in numbers; those of validation are of the epoch whose weights are kept."""
    epochs = fit.history.epochs
    row = next((row for row in epochs if row.epoch == fit.best_epoch), None)
    if keep is not Keep.BEST and epochs:
        row = epochs[-1]
    if fit.busy:
        samples_per_second = fit.at.epoch * fit.parts.training.examples / fit.busy
    else:
        samples_per_second = fit.examples / max(fit.clock.seconds, 1e-9)
    return RunSummary(
        run=fit.records.folder.path if fit.records.folder else None,
        reason=reason,
        epochs=fit.epochs_trained,
        steps=fit.step,
        best_epoch=fit.best_epoch,
        validation_loss=row.validation_loss if row else math.nan,
        validation_accuracy=row.validation_accuracy if row else math.nan,
        test_loss=tested.loss if tested else math.nan,
        test_accuracy=tested.accuracy if tested else math.nan,
        seconds=fit.clock.seconds,
        samples_per_second=samples_per_second,
        device=fit.parts.device_report.device,
        weights=BEST if keep is Keep.BEST and fit.best_epoch else LAST,
    )


def ending(summary: RunSummary) -> Message:
    """Word how a run ended that no error broke off."""
    facts = {
        "epochs": summary.epochs,
        "best": summary.best_epoch,
        "accuracy": f"{summary.test_accuracy:.2%}",
    }
    templates = {
        Reason.COMPLETED: "All {epochs} epochs are done. Test accuracy {accuracy} with the weights of epoch {best}.",
        Reason.STOPPED_EARLY: "Stopped after epoch {epochs}: validation was best in epoch {best} and has not "
        "improved since. Test accuracy {accuracy}.",
        Reason.STOPPED: "Stopped as asked after {epochs} whole epochs. Test accuracy {accuracy}.",
        Reason.DIVERGED: "Stopped because the loss is no number; the weights of the last good epoch are kept. "
        "Test accuracy {accuracy}.",
        Reason.DISCARDED: "Stopped and discarded as asked; nothing is kept.",
        Reason.INTERRUPTED: "Interrupted after {epochs} whole epochs; the weights are saved.",
    }
    if math.isnan(summary.test_accuracy) and summary.reason is Reason.STOPPED:
        return Message("Stopped as asked after {epochs} whole epochs, before the test was done.", facts)
    return Message(templates[summary.reason], facts)
