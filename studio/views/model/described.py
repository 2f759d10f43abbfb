"""What the engine tells of the network that it has built: asked once for each, for those that are no list of layers."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from studio.session.session import Session
from trainer_core.errors import Message
from trainer_core.models.layers import TracedLayer
from trainer_core.protocol.events import Prepared, Refused
from trainer_core.protocol.structure import DescribeStructure, StructureDescribed


class Described(QObject):
    """Asks for the modules of the model of the recipe that is shown, as soon as it is built and somebody looks.

    Signals:
        changed(): ``rows`` are others.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked_for: Prepared | None = None
        self._asked = 0
        self._found: StructureDescribed | None = None
        self.problem: Message | None = None
        """Why the model cannot be described, if it cannot."""
        session.structure_described.connect(self._take)
        session.refused.connect(self._take_refused)

    @property
    def rows(self) -> tuple[TracedLayer, ...]:
        """The modules of the model of the recipe that is shown; none while they are not known."""
        found = self._found
        return found.rows if found is not None and found.recipe.model == self._session.shown_recipe.model else ()

    def ask(self) -> None:
        """Have the model described that is built, unless it is, or is another than the recipe's."""
        prepared = self._session.preparation
        if prepared is None or prepared is self._asked_for:
            return
        if prepared.recipe.model == self._session.shown_recipe.model:
            self._asked_for, self.problem = prepared, None
            command = DescribeStructure()
            self._asked = command.id
            self._session.post(command)

    @Slot(object)
    def _take(self, event: StructureDescribed) -> None:
        if event.answers == self._asked:
            self._found = event
            self.changed.emit()

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        if event.answers and event.answers == self._asked:
            self.problem = event.message
            self.changed.emit()
