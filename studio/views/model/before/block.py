"""One thing that can be measured before Train: its button, what it is for, how far it is, and what came out."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.widgets.button import Button
from trainer_core.protocol.events import Progress


class Block(Retranslated, QWidget):
    """A button with a sentence below it; ``results`` is the layout for what was measured.

    While it measures the button stops it.

    Signals:
        asked(): it is to be measured.
        stop_asked(): that is to be broken off.
    """

    asked = Signal()
    stop_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = Button("", "", self)
        self.button.setObjectName(f"{name}Button")
        self.purpose = QLabel(self)
        self.purpose.setObjectName(f"{name}Text")
        self.purpose.setWordWrap(True)
        self.purpose.setProperty("role", "muted")
        fonts.use(self.purpose, "small")
        self.bar = QProgressBar(self)
        self.bar.setObjectName(f"{name}Progress")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.hide()
        self.running = False
        self._ask, self._stop = "", ""
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.button)
        self.head.addStretch(1)
        self._measured = QWidget(self)
        self.results = QVBoxLayout(self._measured)
        self.results.setContentsMargins(0, 0, 0, 0)
        self.results.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self.head)
        layout.addWidget(self.purpose)
        layout.addWidget(self.bar)
        layout.addWidget(self._measured)
        layout.addStretch(1)
        self.button.clicked.connect(self._press)

    def set_words(self, ask: str, purpose: str) -> None:
        """Word the button and the sentence below it."""
        self._ask, self._stop = ask, self.tr("Stop")
        self._purpose = purpose
        self.bar.setAccessibleName(ask)
        self._show()

    def set_running(self, running: bool) -> None:
        """Show that it measures, or no more."""
        self.running = running
        self.bar.setVisible(running)
        self.bar.setValue(0)
        self._show()

    def set_stale(self, stale: bool) -> None:
        """Hide what was measured of another recipe; it is there again once it holds again."""
        self._measured.setVisible(not stale)

    def show_progress(self, event: Progress) -> None:
        """Show how far the measurement is."""
        self.bar.setValue(round(1000 * event.fraction))
        self.purpose.setText(words(event.message) + "…")

    def _show(self) -> None:
        self.button.setText(self._stop if self.running else self._ask)
        self.button.set_icon_name("stop" if self.running else "")
        self.purpose.setText(self._purpose)

    @Slot()
    def _press(self) -> None:
        (self.stop_asked if self.running else self.asked).emit()
