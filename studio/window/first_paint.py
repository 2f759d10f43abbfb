"""What can wait until the window is seen: the engine's thread, and the pages that are not shown first."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

from studio.session.engine_thread import EngineThread
from studio.session.session import Session
from studio.window.main_window import MainWindow

_UNSEEN_MS = 1000
"""What is shown where nobody sees it, on another desktop say, is not painted."""
_LOOK_MS = 100
_LONGEST_SECONDS = 10.0
"""For how long the pages wait for a run to begin: its data may have to be read first."""


class AfterFirstPaint(QObject):
    """Starts the engine, and builds the pages, one at each turn of the event loop, once the window has been painted.

    A run that begins meanwhile comes first: the pages go on once its first numbers are on the curves. A page that is
    built later is told what it has missed. No signals.
    """

    def __init__(self, window: MainWindow, thread: EngineThread, session: Session) -> None:
        super().__init__(window)
        self._window, self._thread, self._session = window, thread, session
        self._begun = False
        self._since = 0.0
        """From when the pages wait for a run, 0 while they do not."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._watched = (window, window.toolbar)
        for watched in self._watched:
            watched.installEventFilter(self)

    @property
    def done(self) -> bool:
        """Whether nothing is left to be done."""
        return self._begun and self._window.pages.is_complete

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is not self._window:
            self._timer.start(0)
        elif event.type() == QEvent.Type.Show and watched is self._window:
            self._timer.start(_UNSEEN_MS)
        return False

    def finish(self) -> None:
        """Do at once what is left."""
        while not self.done:
            self._take_step()

    @Slot()
    def _go_on(self) -> None:
        if self._begun and self._run_begins():
            self._timer.start(_LOOK_MS)
            return
        self._timer.start(0)
        self._take_step()

    def _take_step(self) -> None:
        if not self._begun:
            self._begun = True
            for watched in self._watched:
                watched.removeEventFilter(self)
            self._thread.start()
            self._session.prepare()
        elif not self._window.pages.build_next():
            self._timer.stop()

    def _run_begins(self) -> bool:
        """Whether a run was asked for of which nothing is seen yet."""
        session = self._session
        if not (session.pending or session.in_run) or session.run.history:
            return False
        self._since = self._since or time.monotonic()
        return time.monotonic() - self._since < _LONGEST_SECONDS
