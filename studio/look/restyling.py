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
        self._to_polish: deque[QWidget] = deque()
        self._to_tell: deque[QWidget] = deque()
        self._unpolished: set[QWidget] = set()
        self._untold: set[QWidget] = set()
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._restyle_some)

    @property
    def busy(self) -> bool:
        """Whether there are hidden widgets that still have the style of before."""
        return bool(self._untold)

    def apply(self, app: QApplication, font: QFont, sheet: str) -> None:
        """Give the application this font and stylesheet; hidden widgets follow."""
        with widgets_kept():
            app.setFont(font)
            app.style().unpolish(app)
            app.setStyleSheet(sheet)
            widgets = app.allWidgets()
            self._unpolished, self._untold = set(widgets), set(widgets)
            for window in app.topLevelWidgets():
                self._restyle_seen(window)
            left = sorted((widget for widget in widgets if widget in self._untold), key=_depth)
            self._to_polish, self._to_tell = deque(left), deque(reversed(left))
            for widget in left:
                if widget.isHidden():
                    widget.installEventFilter(self)
        self._timer.start()

    def finish(self) -> None:
        """Style what is still to be styled now, however long it takes."""
        self._restyle(float("inf"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            with widgets_kept():
                self._restyle_seen(watched)
        return False

    @Slot()
    def _restyle_some(self) -> None:
        self._restyle(SLICE_SECONDS)

    def _restyle(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        with widgets_kept():
            while (self._to_polish or self._to_tell) and time.monotonic() < until:
                if self._to_polish:
                    self._polish(self._to_polish.popleft())
                else:
                    self._tell(self._to_tell.popleft())
        if not self._to_tell and self._timer.isActive():
            self._timer.stop()
            self.finished.emit()

    def _restyle_seen(self, widget: QWidget) -> None:
        """Style ``widget`` and what is seen of all that is in it.

        What is outside is polished first, since fonts are inherited; what is inside is told first, since a page that
        arranges itself by the sizes of its parts has to find those of now.
        """
        seen = list(_seen(widget))
        for each in seen:
            self._polish(each)
        for each in reversed(seen):
            self._tell(each)

    def _polish(self, widget: QWidget) -> None:
        """Give one widget the style of now."""
        if widget in self._unpolished:
            self._unpolished.discard(widget)
            if isValid(widget):
                widget.style().polish(widget)

    def _tell(self, widget: QWidget) -> None:
        """Tell one widget what Qt tells all when the application's stylesheet changes."""
        if widget not in self._untold:
            return
        self._untold.discard(widget)
        if isValid(widget):
            widget.removeEventFilter(self)
            QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
            widget.update()
            widget.updateGeometry()


def _seen(widget: QWidget) -> Iterator[QWidget]:
    """``widget`` and what is seen of all that is in it, the outer ones first."""
    if widget.isVisible():
        yield widget
        for child in widget.children():
            if isinstance(child, QWidget):
                yield from _seen(child)


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
