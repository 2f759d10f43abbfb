"""The truth table of what a person may do in which state of the engine."""

from __future__ import annotations

import pytest

from studio.session.permissions import Action, can
from trainer_core.protocol.events import State

IN_RUN = {State.TRAINING, State.VALIDATING, State.TESTING, State.PAUSED}
RUNNING = IN_RUN - {State.PAUSED}
OUTSIDE = set(State) - IN_RUN
PREPARED = set(State) - {State.PREPARING}

ALLOWED: dict[Action, set[State]] = {
    Action.TRAIN: OUTSIDE,
    Action.PAUSE: RUNNING,
    Action.UNPAUSE: {State.PAUSED},
    Action.STEP: {State.IDLE, State.PAUSED},
    Action.STOP: IN_RUN | {State.PREPARING},
    Action.FINISH_EPOCH: IN_RUN,
    Action.SAVE: PREPARED,
    Action.LOAD: PREPARED,
    Action.EVALUATE: PREPARED,
    Action.PREDICT: PREPARED,
    Action.EDIT_RECIPE: OUTSIDE,
    Action.RESUME_RUN: OUTSIDE,
    Action.OPEN_RUN: OUTSIDE,
    Action.VERIFY: PREPARED,
}
"""The states in which an action is possible while nothing stands against it."""

DESPITE_PENDING = {Action.STOP, Action.SAVE, Action.LOAD, Action.EVALUATE, Action.PREDICT, Action.EDIT_RECIPE}
NEEDS_MODEL = {Action.SAVE, Action.EVALUATE, Action.PREDICT}
NEEDS_RIGHT_VALUES = {Action.TRAIN, Action.STEP}
NEEDS_SNAPSHOT = {Action.RESUME_RUN, Action.VERIFY}


def states(action: Action, pending: str = "", **facts: object) -> set[State]:
    """The states in which ``action`` is possible."""
    usual: dict[str, object] = {"has_model": True, "has_errors": False, "continuable": True, "busy_with": ""}
    return {state for state in State if can(action, state, pending, **usual | facts)}  # type: ignore[arg-type]


def test_the_table_names_every_action() -> None:
    assert set(ALLOWED) == set(Action)


@pytest.mark.parametrize("action", Action)
def test_an_action_is_possible_in_its_states(action: Action) -> None:
    assert states(action) == ALLOWED[action]


@pytest.mark.parametrize("action", Action)
def test_while_the_engine_has_yet_to_act_most_actions_wait(action: Action) -> None:
    assert states(action, "Pause") == (ALLOWED[action] if action in DESPITE_PENDING else set())


@pytest.mark.parametrize("action", Action)
def test_without_a_model_nothing_is_done_with_one(action: Action) -> None:
    assert states(action, has_model=False) == (set() if action in NEEDS_MODEL else ALLOWED[action])


@pytest.mark.parametrize("action", Action)
def test_with_a_wrong_value_nothing_starts(action: Action) -> None:
    assert states(action, has_errors=True) == (set() if action in NEEDS_RIGHT_VALUES else ALLOWED[action])


@pytest.mark.parametrize("action", Action)
def test_without_a_snapshot_no_run_goes_on(action: Action) -> None:
    assert states(action, continuable=False) == (set() if action in NEEDS_SNAPSHOT else ALLOWED[action])


def test_what_was_asked_for_is_not_asked_for_twice() -> None:
    assert states(Action.STOP, "Stop") == set()
    assert states(Action.EVALUATE, busy_with="Evaluate") == set()
    assert states(Action.EVALUATE, busy_with="Verify") == ALLOWED[Action.EVALUATE]
    assert states(Action.VERIFY, busy_with="Evaluate") == set()


@pytest.mark.parametrize("pending", ["Start", "OpenRun"])
def test_the_recipe_of_a_run_that_is_about_to_begin_is_not_edited(pending: str) -> None:
    assert states(Action.EDIT_RECIPE, pending) == set()
