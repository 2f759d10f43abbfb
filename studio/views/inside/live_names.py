"""Completes names in the console from the live objects, which the engine looks at on its own thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from studio.session.session import Session
from studio.widgets.code_editor.names import Names, Question
from trainer_core.protocol.console import Complete, Completions


class LiveNames(Names):
    """Asks the engine; while code runs there nothing is offered. Its signal is that of `Names`."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: dict[int, int] = {}
        self.idle = True
        """Whether the engine can answer."""
        session.console_told.connect(self._take)

    def ask(self, question: Question) -> None:
        """Have the engine look."""
        if not self.idle:
            return
        lines = question.source.split("\n")
        cursor = sum(len(line) + 1 for line in lines[: question.line - 1]) + question.column
        command = Complete(question.source, cursor)
        self._asked = {command.id: question.id}
        self._session.post(command)

    @Slot(object)
    def _take(self, event: object) -> None:
        if isinstance(event, Completions) and event.answers in self._asked:
            self.answered.emit(self._asked.pop(event.answers), list(event.names))
