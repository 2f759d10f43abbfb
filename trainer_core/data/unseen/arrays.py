"""Arrays in a file as inputs, with their targets where there are any."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor

from trainer_core.data.arrays.inputs import inputs_of
from trainer_core.data.arrays.roles import roles_of, shape_of
from trainer_core.data.arrays.stored import Stored, StoredArrays, stored_arrays
from trainer_core.data.arrays.targets import answers_of
from trainer_core.data.examples import Dataset
from trainer_core.data.unseen.portion import Place, Portion
from trainer_core.errors import DataError

_AT_ONCE = 1000


def of_arrays(dataset: Dataset, path: Path) -> Iterator[Portion]:
    """Read a file of arrays, a thousand inputs at a time. Arrays called test are taken before any others.

    Raises:
        DataError: it cannot be read, or holds nothing in the shape that the model takes.
    """
    found = stored_arrays(path)
    stored, targets = _inputs_and_targets(found, path, dataset)
    inputs, _, _ = inputs_of(stored, path)
    if tuple(inputs.shape[1:]) != dataset.input_shape:
        raise _no_inputs(found, path, dataset)
    if inputs.dtype != dataset.train.inputs.dtype:
        inputs = inputs.to(dataset.train.inputs.dtype)
    for start in range(0, len(inputs), _AT_ONCE):
        some = inputs[start : start + _AT_ONCE]
        yield Portion(
            tuple(Place(str(path), start + number + 1) for number in range(len(some))),
            some,
            None if targets is None else targets[start : start + _AT_ONCE],
            (start + len(some)) / len(inputs),
        )


def _inputs_and_targets(found: StoredArrays, path: Path, dataset: Dataset) -> tuple[Stored, Tensor | None]:
    try:
        roles = roles_of(found.arrays, path, inputs="", targets="")
    except DataError:
        size = math.prod(dataset.input_shape)
        fitting = [
            each
            for each in found.arrays.values()
            if each.is_numbers and len(each.shape) > 1 and math.prod(each.shape[1:]) == size
        ]
        if len(fitting) != 1:
            raise _no_inputs(found, path, dataset) from None
        return fitting[0], None
    pair = roles.test or roles.training
    return pair.inputs, _targets(pair.targets, path, dataset)


def _targets(stored: Stored, path: Path, dataset: Dataset) -> Tensor | None:
    """The targets by the model's classes, or its numbers; None where they are of another kind."""
    try:
        answers = answers_of([stored], path, "classification" if dataset.class_names else "regression", None)
    except DataError:
        return None
    (targets,) = answers.parts
    if not dataset.class_names:
        return targets.float().reshape(len(targets), -1)
    places = {name: place for place, name in enumerate(dataset.class_names)}
    known = torch.tensor([places.get(name, -1) for name in answers.class_names], dtype=torch.int64)
    numbers = all(name.isdigit() for name in answers.class_names)
    if numbers and not places.keys() & set(answers.class_names):
        # The file numbers the classes whose names the model's data has.
        known = torch.tensor([int(n) if int(n) < len(places) else -1 for n in answers.class_names], dtype=torch.int64)
    return known[targets.long().reshape(-1)]


def _no_inputs(found: StoredArrays, path: Path, dataset: Dataset) -> DataError:
    return DataError(
        "no-inputs",
        "{path} holds {arrays}, and the model takes inputs of the shape {shape}. Save them as one array with a row for "
        "each.",
        path=str(path),
        arrays=", ".join(f"{each.name} {shape_of(each)}" for each in found.arrays.values()) or "–",
        shape=" × ".join(map(str, dataset.input_shape)),
    )
