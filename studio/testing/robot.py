"""A running studio and short words for what a person does with it: wait, look, answer, close."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget
from pytestqt.qtbot import QtBot

from studio.app import Studio
from studio.testing.clock import Clock
from studio.testing.dialog_rules import Act, DialogRules
from studio.testing.leaks import Footprint
from studio.testing.renamed import RENAMED
from studio.testing.windows import top_level_widgets
from trainer_core.protocol.events import Event, RunEnded, State

W = TypeVar("W", bound=QWidget)
E = TypeVar("E", bound=Event)

TIMEOUT_MS = 60_000


@dataclass(frozen=True, slots=True)
class Options:
    """How studios are tested in this session of pytest: its options, as ``pytest --help`` describes them.

    ``slow`` are seconds after each step; ``artifacts`` is None where nothing is kept; ``strict`` says that a dialog
    without a rule fails its test, and ``accept`` that a picture that differs becomes the expected one.
    """

    show: bool = False
    slow: float = 0.0
    artifacts: Path | None = None
    strict: bool = True
    accept: bool = False


class StudioRobot:
    """A running studio and short words for what a person does with it.

    ``events`` holds every event of the engine since the start, in order; ``folder`` is where its settings and runs are.
    """

    def __init__(
        self,
        studio: Studio,
        qtbot: QtBot,
        folder: Path | None = None,
        options: Options | None = None,
        before: Footprint | None = None,
    ) -> None:
        options = options or Options(strict=False)
        folder = folder or Path(studio.settings.store.fileName()).parent
        self.studio = studio
        self.window = studio.window
        self.session = studio.session
        self.qtbot = qtbot
        self.events: list[Event] = []
        self.folder = folder
        self.options = options
        self.closed = False
        self._before = before
        self._clock: Clock | None = None
        self._dialogs = DialogRules(self.window, options.artifacts or folder, strict=options.strict)
        self._ear = _Ear(self.events, studio)
        studio.thread_.engine_event.connect(self._ear.hear)

    def find(self, name: str, kind: type[W]) -> W:
        """The widget called ``name`` in the window."""
        widget = self.window.findChild(kind, _present(name))
        assert widget is not None, f"no {kind.__name__} is called {name}"
        return widget

    def button(self, name: str) -> QAbstractButton:
        return self.find(name, QAbstractButton)

    def action(self, name: str) -> QAction:
        action = self.window.findChild(QAction, _present(name))
        assert action is not None, f"no action is called {name}"
        return action

    def of(self, kind: type[E]) -> list[E]:
        """The engine's events of one kind so far."""
        return [event for event in self.events if isinstance(event, kind)]

    def wait_for(self, condition: Callable[[], Any]) -> None:
        """Serve the window until ``condition`` holds; a dialog that nobody expected ends it at once."""

        def holds() -> bool:
            self._dialogs.check()
            return bool(condition())

        self.qtbot.waitUntil(holds, timeout=TIMEOUT_MS)

    def wait_for_event(self, kind: type[E], number: int = 1) -> E:
        """Serve the window until the engine has told ``number`` events of a kind; return the last of them."""
        self.wait_for(lambda: len(self.of(kind)) >= number)
        return self.of(kind)[number - 1]

    def wait_for_state(self, state: State | str) -> None:
        self.wait_for(lambda: self.session.state == state)

    def wait_until_prepared(self) -> None:
        """Serve the window until the data is loaded and the model built."""
        self.wait_for(lambda: self.session.preparation is not None and self.session.state is State.IDLE)

    def train_to_end(self) -> RunEnded:
        """Press Train and serve the window until the run has ended."""
        ended = len(self.of(RunEnded))
        self.button("trainButton").click()
        event = self.wait_for_event(RunEnded, ended + 1)
        self.wait_for_state(State.IDLE)
        return event

    def answer(self, name: str, act: Act = None, *, always: bool = False) -> None:
        """Say what is done with the dialog called ``name`` as soon as it opens: once, or ``always``.

        ``act`` is the ``objectName`` of the button to press, the path to choose in a file dialog, a function that is
        called with the dialog, or None to leave it to the test. A dialog that never opens fails the test.
        """
        self._dialogs.add(name, act, always=always)

    @property
    def unanswered(self) -> list[str]:
        """The names of the dialogs for which a rule waits."""
        return self._dialogs.waiting

    @property
    def clock(self) -> Clock:
        """The clock of the window, which a test can move; it goes by itself too."""
        if self._clock is None:
            self._clock = Clock(self.window, self.studio)
        return self._clock

    def close(self) -> None:
        """Close without asking, wait until the engine has left, and look for what it left behind."""
        if self.closed:
            return
        self.closed = True
        for widget in top_level_widgets():
            if isinstance(widget, QDialog):
                widget.close()
        self.window.hide()
        self.studio.shut_down()
        self.qtbot.waitUntil(self.studio.thread_.isFinished, timeout=TIMEOUT_MS)
        self.studio.thread_.wait()
        # The signal that the thread has ended may still be on its way, and is not delivered to what is deleted here.
        self.studio.garbage.stop()
        if self._clock is not None:
            self._clock.put_back()
        unanswered = self.unanswered
        try:
            self._dialogs.check()
        finally:
            self.window.deleteLater()
            self.studio.deleteLater()
            # Without a running event loop nothing else deletes them, and what comes next would dress them with its own.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not unanswered, f"dialogs that never opened: {unanswered}"
        if self._before is not None:
            self._before.check(self.folder)


def _present(name: str) -> str:
    """The name that a control of before has now."""
    if name not in RENAMED:
        return name
    now = RENAMED[name]
    assert now, f"{name} is gone: see CHANGELOG.md"
    warnings.warn(f"{name} is called {now} now", DeprecationWarning, stacklevel=3)
    return now


class _Ear(QObject):
    """Collects events on the GUI thread."""

    def __init__(self, events: list[Event], parent: QObject) -> None:
        super().__init__(parent)
        self._events = events

    @Slot(object)
    def hear(self, event: Event) -> None:
        self._events.append(event)
