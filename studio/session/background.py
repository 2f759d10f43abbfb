"""Reads files and the like beside the GUI thread, and hands the plain result back to it."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from studio.look.messages import words
from trainer_core.errors import TrainerError

Then = Callable[[Any], None]


class Background(QObject):
    """Does one thing after the other on a thread of its own. No torch work belongs there, and no widget.

    Signals:
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    crashed = Signal(str, str)
    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="background")
        self._done.connect(self._deliver)

    def do(self, work: Callable[[], Any], then: Then, instead: Callable[[str], None]) -> None:
        """Run ``work`` there; then, on the GUI thread, call ``then`` with its result.

        A `TrainerError` is told by ``instead`` with its sentence in the window's language.
        """
        with contextlib.suppress(RuntimeError):  # closed
            self._pool.submit(self._work, work, then, instead)

    def close(self) -> None:
        """Begin nothing more, and wait for what is under way; its result is dropped."""
        self._pool.shutdown(cancel_futures=True)

    def _work(self, work: Callable[[], Any], then: Then, instead: Callable[[str], None]) -> None:
        try:
            call = partial(then, work())
        except TrainerError as error:
            call = partial(lambda message: instead(words(message)), error.message)
        except Exception as error:
            sentence = f"{type(error).__name__}: {error}"
            call = partial(self.crashed.emit, sentence, traceback.format_exc())
        with contextlib.suppress(RuntimeError):  # the window is gone
            self._done.emit(call)

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        call()
