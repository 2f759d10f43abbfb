"""What a person can do with the engine, and in which state of it. Knows nothing of Qt."""

from __future__ import annotations

from enum import StrEnum

from trainer_core.protocol.commands import Command, CompareWeights, InspectWeights, MeasureTensors, PreviewWeights
from trainer_core.protocol.events import State
from trainer_core.protocol.inside import LookInside
from trainer_core.protocol.model_comparison import CompareLayer, CompareModels, ListVersions

_OF_FILES = (CompareLayer, CompareWeights, InspectWeights, ListVersions, LookInside, MeasureTensors, PreviewWeights)


class Action(StrEnum):
    """What a person can do with the engine."""

    TRAIN = "train"
    PAUSE = "pause"
    UNPAUSE = "unpause"
    STEP = "step"
    STOP = "stop"
    FINISH_EPOCH = "finish epoch"
    SAVE = "save"
    LOAD = "load"
    EVALUATE = "evaluate"
    PREDICT = "predict"
    EDIT_RECIPE = "edit recipe"
    RESUME_RUN = "resume run"
    OPEN_RUN = "open run"
    VERIFY = "verify"


def can(
    action: Action,
    state: State,
    pending: str,
    *,
    has_model: bool,
    has_errors: bool,
    continuable: bool,
    busy_with: str,
) -> bool:
    """Whether ``action`` can be carried out.

    ``pending`` and ``busy_with`` are those of `studio.session.session.Session`; ``has_errors`` says that a value
    in the recipe is wrong, ``continuable`` that the run at hand has a snapshot to go on from.
    """
    free = not pending
    running = state in (State.TRAINING, State.VALIDATING, State.TESTING)
    has_model = has_model and state is not State.PREPARING
    return {
        Action.TRAIN: not state.in_run and free and not has_errors,
        Action.PAUSE: running and free,
        Action.UNPAUSE: state is State.PAUSED and free,
        Action.STEP: state in (State.IDLE, State.PAUSED) and free and not has_errors,
        Action.STOP: (state.in_run or state is State.PREPARING) and pending != "Stop",
        Action.FINISH_EPOCH: state.in_run and free,
        Action.SAVE: has_model,
        Action.LOAD: state is not State.PREPARING,
        Action.EVALUATE: has_model and busy_with != "Evaluate",
        Action.PREDICT: has_model,
        Action.EDIT_RECIPE: not state.in_run and pending not in ("Start", "OpenRun"),
        Action.RESUME_RUN: not state.in_run and free and continuable,
        Action.OPEN_RUN: not state.in_run and free,
        Action.VERIFY: continuable and state is not State.PREPARING and free and not busy_with,
    }[action]


def of_files(command: Command) -> bool:
    """Whether ``command`` is about files alone, so that an engine answers it whatever the window shows meanwhile."""
    if isinstance(command, CompareModels):
        return command.first.folder is not None and command.second.folder is not None
    return isinstance(command, _OF_FILES)
