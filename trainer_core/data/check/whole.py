"""Checks the data of a run once it is split: what its source finds, and what can be found in any examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from trainer_core.data.check.classes import class_findings
from trainer_core.data.check.columns import Feature, constant_columns, leaking_columns, outlying_columns
from trainer_core.data.check.finding import Finding, column_names, row_name
from trainer_core.data.check.groups import divided_groups
from trainer_core.data.check.pictures import duplicate_pictures
from trainer_core.data.check.rows import duplicate_rows
from trainer_core.data.examples import Examples, Progress, RawData
from trainer_core.data.labels import TaskName
from trainer_core.errors import Message

_FEWEST_CHANNELS = (1, 3)


def check_data(raw: RawData, parts: Sequence[Examples], progress: Progress) -> Iterator[Finding]:
    """Look at ``parts``, the training, validation and test examples of ``raw``, for what is worth knowing.

    Nothing here changes the data or what is made of it. Of very much data a sample is looked at, spread evenly.
    """
    progress(Message("Checking the data."), 1.0)
    if raw.check is not None:
        yield from raw.check.findings(parts)
    if raw.task is not TaskName.REGRESSION:
        counts = [np.bincount(part.targets.flatten().numpy(), minlength=len(raw.class_names)) for part in parts]
        yield from class_findings(raw.class_names, counts[0], counts[1] + counts[2], raw.task)
    shape = parts[0].input_shape
    names = _names(raw)
    if raw.groups is not None:
        brought = (None, raw.validation, raw.test)
        split_off = [part.first(0) if whole else part for part, whole in zip(parts, brought, strict=True)]
        yield from divided_groups(
            [_groups_of(part, raw.train, raw.groups) for part in split_off],
            lambda split, at: names(split, int(split_off[split].rows_at(torch.tensor([at])))),
        )
    if parts[0].inputs.dtype is torch.uint8 and len(shape) == 3 and shape[0] in _FEWEST_CHANNELS and min(shape[1:]) > 1:
        yield from duplicate_pictures(parts, names)
    elif len(shape) == 1 and raw.check is None:
        yield from _in_columns(raw, parts)


def _names(raw: RawData) -> Callable[[int, int], str]:
    """What a row of the storage of a part is called: its file or its row in a table, else by part and number."""

    def name(split: int, row: int) -> str:
        if raw.row_numbers is not None:
            return str(int(raw.row_numbers[row]))
        place = int(raw.file_of_row[row]) if raw.file_of_row is not None else -1
        return raw.files[place].name if place >= 0 else row_name(split, row)

    return name


def _groups_of(part: Examples, train: Examples, groups: Tensor) -> Tensor:
    """The group of each example of a part that was split off ``train``, whose examples have these ``groups``."""
    of_row = torch.empty(len(train.inputs), dtype=torch.int64)
    of_row[train.rows_at(torch.arange(len(train)))] = groups
    return of_row[part.rows_at(torch.arange(len(part)))]


def _in_columns(raw: RawData, parts: Sequence[Examples]) -> Iterator[Finding]:
    """Check inputs (N, F) that came as numbers, without a table's names and types."""
    names = column_names(raw.feature_names, parts[0].input_shape[0])
    whole = torch.cat([part.gathered()[0] for part in parts]).numpy()
    targets = torch.cat([part.targets for part in parts]).numpy()
    splits = np.repeat(np.arange(len(parts), dtype=np.int8), [len(part) for part in parts])
    rows = np.concatenate([part.rows_at(torch.arange(len(part))).numpy() for part in parts])
    features = [Feature(name, whole[:, place]) for place, name in enumerate(names)]
    constant = [each.name for each in features if len(whole) > 1 and bool((each.values == each.values[0]).all())]
    yield from constant_columns(constant)
    varying = [each for each in features if each.name not in constant]
    yield from outlying_columns(varying)
    classes = raw.task is not TaskName.REGRESSION
    training = [Feature(each.name, each.values, rows=np.flatnonzero(splits == 0)) for each in varying]
    target = targets[splits == 0].reshape(int((splits == 0).sum()), -1)[:, 0]
    yield from leaking_columns(training, target, classes=classes)
    name = _names(raw)
    yield from duplicate_rows(
        varying, splits, targets if classes else None, lambda row: name(int(splits[row]), int(rows[row]))
    )
