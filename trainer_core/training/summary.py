"""How an epoch or a run ended: in numbers, and a run in a sentence too."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from trainer_core.errors import N_, Message, plural
from trainer_core.history.history import LOSS, EpochRow
from trainer_core.protocol.commands import Keep
from trainer_core.protocol.events import Reason, RunSummary
from trainer_core.protocol.reports import Evaluation
from trainer_core.runs.run_files import BEST, LAST
from trainer_core.tasks import Scorer, metric_of, written
from trainer_core.training.training_state import TrainingState


def epoch_row(run: TrainingState, busy: float, validation: Evaluation | None) -> EpochRow:
    """The epoch that ``run`` has just closed in numbers; its batches took ``busy`` seconds.

    The training loss and metric are those over the examples, so a short last batch counts less.
    """
    scorer, metric = run.parts.scorer, run.history.metric
    rows = run.history.rows(run.at.first_row)
    batches = run.parts.training
    weights = np.full(len(rows), float(run.recipe.data.batch_size))
    if len(rows) == len(batches):
        weights[-1] = batches.examples - (len(rows) - 1) * weights[-1]
    return EpochRow(
        epoch=run.at.epoch,
        step=run.step,
        train={
            LOSS: float(np.average(rows[LOSS], weights=weights)) if len(rows) else math.nan,
            metric: scorer.headline_over(rows[metric], weights) if len(rows) else math.nan,
        },
        validation=validation.values if validation else _unknown(scorer),
        lr=float(rows["lr"][-1]) if len(rows) else math.nan,
        seconds=run.clock.seconds,
        samples_per_second=batches.examples / max(busy, 1e-9),
    )


def summarise(
    run: TrainingState, reason: Reason, keep: Keep, tested: Evaluation | None, folder: Path | None
) -> RunSummary:
    """The end of ``run`` in numbers; those of validation are of the epoch whose weights are kept.

    ``folder`` is the run's, None where nothing is kept on disk.
    """
    epochs = run.history.epochs
    row = next((row for row in epochs if row.epoch == run.best_epoch), None)
    if keep is not Keep.BEST and epochs:
        row = epochs[-1]
    if run.busy:
        samples_per_second = run.at.epoch * run.parts.training.examples / run.busy
    else:
        samples_per_second = run.examples / max(run.clock.seconds, 1e-9)
    return RunSummary(
        run=folder,
        reason=reason,
        epochs=run.epochs_trained,
        steps=run.step,
        best_epoch=run.best_epoch,
        metric=run.history.metric,
        validation=row.validation if row else _unknown(run.parts.scorer),
        test=tested.values if tested else _unknown(run.parts.scorer),
        seconds=run.clock.seconds,
        samples_per_second=samples_per_second,
        device=run.parts.device_report.device,
        weights=BEST if keep is Keep.BEST and run.best_epoch else LAST,
    )


def _unknown(scorer: Scorer) -> dict[str, float]:
    """What an evaluation would find, where there is none."""
    return dict.fromkeys((LOSS, *(metric.name for metric in scorer.metrics)), math.nan)


def ending(summary: RunSummary, *, validated: bool) -> Message:
    """Word how a run ended that no error broke off; ``validated`` says whether there was validation."""
    epochs, value = summary.epochs, summary.test.get(summary.metric, math.nan)
    tested = {"metric": metric_of(summary.metric).in_words, "value": written(summary.metric, value)}
    match summary.reason:
        case Reason.COMPLETED:
            return plural(
                epochs,
                "Finished 1 epoch. Test {metric} {value}.",
                "Finished {n:,} epochs. Test {metric} {value} with the weights of epoch {best}.",
                best=summary.best_epoch,
                **tested,
            )
        case Reason.STOPPED_EARLY:
            text = N_(
                "Stopped early after epoch {epochs}: validation was best in epoch {best} and has not improved since. "
                "Test {metric} {value}."
            )
            if not validated:
                text = N_(
                    "Stopped early after epoch {epochs}: training was best in epoch {best} and has not improved since. "
                    "Test {metric} {value}."
                )
            return Message(text, {"epochs": epochs, "best": summary.best_epoch, **tested})
        case Reason.DIVERGED:
            text = N_(
                "Training stopped: the loss became NaN or infinite. The last good weights are kept. "
                "Test {metric} {value}."
            )
            return Message(text, tested)
        case Reason.DISCARDED:
            return Message("The run was stopped and discarded; nothing is kept.")
        case Reason.INTERRUPTED:
            return Message("Interrupted after {trained}; the weights are saved.", {"trained": _trained(summary)})
    if math.isnan(value):
        return Message("Stopped after {trained}, before the test was done.", {"trained": _trained(summary)})
    return Message("Stopped after {trained}. Test {metric} {value}.", {"trained": _trained(summary), **tested})


def _trained(summary: RunSummary) -> Message:
    """How far a run has come: in whole epochs, and in batches before there is one."""
    if not summary.epochs:
        return plural(summary.steps, "1 batch", "{n:,} batches")
    return plural(summary.epochs, "1 complete epoch", "{n:,} complete epochs")
