"""Proposes a recipe for a folder of pictures, a table, arrays, a Python file with a Dataset, or built-in data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer_core.data.examples import Progress, no_progress
from trainer_core.data.labels import TaskName
from trainer_core.errors import Message
from trainer_core.recipe.proposal.found import Found
from trainer_core.recipe.proposal.kinds import Kind, is_built_in, kind_of
from trainer_core.recipe.proposal.of_examples import of_arrays, of_built_in, of_dataset, of_object
from trainer_core.recipe.proposal.of_folder import of_folder
from trainer_core.recipe.proposal.of_table import of_table
from trainer_core.recipe.proposal.settings import has_gpu
from trainer_core.recipe.recipe import Recipe

if TYPE_CHECKING:
    from trainer_core.data.tables.profiles import ColumnProfile


@dataclass(frozen=True, slots=True)
class Proposal:
    """A ``recipe`` for data, the ``reason`` for its settings, and what was found out about the data for it.

    ``columns`` are those of a table, with their roles. What is wrong with the data is found when it is read for
    training: `trainer_core.data.Dataset.findings`.
    """

    recipe: Recipe
    reason: Message
    kind: Kind
    task: TaskName
    class_names: tuple[str, ...]
    target: tuple[str, ...]
    columns: tuple[ColumnProfile, ...]
    notes: tuple[Message, ...]


def propose(
    path: str | Path,
    *,
    target: str = "",
    class_name: str = "",
    changes: Mapping[str, Any] | None = None,
    progress: Progress = no_progress,
) -> Proposal:
    """Propose how to train on the data at ``path``: by what it is, and by whether a GPU computes.

    Args:
        path: a folder of pictures, a table, a file of arrays, a Python file with a Dataset, or the name of a source
            that needs no path, such as ``"iris"``. A folder of such a name is meant by a `Path`.
        target: the column of a table, or the array, that is to be predicted; empty for the likely one.
        class_name: the Dataset in a Python file; may be empty if there is only one.
        changes: what a person wants to be another (``{"data.separator": ";", "training.epochs": 3}``).
        progress: told how far it is.

    Raises:
        DataError: there is nothing to train on at ``path``, or it cannot be read.
        CodeError: nobody has agreed to run the Python file (``"needs-trust"``), or it cannot be used.
        RecipeError: ``changes`` names no field of a recipe, or a value that it cannot have.
    """
    built_in = isinstance(path, str) and is_built_in(path)
    place = Path(path) if built_in else Path(path).expanduser().absolute()
    kind = Kind.BUILT_IN if built_in else kind_of(place)
    wanted = dict(changes or {})
    asked = {key.removeprefix("data."): value for key, value in wanted.items() if key.startswith("data.")}
    found = _found(
        kind, place, target, class_name, asked, progress, has_gpu(str(wanted.get("training.device", "auto")))
    )
    recipe = Recipe.from_dict({"about": {"title": {"en": place.name}}, **found.sections}).with_values(wanted)
    return Proposal(recipe, found.reason, kind, found.task, found.class_names, found.target, found.columns, found.notes)


def propose_for_object(name: str) -> Recipe:
    """Propose how to train on the Dataset of the class ``name`` that a Python program has at hand.

    Raises `CodeError` if something in it does not hold, and `DataError`.
    """
    found = of_object(name, gpu=has_gpu("auto"))
    return Recipe.from_dict({"about": {"title": {"en": name.rpartition(".")[2]}}, **found.sections})


def _found(
    kind: Kind, path: Path, target: str, class_name: str, asked: Mapping[str, Any], progress: Progress, gpu: bool
) -> Found:
    match kind:
        case Kind.FOLDER:
            return of_folder(path, target, asked, progress, gpu=gpu)
        case Kind.TABLE:
            return of_table(path, target, asked, progress)
        case Kind.ARRAYS:
            return of_arrays(path, target, asked, progress, gpu=gpu)
        case Kind.DATASET:
            return of_dataset(path, class_name, asked, progress, gpu=gpu)
        case Kind.BUILT_IN:
            return of_built_in(path.name, asked, progress, gpu=gpu)
