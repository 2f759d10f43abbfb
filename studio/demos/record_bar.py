"""The bar below the pages while a demo is recorded: the number of steps, and whether to save or discard them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from studio.demos.recorder import Recorder
from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.widgets.button import Button


class RecordBar(Retranslated, QFrame):
    """Shows how far ``recorder`` is.

    Signals:
        save_asked(), discard_asked(): a person has recorded enough, or does not want it.
    """

    save_asked = Signal()
    discard_asked = Signal()

    def __init__(self, recorder: Recorder, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recordBar")
        self.setProperty("role", "footer")
        self._recorder = recorder
        self._words = QLabel(self)
        self._words.setObjectName("recordSteps")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        fonts.use(self._words, strong=True)
        self._save, self._discard = Button("", "", self), Button("", "", self)
        self._save.setObjectName("recordSave")
        self._save.set_primary(True)
        self._discard.setObjectName("recordDiscard")
        self._save.clicked.connect(self.save_asked)
        self._discard.clicked.connect(self.discard_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._discard)
        layout.addWidget(self._save)
        recorder.changed.connect(self._count)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self._save.setText(self.tr("Stop and save…"))
        self._discard.setText(self.tr("Discard"))
        self._count()

    @Slot()
    def _count(self) -> None:
        self._words.setText(counted(len(self._recorder.steps), "Recording: 1 step", "Recording: {n:,} steps"))
