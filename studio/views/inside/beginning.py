"""What stands in the stepper's place while no step stands still: what the page is for, and a button that begins."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.session.permissions import Action
from studio.session.session import Session
from studio.widgets.button import Button
from studio.widgets.empty_state import EmptyState


class Beginning(Retranslated, QWidget):
    """A sentence and one button, which trains paused, or pauses the run that is under way.

    Signals:
        begin_asked(): a person wants a run that stands before its first phase.
    """

    begin_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.empty = EmptyState("inside", "", "", self)
        self.button = Button("", "step", self)
        self.button.setObjectName("insideBeginButton")
        self.button.set_primary(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(2)
        whole.addWidget(self.empty)
        whole.addLayout(row)
        whole.addStretch(3)
        self.button.clicked.connect(self._begin)
        session.state_changed.connect(self._follow)
        session.replays.changed.connect(self._word)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self._word()
        self._follow()

    @Slot()
    def _word(self) -> None:
        replaying = self._session.replay is not None
        self.button.setVisible(not replaying)
        if replaying:
            self.empty.set_words(
                self.tr("Nothing is computed in a replay"),
                self.tr(
                    "What happened inside each batch was not recorded. Close the replay and "
                    "train to look inside a step."
                ),
            )
            return
        self.empty.set_words(
            self.tr("Look inside a training step"),
            self.tr(
                "Here a run is paused between any two operations of a step, and you see what PyTorch is doing: "
                "the batch, the answers, each loss, each gradient, and how every weight is changed."
            ),
        )

    @Slot()
    def _follow(self) -> None:
        running = self._session.in_run
        self.button.setText(self.tr("Pause") if running else self.tr("Start paused"))
        self.button.set_icon_name("pause" if running else "step")
        self.button.setToolTip(
            self.tr("Pause the run at the end of this batch")
            if running
            else self.tr("Start a run that is paused before its first phase")
        )
        self.button.setEnabled(self._session.possible(Action.PAUSE if running else Action.STEP))

    @Slot()
    def _begin(self) -> None:
        if self._session.in_run:
            self._session.pause()
        else:
            self.begin_asked.emit()
