"""Ctrl-C, SIGTERM and a closed terminal while training: the run ends at the next batch and is saved.

A second signal ends the program.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from trainer_core.engine.engine import Engine
from trainer_core.protocol.commands import Shutdown


def ending_signals() -> tuple[signal.Signals, ...]:
    """The signals that end a run: SIGHUP, which a closed terminal sends, only where ``nohup`` has not silenced it."""
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is None or signal.getsignal(hangup) is signal.SIG_IGN:
        return signal.SIGINT, signal.SIGTERM
    return signal.SIGINT, signal.SIGTERM, hangup


@contextmanager
def shutting_down_on_signals(engine: Engine) -> Iterator[list[int]]:
    """Turn the first signal into `Shutdown`; yields the list of signals received.

    On a thread other than the main one, where Python takes no signals, nothing changes.
    """
    received: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield received
        return
    before = {number: signal.getsignal(number) for number in ending_signals()}

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
