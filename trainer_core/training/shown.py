"""Decides what a run records for its replay, and when: at most once a second, within 1 % of the training time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import numpy as np
import torch
from torch import Tensor

from trainer_core.data.balanced_choice import FIXED, balanced, candidates
from trainer_core.data.shown_pictures import pictures_of
from trainer_core.errors import N_
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Evaluated
from trainer_core.runs.run_records import RunRecords
from trainer_core.runs.shown.about import About
from trainer_core.runs.shown.evaluations import file_of
from trainer_core.runs.shown.examples import ShownExamples
from trainer_core.runs.shown.folder import ShownFolder
from trainer_core.training.answers import answers_aside
from trainer_core.training.assembly import Parts
from trainer_core.training.share import Share
from trainer_core.training.shown_maps import SHARE, MapRecorder, trouble
from trainer_core.training.training_state import TrainingState

_SHARE = 0.01
"""Of the time of the training, which is what keeping may take, the maps among it."""
_ALLOWANCE = 0.1
"""Seconds that it may take before: of a short run every epoch is kept."""
_INTERVAL = 1.0
"""Seconds of training between two records, as long as a run is short."""
_LONGEST_SIDE = 256
_MOST_COLUMNS = 4096
_MOST_UNWRITTEN = 200
"""Of what could not be written and is tried again."""

_Write = Callable[[ShownFolder], None]


class ShownRecorder:
    """Records what a replay needs: the answers to some test examples now and then, and all over one or two inputs, the
    evaluations and, if the recipe asks for them, the weights of each epoch.

    It answers outside of the training step, and leaves the model and the random generators as they were.
    """

    def __init__(self, parts: Parts, records: RunRecords) -> None:
        self._parts, self._records = parts, records
        self._inputs: Tensor | None = None
        self._examples: ShownExamples | None = None
        self._maps = MapRecorder(parts, records)
        self._unwritten: deque[tuple[str, _Write]] = deque(maxlen=_MOST_UNWRITTEN)
        self._skipped: Evaluated | None = None
        self._at: tuple[int, int] | None = None
        self._time = Share(_SHARE, _ALLOWANCE, 0.0)
        self._last = 0.0

    def begin(self, run: TrainingState) -> None:
        """Choose what the model is asked, and keep what it answers before its first batch."""
        parts, seconds = self._parts, run.clock.seconds
        report = parts.report
        about = About(report.data, report.model, report.device, len(parts.training))
        with self._troubled():
            self._choose()
        self._maps.choose(seconds)
        examples, grid = self._examples, self._maps.grid
        self._records.shown("examples", lambda folder: folder.begin(about, examples, grid))
        self._time = Share(_SHARE if grid is None else _SHARE - SHARE, _ALLOWANCE, seconds)
        self._answer(run)
        self._maps.answer(run)
        if run.step == 0:
            self._keep_weights(0)

    def now_and_then(self, run: TrainingState) -> None:
        """Keep what the model answers now, if that was long enough ago."""
        seconds = run.clock.seconds
        if self._skipped is not None and self._time.affordable(seconds):
            self._write_evaluation(self._skipped)
        self._maps.now_and_then(run)
        if self._examples is None or seconds - self._last < max(_INTERVAL, seconds / self._examples.most_records):
            return
        if self._time.affordable(seconds):
            self._answer(run)

    def evaluated(self, evaluated: Evaluated, seconds: float) -> None:
        """Keep an evaluation; one that would take too much waits until there is time, or a newer one."""
        if evaluated.evaluation.split is Split.VALIDATION and not self._time.affordable(seconds):
            self._skipped = evaluated
            return
        self._write_evaluation(evaluated)

    def epoch_ended(self, run: TrainingState) -> None:
        """Keep what the model answers at the end of an epoch, and its weights."""
        if self._time.affordable(run.clock.seconds):
            self._answer(run)
        self._maps.if_affordable(run)
        self._keep_weights(run.at.epoch)

    def close(self, run: TrainingState) -> None:
        """Keep what the end of the run would lack."""
        self._answer(run)
        self._maps.answer(run)
        self.write_rest()

    def write_rest(self) -> None:
        """Write what waits, and ask the model nothing: it may be beyond use."""
        if self._skipped is not None:
            self._write_evaluation(self._skipped)
        self._flush()

    def _choose(self) -> None:
        dataset, task = self._parts.dataset, self._parts.task
        if not len(dataset.test) or len(dataset.input_shape) not in (1, 3):
            return
        found = np.array(candidates(len(dataset.test), len(dataset.class_names), FIXED))
        if task.answers_classes:
            truth = task.truth(dataset.test.at(torch.from_numpy(found)).targets)
            found = found[balanced(truth, FIXED)]
        inputs, targets = dataset.test.at(torch.from_numpy(found)).gathered()
        given = answers_aside(self._parts, inputs)
        self._inputs = inputs
        self._examples = ShownExamples(
            indices=tuple(int(index) for index in found),
            images=pictures_of(inputs, _LONGEST_SIDE) if inputs.ndim == 4 else inputs.numpy()[:, :_MOST_COLUMNS],
            truth=task.truth(targets),
            outputs=given.shape[1],
            probabilities=task.answers_classes,
        )

    def _answer(self, run: TrainingState) -> None:
        """Keep what the model answers now, unless that is known of this place already."""
        at = (run.step, run.at.epoch)
        if self._inputs is None or self._examples is None or at == self._at:
            return
        with self._time.counted(), self._troubled():
            given = answers_aside(self._parts, self._inputs).numpy()
            record = self._examples.record(*at, run.clock.seconds, given)
            self._write("answers", partial(ShownFolder.add_answers, record=record))
            self._at = at
        self._last = run.clock.seconds

    def _write_evaluation(self, evaluated: Evaluated) -> None:
        self._skipped = None
        with self._time.counted():
            # Packed at once: while the disk is full many may wait.
            name, data = file_of(evaluated)
            self._write("evaluations", lambda folder: folder.write_evaluation(name, data))

    def _write(self, what: str, write: _Write) -> None:
        self._unwritten.append((what, write))
        self._flush()

    def _flush(self) -> None:
        """Write what is not on disk, in its order; what fails is written with the next."""
        while self._unwritten and self._records.shown(*self._unwritten[0]):
            self._unwritten.popleft()

    def _keep_weights(self, epoch: int) -> None:
        if self._parts.recipe.training.epoch_weights:
            state = self._parts.model.state_dict()
            self._records.shown("weights", lambda folder: folder.write_weights(epoch, state))

    @contextmanager
    def _troubled(self) -> Iterator[None]:
        """Within the block an exception ends the keeping of answers, and not the run."""
        try:
            yield
        except Exception as error:  # whatever a person's own model raises
            self._inputs = self._examples = None
            text = N_("The model's answers are no longer recorded for a replay: {reason}. Training continues.")
            self._records.log("warning", trouble(text, error))
