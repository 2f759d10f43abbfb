"""Records a run as it goes: its numbers, its layers, its weights and snapshots, and what it takes to show it again."""

from __future__ import annotations

import weakref

from trainer_core.protocol.events import Evaluated
from trainer_core.runs.run_files import BEST, LAST
from trainer_core.runs.run_records import RunRecords
from trainer_core.training.layer_health import LayerHealthSampler
from trainer_core.training.recorder import Recorder
from trainer_core.training.restoring import snapshot_values
from trainer_core.training.shown import ShownRecorder
from trainer_core.training.training_state import TrainingState

_SECONDS_BETWEEN_STEPS_KEPT = 10.0


class RunRecorder:
    """Records ``run`` in its history, and by ``records`` in its folder.

    Attributes:
        batches: what the numbers of each batch are given to.
        layer_health: measures the layers in some of the batches, if the recipe asks for it.
    """

    def __init__(self, run: TrainingState, records: RunRecords) -> None:
        parts, training = run.parts, run.recipe.training
        # The run owns its recorder: a reference back would keep model and data until garbage is collected.
        self._run: TrainingState = weakref.proxy(run)
        self._records = records
        keep = run.example_losses.keep if run.example_losses is not None and not parts.training.mixes else None
        self.batches = Recorder(run.history, parts.device, parts.scorer, keep=keep)
        self.layer_health: LayerHealthSampler | None = None
        if training.health:
            health = run.history.layer_health
            self.layer_health = LayerHealthSampler(
                parts.model, health, every=training.health_every, device=parts.device
            )
        self._shown = ShownRecorder(parts, records) if records.folder and training.replay else None
        self._snapshot_at: tuple[int, bool] | None = None

    def begin(self) -> None:
        """Record where the run begins."""
        if self._shown is not None:
            self._shown.begin(self._run)

    def settle(self) -> None:
        """Append what is recorded, so that whoever looks sees every batch."""
        self.batches.settle()
        self.settle_layers()

    def settle_layers(self) -> None:
        """Append what was measured of the layers."""
        health = self.layer_health
        if health is None:
            return
        health.settle()
        if health.trouble is not None:
            self.layer_health = None
            self._records.log("warning", health.trouble)

    def now_and_then(self) -> None:
        """Write between two batches what is due by the clock."""
        self._records.history_now_and_then()
        if self._shown is not None:
            self._shown.now_and_then(self._run)
        minutes = self._run.recipe.training.snapshot_minutes
        if minutes and self._records.seconds_since_snapshot > 60 * minutes:
            self.take_snapshot()

    def held(self, *, at_a_point: bool, asked_to_pause: bool) -> None:
        """Append what is recorded of a run that stands still; on disk it is written now and then.

        A snapshot is taken where one can be (``at_a_point``, not inside a batch): of each pause that was asked for,
        and of a walk step by step every few seconds.
        """
        self.settle()
        self._records.history_now_and_then()
        if at_a_point and (asked_to_pause or self._records.seconds_since_snapshot > _SECONDS_BETWEEN_STEPS_KEPT):
            self.take_snapshot()

    def evaluated(self, evaluated: Evaluated) -> None:
        """Record an evaluation."""
        if self._shown is not None:
            self._shown.evaluated(evaluated, self._run.clock.seconds)

    def epoch_ended(self, *, better: bool) -> None:
        """Record the epoch that was closed; ``better`` says whether its weights are the best so far."""
        run, records = self._run, self._records
        if run.example_losses is not None:
            records.example_losses(run.at.epoch, run.example_losses.close_epoch())
        records.history()
        if self._shown is not None:
            self._shown.epoch_ended(run)
        for name in (BEST, LAST) if better else (LAST,):
            records.weights(name, run.checkpoints.good)
        every = run.recipe.training.snapshot_epochs
        if every and run.at.epoch % every == 0:
            self.take_snapshot()

    def fell_back(self) -> None:
        """Forget what was measured after the good weights to which the run fell back."""
        self._snapshot_at = None
        if self.layer_health is not None:
            self.layer_health.drop(self._run.step)

    def broke_off(self) -> None:
        """Write what is kept to be shown again, of a run that an error broke off."""
        if self._shown is not None:
            self._shown.write_rest()

    def training_ended(self) -> None:
        """Record what the end of the training would lack."""
        if self._shown is not None:
            self._shown.close(self._run)
        self.take_snapshot()

    def take_snapshot(self, *, anew: bool = False) -> None:
        """Take a snapshot between two batches, unless there is one of this place already (and not ``anew``).

        None is taken where a loss is no number, which the run has not been told yet.
        """
        self.settle()
        run = self._run
        place = (run.step, run.at.under_way)
        if self.batches.troubled or (place == self._snapshot_at and not anew):
            return
        if self._records.snapshot(lambda: snapshot_values(run), keep=run.recipe.training.snapshots_kept):
            self._snapshot_at = place
