"""Ends the fork server after two minutes in which it has started nothing; the next trial starts another.

The fork server alone imports this, once, before it starts anything. A server with a process that still runs, such as
one that loads data, stays: the program learns from it how that process ends.
"""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import Final

import psutil

IDLE: Final = 120
"""Seconds."""

_server = os.getpid()


def _end_if_idle(number: int, frame: FrameType | None) -> None:
    if psutil.Process().children():
        signal.alarm(IDLE)
    else:
        os._exit(0)


def _begin_anew() -> None:
    # What a process of the server forks is none of its own.
    if os.getpid() == _server:
        signal.alarm(IDLE)


signal.signal(signal.SIGALRM, _end_if_idle)
signal.alarm(IDLE)
os.register_at_fork(
    after_in_parent=_begin_anew, after_in_child=lambda: signal.signal(signal.SIGALRM, signal.SIG_DFL) and None
)
