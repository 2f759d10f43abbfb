"""Keeps the answers all over one or two inputs fresh, up to ten times a second, for a bounded share of the speed."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from studio.session.fresh_feed import FreshFeed
from studio.session.session import Session
from trainer_core.protocol.answer_map import AnswersMapped
from trainer_core.protocol.commands import MapAnswers

INTERVAL_MS = 100
SIDE = 64
_SHARE = 0.06
"""Of its time that the engine spends on maps at most: a large model is drawn less often."""
_REMEMBERED = 4
"""Maps of which the quickest tells what one costs: others may have been kept waiting."""


class MapFeed(FreshFeed):
    """Asks for maps of the present model; ``arrived`` carries an `AnswersMapped`.

    ``shown`` says whether the model has one or two inputs, ``layer`` whose units come along (empty: none).
    """

    def __init__(self, session: Session, watcher: QWidget) -> None:
        super().__init__(session, MapAnswers, INTERVAL_MS, watcher)
        self.shown = False
        self.layer = ""
        self._seconds: deque[float] = deque(maxlen=_REMEMBERED)
        session.answers_mapped.connect(self._take)

    @property
    def ready(self) -> bool:
        """Whether there is something to draw."""
        return self.shown

    def request(self) -> None:
        """Ask for a map."""
        self._session.map_answers(SIDE, self.layer)

    @Slot(object)
    def _take(self, event: AnswersMapped) -> None:
        if event.seconds:  # a replay takes none
            self._seconds.append(event.seconds)
        interval = max(INTERVAL_MS, round(min(self._seconds, default=0.0) * 1000 / _SHARE))
        if abs(interval - self.timer.interval()) > self.timer.interval() // 4:
            self.timer.setInterval(interval)
        self.take(event, event.run)
