"""What the page of the data shows while other data than that at hand is being read: of what, and how far it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import name_of, words
from studio.session.session import Session
from studio.widgets.empty_state import EmptyState
from trainer_core.data.sources import sources
from trainer_core.protocol.events import Progress, State

_WIDTH = 320
_PARTS = 1000


class ReadingPage(Retranslated, QWidget):
    """A sentence and a bar. ``wanted`` says whether it is to be seen now.

    Signals:
        changed(): ``wanted`` may be another.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataReading")
        self._session = session
        self.empty = EmptyState("image", "", "", self)
        self.far = QLabel(self)
        self.far.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.far.setProperty("role", "muted")
        fonts.use(self.far, "small")
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(fonts.scaled(_WIDTH), 6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 48)
        whole.addWidget(self.empty, 3)
        whole.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addWidget(self.far)
        whole.addStretch(2)
        session.state_changed.connect(self._follow_state)
        session.progress.connect(self._show_progress)
        self.retranslate()

    @property
    def wanted(self) -> bool:
        """Whether other data is being read than that which could be shown."""
        if self._session.state is not State.PREPARING:
            return False
        prepared, data = self._session.preparation, self._session.recipe.data
        if prepared is None:
            return True
        shown = prepared.recipe.data
        return (shown.source, shown.arguments.get("path")) != (data.source, data.arguments.get("path"))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        data = self._session.recipe.data
        path = str(data.arguments.get("path", ""))
        name = Path(path).name if path else name_of(sources[data.source].title)
        self.empty.set_words(
            self.tr("Reading {name}").format(name=name),
            self.tr("The examples appear here once they have been read and checked. Press Stop above to cancel."),
        )
        self.bar.setAccessibleName(self.tr("Reading progress"))

    @Slot()
    def _follow_state(self) -> None:
        if self.wanted:
            self.retranslate()
            self.bar.setValue(0)
            self.far.clear()
        self.changed.emit()

    @Slot(object)
    def _show_progress(self, event: Progress) -> None:
        self.bar.setValue(round(_PARTS * event.fraction))
        self.far.setText(words(event.message))
