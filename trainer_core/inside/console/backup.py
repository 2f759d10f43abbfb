"""What of a run typed code could change, as it was: finds out what is different, and puts it back bit for bit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.grad_mode import _unsafe_preserve_version_counter

from trainer_core.inside.attributes import (
    MISSING,
    Attributes,
    contents_of,
    is_same,
    refill,
    same_bits,
    same_contents,
)
from trainer_core.inside.console.scope import Surroundings
from trainer_core.inside.graph import nodes_of


class Backup:
    """A copy of everything of the run in ``around``, on its device.

    These are parameters, buffers, gradients, the batch's tensors and their gradients; the modules with their modes,
    submodules, hooks and attributes (but for those in ``without``); and the optimizer's state and settings.
    """

    def __init__(self, around: Surroundings, *, without: frozenset[str] = frozenset()) -> None:
        self._modules = [
            _KeptModule(_joined(root, name), module, without)
            for root, outer in around.modules.items()
            for name, module in outer.named_modules()
        ]
        self._tensors: dict[str, _KeptTensor] = {}
        optimizer = around.parts.step.optimizer if around.parts is not None else None
        named = dict(_named_tensors(around))
        self._optimizer = None if optimizer is None else _KeptOptimizer(optimizer, named)
        seen: set[int] = set()
        for name, tensor in (named | ({} if self._optimizer is None else self._optimizer.tensors())).items():
            if id(tensor) not in seen:
                seen.add(id(tensor))
                self._tensors[name] = _KeptTensor(tensor)
        self._end = around.tensors.get("loss", around.tensors.get("pred"))
        self._freed = 0 if self._end is None else freed_nodes(self._end)

    def changed(self) -> tuple[str, ...]:
        """The names of what is not as it was, in the order of the model: ``fc.weight``, ``fc.training``, …"""
        found = [f"{name}{end}" for name, kept in self._tensors.items() for end in kept.changed()]
        found += [name for kept in self._modules for name in kept.changed()]
        if self._optimizer is not None:
            found += self._optimizer.changed()
        if self.graph_is_lost:
            found.append("loss.grad_fn")
        return tuple(dict.fromkeys(found))

    @property
    def graph_is_lost(self) -> bool:
        """Whether backward went through nodes of the batch's graph, which the run has yet to do."""
        return self._end is not None and freed_nodes(self._end) > self._freed

    @property
    def values_only(self) -> bool:
        """Whether only values of tensors are different: then the model of before can be asked, see `as_before`."""
        return all(name in self._tensors for name in self.changed())

    @property
    def changed_tensors(self) -> tuple[str, ...]:
        """The names of the tensors whose values are others."""
        return tuple(name for name, kept in self._tensors.items() if "" in kept.changed())

    @contextmanager
    def as_before(self, names: Iterable[str]) -> Iterator[None]:
        """Within the block the tensors with these names hold what they held before."""
        kept = [self._tensors[name] for name in names]
        for each in kept:
            each.exchange()
        try:
            yield
        finally:
            for each in kept:
                each.exchange()

    def undo(self, *, graph_is_new: bool = False) -> None:
        """Put everything back.

        ``graph_is_new`` says that the graph in hand was recorded since; else it is the one that was there before.
        """
        for module in self._modules:
            module.undo()
        if self._optimizer is not None:
            self._optimizer.undo()
        for tensor in self._tensors.values():
            tensor.undo(graph_is_new=graph_is_new)


def freed_nodes(end: Tensor) -> int:
    """How many nodes of the graph that ends in a tensor have been gone through by backward: what they saved is freed.

    What is packed by hooks, for a checkpoint say, is not unpacked to look.
    """
    return sum(map(_is_freed, nodes_of(end.grad_fn)))


def _is_freed(node: Any) -> bool:
    for name in dir(node):
        raw = getattr(node, name) if name.startswith("_raw_saved_") else None
        for each in raw if isinstance(raw, tuple | list) else (raw,):
            if each is None or getattr(each, "unpack_hook", None) is not None:
                continue
            saved = name.removeprefix("_raw")
            try:
                getattr(node, saved if hasattr(type(node), saved) else "saved_tensors")
            except RuntimeError as error:
                return "second time" in str(error) or "freed" in str(error)
            return False
    return False


def _named_tensors(around: Surroundings) -> Iterator[tuple[str, Tensor]]:
    for root, outer in around.modules.items():
        for name, tensor in (*outer.named_parameters(), *outer.named_buffers()):
            yield _joined(root, name), tensor
    yield from around.tensors.items()


class _KeptTensor:
    """One tensor: its values and where they lie, its gradient, its hooks, and whether it asks for a gradient."""

    def __init__(self, tensor: Tensor) -> None:
        self._tensor = tensor
        # Shares the memory but not the version, so that undoing is no change in the eyes of a graph that was recorded.
        self._data = tensor.data
        self._copy = tensor.detach().clone()
        self._version = _unsafe_preserve_version_counter(tensor)
        self._requires_grad = tensor.requires_grad
        self._grad = _grad_of(tensor)
        self._grad_copy = None if self._grad is None else self._grad.detach().clone()
        self._hooks = contents_of(tensor._backward_hooks)

    def changed(self) -> Iterator[str]:
        """What is different, each as the end of a name: ``""`` for the values, ``".grad"``, …"""
        tensor = self._tensor
        if _place_of(tensor) != _place_of(self._data) or not same_bits(tensor, self._copy):
            yield ""
        if tensor.requires_grad != self._requires_grad:
            yield ".requires_grad"
        if contents_of(tensor._backward_hooks) != self._hooks:
            yield ".hooks"
        grad = _grad_of(tensor)
        if grad is None or self._grad_copy is None:
            different = (grad is None) != (self._grad_copy is None)
        else:
            different = not same_bits(grad, self._grad_copy)
        if different:
            yield ".grad"

    def exchange(self) -> None:
        """Let the tensor hold the copy, and the copy what the tensor held; a second time puts both back."""
        self._tensor.data, self._copy = self._copy, self._tensor.data

    def undo(self, *, graph_is_new: bool) -> None:
        """Put it back; nothing that was recorded of it is void."""
        tensor = self._tensor
        version = _unsafe_preserve_version_counter(tensor) if graph_is_new else self._version
        self._data.copy_(self._copy)
        if _is_sparse(tensor) or _place_of(tensor) != _place_of(self._data) or tensor.shape != self._data.shape:
            tensor.data = self._data
        version.__exit__(None, None, None)
        if tensor.is_leaf and tensor.requires_grad != self._requires_grad:
            tensor.requires_grad_(self._requires_grad)
        if tensor._backward_hooks is not None:
            tensor._backward_hooks.clear()
            tensor._backward_hooks.update(self._hooks or {})
        if self._grad is not None and self._grad_copy is not None:
            values = self._grad.data.copy_(self._grad_copy)
            if _is_sparse(self._grad):
                self._grad.data = values
        if _grad_of(tensor) is not self._grad:
            tensor.grad = self._grad


class _KeptModule:
    """One module: everything that its attributes are, mode and hooks and submodules included, but for their values."""

    def __init__(self, name: str, module: nn.Module, without: frozenset[str]) -> None:
        self._name = name
        self._module = module
        self._attributes = Attributes(module, without=without)

    def changed(self) -> Iterator[str]:
        """The names of attributes that are others, or hold other objects."""
        now = vars(self._module)
        for key in self._attributes.changed():
            inner = self._attributes.held(key) if key in ("_parameters", "_buffers", "_modules") else None
            if inner is None or key not in now:
                yield _joined(self._name, key)
                continue
            for each in dict.fromkeys((*inner, *now[key])):
                if inner.get(each, MISSING) is not now[key].get(each, MISSING):
                    yield _joined(self._name, each)

    def undo(self) -> None:
        """Put every attribute back."""
        self._attributes.put_back()


class _KeptOptimizer:
    """The optimizer's settings of each group, its state of each parameter, and its attributes."""

    def __init__(self, optimizer: torch.optim.Optimizer, names: Mapping[str, Tensor]) -> None:
        self._optimizer = optimizer
        self._attributes = Attributes(optimizer, without=frozenset({"param_groups", "state"}))
        self._names = {id(tensor): name for name, tensor in names.items()}
        self._groups = [
            (group, {key: (value, contents_of(value)) for key, value in group.items()}) for group in self._now
        ]
        self._state = {parameter: dict(state) for parameter, state in optimizer.state.items()}

    @property
    def _now(self) -> list[dict[str, Any]]:
        return self._optimizer.param_groups

    def tensors(self) -> dict[str, Tensor]:
        """The tensors of the state, ``fc.weight@exp_avg``, and of the settings."""
        found = {
            self._name(parameter, key): value
            for parameter, state in self._state.items()
            for key, value in state.items()
            if isinstance(value, Tensor)
        }
        for number, (_, settings) in enumerate(self._groups):
            found |= {
                f"optimizer.{number}.{key}": value for key, (value, _) in settings.items() if isinstance(value, Tensor)
            }
        return found

    def changed(self) -> Iterator[str]:
        """The names of settings and of state that are others; values of tensors are looked at as tensors."""
        yield from (f"optimizer.{key}" for key in self._attributes.changed())
        for number, group in enumerate(self._now):
            settings = self._groups[number][1] if number < len(self._groups) else {}
            for key in dict.fromkeys((*settings, *group)):
                value, contents = settings.get(key, (MISSING, None))
                if key not in group or not is_same(group[key], value):
                    yield f"optimizer.{key}" if len(self._now) == 1 else f"optimizer.{number}.{key}"
                elif not same_contents(contents_of(group[key]), contents):
                    yield f"optimizer.{number}.{key}"
        now = self._optimizer.state
        for parameter in dict.fromkeys((*self._state, *now)):
            before, state = self._state.get(parameter, {}), now.get(parameter, {})
            for key in dict.fromkeys((*before, *state)):
                if not is_same(before.get(key, MISSING), state.get(key, MISSING)):
                    yield self._name(parameter, key)

    def undo(self) -> None:
        """Put settings and state back; the values of tensors are put back as those of others."""
        self._attributes.put_back()
        groups = []
        for group, settings in self._groups:
            group.clear()
            for key, (value, contents) in settings.items():
                refill(value, contents)
                group[key] = value
            groups.append(group)
        self._optimizer.param_groups[:] = groups
        self._optimizer.state.clear()
        self._optimizer.state.update({parameter: dict(state) for parameter, state in self._state.items()})

    def _name(self, parameter: Tensor, key: str) -> str:
        return f"{self._names.get(id(parameter), 'parameter')}@{key}"


def _grad_of(tensor: Tensor) -> Tensor | None:
    # To ask a tensor inside the graph for its gradient makes PyTorch warn, unless it keeps it.
    return tensor.grad if tensor.is_leaf or tensor.retains_grad else None


def _joined(root: str, name: str) -> str:
    return ".".join(part for part in (root, name) if part)


def _place_of(tensor: Tensor) -> int:
    """Where the values lie; 0 for a sparse tensor, which has several places."""
    return 0 if _is_sparse(tensor) else tensor.data_ptr()


def _is_sparse(tensor: Tensor) -> bool:
    """Whether to copy into the ``data`` of a tensor leaves the tensor itself as it is."""
    return tensor.layout is not torch.strided
