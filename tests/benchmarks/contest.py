"""Side-by-side measuring: each contestant is a process of its own, and they take turns.

A process of its own, because PyTorch gives each thread that computes a pool of OpenMP threads, and two pools disturb
each other; turns (A B A B …), because the machine is never equally fast for long. Who is not at turn waits on a pipe.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_MARK = "@turn "


class Contestant:
    """A measuring program ``tests.benchmarks.<module>``, started with ``arguments``; a context manager.

    Its first answer, ``ready``, comes when it has warmed up. Raises `RuntimeError` if it dies.
    """

    def __init__(self, module: str, **arguments: Any) -> None:
        self._module = module
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"tests.benchmarks.{module}", json.dumps(arguments)],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ready: Any = None

    def __enter__(self) -> Contestant:
        self.ready = self._answer()
        return self

    def __exit__(self, *error: object) -> None:
        with self._process as process:
            process.stdin.close()
            process.stdout.read()

    def turn(self, **how: Any) -> Any:
        """Let it measure once and return what it measured."""
        self._process.stdin.write(json.dumps(how) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        for line in self._process.stdout:
            if line.startswith(_MARK):
                return json.loads(line.removeprefix(_MARK))
        raise RuntimeError(f"tests.benchmarks.{self._module} ended with status {self._process.wait()}")


def arguments() -> dict[str, Any]:
    """What this contestant was started with; called in its process."""
    return json.loads(sys.argv[1])


def answer(value: Any = None) -> None:
    """Tell the referee something; called in the contestant's process."""
    print(_MARK + json.dumps(value), flush=True)


def turns() -> Iterable[dict[str, Any]]:
    """Say that this contestant is ready, then yield what is asked, turn by turn; each is to be answered."""
    answer()
    for line in sys.stdin:
        yield json.loads(line)


def alternate(
    contestants: Mapping[str, Callable[[], Contestant]], *, rounds: int, turns_each: int
) -> dict[str, list[float]]:
    """Run ``rounds`` rounds with fresh processes, in each of which all take ``turns_each`` turns, one after the other.

    Returns each one's figures (rounds × turns,), in order, so that those at the same place were measured side by side.
    """
    figures: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        with ExitStack() as stack:
            started = {name: stack.enter_context(start()) for name, start in contestants.items()}
            for _ in range(turns_each):
                for name, contestant in started.items():
                    figures[name].append(contestant.turn())
    return figures


def once(module: str, **arguments: Any) -> Any:
    """The one answer of a program that measures once."""
    with Contestant(module, **arguments) as program:
        return program.ready
