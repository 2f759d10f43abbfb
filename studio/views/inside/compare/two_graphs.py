"""The graphs of two models side by side, seen as one; each box says how far what it stands for differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.session.background import Background
from studio.views.inside.compare.marks import Difference, Marks, of_layer, of_tensor
from studio.views.inside.graph_shown import Depth, GraphShown
from studio.widgets.button import Button
from studio.widgets.choice_field import ChoiceField
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.graph_view.layout import GraphBox, Placed, place
from studio.widgets.graph_view.shared_view import SharedView
from studio.widgets.graph_view.side_by_side import save_side_by_side
from studio.widgets.graph_view.view import GraphView
from studio.widgets.icon_button import IconButton
from studio.widgets.sentence_label import SentenceLabel
from trainer_core.inside.graph_fold import Box
from trainer_core.protocol.model_comparison import LayerPair, ModelsCompared

_NAMED, _LINES = 4, 3
_DEPTHS: tuple[Depth, ...] = ("layers", "1", "2", "3", "all")


class TwoGraphs(Retranslated, QWidget):
    """What is opened, selected, moved or zoomed in one is so in the other.

    For tests and for those who drive it: ``views``, ``shown`` what of the graphs is in them, ``depths``,
    ``weights_button``, ``activation_button``, ``words`` about what is selected.

    Signals:
        weights_asked(str): a person wants to see the weights of this name.
        activation_asked(str): a person wants to see this activation.
        save_asked(): a person wants both graphs in a file; see `save`.
    """

    weights_asked = Signal(str)
    activation_asked = Signal(str)
    save_asked = Signal()

    def __init__(self, background: Callable[[], Background], parent: QWidget | None = None) -> None:
        """``background`` gives the thread on which graphs are laid out."""
        super().__init__(parent)
        self._background = background
        self._compared: ModelsCompared | None = None
        self._number = 0
        self.shown = GraphShown("layers"), GraphShown("layers")
        self._only = False
        self._marks = Marks()
        self.views = GraphView(self, one_click=False), GraphView(self, one_click=False)
        self.names = ElidedLabel("", self), ElidedLabel("", self)
        self.notes = QLabel(self), QLabel(self)
        for number, view in enumerate(self.views, start=1):
            view.setObjectName(f"compareGraph{number}")
            view.selected.connect(self._select)
            view.toggled.connect(self._toggle)
        self.shared = SharedView(*self.views)
        self.depths = ChoiceField(self)
        self.depths.setObjectName("compareDepth")
        self.weights_button, self.activation_button = Button(parent=self), Button(parent=self)
        self.fit_button = IconButton("follow", "", self)
        self.save_button = IconButton("export", "", self)
        for button, name in (
            (self.weights_button, "compareToWeights"),
            (self.activation_button, "compareToActivation"),
            (self.fit_button, "compareFitButton"),
            (self.save_button, "compareSaveButton"),
        ):
            button.setObjectName(name)
        # So that a box does not move away when it is clicked.
        self.words = SentenceLabel(_LINES, self)
        self.words.setObjectName("compareGraphWords")
        self._arrange()
        self.depths.value_changed.connect(self._set_depth)
        self.weights_button.clicked.connect(self._ask_weights)
        self.activation_button.clicked.connect(self._ask_activation)
        self.fit_button.clicked.connect(self.views[0].show_all)
        self.save_button.clicked.connect(self.save_asked)
        self.retranslate()

    def show_compared(self, compared: ModelsCompared, names: tuple[str, str]) -> None:
        """Show the graphs of these two, which are called by ``names``; what was opened stays open."""
        before = self._compared
        self._compared = compared
        for label, name in zip(self.names, names, strict=True):
            label.setText(name)
        # Another example leaves graphs and weights as they are.
        if before is None or (before.graphs, before.layers) != (compared.graphs, compared.layers):
            self._marks = Marks(compared.layers)
            for shown, graph in zip(self.shown, compared.graphs, strict=True):
                shown.show(graph)
            same = before is not None and (before.first, before.second) == (compared.first, compared.second)
            self._lay_out(fit=not same)
        self._word()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        levels = (counted(n, "{n} level", "{n} levels") for n in (1, 2, 3))
        chosen = self.depths.value or "layers"
        self.depths.set_choices(_DEPTHS, [self.tr("Layers"), *levels, self.tr("Everything")])
        self.depths.set_value(chosen)
        self.depths.setAccessibleName(self.tr("How deep modules are expanded"))
        self.depths.setToolTip(self.tr("How deep modules are expanded"))
        self.weights_button.setText(self.tr("Show weights"))
        self.weights_button.setToolTip(self.tr("Show the weights of the selected layer in both models"))
        self.activation_button.setText(self.tr("Show activation"))
        self.activation_button.setToolTip(self.tr("Show the output of the selected layer in both models"))
        self.fit_button.set_name(self.tr("Show both graphs whole (0)"))
        self.save_button.set_name(self.tr("Save both graphs side by side as SVG or PNG…"))
        for view, name in zip(self.views, (self.tr("Graph of model 1"), self.tr("Graph of model 2")), strict=True):
            view.setAccessibleName(name)
        self._word()
        if self._compared is not None:
            self._lay_out()

    def save(self, path: Path) -> None:
        """Save both graphs whole, side by side, as the name says. Raises OSError."""
        save_side_by_side(path, self.views, [name.text() for name in self.names])

    def show_only_different(self, only: bool) -> None:
        """Let what differs stand out and the rest fade, or let all be as they are."""
        self._only = only
        self._mark()

    def differences(self, side: int) -> dict[str, Difference]:
        """How far each box of a side differs, by its key."""
        shown = self.shown[side]
        return {box.key: self._marks.of_box(shown.graph, box) for box in shown.folded.boxes}

    @Slot(str)
    def _select(self, key: str) -> None:
        self._word()

    @Slot(str)
    def _toggle(self, key: str) -> None:
        source = next(place for place, view in enumerate(self.views) if view is self.sender())
        opened = not self.shown[source].is_open(key)
        for shown in self.shown:
            shown.set_open(key, opened)
        self._lay_out(anchor=key, source=source)

    @Slot(object)
    def _set_depth(self, depth: str) -> None:
        for shown, view in zip(self.shown, self.views, strict=True):
            shown.set_depth(cast(Depth, depth))
            view.select("")
        self._lay_out(fit=True)
        self._word()

    def _mark(self) -> None:
        for view in self.views:
            differing = [box.key for box, _ in view.placed.boxes if box.mark in ("differs", "other")]
            view.set_apart(differing if self._only else None)

    @Slot()
    def _ask_weights(self) -> None:
        if (layers := self._layers()) and layers[0].tensors:
            self.weights_asked.emit(layers[0].tensors[0].name)

    @Slot()
    def _ask_activation(self) -> None:
        if name := self._activation():
            self.activation_asked.emit(name)

    def _selected(self) -> tuple[int, Box] | None:
        """The side and the box that are selected, the first side's where both have it."""
        for side, (shown, view) in enumerate(zip(self.shown, self.views, strict=True)):
            box = shown.box(view.key) if view.key else None
            if box is not None:
                return side, box
        return None

    def _layers(self) -> list[LayerPair]:
        """The layers that the selected box stands for."""
        selected = self._selected()
        if selected is None:
            return []
        side, box = selected
        return self._marks.layers(self.shown[side].graph, box)

    def _activation(self) -> str:
        """The activation that the module of the selected box gave; empty if there is none."""
        selected = self._selected()
        if selected is None or self._compared is None:
            return ""
        side, box = selected
        last = self.shown[side].graph.nodes[box.nodes[0]].module if box.nodes else ""
        known = [pair.name for pair in self._compared.activations]
        for name in (box.key, box.path, last):
            if name and name in known:
                return name
        return "pred" if selected and box.key == "node 0" else ""

    def _word(self) -> None:
        selected, layers, activation = self._selected(), self._layers(), self._activation()
        self.weights_button.setEnabled(bool(layers))
        self.activation_button.setEnabled(bool(activation))
        compared = self._compared
        if compared is not None:
            for note, graph, view in zip(self.notes, compared.graphs, self.views, strict=True):
                empty = not graph.nodes
                told = graph.note if graph.note is not None else compared.notes[0] if compared.notes else None
                note.setText(words(told) if told is not None else "")
                note.setVisible(empty)
                view.setVisible(not empty)
        if selected is None or compared is None:
            self.words.setText(
                self.tr(
                    "The band under a box shows how far its weights differ. Click a box for details; double-click "
                    "to expand it."
                )
            )
            return
        box = selected[1]
        lines = [" ".join(part for part in (box.title, box.path) if part)]
        if len(layers) == 1:
            lines[0] += f": {_told(layers[0])}"
        elif layers:
            farthest = sorted(layers, key=lambda layer: of_layer(layer).order, reverse=True)
            lines.append(" · ".join(f"{layer.path} {of_layer(layer).words}" for layer in farthest[:_NAMED]))
            if len(layers) > _NAMED:
                more = counted(len(layers) - _NAMED, "1 more layer", "{n:,} more layers")
                lines[-1] += f" · {more}"
        given = next((pair for pair in compared.activations if pair.name == activation), None)
        if given is not None:
            lines.append(self.tr("Its outputs differ: {distance}").format(distance=of_tensor(given).words))
        self.words.setText("\n".join(lines))

    def _lay_out(self, *, anchor: str = "", source: int = 0, fit: bool = False) -> None:
        """Lay out both graphs, beside the GUI thread."""
        self._number += 1
        number = self._number
        line = QFontMetricsF(fonts.font("small", strong=True)).height()
        works = [
            partial(place, self._boxes(side), shown.links(), shown.frames(), line)
            for side, shown in enumerate(self.shown)
        ]

        def show(placed: list[Placed]) -> None:
            if number == self._number:
                self._show_placed(placed, anchor, source, fit=fit)

        self._background().do(lambda: [work() for work in works], show, lambda message: None)

    def _boxes(self, side: int) -> list[GraphBox]:
        differences = self.differences(side)
        return [self._marked(box, differences[box.key]) for box in self.shown[side].boxes()]

    def _marked(self, box: GraphBox, difference: Difference) -> GraphBox:
        note = f"Δ {difference.words}" if difference.mark == "differs" else difference.words
        return replace(box, note=note, mark=difference.mark, share=difference.share)

    def _show_placed(self, placed: list[Placed], anchor: str, source: int, *, fit: bool) -> None:
        # The other first: the views follow each other, and the one in which a person has clicked is to stay.
        for side in (1 - source, source):
            self.views[side].show_placed(placed[side], anchor=anchor)
        if fit:
            self.views[0].fit()
        self._mark()
        self._word()

    def _arrange(self) -> None:
        fonts.use(self.words, "small")
        self.words.setProperty("role", "muted")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        tools = FlowLayout(spacing=6)
        for tool in (self.depths, self.weights_button, self.activation_button):
            tools.addWidget(tool)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addLayout(tools, 1)
        for button in (self.fit_button, self.save_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        graphs = QHBoxLayout()
        graphs.setSpacing(8)
        for view, name, note in zip(self.views, self.names, self.notes, strict=True):
            fonts.use(name, "small", strong=True)
            fonts.use(note, "small")
            note.setProperty("role", "muted")
            note.setWordWrap(True)
            note.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(name)
            column.addWidget(view, 1)
            column.addWidget(note, 1)
            graphs.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(head)
        whole.addLayout(graphs, 1)
        whole.addWidget(self.words)


def _told(layer: LayerPair) -> str:
    """How far the tensors of a layer differ, in a line."""
    difference = of_layer(layer)
    if layer.types[0] != layer.types[1] and all(layer.types):
        return f"{layer.types[0]} → {layer.types[1]}"
    if len(layer.tensors) == 1 or difference.mark == "same":
        return difference.words
    return ", ".join(f"{pair.name.rpartition('.')[2]} {of_tensor(pair).words}" for pair in layer.tensors)
