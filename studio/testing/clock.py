"""A clock that a test can move forward: the time that the window reads, and the timers that wait for it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from studio.testing.windows import top_level_widgets


class Clock:
    """`time.time` and `time.monotonic` with what was added to them, from here until `put_back`.

    The whole program reads the time with these two, the time of day too; `datetime.now`, `QTime` and files' times are
    the system's and are not moved. Training measures itself with `time.perf_counter`, which goes on as it does.
    """

    def __init__(self, *owners: QObject) -> None:
        self._owners = owners
        self._before: dict[str, Callable[[], float]] = {name: getattr(time, name) for name in ("time", "monotonic")}
        self._moved = 0.0
        for name, read in self._before.items():
            setattr(time, name, self._later(read))

    def forward(self, seconds: float) -> None:
        """Let ``seconds`` pass at once: every timer of a window that would have fired meanwhile fires, once.

        Raises ValueError if ``seconds`` is negative.
        """
        if seconds < 0:
            raise ValueError(f"A clock can only move forward, not by {seconds} seconds.")
        self._moved += seconds
        owners = (*self._owners, *top_level_widgets())
        timers = {id(timer): timer for owner in owners for timer in owner.findChildren(QTimer)}
        due = [timer for timer in timers.values() if timer.isActive() and timer.remainingTime() <= seconds * 1000]
        for timer in sorted(due, key=QTimer.remainingTime):
            if timer.isSingleShot():
                timer.stop()
            timer.timeout.emit()

    def put_back(self) -> None:
        """Restore the real time."""
        for name, read in self._before.items():
            setattr(time, name, read)

    def _later(self, read: Callable[[], float]) -> Callable[[], float]:
        return lambda: read() + self._moved
