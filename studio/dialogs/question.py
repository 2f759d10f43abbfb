"""A question with a few answers, in which neither Enter nor Escape destroys anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.look import fonts

A = TypeVar("A")

_WIDTH = 480


class Question(QDialog, Generic[A]):
    """A sentence, what follows from each answer, and a button for each answer.

    Signals: Qt's ``finished``; `answer` holds the answer from then on.
    """

    def __init__(self, name: str, escape: A, default: A, parent: QWidget | None = None) -> None:
        """``name`` is the ``objectName``, ``escape`` what Escape means, ``default`` what Enter means.

        Neither may destroy anything.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self._default = default
        self._answer = escape
        self._question = QLabel(self)
        self._explanation = QLabel(self)
        fonts.use(self._question, "title", strong=True)
        fonts.use(self._explanation)
        self._explanation.setProperty("role", "muted")
        for label in (self._question, self._explanation):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons: dict[A, QPushButton] = {}
        """The buttons by the answer that each one gives."""
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(self._question)
        layout.addWidget(self._explanation)
        layout.addSpacing(12)
        layout.addLayout(self._row)

    @property
    def answer(self) -> A:
        """What was chosen, or what Escape means if the question was put away."""
        return self._answer

    @property
    def text(self) -> str:
        """The question and the explanation."""
        return f"{self._question.text()}\n{self._explanation.text()}"

    def ask(self) -> A:
        """Show the question, wait, and return the answer."""
        self.exec()
        return self._answer

    def sizeHint(self) -> QSize:
        width = max(round(_WIDTH * fonts.scale()), self._layout.minimumSize().width())
        return QSize(width, self._layout.totalHeightForWidth(width))

    def show_below(self, widget: QWidget) -> None:
        """Show ``widget`` between the explanation and the answers."""
        self._layout.insertWidget(self._layout.indexOf(self._explanation) + 1, widget, 1)

    def set_words(self, title: str, question: str, explanation: str) -> None:
        """Word the window's title, the question and what follows from the answers."""
        self.setWindowTitle(title)
        self._question.setText(question)
        self._explanation.setText(explanation)
        self.setAccessibleName(question)
        self.setAccessibleDescription(explanation)

    def set_answers(self, answers: Sequence[tuple[A, str, str, str]]) -> None:
        """Offer answers from left to right, each as (answer, ``objectName``, text, tool tip)."""
        for answer, name, text, tip in answers:
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.setToolTip(tip)
            button.setAutoDefault(True)
            button.clicked.connect(self._choose)
            self.buttons[answer] = button
            self._row.addWidget(button)
        default = self.buttons[self._default]
        default.setProperty("role", "primary")
        default.setDefault(True)
        default.setFocus()

    def _choose(self) -> None:
        sender = self.sender()
        self._answer = next(answer for answer, button in self.buttons.items() if button is sender)
        self.accept()
