"""Tells whether what is opened has arrived: the window looks at data, a run or weights before it takes them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from studio.window.main_window import MainWindow
from trainer_core.protocol.events import Refused

_OPENING = ("Prepare", "LoadWeights", "OpenRun", "PredictPaths")
"""Commands that are given for what is opened; predictions of the data before may be refused meanwhile."""


class Arrival(QObject):
    """Watches ``window`` from before something is opened in it; deleted with `deleteLater`. No signals."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session = window.session
        self._before = session.recipe
        self._taken = False
        self._told: list[str] = []
        for taken in (window.own_data.taken, session.weights_loaded, session.run_opened, session.paths_predicted):
            taken.connect(self._take)
        session.refused.connect(self._hear_refusal)
        for flow in (window.own_data, window.recipes, window.python_files, window.trust):
            flow.notice.connect(self._hear)

    @property
    def refusal(self) -> str:
        """Why it was not taken; empty while nothing was said."""
        return next(iter(self._told), "")

    @property
    def has_come(self) -> bool:
        """Whether the window has it, or has said that it does not take it."""
        return bool(self._taken or self._told or self._session.recipe != self._before)

    @Slot(object)
    def _take(self, what: object) -> None:
        self._taken = True

    @Slot(object)
    def _hear_refusal(self, event: Refused) -> None:
        if event.command in _OPENING:
            self._told.append(str(event.message))

    @Slot(object, str)
    def _hear(self, sentence: str | Callable[[], str], kind: str) -> None:
        if kind in ("error", "warning"):
            self._told.append(sentence() if callable(sentence) else sentence)
