"""Applies a new stylesheet to what is seen at once, and to hidden widgets afterwards, a few at a time."""

from __future__ import annotations

import contextlib
import gc
import time
from collections import deque
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

SLICE_SECONDS = 0.02
"""How long hidden widgets are styled at a stretch, so that the window answers meanwhile."""

_PAUSE_MS = 5


class Restyling(QObject):
    """Restyles an application without stopping it for seconds.

    When the stylesheet of an application changes, Qt polishes each widget that it knows the rules of and then all that
    is in it: a widget ten levels deep is polished ten times, whether it is seen or not. So Qt is made to forget whose
    rules it knows, which `QStyle.unpolish` of the application does, and every widget is polished here, once: what is
    seen at once, the rest in slices of `SLICE_SECONDS` or at the moment when it is shown.

    Signals:
        finished(): every widget, hidden or not, has the style of now.
    """

    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[QWidget] = deque()
        self._stale: set[QWidget] = set()
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._restyle_some)

    @property
    def busy(self) -> bool:
        """Whether there are hidden widgets that still have the style of before."""
        return bool(self._stale)

    def apply(self, app: QApplication, font: QFont, sheet: str) -> None:
        """Give the application this font and stylesheet; hidden widgets follow."""
        with widgets_kept():
            app.setFont(font)
            app.style().unpolish(app)
            app.setStyleSheet(sheet)
            widgets = app.allWidgets()
            self._stale = set(widgets)
            for window in app.topLevelWidgets():
                self._polish_seen(window)
            left = (widget for widget in widgets if widget in self._stale)
            self._waiting = deque(sorted(left, key=_depth, reverse=True))
            for widget in self._waiting:
                if widget.isHidden():
                    widget.installEventFilter(self)
        self._timer.start()

    def finish(self) -> None:
        """Style what is still to be styled now, however long it takes."""
        self._restyle(float("inf"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            with widgets_kept():
                self._polish_seen(watched)
        return False

    @Slot()
    def _restyle_some(self) -> None:
        self._restyle(SLICE_SECONDS)

    def _restyle(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        with widgets_kept():
            while self._waiting and time.monotonic() < until:
                self._polish(self._waiting.popleft())
        if not self._waiting and self._timer.isActive():
            self._timer.stop()
            self.finished.emit()

    def _polish_seen(self, widget: QWidget) -> None:
        """Polish ``widget`` and what is seen of all that is in it.

        What is inside comes first: a page that arranges itself by the sizes of its parts has to find those of now.
        """
        if widget.isVisible():
            for child in widget.children():
                if isinstance(child, QWidget):
                    self._polish_seen(child)
            self._polish(widget)

    def _polish(self, widget: QWidget) -> None:
        """Do for one widget what Qt does for all when the application's stylesheet changes."""
        if widget not in self._stale:
            return
        self._stale.discard(widget)
        if isValid(widget):
            widget.removeEventFilter(self)
            widget.style().polish(widget)
            QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
            widget.update()
            widget.updateGeometry()


def _depth(widget: QWidget) -> int:
    """How many widgets ``widget`` lies in."""
    depth, parent = 0, widget.parentWidget()
    while parent is not None:
        depth, parent = depth + 1, parent.parentWidget()
    return depth


@contextlib.contextmanager
def widgets_kept() -> Iterator[None]:
    """Keep Python's cyclic garbage until Qt has been through all widgets.

    Qt makes a list of them first and sends each an event; a collection in one of the handlers would delete widgets
    that are still to come in that list.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
