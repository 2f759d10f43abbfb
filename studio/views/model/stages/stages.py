"""The groups of a model's parameters as rows to edit, and its modules as a table below them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.session.session import Session
from studio.views.model.stages.groups_editor import GroupsEditor
from studio.views.model.stages.module_table import ModuleTable
from trainer_core.protocol.events import Prepared
from trainer_core.protocol.reports import ModelReport
from trainer_core.recipe.parameter_groups import FIELD as GROUPS
from trainer_core.recipe.proposal.head_first import head_first
from trainer_core.recipe.recipe import Recipe

_ROWS_SHOWN = 9


class Stages(Retranslated, QWidget):
    """What is trained how, of the recipe that is shown; the table appears once its model is prepared.

    Signals:
        changed(object): a mapping for `Recipe.with_values`.
    """

    changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.groups = GroupsEditor(session, self)
        self.modules = ModuleTable(self)
        self.modules.setFixedHeight(fonts.scaled(24) * (_ROWS_SHOWN + 1) + fonts.scaled(8))
        self.title, self.totals = QLabel(self), QLabel(self)
        fonts.use(self.title, "base", strong=True)
        self.totals.setProperty("role", "muted")
        self.totals.setWordWrap(True)
        self.totals.setTextFormat(Qt.TextFormat.PlainText)
        fonts.use(self.totals, "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.groups)
        layout.addSpacing(12)
        for part in (self.title, self.totals, self.modules):
            layout.addWidget(part)
        self.groups.changed.connect(self.changed)
        self.groups.head_first_asked.connect(self._propose)
        session.follow(Prepared, self._show_model, self)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.title.setText(self.tr("Loaded and new"))
        self._show_model()

    def show_recipe(self, recipe: Recipe) -> None:
        """Show the groups of ``recipe``; where it begins from weights the two usual stages are offered."""
        self.groups.show_recipe(recipe, pretrained=bool(recipe.model.arguments.get("weights")))
        self._show_model()

    @property
    def _model(self) -> ModelReport | None:
        """The prepared model, if it is that of the recipe that is shown."""
        prepared = self._session.preparation
        if prepared is None or prepared.recipe.model != self._session.shown_recipe.model:
            return None
        return prepared.model

    @Slot()
    def _show_model(self, event: object = None) -> None:
        model = self._model
        modules = model.modules if model is not None else ()
        self.modules.show_modules(modules, self._session.shown_recipe.training.groups)
        for part in (self.title, self.totals, self.modules):
            part.setVisible(model is not None)
        loaded, new = (
            sum(module.parameters for module in modules if (module.origin == "new") is of_new)
            for of_new in (False, True)
        )
        text = self.tr("{loaded} parameters are loaded, {new} are new.")
        self.totals.setText(text.format(loaded=formats.count(loaded), new=formats.count(new)))

    @Slot()
    def _propose(self) -> None:
        self.changed.emit({GROUPS: head_first(self._session.recipe)})
