"""A forward that broke off, layer by layer, with the layer in which it did in red and the shapes on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.widgets.graph_view.layout import GraphBox, GraphLink, place
from studio.widgets.graph_view.view import GraphView
from trainer_core.trial.facts import PassedLayer

_HIGH = 230


class ForwardDrawing(Retranslated, GraphView):
    """Layers in the order in which forward called them. Signals: those of `GraphView`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelForward")
        self._layers: Sequence[PassedLayer] = ()
        self.retranslate()

    @property
    def shows_something(self) -> bool:
        """Whether a layer is known in which the forward broke off."""
        return any(layer.fails for layer in self._layers)

    def show_layers(self, layers: Sequence[PassedLayer]) -> None:
        """Show the layers of a forward that broke off; none for one that went through."""
        self._layers = layers
        self._draw()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Forward, layer by layer"))
        self._draw()

    def _draw(self) -> None:
        layers = self._layers
        self.setFixedHeight(fonts.scaled(_HIGH))
        keys = [f"layer {place}" for place in range(len(layers))]
        first = [GraphBox("x", "input", "x", detail=formats.shape(layers[0].took))] if layers else []
        boxes = first + [self._box(key, layer) for key, layer in zip(keys, layers, strict=True)]
        links = [GraphLink(one.key, next_.key) for one, next_ in pairwise(boxes)]
        line = QFontMetricsF(fonts.font("small", strong=True)).height()
        self.show_placed(place(boxes, links, line=line))
        failing = next((key for key, layer in zip(keys, layers, strict=True) if layer.fails), "")
        self.select(failing)

    def _box(self, key: str, layer: PassedLayer) -> GraphBox:
        took = formats.shape(layer.took)
        if not layer.fails:
            shapes = f"{took} → {formats.shape(layer.gave)}"
            return GraphBox(key, "module", layer.type, layer.name, shapes, tip=shapes)
        text = self.tr("gets {got}, takes {takes}") if layer.takes else self.tr("gets {got}")
        words = text.format(got=took, takes=layer.takes) if layer.took else ""
        return GraphBox(key, "failed", layer.type, layer.name, words, tip=words)
