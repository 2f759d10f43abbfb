"""Tries a file of a person's in the process of a trial, one at a time, while the window goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from studio.session.background import Background
from trainer_core.errors import Message
from trainer_core.trial.facts import ModelFits
from trainer_core.trial.process import Limits, try_file
from trainer_core.trial.report import Report
from trainer_core.trial.starting import warm_up


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be tried: a class in a file with these arguments, for what it has to fit."""

    path: Path
    class_name: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    fits: ModelFits | None = None
    limits: Limits = field(default_factory=Limits)


class Trials(QObject):
    """A new trial breaks off the one that runs: only the newest is told of.

    Signals:
        tried(object, object): what was `Wanted`, and the `Report`.
        refused(object): the `Message` of why the file could not be tried at all.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    tried = Signal(object, object)
    refused = Signal(object)
    crashed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest = 0
        self._ended = 0
        self._thread = Background(self)
        self._thread.crashed.connect(self._give_up)

    @property
    def running(self) -> bool:
        """Whether an answer is still to come."""
        return self._ended < self._newest

    def start(self, wanted: Wanted) -> None:
        """Try it; one of the signals tells the end."""
        self._newest += 1
        number = self._newest
        self._thread.do(
            partial(self._work, wanted, number), partial(self._tell, wanted, number), partial(self._refuse, number)
        )

    def warm_up(self) -> None:
        """Let what the process of a trial needs be imported before one is wanted; it ends when it is idle."""
        self._thread.do(warm_up, lambda _: None, lambda _: None)

    def break_off(self) -> None:
        """Forget what is being tried."""
        self._newest += 1
        self._ended = self._newest

    def shut_down(self) -> None:
        """End the trial and the thread."""
        self.break_off()
        self._thread.close()

    def _work(self, wanted: Wanted, number: int) -> Report | None:
        try:
            self._look(number)
            return try_file(
                wanted.path,
                "model",
                name=wanted.class_name,
                arguments=wanted.arguments,
                fits=wanted.fits,
                limits=wanted.limits,
                look=partial(self._look, number),
            )
        except _SupersededError:
            return None

    def _look(self, number: int) -> None:
        if number != self._newest:
            raise _SupersededError

    def _tell(self, wanted: Wanted, number: int, report: Report | None) -> None:
        if report is not None and number == self._newest:
            self._ended = number
            self.tried.emit(wanted, report)

    @Slot(str, str)
    def _give_up(self, sentence: str, details: str) -> None:
        self._ended = self._newest
        self.crashed.emit(sentence, details)

    def _refuse(self, number: int, message: Message) -> None:
        if number == self._newest:
            self._ended = number
            self.refused.emit(message)


class _SupersededError(Exception):
    """Another trial, or none, is wanted by now."""
