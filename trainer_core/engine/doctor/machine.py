"""Checks Python, the machine and what of it this process may use."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from trainer_core.engine.doctor.finding import Finding, Status
from trainer_core.errors import Message

OLDEST_PYTHON = (3, 11)
_GIB = 2**30
_LITTLE_MEMORY = 2 * _GIB


def check() -> Iterator[Finding]:
    """Yield what Python, system, cores and memory are."""
    yield python(sys.version_info[:2], platform.python_version())
    system = f"{platform.system()} {platform.release()} ({platform.machine()})"
    yield Finding("machine.system", Status.OK, Message("System: {system}.", {"system": system}))
    yield cores(os.cpu_count() or 1, _usable_cores(), _quota(Path("/sys/fs/cgroup/cpu.max")))
    yield from memory()


def python(version: tuple[int, int], words: str) -> Finding:
    """Say which Python this is, and whether it is new enough."""
    if version >= OLDEST_PYTHON:
        return Finding("machine.python", Status.OK, Message("Python {version}.", {"version": words}))
    oldest = ".".join(map(str, OLDEST_PYTHON))
    return Finding(
        "machine.python",
        Status.PROBLEM,
        Message("Python {version} is too old.", {"version": words}),
        Message("Install Python {oldest} or later, and Training Studio in it.", {"oldest": oldest}),
    )


def cores(there: int, usable: int, quota: float | None) -> Finding:
    """Say how many of the cores can be used; ``quota`` is the share of time that a container gets, in cores."""
    facts = {"usable": usable, "there": there}
    if quota is not None and quota < usable:
        return Finding(
            "machine.cores",
            Status.NOTE,
            Message(
                "Cores: {usable} of {there} can be used, but the container is limited to the time of {quota}.",
                facts | {"quota": f"{quota:g}"},
            ),
            Message(
                "Set training.threads in the recipe to this number, or raise the CPU limit of the container.", facts
            ),
        )
    return Finding("machine.cores", Status.OK, Message("Cores: {usable} of {there} can be used.", facts))


def memory() -> Iterator[Finding]:
    """Say how much memory there is, where psutil is installed."""
    try:
        import psutil
    except ImportError:
        return  # the packages tell
    now = psutil.virtual_memory()
    facts = {"free": f"{now.available / _GIB:.1f}", "all": f"{now.total / _GIB:.1f}"}
    message = Message("Memory: {free} of {all} GiB is free.", facts)
    if now.available >= _LITTLE_MEMORY:
        yield Finding("machine.memory", Status.OK, message)
    else:
        yield Finding(
            "machine.memory",
            Status.NOTE,
            message,
            Message("Close other programs before you train: PyTorch and a model need about 2 GiB."),
        )


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _quota(path: Path) -> float | None:
    """The cores' time that a container gets by ``cpu.max`` (``"200000 100000"`` is 2); None if as much as it likes."""
    try:
        most, period = path.read_text(encoding="ascii").split()
        return None if most == "max" else int(most) / int(period)
    except (OSError, ValueError, ZeroDivisionError):
        return None
