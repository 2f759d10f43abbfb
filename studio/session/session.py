"""What the window knows of the engine and its run, and from it which actions are possible.

Views read from the session and call its methods; they never talk to the engine or to each other.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from studio.look.messages import words
from studio.session.engine_thread import EngineThread
from studio.session.event_signals import SIGNAL_OF
from studio.session.opened_run import Tested, as_if_started, has_snapshots, tested_of, written_at
from studio.session.permissions import Action, can
from trainer_core.errors import TrainerError
from trainer_core.history.history import History
from trainer_core.protocol.commands import (
    Advance,
    Command,
    ContinueRun,
    Evaluate,
    FinishEpoch,
    Keep,
    LoadWeights,
    OpenRun,
    Pause,
    Predict,
    PredictFiles,
    Prepare,
    Resume,
    SaveWeights,
    SetHyperparameter,
    Split,
    Start,
    Stop,
    Unit,
    VerifyRun,
)
from trainer_core.protocol.events import (
    Acknowledged,
    Crashed,
    Evaluated,
    Event,
    HyperparameterChanged,
    Prepared,
    Reason,
    Refused,
    RunEnded,
    RunOpened,
    RunStarted,
    SnapshotTaken,
    State,
    StateChanged,
    Verified,
    WeightsLoaded,
)
from trainer_core.protocol.weights_choice import WeightsChoice
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import field

__all__ = ["Action", "Session"]

_HEARD = {"Start": "Start", "ContinueRun": "Start", "OpenRun": "OpenRun"} | {
    name: name for name in ("Pause", "Stop", "FinishEpoch", "Shutdown")
}
"""Which acknowledged commands are `Session.pending`, and under which name."""


class Session(QObject):
    """The state of one engine as seen from the GUI thread.

    Signals:
        state_changed(): ``state``, ``phase`` or ``pending`` changed; ask `possible` what may be done now.
        recipe_changed(): ``recipe`` is another.
        recipe_refused(str, str): a value for a field (key) was not taken, and the sentence that says why.
        prepared(object), run_started(object), epoch_ended(object), evaluated(object), predicted(object),
        predicted_files(object), hyperparameter_changed(object), weights_saved(object), weights_loaded(object),
        weights_refused(object), diverged(object), refused(object), progress(object), run_ended(object),
        run_opened(object), snapshot_taken(object), disk_trouble(object), device_memory(object), verified(object),
        crashed(object), logged(object): the event of that name.
        inspected(object): an answer about a file of weights, see `studio.session.event_signals`.
    """

    state_changed = Signal()
    recipe_changed = Signal()
    recipe_refused = Signal(str, str)
    prepared = Signal(object)
    run_started = Signal(object)
    epoch_ended = Signal(object)
    evaluated = Signal(object)
    predicted = Signal(object)
    predicted_files = Signal(object)
    hyperparameter_changed = Signal(object)
    weights_saved = Signal(object)
    weights_loaded = Signal(object)
    weights_refused = Signal(object)
    diverged = Signal(object)
    refused = Signal(object)
    progress = Signal(object)
    run_ended = Signal(object)
    run_opened = Signal(object)
    snapshot_taken = Signal(object)
    disk_trouble = Signal(object)
    device_memory = Signal(object)
    verified = Signal(object)
    crashed = Signal(object)
    logged = Signal(object)
    inspected = Signal(object)

    def __init__(self, thread: EngineThread, recipe: Recipe, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._recipe = recipe
        self.state = State.IDLE
        self.phase = ""
        self.pending = ""
        """The class name of a start, pause or stop that was heard and has not acted yet, else empty."""
        self.busy_with = ""
        """``"Evaluate"`` or ``"VerifyRun"`` from when a person has asked for it until it is answered, else empty."""
        self.run: RunStarted | None = None
        """The present or last run, or the one of earlier that was opened."""
        self.run_recipe: Recipe | None = None
        """The recipe of `run` with the live changes that were made during it."""
        self.opened: RunOpened | None = None
        """The run that was opened, for as long as nothing else is in its place."""
        self.opened_at = 0.0
        """When the opened run was last written, in seconds since 1970."""
        self.snapshot: SnapshotTaken | None = None
        """The newest snapshot of the present or last run."""
        self.snapshot_at = 0.0
        """When it was told, on the clock of `time.monotonic`."""
        self.continuable = False
        """Whether `run` has a snapshot to go on from."""
        self._takes_recipe = False
        self.preparation: Prepared | None = None
        self.ended: RunEnded | None = None
        self.results: dict[Split, Evaluated] = {}
        """The newest evaluation of each split with the present model."""
        self.errors: dict[str, str] = {}
        """Fields of the recipe whose shown value is wrong, with the reason; Train is off while there are any."""
        self._relays = {kind: getattr(self, name) for kind, name in SIGNAL_OF.items()}
        thread.event.connect(self.take)

    @property
    def recipe(self) -> Recipe:
        return self._recipe

    @property
    def history(self) -> History | None:
        """The numbers of the present or the last run."""
        return self.run.history if self.run else None

    @property
    def in_run(self) -> bool:
        return self.state.in_run

    @property
    def tested(self) -> Tested | None:
        """Which weights a run that is over has left in the model; None while it runs, or where it left none."""
        if self.ended is not None:
            summary = self.ended.summary
            return Tested(summary.weights, summary.best_epoch, summary.steps)
        return None if self.opened is None else tested_of(self.opened)

    def possible(self, action: Action) -> bool:
        """Whether ``action`` can be carried out in the present state."""
        return can(
            action,
            self.state,
            self.pending,
            has_model=self.preparation is not None,
            has_errors=bool(self.errors),
            continuable=self.continuable,
            busy_with=self.busy_with,
        )

    def set_recipe(self, recipe: Recipe) -> None:
        """Take another recipe for the next run; only between runs."""
        if not self.possible(Action.EDIT_RECIPE):
            return
        self._recipe = recipe
        self.errors.clear()
        self.recipe_changed.emit()
        self.state_changed.emit()

    def set_value(self, key: str, value: Any) -> bool:
        """Change one field of the recipe; a live field also in the run under way. False if it was refused."""
        busy = self.in_run or self.pending in ("Start", "OpenRun")
        if busy and not field(self._recipe, key).live:
            return False
        try:
            recipe = self._recipe.with_values({key: value})
        except TrainerError as error:
            self.mark_error(key, words(error.message))
            return False
        self.clear_error(key)
        if recipe != self._recipe:
            self._recipe = recipe
            if busy:
                self.post(SetHyperparameter(key, value))
            self.recipe_changed.emit()
        return True

    def mark_error(self, key: str, reason: str) -> None:
        """Note that the value shown for a field is wrong."""
        self.errors[key] = reason
        self.recipe_refused.emit(key, reason)
        self.state_changed.emit()

    def clear_error(self, key: str) -> None:
        if self.errors.pop(key, None) is not None:
            self.state_changed.emit()

    def prepare(self) -> None:
        self.post(Prepare(self._recipe))

    def train(self, folder: Path | None, *, paused: bool = False, keep_weights: bool = False) -> None:
        """Start a run of the recipe in ``folder`` (None: keep nothing)."""
        if self.possible(Action.TRAIN):
            self.post(Start(self._recipe, folder, paused, keep_weights))

    def continue_run(self, folder: Path, changes: Mapping[str, Any], *, paused: bool = False) -> None:
        """Go on with the run in ``folder``, with ``changes`` made to its recipe; the form takes that recipe over."""
        if not self.in_run and not self.pending:
            self.post(ContinueRun(folder, dict(changes), paused))

    def open_run(self, folder: Path) -> None:
        """Bring the run in ``folder`` back without training; the form takes its recipe over."""
        if self.possible(Action.OPEN_RUN):
            self.post(OpenRun(folder))

    def verify_run(self, folder: Path) -> None:
        """Replay a part of the run in ``folder`` beside it and compare every number."""
        self._be_busy_with("VerifyRun")
        self.post(VerifyRun(folder))

    def pause(self) -> None:
        self.post(Pause())

    def resume(self) -> None:
        self.post(Resume())

    def advance(self, unit: Unit) -> None:
        self.post(Advance(unit))

    def finish_epoch(self) -> None:
        self.post(FinishEpoch())

    def stop(self, keep: Keep) -> None:
        self.post(Stop(keep))

    def evaluate(self, split: Split = Split.TEST) -> None:
        self._be_busy_with("Evaluate")
        self.post(Evaluate(split))

    def predict(self, indices: tuple[int, ...], tag: str, split: Split = Split.TEST) -> None:
        self.post(Predict(indices, split, tag))

    def predict_files(self, paths: tuple[Path, ...]) -> None:
        self.post(PredictFiles(paths))

    def save_weights(self, path: Path) -> None:
        self.post(SaveWeights(path))

    def load_weights(self, path: Path, *, only_what_fits: bool = False, choice: WeightsChoice | None = None) -> None:
        self.post(LoadWeights(path, only_what_fits, self._recipe, choice))

    def post(self, command: Command) -> None:
        self._thread.post(command)

    @Slot(object)
    def take(self, event: Event) -> None:
        """Take one event of the engine, on the GUI thread, and tell everyone who asked for its kind."""
        match event:
            case StateChanged():
                self._take_state(event)
            case Acknowledged():
                if event.command in _HEARD:
                    if event.command == "ContinueRun":
                        self._takes_recipe = True
                    self.pending = _HEARD[event.command]
                    self.state_changed.emit()
            case Prepared():
                self.preparation, self.opened = event, None
                self.results.clear()
            case RunStarted():
                self._take_run(event)
            case RunOpened():
                self._take_opened(event)
            case SnapshotTaken():
                self.snapshot, self.snapshot_at, self.continuable = event, time.monotonic(), True
                self.state_changed.emit()
            case HyperparameterChanged() if self.run_recipe is not None:
                self.run_recipe = self.run_recipe.with_values({event.key: event.new})
            case Evaluated():
                self.results[event.evaluation.split] = event
                if not self.in_run or event.evaluation.split is Split.TEST:
                    self._done_with("Evaluate")
            case Verified():
                self._done_with("VerifyRun")
            case RunEnded():
                self.ended = event
                self.continuable &= event.reason is not Reason.DISCARDED
                self._done_with("Evaluate")
            case WeightsLoaded():
                self.results.clear()
            case Refused() | Crashed():
                self._give_up(event)
        relay = self._relays.get(type(event))
        if relay is not None:
            relay.emit(event)

    def _take_state(self, event: StateChanged) -> None:
        self.state, self.phase = event.state, event.phase
        acted = event.state in (State.PAUSED, State.TESTING)
        if acted or (event.state.in_run if self.pending == "Start" else event.state is State.IDLE):
            # A run that is to be opened may wait for a preparation that was asked for before; `RunOpened` ends it.
            self.pending = self.pending if self.pending == "OpenRun" else ""
        self.state_changed.emit()

    def _take_run(self, event: RunStarted) -> None:
        self.run, self.ended, self.opened = event, None, None
        self.run_recipe = event.recipe
        self.snapshot, self.continuable = None, event.continued_from > 0
        self.results.clear()
        if self._takes_recipe:
            self._show_recipe_of(event)

    def _take_opened(self, event: RunOpened) -> None:
        """Stand where one stands after a run: its numbers are the present ones, and the form shows its recipe."""
        self.run = as_if_started(event)
        self.run_recipe = event.recipe
        self.opened, self.ended, self.pending = event, None, ""
        self.opened_at, self.continuable = written_at(event.folder), has_snapshots(event.folder)
        self.snapshot = None
        self.results.clear()
        self._show_recipe_of(self.run)
        self.state_changed.emit()

    def _show_recipe_of(self, run: RunStarted) -> None:
        self._takes_recipe = False
        self.errors.clear()
        self._recipe = run.recipe
        self.recipe_changed.emit()

    def _be_busy_with(self, command: str) -> None:
        self.busy_with = command
        self.state_changed.emit()

    def _done_with(self, command: str) -> None:
        if self.busy_with == command:
            self.busy_with = ""
            self.state_changed.emit()

    def _give_up(self, event: Refused | Crashed) -> None:
        """What was asked for last is not done: the window must not wait for it."""
        crashed = isinstance(event, Crashed)
        if crashed or event.command == self.busy_with:
            self.busy_with = ""
        if crashed or event.command == "ContinueRun":
            self._takes_recipe = False
        self.pending = ""
        self.state_changed.emit()
