"""What the memory of a training step is made of, measured on a few examples."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from trainer_core.models.eval_mode import in_eval_mode
from trainer_core.protocol.before_train import MemoryUse
from trainer_core.training.assembly import Parts
from trainer_core.training.loop import Batch, Phase, training_phases
from trainer_core.trial.scripted import hookable

_FEW = 32
_LEAST_FOR_A_LINE = 4
"""Examples from which on half of them tells what does not grow with the batch."""


def standing(parts: Parts) -> dict[MemoryUse, int]:
    """Bytes that stay from batch to batch: parameters with buffers, gradients, the optimizer's state as it is now."""
    model = parts.model
    state = parts.step.optimizer.state.values()
    return {
        MemoryUse.PARAMETERS: _bytes((*model.parameters(), *model.buffers())),
        MemoryUse.GRADIENTS: _bytes(parameter for parameter in model.parameters() if parameter.requires_grad),
        MemoryUse.OPTIMIZER: _bytes(value for of in state for value in of.values() if isinstance(value, Tensor)),
    }


def activations(parts: Parts, batch_size: int) -> int:
    """Bytes that the layers keep of a batch for the backward pass, and the batch itself, at a time of ``batch_size``.

    Measured with hooks on the tensors that autograd saves, on a few examples and on half of them, and scaled: what is
    saved of the weights (in mixed precision their copies) does not grow with the batch. Nothing is changed but random
    generators, and what a model counts in training mode; the mode is the caller's.
    """
    inputs, targets = _few(parts, min(batch_size, _FEW))
    count = len(inputs)
    whole = _saved(parts, inputs, targets)
    if count < _LEAST_FOR_A_LINE:
        return round(whole / count * batch_size)
    half = _saved(parts, inputs[: count // 2], targets[: count // 2])
    each = max(whole - half, 0) / (count - count // 2)
    return round(max(whole - each * count, 0) + each * batch_size)


def evaluated(parts: Parts, batch_size: int) -> int:
    """Bytes that an evaluation of ``batch_size`` examples at a time holds at most: what goes into a layer and comes out
    of it.
    """
    inputs, _ = _few(parts, min(batch_size, _FEW))
    largest = 0

    def see(module: nn.Module, taken: Any, given: Any) -> None:
        nonlocal largest
        largest = max(largest, _bytes(_tensors((taken, given))))

    handles = [module.register_forward_hook(see) for _, module in hookable(parts.model) if not list(module.children())]
    try:
        with in_eval_mode(parts.model), torch.no_grad():
            parts.model(inputs)
    finally:
        for handle in handles:
            handle.remove()
    return round(largest / len(inputs) * batch_size)


def step_of_a_few(parts: Parts) -> None:
    """Train one step of a few examples, which makes the optimizer's state."""
    for _ in training_phases(dataclasses.replace(parts.step, forward=parts.model), Batch(*_few(parts, _FEW))):
        pass


def data_bytes(parts: Parts) -> int:
    """Bytes of all examples, where they live on the device as a whole."""
    dataset = parts.dataset
    of = [(parts.training, dataset.train), (parts.validation, dataset.validation), (parts.test, dataset.test)]
    return sum(examples.nbytes for batches, examples in of if batches is not None and batches.resident)


def _few(parts: Parts, count: int) -> tuple[Tensor, Tensor]:
    """The first training examples as the model and the loss take them; a whole batch might be too large."""
    few = parts.dataset.train.first(count)
    return parts.prepared(few.gathered()[0]), parts.scorer.learnt(few.targets).to(parts.device)


def _saved(parts: Parts, inputs: Tensor, targets: Tensor) -> int:
    """Bytes of storage that one forward pass leaves for the backward pass, the weights' own left out."""
    # A part of some examples would be counted with the storage of all of them.
    inputs, targets = inputs.clone(), targets.clone()
    own = {each.untyped_storage().data_ptr() for each in (*parts.model.parameters(), *parts.model.buffers())}
    kept = {inputs.untyped_storage().data_ptr(): inputs.untyped_storage().nbytes()}

    def pack(saved: Tensor) -> Tensor:
        storage = saved.untyped_storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = storage.nbytes()
        # Without a graph of its own: an output that its own node keeps would never be freed.
        return saved.detach()

    batch = Batch(inputs, targets, first=False)
    # Not what torch.compile made of it, which would compile for these shapes.
    plain = dataclasses.replace(parts.step, forward=parts.model)
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda packed: packed):
        for phase in training_phases(plain, batch):
            if phase is Phase.BACKWARD:
                break
    return sum(kept.values())


def _bytes(tensors: Iterable[Tensor]) -> int:
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)


def _tensors(value: Any) -> Iterable[Tensor]:
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, Mapping):
        yield from _tensors(tuple(value.values()))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _tensors(each)
