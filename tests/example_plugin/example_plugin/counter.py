"""A view: how many epochs have ended."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel

from studio.session.added_views import views
from studio.session.session import Session


class EpochCounter(QLabel):
    """Counts; no signals."""

    def __init__(self, session: Session) -> None:
        super().__init__("0")
        self.setObjectName("epochCounter")
        session.epoch_ended.connect(self._count)

    @Slot(object)
    def _count(self, event: object) -> None:
        self.setText(str(int(self.text()) + 1))


views.add("counter", EpochCounter, title="Counter", summary="How many epochs have ended.")
