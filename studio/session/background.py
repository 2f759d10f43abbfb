"""Work beside the GUI thread: reads and writes files, and hands the plain result back."""

from __future__ import annotations

import contextlib
import queue
import threading
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from trainer_core.compute.process_state import use_threads
from trainer_core.errors import Message, TrainerError

Job = Callable[[], None]
Then = Callable[[Any], None]


class Background(QObject):
    """Does one thing after the other on a thread of its own. No widget belongs there, and no work on a model.

    What reads data there may use torch, but on one core: `_run` sees to it. A second thread that ran torch on all cores
    would halve the pace of the training.

    A subclass may use the time in which nothing is asked for: `_at_leisure`, called again after `_patience` seconds.

    Signals:
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    crashed = Signal(str, str)
    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.Queue[Job | None] = queue.Queue()
        self._stopping = threading.Event()
        self._done.connect(self._deliver)
        # A daemon: a window that is torn down without a word must not keep the program alive.
        self._thread = threading.Thread(target=self._run, name=type(self).__name__, daemon=True)
        self._thread.start()

    def do(self, work: Callable[[], Any], then: Then, instead: Callable[[Message], None]) -> None:
        """Run ``work`` there; then, on the GUI thread, call ``then`` with its result.

        The message of a `TrainerError` is told by ``instead``, there too: what is shown of it can follow the language.
        """
        self._jobs.put(partial(self._work, work, then, instead))

    def close(self) -> None:
        """Finish what was asked for, end the thread and wait for it; results are dropped."""
        self._stopping.set()
        self._jobs.put(None)
        self._thread.join()

    def _patience(self) -> float | None:
        """Seconds after which `_at_leisure` is called though nothing was asked for; None: never."""
        return None

    def _at_leisure(self) -> None:
        """Called on the thread whenever everything that was asked for is done."""

    def _run(self) -> None:
        use_threads(1)
        with contextlib.suppress(RuntimeError):  # the window is gone
            while not self._stopping.is_set():
                self._work_off(self._patience())
                if not self._stopping.is_set():
                    self._at_leisure()
            self._work_off(0.0)

    def _work_off(self, patience: float | None = 0.0) -> None:
        """Do what was asked for; wait up to ``patience`` seconds for the first of it (None: for ever)."""
        with contextlib.suppress(queue.Empty):
            job = self._jobs.get(patience != 0.0, patience)
            while True:
                if job is not None:
                    job()
                job = self._jobs.get_nowait()

    def _work(self, work: Callable[[], Any], then: Then, instead: Callable[[Message], None]) -> None:
        try:
            call = partial(then, work())
        except TrainerError as error:
            call = partial(instead, error.message)
        except Exception as error:
            self._tell_crash(error)
            return
        self._done.emit(call)

    def _tell_crash(self, error: Exception) -> None:
        self.crashed.emit(f"{type(error).__name__}: {error}", traceback.format_exc())

    @Slot(object)
    def _deliver(self, call: Job) -> None:
        call()
