"""The tools above the graph: search in it, how deep it is opened, what is followed in it, and what is done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.icons import icon
from studio.look.messages import counted
from studio.look.theme import set_state
from studio.views.inside.graph_shown import DEPTHS, Way
from studio.widgets.choice_field import ChoiceField
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.icon_button import IconButton

_GAP = 6


class GraphTools(Retranslated, QWidget):
    """Two groups, one below the other where the panel is narrow.

    ``search``, ``hits`` which says how many it found, and ``depths`` are in the first; ``inputs_button``,
    ``loss_button``, ``read_button``, ``fit_button`` and ``export_button`` in the second.

    Signals:
        followed(str): what the selected box was computed from, ``"inputs"``, or goes into, ``"loss"``, is to stand
            out; empty for nothing.
    """

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(self)
        self.search.setObjectName("graphSearch")
        self.search.setClearButtonEnabled(True)
        glass = QAction(icon("search", "muted"), "", self.search)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(fonts.scaled(80))
        self.search.setMaximumWidth(fonts.scaled(260))
        self.hits = QLabel(self)
        self.depths = ChoiceField(self)
        self.depths.setObjectName("graphDepth")
        self.inputs_button = self._button("to-inputs", "graphToInputs")
        self.loss_button = self._button("to-loss", "graphToLoss")
        for button in (self.inputs_button, self.loss_button):
            button.setCheckable(True)
            button.setEnabled(False)
        self.read_button = self._button("again", "graphReadButton")
        self.fit_button = self._button("follow", "graphFitButton")
        self.export_button = self._button("export", "graphExportButton")
        self.inputs_button.clicked.connect(self._follow_inputs)
        self.loss_button.clicked.connect(self._follow_loss)
        self._arrange()
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.search.setPlaceholderText(self.tr("Operation, layer or shape"))
        self.search.setAccessibleName(self.tr("Search the graph"))
        self.search.setToolTip(self.tr("Words that a node's operation, layer, parameter or shape (64x10) holds"))
        levels = (counted(n, "{n} level", "{n} levels") for n in (1, 2, 3))
        labels = [self.tr("At a glance"), *levels, self.tr("Everything")]
        chosen = self.depths.value or "glance"
        self.depths.set_choices(DEPTHS, labels)
        self.depths.set_value(chosen)
        self.depths.setMinimumWidth(self.depths.sizeHint().width())
        self.depths.setAccessibleName(self.tr("How deep modules are expanded"))
        self.depths.setToolTip(self.tr("How deep modules are expanded"))
        self.inputs_button.set_name(self.tr("What the selected box was computed from"))
        self.loss_button.set_name(self.tr("What the selected box goes into, up to the loss"))
        self.read_button.set_name(self.tr("Read the graph again"))
        self.fit_button.set_name(self.tr("Show the whole graph (0)"))
        self.export_button.set_name(self.tr("Save the graph as SVG or PNG…"))

    @property
    def follows(self) -> bool:
        """Whether what the selected box was computed from, or goes into, stands out."""
        return self.inputs_button.isChecked() or self.loss_button.isChecked()

    def follow_nothing(self) -> None:
        """Let go of what is followed."""
        for button in (self.inputs_button, self.loss_button):
            button.setChecked(False)

    def offer_following(self, possible: bool) -> None:
        """Let a person follow the selected box, if there is one."""
        for button in (self.inputs_button, self.loss_button):
            button.setEnabled(possible)

    def show_found(self, count: int) -> None:
        """Say how many nodes the search has found."""
        self.hits.setText(counted(count, "1 found", "{n:,} found") if self.search.text().strip() else "")

    @Slot()
    def _follow_inputs(self) -> None:
        self._follow("inputs", self.inputs_button, self.loss_button)

    @Slot()
    def _follow_loss(self) -> None:
        self._follow("loss", self.loss_button, self.inputs_button)

    def _follow(self, way: Way, this: IconButton, other: IconButton) -> None:
        other.setChecked(False)
        self.followed.emit(way if this.isChecked() else "")

    def _button(self, icon_name: str, name: str) -> IconButton:
        button = IconButton(icon_name, "", self)
        button.setObjectName(name)
        return button

    def _arrange(self) -> None:
        fonts.use(self.hits, "small")
        set_state(self.hits, role="muted")
        buttons = (self.inputs_button, self.loss_button, self.read_button, self.fit_button, self.export_button)
        layout = FlowLayout(self, spacing=_GAP)
        layout.setContentsMargins(0, 0, 0, 0)
        for widgets in ((self.search, self.depths, self.hits), buttons):
            group = QWidget(self)
            row = QHBoxLayout(group)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(_GAP)
            for widget in widgets:
                row.addWidget(widget)
            layout.addWidget(group)
