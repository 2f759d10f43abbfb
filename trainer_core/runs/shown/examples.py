"""``examples.npz`` and ``answers.bin``: the watched test examples, and the model's answers to them over time.

``examples.npz`` holds ``indices`` (n,) int64 in the test set, ``images`` (n, 1 or 3, H, W) uint8 or (n, F) float32,
``truth`` (n,) int64 or (n, K) float32, and ``answers`` (0, n, K), whose type and shape are those of a record of
``answers.bin``: ``[("step", "<i8"), ("epoch", "<i8"), ("seconds", "<f8"), ("answers", type, (n, K))]``. Probabilities
take two bytes, values in the targets' own units four. ``step`` and ``epoch`` are the batches and whole epochs that were
done.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message
from trainer_core.files.number_arrays import read_arrays
from trainer_core.files.small_files import damaged
from trainer_core.runs.shown.record_file import PLACE, same_arrays

EXAMPLES, ANSWERS = "examples.npz", "answers.bin"

_MOST_EXAMPLES = 64
_LARGEST_EXAMPLES = 64_000_000
_ALL_ANSWERS = 16_000_000
"""Bytes that the answers may take, as long as there are not too few of them."""
_MOST_RECORDS, _FEWEST_RECORDS = 2000, 50
_LARGEST_RECORD = 5_000_000
"""Bytes: of a hundred thousand classes, and nothing that a file could claim to fill the memory with."""


@dataclass(frozen=True, slots=True, eq=False)
class ShownExamples:
    """The test examples that are watched. ``images`` are (n, 1 or 3, H, W) uint8 or (n, F) float32, ``truth`` (n,)
    int64 or (n, K) float32; ``outputs`` is the K of the answers, which are ``probabilities`` or values.
    """

    indices: tuple[int, ...]
    images: npt.NDArray[Any]
    truth: npt.NDArray[Any]
    outputs: int
    probabilities: bool

    @property
    def record_type(self) -> np.dtype[np.void]:
        """A record of ``answers.bin``."""
        answers = (self._number, (len(self.indices), self.outputs))
        return np.dtype([*PLACE, ("answers", *answers)])

    @property
    def most_records(self) -> int:
        """How many records the file may have."""
        return min(_MOST_RECORDS, max(_FEWEST_RECORDS, _ALL_ANSWERS // self.record_type.itemsize))

    def record(self, step: int, epoch: int, seconds: float, answers: npt.NDArray[np.float32]) -> npt.NDArray[np.void]:
        """A record, (1,), of ``answers`` (n, K)."""
        kept = np.zeros(1, self.record_type)
        kept["step"], kept["epoch"], kept["seconds"] = step, epoch, seconds
        kept["answers"][0] = answers
        return kept

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """What ``examples.npz`` holds."""
        return {
            "indices": np.array(self.indices, np.int64),
            "images": self.images,
            "truth": self.truth,
            "answers": np.empty((0, len(self.indices), self.outputs), self._number),
        }

    def same_as(self, other: ShownExamples | None) -> bool:
        """Whether they are the same examples with the same kind of answers."""
        return other is not None and same_arrays(self.arrays(), other.arrays())

    @property
    def _number(self) -> str:
        return "<f2" if self.probabilities else "<f4"


class ShownAnswers:
    """What the model answered to the examples: m records in the order in which the run came to them.

    ``steps`` and ``epochs``, (m,) int64, are the batches and whole epochs that were done, ``seconds``, (m,) float64,
    those of training.
    """

    def __init__(self, records: npt.NDArray[np.void]) -> None:
        self.steps = records["step"].astype(np.int64)
        self.epochs = records["epoch"].astype(np.int64)
        self.seconds = records["seconds"].astype(np.float64)
        self._answers = records["answers"]

    def __len__(self) -> int:
        return len(self.steps)

    def at(self, index: int) -> npt.NDArray[np.float32]:
        """The answers of a record, (n, K): probabilities of the classes, or values in the targets' own units."""
        answers: npt.NDArray[np.float32] = self._answers[index].astype(np.float32)
        return answers

    def index_at(self, step: int) -> int:
        """The last record of when no more than ``step`` batches were done; -1 if there is none."""
        return int(np.searchsorted(self.steps, step, side="right")) - 1


def read_examples(folder: Path) -> ShownExamples | None:
    """Read ``examples.npz`` in ``folder``, a run's ``shown/``; None if there is none.

    Raises `RunFolderError` if it is damaged.
    """
    path = folder / EXAMPLES
    try:
        arrays = read_arrays(path, _LARGEST_EXAMPLES)
    except FileNotFoundError:
        return None
    try:
        indices, images, truth, answers = (arrays[name] for name in ("indices", "images", "truth", "answers"))
    except KeyError:
        raise damaged(path, Message("it does not contain the expected numbers")) from None
    if not _belong_together(indices, images, truth, answers):
        raise damaged(path, Message("it does not contain the expected numbers"))
    places = tuple(int(index) for index in indices)
    return ShownExamples(places, images, truth, answers.shape[2], probabilities=answers.dtype == "<f2")


def _belong_together(
    indices: npt.NDArray[Any], images: npt.NDArray[Any], truth: npt.NDArray[Any], answers: npt.NDArray[Any]
) -> bool:
    n = len(indices) if indices.ndim == 1 else 0
    pictures = images.dtype == np.uint8 and images.ndim == 4 and images.shape[1] in (1, 3)
    rows = images.dtype == np.float32 and images.ndim == 2
    classes = truth.dtype == np.int64 and truth.shape == (n,)
    values = truth.dtype == np.float32 and truth.ndim == 2 and truth.shape[0] == n
    if not 0 < n <= _MOST_EXAMPLES or indices.dtype != np.int64 or int(indices.min()) < 0:
        return False
    if not (pictures or rows) or len(images) != n or 0 in images.shape:
        return False
    if answers.ndim != 3 or answers.shape[:2] != (0, n) or answers.shape[2] < 1:
        return False
    if n * answers.shape[2] * answers.itemsize > _LARGEST_RECORD:
        return False
    if answers.dtype == "<f2":
        return classes and int(truth.min()) >= 0 and int(truth.max()) < answers.shape[2]
    return answers.dtype == "<f4" and values and truth.shape[1] == answers.shape[2]
