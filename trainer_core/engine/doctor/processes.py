"""Runs each part of the check in a process of its own: one that hangs is ended, one that dies is a finding."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from trainer_core.engine.doctor.finding import Finding, Status, home_short
from trainer_core.engine.doctor.parts import PARTS
from trainer_core.errors import Message

SECONDS = 120.0
"""How long a part may take. A first CUDA context on a slow disk takes half a minute."""
_GRACE = 5.0
_TIMED_OUT = "Timeout ("
"""What Python's faulthandler writes before it ends the process."""


def findings(seconds: float = SECONDS, parts: Sequence[str] = ()) -> Iterator[Finding]:
    """Check everything, or only ``parts``, and yield what is found as it is found, each part up to ``seconds``."""
    devices = ["cpu"]
    for name in PARTS:
        if name == "device":
            for key in devices:
                if not parts or name in parts:
                    yield from of_process(_command(f"device:{key}", seconds), key, seconds)
            continue
        if parts and name not in parts:
            continue
        for finding in of_process(_command(name, seconds), name, seconds):
            if finding.check == "torch.devices":
                devices = str(finding.message.facts["devices"]).split(", ")
            elif finding.check == "torch.import":
                devices = []
            yield finding
    if not parts or "window" in parts:
        yield from _window(seconds)


def of_process(command: Sequence[str], part: str, seconds: float) -> Iterator[Finding]:
    """Run ``command`` and yield the findings that it prints; then, if it hung or died, one that says so."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        out, err = process.communicate(timeout=seconds + _GRACE)
        hung = err.startswith(_TIMED_OUT.encode()) or f"\n{_TIMED_OUT}".encode() in err
    except subprocess.TimeoutExpired:
        process.kill()
        (out, err), hung = process.communicate(), True
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    for line in out.decode("utf-8", "replace").splitlines():
        try:
            yield Finding.from_json(json.loads(line))
        except (ValueError, KeyError, TypeError, IndexError):
            continue  # what a library prints there
    facts = {"part": part, "seconds": f"{seconds:g}", "how": _end(process.returncode), "last": _last_line(err)}
    if hung:
        yield Finding(
            "doctor.hung",
            Status.PROBLEM,
            Message("The check of {part} did not end within {seconds} s, and was stopped.", facts),
            Message(
                "Something hangs: a driver, or a network folder that does not respond. Restart the computer, and check "
                "again."
            ),
        )
    elif process.returncode:
        yield Finding(
            "doctor.died",
            Status.PROBLEM,
            Message("The check of {part} ended with {how}: {last}", facts),
            Message("A library or a driver crashed. Install it again, or update it."),
        )


def _window(seconds: float) -> Iterator[Finding]:
    """What the window's own package finds. It is run by its name, for the engine does not know it."""
    if find_spec("studio") is None:
        yield Finding(
            "window.package", Status.NOTE, Message("The window is not installed; the engine works without it.")
        )
        return
    command = [sys.executable, "-m", "studio", "--doctor", f"{seconds:g}"]
    yield from of_process(command, "window", seconds)


def _command(part: str, seconds: float) -> list[str]:
    return [sys.executable, "-m", "trainer_core", "doctor", "--part", part, "--time-limit", f"{seconds:g}"]


def _end(status: int) -> str:
    if status < 0:
        try:
            return signal.Signals(-status).name
        except ValueError:
            return f"signal {-status}"
    return f"status {status}"


def _last_line(err: bytes) -> str:
    lines = [line.strip() for line in err.decode("utf-8", "replace").splitlines() if line.strip()]
    told = next((line for line in reversed(lines) if not line.startswith(("File ", "Extension modules"))), "")
    return home_short(told[:300]) or "…"
