"""The clock of a run."""

from __future__ import annotations

import time


class Clock:
    """Seconds of a run, pauses not counted."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._before = seconds
        self._since: float | None = time.perf_counter()

    @property
    def seconds(self) -> float:
        return self._before + (time.perf_counter() - self._since if self._since is not None else 0.0)

    def hold(self) -> None:
        self._before, self._since = self.seconds, None

    def go_on(self) -> None:
        if self._since is None:
            self._since = time.perf_counter()
