"""What is told of a weights file: plain values and NumPy arrays, no tensor, so that they travel as events."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message

BINS = 64
"""How many bars a histogram has."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One tensor or one plain value in a file.

    ``path`` leads to it through the containers of the file and ends with its own key; ``key`` is that path in one
    string, unique in the file. ``name`` is its name in the state_dict that loading takes from the file, without the
    prefixes of wrappers, or None where loading leaves it out (the state of an optimizer). A plain value has no shape,
    and ``value`` says what it is; of an object that only code could restore, ``unread`` is the name of its class.
    ``device`` is empty where the format does not tell it. ``tied`` are the keys of the other tensors on the same
    storage. What cannot be seen in a file's own words is escaped, but not in ``name``.
    """

    key: str
    path: tuple[str, ...]
    name: str | None = None
    shape: tuple[int, ...] | None = None
    dtype: str = ""
    device: str = ""
    elements: int = 0
    bytes: int = 0
    tied: tuple[str, ...] = ()
    value: str = ""
    unread: str = ""

    @property
    def is_tensor(self) -> bool:
        return self.shape is not None


@dataclass(frozen=True, slots=True)
class FileReport:
    """What a weights file holds, in its order.

    ``parameters`` counts the elements of what loading takes (of all tensors where it takes none), tied ones once;
    ``tensor_bytes`` is what all storages take, and ``file_bytes`` the file. ``notes`` say what loading unwraps.
    """

    format: str
    file_bytes: int
    entries: tuple[Entry, ...]
    parameters: int
    tensor_bytes: int
    notes: tuple[Message, ...] = ()

    @property
    def tensors(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_tensor)

    @property
    def loadable(self) -> tuple[Entry, ...]:
        """What goes into a model."""
        return tuple(entry for entry in self.entries if entry.name is not None)

    @property
    def dtypes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(entry.dtype for entry in self.tensors))

    @property
    def devices(self) -> tuple[str, ...]:
        """The devices that the tensors were saved from, as far as the file tells."""
        return tuple(dict.fromkeys(entry.device for entry in self.tensors if entry.device))


@dataclass(frozen=True, slots=True)
class TensorStatistics:
    """The values of one tensor in numbers. All but the counts speak of its finite values, and are NaN without any.

    ``std`` divides by the number of values; ``norm`` is the Euclidean one. ``histogram`` is (64,) int64 over
    ``minimum`` to ``maximum``. Of complex numbers the magnitudes are measured, and ``magnitudes`` says so.
    """

    elements: int
    zeros: int
    nan: int
    infinite: int
    minimum: float
    maximum: float
    mean: float
    std: float
    norm: float
    histogram: npt.NDArray[np.int64] = field(compare=False)
    magnitudes: bool = False


@dataclass(frozen=True, slots=True)
class Movement:
    """How far the values of one tensor lie apart in two files.

    ``largest`` is the largest |Δ| and ``norm`` the Euclidean norm of Δ; ``relative`` is that by the norm in the first
    file, ``cosine`` the cosine between both as vectors; NaN where a norm is 0. All four are NaN if an element is not
    finite: ``nan`` and ``infinite`` count these in the first file and in the second. ``same`` says that all elements
    are equal, NaN to NaN.
    """

    largest: float
    norm: float
    relative: float
    cosine: float
    nan: tuple[int, int] = (0, 0)
    infinite: tuple[int, int] = (0, 0)
    same: bool = False

    @property
    def finite(self) -> bool:
        return not any((*self.nan, *self.infinite))


@dataclass(frozen=True, slots=True)
class KeyComparison:
    """One name in two files; ``keys`` are those of its `Entry` in each, and a shape is None where it is absent."""

    name: str
    path: tuple[str, ...]
    keys: tuple[str, str]
    shapes: tuple[tuple[int, ...] | None, tuple[int, ...] | None]
    dtypes: tuple[str, str]

    @property
    def verdict(self) -> str:
        """``"only in first"``, ``"only in second"``, ``"shape differs"``, ``"type differs"`` or ``"same shape"``."""
        first, second = self.shapes
        if second is None:
            return "only in first"
        if first is None:
            return "only in second"
        if first != second:
            return "shape differs"
        return "same shape" if self.dtypes[0] == self.dtypes[1] else "type differs"

    @property
    def comparable(self) -> bool:
        """Whether values can be held against each other."""
        return self.verdict in ("same shape", "type differs")

    def verdict_with(self, moved: Movement | None) -> str:
        """The verdict sharpened by the values: also ``"not finite"``, ``"same values"`` or ``"values differ"``."""
        if moved is None or not self.comparable:
            return self.verdict
        if not moved.finite:
            return "not finite"
        if self.verdict == "type differs":
            return self.verdict
        return "same values" if moved.same else "values differ"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two files name by name, in the order of the first, then what only the second has.

    ``notes`` say what was done to the names so that they are the same.
    """

    keys: tuple[KeyComparison, ...]
    notes: tuple[Message, ...] = ()

    def count(self, verdict: str) -> int:
        return sum(key.verdict == verdict for key in self.keys)
