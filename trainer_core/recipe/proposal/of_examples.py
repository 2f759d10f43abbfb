"""Proposes how to train on arrays, a person's Dataset or built-in data: by the shape and number of the examples."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from trainer_core.data.dataset_source import tried_file
from trainer_core.data.examples import Progress, RawData, no_progress
from trainer_core.data.labels import TaskName
from trainer_core.data.object_source import SOURCE as OBJECT
from trainer_core.data.sources import require_downloaded, sources
from trainer_core.recipe.data_section import DataRecipe
from trainer_core.recipe.proposal.found import Found
from trainer_core.recipe.proposal.settings import Suited, of_pictures
from trainer_core.tasks import task_for
from trainer_core.trial.facts import DatasetFacts
from trainer_core.trial.holdings import require_more_than_modules
from trainer_core.trial.kept import code_at
from trainer_core.trial.process import Limits
from trainer_core.trial.trust import require_trust

_SECONDS = 20.0
"""Of reading up to which a dataset is read to see its classes; what takes longer is judged by its trial."""


def of_built_in(name: str, asked: Mapping[str, Any], progress: Progress, *, gpu: bool) -> Found:
    """Read the source ``name``, which needs no path. Raises `DataError`, also if it is not downloaded yet."""
    require_downloaded(name)
    given = {key: value for key, value in asked.items() if key in sources[name].arguments.model_fields}
    raw = sources.read(
        name, progress=progress, seed=0, **DataRecipe.model_validate({"source": name, **given}).arguments
    )
    return _found(raw, raw.task, {"source": name, **given}, (), gpu)


def of_arrays(path: Path, target: str, asked: Mapping[str, Any], progress: Progress, *, gpu: bool) -> Found:
    """Read a file of arrays; ``target`` names the one with the targets. Raises `DataError`."""
    given = {key: asked[key] for key in ("inputs", "targets", "task") if key in asked}
    if target:
        given["targets"] = target
    raw = sources.read("arrays", progress=progress, seed=0, path=path, **given)
    data = {"source": "arrays", "path": str(path), **given}
    return _found(raw, *_yes_or_no(raw, data), (given["targets"],) if target else (), gpu)


def of_object(name: str, *, gpu: bool) -> Found:
    """Read the Dataset that a Python program has at hand, of the class ``name``. Raises `CodeError` and `DataError`."""
    raw = sources.read(OBJECT, progress=no_progress, seed=0, object_name=name)
    return _found(raw, raw.task, {"source": OBJECT, "object_name": name}, (), gpu)


def of_dataset(path: Path, class_name: str, asked: Mapping[str, Any], progress: Progress, *, gpu: bool) -> Found:
    """Try the Dataset of a Python file, and read it if that is quick.

    Raises `CodeError` if nobody has agreed to run the file, or something in it does not hold, and `DataError`.
    """
    code = code_at(path)
    wanted = class_name or str(asked.get("class_name", ""))
    require_more_than_modules(code, wanted)
    require_trust(code)
    asked = _with_arguments(asked)
    arguments = asked.get("arguments", {})
    limits = Limits(float(asked.get("trial_seconds", 20.0)), round(float(asked.get("trial_memory", 2.0)) * 2**30))
    report = tried_file(code, "dataset", wanted, arguments, limits, progress)
    facts = DatasetFacts.model_validate(report.facts)
    names = ("arguments", "test_name", "test_arguments", "count", "read", "task", "trial_seconds", "trial_memory")
    data = {"source": "dataset", "path": str(path), "class_name": report.chosen}
    data |= {key: asked[key] for key in names if key in asked}
    if (facts.length or 0) * facts.seconds <= _SECONDS and (not facts.iterable or facts.length):
        given = {key: value for key, value in data.items() if key not in ("source", "path")}
        raw = sources.read("dataset", progress=progress, seed=0, path=path, **given)
        return _found(raw, *_yes_or_no(raw, data), (), gpu)
    task = TaskName.REGRESSION if facts.target == "numbers" else TaskName.CLASSIFICATION
    count, classes = facts.length or int(data.get("count", 0)) or 10_000, facts.classes
    suited = _suited(facts.input_shape, facts.input_type == "uint8", count, task, classes, gpu)
    return Found(task, classes, (), _with_data(suited, data), suited.reason)


def _with_arguments(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What is asked for, single arguments (``arguments.side``) among the others."""
    tables: dict[str, Any] = {}
    for key, value in asked.items():
        name, _, argument = key.partition(".")
        if argument and name in ("arguments", "test_arguments"):
            tables.setdefault(name, dict(asked.get(name, {})))[argument] = value
    return {**asked, **tables}


def _yes_or_no(raw: RawData, data: Mapping[str, Any]) -> tuple[TaskName, Mapping[str, Any]]:
    """The task, and the values of ``[data]`` with it: two classes are a question of yes or no."""
    if raw.task is TaskName.CLASSIFICATION and len(raw.class_names) == 2 and data.get("task", "auto") == "auto":
        return TaskName.BINARY, {**data, "task": TaskName.BINARY.value}
    return raw.task, data


def _found(raw: RawData, task: TaskName, data: Mapping[str, Any], target: tuple[str, ...], gpu: bool) -> Found:
    shape, as_bytes = raw.train.input_shape, raw.train.inputs.dtype is torch.uint8
    suited = _suited(shape, as_bytes, len(raw.train), task, raw.class_names, gpu)
    return Found(task, raw.class_names, target, _with_data(suited, data), suited.reason, notes=raw.notes)


def _suited(
    shape: tuple[int, ...], as_bytes: bool, count: int, task: TaskName, names: tuple[str, ...], gpu: bool
) -> Suited:
    if len(shape) == 3 and min(shape[1:]) >= 8:
        return of_pictures(count, min(shape[1:]), task, names, bytes_=as_bytes, gpu=gpu)
    # Arrow is imported when the first table is read.
    from trainer_core.data.tables.proposal import reason_for, sections_for

    features = math.prod(shape)
    sections = sections_for(count, features)
    sections["data"]["standardize"] = True
    sections["loss"] = {"name": task_for(task).default_loss}
    return Suited(sections, reason_for(count, features))


def _with_data(suited: Suited, data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {**suited.sections, "data": {**suited.sections["data"], **data}}
