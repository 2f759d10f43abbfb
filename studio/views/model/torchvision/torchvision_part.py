"""torchvision's networks on the model page: choosing one, its weights, what was changed, and stages of training."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs
from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.session.background import Background
from studio.session.session import Session
from studio.views.model.stages.stages import Stages
from studio.views.model.torchvision.architecture_table import ArchitectureTable
from studio.views.model.torchvision.weights_choice import WeightsChoice
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.models.torchvision import Architecture, architectures, listed
from trainer_core.protocol.events import Prepared
from trainer_core.protocol.reports import DataReport, ModelReport
from trainer_core.recipe.parameter_groups import FIELD as GROUPS
from trainer_core.recipe.recipe import Recipe

NAME = "torchvision"
_NARROW = 1000


class TorchvisionPart(Retranslated, QSplitter):
    """The networks at the left, or above where there is little room; beside them weights, what was changed, and groups
    of parameters.

    torchvision is imported beside the GUI thread when the part is first seen.

    Signals:
        changed(object): a mapping for `Recipe.with_values`.
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    changed = Signal(object)
    notice = Signal(object, str)
    crashed = Signal(str, str)

    def __init__(
        self, session: Session, files: FileDialogs, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("torchvisionModels")
        self._session = session
        self._background = background
        self._catalogue: tuple[Architecture, ...] = ()
        self._asked = False
        self.search = QLineEdit(self)
        self.search.setObjectName("architectureSearch")
        self.search.setClearButtonEnabled(True)
        self.table = ArchitectureTable(self)
        self.found = QLabel(self)
        self.weights = WeightsChoice(session, files, self)
        self.stages = Stages(session, self)
        self.changes = QLabel(self)
        for label in (self.changes, self.found):
            label.setProperty("role", "muted")
            label.setTextFormat(Qt.TextFormat.PlainText)
            fonts.use(label, "small")
        self.changes.setWordWrap(True)
        self.changes.setObjectName("architectureChanges")
        self.titles: list[QLabel] = []
        self._arrange()
        self.search.textChanged.connect(self._list)
        self.table.order_changed.connect(self._list)
        self.table.chosen.connect(self._choose)
        self.weights.chosen.connect(self._choose_weights)
        self.stages.changed.connect(self.changed)
        session.follow(Prepared, self._show_model, self)
        self.retranslate()
        self.show_recipe(session.shown_recipe)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Networks of torchvision"))
        self.search.setPlaceholderText(self.tr("Search networks"))
        self.search.setAccessibleName(self.search.placeholderText())
        titles = (self.tr("Weights"), self.tr("Changed for your data"), self.tr("Stages"))
        for label, title in zip(self.titles, titles, strict=True):
            label.setText(title)
        self._list()
        self._show_model()

    def setEnabled(self, enabled: bool) -> None:
        """Let a network and weights be chosen or not; groups know themselves what may change during a run."""
        for part in (self.table, self.weights):
            part.setEnabled(enabled)

    def show_recipe(self, recipe: Recipe) -> None:
        """Mark what ``recipe`` names; a recipe of another model shows the network that would be taken first."""
        self._list()
        self.stages.show_recipe(recipe)
        network = next((each for each in self._catalogue if each.name == self._name), None)
        own = recipe.model.name == NAME
        if network is not None:
            self.weights.show_network(network, _argument(recipe, "weights"))
        if self._detail.isHidden() is own:
            self._detail.setVisible(own)
            self._share()
        self._show_model()

    def show_data(self, report: DataReport | None) -> None:
        """What depends on the data is in the report of the prepared model."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._background.do(architectures, self._take_catalogue, lambda message: None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < fonts.scaled(_NARROW)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if wanted != self.orientation():
            self.setOrientation(wanted)
            self._share()

    @property
    def _name(self) -> str:
        return _argument(self._session.shown_recipe, "architecture")

    @property
    def _model(self) -> ModelReport | None:
        """The prepared model, if it is that of the recipe that is shown."""
        prepared = self._session.preparation
        if prepared is None or prepared.recipe.model != self._session.shown_recipe.model:
            return None
        return prepared.model

    def _arrange(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 4, 8, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.found)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        content = QWidget(self)
        content.setProperty("role", "clear")
        right = QVBoxLayout(content)
        right.setContentsMargins(12, 4, 16, 16)
        right.setSpacing(6)
        parts = (self.weights, self.changes, self.stages)
        for part in parts:
            title = QLabel(content)
            fonts.use(title, "base", strong=True)
            if self.titles:
                right.addSpacing(12)
            self.titles.append(title)
            right.addWidget(title)
            right.addWidget(part)
        right.addStretch(1)
        self._detail = scroll = ScrollColumn(self)
        scroll.setWidget(content)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.addWidget(left)
        self.addWidget(scroll)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self._detail.hide()

    def _share(self) -> None:
        """Give the table its part of the room beside what is said of the chosen network."""
        self.setSizes([2000, 3000] if self.orientation() == Qt.Orientation.Vertical else [1000, 1000])

    def _take_catalogue(self, catalogue: tuple[Architecture, ...]) -> None:
        self._catalogue = catalogue
        self.show_recipe(self._session.shown_recipe)

    @Slot()
    def _list(self) -> None:
        if not self._catalogue:
            self.found.setText(self.tr("Reading what torchvision has…"))
            return
        rows = listed(self.search.text(), self.table.by, descending=self.table.descending)
        self.table.show_rows(rows, self._name)
        self.found.setText(counted(len(rows), "1 network", "{n:,} networks"))

    @Slot(object)
    def _show_model(self, event: object = None) -> None:
        """Say what was changed of the published network, once the model is there."""
        model = self._model
        changes = "\n".join(f"• {words(each)}" for each in model.changes) if model is not None else ""
        published = self.tr("The table is of the network as it was published, for the 1,000 classes of ImageNet.")
        self.changes.setText(
            f"{changes}\n{published}" if changes else self.tr("Told as soon as the data and the model are prepared.")
        )

    @Slot(str)
    def _choose(self, name: str) -> None:
        recipe = self._session.recipe
        if recipe.model.name == NAME and name == _argument(recipe, "architecture"):
            return
        # Weights and parts have other names in another network.
        values: dict[str, Any] = {"model.name": NAME, "model.architecture": name, "model.weights": ""}
        if recipe.training.groups:
            values[GROUPS] = []
        self.changed.emit(values)

    @Slot(str)
    def _choose_weights(self, weights: str) -> None:
        self.changed.emit({"model.weights": weights})


def _argument(recipe: Recipe, name: str) -> str:
    """An argument of the recipe's model, empty where that is another one."""
    return str(recipe.model.arguments[name]) if recipe.model.name == NAME else ""
