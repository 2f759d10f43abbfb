"""What differs between two models that were compared: their answers, and below, graphs, weights or activations."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.session.background import Background
from studio.session.session import Session
from studio.views.inside.compare.answers import AnswersOfBoth
from studio.views.inside.compare.pair_model import Row
from studio.views.inside.compare.pairs import Pairs
from studio.views.inside.compare.two_graphs import TwoGraphs
from studio.widgets.check_field import CheckField
from studio.widgets.scaled import Scaled
from studio.widgets.segmented import Segmented
from trainer_core.protocol.model_comparison import ModelsCompared

_PARTS = 300
"""Height that the graphs and tables keep, whatever stands above them."""


class Differences(Retranslated, QWidget):
    """Shows a comparison, and of its three parts the one that a person has chosen.

    For tests and for those who drive it: ``answers`` of both to the example, ``parts`` chooses which of ``graphs``,
    ``weights`` and ``activations`` is seen, ``only`` whether all of them or what differs; ``shown`` is the newest
    `ModelsCompared`, or None.
    """

    def __init__(self, session: Session, background: Callable[[], Background], parent: QWidget | None = None) -> None:
        """``background`` gives the thread that lays out the graphs; it is asked for it once there are any."""
        super().__init__(parent)
        self.shown: ModelsCompared | None = None
        self.names = ("", "")
        """What the two models are called; graphs that are drawn already keep the names they have."""
        self._stale: set[QWidget] = set()
        self.answers = AnswersOfBoth(self)
        self.parts = Segmented([("graphs", ""), ("weights", ""), ("activations", "")], self)
        self.parts.setObjectName("compareParts")
        self.only = CheckField(self)
        self.only.setObjectName("compareOnlyDifferent")
        self.graphs = TwoGraphs(background, self)
        self.weights = Pairs("compareWeights", session, self)
        self.activations = Pairs("compareActivations", session, self)
        self._arrange()
        self.parts.changed.connect(self._show_part)
        self.only.value_changed.connect(self._show_only)
        self.graphs.weights_asked.connect(self._show_weights)
        self.graphs.activation_asked.connect(self._show_activation)
        self.retranslate()

    def show_compared(self, compared: ModelsCompared, names: tuple[str, str]) -> None:
        """Show what was compared of two models that are called ``names``."""
        self.shown, self.names = compared, names
        self._stale = {self.graphs, self.weights, self.activations}
        self.answers.show_compared(compared)
        self._fill()

    def retranslate(self) -> None:
        """Word the switch in the present language."""
        self.parts.set_labels(
            {"graphs": self.tr("Graphs"), "weights": self.tr("Weights"), "activations": self.tr("Activations")}
        )
        self.parts.setAccessibleName(self.tr("What is compared"))
        self.only.setText(self.tr("Only what differs"))
        self.only.setToolTip(self.tr("Hide what is the same in the tables, and dim it in the graphs"))

    @Slot(str)
    def _show_part(self, part: str) -> None:
        self._stack.setCurrentWidget({"graphs": self.graphs, "weights": self.weights}.get(part, self.activations))
        self._fill()

    @Slot(str)
    def _show_weights(self, name: str) -> None:
        self.parts.set_value("weights")
        self._show_part("weights")
        self.weights.choose(name)

    @Slot(str)
    def _show_activation(self, name: str) -> None:
        self.parts.set_value("activations")
        self._show_part("activations")
        self.activations.choose(name)

    @Slot(object)
    def _show_only(self, only: bool) -> None:
        for part in (self.graphs, self.weights.table, self.activations.table):
            part.show_only_different(only)

    def _fill(self) -> None:
        """Show what was compared in the part that is seen; each alone is much for one turn of the window."""
        part, compared = self._stack.currentWidget(), self.shown
        if part not in self._stale or compared is None:
            return
        self._stale.discard(part)
        if part is self.graphs:
            self.graphs.show_compared(compared, self.names)
            return
        rows = [Row(pair) for pair in compared.activations]
        if part is self.weights:
            kinds = [" → ".join(dict.fromkeys(filter(None, layer.types))) for layer in compared.layers]
            layers = zip(compared.layers, kinds, strict=True)
            rows = [Row(pair, kind) for layer, kind in layers for pair in layer.tensors]
        (self.weights if part is self.weights else self.activations).show_rows(rows, rows[0].pair.name if rows else "")

    def _arrange(self) -> None:
        switch = QHBoxLayout()
        switch.setSpacing(12)
        switch.addWidget(self.parts)
        switch.addWidget(self.only)
        switch.addStretch(1)
        self._stack = QStackedWidget(self)
        for part in (self.graphs, self.weights, self.activations):
            self._stack.addWidget(part)
        Scaled(self._stack, QWidget.setMinimumHeight, _PARTS)
        content = QVBoxLayout(self)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(8)
        content.addWidget(self.answers)
        content.addLayout(switch)
        content.addWidget(self._stack, 1)
