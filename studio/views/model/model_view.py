"""The page of the model: which kind it is, the part in which it is made, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
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
from studio.views.model.drawn_network import DrawnNetwork, read_of
from studio.views.model.kinds import Kind, full_name, kind_of, model_name
from studio.views.model.layers.layers_part import LayersPart
from studio.views.model.own_class.own_class_part import OwnClassPart
from studio.views.model.stages.stages_panel import StagesPanel
from studio.views.model.structure_pane import StructurePane
from studio.views.model.torchvision.torchvision_part import TorchvisionPart
from studio.widgets.button import Button
from studio.widgets.caption import Caption
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.focus import hand_over
from studio.widgets.segmented import Segmented
from trainer_core.errors import TrainerError
from trainer_core.protocol.events import DataRead, Prepared, Refused

Part = BuiltInPart | LayersPart | OwnClassPart | TorchvisionPart
"""What the page can show; each has the methods ``show_recipe`` and ``show_data`` and the signal ``changed``."""

_STRUCTURE = 480
_ROOM = 480
"""Pixels of height from which on the model and what is measured before it trains are seen at once."""
_TRACED = {Kind.LAYERS, Kind.BUILT_IN}
"""Kinds whose network is drawn at the right from the start; the others have the room for what they list."""
_BOTH, _BOTH_OF_THREE = 820, 1240
"""Pixels of width from which on the diagram has room beside a part, and beside one that is in two itself."""


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
        self.title = QLabel(self)
        fonts.use(self.title, "title", strong=True)
        self.kinds = Segmented([(kind.value, kind.value) for kind in Kind], self)
        self.kinds.setObjectName("modelKind")
        self.kinds.offer([kind.value for kind in self.parts])
        self.kinds.set_value(next(iter(self.parts)).value)
        self.kinds.setVisible(len(self.parts) > 1)
        self.diagram_button = Button("", "network", self)
        self.diagram_button.setObjectName("modelDiagramButton")
        self.diagram_button.setCheckable(True)
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
        self.drawn = DrawnNetwork(session, self.layers, self.structure, self)
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self.stages = StagesPanel(session, self)
        self.before = BeforePanel(session, self)
        self._arrange()
        self.kinds.changed.connect(self._show_kind)
        self.diagram_button.clicked.connect(self._want_diagram)
        for part in self.parts.values():
            part.changed.connect(self._take)
            if not isinstance(part, BuiltInPart):
                part.notice.connect(self.notice)
                part.crashed.connect(self.crashed)
        self.layers.selected.connect(self.structure.diagram.select)
        self.structure.selected.connect(self._select)
        self.built_in.edit_asked.connect(self.layers.begin_with)
        self.own_class.trust_asked.connect(self.trust_asked)
        for told in (self.own_class.file.shown, self.own_class.file.touched):
            told.connect(self._show_words)
        self.structure.notice.connect(self.notice)
        self.drawn.crashed.connect(self.crashed)
        self.stages.changed.connect(self._take)
        self.before.changed.connect(self._take)
        for panel in (self.stages, self.before):
            panel.toggled.connect(self._share_room)
        session.shown_changed.connect(self._show_recipe)
        session.follow(Prepared, self._take_prepared, self)
        session.replays.changed.connect(self._take_replay)
        session.follow(DataRead, self._take_data, self)
        session.state_changed.connect(self._show_state)
        self._shown, self._shared = "", 0
        self._wanted: dict[tuple[Kind, bool], bool] = {}
        """Whether a person wants the diagram of a kind, by whether there is room for it beside the part."""
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
        self._show_words()
        self.diagram_button.setText(self.tr("Diagram"))
        self.diagram_button.setToolTip(self.tr("The network as boxes in the order in which they compute"))
        self.drawn.retranslate()

    def shut_down(self) -> None:
        """End the threads of the page."""
        self.drawn.shut_down()
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

    def open_class(self, path: Path) -> None:
        """Make the Python file at ``path`` the model, and show it in the editor."""
        self.show_kind(Kind.OWN_CLASS)
        self.own_class.file.take(path)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.kinds)
        head.addWidget(self.summary, 1)
        head.addWidget(self.diagram_button)
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
        self._share_columns()
        self._share_room()

    @Slot()
    def _share_columns(self) -> None:
        """The diagram stands beside the part where there is room for both; elsewhere one of them is seen."""
        shown = kind_of(self._shown) if self._shown else self.kind
        drawable = self.kind is shown or {self.kind, shown} <= _TRACED
        both = self._has_room_for_both
        diagram = drawable and self._wanted.get((self.kind, both), both and self.kind in _TRACED)
        if diagram and not both:
            hand_over(self.stack, self.diagram_button)
        self.stack.setVisible(both or not diagram)
        opened = diagram and self.structure.isHidden()
        self.structure.setVisible(diagram)
        self.diagram_button.setVisible(drawable)
        self.diagram_button.setChecked(diagram)
        if opened or self._shared != self.width():
            self._shared = self.width()
            right = min(fonts.scaled(_STRUCTURE), self.width() * 2 // 5)
            self.columns.setSizes([max(1, self.width() - right), right])
        if opened:
            self.drawn.show()

    @property
    def _has_room_for_both(self) -> bool:
        return self.width() >= fonts.scaled(_BOTH if self.kind in _TRACED else _BOTH_OF_THREE)

    @Slot(bool)
    def _want_diagram(self, wanted: bool) -> None:
        self._wanted[self.kind, self._has_room_for_both] = wanted
        self._share_columns()

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
        self.drawn.show()
        for part in self.parts.values():
            part.show_recipe(recipe)
        self.stages.show_recipe(recipe)
        self.before.show_recipe(recipe)
        self._show_kind()

    @Slot()
    def _show_kind(self, kind: object = None) -> None:
        self.stack.setCurrentWidget(self.parts[self.kind])
        self._share_room()
        self._share_columns()
        self._show_words()

    @Slot(object)
    def _take_prepared(self, event: Prepared) -> None:
        data = event.data
        for part in self.parts.values():
            part.show_data(data)
        self._take_data(read_of(event))

    @Slot(object)
    def _take_data(self, event: DataRead) -> None:
        self.drawn.take_data(event)
        self._show_words()

    @Slot(object)
    def _select(self, key: object) -> None:
        if self.kind is kind_of(self._shown) is Kind.LAYERS and isinstance(key, tuple):
            self.layers.select(key)

    @Slot()
    def _show_state(self) -> None:
        editable = self._session.possible(Action.EDIT_RECIPE)
        self.lock_caption.setVisible(not editable)
        for part in self.parts.values():
            part.setEnabled(editable)

    @Slot()
    def _take_replay(self) -> None:
        self._show_words()

    @Slot()
    def _show_words(self) -> None:
        """Say what is trained, and that looking at another kind has not changed it."""
        recipe, prepared = self._session.shown_recipe, self._session.preparation
        text = model_name(recipe)
        if prepared is not None and prepared.recipe.model == recipe.model:
            text += " · " + counted(prepared.model.parameters, "1 parameter", "{n:,} parameters")
        self.summary.setText(text)
        other = kind_of(recipe.model.name) is not self.kind
        self.remark.setVisible(other)
        self.remark.set_text(self._how_to_choose().format(model=full_name(recipe)))
        locked = self.tr("Locked while training. Stop the run to change the model.")
        if self.kind is Kind.OWN_CLASS:
            locked = self.tr("Locked while training, except the text: what you change in it counts from the next run.")
        if self._session.replaying:
            locked = self.tr("The model of the replayed run.")
        self.lock_caption.set_text(locked)
        self._show_state()

    def _how_to_choose(self) -> str:
        """What has to be done here for the recipe to train a model of the kind that is seen."""
        if self.kind is Kind.LAYERS:
            return self.tr("The recipe trains {model} until there are layers here.")
        if self.kind is not Kind.OWN_CLASS:
            return self.tr("The recipe trains {model} until a network is chosen here.")
        if self.own_class.file.path is not None:
            return self.tr("The recipe trains {model} until you press “Train this class”.")
        if self.own_class.file.name:
            return self.tr("The recipe trains {model} until you save this file: that chooses it.")
        return self.tr("The recipe trains {model} until a file is opened or saved here: that chooses it.")
