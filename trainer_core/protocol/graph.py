"""The autograd graph of a loss in plain values, how it is asked for, and how a backward pass went through it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainer_core.errors import Message
from trainer_core.protocol.code_line import CodeLine
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Answer

Shape = tuple[int, ...]


class SavedState(StrEnum):
    """Whether a tensor that a node has saved for backward can still be used."""

    THERE = "there"
    FREED = "freed"
    CHANGED = "changed"
    PACKED = "packed"


@dataclass(frozen=True, slots=True)
class Saved:
    """A tensor that a node keeps for its backward: ``name`` is PyTorch's (``self``, ``weight``, ``result``).

    ``of`` names the parameter or buffer that it is, empty for one that is kept for backward alone. ``again``: a node
    before it in `Graph.nodes` has saved the same memory. ``shape`` and ``bytes`` are empty and 0 unless ``state`` is
    there: what is freed or changed in place cannot be read, and what is packed (checkpointed, offloaded) would have to
    be computed again.
    """

    name: str
    shape: Shape = ()
    dtype: str = ""
    bytes: int = 0
    of: str = ""
    again: bool = False
    state: SavedState = SavedState.THERE


@dataclass(frozen=True, slots=True)
class Node:
    """One node of the graph, as ``grad_fn`` gives it: ``op`` is its name, such as ``AddmmBackward0``.

    ``id`` is its place in `Graph.nodes`, and that of the loss is 0. ``call`` is the place in `Graph.calls` of the
    innermost module call that made it, -1 outside of all; ``module`` is that module's path. ``shape`` is that of the
    tensor that the operation gave. ``parameter`` is the name of a leaf whose gradient is accumulated here.
    """

    id: int
    op: str
    call: int = -1
    module: str = ""
    shape: Shape = ()
    dtype: str = ""
    saved: tuple[Saved, ...] = ()
    parameter: str = ""
    line: CodeLine | None = None

    @property
    def saved_bytes(self) -> int:
        """Bytes of what it keeps for backward, parameters and buffers left out: those are there anyway."""
        return sum(each.bytes for each in self.saved if not each.of)

    @property
    def added_bytes(self) -> int:
        """`saved_bytes` without what a node before it keeps too."""
        return sum(each.bytes for each in self.saved if not each.of and not each.again)


@dataclass(frozen=True, slots=True)
class Edge:
    """The gradient goes from node ``source`` to node ``target``, as ``next_functions[slot]`` of the source says."""

    source: int
    target: int
    slot: int


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a module: the ``number``-th of the module at ``path`` (from 0), inside the call ``parent`` (or -1).

    ``took`` and ``gave`` are the shapes of the tensors that came in and out.
    """

    path: str
    type: str
    number: int
    parent: int
    took: tuple[Shape, ...] = ()
    gave: tuple[Shape, ...] = ()
    parameters: int = 0

    @property
    def key(self) -> str:
        """A name that stays the same from one batch to the next: ``layer1.0``, and ``relu#2`` for a second call."""
        return self.path if not self.number else f"{self.path}#{self.number + 1}"


class EndReason(StrEnum):
    """Why the graph goes no further."""

    INPUT = "input"
    DETACH = "detach"
    NO_GRAD = "no_grad"
    NO_DERIVATIVE = "no_derivative"


@dataclass(frozen=True, slots=True)
class End:
    """A place where the graph ends: a tensor that needs no gradient goes into node ``into``.

    ``name`` is that of an input (``x``) or of the operation that cut the graph. ``after`` is the node before the cut,
    where the gradient would go on; None if there is none, or if nothing else leads there from the loss.
    """

    reason: EndReason
    name: str
    call: int = -1
    module: str = ""
    shape: Shape = ()
    line: CodeLine | None = None
    into: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class FailedForward:
    """Where a forward pass broke off: in ``op`` of the module call ``call`` (-1: outside of all modules).

    ``got`` are the shapes that came in, ``takes`` what the layer takes, in words (``(…, 128)``), empty if that is not
    known; ``error`` is what PyTorch says. ``after`` are the nodes of what came in.
    """

    module: str
    type: str
    call: int
    op: str
    got: tuple[Shape, ...]
    takes: str
    error: str
    line: CodeLine | None = None
    after: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """The graph of one loss, or of a forward as far as it got. Without nodes, ``note`` says why there are none.

    ``held_bytes`` is what all saved tensors keep in memory together, each storage counted once and the weights not.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    calls: tuple[Call, ...] = ()
    ends: tuple[End, ...] = ()
    failed: FailedForward | None = None
    note: Message | None = None
    held_bytes: int = 0

    @property
    def freed(self) -> bool:
        """Whether a backward pass has freed what the nodes had saved."""
        return any(each.state is SavedState.FREED for node in self.nodes for each in node.saved)


@dataclass(frozen=True, slots=True)
class ReadGraph(Command):
    """Read the graph of the batch where the run stands, or of the first one; answered by `GraphRead`.

    Forward and loss are computed on a copy of the model, so that nothing of the run changes; the ids of the nodes are
    those of the run's own loss: the places in `trainer_core.inside.graph.nodes_of`.
    """


@dataclass(frozen=True, slots=True)
class GraphRead(Answer):
    """The graph; ``of_run`` says that it is of the batch where the run stands."""

    graph: Graph
    of_run: bool


@dataclass(frozen=True, slots=True)
class RunBackward(Command):
    """Call ``loss.backward(retain_graph=...)`` once more on a copy of the step; answered by `BackwardDone`.

    The copy is made by the first one, and again after `ReadGraph`; the run itself is not touched.
    """

    retain_graph: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """A node that backward has reached: the norm of the gradient that came, and of what it gave to each next node."""

    node: int
    norm: float
    onward: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class BackwardDone(Answer):
    """How a backward pass went, the ``times``-th on this copy; ``reached`` in the order of the autograd engine.

    ``raised`` is PyTorch's own error, empty if there was none, and ``explained`` says what it means. ``gradients`` are
    the norms of the parameters' ``.grad`` afterwards, ``graph`` is the graph as it is now.
    """

    times: int
    reached: tuple[Reached, ...]
    gradients: tuple[tuple[str, float], ...]
    graph: Graph
    raised: str = ""
    explained: Message | None = None
