"""Offers to go on with what was interrupted: looks for it at the start, and shows the card until it is answered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.look.settings import Settings
from studio.session.background import Background
from studio.session.interrupted_runs import InterruptedRuns, find_interrupted
from studio.session.session import Action, Session
from studio.window.train_page import TrainPage

_MOST_PUT_AWAY = 50


class OfferFlow(QObject):
    """The card about the newest interrupted run, in the curves' place while there are no curves.

    Signals:
        offered(bool): the card is there, or is gone.
        continue_asked(object), open_asked(object): the folder of the run to go on with, or to look at.
        all_asked(): every run is to be shown.
    """

    offered = Signal(bool)
    continue_asked = Signal(object)
    open_asked = Signal(object)
    all_asked = Signal()

    def __init__(
        self, session: Session, settings: Settings, background: Background, page: TrainPage, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._background = background
        self._page = page
        card = page.interrupted
        card.continue_asked.connect(self.continue_asked)
        card.open_asked.connect(self.open_asked)
        card.all_asked.connect(self.all_asked)
        card.put_away.connect(self._put_away)
        session.run_started.connect(self._withdraw)
        session.run_opened.connect(self._withdraw)
        session.state_changed.connect(self._follow)

    def look(self) -> None:
        """Look for interrupted runs, beside the GUI thread."""
        root, put_away = self._settings.runs_root, frozenset(self._settings.put_away.splitlines())
        self._background.do(lambda: find_interrupted(root, put_away), self._offer, lambda message: None)

    def _offer(self, runs: InterruptedRuns | None) -> None:
        if runs is None or self._session.run.started is not None or self._session.pending == "Start":
            self._withdraw()
            return
        card = self._page.interrupted
        card.show_runs(runs)
        self._page.offer(True)
        self.offered.emit(True)
        self._follow()
        card.continue_button.setFocus()

    @Slot()
    def _withdraw(self, event: object = None) -> None:
        if self._page.offers:
            self._page.offer(False)
            self.offered.emit(False)

    @Slot(object)
    def _put_away(self, folder: Path) -> None:
        """Do not offer this run again; if there is another one, it is offered next."""
        kept = [*self._settings.put_away.splitlines(), str(folder)][-_MOST_PUT_AWAY:]
        self._settings.put_away = "\n".join(kept)
        self._withdraw()

    @Slot()
    def _follow(self) -> None:
        self._page.interrupted.set_busy(not self._session.possible(Action.OPEN_RUN))
