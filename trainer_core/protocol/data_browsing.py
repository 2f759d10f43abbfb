"""What is asked about the examples of the prepared data, and how it is answered, in plain values and NumPy arrays.

A ``place`` counts the examples of all parts one after another: those of training, of validation, and of the test.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.corrections import ExampleKey
from trainer_core.errors import Message
from trainer_core.protocol.commands import Command, Split
from trainer_core.protocol.events import Answer
from trainer_core.recipe.recipe import Recipe

SPLITS = (Split.TRAINING, Split.VALIDATION, Split.TEST)
"""The parts in the order in which places count them."""


@dataclass(frozen=True, slots=True)
class DescribeData(Command):
    """Count and measure the data, a piece between two batches; answered by `DataDescribed`."""


@dataclass(frozen=True, slots=True)
class Order:
    """What examples are sorted by: a column of `DataDescribed`, or the target (-1). What is missing comes last."""

    column: int
    descending: bool = False


@dataclass(frozen=True, slots=True)
class FindExamples(Command):
    """Find the places of some examples; answered by `ExamplesFound`.

    They are those of ``splits`` with the class ``label`` (-1: any) and, where there are ``items`` of a finding, those
    that it names: files, rows, or, where it says so, ``classes``; where there are ``keys``, those that they name; where
    there are ``among``, no others than at these places. Rows are sorted by ``order``, where it is given.
    """

    splits: tuple[Split, ...] = SPLITS
    label: int = -1
    items: tuple[str, ...] = ()
    classes: bool = False
    keys: tuple[ExampleKey, ...] = ()
    among: tuple[int, ...] = ()
    order: Order | None = None


OF_OTHER_DATA = frozenset({"no-such-place", "no-such-column"})
"""Codes of refusals where other data has taken the place of that which was asked about; that is listed anew."""


@dataclass(frozen=True, slots=True)
class Browse(Command):
    """Show the examples at some places; answered by `Browsed`. Pictures larger than ``side`` are made smaller."""

    places: tuple[int, ...]
    side: int = 96


@dataclass(frozen=True, slots=True)
class NameExamples(Command):
    """Say what the examples at some places are called and where their files lie; answered by `ExamplesNamed`."""

    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShowExample(Command):
    """Show one example beside what the model receives of it under ``recipe``; answered by `ExampleShown`.

    ``draw`` numbers the draw of its augmentation: the same one changes it in the same way.
    """

    recipe: Recipe
    place: int
    draw: int = 0


@dataclass(frozen=True, slots=True)
class DescribeColumn(Command):
    """Say how the values of a column lie in each split; answered by `ColumnDescribed`.

    Columns are those of `DataDescribed`: what the model learns from and, behind it, the targets that are numbers.
    """

    column: int


@dataclass(frozen=True, slots=True)
class DataDescribed(Answer):
    """What the data is in numbers.

    ``counts``, (3, K) int64, says how many examples of each class each split has, with one column where there are no
    classes. ``low`` and ``high`` are the ends of the training inputs' range, from the first ``measured`` of them;
    ``mean`` and ``deviation`` are those of each channel, (C,) float64, and empty for tables. ``columns`` are the names
    of what `DescribeColumn` describes, of which the last ``targets`` are numbers to be predicted. The others become
    ``inputs``, (F,) names, of which each is made from the column that stands at its place in ``inputs_of``. ``files``
    were read, which are ``bytes`` large.
    """

    counts: npt.NDArray[np.int64]
    low: float
    high: float
    measured: int
    mean: npt.NDArray[np.float64]
    deviation: npt.NDArray[np.float64]
    columns: tuple[str, ...] = ()
    targets: int = 0
    inputs: tuple[str, ...] = ()
    inputs_of: tuple[str, ...] = ()
    files: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class ExamplesFound(Answer):
    """The places that were looked for, (N,) int64, sorted as asked; else ascending, and those of ``items`` and
    ``keys`` in the order of these.
    """

    places: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Browsed(Answer):
    """Examples before normalisation: ``inputs`` are pictures (n, 1 or 3, H, W) uint8, or rows (n, F) float32.

    ``truth`` is (n,) int64 for classes or (n, K) float32 for numbers; ``names`` are those of their files, or empty, and
    ``keys`` name them for corrections.
    """

    places: tuple[int, ...]
    inputs: npt.NDArray[Any]
    truth: npt.NDArray[Any]
    names: tuple[str, ...]
    keys: tuple[ExampleKey, ...]


@dataclass(frozen=True, slots=True)
class NamedExample:
    """One example, the ``index``-th of ``split``, with its label in words and its ``truth``: a class, or its numbers.

    ``key`` names it for corrections, ``name`` for a person: its file, or the number of its row in a table's file, or
    nothing. ``path`` is that of its file, empty where it has none of its own.
    """

    place: int
    split: Split
    index: int
    key: ExampleKey
    name: str
    path: str
    label: str
    truth: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ExamplesNamed(Answer):
    """The examples that were asked about, in that order."""

    examples: tuple[NamedExample, ...]


@dataclass(frozen=True, slots=True)
class ExampleShown(Answer):
    """One example, the ``index``-th of ``split``.

    ``original`` is the picture in its file, (1 or 3, H, W) uint8 and no larger than a screen needs, or as it is stored;
    its true size is ``width`` × ``height``. ``received`` shows what the model receives in the units of the picture,
    (1 or 3, H, W) uint8. Of a row both are its values, (F,) float32, before and after. ``low``, ``high`` and ``mean``
    are of the numbers that the model receives. Where nothing can be augmented as asked, ``problem`` says why.
    """

    place: int
    draw: int
    split: Split
    index: int
    file: str
    original: npt.NDArray[Any]
    received: npt.NDArray[Any]
    width: int
    height: int
    shape: tuple[int, ...]
    low: float
    high: float
    mean: float
    truth: npt.NDArray[Any]
    augmented: bool
    problem: Message | None = None


class ColumnKind(StrEnum):
    """What the values of a column are, and so how they are drawn."""

    NUMBER = "number"
    DATE = "date"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class ColumnDescribed(Answer):
    """How the values of a column lie, in its own unit.

    ``by_split``, (3, B) int64, counts those of each split between each two of the ``edges``, (B + 1,), seconds since
    1970 for dates; values beyond the edges count at the ends. Of a category each bar has one of the ``labels``, the
    last an empty one for all others, where there are more. ``missing``, (3,) int64, counts values that are not there.

    ``by_target``, (K, B), counts the training examples of K ``groups``: the commonest classes, or ``bands``, (K + 1,),
    of the first target, of which each holds as many examples. It is empty where the column is that target.
    """

    column: int
    kind: ColumnKind
    edges: npt.NDArray[np.float64]
    labels: tuple[str, ...]
    by_split: npt.NDArray[np.int64]
    missing: npt.NDArray[np.int64]
    by_target: npt.NDArray[np.int64]
    groups: tuple[str, ...] = ()
    bands: tuple[float, ...] = ()
