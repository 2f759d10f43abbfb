"""What the window knows of the engine and its run, and from it which actions are possible.

Views read from the session and call its methods; they never talk to the engine or to each other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from studio.look.messages import words
from studio.session.agreed import Agreed
from studio.session.changed_by_hand import ChangedByHand
from studio.session.current_run import CurrentRun
from studio.session.described_calls import DescribedCalls
from studio.session.engine_requests import EngineRequests
from studio.session.engine_thread import EngineThread
from studio.session.permissions import Action, can
from studio.session.replay_player import ReplayPlayer
from studio.session.replays import Replays
from studio.session.results import Results
from studio.session.threshold import Threshold
from studio.session.unanswered import Unanswered
from trainer_core.errors import TrainerError
from trainer_core.protocol.commands import (
    Command,
    Evaluate,
    LoadWeights,
    OpenRun,
    Prepare,
    ResumeRun,
    SetHyperparameter,
    Split,
    Start,
    VerifyRun,
)
from trainer_core.protocol.events import (
    Acknowledged,
    CallDescribed,
    Crashed,
    Event,
    HyperparameterChanged,
    Prepared,
    Refused,
    RunOpened,
    RunStarted,
    SnapshotTaken,
    State,
    StateChanged,
)
from trainer_core.protocol.weights_choice import WeightsChoice
from trainer_core.recipe.recipe import Recipe, same_examples
from trainer_core.recipe.schema import field, value_of
from trainer_core.trial.report import Candidate

__all__ = ["Action", "Session"]


class Session(EngineRequests):
    """The state of one engine as seen from the GUI thread.

    Signals:
        state_changed(): ``state``, ``phase`` or ``pending`` changed; ask `possible` what may be done now.
        recipe_changed(): ``recipe`` is another.
        shown_changed(): ``shown_recipe`` is another.
        recipe_edited(object, object): a person has put the second `Recipe` into the place of the first.
        live_edited(str, object, object): a person has changed this field of the run under way, from what to what.
        recipe_refused(str, str): a value for a field (key) was not taken, and the sentence that says why.
    Besides, each event of the engine: see `EventSignals`. What needs nothing of this state is in `EngineRequests`.
    """

    state_changed = Signal()
    recipe_changed = Signal()
    shown_changed = Signal()
    recipe_edited = Signal(object, object)
    live_edited = Signal(str, object, object)
    recipe_refused = Signal(str, str)

    def __init__(self, thread: EngineThread, recipe: Recipe, parent: QObject | None = None) -> None:
        super().__init__(thread, parent)
        self._recipe = recipe
        self.baseline = recipe
        """The recipe, a preset, to whose values single fields can be reset."""
        self.state = State.IDLE
        self.phase = ""
        self.within_phase = False
        """Whether ``phase`` has begun, and stands in its middle."""
        self.batch_loss = math.nan
        """The loss of the batch inside which the run is paused, NaN where there is none yet."""
        self._unanswered = Unanswered()
        self.run = CurrentRun()
        self._takes_recipe = False
        self._form: Recipe | None = None
        self.preparation: Prepared | None = None
        self._calls = DescribedCalls()
        self.results = Results()
        self.errors: dict[str, str] = {}
        """Fields of the recipe whose shown value is wrong, with the reason; Train is off while there are any."""
        self.by_hand = ChangedByHand(self, self)
        self.threshold = Threshold(self)
        for begun in (self.run_started, self.run_opened):
            begun.connect(self.threshold.reset)
        self.replays = Replays(self)
        thread.engine_event.connect(self.replays.hear)

    @property
    def recipe(self) -> Recipe:
        """The recipe of the next run; during a run, the one with which it began."""
        return self._recipe

    @property
    def shown_recipe(self) -> Recipe:
        """What the form shows: during a run its live values, otherwise `recipe`."""
        of_run = self.in_run or self.replaying
        live = self.run.live.shown
        return live if of_run and live is not None else self._recipe

    @property
    def replay(self) -> ReplayPlayer | None:
        """What stands in for the engine while a run of earlier is replayed."""
        return self.replays.player

    @property
    def replaying(self) -> bool:
        """Whether what is told is of a run that is replayed, or told once more because a replay is being closed."""
        return self.replays.on

    @property
    def pending(self) -> str:
        """The class name of the latest start, pause or stop that was heard and has not acted yet, else empty."""
        return self._unanswered.pending

    @property
    def busy_with(self) -> str:
        """``"Evaluate"`` or ``"VerifyRun"`` from when a person has asked for it until it is answered, else empty."""
        return self._unanswered.busy_with

    @property
    def in_run(self) -> bool:
        return self.state.in_run

    @property
    def calls(self) -> dict[str, Candidate]:
        """How the classes and functions of the shown recipe's Python files are called, by section, once tried."""
        return self._calls.calls(self.shown_recipe)

    @property
    def candidates(self) -> dict[str, tuple[Candidate, ...]]:
        """The classes and functions that the shown recipe's Python files hold, by section, once tried."""
        return self._calls.candidates(self.shown_recipe)

    def possible(self, action: Action) -> bool:
        """Whether ``action`` can be carried out in the present state."""
        if self.replay is not None:
            return self.replay.allows(action)
        return can(
            action,
            self.state,
            self.pending,
            has_model=self.preparation is not None,
            has_errors=bool(self.errors),
            continuable=self.run.continuable,
            busy_with=self.busy_with,
        )

    def set_recipe(self, recipe: Recipe) -> None:
        """Take another recipe for the next run; only between runs."""
        if not self.possible(Action.EDIT_RECIPE):
            return
        self.errors.clear()
        self._put(recipe)
        self.state_changed.emit()

    def set_value(self, key: str, value: Any) -> bool:
        """Change one field of the recipe; during a run, a live field of that run alone. False if it was refused."""
        if not self.in_run and not self.possible(Action.EDIT_RECIPE):
            return False
        if self.in_run and not field(self.shown_recipe, key).live:
            return False
        try:
            recipe = self.shown_recipe.with_values({key: value})
        except TrainerError as error:
            self.mark_error(key, words(error.message))
            return False
        self.clear_error(key)
        if self.in_run:
            self._change_run(key, value, recipe)
        elif recipe != self._recipe:
            self._put(recipe)
        return True

    def mark_error(self, key: str, reason: str) -> None:
        """Note that the value shown for a field is wrong."""
        self.errors[key] = reason
        self.recipe_refused.emit(key, reason)
        self.state_changed.emit()

    def clear_error(self, key: str) -> None:
        if self.errors.pop(key, None) is not None:
            self.state_changed.emit()

    def prepare(self, *, download: bool = False) -> None:
        """Load the data and build the model of the recipe; with ``download`` data may be downloaded first."""
        self.post(Prepare(self._recipe, download))

    def train(
        self, folder: Path | None, *, paused: bool = False, keep_weights: bool = False, download: bool = False
    ) -> None:
        """Start a run of the recipe in ``folder`` (None: keep nothing)."""
        if self.possible(Action.TRAIN):
            self.post(Start(self._recipe, folder, paused, keep_weights, download))

    def continue_run(
        self,
        folder: Path,
        changes: Mapping[str, Any],
        *,
        paused: bool = False,
        agreed: Agreed | None = None,
        form: Recipe | None = None,
    ) -> None:
        """Go on with the run in ``folder``, with ``changes`` made to its recipe.

        Once it does, the form takes over ``form``, or else the recipe with which the run goes on.
        """
        if not self.in_run and not self.pending:
            self._form = form
            agreed = agreed or Agreed()
            self.post(
                ResumeRun(folder, dict(changes), paused, agreed.download, agreed.changed_data, agreed.changed_code)
            )

    def open_run(self, folder: Path, *, download: bool = False) -> None:
        """Bring the run in ``folder`` back without training; the form takes its recipe over."""
        if self.possible(Action.OPEN_RUN):
            self.post(OpenRun(folder, download))

    def forget_run(self) -> None:
        """Stand where one stands before any run: its numbers leave the window, and its folder stays. Between runs."""
        self.run, self.results = CurrentRun(), Results()
        self.replays.run_forgotten.emit()
        self.shown_changed.emit()
        self.state_changed.emit()

    def verify_run(self, folder: Path, agreed: Agreed | None = None) -> None:
        """Replay a part of the run in ``folder`` beside it and compare every number."""
        agreed = agreed or Agreed()
        command = VerifyRun(folder, download=agreed.download, accept_changed_data=agreed.changed_data)
        self._be_busy_with(command)

    def evaluate(self, split: Split = Split.TEST) -> int:
        """Evaluate the present weights on a whole split; returns the id that the answers name."""
        command = Evaluate(split)
        self._be_busy_with(command)
        return command.id

    def load_weights(
        self,
        path: Path,
        *,
        only_what_fits: bool = False,
        choice: WeightsChoice | None = None,
        download: bool = False,
    ) -> None:
        self.post(LoadWeights(path, only_what_fits, self._recipe, choice, download))

    def post(self, command: Command) -> None:
        """Hand a command to the engine or, while a replay is on, to what stands in for it."""
        for_engine = self.replays.for_engine(command)
        if for_engine is not None:
            super().post(for_engine)

    def everyone_is_there(self) -> None:
        """Have the views that were built last look at what holds now."""
        self.stop_remembering()
        for changed in (self.recipe_changed, self.shown_changed, self.state_changed):
            changed.emit()

    @Slot(object)
    def take(self, event: Event) -> None:
        """Take one event of the engine, on the GUI thread, and tell everyone who asked for its kind."""
        self.run.take(event)
        self.results.take(event, of_change=bool(self.by_hand.unsettled))
        match event:
            case StateChanged():
                self._take_state(event)
            case Acknowledged(command="ResumeRun"):
                self._takes_recipe = True
            case Prepared():
                self._take_preparation(event)
            case CallDescribed():
                self._calls.take(event)
            case RunStarted():
                self._take_run(event)
            case RunOpened():
                self._take_opened(event)
            case SnapshotTaken():
                self.state_changed.emit()
            case HyperparameterChanged() if self.run.recipe is not None:
                if self.run.live.act(event.key, event.new, event.asked):
                    self.shown_changed.emit()
            case Refused(command="ResumeRun"):
                self._takes_recipe = False
            case Refused(command="SetHyperparameter"):
                self.run.live.refuse()
                self.shown_changed.emit()
            case Crashed(fatal=True):
                self._unanswered.forget()
                self.state_changed.emit()
        if self._unanswered.take(event):
            self.state_changed.emit()
        self.relay(event)

    def _take_preparation(self, event: Prepared) -> None:
        """Evaluations hold as long as the same weights would give the same answers to the same examples."""
        before = self.preparation
        same = before is not None and before.data == event.data and same_examples(before.recipe, event.recipe)
        if not (same and event.weights_kept):
            self.results.clear()
        self.preparation = event

    def _take_state(self, event: StateChanged) -> None:
        was_in_run = self.in_run
        self.state, self.phase, self.batch_loss = event.state, event.phase, event.loss
        self.within_phase = event.within
        if was_in_run and not self.in_run:
            self.errors.clear()
        if was_in_run != self.in_run:
            self.shown_changed.emit()
        self.state_changed.emit()

    def _take_run(self, event: RunStarted) -> None:
        # The start is answered with this event, and the next tells the state: in between the run is under way already.
        self.state = State.TRAINING
        if self._takes_recipe:
            self._show_recipe(self._form or event.recipe)
        self.shown_changed.emit()

    def _take_opened(self, event: RunOpened) -> None:
        """Stand where one stands after a run: its numbers are the present ones, and the form shows its recipe."""
        self._show_recipe(event.recipe)
        self.state_changed.emit()

    def _show_recipe(self, recipe: Recipe) -> None:
        self._takes_recipe = False
        self.errors.clear()
        self._put(recipe)

    def _put(self, recipe: Recipe) -> None:
        before, self._recipe = self._recipe, recipe
        self.recipe_changed.emit()
        self.shown_changed.emit()
        if before != recipe:
            self.recipe_edited.emit(before, recipe)

    def _change_run(self, key: str, value: Any, recipe: Recipe) -> None:
        """Ask for a live change, and show it until the engine has answered."""
        before = self.shown_recipe
        if recipe == before:
            return
        self.run.live.ask(key, value, recipe)
        self.post(SetHyperparameter(key, value))
        self.shown_changed.emit()
        self.live_edited.emit(key, value_of(before, key), value)

    def _be_busy_with(self, command: Evaluate | VerifyRun) -> None:
        self._unanswered.ask(command)
        self.state_changed.emit()
        self.post(command)
