"""Sends reports to a webhook on a thread of its own, one after the other."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from trainer_core.errors import TrainerError
from trainer_core.runs.webhook import PAUSES, SECONDS, Delivery, host_of, send

_AT_THE_END_S = 2.0
"""A report that is on its way when the window is closed has so long to arrive."""


class Post(QObject):
    """Never blocks the GUI thread, but for at most two seconds at its end.

    Signals:
        delivered(str, object): how sending to this host went, a `Delivery`.
    """

    delivered = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.seconds = SECONDS
        self.pauses: Sequence[float] = PAUSES
        self._reports: queue.Queue[tuple[str, Mapping[str, Any]] | None] = queue.Queue()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def send(self, url: str, report: Mapping[str, Any]) -> None:
        """Send ``report`` to ``url``, once those before it are sent; returns at once."""
        if self._thread is None:
            # A daemon: a server that does not answer keeps no program alive.
            self._thread = threading.Thread(target=self._run, name="webhook", daemon=True)
            self._thread.start()
        self._reports.put((url, report))

    def close(self) -> None:
        """Send what is waiting, without further attempts, and end the thread."""
        if self._thread is not None:
            self._stopping.set()
            self._reports.put(None)
            self._thread.join(_AT_THE_END_S)

    def _run(self) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone
            while (one := self._reports.get()) is not None:
                url, report = one
                try:
                    outcome = send(url, report, seconds=self.seconds, pauses=self.pauses, stopping=self._stopping)
                except TrainerError as error:
                    outcome = Delivery(False, None, 0, error.message)
                self.delivered.emit(host_of(url), outcome)
