"""The loss of every training example in the epoch under way, at its place among the training examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from trainer_core.data import Dataset
from trainer_core.errors import Message
from trainer_core.models.eval_mode import in_eval_mode
from trainer_core.training.assembly import Parts

OF_WHOLE_EXAMPLES = Message(
    "Training examples are mixed, and a mix has no label of its own. So the loss of each example is measured apart, at "
    "the end of every epoch, on the example as it is, neither mixed nor augmented. That takes as long as evaluating "
    "all training examples; training.example_losses turns it off."
)
_LARGEST_LOSS = float(np.finfo(np.float16).max)


def as_kept(losses: Tensor) -> Tensor:
    """Losses of examples, (N,), in the two bytes each in which they are kept, (N,) float16."""
    return losses.clamp(-_LARGEST_LOSS, _LARGEST_LOSS).half()


class ExampleLosses:
    """What `trainer_core.tasks.task.Scorer.example_losses` says of each of ``count`` examples, NaN where nothing yet.

    Each is of the moment at which its batch was trained, augmentation and dropout included; where examples are mixed,
    of the end of the epoch, see `measured_apart`. An example that comes twice in an epoch, where classes are drawn
    equally often, has its last one. ``places`` (N,) are those of the N examples that are trained on; the others are
    left out.
    """

    def __init__(self, count: int, places: Tensor | None = None) -> None:
        self._places = None if places is None else places.numpy()
        self._order: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._values = np.full(count, np.nan, dtype=np.float16)

    @classmethod
    def of(cls, dataset: Dataset) -> ExampleLosses:
        """Begin with nothing of the training examples of ``dataset``."""
        return cls(dataset.training_count, dataset.training_places)

    def follow(self, order: Tensor) -> None:
        """Take what comes next as the examples ``order``, (N,) int64, of the epoch; what is there of it stays."""
        self._order = order.numpy() if self._places is None else self._places[order.numpy()]

    def keep(self, first: int, values: npt.NDArray[np.float16]) -> None:
        """Take the losses of consecutive examples, (n,), from place ``first`` in the epoch's order on."""
        self._values[self._order[first : first + len(values)]] = values

    def close_epoch(self) -> npt.NDArray[np.float16]:
        """Return the losses of the whole epoch, (count,), and begin another."""
        values = self._values
        self._values = np.full(len(values), np.nan, dtype=np.float16)
        return values

    def state(self) -> Tensor:
        """What is kept of the epoch under way, (count,) float16."""
        return torch.from_numpy(self._values.copy())

    def load_state(self, state: Any) -> None:
        """Take up what a snapshot kept; of other data, or of a run that kept nothing, it is left."""
        if isinstance(state, Tensor) and state.dtype is torch.float16 and state.shape == self._values.shape:
            self._values = state.numpy().copy()


def measured_apart(parts: Parts, losses: ExampleLosses) -> Iterator[int]:
    """Measure the loss of every training example with the present weights, in a pass of its own.

    The model answers as it does in an evaluation: in eval mode, without gradients, in float32, to examples that are
    neither mixed nor augmented. Each yield is the number of examples done. Nothing random is drawn, so a pass that is
    broken off is made again with the same result. It costs the forward part of an epoch.
    """
    train, size = parts.dataset.train, parts.recipe.training.evaluation_batch_size
    losses.follow(torch.arange(len(train)))
    with in_eval_mode(parts.model):
        for start in range(0, len(train), size):
            inputs, targets = train.at(torch.arange(start, min(start + size, len(train)))).gathered()
            with torch.no_grad():
                outputs = parts.model(parts.prepared(inputs)).float()
                kept = as_kept(parts.scorer.example_losses(outputs, parts.scorer.learnt(targets).to(outputs.device)))
            losses.keep(start, kept.cpu().numpy())
            yield start + len(targets)
