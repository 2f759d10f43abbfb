"""Records, while a forward pass runs, which module call and which line of code made each node of its graph."""

from __future__ import annotations

import linecache
import os
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode, resolve_name
from torch.utils.hooks import RemovableHandle

from trainer_core.inside.limits import nothing_compiled
from trainer_core.protocol.code_line import CodeLine
from trainer_core.protocol.graph import Call, EndReason, Shape
from trainer_core.trial.layer_trace import shape_taken
from trainer_core.trial.scripted import hookable

_TORCH = str(Path(torch.__file__).parent) + os.sep
_CORE = Path(__file__).parents[1]
_NOT_THE_MODEL = (_TORCH, str(_CORE / "inside") + os.sep, str(_CORE / "training") + os.sep)
"""Folders whose code is never the line that a person looks for."""


@dataclass(slots=True)
class OpenCall:
    """A module call under way: nodes with a sequence number from ``began`` up to ``ended`` were made in it."""

    path: str
    module: nn.Module
    number: int
    parent: int
    began: int
    took: tuple[Shape, ...]
    first: Tensor | None
    ended: int | None = None
    gave: tuple[Shape, ...] = ()


@dataclass(slots=True)
class Source:
    """A tensor that needs no gradient, followed until it meets one that does; ``seen`` are the numbers made there."""

    reason: EndReason
    name: str
    call: int
    shape: Shape
    line: CodeLine | None
    before: Any = None
    seen: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Failure:
    """The operation and the module call in which a forward broke off, and the tensors that came in."""

    call: int
    op: str
    inputs: tuple[Tensor, ...]
    error: str
    line: CodeLine | None


class GraphCapture:
    """Within the block, forward passes of ``model`` and the loss are recorded; nothing that they compute changes.

    ``named`` are the tensors by whose name the graph calls its inputs, such as ``{"x": x, "y": y}``. Modules that are
    used several times, in-place operations and control flow are told apart, because PyTorch numbers the nodes in the
    order in which they are made. Give it to `trainer_core.inside.graph.read_graph` afterwards, and let go of it: it
    holds tensors.

    Attributes:
        calls: the module calls in the order in which they began.
        sources: what needs no gradient, and where it went.
        failure: where the block was left by an exception.
    """

    def __init__(
        self, model: nn.Module, criterion: nn.Module | None = None, named: Mapping[str, Tensor] | None = None
    ) -> None:
        self.model = model
        self.calls: list[OpenCall] = []
        self.sources: list[Source] = []
        self.failure: Failure | None = None
        self._criterion = criterion
        self._handles: list[RemovableHandle] = []
        self._stack: list[int] = []
        self._times: dict[str, int] = {}
        self._operations = _Operations(self)
        self._plain: AbstractContextManager[Any] = nullcontext()
        self._lines: list[tuple[int, int, CodeLine | None]] = []
        self._followed: dict[int, tuple[Tensor, Source]] = {}
        self._failing: tuple[str, tuple[Tensor, ...], CodeLine | None] | None = None
        for name, tensor in (named or {}).items():
            self._follow(tensor, Source(EndReason.INPUT, name, -1, tuple(tensor.shape), None))

    def __enter__(self) -> GraphCapture:
        for path, module in self._modules():
            self._handles.append(module.register_forward_pre_hook(self._entering(path), with_kwargs=True))
            self._handles.append(module.register_forward_hook(self._leaving))
        self._plain = nothing_compiled()
        self._plain.__enter__()
        self._operations.__enter__()  # type: ignore[no-untyped-call]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._plain.__exit__(kind, error, at)
        self._operations.__exit__(kind, error, at)  # type: ignore[no-untyped-call]
        for handle in self._handles:
            handle.remove()
        self._handles.clear()
        if isinstance(error, Exception):
            call = self._stack[-1] if self._stack else -1
            op, inputs, line = self._failing or ("", (), None)
            if not inputs and call >= 0 and (first := self.calls[call].first) is not None:
                inputs = (first,)
            self.failure = Failure(call, op, inputs, str(error).strip(), line)

    @property
    def current(self) -> int:
        """The module call that is under way, -1 outside of all."""
        return self._stack[-1] if self._stack else -1

    def plain_calls(self) -> tuple[Call, ...]:
        """The calls as plain values."""
        return tuple(
            Call(
                each.path,
                type(each.module).__name__,
                each.number,
                each.parent,
                each.took,
                each.gave,
                sum(parameter.numel() for parameter in each.module.parameters()),
            )
            for each in self.calls
        )

    def owners(self) -> dict[int, int]:
        """The innermost call in which each node was made, by the node's sequence number."""
        owner: dict[int, int] = {}
        last = _next_number()
        for index, call in enumerate(self.calls):
            ended = last if call.ended is None else call.ended
            owner.update(dict.fromkeys(range(call.began, ended), index))
        return owner

    def line_of(self, number: int) -> CodeLine | None:
        """The line that made the node with this sequence number."""
        place = bisect_right(self._lines, number, key=lambda line: line[0]) - 1
        if place >= 0 and number < self._lines[place][1]:
            return self._lines[place][2]
        return None

    def taken(self) -> str:
        """The shape that the layer takes in which the forward failed, in words; empty if it is not known."""
        if self.failure is None or self.failure.call < 0:
            return ""
        call = self.calls[self.failure.call]
        return (shape_taken(call.module, call.first) or "") if call.first is not None else ""

    def operation(self, func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run one operation of PyTorch and note what it made."""
        given = list(_tensors((args, kwargs)))
        needed = [tensor for tensor in given if tensor.requires_grad]
        before, line = _next_number(), None
        befores = needed[0].grad_fn if needed else None
        try:
            result = func(*args, **kwargs)
        except Exception:
            self._failing = (_name(func), tuple(given), _line())
            raise
        after = _next_number()
        if after > before:
            line = _line()
            self._lines.append((before, after, line))
        for made in _tensors(result):
            if made.requires_grad:
                self._meet(given, before, after)
            elif made.is_floating_point() or made.is_complex() or not needed:
                self._cut(func, given, made, befores if needed else None, needs=bool(needed))
        return result

    def _meet(self, given: list[Tensor], before: int, after: int) -> None:
        for tensor in given:
            found = self._followed.get(id(tensor))
            if found is not None and not tensor.requires_grad and after > before:
                found[1].seen.append((before, after))

    def _cut(self, func: Callable[..., Any], given: list[Tensor], made: Tensor, before: Any, *, needs: bool) -> None:
        """Follow a tensor that needs no gradient: one that an operation cut off, or one made of such."""
        if needs and id(made) not in self._followed:
            name = _name(func)
            if name.rsplit(".", 1)[-1] in ("detach", "detach_", "data", "__get__"):
                reason = EndReason.DETACH
            else:
                reason = EndReason.NO_DERIVATIVE if torch.is_grad_enabled() else EndReason.NO_GRAD
            self._follow(made, Source(reason, name, self.current, tuple(made.shape), _line(), before))
            return
        for tensor in given:
            found = self._followed.get(id(tensor))
            if found is not None:
                self._followed.setdefault(id(made), (made, found[1]))
                return

    def _follow(self, tensor: Tensor, source: Source) -> None:
        # Held, so that no other tensor gets its identity.
        self._followed[id(tensor)] = (tensor, source)
        self.sources.append(source)

    def _modules(self) -> Iterator[tuple[str, nn.Module]]:
        yield from hookable(self.model)
        if self._criterion is not None:
            yield from hookable(self._criterion, "loss_fn")

    def _entering(self, path: str) -> Any:
        def enter(module: nn.Module, args: Any, kwargs: Any) -> None:
            given = list(_tensors((args, kwargs)))
            number = self._times.get(path, 0)
            self._times[path] = number + 1
            took = tuple(tuple(tensor.shape) for tensor in given)
            first = given[0] if given else None
            self.calls.append(OpenCall(path, module, number, self.current, _next_number(), took, first))
            self._stack.append(len(self.calls) - 1)

        return enter

    def _leaving(self, module: nn.Module, inputs: Any, returned: Any) -> None:
        # A forward that catches an exception of a layer leaves that layer's call on the stack.
        while self._stack:
            call = self.calls[self._stack.pop()]
            call.ended = _next_number()
            if call.module is module:
                call.gave = tuple(tuple(tensor.shape) for tensor in _tensors(returned))
                return


class _Operations(TorchFunctionMode):
    """Hands each operation of PyTorch to the capture."""

    def __init__(self, capture: GraphCapture) -> None:
        super().__init__()
        self._capture = capture

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        return self._capture.operation(func, args, kwargs or {})


def _next_number() -> int:
    """The sequence number that the next node of this thread will have."""
    return int(torch.autograd._get_sequence_nr())  # type: ignore[attr-defined]


def _name(func: Callable[..., Any]) -> str:
    name = resolve_name(func)
    return str(name or getattr(func, "__name__", func))


def _tensors(values: Any) -> Iterable[Tensor]:
    if isinstance(values, Tensor):
        yield values
    elif isinstance(values, tuple | list):
        for value in values:
            yield from _tensors(value)
    elif isinstance(values, dict):
        for value in values.values():
            yield from _tensors(value)


def _line() -> CodeLine | None:
    """The line nearest to the operation that is neither PyTorch's nor the training loop's."""
    frame: Any = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if not name.startswith((*_NOT_THE_MODEL, "<frozen")):
            return CodeLine(name, frame.f_lineno, linecache.getline(name, frame.f_lineno).strip())
        frame = frame.f_back
    return None
