"""A ring around lists, tables and other scrolled places that the keyboard has reached: they show it in no other way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QGraphicsView,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme

_WIDTH = 2.0


class FocusRing(QWidget):
    """Lies over ``window`` and lets every click through; there while a widget without a ring of its own is reached by
    Tab. Widgets that are not scrolled ask for it with the property ``ring``. No signals.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around: QWidget | None = None
        self._by_key = False
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    @contextmanager
    def reaching(self) -> Iterator[None]:
        """What gets the focus within the block is reached by Tab."""
        self._by_key = True
        try:
            yield
        finally:
            self._by_key = False

    @Slot(object, object)
    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._around is not None and self._around is not now:
            self._around.removeEventFilter(self)
            self._around = None
            self.hide()
        if now is not None and self._by_key and now.window() is self.window() and _needs_ring(now):
            self._around = now
            now.installEventFilter(self)
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        elif event.type() in (QEvent.Type.Hide, QEvent.Type.MouseButtonPress):
            self.hide()
        return False

    def _place(self) -> None:
        around = self._around
        if around is None or not around.isVisible():
            self.hide()
            return
        self.setGeometry(around.rect().translated(around.mapTo(self.window(), QPoint(0, 0))))
        self.show()
        self.raise_()

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        width = max(_WIDTH, fonts.stroke(_WIDTH))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(current_theme().tokens.colour("focus"), width))
            edge = width / 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 4, 4)


def _needs_ring(widget: QWidget) -> bool:
    if widget.property("ring"):
        return True
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.property("role") in ("code", "console", "guide")
    return isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QGraphicsView)
