"""Below the recipe, once a run has ended or was opened: how it ended, and how to resume it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.session.session import Action, Session
from studio.widgets.button import Button
from trainer_core.protocol.events import Reason


class ContinueOffer(Retranslated, QFrame):
    """A sentence and a button that stands for ``action``; there only while a run can go on. No signals."""

    def __init__(self, session: Session, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("continueOffer")
        self.setProperty("role", "footer")
        self._session = session
        self._about = QLabel(self)
        self._about.setObjectName("continueOfferText")
        self._about.setProperty("role", "muted")
        self._about.setWordWrap(True)
        fonts.use(self._about, "small")
        self.button = Button("", "again", self)
        self.button.setObjectName("continueRunButton")
        self.button.set_action(action)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(self._about)
        layout.addWidget(self.button)
        session.state_changed.connect(self._refresh)
        self._refresh()

    @property
    def text(self) -> str:
        """The sentence."""
        return self._about.text()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        run = self._session.run.started
        possible = run is not None and self._session.possible(Action.RESUME_RUN)
        self.setVisible(possible)
        if possible and run is not None:
            epochs = run.history.epochs[-1].epoch if run.history.epochs else 0
            self._about.setText(self._words(len(run.history), epochs))

    def _words(self, step: int, epochs: int) -> str:
        match self._session.run.ended_by:
            case Reason.COMPLETED:
                return counted(
                    epochs,
                    "This run is finished: its one epoch is trained. Resume it for more epochs, or press Train for a "
                    "new run.",
                    "This run is finished: all of its {n:,} epochs are trained. Resume it for more epochs, or press "
                    "Train for a new run.",
                )
            case Reason.STOPPED_EARLY:
                return self.tr(
                    "This run stopped early after epoch {epoch}, as its validation got no better. It can be resumed; "
                    "Train starts a new run."
                ).format(epoch=formats.count(epochs))
        text = self.tr("This run is stopped at batch {step} and can be resumed. Train starts a new run.")
        return text.format(step=formats.count(step))
