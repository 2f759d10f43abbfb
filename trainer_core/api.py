"""A run from Python: train, watch and save in a few lines, in a notebook or a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn

from trainer_core.compute.process_state import process_as_found
from trainer_core.data.labels import TaskName
from trainer_core.data.object_source import SOURCE as OBJECT
from trainer_core.data.object_source import object_at_hand, qualified_name
from trainer_core.engine.engine import Engine
from trainer_core.engine.interrupts import shutting_down_on_signals
from trainer_core.errors import TrainerError
from trainer_core.history.history import History
from trainer_core.models.at_hand import NAME as MODEL_OBJECT
from trainer_core.models.at_hand import fingerprint, model_at_hand
from trainer_core.models.at_hand import qualified_name as model_name
from trainer_core.parts.losses import losses
from trainer_core.protocol.commands import Command, Keep, ResumeRun, Shutdown, Start, Stop
from trainer_core.protocol.events import Crashed, Evaluated, Event, Reason, Refused, RunEnded, RunStarted, RunSummary
from trainer_core.protocol.reports import Evaluation
from trainer_core.recipe.code_files import code_to_agree_to
from trainer_core.recipe.presets import DEFAULT, load_preset
from trainer_core.recipe.proposal.proposal import propose_for_object
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_recipe
from trainer_core.trial.trust import trust as record_trust


@dataclass(frozen=True, slots=True)
class Trained:
    """What a run leaves: the model with the weights that were tested, its numbers, and the last test."""

    model: nn.Module
    history: History
    summary: RunSummary
    test: Evaluation | None


def train(
    recipe: Recipe,
    out: str | Path | None = None,
    watch: Callable[[Event], None] = lambda event: None,
    *,
    download: bool = False,
    trust: bool = False,
    data: Any = None,
    model: nn.Module | None = None,
) -> Trained:
    """Train ``recipe`` on the calling thread, from its first batch to its test.

    Ctrl-C (in a notebook: interrupt the kernel) ends the run at the next batch and saves it. Random generators and
    torch's settings are as before afterwards, and what the run held but for the model is let go.

    Args:
        recipe: what to train.
        out: folder for the run, which must not exist or be empty; None keeps nothing on disk.
        watch: called with every `trainer_core.protocol.events.Event`.
        download: whether data that is not on this computer may be downloaded.
        trust: whether the Python files of the recipe's data and model may be run; it is not asked about again.
        data: a `torch.utils.data.Dataset` to train on instead of the recipe's source, or a pair of one to train and
            one to test on. It is used in this process, and given to `resume` again.
        model: a module to train instead of the recipe's model, from the weights that it has. A copy is trained, so it
            stays as it is; what was trained is ``.model`` of the result. It is given to `resume` again.

    Raises:
        TrainerError: the run could not be started, diverged, ran out of memory or could not be saved.
        RuntimeError: something unexpected went wrong, in a model of one's own, say; with its traceback.
        KeyboardInterrupt: after Ctrl-C, the run saved; `resume` goes on with it. After a second Ctrl-C the run is as
            its last snapshot left it.

    What ``watch`` raises ends and saves the run, and is raised here.
    """
    recipe = recipe_of_objects(recipe, data=data, model=model)
    if trust:
        _trust(recipe)
    with objects_at_hand(data=data, model=model):
        return _run(Start(recipe, Path(out) if out is not None else None, download=download), watch)


def resume(
    run: str | Path,
    changes: Mapping[str, Any] | None = None,
    watch: Callable[[Event], None] = lambda event: None,
    *,
    download: bool = False,
    accept_changed_data: bool = False,
    accept_changed_code: bool = False,
    trust: bool = False,
    data: Any = None,
    model: nn.Module | None = None,
) -> Trained:
    """Go on with the run in the folder ``run`` from its newest whole snapshot, up to its test.

    Args:
        run: the folder of a run that was interrupted, stopped, or is to be given more epochs.
        changes: what is to be another in its recipe (``{"training.epochs": 10}``); `trainer_core.training.resume`
            says what may be.
        watch: called with every `trainer_core.protocol.events.Event`.
        download: as `train`.
        accept_changed_data: go on although the data is not what the run was trained on.
        accept_changed_code: go on with a person's Python files as they are now, and not as the run kept them; the
            parameters of the model have to be of the same names and shapes.
        trust: as `train`, of the copy that the run kept.
        data: as `train`, for a run that was trained on an object: the same again.
        model: as `train`, for a run that trained an object: one of the same class and shapes again. Its weights do not
            matter, they are those of the run.

    Raises:
        TrainerError: there is no whole snapshot, a change may not be made, or as `train`.
        KeyboardInterrupt: as `train`.
    """
    command = ResumeRun(
        Path(run),
        dict(changes or {}),
        download=download,
        accept_changed_data=accept_changed_data,
        accept_changed_code=accept_changed_code,
    )
    if trust:
        _trust(read_recipe(Path(run)), Path(run))
        if accept_changed_code:
            _trust(read_recipe(Path(run)))
    with objects_at_hand(data=data, model=model):
        return _run(command, watch)


def recipe_of_objects(recipe: Recipe | None, *, data: Any = None, model: nn.Module | None = None) -> Recipe:
    """The recipe that names these objects of a Python program in place of its own data and model.

    Without one it is what suits ``data``, or else the preset that the program begins with. Raises `TrainerError` if the
    data cannot be used.
    """
    changes: dict[str, Any] = {}
    if recipe is None and data is not None:
        with objects_at_hand(data=data):
            recipe = propose_for_object(qualified_name(_pair(data)[0]))
    elif recipe is None:
        recipe = load_preset(DEFAULT)
    if data is not None and recipe.data.source != OBJECT:
        changes |= {"data.source": OBJECT, "data.object_name": qualified_name(_pair(data)[0])}
        if losses.fits(recipe.loss.name, TaskName.BINARY) and not losses.fits(
            recipe.loss.name, TaskName.CLASSIFICATION
        ):
            changes["data.task"] = TaskName.BINARY.value
    if model is not None:
        changes |= {
            "model.name": MODEL_OBJECT,
            "model.object_name": model_name(model),
            "model.digest": fingerprint(model),
        }
    return recipe.with_values(changes) if changes else recipe


@contextmanager
def objects_at_hand(*, data: Any = None, model: nn.Module | None = None) -> Iterator[None]:
    """Within the block a recipe's data and model that are objects are these; either may be None."""
    with object_at_hand(*_pair(data)), model_at_hand(model):
        yield


def _pair(data: Any) -> tuple[Any, Any]:
    """A dataset to train and one to test on, None where there is none."""
    return data if isinstance(data, tuple) else (data, None)


def _trust(recipe: Recipe, run: Path | None = None) -> None:
    while (needed := code_to_agree_to(recipe, run)) is not None:
        record_trust(needed.code)


def _run(command: Start | ResumeRun, watch: Callable[[Event], None]) -> Trained:
    seen: list[Event] = []

    def take(event: Event) -> None:
        if isinstance(event, Evaluated):
            # Of the evaluations only the last is wanted, and each holds an answer for every example.
            seen[:] = [earlier for earlier in seen if not isinstance(earlier, Evaluated)]
        if isinstance(event, (RunStarted, RunEnded, Refused, Crashed, Evaluated)):
            seen.append(event)
        if raised_by_watch:
            return
        try:
            watch(event)
        except BaseException as error:
            raised_by_watch.append(error)
            engine.post(Shutdown())

    raised_by_watch: list[BaseException] = []
    engine = Engine(take)
    with process_as_found(), closing(engine):
        return _outcome(engine, command, seen, raised_by_watch)


def _outcome(
    engine: Engine, command: Start | ResumeRun, seen: list[Event], raised_by_watch: list[BaseException]
) -> Trained:
    """Carry out ``command`` and return what it leaves, or raise what has become of it."""
    received: list[int] = []
    try:
        with shutting_down_on_signals(engine) as received:
            drive(engine, [command], seen)
    except TrainerError:
        if not received and not raised_by_watch:
            raise
    if raised_by_watch:
        raise raised_by_watch.pop()
    if received:
        raise KeyboardInterrupt
    ended = next(event for event in seen if isinstance(event, RunEnded))
    if ended.reason in (Reason.DIVERGED, Reason.OUT_OF_MEMORY, Reason.FAILED):
        raise TrainerError(ended.reason.value.replace(" ", "-"), ended.message)
    history = next(event.history for event in seen if isinstance(event, RunStarted))
    tests = [event.evaluation for event in seen if isinstance(event, Evaluated)]
    assert engine.parts is not None
    return Trained(engine.parts.model, history, ended.summary, tests[-1] if tests else None)


def drive(engine: Engine, commands: Iterable[Command], seen: list[Event]) -> None:
    """Carry out commands and raise what was refused; a run that diverged is stopped with its last good weights.

    ``seen`` is filled by the engine's ``emit``. Raises `TrainerError` for a refused command and `RuntimeError` for an
    error that should not have happened.
    """
    for command in commands:
        engine.post(command)
        engine.drive()
        if engine.held_by_divergence:
            engine.post(Stop(Keep.LAST))
            engine.drive()
    for event in seen:
        if isinstance(event, Refused):
            raise TrainerError(event.code, event.message)
        if isinstance(event, Crashed):
            raise RuntimeError(event.details)
