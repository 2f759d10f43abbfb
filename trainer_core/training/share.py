"""What something beside the training may take of its time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Share:
    """A part, ``share``, of the training time, and ``allowance`` seconds that may be taken before there is any."""

    def __init__(self, share: float, allowance: float, since: float) -> None:
        """``since`` is how many seconds were trained when it began."""
        self._share, self._spent, self._since = share, -allowance, since

    def affordable(self, seconds: float) -> bool:
        """Whether more may be taken once ``seconds`` were trained."""
        return self._spent <= self._share * (seconds - self._since)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count what the block takes."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self._spent += time.perf_counter() - began
