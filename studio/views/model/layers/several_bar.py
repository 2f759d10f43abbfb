"""The buttons for several layers that are chosen at once, above the list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.widgets.icon_button import IconButton

_ICONS = {
    "up": "chevron-up",
    "down": "chevron-down",
    "duplicate": "layers",
    "enable": "check",
    "copy": "copy",
    "remove": "trash",
}


class SeveralBar(Retranslated, QWidget):
    """How many are chosen, and what can be done with them.

    Signals:
        asked(str): ``"up"``, ``"down"``, ``"duplicate"``, ``"enable"``, ``"copy"`` or ``"remove"``.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layersChosenBar")
        self._count = 0
        self._words = QLabel(self)
        self._words.setObjectName("layersChosenCount")
        self._words.setProperty("role", "muted")
        fonts.use(self._words, "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._words)
        self.buttons: dict[str, IconButton] = {}
        for what, icon in _ICONS.items():
            button = self.buttons[what] = IconButton(icon, "", self)
            button.setObjectName(f"layersChosen{what.capitalize()}")
            button.clicked.connect(lambda _checked=False, what=what: self.asked.emit(what))
            row.addWidget(button)
        self.hide()
        self.retranslate()

    def show_count(self, count: int) -> None:
        """Say how many are chosen; one alone has its buttons on its card."""
        self._count = count
        self._words.setText(counted(count, "1 layer chosen", "{n:,} layers chosen"))
        self.setVisible(count > 1)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        for what, words in {
            "up": self.tr("Move up (Alt+Up)"),
            "down": self.tr("Move down (Alt+Down)"),
            "duplicate": self.tr("Duplicate (Ctrl+D)"),
            "enable": self.tr("Switch off or on (Space)"),
            "copy": self.tr("Copy (Ctrl+C)"),
            "remove": self.tr("Remove (Delete)"),
        }.items():
            self.buttons[what].set_name(words)
        self.show_count(self._count)
