"""The source ``arrays``: a file of arrays, of which inputs and targets are found and said."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from trainer_core.data.arrays.inputs import inputs_of
from trainer_core.data.arrays.roles import Pair, Roles, roles_of, shape_of
from trainer_core.data.arrays.stored import SUFFIXES, Stored, stored_arrays
from trainer_core.data.arrays.targets import Wanted, answers_of
from trainer_core.data.examples import Examples, Progress, Provenance, RawData
from trainer_core.data.sources import sources
from trainer_core.errors import DataError, Message


@sources.register(
    "arrays",
    title="Arrays",
    summary="A file of NumPy arrays or tensors: rows or images, and a target for each.",
    task=None,
)
def arrays(
    *,
    progress: Progress,
    path: Annotated[
        Path,
        Field(
            title="File",
            description="An .npz, .pt or .safetensors file with inputs and targets, or the .npy file of the inputs.",
            json_schema_extra={"path": "file", "suffixes": SUFFIXES},
        ),
    ],
    inputs: Annotated[
        str,
        Field(
            title="Inputs",
            description="Name of the array that the model sees; empty to find it by names and shapes.",
            json_schema_extra={"advanced": True},
        ),
    ] = "",
    targets: Annotated[
        str,
        Field(
            title="Targets",
            description="Name of the array that it should answer with; empty to find it by names and shapes.",
            json_schema_extra={"advanced": True},
        ),
    ] = "",
    task: Annotated[
        Wanted,
        Field(
            title="Task",
            description="What the targets are; “auto” tells it from them.",
            json_schema_extra={
                "advanced": True,
                "labels": {
                    "auto": "Automatic",
                    "classification": "Classes",
                    "binary": "Yes or no",
                    "regression": "Numbers",
                },
            },
        ),
    ] = "auto",
) -> RawData:
    """Read a file of arrays; parts called train, validation and test are taken for them.

    Raises `DataError` if the file cannot be read, or does not hold inputs and targets.
    """
    progress(Message("Reading {file}.", {"file": path.name}), 0.0)
    found = stored_arrays(path)
    roles = roles_of(found.arrays, path, inputs=inputs, targets=targets)
    pairs = [pair for pair in (roles.training, roles.validation, roles.test) if pair is not None]
    answers = answers_of([pair.targets for pair in pairs], path, task, roles.class_names)
    notes = [_said(roles)]
    examples = {}
    for number, (pair, of_pair) in enumerate(zip(pairs, answers.parts, strict=True)):
        progress(Message("Reading {file}.", {"file": path.name}), (number + 1) / (len(pairs) + 1))
        values, mapped, done = inputs_of(pair.inputs, path)
        examples[pair] = Examples(values, of_pair, mapped=mapped)
        notes += done
    _require_one_shape(examples, path)
    used = {each.name for pair in pairs for each in (pair.inputs, pair.targets)}
    features = roles.feature_names
    train = examples[roles.training]
    return RawData(
        train=train,
        test=examples[roles.test] if roles.test is not None else None,
        class_names=answers.class_names,
        title=path.name,
        task=answers.task,
        provenance=Provenance(str(path)),
        feature_names=_names(features, train.input_shape),
        target_names=answers.target_names,
        validation=examples[roles.validation] if roles.validation is not None else None,
        files=tuple({found.files[name].name: found.files[name] for name in used}.values()),
        notes=(*notes, *_left_out(roles)),
    )


def _said(roles: Roles) -> Message:
    pair = roles.training
    return Message(
        "The inputs are “{inputs}” {shape}, the targets “{targets}” {target_shape}.",
        {
            "inputs": pair.inputs.name,
            "shape": shape_of(pair.inputs),
            "targets": pair.targets.name,
            "target_shape": shape_of(pair.targets),
        },
    )


def _left_out(roles: Roles) -> tuple[Message, ...]:
    return tuple(Message("“{name}” has no targets and is left out.", {"name": name}) for name in roles.left_out)


def _require_one_shape(examples: dict[Pair, Examples], path: Path) -> None:
    kinds = {(part.input_shape, part.inputs.dtype) for part in examples.values()}
    if len(kinds) > 1:
        shapes = sorted(f"{shape} {str(dtype).removeprefix('torch.')}" for shape, dtype in kinds)
        raise DataError(
            "shapes-differ",
            "{path}: training, validation and test inputs are not alike: {shapes}. Save them in one shape and type.",
            path=str(path),
            shapes=", ".join(shapes),
        )


def _names(stored: Stored | None, shape: tuple[int, ...]) -> tuple[str, ...]:
    if stored is None or len(shape) != 1 or len(stored) != shape[0]:
        return ()
    return tuple(str(name) for name in stored.load())
