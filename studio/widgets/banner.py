"""A notice over a page: what happened, what can be done about it, and a way to put it away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCursor, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.icons import icon
from studio.look.theme import set_state
from studio.widgets.icon_button import IconButton

Kind = Literal["info", "warning", "error"]
_BY_WEIGHT: tuple[Kind, ...] = ("info", "warning", "error")
Sentence = str | Callable[[], str]
"""A sentence, or what words it: that is asked again in another language."""

_ICONS: dict[Kind, tuple[str, str]] = {
    "info": ("info", "accent"),
    "warning": ("warning", "warning"),
    "error": ("error", "wrong"),
}
_READ_MS = 12_000
"""How long news that need no answer are there."""
_EDGE, _WIDEST, _REACH = 10, 760, 32
"""Distance from the page's edge; width at the system's text size; how near to the mouse a notice does not appear."""


class Banner(Retranslated, QFrame):
    """An icon, a sentence, an optional button and a close button; hidden until it has something to say.

    It lies over the bottom of its parent, away from tabs and filters, and moves nothing there; over the top if the
    mouse is at the bottom, whose next click is meant for something else. Escape closes it while the focus is in it, and
    news without a button go by themselves, unless the mouse or the focus is on them.

    Signals:
        action_triggered(): the button was pressed.
        dismissed(): a person has closed the notice.
        held(str, str): this sentence is held back, and the gravest that is held is of this kind; an empty one: none is.
    """

    action_triggered = Signal()
    dismissed = Signal()
    held = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._kind: Kind = "info"
        self._word: Callable[[], str] | None = None
        self._above = False
        self._passes: Callable[[Kind], bool] | None = None
        self._shown: tuple[Sentence, Kind, str] = ("", "info", "")
        self._held: tuple[Sentence, Kind, str] | None = None
        self._picture = _IconLabel(self)
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action_button = QPushButton(self)
        self.action_button.setObjectName("bannerAction")
        self.action_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button = IconButton("close", "", self)
        self.close_button.setObjectName("bannerClose")
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(8)
        layout.addWidget(self._picture)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self.action_button)
        layout.addWidget(self.close_button)
        self._going = QTimer(self, singleShot=True, interval=_READ_MS)
        self._going.timeout.connect(self._go)
        self.action_button.clicked.connect(self.action_triggered)
        self.close_button.clicked.connect(self._dismiss)
        if parent is not None:
            parent.installEventFilter(self)
        self.retranslate()
        self.hide()

    @property
    def kind(self) -> Kind:
        """How serious the notice is."""
        return self._kind

    @property
    def sentence(self) -> str:
        """What the notice says."""
        return self._sentence.text()

    def show_notice(self, sentence: Sentence, kind: Kind = "info", action: str = "") -> None:
        """Show ``sentence``; ``action`` words the button, and without it there is none."""
        if self._passes is not None and not self._passes(kind):
            self._hold(sentence, kind, action)
            return
        self._shown = (sentence, kind, action)
        self._kind = kind
        self._word = None if isinstance(sentence, str) else sentence
        self._picture.show_icon(*_ICONS[kind])
        self.action_button.setText(action)
        self.action_button.setVisible(bool(action))
        set_state(self, kind=kind)
        self._say(sentence if isinstance(sentence, str) else sentence())
        self._above = self._at_bottom().adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(self._mouse())
        self._place()
        self.show()
        self.raise_()
        if kind == "info" and not action:
            self._going.start()
        else:
            self._going.stop()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def hold_back(self, passes: Callable[[Kind], bool]) -> None:
        """Keep notices to oneself, also the one that is there, but for a kind that ``passes`` when one comes."""
        self._passes = passes
        if not self.isHidden():
            super().hide()
            self._hold(*self._shown)

    def let_through(self) -> None:
        """Show notices again, and of those held back the newest of the gravest."""
        self._passes = None
        held = self._held
        self._drop_held()
        if held is not None:
            self.show_notice(*held)

    def hide(self) -> None:
        """Take the notice back, also one that is held back."""
        self._drop_held()
        super().hide()

    def _hold(self, sentence: Sentence, kind: Kind, action: str) -> None:
        if self._held is None or _BY_WEIGHT.index(kind) >= _BY_WEIGHT.index(self._held[1]):
            self._held = (sentence, kind, action)
        self.held.emit(sentence if isinstance(sentence, str) else sentence(), self._held[1])

    def _drop_held(self) -> None:
        if self._held is not None:
            self._held = None
            self.held.emit("", "info")

    def retranslate(self) -> None:
        """Word the close button in the present language, and the notice where it can be."""
        self.close_button.set_name(self.tr("Close this notice (Esc)"))
        if self._word is not None:
            self._say(self._word())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._dismiss()
        else:
            super().keyPressEvent(event)

    def _say(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)

    def _mouse(self) -> QPoint:
        page = self.parentWidget()
        return page.mapFromGlobal(QCursor.pos()) if page is not None else QPoint(-1, -1)

    def _at_bottom(self) -> QRect:
        """Its place at the bottom of the page: as wide as its sentence, and no wider than is easy to read."""
        page = self.parentWidget()
        room = page.size() if page is not None else self.size()
        others = sum(
            each.sizeHint().width() + self._layout.spacing()
            for each in (self._picture, self.action_button, self.close_button)
            if not each.isHidden()
        )
        margins = self._layout.contentsMargins()
        words = QFontMetricsF(self._sentence.font()).horizontalAdvance(self._sentence.text())
        wanted = round(words) + others + margins.left() + margins.right() + 4
        width = max(min(wanted, room.width() - 2 * _EDGE, fonts.scaled(_WIDEST)), 0)
        height = max(self._layout.totalHeightForWidth(width), self._layout.totalMinimumSize().height())
        return QRect((room.width() - width) // 2, room.height() - _EDGE - height, width, height)

    def _place(self) -> None:
        page = self.parentWidget()
        if page is None:
            return
        rect = self._at_bottom()
        if self._above:
            rect.moveTop(_EDGE)
        self.setGeometry(rect)

    @Slot()
    def _go(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._going.start()
        else:
            self.hide()

    @Slot()
    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()


class _IconLabel(QLabel):
    """A label that takes its icon anew whenever the theme or the size of the text has changed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._colour = "info", "accent"

    def show_icon(self, name: str, colour: str) -> None:
        self._name, self._colour = name, colour
        side = fonts.scaled(18)
        self.setPixmap(icon(name, colour).pixmap(QSize(side, side), self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and not self.pixmap().isNull():
            self.show_icon(self._name, self._colour)
