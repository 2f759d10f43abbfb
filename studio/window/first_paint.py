"""What can wait until the window is seen: the engine's thread, and the pages that are not shown first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

from studio.session.engine_thread import EngineThread
from studio.session.session import Session
from studio.window.main_window import MainWindow

_UNSEEN_MS = 1000
"""What is shown where nobody sees it, on another desktop say, is not painted."""


class AfterFirstPaint(QObject):
    """Starts the engine, and builds the pages, one at each turn of the event loop, once the window has been painted.

    What the engine tells meanwhile is kept, so that a page that is built later knows it too. No signals.
    """

    def __init__(self, window: MainWindow, thread: EngineThread, session: Session) -> None:
        super().__init__(window)
        self._window, self._thread, self._session = window, thread, session
        self._begun = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._watched = (window, window.toolbar)
        for watched in self._watched:
            watched.installEventFilter(self)

    @property
    def done(self) -> bool:
        """Whether nothing is left to be done."""
        return self._begun and not self._thread.holding

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is not self._window:
            self._timer.start(0)
        elif event.type() == QEvent.Type.Show and watched is self._window:
            self._timer.start(_UNSEEN_MS)
        return False

    def finish(self) -> None:
        """Do at once what is left."""
        while not self.done:
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        if not self._begun:
            self._begun = True
            for watched in self._watched:
                watched.removeEventFilter(self)
            self._timer.start(0)
            self._thread.hold_back()
            self._thread.start()
            self._session.prepare()
        elif not self._window.pages.build_next():
            self._timer.stop()
            self._thread.deliver()
