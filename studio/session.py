"""What the window knows of the engine and its run, and from it which actions are possible.

Views read from the session and call its methods; they never talk to the engine or to each other.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from studio.engine_thread import EngineThread
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
    Split,
    Start,
    Stop,
    Unit,
)
from trainer_core.errors import TrainerError
from trainer_core.events import (
    Acknowledged,
    Crashed,
    Diverged,
    EpochEnded,
    Evaluated,
    Event,
    HyperparameterChanged,
    Logged,
    Predicted,
    PredictedFiles,
    Prepared,
    Progress,
    Refused,
    RunEnded,
    RunStarted,
    State,
    StateChanged,
    WeightsLoaded,
    WeightsRefused,
    WeightsSaved,
)
from trainer_core.history import History
from trainer_core.recipe import Recipe
from trainer_core.schema import field


class Action(StrEnum):
    """What a person can do with the engine."""

    TRAIN = "train"
    PAUSE = "pause"
    RESUME = "resume"
    STEP = "step"
    STOP = "stop"
    FINISH_EPOCH = "finish epoch"
    SAVE = "save"
    LOAD = "load"
    EVALUATE = "evaluate"
    PREDICT = "predict"
    EDIT_RECIPE = "edit recipe"


class Session(QObject):
    """The state of one engine as seen from the GUI thread.

    Signals:
        state_changed(): ``state``, ``phase`` or ``pending`` changed; ask `possible` what may be done now.
        recipe_changed(): ``recipe`` is another.
        recipe_refused(str, str): a value for a field (key) was not taken, and the sentence that says why.
        prepared(object), run_started(object), epoch_ended(object), evaluated(object), predicted(object),
        predicted_files(object), hyperparameter_changed(object), weights_saved(object), weights_loaded(object),
        weights_refused(object), diverged(object), refused(object), progress(object), run_ended(object),
        crashed(object), logged(object): the event of that name.
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
    crashed = Signal(object)
    logged = Signal(object)

    def __init__(self, thread: EngineThread, recipe: Recipe, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._recipe = recipe
        self.state = State.IDLE
        self.phase = ""
        self.pending = ""
        """The class name of a start, pause or stop that was heard and has not acted yet, else empty."""
        self.run: RunStarted | None = None
        self.preparation: Prepared | None = None
        self.ended: RunEnded | None = None
        self.results: dict[Split, Evaluated] = {}
        """The newest evaluation of each split with the present model."""
        self.errors: dict[str, str] = {}
        """Fields of the recipe whose shown value is wrong, with the reason; Train is off while there are any."""
        self._relays = {
            Prepared: self.prepared,
            RunStarted: self.run_started,
            EpochEnded: self.epoch_ended,
            Evaluated: self.evaluated,
            Predicted: self.predicted,
            PredictedFiles: self.predicted_files,
            HyperparameterChanged: self.hyperparameter_changed,
            WeightsSaved: self.weights_saved,
            WeightsLoaded: self.weights_loaded,
            WeightsRefused: self.weights_refused,
            Diverged: self.diverged,
            Refused: self.refused,
            Progress: self.progress,
            RunEnded: self.run_ended,
            Crashed: self.crashed,
            Logged: self.logged,
        }
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

    def possible(self, action: Action) -> bool:
        """Whether ``action`` can be carried out in the present state."""
        state, free = self.state, not self.pending
        running = state in (State.TRAINING, State.VALIDATING, State.TESTING)
        has_model = self.preparation is not None and state is not State.PREPARING
        return {
            Action.TRAIN: not state.in_run and free and not self.errors,
            Action.PAUSE: running and free,
            Action.RESUME: state is State.PAUSED and free,
            Action.STEP: state in (State.IDLE, State.PAUSED) and free and not self.errors,
            Action.STOP: (state.in_run or state is State.PREPARING) and self.pending != "Stop",
            Action.FINISH_EPOCH: state.in_run and free,
            Action.SAVE: has_model,
            Action.LOAD: state is not State.PREPARING,
            Action.EVALUATE: has_model,
            Action.PREDICT: has_model,
            Action.EDIT_RECIPE: not state.in_run and self.pending != "Start",
        }[action]

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
        busy = self.in_run or self.pending == "Start"
        if busy and not field(self._recipe, key).live:
            return False
        try:
            recipe = self._recipe.with_values({key: value})
        except TrainerError as error:
            self.mark_error(key, str(error))
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
        self.post(Evaluate(split))

    def predict(self, indices: tuple[int, ...], tag: str, split: Split = Split.TEST) -> None:
        self.post(Predict(indices, split, tag))

    def predict_files(self, paths: tuple[Path, ...]) -> None:
        self.post(PredictFiles(paths))

    def save_weights(self, path: Path) -> None:
        self.post(SaveWeights(path))

    def load_weights(self, path: Path, *, only_what_fits: bool = False) -> None:
        self.post(LoadWeights(path, only_what_fits, self._recipe))

    def post(self, command: Command) -> None:
        self._thread.post(command)

    @Slot(object)
    def take(self, event: Event) -> None:
        """Take one event of the engine, on the GUI thread, and tell everyone who asked for its kind."""
        match event:
            case StateChanged():
                self.state, self.phase = event.state, event.phase
                acted = event.state in (State.PAUSED, State.TESTING)
                if acted or (event.state.in_run if self.pending == "Start" else event.state is State.IDLE):
                    self.pending = ""
                self.state_changed.emit()
            case Acknowledged():
                if event.command in ("Start", "Pause", "Stop", "FinishEpoch", "Shutdown"):
                    self.pending = event.command
                    self.state_changed.emit()
            case Prepared():
                self.preparation = event
                self.results.clear()
            case RunStarted():
                self.run, self.ended = event, None
                self.results.clear()
            case Evaluated():
                self.results[event.evaluation.split] = event
            case RunEnded():
                self.ended = event
            case WeightsLoaded():
                self.results.clear()
            case Refused() | Crashed() if self.pending:
                self.pending = ""
                self.state_changed.emit()
        relay = self._relays.get(type(event))
        if relay is not None:
            relay.emit(event)
