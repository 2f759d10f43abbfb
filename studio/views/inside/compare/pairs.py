"""A table of tensors, and the chosen one in both models beside or below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.session.session import Session
from studio.views.inside.compare.pair_detail import PairDetail
from studio.views.inside.compare.pair_model import Row
from studio.views.inside.compare.pair_table import PairTable
from studio.widgets.scroll_column import ScrollColumn
from studio.widgets.turning_split import TurningSplit
from trainer_core.protocol.events import Refused
from trainer_core.protocol.model_comparison import CompareLayer, LayerCompared

_WIDE = 640


class Pairs(QWidget):
    """Asks the engine for the values of the chosen tensor while it is seen. No signals."""

    def __init__(self, name: str, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self._stale = False
        self.table, self.detail = PairTable(self), PairDetail(self)
        self.table.setObjectName(f"{name}Table")
        self._arrange()
        self.table.chosen.connect(self._choose)
        self.detail.asked.connect(self._ask)
        session.compared.connect(self._take)
        session.refused.connect(self._take_refusal)

    def show_rows(self, rows: Sequence[Row], at_first: str) -> None:
        """Show these; what was chosen stays chosen, or else ``at_first`` is."""
        self.table.show_rows(rows)
        if not self.table.name:
            self.table.choose(at_first)
        self._choose(self.table.name)

    def choose(self, name: str) -> None:
        """Choose the tensor of this name, if there is one."""
        if self.table.choose(name):
            self._choose(name)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._ask()

    @Slot(str)
    def _choose(self, name: str) -> None:
        self.detail.begin(next((row.pair for row in self.table.rows if row.pair.name == name), None))
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._stale = not self.isVisible()
        command = self.detail.command()
        if command is not None and not self._stale:
            self._asked = command.id
            self._session.post(command)

    @Slot(object)
    def _take(self, event: object) -> None:
        if isinstance(event, LayerCompared) and event.answers == self._asked:
            self.detail.show_layer(event)

    @Slot(object)
    def _take_refusal(self, event: Refused) -> None:
        if event.command == CompareLayer.__name__ and event.answers == self._asked:
            self.detail.show_refusal(event.message)

    def _arrange(self) -> None:
        scroll = ScrollColumn(self, steady=True)
        scroll.setProperty("role", "panel")
        self.detail.setProperty("role", "panel")
        scroll.setWidget(self.detail)
        self.split = TurningSplit(
            self.table, scroll, narrow=_WIDE, size=lambda whole, wide: whole * (0.5 if wide else 0.6), parent=self
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)
