"""The QThread on which the engine computes, and the one Qt signal that its events become."""

from __future__ import annotations

import copy
import traceback
import weakref
from contextvars import copy_context
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from trainer_core.engine.engine import Engine
from trainer_core.errors import Message, is_interrupt
from trainer_core.protocol.commands import Command, Shutdown
from trainer_core.protocol.events import Crashed, Event, RunEnded

_STACK = 16 << 20
"""Bytes, as Python gives its own threads on macOS, where others get 512 KB: too few for a deep graph or a compiler."""


class EngineThread(QThread):
    """Hosts an `Engine` for the life of the window.

    Objects of a Python program that are at hand where it is made (`trainer_core.api.objects_at_hand`) are at hand to
    its engine.

    Signals:
        engine_event(object): an `trainer_core.protocol.events.Event`. Connect it only to a ``@Slot`` method of a
            QObject that lives on the GUI thread: anything else would run on this thread.
    """

    engine_event = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("engineThread")
        self.setStackSize(_STACK)
        # In a cycle the engine would keep its model and data until garbage is collected.
        thread: EngineThread = weakref.proxy(self)
        self._engine = Engine(lambda event: thread._tell(event))
        self._context = copy_context()
        self.keeps_trained = False
        """Whether ``trained`` is kept, which costs the memory of a model."""
        self.trained: Any = None
        """A copy of the `torch.nn.Module` of the last run that ended, as it was then; None where there is none."""

    def post(self, command: Command) -> None:
        """Hand a command to the engine; returns at once. Callable from any thread."""
        self._engine.post(command)

    def interrupt_code(self) -> None:
        """Break off the code that runs in the console, if any does; returns at once. Callable from any thread."""
        self._engine.interrupt_code()

    def shut_down(self) -> None:
        """Ask the engine to end its run and leave; ``finished`` follows. Never blocks."""
        self._engine.post(Shutdown())

    def _tell(self, event: Event) -> None:
        if self.keeps_trained and isinstance(event, RunEnded):
            # Here, on the thread that computes: the next command may change the model.
            self.trained = self._copied()
        self.engine_event.emit(event)

    def _copied(self) -> Any:
        try:
            return copy.deepcopy(self._engine.parts.model) if self._engine.parts is not None else None
        except BaseException as error:
            if is_interrupt(error):
                raise
            # The device may have no room for another, and a person's module may not let itself be copied.
            return None

    def run(self) -> None:
        try:
            self._engine.listen_to_code()
            self._context.run(self._engine.run)
        except BaseException as error:
            # PySide would end the process on a SystemExit that leaves this thread.
            sentence = Message("The engine had to stop: {error}", {"error": f"{type(error).__name__}: {error}"})
            self.engine_event.emit(Crashed(0, sentence, traceback.format_exc(), fatal=True))
