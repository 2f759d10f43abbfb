"""A list of layers with what was traced of it, as the tree that the diagram draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio.views.model.layers.edits import lists_of
from studio.widgets.network_layout import Kind, Node
from trainer_core.models.layers import Layer, Path_, Trace, TracedLayer

_KINDS: dict[str, Kind] = {"Parallel": "parallel", "Residual": "skip"}


def nodes_of(layers: Sequence[Layer], found: Trace | None) -> tuple[Node, ...]:
    """The nodes of ``layers``, by their paths; layers that are off are faint."""
    rows = {row.path: row for row in found.layers} if found is not None else {}
    return _chain(layers, (), rows, on=True)


def _chain(layers: Sequence[Layer], within: Path_, rows: Mapping[Path_, TracedLayer], *, on: bool) -> tuple[Node, ...]:
    return tuple(_node(layer, (*within, index), rows, on=on) for index, layer in enumerate(layers))


def _node(layer: Layer, path: Path_, rows: Mapping[Path_, TracedLayer], *, on: bool) -> Node:
    row = rows.get(path)
    on = on and layer.get("enabled", True)
    kind = _KINDS.get(layer["type"], "chain")
    lists = lists_of(layer)
    if kind == "skip" and not layer.get("shortcut"):
        lists = lists[:1]
    join = {"skip": "+", "parallel": "+" if layer.get("join") == "add" else layer.get("join", "concatenate")}
    return Node(
        key=path,
        label=f"{layer['type']} × {layer.get('times', 2)}" if layer["type"] == "Repeat" else layer["type"],
        shape=row.output_shape if row is not None else None,
        kind=kind if lists else "layer",
        lists=tuple(_chain(each, (*path, *place), rows, on=on) for place, each in lists),
        join=join.get(kind, ""),
        marked=row is not None and row.problem is not None,
        faint=not on,
    )
