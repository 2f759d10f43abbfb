"""The stages of training as a panel that folds, below the parts of the page that do not show them themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.session.session import Session
from studio.views.model.stages.stages import Stages
from studio.widgets.folding_section import FoldingSection
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.recipe.recipe import Recipe

_HEIGHT = 300


class StagesPanel(Retranslated, FoldingSection):
    """Groups of parameters of any model; folded at first.

    Signals:
        changed(object): a mapping for `Recipe.with_values`.
    """

    changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent, expanded=False)
        self.setObjectName("stagesPanel")
        self.header.setObjectName("stagesHeader")
        self.setProperty("role", "footer")
        self._count = 0
        content = ScrollColumn(self)
        self.stages = Stages(session, content)
        self.stages.setProperty("role", "clear")
        content.setWidget(self.stages)
        content.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setFixedHeight(fonts.scaled(_HEIGHT))
        self.body_layout.addWidget(content)
        self.stages.changed.connect(self.changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.set_title(self.tr("Stages"))
        self._show_summary()

    def show_recipe(self, recipe: Recipe) -> None:
        """Show the groups of ``recipe``."""
        self._count = len(recipe.training.groups)
        self.stages.show_recipe(recipe)
        self._show_summary()

    def _show_summary(self) -> None:
        none = self.tr("All parameters alike")
        self.set_summary(counted(self._count, "1 group", "{n:,} groups") if self._count else none)
