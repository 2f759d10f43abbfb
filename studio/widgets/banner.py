"""A notice in the flow of a window: what happened, what can be done about it, and a way to put it away."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from studio.look.icons import icon
from studio.look.theme import set_state
from studio.widgets.icon_button import IconButton

Kind = Literal["info", "warning", "error"]

_ICONS: dict[Kind, tuple[str, str]] = {
    "info": ("info", "accent"),
    "warning": ("warning", "warning"),
    "error": ("warning", "wrong"),
}


class Banner(QFrame):
    """An icon, a sentence, an optional button and a close button; hidden until it has something to say.

    Signals:
        action_triggered(): the button was pressed.
        dismissed(): a person has closed the notice.
    """

    action_triggered = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._kind: Kind = "info"
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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(8)
        layout.addWidget(self._picture)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self.action_button)
        layout.addWidget(self.close_button)
        self.action_button.clicked.connect(self.action_triggered)
        self.close_button.clicked.connect(self._dismiss)
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

    def show_notice(self, sentence: str, kind: Kind = "info", action: str = "") -> None:
        """Show ``sentence``; ``action`` words the button, and without it there is none."""
        self._kind = kind
        self._sentence.setText(sentence)
        self._picture.show_icon(*_ICONS[kind])
        self.action_button.setText(action)
        self.action_button.setVisible(bool(action))
        self.setAccessibleName(sentence)
        set_state(self, kind=kind)
        self.show()

    def retranslate(self) -> None:
        """Word the close button in the present language; the owner words the notice."""
        self.close_button.set_name(self.tr("Close this notice"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot()
    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()


class _IconLabel(QLabel):
    """A label that takes its icon anew whenever the theme has changed its palette."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._colour = "info", "accent"

    def show_icon(self, name: str, colour: str) -> None:
        self._name, self._colour = name, colour
        self.setPixmap(icon(name, colour).pixmap(QSize(18, 18), self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_icon(self._name, self._colour)
