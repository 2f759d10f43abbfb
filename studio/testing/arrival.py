"""Tells whether what a test opens has arrived: the window looks at data, a run or weights before it takes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Slot

from studio.window.main_window import MainWindow
from trainer_core.protocol.events import Event, Refused, RunOpened, WeightsLoaded
from trainer_core.protocol.predicting import PathsPredicted
from trainer_core.recipe.recipe import Recipe

_OPENED = (WeightsLoaded, RunOpened, PathsPredicted)
"""What is told of a file that was dropped and is no data."""
_OPENING = ("Prepare", "LoadWeights", "OpenRun", "PredictPaths")
"""Commands that are given for what is opened; predictions of the data before may be refused meanwhile."""


class Arrival(QObject):
    """Watches ``window``, and the engine's ``events``, from before something is opened; deleted with `deleteLater`."""

    def __init__(self, window: MainWindow, events: Sequence[Event], recipe: Callable[[], Recipe]) -> None:
        super().__init__(window)
        self._events, self._begin = events, len(events)
        self._recipe, self._before = recipe, recipe()
        self._taken = False
        self._told: list[str] = []
        window.own_data.taken.connect(self._take)
        for flow in (window.own_data, window.recipes, window.python_files, window.trust):
            flow.notice.connect(self._hear)

    @property
    def refusal(self) -> str:
        """Why it was not taken; empty while nothing was said."""
        refused = [
            str(each.message) for each in self._since() if isinstance(each, Refused) and each.command in _OPENING
        ]
        return next(iter([*self._told, *refused]), "")

    @property
    def has_come(self) -> bool:
        """Whether the window has it, or has said that it takes it not."""
        opened = any(isinstance(each, _OPENED) for each in self._since())
        return bool(self._taken or self.refusal or opened or self._recipe() != self._before)

    def _since(self) -> Sequence[Event]:
        return self._events[self._begin :]

    @Slot(object)
    def _take(self, data: object) -> None:
        self._taken = True

    @Slot(object, str)
    def _hear(self, sentence: str | Callable[[], str], kind: str) -> None:
        if kind in ("error", "warning"):
            self._told.append(sentence() if callable(sentence) else sentence)
