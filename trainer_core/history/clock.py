"""The clock of a run."""

from __future__ import annotations

import time


class Clock:
    """Seconds of a run, pauses not counted, in whole microseconds."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._before = seconds
        self._since: float | None = time.perf_counter()

    @property
    def seconds(self) -> float:
        running = time.perf_counter() - self._since if self._since is not None else 0.0
        return round(self._before + running, 6)

    def hold(self) -> None:
        self._before, self._since = self.seconds, None

    def go_on(self) -> None:
        if self._since is None:
            self._since = time.perf_counter()
