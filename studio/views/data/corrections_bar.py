"""What a person has corrected so far, in numbers, and what can be made of it: show, clear, train with it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.session.corrections import CorrectionsOfRecipe
from studio.session.session import Action, Session
from studio.widgets.button import Button
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.menu_button import MenuButton


class CorrectionsBar(Retranslated, QFrame):
    """Counts and buttons below the examples; hidden while nothing is corrected.

    Signals:
        show_asked(): the corrected examples are to be listed.
        continue_asked(), start_asked(): the run is to go on with the corrections, or another is to start with them.
    """

    show_asked = Signal()
    continue_asked = Signal()
    start_asked = Signal()

    def __init__(self, session: Session, corrections: CorrectionsOfRecipe, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("correctionsBar")
        self.setProperty("role", "panel")
        self._session = session
        self._corrections = corrections
        self.sentence = QLabel(self)
        self.sentence.setObjectName("correctionsSentence")
        self.sentence.setWordWrap(True)
        fonts.use(self.sentence, "small")
        self.menu_button = MenuButton("", "", self)
        self.menu_button.setObjectName("correctionsMenu")
        self.show_action, self.back_action, self.clear_action = (QAction(self) for _ in range(3))
        for action, name in (
            (self.show_action, "correctionsShow"),
            (self.back_action, "correctionsBringBack"),
            (self.clear_action, "correctionsClear"),
        ):
            action.setObjectName(name)
            self.menu_button.menu().addAction(action)
        self.continue_button, self.start_button = Button("", "play", self), Button("", "again", self)
        self.continue_button.setObjectName("correctionsContinue")
        self.start_button.setObjectName("correctionsStart")
        for button in (self.menu_button, self.continue_button, self.start_button):
            button.setProperty("size", "small")
        buttons = FlowLayout(spacing=8)
        for button in (self.menu_button, self.continue_button, self.start_button):
            buttons.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.sentence)
        column.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.addLayout(column, 1)
        self.show_action.triggered.connect(self.show_asked)
        self.back_action.triggered.connect(corrections.bring_back)
        self.clear_action.triggered.connect(corrections.clear)
        self.continue_button.clicked.connect(self.continue_asked)
        self.start_button.clicked.connect(self.start_asked)
        corrections.changed.connect(self.refresh)
        for signal in (session.state_changed, session.run_started, session.run_opened, session.prepared):
            signal.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.menu_button.setText(self.tr("Corrections"))
        self.show_action.setText(self.tr("Show what is corrected"))
        self.back_action.setText(self.tr("Bring back what is left out"))
        self.clear_action.setText(self.tr("Undo all corrections"))
        self.continue_button.setText(self.tr("Resume…"))
        self.continue_button.setToolTip(
            self.tr("Resume the run from its newest snapshot; from there on it learns from the corrected examples")
        )
        self.start_button.setText(self.tr("Start over"))
        self.start_button.setToolTip(self.tr("Train a new run from its first weights on the corrected examples"))
        self.refresh()

    @Slot()
    def refresh(self, event: object = None) -> None:
        """Follow the corrections and what the engine can do now."""
        made, session = self._corrections.made, self._session
        run, data = session.run.recipe, session.recipe.data
        if run is not None and (run.data.source, run.data.arguments) != (data.source, data.arguments):
            run = None  # of other data
        used = run is not None and run.data.corrections == self._corrections.path
        self.setVisible(bool(made) or (run is not None and not used and bool(run.data.corrections)))
        self.sentence.setText(self._words(used=used))
        left_out = sum(label is None for label in made.values())
        self.show_action.setEnabled(bool(made))
        self.back_action.setEnabled(left_out > 0)
        self.clear_action.setEnabled(bool(made))
        self.continue_button.setEnabled(session.possible(Action.RESUME_RUN) and not used)
        self.start_button.setEnabled(session.possible(Action.TRAIN))

    def _words(self, *, used: bool) -> str:
        made = self._corrections.made
        gone = sum(label is None for label in made.values())
        labels = len(made) - gone
        sentences = []
        if labels:
            sentences.append(counted(labels, "1 example has another label.", "{n:,} examples have another label."))
        if gone:
            sentences.append(counted(gone, "1 example is left out.", "{n:,} examples are left out."))
        if not made:
            sentences.append(self.tr("There are no corrections any more."))
        if used:
            sentences.append(self.tr("The run that is shown was trained with this."))
        elif self._session.in_run:
            sentences.append(self.tr("This acts in the next run, or when this one is resumed."))
        return " ".join(sentences)
