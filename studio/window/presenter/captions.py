"""Captions: shows keys and clicks in a corner, but never typed text."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.window.presenter.overlay import Overlay

_SHOWN_MS, _RING_MS = 2500, 400
_MOST = 3
"""So many keys and clicks in a row are said together."""
_EDGE, _RADIUS, _STATUS = 10, 12, 34
_ALONE = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown)
"""Keys that say nothing without another one."""
_TAKES_TEXT = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class InputEar(QObject):
    """Hears keys and clicks in the program while it listens.

    A press is heard once, although Qt tells it to the widget that has the focus, as a shortcut first, and to each of
    its parents. What is typed into a field is not heard: only keys that write nothing are, such as Ctrl+V.

    Signals:
        key(str): the key or keys that were pressed, as the system writes them.
        clicked(str, QPoint): the words on what was clicked (empty where there are none), and where on the screen.
    """

    key = Signal(str)
    clicked = Signal(str, QPoint)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._down: QKeySequence | None = None
        self._pressed_at: tuple[int, QPoint] | None = None
        self._listening = False
        self.now: Callable[[], float] = lambda: time.monotonic()
        self._heard_at = -math.inf

    @property
    def silent_for(self) -> float:
        """Seconds since a key or a button of the mouse was pressed, also one that is not told."""
        return self.now() - self._heard_at

    def listen(self, wanted: bool) -> None:
        """Begin to listen, or cease: each event of the program costs a little while it does."""
        app = QApplication.instance()
        if app is None or wanted == self._listening:
            return
        self._listening = wanted
        if wanted:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.ShortcutOverride | QEvent.Type.KeyPress if isinstance(watched, QWidget):
                assert isinstance(event, QKeyEvent)
                self._hear_key(watched, event)
            case QEvent.Type.KeyRelease:
                self._down = None
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick if isinstance(watched, QWidget):
                assert isinstance(event, QMouseEvent)
                self._hear_click(watched, event)
        return False

    def _hear_key(self, watched: QWidget, event: QKeyEvent) -> None:
        if event.key() in _ALONE or event.isAutoRepeat():
            return
        keys = QKeySequence(event.keyCombination())
        if keys == self._down:
            return
        self._down = keys
        self._heard_at = self.now()
        if not (_writes(event) and _takes_text(watched)):
            self.key.emit(keys.toString(QKeySequence.SequenceFormat.NativeText))

    def _hear_click(self, watched: QWidget, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        if (event.timestamp(), at) == self._pressed_at:
            return
        self._pressed_at = (event.timestamp(), at)
        self._heard_at = self.now()
        self.clicked.emit(_words_on(watched, watched.mapFromGlobal(at)), at)


def _writes(event: QKeyEvent) -> bool:
    """Whether this key writes something; with Ctrl it does not, but with Ctrl and Alt (AltGr) it may."""
    held = event.modifiers()
    alone = held & Qt.KeyboardModifier.ControlModifier and not held & Qt.KeyboardModifier.AltModifier
    return bool(event.text()) and event.text().isprintable() and not alone


def _takes_text(widget: QWidget) -> bool:
    """Whether what is typed is written: a read-only field shows it, too, and is no secret."""
    combo = isinstance(widget, QComboBox) and widget.isEditable()
    return combo or isinstance(widget, _TAKES_TEXT) or widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def _words_on(widget: QWidget, at: QPoint) -> str:
    """The words on a button, tab or row of a menu; of other widgets the name that a screen reader says."""
    words = ""
    if isinstance(widget, QMenu):
        action = widget.actionAt(at)
        words = action.text() if action is not None else ""
    elif isinstance(widget, QTabBar):
        words = widget.tabText(widget.tabAt(at))
    elif isinstance(widget, QAbstractButton):
        words = widget.text() or widget.accessibleName()
    elif _takes_text(widget) or isinstance(widget, QComboBox):
        words = widget.accessibleName()
    return words.replace("&", "").partition("\t")[0]


class Captions(QLabel):
    """Says the last keys and clicks in the lower left corner of ``window`` for a while, if they are ``wanted``.

    No signals.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("stageCaption")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        fonts.use(self, "title", strong=True)
        self.wanted = True
        self._said: list[str] = []
        self._ring = _Ring(window)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self._end)
        self.hide()

    @Slot(str)
    def say(self, words: str) -> None:
        """Say this beside what was said a moment ago."""
        if not self.wanted:
            return
        self._said = [*self._said, words][-_MOST:]
        self.setText("   ".join(self._said))
        self.place()
        self.show()
        self.raise_()
        self._timer.start()

    @Slot(str, QPoint)
    def say_click(self, words: str, at: QPoint) -> None:
        """Say what was clicked, and show where."""
        self.say(self.tr("Click: {what}").format(what=words) if words else self.tr("Click"))
        if self.wanted:
            self._ring.show_at(at)

    def place(self) -> None:
        """Go to the corner, above the line with the run's state."""
        window = self._window
        side, edge = fonts.scaled(_RADIUS), fonts.scaled(_EDGE)
        self.setContentsMargins(side, side // 2, side, side // 2)
        size = self.sizeHint().boundedTo(window.size() - QSize(2 * edge, 2 * edge))
        self.setGeometry(QRect(QPoint(edge, window.height() - fonts.scaled(_STATUS) - edge - size.height()), size))

    @Slot()
    def _end(self) -> None:
        self._said.clear()
        self.hide()

    def clear(self) -> None:
        """Say nothing any more."""
        self._timer.stop()
        self._end()
        self._ring.hide()

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.colour("accent"), max(1.0, fonts.stroke(1))))
            painter.setBrush(tokens.colour("raised"))
            edge = max(1.0, fonts.stroke(1)) / 2
            radius = fonts.scaled(6)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), radius, radius)
            painter.setPen(tokens.colour("text"))
            painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignCenter, self.text())


class _Ring(Overlay):
    """A ring around the place of a click, for a moment."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._at = QPoint()
        self.timer.setInterval(_RING_MS)

    def show_at(self, at: QPoint) -> None:
        self._at = self.over.mapFromGlobal(at)
        self.show_over()
        self.update()
        self.timer.start()

    @Slot()
    def tick(self) -> None:
        self.hide()

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(current_theme().tokens.colour("validation"), max(2.0, fonts.stroke(2))))
            painter.drawEllipse(self._at, fonts.scaled(_RADIUS), fonts.scaled(_RADIUS))
