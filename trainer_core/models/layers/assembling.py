"""Puts a network together from a list that was traced, out of modules or of whatever else a maker makes of a layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

from trainer_core.models.layers.chain import Node
from trainer_core.models.layers.leaf import keywords
from trainer_core.models.layers.traced import Leaf, Shape

T = TypeVar("T")

Named = Sequence[tuple[str, T]]


class Maker(Protocol[T]):
    """Makes each part of a network, in the order in which torch would."""

    def leaf(self, node: Node, arguments: Mapping[str, Any]) -> T: ...

    def chain(self, parts: Named[T]) -> T: ...

    def residual(self, layers: T, shortcut: T | None) -> T: ...

    def parallel(self, branches: Sequence[T], join: str) -> T: ...


class Assembler:
    """Puts a network together with a maker; ``leaves`` are those of a trace without a problem."""

    def __init__(self, leaves: Mapping[tuple[Any, ...], Leaf]) -> None:
        self._shapes = {(key, shape): leaf.output_shape for (key, shape, _), leaf in leaves.items()}

    def parts(self, nodes: Sequence[Node], shape: Shape, maker: Maker[T]) -> tuple[list[tuple[str, T]], Shape]:
        """What ``maker`` makes of each of ``nodes``, with its name, and the shape that leaves the last."""
        made = []
        for node in nodes:
            part, shape = self._part(node, shape, maker)
            made.append((node.name, part))
        return made, shape

    def _part(self, node: Node, shape: Shape, maker: Maker[T]) -> tuple[T, Shape]:
        if not node.type.block:
            result = self._shapes[node.key, shape]
            assert result is not None, "a network with a problem is not put together"
            return maker.leaf(node, keywords(node, shape)), result
        if node.type.name == "Repeat":
            repeated = []
            for number in range(node.arguments["times"]):
                part, shape = self._chain(node.content[("layers",)], shape, maker)
                repeated.append((str(number), part))
            return maker.chain(repeated), shape
        made = [self._chain(nodes, shape, maker) for nodes in node.content.values()]
        parts, shapes = [part for part, _ in made], [end for _, end in made]
        if node.type.name == "Sequential":
            return made[0]
        if node.type.name == "Residual":
            return maker.residual(parts[0], parts[1] if node.content[("shortcut",)] else None), shapes[0]
        if node.arguments["join"] == "add":
            return maker.parallel(parts, "add"), shapes[0]
        return maker.parallel(parts, "concatenate"), (sum(each[0] for each in shapes), *shapes[0][1:])

    def _chain(self, nodes: Sequence[Node], shape: Shape, maker: Maker[T]) -> tuple[T, Shape]:
        parts, end = self.parts(nodes, shape, maker)
        return maker.chain(parts), end
