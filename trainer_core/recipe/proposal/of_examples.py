"""Proposes how to train on arrays or on a person's Dataset: by the shape and the number of its examples."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from trainer_core.data.dataset_source import tried_dataset
from trainer_core.data.examples import Progress, RawData
from trainer_core.data.labels import TaskName
from trainer_core.data.sources import sources
from trainer_core.recipe.proposal.found import Found
from trainer_core.recipe.proposal.settings import Sections, of_pictures
from trainer_core.tasks import task_for
from trainer_core.trial.facts import DatasetFacts
from trainer_core.trial.kept import code_at
from trainer_core.trial.process import Limits
from trainer_core.trial.trust import require_trust

_SECONDS = 20.0
"""Of reading up to which a dataset is read to see its classes; what takes longer is judged by its trial."""


def of_arrays(path: Path, target: str, asked: Mapping[str, Any], progress: Progress) -> Found:
    """Read a file of arrays; ``target`` names the one with the targets. Raises `DataError`."""
    given = {key: asked[key] for key in ("inputs", "targets", "task") if key in asked}
    if target:
        given["targets"] = target
    raw = sources.read("arrays", progress=progress, seed=0, path=path, **given)
    return _found(raw, {"source": "arrays", "path": str(path), **given}, (given["targets"],) if target else ())


def of_dataset(path: Path, class_name: str, asked: Mapping[str, Any], progress: Progress) -> Found:
    """Try the Dataset of a Python file, and read it if that is quick.

    Raises `CodeError` if nobody has agreed to run the file, or something in it does not hold, and `DataError`.
    """
    code = code_at(path)
    require_trust(code)
    asked = _with_arguments(asked)
    wanted = class_name or str(asked.get("class_name", ""))
    arguments = asked.get("arguments", {})
    limits = Limits(float(asked.get("trial_seconds", 20.0)), round(float(asked.get("trial_memory", 2.0)) * 2**30))
    report = tried_dataset(code, wanted, arguments, limits, progress)
    facts = DatasetFacts.model_validate(report.facts)
    names = ("arguments", "test_name", "test_arguments", "count", "read", "task", "trial_seconds", "trial_memory")
    data = {"source": "dataset", "path": str(path), "class_name": report.chosen}
    data |= {key: asked[key] for key in names if key in asked}
    if (facts.length or 0) * facts.seconds <= _SECONDS and (not facts.iterable or facts.length):
        given = {key: value for key, value in data.items() if key not in ("source", "path")}
        return _found(sources.read("dataset", progress=progress, seed=0, path=path, **given), data, ())
    task = TaskName.REGRESSION if facts.numbers else TaskName.CLASSIFICATION
    count, classes = facts.length or int(data.get("count", 0)) or 10_000, facts.classes
    return Found(
        task, classes, (), _sections(facts.input_shape, facts.input_type == "uint8", count, task, classes, data)
    )


def _with_arguments(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What is asked for, single arguments (``arguments.side``) among the others."""
    tables: dict[str, Any] = {}
    for key, value in asked.items():
        name, _, argument = key.partition(".")
        if argument and name in ("arguments", "test_arguments"):
            tables.setdefault(name, dict(asked.get(name, {})))[argument] = value
    return {**asked, **tables}


def _found(raw: RawData, data: Mapping[str, Any], target: tuple[str, ...]) -> Found:
    task = raw.task
    if task is TaskName.CLASSIFICATION and len(raw.class_names) == 2 and data.get("task", "auto") == "auto":
        task, data = TaskName.BINARY, {**data, "task": TaskName.BINARY.value}
    shape, as_bytes = raw.train.input_shape, raw.train.inputs.dtype is torch.uint8
    sections = _sections(shape, as_bytes, len(raw.train), task, raw.class_names, data)
    return Found(task, raw.class_names, target, sections, notes=raw.notes)


def _sections(
    shape: tuple[int, ...], as_bytes: bool, count: int, task: TaskName, names: tuple[str, ...], data: Mapping[str, Any]
) -> Sections:
    if len(shape) == 3 and min(shape[1:]) >= 8:
        sections = dict(of_pictures(count, min(shape[1:]), task, names, bytes_=as_bytes))
    else:
        # Arrow is imported when the first table is read.
        from trainer_core.data.tables.proposal import sections_for

        sections = dict(sections_for(count))
        sections["data"] = {**sections["data"], "standardize": True}
        sections["loss"] = {"name": task_for(task).default_loss}
    return {**sections, "data": {**sections["data"], **data}}
