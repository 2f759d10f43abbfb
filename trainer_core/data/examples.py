"""What every source ends as: tensors with a task, class names and a provenance."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol

import torch
from torch import Tensor

from trainer_core.data.check.finding import Finding
from trainer_core.data.fingerprint import ReadFile
from trainer_core.data.labels import Labels, TaskName
from trainer_core.data.pictures.decoding import Decoding
from trainer_core.errors import DataError, Message, plural
from trainer_core.trial.code import Code

if TYPE_CHECKING:
    from trainer_core.data.reading import Reader

Progress = Callable[[Message, float], None]
"""Told what a long preparation is doing, and which part of it (0..1) is done."""


def no_progress(message: Message, fraction: float) -> None:
    """Take progress and show it to nobody."""


_PORTION = 32_000_000
"""Bytes, about, that are gathered at once where a whole part of the data need not be in memory twice."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Inputs and what they should be answered with, each in its smallest type; a view of storage that is shared.

    ``inputs`` is that storage: (M, C, H, W) for images and (M, F) for tables. ``rows``, (N,) int64, says which of its
    rows the examples are, in their order; None stands for all of them as they lie. ``targets`` belong to the examples,
    not to the storage: (N,) int64 for classes, also for two, and (N,) or (N, K) float32 for numbers. ``mapped`` says
    that the storage is a file mapped into memory, of which only what is looked at is read. Nothing is ever written to:
    batches, splits and pictures on the screen share it.
    """

    inputs: Tensor
    targets: Tensor
    rows: Tensor | None = None
    mapped: bool = False

    def __post_init__(self) -> None:
        if len(self) != len(self.targets):
            raise ValueError(f"{len(self)} inputs with {len(self.targets)} targets")

    def __len__(self) -> int:
        return len(self.inputs if self.rows is None else self.rows)

    @property
    def input_shape(self) -> tuple[int, ...]:
        """The shape of one input: (C, H, W) or (F,)."""
        return tuple(self.inputs.shape[1:])

    @property
    def nbytes(self) -> int:
        """Bytes that the examples take when they are gathered."""
        return len(self) * math.prod(self.input_shape) * self.inputs.itemsize + self.targets.nbytes

    def rows_at(self, indices: Tensor) -> Tensor:
        """Return the rows of the storage at which the examples ``indices``, (K,) int64, lie."""
        return indices if self.rows is None else self.rows.index_select(0, indices)

    def at(self, indices: Tensor) -> Examples:
        """Return the examples at ``indices``, (K,) int64: a view of the same storage."""
        targets = self.targets.index_select(0, indices)
        return Examples(self.inputs, targets, self.rows_at(indices), self.mapped)

    def first(self, count: int) -> Examples:
        """Return the first ``count`` examples (all of them if there are fewer), sharing memory."""
        if self.rows is None:
            return Examples(self.inputs[:count], self.targets[:count], None, self.mapped)
        return Examples(self.inputs, self.targets[:count], self.rows[:count], self.mapped)

    def gathered(self) -> tuple[Tensor, Tensor]:
        """Return inputs (N, …) and targets, one after another in memory; no copies where they lie so already."""
        inputs = self.inputs if self.rows is None else self.inputs.index_select(0, self.rows)
        return inputs.contiguous(), self.targets

    def portions(self) -> Iterator[Tensor]:
        """Yield the inputs, (K, …) at a time, in pieces of some megabytes: for what looks at each of them once."""
        size = max(1, _PORTION // max(1, math.prod(self.input_shape) * self.inputs.itemsize))
        for start in range(0, len(self), size):
            if self.rows is None:
                yield self.inputs[start : start + size]
            else:
                yield self.inputs.index_select(0, self.rows[start : start + size])

    def on(self, device: torch.device) -> Examples:
        """Return the examples on ``device``; on the CPU they stay a view, elsewhere they are gathered once.

        Raises `torch.OutOfMemoryError` if they do not fit there.
        """
        if device.type == "cpu":
            return self
        targets = self.targets.to(device)
        if self.rows is None:
            return Examples(self.inputs.to(device), targets)
        inputs = torch.empty((len(self), *self.input_shape), dtype=self.inputs.dtype, device=device)
        start = 0
        for portion in self.portions():
            inputs[start : start + len(portion)] = portion.to(device)
            start += len(portion)
        return Examples(inputs, targets)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where examples lie in what a source brings: in its part ``brought``, at ``rows`` (N,) int64 of its storage.

    Parts that share one storage are all called ``"training"``.
    """

    brought: Literal["training", "validation", "test"]
    rows: Tensor


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where data comes from, so that a run can say it years later.

    ``origin`` is a path or a URL; ``digests`` maps each file's name to its MD5 sum, the one that its
    publisher gives.
    """

    origin: str
    licence: str = ""
    note: str = ""
    digests: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, as they are written into a run's folder."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Preprocessed:
    """Inputs (M, F) of every row of a source's storage, what each is called, and what was fitted, for JSON.

    ``inherited`` says that it was fitted on other rows than those at hand, and taken over.
    """

    inputs: Tensor
    feature_names: tuple[str, ...]
    fitted: Mapping[str, Any]
    inherited: bool = False


class Preprocessing(Protocol):
    """Makes inputs that depend on which examples are trained on, such as those of a table that is scaled by them."""

    def fit(self, training: Tensor, fitted: Mapping[str, Any] | None = None) -> Preprocessed:
        """Fit on the rows ``training``, (T,) int64, of the source's storage alone, and make the inputs of all rows.

        With what was ``fitted`` before (`Preprocessed.fitted`) inputs are made by that.

        Raises:
            DataError: nothing can be learnt from those rows, or they do not fit what was fitted.
        """


class Check(Protocol):
    """What a source can find out about its data once it is known which examples are in which part."""

    def findings(self, parts: Sequence[Examples]) -> Iterable[Finding]:
        """What is worth knowing of the training, validation and test examples, views of the source's storage."""


@dataclass(frozen=True, slots=True)
class RawData:
    """What a source yields: its examples, before anything is split off, and what it found out about them.

    ``test`` and ``validation`` are parts that the data brings itself; where they are None they are split off
    ``train``. ``task`` is the registry's, or what was found by reading. ``groups``, (N,) int64, says which examples of
    ``train`` belong together (all pictures of one patient), ``times``, (N,), when each was taken, for
    `trainer_core.data.split`. ``files`` are those that were read, ``notes`` sentences for a person on how they were.
    Where each example is a file of its own, ``file_of_row``, (M,) int64, says of each row of the storage which of
    ``files`` lies in it, -1 for none: the example ``i`` of any part is ``files[file_of_row[part.rows[i]]]``.
    Where each is a row of a table, ``row_numbers``, (M,) int64, are those in its file.
    ``decoding`` is how these files became inputs, where they are pictures.
    ``never_aside`` says how many of ``train``, the last ones, are never split off: points that were added by hand.
    ``is_current`` says whether reading again would find the same files, where there may be others than ``files``.
    ``reader`` reads the training examples anew in each epoch, where they are drawn at random; ``code`` is the person's
    file that they come from.

    With ``preprocessing`` all parts are views of one storage, whose inputs, empty (M, 0) so far, are made once the
    training examples are known. ``check`` is asked before the first batch.
    """

    train: Examples
    test: Examples | None
    class_names: tuple[str, ...]
    title: str
    task: TaskName
    provenance: Provenance
    feature_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()
    validation: Examples | None = None
    groups: Tensor | None = None
    times: Tensor | None = None
    files: tuple[ReadFile, ...] = ()
    file_of_row: Tensor | None = None
    row_numbers: Tensor | None = None
    decoding: Decoding | None = None
    notes: tuple[Message, ...] = ()
    reader: Reader | None = None
    code: Code | None = None
    preprocessing: Preprocessing | None = None
    check: Check | None = None
    never_aside: int = 0
    is_current: Callable[[], bool] | None = None

    def as_binary(self) -> RawData:
        """Take the classes as no and yes; raises `DataError` if they are not two."""
        if len(self.class_names) != 2:
            raise DataError(
                "not-two-classes",
                plural(
                    len(self.class_names),
                    "data.task is binary, and {title} has 1 class. Binary needs two; set data.task to "
                    '"classification".',
                    "data.task is binary, and {title} has {n:,} classes. Binary needs two; set data.task to "
                    '"classification".',
                    title=self.title,
                ),
            )
        return replace(self, task=TaskName.BINARY)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Dataset:
    """The data of a run.

    ``mean`` and ``std`` are those of the training part alone: per channel in 0..1 units for images, per
    feature for tables. A channel that never varies has a ``std`` of 1, so that it can be divided by. ``files``,
    ``file_of_row``, ``row_numbers``, ``decoding``, ``notes`` and ``is_current`` are those of `RawData`.
    ``preprocessing`` is what a source fitted on the training part, for later predictions; a run keeps it. It is
    ``inherited`` from a run where the training part at hand would give another. ``findings`` are what was found in a
    person's own data.

    ``origins`` say where the training, validation and test examples lie in what the source brings. Examples that a
    person left out are in no part; with them there would be ``training_count`` training examples, and
    ``training_places`` (N,) int64 are the places of the others among these, None where none was left out.
    """

    name: str
    title: str
    task: TaskName
    class_names: tuple[str, ...]
    train: Examples
    validation: Examples
    test: Examples
    provenance: Provenance
    mean: tuple[float, ...]
    std: tuple[float, ...]
    feature_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()
    files: tuple[ReadFile, ...] = ()
    file_of_row: Tensor | None = None
    row_numbers: Tensor | None = None
    decoding: Decoding | None = None
    notes: tuple[Message, ...] = ()
    reader: Reader | None = None
    code: Code | None = None
    preprocessing: Mapping[str, Any] = field(default_factory=dict)
    inherited: bool = False
    findings: tuple[Finding, ...] = ()
    origins: tuple[Origin, ...] = ()
    training_count: int = 0
    training_places: Tensor | None = None
    is_current: Callable[[], bool] | None = None

    @property
    def labels(self) -> Labels:
        """What the answers are called."""
        return Labels(self.class_names, self.target_names)

    @property
    def input_shape(self) -> tuple[int, ...]:
        """The shape of one input: (C, H, W) or (F,)."""
        return self.train.input_shape
