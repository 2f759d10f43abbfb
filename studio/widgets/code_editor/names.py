"""Who knows what a name can go on with: for source a process of its own, which reads it with jedi."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from studio.widgets.code_editor import completing

_IDLE_MS = 120_000
"""How long the process waits for another question."""


@dataclass(frozen=True, slots=True)
class Question:
    """What can stand at ``line``, counted from 1, and ``column`` of ``source``, which lies at ``path`` if in a file."""

    id: int
    source: str
    path: Path | None
    line: int
    column: int


class Names(QObject):
    """Answers a question when it can; an older one may stay without an answer.

    Signals:
        answered(int, object): the id of a question, and the list of names.
    """

    answered = Signal(int, object)

    def ask(self, question: Question) -> None:
        """Find out; returns at once."""
        raise NotImplementedError

    def shut_down(self) -> None:
        """Let go of what was needed to find out."""


class NamesOfSource(Names):
    """Asks a process, which is started when it is first needed and ends after two idle minutes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: bytes = b""
        """A question that is put as soon as the last one is answered."""
        self._busy = False
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self.shut_down)
        self._process = QProcess(self)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._take)
        self._process.finished.connect(self._forget)

    @property
    def busy(self) -> bool:
        """Whether a question is not answered yet."""
        return self._busy

    def ask(self, question: Question) -> None:
        """Put the question, or have it wait for the answer to the last one."""
        values = {
            "id": question.id,
            "source": question.source,
            "path": str(question.path or ""),
            "line": question.line,
            "column": question.column,
        }
        self._waiting = json.dumps(values).encode() + b"\n"
        self._put()

    @Slot()
    def shut_down(self) -> None:
        """End the process; it starts again when it is needed."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(2000)
        self._forget()

    def _put(self) -> None:
        if self._busy or not self._waiting:
            return
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._process.start(sys.executable, ["-P", completing.__file__])
        self._process.write(self._waiting)
        self._waiting, self._busy = b"", True
        self._idle.start()

    @Slot()
    def _take(self) -> None:
        while self._process.canReadLine():
            answer = json.loads(bytes(self._process.readLine().data()))
            self._busy = False
            self.answered.emit(answer["id"], answer["names"])
        self._put()

    @Slot()
    def _forget(self, status: int = 0) -> None:
        self._busy, self._waiting = False, b""
