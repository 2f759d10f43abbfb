"""What is at hand where a step stands still: tensors by name, and the objects that a line of Python would use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

from trainer_core.history.history import History
from trainer_core.inside.tensors import tensors_of
from trainer_core.protocol.inside import Place, StepLine
from trainer_core.training.loop import Batch, Step


@dataclass(frozen=True, slots=True)
class AtHand:
    """What is at hand; for use on the engine's thread while the step stands, and never sent.

    The keys of ``tensors`` are ``x``, ``y``, ``pred``, ``loss``, the names of parameters and buffers,
    ``<parameter>.grad``, ``<parameter>@<key>`` for what the optimizer keeps of a parameter, and for activations of this
    batch the module's path and ``()``, such as ``layers.0()`` (``layers.0()[1]`` for the second tensor that it gives;
    of a module that is called several times the last), and ``layers.0().grad`` once its gradient is there. An
    activation that an in-place operation has changed is as it is now. The keys of ``values`` are ``model``,
    ``optimizer``, ``loss_fn``, ``x``, ``y``, ``pred``, ``loss`` and ``history``; None for what is not there yet.
    """

    tensors: dict[str, Tensor]
    values: dict[str, Any]
    place: Place | None = None
    code: tuple[StepLine, ...] = ()


@dataclass(slots=True)
class Activations:
    """What the modules of a batch gave so far, and the gradients of it, by the keys of `AtHand.tensors`."""

    given: dict[str, Tensor] = field(default_factory=dict)
    gradients: dict[str, Tensor] = field(default_factory=dict)
    _versions: dict[str, int] = field(default_factory=dict)

    def give(self, key: str, tensor: Tensor) -> None:
        """Take in what a module has just given."""
        self.given[key] = tensor
        if not tensor.is_inference():
            self._versions[key] = tensor._version

    def is_overwritten(self, key: str) -> bool:
        """Whether an operation in place has changed what a module gave since it did."""
        return key in self._versions and self.given[key]._version != self._versions[key]


def at_hand(
    step: Step,
    batch: Batch | None,
    history: History | None = None,
    activations: Activations | None = None,
    *,
    place: Place | None = None,
    code: tuple[StepLine, ...] = (),
) -> AtHand:
    """What is at hand of ``step``, with or without a batch."""
    tensors = tensors_of(step, batch)
    if activations is not None:
        tensors |= activations.given
        tensors |= activations.gradients
    return AtHand(tensors, values_at_hand(step, batch, history), place, code)


def values_at_hand(step: Step, batch: Batch | None, history: History | None) -> dict[str, Any]:
    """The ``values`` of `AtHand`."""
    of_batch: dict[str, Any] = dict.fromkeys(("x", "y", "pred", "loss"))
    if batch is not None:
        of_batch = {"x": batch.inputs, "y": batch.targets, "pred": batch.logits, "loss": batch.loss}
    made = {"model": step.model, "optimizer": step.optimizer, "loss_fn": step.criterion}
    return {**made, **of_batch, "history": history}
