"""How far a tensor, a layer or a box of a graph differs between two models: in a few words, and as a mark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from studio.look import formats
from studio.look.messages import counted
from studio.widgets.graph_view.layout import Mark
from trainer_core.inside.graph_fold import Box, Kind
from trainer_core.protocol.graph import Graph
from trainer_core.protocol.model_comparison import LayerPair, TensorPair

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Difference:
    """A mark, how far from 0 to 1, that in words, and the number to sort by: infinite where nothing can be measured."""

    mark: Mark
    share: float
    words: str
    order: float


NOT_COMPARED = Difference("", 0.0, "", -1.0)


def of_tensor(pair: TensorPair) -> Difference:
    """How far one tensor differs: ‖Δ‖ over the norm in the first model."""
    match pair.verdict:
        case "same":
            return Difference("same", 0.0, translate("Comparison", "same"), 0.0)
        case "only in first":
            return _other(translate("Comparison", "only in 1"))
        case "only in second":
            return _other(translate("Comparison", "only in 2"))
        case "shape differs":
            return _other(translate("Comparison", "different shape"))
    moved = pair.movement
    if moved is None:
        return _other(translate("Comparison", "unreadable"))
    if not moved.finite:
        return _other(translate("Comparison", "not finite"))
    if math.isnan(moved.relative):
        return Difference("differs", 1.0, translate("Comparison", "from zero"), math.inf)
    return Difference("differs", min(1.0, moved.relative), formats.percent(moved.relative), moved.relative)


def of_layer(layer: LayerPair) -> Difference:
    """How far a layer differs: as far as the tensor of it that differs most, or by its type."""
    first, second = layer.types
    if first and second and first != second:
        return _other(translate("Comparison", "different type"))
    return max((of_tensor(pair) for pair in layer.tensors), key=_rank, default=NOT_COMPARED)


def of_models(layers: Sequence[LayerPair]) -> str:
    """How many layers differ, and which one the most, in sentences."""
    differing = [(layer, of_layer(layer)) for layer in layers if not layer.same]
    if not differing:
        return translate("Comparison", "Both models are the same: every weight has the same value.")
    text = counted(len(differing), "1 of {all:,} layers differs.", "{n:,} of {all:,} layers differ.", all=len(layers))
    known = [(layer, each) for layer, each in differing if math.isfinite(each.order)]
    if known:
        layer, farthest = max(known, key=lambda pair: pair[1].order)
        told = translate("Comparison", "{layer} differs most: {distance}.")
        text += " " + told.format(layer=" ".join(filter(None, (layer.types[0], layer.path))), distance=farthest.words)
    others = sum(each.mark == "other" for _, each in differing)
    if others:
        text += " " + counted(
            others,
            "1 has a different shape or type, or exists in only one of them.",
            "{n:,} have a different shape or type, or exist in only one of them.",
        )
    return text


class Marks:
    """How far everything in the graphs of two models differs; looked up by what a box of a graph stands for."""

    def __init__(self, layers: Sequence[LayerPair] = ()) -> None:
        self._layers = {layer.path: layer for layer in layers}
        self._of_layer = {layer.path: of_layer(layer) for layer in layers}
        self._path_of = {pair.name: layer.path for layer in layers for pair in layer.tensors}
        self._of_tensor = {pair.name: of_tensor(pair) for layer in layers for pair in layer.tensors}

    def layers(self, graph: Graph, box: Box) -> list[LayerPair]:
        """The layers that lie in a box, or that it belongs to; none for an input."""
        nodes = [graph.nodes[node] for node in box.nodes]
        paths = dict.fromkeys(self._path_of.get(node.parameter, node.module) for node in nodes)
        return [self._layers[path] for path in paths if path in self._layers]

    def of_box(self, graph: Graph, box: Box) -> Difference:
        """How far what a box stands for differs; a parameter by itself, all else by the layers in it."""
        if box.kind is Kind.PARAMETER:
            return self._of_tensor.get(graph.nodes[box.nodes[0]].parameter, NOT_COMPARED)
        found = (self._of_layer[layer.path] for layer in self.layers(graph, box))
        return max(found, key=_rank, default=NOT_COMPARED)


def _other(words: str) -> Difference:
    return Difference("other", 1.0, words, math.inf)


def _rank(difference: Difference) -> tuple[int, float]:
    return ("", "same", "differs", "other").index(difference.mark), difference.order
