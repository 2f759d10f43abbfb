"""How many CPU cores other programs keep busy, and how many threads are best beside them.

PyTorch splits an operation among its threads and waits for the last of them. A thread that has to share its core
with another program holds the others up, so with fewer threads, each with a core of its own, training is faster.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from multiprocessing import active_children

import psutil

LEAST_SECONDS = 0.1
"""The shortest time over which a load is measured: the system counts in hundredths of a second."""


def cores() -> int:
    """CPU cores that this process may use."""
    return len(_own_cores())


class CpuLoad:
    """Tells how many cores other programs keep busy, over the time from one look to the next.

    A look takes about 0.1 ms. ``read`` gives the seconds that all cores together have been busy, and those of them that
    this process was: `seconds_busy` unless a test says otherwise.
    """

    def __init__(self, read: Callable[[], tuple[float, float]] | None = None) -> None:
        self._read = read or seconds_busy
        self._at, self._then = time.monotonic(), self._read()

    def anew(self) -> CpuLoad:
        """Another that reads the same and begins now."""
        return CpuLoad(self._read)

    def others(self, *, wait: bool = False) -> float:
        """Cores that other programs have kept busy since the last look, from 0 to all of them.

        Too soon after it the time that is missing is waited for, or with ``wait`` off the answer is NaN and the time
        goes on to count.
        """
        missing = self._at + LEAST_SECONDS - time.monotonic()
        if missing > 0:
            if not wait:
                return float("nan")
            time.sleep(missing)
        now, busy = time.monotonic(), self._read()
        seconds, before = now - self._at, self._then
        self._at, self._then = now, busy
        of_others = (busy[0] - before[0]) - (busy[1] - before[1])
        return min(max(of_others / seconds, 0.0), float(cores()))


def fitting_threads(others: float) -> int:
    """Threads that fit beside programs that keep ``others`` cores busy: one for each core that is free, at least one.

    Less than half of a busy core is not counted: a browser or this window.
    """
    return max(1, round(cores() - others))


def seconds_busy() -> tuple[float, float]:
    """Seconds that the cores which this process may use have been busy, and those of this process and its children."""
    total = 0.0
    each = psutil.cpu_times(percpu=True)
    for core in _own_cores():
        if core < len(each):
            times = each[core]
            # Guests are counted in `user` too.
            idle = sum(getattr(times, name, 0.0) for name in ("idle", "iowait", "guest", "guest_nice"))
            total += sum(times) - idle
    own = os.times()
    return total, own.user + own.system + own.children_user + own.children_system + _of_children()


def _of_children() -> float:
    """What the processes that read data for this one have used so far; it is in `os.times` once they have ended."""
    used = 0.0
    for child in active_children():
        try:
            times = psutil.Process(child.pid).cpu_times()
        except psutil.Error:
            continue
        used += times.user + times.system
    return used


def _own_cores() -> list[int]:
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))
