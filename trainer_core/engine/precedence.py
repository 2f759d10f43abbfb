"""Which commands break off what is being computed, and which have to wait for it, or for the run."""

from __future__ import annotations

from trainer_core.engine.before_train.measure import MEASUREMENTS
from trainer_core.engine.requests import PIECEWISE, takes_time
from trainer_core.protocol.before_train import StopMeasuring
from trainer_core.protocol.commands import (
    Advance,
    Command,
    FinishEpoch,
    LoadWeights,
    OpenRun,
    Prepare,
    ResumeRun,
    SetHyperparameter,
    Shutdown,
    Start,
    Stop,
    Unpause,
    VerifyRun,
)
from trainer_core.protocol.console import KeepChanges, RunCode, UndoChanges
from trainer_core.protocol.explain import Explain, FindMovers, StopExplaining
from trainer_core.protocol.inside import StepBack
from trainer_core.protocol.interventions import Intervene, MeasureChange
from trainer_core.protocol.model_comparison import CompareModels
from trainer_core.protocol.predicting import PredictPaths, StopPredicting
from trainer_core.training.pause_and_step import RunControl

CHANGE_THE_MODEL = (Start, ResumeRun, OpenRun, Prepare, LoadWeights, Stop, Shutdown)
"""Commands that break off what is computed on request: it would else be of two models, or keep them waiting."""
GO_ON = (Unpause, Advance, StepBack, FinishEpoch, SetHyperparameter)
"""Commands after which the run computes with what typed code has left."""
OF_A_CHANGE = (Intervene, MeasureChange, KeepChanges, UndoChanges, *GO_ON)
"""Commands that break off measuring a change by hand."""
NEED_NO_RUN = (Start, ResumeRun, OpenRun, Prepare)
_LONG = (VerifyRun, CompareModels, *MEASUREMENTS)
TASKS = (*PIECEWISE, *_LONG)
"""Commands that are carried out piece by piece."""
BROKEN_OFF_BY = {StopMeasuring: MEASUREMENTS, StopPredicting: (PredictPaths,), StopExplaining: (Explain, FindMovers)}


def must_wait(command: Command, control: RunControl | None, *, computing: bool) -> bool:
    """Whether ``command`` is to be carried out later.

    It waits where something is ``computing`` piece by piece, or for the run of ``control`` to come to the end of its
    batch or its evaluation.
    """
    if computing and (takes_time(command) or isinstance(command, (RunCode, Intervene, *_LONG))):
        return True
    if control is None:
        return False
    if isinstance(command, (RunCode, Intervene)) and not control.held:
        return control.in_batch or control.in_evaluation
    return (command.at_batch_end and control.in_batch) or (command.after_evaluation and control.in_evaluation)
