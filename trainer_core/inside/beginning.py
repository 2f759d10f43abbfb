"""The beginning of a batch: all that its numbers depend on, kept once, so that the step can be taken back to it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn

from trainer_core.compute import randomness
from trainer_core.inside.attributes import OF_MODULES, Attributes, of_optimizers
from trainer_core.training.loop import Batch, Step


class Beginning:
    """Copies of the parameters, gradients, buffers, optimizer state, scaler, batch and random generators.

    They lie where the originals lie, and take as much memory. What the modules and the optimizer keep in plain Python
    attributes is among them: see `trainer_core.inside.attributes.Attributes`.

    Attributes:
        gradients: the names of the parameters that had a gradient.
    """

    def __init__(self, step: Step, batch: Batch) -> None:
        self._step, self._batch = step, batch
        self._parameters = [(each, _copy(each), _copied(each.grad)) for each in step.model.parameters()]
        self._buffers = [
            (module, name, buffer, _copy(buffer))
            for module in _modules(step)
            for name, buffer in module._buffers.items()
            if buffer is not None
        ]
        self._attributes = [Attributes(module, without=OF_MODULES) for module in _modules(step)]
        self._attributes.append(Attributes(step.optimizer, without=of_optimizers()))
        self._modes = [(module, module.training) for module in _modules(step)]
        self._state = {parameter: _copied(state) for parameter, state in step.optimizer.state.items()}
        self._groups = [_settings(group) for group in step.optimizer.param_groups]
        self._scaler = copy.deepcopy(step.scaler.__dict__) if step.scaler is not None else None
        self._inputs, self._targets = _copy(batch.inputs), _copy(batch.targets)
        self._random = randomness.capture()
        self.gradients = tuple(name for name, each in step.model.named_parameters() if each.grad is not None)

    def weight(self, parameter: Tensor) -> Tensor:
        """What ``parameter`` was, on its device; raises `KeyError` if it is not of the model."""
        for each, kept, _ in self._parameters:
            if each is parameter:
                return kept
        raise KeyError("not a parameter of the model")

    def state(self, parameter: Tensor) -> dict[str, Any]:
        """What the optimizer kept of ``parameter``; empty before its first step."""
        kept = self._state.get(parameter, {})
        return dict(kept)

    def restore(self) -> None:
        """Bring everything back to where the batch began; can be done several times."""
        step, batch = self._step, self._batch
        with torch.no_grad():
            for parameter, kept, gradient in self._parameters:
                parameter.copy_(kept)
                parameter.grad = _copied(gradient)
            for module, name, buffer, kept in self._buffers:
                module._buffers[name] = buffer.copy_(kept)
            batch.inputs.copy_(self._inputs)
            batch.targets.copy_(self._targets)
        for attributes in self._attributes:
            attributes.put_back()
        for module, training in self._modes:
            module.training = training
        batch.logits = batch.loss = None
        step.optimizer.state.clear()
        step.optimizer.state.update({parameter: _copied(state) for parameter, state in self._state.items()})
        for group, settings in zip(step.optimizer.param_groups, self._groups, strict=True):
            group.update(_settings(settings))
        if step.scaler is not None and self._scaler is not None:
            step.scaler.__dict__.update(copy.deepcopy(self._scaler))
        randomness.restore(self._random)


def _modules(step: Step) -> Iterator[nn.Module]:
    yield from step.model.modules()
    yield from step.criterion.modules()


def _settings(group: dict[str, Any]) -> dict[str, Any]:
    return {key: _copied(value) for key, value in group.items() if key != "params"}


def _copy(tensor: Tensor) -> Tensor:
    return tensor.detach().clone()


def _copied(value: Any) -> Any:
    """A copy of what an optimizer keeps: tensors, plain values, and dictionaries, lists and tuples of them."""
    if isinstance(value, Tensor):
        return _copy(value)
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_copied(each) for each in value)
    return copy.copy(value)
