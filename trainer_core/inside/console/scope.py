"""What stands where the run stands: the objects that typed code sees by name, and what of them belongs to the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor, nn

from trainer_core.history.history import EpochRow, Floats, History, Mark
from trainer_core.training.assembly import Parts
from trainer_core.training.run import Run

LASTING = frozenset({"model", "optimizer", "loss_fn", "history"})
"""Names that stay between two entries: a hook that was typed in and kept may use them while the run goes on."""


class ReadHistory:
    """The numbers of the run, to be read: ``history["loss"]`` is a column of its batches, ``len(history)`` their count.

    Nothing typed can write into the history itself.
    """

    def __init__(self, history: History) -> None:
        self._history = history

    def __len__(self) -> int:
        return len(self._history)

    def __getitem__(self, column: str) -> Floats:
        """One number of each batch, (n,) float64; raises `KeyError` if there is no such column."""
        if column not in self.columns:
            raise KeyError(column)
        return self._history.column(column).copy()

    def __repr__(self) -> str:
        return f"history of {len(self)} batches: {', '.join(self.columns)}"

    @property
    def columns(self) -> tuple[str, ...]:
        """What is known of each batch."""
        return tuple(self._history.columns)

    @property
    def epochs(self) -> Sequence[EpochRow]:
        """The epochs that are done."""
        return tuple(self._history.epochs)

    @property
    def marks(self) -> Sequence[Mark]:
        """What was changed by hand."""
        return tuple(self._history.marks)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is at hand where code runs.

    ``values`` are by the names that code sees; ``tensors`` those of the batch that the run still computes with.
    ``parts`` are None before anything is prepared, ``batch`` is the number of the batch under way, 0 without a run.
    """

    values: dict[str, Any] = field(default_factory=dict)
    tensors: dict[str, Tensor] = field(default_factory=dict)
    parts: Parts | None = None
    batch: int = 0

    @property
    def modules(self) -> dict[str, nn.Module]:
        """The modules that belong to the run: the model, by an empty name, and the loss."""
        return {} if self.parts is None else {"": self.parts.model, "loss_fn": self.parts.step.criterion}


class Scope:
    """Finds out what is at hand; the first batch of the training data stands for one where no run has any."""

    def __init__(self) -> None:
        self._first: tuple[Parts, Tensor, Tensor] | None = None
        self._read: tuple[Run, ReadHistory] | None = None

    def at(self, parts: Parts | None, run: Run | None, *, in_batch: bool) -> Surroundings:
        """What is at hand with these ``parts`` and the ``run`` that is under way with them, if one is.

        Inside a batch (``in_batch``) its tensors are still computed with.
        """
        if parts is None:
            self._first = None
            return Surroundings()
        step = parts.step
        values: dict[str, Any] = {"model": parts.model, "optimizer": step.optimizer, "loss_fn": step.criterion}
        tensors: dict[str, Tensor | None] = {}
        batch = None if run is None else run.batch
        if batch is not None:
            tensors = {"x": batch.inputs, "y": batch.targets, "pred": batch.logits, "loss": batch.loss}
        else:
            tensors["x"], tensors["y"] = self._first_batch(parts)
        if run is not None:
            if self._read is None or self._read[0] is not run:
                self._read = run, ReadHistory(run.history)
            values["history"] = self._read[1]
        else:
            self._read = None
        known = {name: tensor for name, tensor in tensors.items() if tensor is not None}
        number = 0 if run is None else run.step + 1
        return Surroundings({**values, **known}, known if in_batch else {}, parts, number)

    def _first_batch(self, parts: Parts) -> tuple[Tensor, Tensor]:
        if self._first is None or self._first[0] is not parts:
            few = parts.dataset.train.first(parts.recipe.data.batch_size)
            inputs, targets = few.gathered()
            learnt = parts.scorer.learnt(targets).to(parts.device)
            self._first = parts, parts.prepared(inputs).clone(), learnt.clone()
        return self._first[1], self._first[2]
