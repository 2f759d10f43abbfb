"""Reads the autograd graph of a loss from its ``grad_fn``: operations, shapes, what is saved, parameters, modules."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

import torch
from torch import Tensor, nn

from trainer_core.errors import N_, Message
from trainer_core.inside.graph_capture import Failure, GraphCapture, Source
from trainer_core.protocol.graph import (
    Edge,
    End,
    EndReason,
    FailedForward,
    Graph,
    Node,
    Saved,
    SavedState,
    Shape,
)

_SAVED, _RAW = "_saved_", "_raw_saved_"
_STRIDED = torch.strided

_WHY = {
    EndReason.INPUT: N_("{name} is an input, which needs no gradient: the graph ends here."),
    EndReason.DETACH: N_("{name} takes the tensor out of the graph: no gradient passes here."),
    EndReason.NO_GRAD: N_(
        "{name} was computed under torch.no_grad(), which records no graph: no gradient passes here."
    ),
    EndReason.NO_DERIVATIVE: N_("{name} has no derivative that PyTorch knows: no gradient passes here."),
}


def nodes_of(*roots: Any) -> list[Any]:
    """The nodes from ``roots`` (``loss.grad_fn``) on, breadth first; `Node.id` is the place in this list.

    Hold the list as long as ids are used: PyTorch makes a node's Python object anew when nobody holds it.
    """
    nodes: dict[Any, None] = dict.fromkeys(root for root in roots if root is not None)
    waiting = deque(nodes)
    while waiting:
        for node, _ in waiting.popleft().next_functions:
            if node is not None and node not in nodes:
                nodes[node] = None
                waiting.append(node)
    return list(nodes)


def read_graph(loss: Tensor | None, model: nn.Module, capture: GraphCapture | None = None) -> Graph:
    """The graph of ``loss``, or with None that of the failed forward which ``capture`` has recorded.

    Without a ``capture`` of the forward pass nothing is known of module calls and code lines. Saved tensors are looked
    at and not computed: what a checkpoint would have to compute again is told as packed.
    """
    failure = capture.failure if capture is not None else None
    if loss is not None:
        roots = [loss.grad_fn]
    else:
        roots = [tensor.grad_fn for tensor in failure.inputs] if failure is not None else []
    found = nodes_of(*roots)
    ids = {node: place for place, node in enumerate(found)}
    reader = _Reader(model, capture)
    nodes = tuple(reader.node(place, node) for node, place in ids.items())
    edges = tuple(
        Edge(place, ids[target], slot)
        for node, place in ids.items()
        for slot, (target, _) in enumerate(node.next_functions)
        if target is not None
    )
    ends = tuple(_ends(capture, ids)) if capture is not None else ()
    return Graph(
        nodes=nodes,
        edges=edges,
        calls=capture.plain_calls() if capture is not None else (),
        ends=ends,
        failed=_failed(capture, failure, ids) if capture is not None and failure is not None else None,
        note=_why_nothing(loss, model, ends) if not found else None,
        held_bytes=reader.held_bytes,
    )


def norm_of(gradient: Tensor) -> Tensor:
    """The Euclidean norm of a gradient, (), of one that is sparse too."""
    dense = gradient.detach().coalesce().values() if gradient.is_sparse else gradient.detach()
    norm: Tensor = torch.linalg.vector_norm(dense if dense.is_complex() else dense.float())
    return norm


def why_it_ends(end: End) -> Message:
    """In a sentence why the graph goes no further there."""
    return Message(_WHY[end.reason], {"name": end.name})


class _Reader:
    """Turns nodes into plain values; knows the names of the model's tensors and the storages seen so far."""

    def __init__(self, model: nn.Module, capture: GraphCapture | None) -> None:
        tensors = [*model.named_parameters(), *model.named_buffers()]
        self._names = {id(tensor): name for name, tensor in tensors}
        # A view of a weight, such as its transpose, takes no memory of its own.
        self._storages = {_storage(tensor): name for name, tensor in tensors if tensor.numel()}
        self._owners = capture.owners() if capture is not None else {}
        self._capture = capture
        self._counted: set[int] = set()
        self.held_bytes = 0

    def node(self, place: int, node: Any) -> Node:
        number = node._sequence_nr()
        call = self._owners.get(number, -1)
        capture = self._capture
        shape, dtype = _made(node)
        return Node(
            id=place,
            op=type(node).__name__,
            call=call,
            module=capture.calls[call].path if capture is not None and call >= 0 else "",
            shape=shape,
            dtype=dtype,
            saved=tuple(self._saved(node)),
            parameter=self._names.get(id(getattr(node, "variable", None)), ""),
            line=capture.line_of(number) if capture is not None else None,
        )

    def _saved(self, node: Any) -> Iterator[Saved]:
        for attribute in dir(node):
            if attribute.startswith(_RAW):
                name = attribute.removeprefix(_RAW)
                raw = getattr(node, attribute)
                packed = any(getattr(each, "unpack_hook", None) is not None for each in _several(raw))
                if packed:
                    yield Saved(name, state=SavedState.PACKED)
                    continue
                yield from self._kept(node, name)

    def _kept(self, node: Any, name: str) -> Iterator[Saved]:
        try:
            values = getattr(node, _SAVED + name) if hasattr(type(node), _SAVED + name) else node.saved_tensors
        except RuntimeError as error:
            freed = "second time" in str(error) or "freed" in str(error)
            yield Saved(name, state=SavedState.FREED if freed else SavedState.CHANGED)
            return
        for each in _several(values):
            if isinstance(each, Tensor):
                yield self._tensor(name, each)

    def _tensor(self, name: str, tensor: Tensor) -> Saved:
        size = tensor.numel() * tensor.element_size()
        of, again = self._names.get(id(tensor), ""), False
        if tensor.layout == _STRIDED and tensor.numel():
            storage = _storage(tensor)
            of = of or self._storages.get(storage, "")
            again = storage in self._counted
            if not of and not again:
                self._counted.add(storage)
                self.held_bytes += tensor.untyped_storage().nbytes()
        return Saved(name, tuple(tensor.shape), str(tensor.dtype).removeprefix("torch."), size, of, again)


def _ends(capture: GraphCapture, ids: dict[Any, int]) -> Iterator[End]:
    numbers = sorted((node._sequence_nr(), place) for node, place in ids.items() if not hasattr(node, "variable"))
    open_slots = {place for node, place in ids.items() if any(target is None for target, _ in node.next_functions)}
    for source in capture.sources:
        targets = {_meeting(seen, numbers, open_slots) for seen in source.seen} - {None}
        for into in sorted(target for target in targets if target is not None):
            yield _end(source, capture, into, ids.get(source.before))
        if not targets and source.reason is not EndReason.INPUT and not ids:
            yield _end(source, capture, None, None)


def _meeting(seen: tuple[int, int], numbers: list[tuple[int, int]], open_slots: set[int]) -> int | None:
    """Of the nodes that one operation made, that which a tensor without a gradient went into."""
    made = [place for number, place in numbers if seen[0] <= number < seen[1]]
    return next((place for place in reversed(made) if place in open_slots), made[-1] if made else None)


def _end(source: Source, capture: GraphCapture, into: int | None, after: int | None) -> End:
    module = capture.calls[source.call].path if source.call >= 0 else ""
    return End(source.reason, source.name, source.call, module, source.shape, source.line, into, after)


def _failed(capture: GraphCapture, failure: Failure, ids: dict[Any, int]) -> FailedForward:
    call = capture.calls[failure.call] if failure.call >= 0 else None
    takes = capture.taken()
    after = dict.fromkeys(ids[tensor.grad_fn] for tensor in failure.inputs if tensor.grad_fn in ids)
    return FailedForward(
        module=call.path if call is not None else "",
        type=type(call.module).__name__ if call is not None else "",
        call=failure.call,
        op=failure.op,
        # Of a layer that is known by what it takes, its own weights say nothing.
        got=tuple(tuple(tensor.shape) for tensor in failure.inputs[: 1 if takes else None]),
        takes=takes,
        error=failure.error,
        line=failure.line,
        after=tuple(after),
    )


def _why_nothing(loss: Tensor | None, model: nn.Module, ends: tuple[End, ...]) -> Message:
    if loss is None:
        return Message("The forward pass failed before any operation had been recorded.")
    if ends:
        return why_it_ends(ends[-1])
    if not any(parameter.requires_grad for parameter in model.parameters()):
        return Message("There is no graph: no parameter of the model requires a gradient.")
    return Message("There is no graph: the loss was not computed from any tensor that requires a gradient.")


def _made(node: Any) -> tuple[Shape, str]:
    """Shape and type of what the operation gave first."""
    for each in node._input_metadata:
        try:
            return tuple(int(size) for size in each.shape), str(each.dtype).removeprefix("torch.")
        except (RuntimeError, TypeError):  # nested tensors, and outputs that nobody used
            continue
    return (), ""


def _several(values: Any) -> Iterable[Any]:
    return values if isinstance(values, tuple | list) else (values,)


def _storage(tensor: Tensor) -> int:
    return tensor.untyped_storage().data_ptr()
