"""Answers what is asked about the examples of the prepared data: which there are, how they look, how they lie."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import Tensor

from trainer_core.data import Dataset, Examples
from trainer_core.data.check.finding import column_names
from trainer_core.data.corrections import key_of
from trainer_core.data.fingerprint import ReadFile
from trainer_core.data.pictures.opening import is_grey, opened, pixels_on, upright
from trainer_core.data.shown_pictures import pictures_of
from trainer_core.engine.describe_column import described_columns, sort_keys
from trainer_core.engine.named_examples import file_at, name_at, places_of, places_of_keys
from trainer_core.engine.preview import received
from trainer_core.engine.run_examples import label_of
from trainer_core.errors import CommandError, DataError
from trainer_core.files.safe_read import read_bytes
from trainer_core.protocol.data_browsing import (
    SPLITS,
    Browse,
    Browsed,
    DataDescribed,
    ExamplesFound,
    ExampleShown,
    ExamplesNamed,
    FindExamples,
    NamedExample,
    NameExamples,
    ShowExample,
)
from trainer_core.protocol.events import Event
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.assembly import Parts

Emit = Callable[[Event], None]

_MEASURED_PORTIONS = 8
"""Portions of some megabytes whose range is measured: the data may be larger than memory."""
_LARGEST_SIDE = 640


def describe_data(parts: Parts, emit: Emit) -> Generator[None, None, None]:
    """Answer `trainer_core.protocol.data_browsing.DescribeData`, a portion of the inputs at a time."""
    dataset = parts.dataset
    counts = np.array(
        [parts.task.class_counts(part.targets, dataset.labels) or [len(part)] for part in _parts(dataset)],
        dtype=np.int64,
    )
    yield
    low, high, measured = float("inf"), float("-inf"), 0
    for _, portion in zip(range(_MEASURED_PORTIONS), dataset.train.portions(), strict=False):
        finite = portion if portion.dtype is torch.uint8 else portion[torch.isfinite(portion)]
        if finite.numel():
            low, high = min(low, float(finite.min())), max(high, float(finite.max()))
        measured += len(portion)
        yield
    pictures = len(dataset.input_shape) == 3
    of_bytes = 255.0 if dataset.train.inputs.dtype is torch.uint8 else 1.0
    described = () if pictures else tuple(described_columns(dataset))
    inputs = () if pictures else column_names(dataset.feature_names, dataset.input_shape[0])
    emit(
        DataDescribed(
            counts=counts,
            low=low if measured else 0.0,
            high=high if measured else 0.0,
            measured=measured,
            mean=np.array(dataset.mean if pictures else (), dtype=np.float64) * of_bytes,
            deviation=np.array(dataset.std if pictures else (), dtype=np.float64) * of_bytes,
            columns=tuple(each.name for each in described),
            targets=0 if pictures else len(dataset.target_names),
            inputs=inputs,
            inputs_of=tuple(each.name for each in described for _ in range(each.width)),
            files=len(dataset.files),
            bytes=sum(file.size for file in dataset.files),
        )
    )


def find_examples(parts: Parts, command: FindExamples, emit: Emit) -> None:
    """Answer `trainer_core.protocol.data_browsing.FindExamples`; raises `CommandError` for an order by no column."""
    dataset = parts.dataset
    wanted = _wanted(parts, command) if command.items else None
    wanted = places_of_keys(dataset, command.keys) if command.keys else wanted
    found, start = [], 0
    for split, part in zip(SPLITS, _parts(dataset), strict=True):
        keep = np.full(len(part), split in command.splits)
        if command.label >= 0 and dataset.class_names:
            keep &= parts.task.truth(part.targets) == command.label
        found.append(start + np.flatnonzero(keep))
        start += len(part)
    places = np.concatenate(found).astype(np.int64)
    if wanted is not None:
        places = wanted[np.isin(wanted, places)]
    if command.among:
        places = places[np.isin(places, command.among)]
    if command.order is not None:
        keys = sort_keys(parts, command.order.column)[places]
        places = places[np.argsort(-keys if command.order.descending else keys, kind="stable")]
    emit(ExamplesFound(places))


def browse(parts: Parts, command: Browse, emit: Emit) -> None:
    """Answer `trainer_core.protocol.data_browsing.Browse`; raises `CommandError` for a place that there is not."""
    inputs, targets = _gathered(parts.dataset, command.places)
    shown = inputs.numpy() if inputs.ndim == 2 else pictures_of(inputs, command.side)
    where = [_split_of(parts.dataset, place) for place in command.places]
    names = tuple(name_at(parts.dataset, *each) for each in where)
    keys = tuple(key_of(parts.dataset, *each) for each in where)
    emit(Browsed(command.places, shown, parts.task.truth(targets), names, keys))


def name_examples(parts: Parts, command: NameExamples, emit: Emit) -> None:
    """Answer `trainer_core.protocol.data_browsing.NameExamples`; raises `CommandError` for no such place."""
    dataset = parts.dataset
    truths = [parts.task.truth(part.targets) for part in _parts(dataset)]
    named = []
    for place in command.places:
        part, index = _split_of(dataset, place)
        file, name = file_at(dataset, part, index), name_at(dataset, part, index)
        path, truth = str(file.path) if file is not None else "", truths[part][index]
        key, numbers = key_of(dataset, part, index), tuple(np.atleast_1d(truth).tolist())
        named.append(NamedExample(place, SPLITS[part], index, key, name, path, label_of(dataset, truth), numbers))
    emit(ExamplesNamed(tuple(named)))


def show_example(parts: Parts, command: ShowExample, emit: Emit) -> None:
    """Answer `trainer_core.protocol.data_browsing.ShowExample`; raises `CommandError` for a place that there is not."""
    dataset = parts.dataset
    raw, targets = _gathered(dataset, (command.place,))
    part, index = _split_of(dataset, command.place)
    plain = command.recipe.with_values({"data.augment": []})
    augmented, problem = part == 0 and bool(command.recipe.data.augment), None
    try:
        inputs = received(parts, command.recipe if augmented else plain, raw, targets, command.draw)
    except DataError as error:
        augmented, problem = False, error.message
        inputs = received(parts, plain, raw, targets, command.draw)
    file = file_at(dataset, part, index)
    if raw.ndim == 4:
        picture, (width, height) = _original(parts, file, raw)
        seen: npt.NDArray[np.float32] | npt.NDArray[np.uint8] = pictures_of(_unstandardized(parts, plain, inputs))[0]
    else:
        picture, (width, height), seen = raw[0].numpy(), (0, 0), inputs[0].numpy()
    emit(
        ExampleShown(
            command.place,
            command.draw,
            SPLITS[part],
            index,
            name_at(dataset, part, index),
            picture,
            seen,
            width,
            height,
            tuple(inputs.shape[1:]),
            float(inputs.min()),
            float(inputs.max()),
            float(inputs.mean()),
            parts.task.truth(targets)[0:1],
            augmented,
            problem,
        )
    )


def _wanted(parts: Parts, command: FindExamples) -> npt.NDArray[np.int64]:
    """The places of what a finding names, in the order of its items."""
    dataset = parts.dataset
    if not command.classes:
        return places_of(dataset, command.items)
    labels = [dataset.class_names.index(item) for item in command.items if item in dataset.class_names]
    truth = np.concatenate([parts.task.truth(part.targets).reshape(-1) for part in _parts(dataset)])
    return np.flatnonzero(np.isin(truth, labels)).astype(np.int64)


def _parts(dataset: Dataset) -> tuple[Examples, Examples, Examples]:
    return dataset.train, dataset.validation, dataset.test


def _split_of(dataset: Dataset, place: int) -> tuple[int, int]:
    """Which part a place is in, and the index there; raises `CommandError` where there is no such place."""
    index = place
    for number, part in enumerate(_parts(dataset)):
        if 0 <= index < len(part):
            return number, index
        index -= len(part)
    raise CommandError("no-such-place", "The data has no example at place {n}.", n=place)


def _gathered(dataset: Dataset, places: tuple[int, ...]) -> tuple[Tensor, Tensor]:
    """Inputs and targets at the places, in their order."""
    where = [_split_of(dataset, place) for place in places]
    pieces = [part.at(torch.tensor([index for number, index in where if number == which], dtype=torch.int64)).gathered()
              for which, part in enumerate(_parts(dataset))]  # fmt: skip
    inputs, targets = (torch.cat(each) for each in zip(*pieces, strict=True))
    order = np.argsort(np.argsort([number for number, _ in where], kind="stable"), kind="stable")
    return inputs[torch.from_numpy(order)], targets[torch.from_numpy(order)]


def _original(parts: Parts, file: ReadFile | None, raw: Tensor) -> tuple[npt.NDArray[np.uint8], tuple[int, int]]:
    """The picture in its file, upright, and its width and height; the stored one where there is no file any more."""
    decoding = parts.dataset.decoding
    if file is not None and decoding is not None:
        # Whatever a decoder says of a file that has changed since: what was read of it is at hand.
        with contextlib.suppress(Exception), opened(read_bytes(file.path, max(file.size, 1) + 1)) as picture:
            whole = upright(picture)
            size = whole.size
            whole.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE), Image.Resampling.BILINEAR)
            return pixels_on(decoding.background, whole, 1 if is_grey(whole) else 3), size
    return pictures_of(raw)[0], (raw.shape[3], raw.shape[2])


def _unstandardized(parts: Parts, recipe: Recipe, inputs: Tensor) -> Tensor:
    """What the model receives, (N, C, H, W) float32, in the units of the pictures, 0..255 for bytes."""
    dataset, normalized = parts.dataset, parts.normalized(recipe)
    if normalized is not None:
        mean, std = (torch.tensor(each).view(-1, 1, 1) for each in normalized)
        inputs = inputs * std + mean
    if dataset.train.inputs.dtype is not torch.uint8:
        return inputs
    return (inputs * 255).round().clamp(0, 255).to(torch.uint8)
