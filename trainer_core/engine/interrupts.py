"""Ctrl-C and SIGTERM while training: the run ends at the next batch and is saved; a second one ends the program."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from trainer_core.engine.engine import Engine
from trainer_core.protocol.commands import Shutdown


@contextmanager
def shutting_down_on_signals(engine: Engine) -> Iterator[list[int]]:
    """Turn the first signal into `Shutdown`; yields the list of signals received.

    On a thread other than the main one, where Python takes no signals, nothing changes.
    """
    received: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield received
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def handle(number: int, frame: FrameType | None) -> None:
        received.append(number)
        restore()
        engine.post(Shutdown())

    for number in before:
        signal.signal(number, handle)
    try:
        yield received
    finally:
        restore()
