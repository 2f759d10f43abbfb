"""Keeps predictions of some test examples fresh."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from studio.session.fresh_feed import FreshFeed
from studio.session.session import Session
from trainer_core.protocol.predicting import Predict, Predicted

_INTERVAL_MS = 1000


class PredictionFeed(FreshFeed):
    """Asks for predictions of the present ``indices``; ``arrived`` carries a `Predicted`.

    Answers to other tags and to other indices are dropped.
    """

    def __init__(self, session: Session, tag: str, watcher: QWidget) -> None:
        super().__init__(session, Predict, _INTERVAL_MS, watcher)
        self._tag = tag
        self._indices: tuple[int, ...] = ()
        session.predicted.connect(self._take)

    @property
    def indices(self) -> tuple[int, ...]:
        """The test examples that are asked for."""
        return self._indices

    @property
    def ready(self) -> bool:
        """Whether there are any."""
        return bool(self._indices)

    def watch(self, indices: tuple[int, ...]) -> None:
        """Watch other examples; answers for the former ones no longer count. Asks for nothing by itself."""
        self._indices = indices
        self.forget()

    def request(self) -> None:
        """Ask for them."""
        self._session.predict(self._indices, self._tag)

    @Slot(object)
    def _take(self, event: Predicted) -> None:
        if event.tag == self._tag and event.indices == self._indices:
            self.take(event, event.run)
