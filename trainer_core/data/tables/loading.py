"""A table file as the examples of a run: read, its columns' roles found, encoded once the training rows are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from trainer_core.data.examples import Examples, Preprocessed, Progress, Provenance, RawData
from trainer_core.data.fingerprint import ReadFile
from trainer_core.data.labels import TaskName
from trainer_core.data.tables.check import TableCheck
from trainer_core.data.tables.encoder import Encoder
from trainer_core.data.tables.gathering import texts_of
from trainer_core.data.tables.handed_over import taken_over
from trainer_core.data.tables.prediction import stored_encoder
from trainer_core.data.tables.read import Reading, read_table
from trainer_core.data.tables.roles import Assigned, Choice, Role, assign_roles, with_role
from trainer_core.data.tables.settings import Settings
from trainer_core.data.tables.table import TYPE_WORDS, Column, Table
from trainer_core.data.tables.targets import Targets
from trainer_core.errors import N_, DataError, Message, plural
from trainer_core.formats import first_of

_NAMED = 10


def load_table(
    path: Path, reading: Reading, choice: Choice, task: TaskName | None, settings: Settings, progress: Progress
) -> RawData:
    """Read a table and find out what each column is for; see the source ``table`` for the arguments.

    Raises:
        DataError: the file cannot be read, has no rows, or no column can be the target or a feature.
    """
    read = taken_over(path, reading)
    if read is None:
        read = read_table(path, reading, progress=lambda message, part: progress(message, 0.9 * part))
    for name in reading.types:
        read[name]
    if not len(read):
        raise DataError(
            "no-rows",
            "{path} has no rows below the names of its columns. Choose a table with examples.",
            path=str(path),
        )
    roles = assign_roles(read, choice)
    targets = Targets.of(read, with_role(roles, Role.TARGET), task)
    rows = np.flatnonzero(targets.present(read))
    preprocessing = _TablePreprocessing(read, with_role(roles, Role.FEATURE), targets,
                               settings, reading)  # fmt: skip
    inputs = torch.empty((len(read), 0))
    learnt = targets.encode(read)[rows]
    return RawData(
        train=Examples(inputs, torch.from_numpy(learnt), torch.from_numpy(rows)),
        test=None,
        class_names=targets.class_names,
        title=path.name,
        task=targets.task,
        provenance=Provenance(origin=str(path)),
        target_names=targets.columns if targets.task is TaskName.REGRESSION else (),
        groups=_places(read[choice.group])[torch.from_numpy(rows)] if choice.group else None,
        times=_times(read[choice.time])[torch.from_numpy(rows)] if choice.time else None,
        files=(ReadFile.of(path),),
        row_numbers=torch.from_numpy(read.row_numbers()),
        notes=(*read.notes, *_notes(roles, len(read) - len(rows))),
        preprocessing=preprocessing,
        check=TableCheck(read, roles, targets, choice),
    )


class _TablePreprocessing:
    """A table whose inputs wait for the training rows."""

    def __init__(
        self, read: Table, features: Sequence[str], targets: Targets, settings: Settings, reading: Reading
    ) -> None:
        self._read, self._features, self._targets = read, features, targets
        self._settings, self._reading = settings, reading

    def fit(self, training: Tensor, fitted: Mapping[str, Any] | None = None) -> Preprocessed:
        """Fit the encoding on the rows ``training``, (T,) int64, and encode all rows, by ``fitted`` where it is given.

        See `trainer_core.data.examples.Preprocessing`.
        """
        rows = training.numpy()
        encoder = Encoder.fit(self._read, self._features, rows, targets=self._targets, settings=self._settings,
                              reading=self._reading)  # fmt: skip
        inherited = fitted is not None and fitted.get("table") != encoder.as_dict()
        if fitted is not None and inherited:
            encoder = stored_encoder(fitted)
        inputs = torch.from_numpy(encoder.encode(self._read))
        # The table is not needed any more, and is as large as the inputs.
        self._read = self._read.take(slice(0, 0))
        return Preprocessed(inputs, encoder.feature_names, {"table": encoder.as_dict()}, inherited)


def _places(column: Column) -> Tensor:
    """Which value each row has, (N,) int64; every missing one is a value of its own."""
    codes = (column.values if column.is_text else texts_of(column)[0]).astype(np.int64)
    gone = codes < 0
    codes[gone] = codes.max(initial=-1) + 1 + np.arange(int(gone.sum()))
    return torch.from_numpy(codes)


def _times(column: Column) -> Tensor:
    """When each row was, as numbers that can be sorted, (N,); a missing time comes first."""
    if column.is_text:
        raise DataError(
            "no-time",
            "The column {column} is of the type {type}, and data.time needs dates or numbers. Choose another column.",
            column=column.name,
            type=TYPE_WORDS[column.type],
        )
    if column.is_date:
        return torch.from_numpy(column.values.astype(np.int64))
    values: npt.NDArray[np.float64] = np.nan_to_num(column.values.astype(np.float64), nan=-np.inf)
    return torch.from_numpy(values)


def _notes(roles: Mapping[str, Assigned], without_target: int) -> list[Message]:
    notes = []
    if without_target:
        notes.append(
            plural(
                without_target,
                "1 row has no target and was left out.",
                "{n:,} rows have no target and were left out.",
            )
        )
    for code, many in (
        ("identifier", N_("Left out as identifiers, which would be learnt by heart: {names}.")),
        ("constant", N_("Left out because they have the same value in every row: {names}.")),
        ("empty", N_("Left out because they have no values: {names}.")),
        ("text", N_("Left out because they are text with too many different values: {names}.")),
    ):
        if names := [name for name, assigned in roles.items() if assigned.code == code]:
            notes.append(Message(many, {"names": first_of(names, _NAMED)}))
    return notes
