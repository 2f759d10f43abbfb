"""The page of the model: which kind it is, the part in which it is made, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs
from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.session.background import Background
from studio.session.session import Action, Session
from studio.views.model.before.before_panel import BeforePanel
from studio.views.model.built_in.built_in_part import BuiltInPart
from studio.views.model.kinds import Kind, kind_of, model_name
from studio.views.model.layers.diagram_nodes import nodes_of
from studio.views.model.layers.layers_part import LayersPart
from studio.views.model.layers.tracer import Tracer
from studio.views.model.own_class.own_class_part import OwnClassPart
from studio.views.model.stages.stages_panel import StagesPanel
from studio.views.model.structure_pane import StructurePane, Totals
from studio.views.model.torchvision.torchvision_part import TorchvisionPart
from studio.widgets.caption import Caption
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.focus import hand_over
from studio.widgets.segmented import Segmented
from trainer_core.data import Labels, TaskName
from trainer_core.errors import TrainerError
from trainer_core.models.layers import Layer, Trace
from trainer_core.protocol.events import DataRead, Prepared, Refused
from trainer_core.recipe.recipe import Recipe
from trainer_core.tasks import task_for

Part = BuiltInPart | LayersPart | OwnClassPart | TorchvisionPart
"""What the page can show; each has the methods ``show_recipe`` and ``show_data`` and the signal ``changed``."""

_STRUCTURE = 480
_ROOM = 480
"""Pixels of height from which on the model and what is measured before it trains are seen at once."""
_DRAWN = {Kind.LAYERS, Kind.BUILT_IN}
"""Kinds whose network is drawn at the right; the others have the room for what they list."""


class ModelView(Retranslated, QWidget):
    """The kinds of models in a switch, the part of the chosen kind below it.

    Looking at another kind changes nothing: the recipe changes when a model of that kind is chosen or made, which the
    part tells by ``changed``; the page puts it into the recipe, as an edit that can be undone.

    Signals:
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
        crashed(str, str): sentence and details of an exception that is a bug.
        trust_asked(bool): the file of the recipe is to run, and nobody has agreed to that; see `OwnClassPart`.
    """

    trust_asked = Signal(bool)
    notice = Signal(object, str)
    crashed = Signal(str, str)

    def __init__(
        self, session: Session, files: FileDialogs, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("modelView")
        self._session = session
        self.layers = LayersPart(session, files, self)
        self.built_in = BuiltInPart(session, self)
        self.own_class = OwnClassPart(session, files, self)
        self.parts: dict[Kind, Part] = {
            Kind.LAYERS: self.layers,
            Kind.OWN_CLASS: self.own_class,
            Kind.TORCHVISION: TorchvisionPart(session, files, background, self),
            Kind.BUILT_IN: self.built_in,
        }
        self._tracer = Tracer(self)
        self.title = QLabel(self)
        fonts.use(self.title, "title", strong=True)
        self.kinds = Segmented([(kind.value, kind.value) for kind in Kind], self)
        self.kinds.setObjectName("modelKind")
        self.kinds.offer([kind.value for kind in self.parts])
        self.kinds.set_value(next(iter(self.parts)).value)
        self.kinds.setVisible(len(self.parts) > 1)
        self.summary = ElidedLabel("", self)
        self.summary.setObjectName("modelSummary")
        self.summary.setProperty("role", "muted")
        fonts.use(self.summary, "small")
        self.remark = Caption("info", self)
        self.remark.setObjectName("modelRemark")
        self.lock_caption = Caption("lock", self)
        self.lock_caption.setObjectName("modelLock")
        self.stack = QStackedWidget(self)
        self.structure = StructurePane(files, self)
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self.stages = StagesPanel(session, self)
        self.before = BeforePanel(session, self)
        self._arrange()
        self.kinds.changed.connect(self._show_kind)
        for part in self.parts.values():
            part.changed.connect(self._take)
            if not isinstance(part, BuiltInPart):
                part.notice.connect(self.notice)
                part.crashed.connect(self.crashed)
        self.layers.traced.connect(self._show_layers)
        self.layers.selected.connect(self.structure.diagram.select)
        self.structure.selected.connect(self._select)
        self.built_in.edit_asked.connect(self.layers.begin_with)
        self._tracer.traced.connect(self._show_built_in)
        self.own_class.trust_asked.connect(self.trust_asked)
        self.structure.notice.connect(self.notice)
        self._tracer.crashed.connect(self.crashed)
        self.stages.changed.connect(self._take)
        self.before.changed.connect(self._take)
        for panel in (self.stages, self.before):
            panel.toggled.connect(self._share_room)
        session.shown_changed.connect(self._show_recipe)
        session.prepared.connect(self._take_prepared)
        session.data_read.connect(self._take_data)
        session.recipe_changed.connect(self._forget_data)
        session.state_changed.connect(self._show_state)
        self._shown = ""
        self._data: DataRead | None = None
        self._drawn: Sequence[Layer] = ()
        self._last: tuple[Sequence[Layer], Trace | None] = ((), None)
        self.retranslate()

    @property
    def kind(self) -> Kind:
        """The kind that is seen."""
        return Kind(self.kinds.value)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.title.setText(self.tr("Model"))
        self.kinds.setAccessibleName(self.tr("Kind of model"))
        self.kinds.set_labels(
            {
                Kind.LAYERS: self.tr("Layers"),
                Kind.OWN_CLASS: self.tr("Own class"),
                Kind.TORCHVISION: "torchvision",
                Kind.BUILT_IN: self.tr("Built-in"),
            }
        )
        self.lock_caption.set_text(self.tr("Locked while training. Stop the run to change the model."))
        self._show_words()
        self._show_structure()
        if kind_of(self._session.shown_recipe.model.name) is Kind.LAYERS:
            self._draw(*self._last)

    def shut_down(self) -> None:
        """End the threads of the page."""
        self._tracer.shut_down()
        self.layers.shut_down()
        self.own_class.shut_down()

    def may_close(self) -> bool:
        """Whether nothing that was typed here is lost if the window closes; asks where something would be."""
        return self.own_class.may_close()

    def paste(self) -> bool:
        """Whether layers were on the clipboard, and are in the recipe now."""
        editable = self._session.possible(Action.EDIT_RECIPE)
        return self.kind is Kind.LAYERS and editable and self.layers.paste()

    def shows(self, event: Refused) -> bool:
        """Whether the page is seen and says already why the recipe was refused."""
        return event.command == "Prepare" and self.own_class.shows(event.message)

    def show_kind(self, kind: Kind) -> None:
        """Look at the part of ``kind``; the recipe stays as it is."""
        self.kinds.set_value(kind.value)
        self._show_kind()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.kinds)
        head.addWidget(self.summary, 1)
        for part in self.parts.values():
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.lock_caption)
        layout.addWidget(self.remark)
        layout.addWidget(self.columns, 1)
        self.columns.setChildrenCollapsible(False)
        self.columns.addWidget(self.stack)
        self.columns.addWidget(self.structure)
        layout.addWidget(self.stages)
        layout.addWidget(self.before)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        right = min(fonts.scaled(_STRUCTURE), self.width() * 2 // 5)
        self.columns.setSizes([max(1, self.width() - right), right])
        self._share_room()

    @Slot()
    def _share_room(self) -> None:
        """Where there is little room, a panel has the page while it is open."""
        small, staged = self.height() < fonts.scaled(_ROOM), self.kind is not Kind.TORCHVISION
        measuring = small and self.before.expanded
        alone = measuring or (small and staged and self.stages.expanded)
        if alone:
            hand_over(self.columns, self.before.header)
        self.columns.setVisible(not alone)
        # There they stand beside the networks.
        self.stages.setVisible(staged and not measuring)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_recipe()

    @Slot(object)
    def _take(self, changes: Mapping[str, Any]) -> None:
        """Put what a part has changed into the recipe: one edit, which can be undone."""
        try:
            recipe = self._session.recipe.with_values(changes)
        except TrainerError as error:
            self.notice.emit(partial(words, error.message), "error")
            self._show_recipe()
            return
        self._session.set_recipe(recipe)

    @Slot()
    def _show_recipe(self) -> None:
        if not self.isVisible():
            return
        recipe = self._session.shown_recipe
        kind = kind_of(recipe.model.name)
        if recipe.model.name != self._shown and kind in self.parts:
            self.kinds.set_value(kind.value)
        self._shown = recipe.model.name
        self._show_structure()
        for part in self.parts.values():
            part.show_recipe(recipe)
        self.stages.show_recipe(recipe)
        self.before.show_recipe(recipe)
        self._show_kind()

    @Slot()
    def _show_kind(self, kind: object = None) -> None:
        self.stack.setCurrentWidget(self.parts[self.kind])
        self._share_room()
        self.structure.setVisible({self.kind, kind_of(self._shown)} <= _DRAWN)
        self._show_words()

    @Slot(object)
    def _take_prepared(self, event: Prepared) -> None:
        data = event.data
        for part in self.parts.values():
            part.show_data(data)
        labels = Labels(data.class_names, data.target_names)
        self._take_data(DataRead(event.recipe, data.input_shape, TaskName(data.task), labels))

    @Slot(object)
    def _take_data(self, event: DataRead) -> None:
        """What the data is, also where no model fits it."""
        self._data = event
        self._forget_data()
        if self._data is not None:
            self.layers.show_shape((event.input_shape, task_for(event.task).outputs(event.labels)))
        self._show_structure()
        self._show_words()

    @Slot()
    def _forget_data(self) -> None:
        """What is known of the data holds for as long as the recipe names it."""
        known = self._data
        if known is not None and _source_of(known.recipe) != _source_of(self._session.recipe):
            self._data = None
            self.layers.show_shape(None)
            self._show_structure()

    def _show_structure(self) -> None:
        """Trace a built-in network for the diagram; the layers' part traces its own."""
        recipe = self._session.shown_recipe
        if kind_of(recipe.model.name) is not Kind.BUILT_IN:
            return
        self._drawn = self.layers.built_in(recipe.model.name, recipe.model.arguments) or []
        if self._drawn and self.layers.data is not None:
            self._tracer.ask(self._drawn, *self.layers.data)
            return
        if self._data is None:
            why = self.tr("The diagram is drawn as soon as the data is read.")
        else:
            why = self.tr("There is no diagram of this network.")
        self.structure.show_network((), None, why)

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
            batch = self._session.shown_recipe.data.batch_size
            totals = Totals(found.parameters, found.multiply_adds, found.activation_bytes * batch, batch)
        self.structure.show_network(nodes_of(layers, found), totals, *self._verdict(found))

    def _verdict(self, found: Trace | None) -> tuple[str, str]:
        """Whether the network answers what the task asks, in words and by a role of the style sheet."""
        data = self._data
        if found is None or data is None:
            return "", "muted"
        if found.problem is not None:
            return self.tr("It does not fit yet; see the marked layer."), "wrong"
        outputs = task_for(data.task).outputs(data.labels)
        if data.task is TaskName.CLASSIFICATION:
            return counted(outputs, "1 output for 1 class", "{n:,} outputs for {n:,} classes"), "right"
        if data.labels.class_names:
            return self.tr("1 output for two classes"), "right"
        return counted(outputs, "1 output for 1 number", "{n:,} outputs for {n:,} numbers"), "right"

    @Slot(object)
    def _select(self, key: object) -> None:
        if self.kind is Kind.LAYERS and isinstance(key, tuple):
            self.layers.select(key)

    @Slot()
    def _show_state(self) -> None:
        editable = self._session.possible(Action.EDIT_RECIPE)
        self.lock_caption.setVisible(not editable)
        for part in self.parts.values():
            part.setEnabled(editable)

    def _show_words(self) -> None:
        """Say what is trained, and that looking at another kind has not changed it."""
        recipe, prepared = self._session.shown_recipe, self._session.preparation
        name = model_name(recipe)
        text = name
        if prepared is not None and prepared.recipe.model == recipe.model:
            text += " · " + counted(prepared.model.parameters, "1 parameter", "{n:,} parameters")
        self.summary.setText(text)
        other = kind_of(recipe.model.name) is not self.kind
        self.remark.setVisible(other)
        self.remark.set_text(self.tr("The recipe trains {model} until a model is chosen here.").format(model=name))
        self._show_state()


def _source_of(recipe: Recipe) -> tuple[str, dict[str, Any]]:
    return recipe.data.source, recipe.data.arguments
