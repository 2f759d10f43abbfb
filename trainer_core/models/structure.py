"""What any network is made of, module by module, as rows like those of a list of layers: found by running it once."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from trainer_core.errors import Message
from trainer_core.models.layers.cost import activation_bytes, multiply_adds, parameters_of
from trainer_core.models.layers.traced import Shape, TracedLayer
from trainer_core.trial.scripted import hookable

_BATCH = 2
_BUILDING = "trainer_core.models."


def belongs_to_model(hook: object) -> bool:
    """Whether a hook is of how the model was built (one resizes its pictures), and not of who looks at it."""
    return str(getattr(hook, "__module__", "")).startswith(_BUILDING)


def describe(model: nn.Module, input_shape: Shape) -> tuple[TracedLayer, ...]:
    """The modules in ``model`` in the order in which they compute, each before those that it calls.

    A copy on the meta device runs once on a batch of ``input_shape``, in evaluation: no memory is asked for, and
    ``model`` is not touched. Modules without parts of their own that are never called stand at the end, without shapes.
    Where the network cannot be run so (it looks at values, say), the sentence stands at the module in which it ended.
    The network's own code is run: a person's has to be trusted first.
    """
    copied = _on_meta(model)
    watch = _Watch()
    names = {module: name for name, module in copied.named_modules()}
    for name, module in hookable(copied):
        if name:
            module.register_forward_pre_hook(watch.before(name))
            module.register_forward_hook(watch.after)
    try:
        with torch.no_grad():
            copied.eval()(torch.empty((_BATCH, *input_shape), device="meta"))
    except Exception as error:  # whatever the network's own code raises
        watch.note(error)
    rows = [called.row() for called in watch.calls]
    seen = {row.name for row in rows}
    idle = {name: module for module, name in names.items() if name not in seen and _is_leaf(module)}
    return (*rows, *(_unused(name, module) for name, module in idle.items() if name))


def _on_meta(model: nn.Module) -> nn.Module:
    """A copy without memory of its own and without the hooks that hang on the model, but for that which resizes
    pictures."""
    model = getattr(model, "_orig_mod", model)
    memo: dict[int, Any] = {}
    for tensor in itertools.chain(model.parameters(), model.buffers()):
        empty = torch.empty_like(tensor, device="meta")
        memo[id(tensor)] = nn.Parameter(empty, tensor.requires_grad) if isinstance(tensor, nn.Parameter) else empty
    copied = copy.deepcopy(model, memo)
    for module in copied.modules():
        for hooks in (module._forward_pre_hooks, module._forward_hooks):
            for key, hook in list(hooks.items()):
                if not belongs_to_model(hook):
                    del hooks[key]
    return copied


@dataclass(slots=True)
class _Call:
    """One call of a module, filled in as it returns; what it calls adds to its costs."""

    name: str
    module: nn.Module
    first: bool
    taken: Shape | None = None
    given: Shape | None = None
    adds: int = 0
    memory: int = 0
    problem: Message | None = None

    def row(self) -> TracedLayer:
        return TracedLayer(
            _path(self.name),
            type(self.module).__name__,
            self.name,
            self.taken,
            self.given,
            parameters_of(self.module) if self.first else 0,
            self.adds,
            self.memory,
            problem=self.problem,
        )


@dataclass(slots=True)
class _Watch:
    """Follows the calls of modules as they begin and end."""

    calls: list[_Call] = field(default_factory=list)
    open: list[_Call] = field(default_factory=list)

    def before(self, name: str) -> Any:
        """The hook that notes that the module ``name`` is called."""

        def note(module: nn.Module, given: tuple[Any, ...]) -> None:
            call = _Call(name, module, all(each.module is not module for each in self.calls))
            call.taken = next(_shapes(given), None)
            self.calls.append(call)
            self.open.append(call)

        return note

    def after(self, module: nn.Module, given: tuple[Any, ...], result: Any) -> None:
        """The hook that notes what a module gave."""
        call = self._returned(module)
        call.given = next(_shapes(result), None)
        if call.taken is not None and call.given is not None:
            call.adds += multiply_adds(module, call.taken, call.given)
            if _is_leaf(module):
                call.memory += activation_bytes(module, call.given)
        if self.open:
            self.open[-1].adds += call.adds
            self.open[-1].memory += call.memory

    def _returned(self, module: nn.Module) -> _Call:
        """The call that ends, with the costs noted at those that broke off within it, which never return."""
        adds = memory = 0
        while (call := self.open.pop()).module is not module:
            adds, memory = adds + call.adds, memory + call.memory
            call.adds = call.memory = 0
        call.adds += adds
        call.memory += memory
        return call

    def note(self, error: Exception) -> None:
        """Put what went wrong where it went wrong."""
        reason = next(iter(str(error).splitlines()), type(error).__name__)[:200].rstrip(".")
        if self.open:
            call = self.open[-1]
            call.problem = Message("{layer} cannot be followed: {reason}.", {"layer": call.name, "reason": reason})
        elif self.calls:
            call = self.calls[-1]
            call.problem = Message(
                "The network cannot be followed beyond {layer}: {reason}.", {"layer": call.name, "reason": reason}
            )


def _is_leaf(module: nn.Module) -> bool:
    return next(module.children(), None) is None


def _unused(name: str, module: nn.Module) -> TracedLayer:
    return TracedLayer(_path(name), type(module).__name__, name, parameters=parameters_of(module))


def _shapes(values: Any) -> Iterator[Shape]:
    """The shapes of one example of each tensor among values that may be nested."""
    if isinstance(values, Tensor):
        yield tuple(values.shape[1:])
    elif isinstance(values, dict):
        yield from _shapes(list(values.values()))
    elif isinstance(values, list | tuple):
        for value in values:
            yield from _shapes(value)


def _path(name: str) -> tuple[int | str, ...]:
    return tuple(int(part) if part.isdigit() else part for part in name.split("."))
