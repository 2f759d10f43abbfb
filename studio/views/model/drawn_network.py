"""Which network the diagram shows: a list of layers as it is traced, or the modules that the engine tells of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from studio.look.messages import counted, words
from studio.session.session import Session
from studio.views.model.described import Described
from studio.views.model.kinds import Kind, kind_of
from studio.views.model.layers.diagram_nodes import nodes_of
from studio.views.model.layers.layers_part import LayersPart
from studio.views.model.layers.tracer import Tracer
from studio.views.model.module_nodes import folded_at_first, nodes_of_modules, outermost
from studio.views.model.structure_pane import StructurePane, Totals
from trainer_core.data import Labels, TaskName
from trainer_core.models.layers import Layer, Trace, TracedLayer
from trainer_core.protocol.events import DataRead, Prepared
from trainer_core.recipe.recipe import Recipe
from trainer_core.tasks import task_for


class DrawnNetwork(QObject):
    """Keeps ``pane`` on the network of the recipe that is shown, and says what it costs and whether it fits the task.

    Signals:
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    crashed = Signal(str, str)

    def __init__(
        self, session: Session, layers: LayersPart, pane: StructurePane, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._layers, self._pane = session, layers, pane
        self._tracer = Tracer(self)
        self._described = Described(session, self)
        self._data: DataRead | None = None
        self._drawn: Sequence[Layer] = ()
        self._last: tuple[Sequence[Layer], Trace | None] = ((), None)
        layers.traced.connect(self._show_layers)
        self._tracer.traced.connect(self._show_built_in)
        self._tracer.crashed.connect(self.crashed)
        self._described.changed.connect(self.show)
        session.recipe_changed.connect(self._forget_data)

    def shut_down(self) -> None:
        """End the thread that traces."""
        self._tracer.shut_down()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.show()
        if kind_of(self._session.shown_recipe.model.name) is Kind.LAYERS:
            self._draw(*self._last)

    def take_data(self, event: DataRead) -> None:
        """What the data is, also where no model fits it."""
        self._data = event
        self._forget_data()
        if self._data is not None:
            self._layers.show_shape((event.input_shape, task_for(event.task).outputs(event.labels)))
        self.show()

    @Slot()
    def show(self) -> None:
        """Trace a built-in network, or ask what another is made of; layers are drawn as their part traces them."""
        recipe = self._session.shown_recipe
        kind = kind_of(recipe.model.name)
        if kind is Kind.LAYERS:
            return
        built_in = self._layers.built_in(recipe.model.name, recipe.model.arguments)
        self._drawn = built_in or []
        if self._drawn and self._layers.data is not None:
            self._tracer.ask(self._drawn, *self._layers.data)
            return
        if self._pane.isVisible():
            self._described.ask()
        if self._described.rows:
            self._draw_modules(self._described.rows)
        elif self._data is None:
            self._pane.show_network((), None, self.tr("The diagram is drawn as soon as the data is read."))
        else:
            why = self._described.problem
            waits = self.tr("The diagram is drawn as soon as the model is built.")
            self._pane.show_network((), None, words(why) if why is not None else waits)

    @Slot()
    def _forget_data(self) -> None:
        """Forget the data once the recipe names other data, unless that is prepared and its shape is known."""
        source, known, prepared = _source_of(self._session.recipe), self._data, self._session.preparation
        if known is not None and _source_of(known.recipe) == source:
            return
        if prepared is not None and _source_of(prepared.recipe) == source:
            self.take_data(read_of(prepared))
        elif known is not None:
            self._data = None
            self._layers.show_shape(None)
            self.show()

    @Slot(object)
    def _show_built_in(self, found: Trace) -> None:
        if kind_of(self._session.shown_recipe.model.name) is Kind.BUILT_IN:
            self._draw(self._drawn, found)

    @Slot(object, object)
    def _show_layers(self, layers: Sequence[Layer], found: Trace | None) -> None:
        if kind_of(self._session.shown_recipe.model.name) is Kind.LAYERS:
            self._draw(layers, found)

    def _draw(self, layers: Sequence[Layer], found: Trace | None) -> None:
        self._last = (layers, found)
        totals = None
        if found is not None and found.problem is None:
            totals = self._totals(found.parameters, found.multiply_adds, found.activation_bytes)
        verdict = ("", "muted")
        if found is not None and self._data is not None:
            verdict = (self.tr("It does not fit yet; see the marked layer."), "wrong")
            if found.problem is None:
                verdict = self._answers(self._data)
        self._pane.show_network(nodes_of(layers, found), totals, *verdict)

    def _draw_modules(self, rows: Sequence[TracedLayer]) -> None:
        """Draw what was called, blocks folded."""
        nodes, outer, prepared = nodes_of_modules(rows), outermost(rows), self._session.preparation
        problem = next((row.problem for row in rows if row.problem is not None), None)
        totals = None
        if problem is None and prepared is not None:
            adds = sum(row.multiply_adds for row in outer)
            totals = self._totals(prepared.model.parameters, adds, sum(row.activation_bytes for row in outer))
        verdict = ("", "muted")
        if problem is not None:
            verdict = (words(problem), "muted")
        elif self._data is not None:
            verdict = self._answers(self._data)
        self._pane.show_network(nodes, totals, *verdict, folded=folded_at_first(nodes))

    def _totals(self, parameters: int, multiply_adds: int, activation_bytes: int) -> Totals:
        batch = self._session.shown_recipe.data.batch_size
        return Totals(parameters, multiply_adds, activation_bytes * batch, batch)

    def _answers(self, data: DataRead) -> tuple[str, str]:
        """What a network that fits answers, in words and by a role of the style sheet."""
        outputs = task_for(data.task).outputs(data.labels)
        if data.task is TaskName.CLASSIFICATION:
            return counted(outputs, "1 output for 1 class", "{n:,} outputs for {n:,} classes"), "right"
        if data.labels.class_names:
            return self.tr("1 output for two classes"), "right"
        return counted(outputs, "1 output for 1 number", "{n:,} outputs for {n:,} numbers"), "right"


def read_of(event: Prepared) -> DataRead:
    """What was read for a preparation that has succeeded."""
    data = event.data
    labels = Labels(data.class_names, data.target_names)
    return DataRead(event.recipe, data.input_shape, TaskName(data.task), labels)


def _source_of(recipe: Recipe) -> tuple[str, dict[str, Any]]:
    return recipe.data.source, recipe.data.arguments
