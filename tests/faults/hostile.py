"""Reads thousands of damaged files in a process of its own, watched for what no file may ever cause.

``python -m tests.faults.hostile [KIND …] [--count N] [--seed S]`` prints a JSON object a kind; a failure names the seed
that makes it again (``--count 1 --seed S``). Watched are exceptions that are not ours, sentences that say nothing,
wrong results, code that runs, reads that take too long, and memory.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import torch

from tests.faults.kinds import KINDS, Kind, problem_of_sentence
from tests.faults.mutations import mutated
from trainer_core.errors import TrainerError

SECONDS_A_FILE = 5.0
_MIB = 2**20
_MORE_THAN_ANY_READ = 6_000 * _MIB
_FORBIDDEN = (
    "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "subprocess.Popen", "os.startfile",
    "os.remove", "os.rmdir", "os.rename", "os.putenv", "os.kill", "shutil.rmtree", "socket.connect", "pty.spawn",
    "webbrowser.open",
)  # fmt: skip


class TooLongError(BaseException):
    """A file is being read for longer than anybody waits; no reader may swallow it."""


@dataclass(slots=True)
class Report:
    """What became of the damaged files of one kind."""

    kind: str
    count: int = 0
    refused: int = 0
    slowest: float = 0.0
    megabytes: float = 0.0
    failures: list[str] = field(default_factory=list)


class Watch:
    """Notes what the interpreter is asked to do while a file is read: a file asks for nothing."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        writing = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if event in _FORBIDDEN or writing:
            self.seen.append(f"{event}{arguments[:2]!r}"[:200])

    @contextmanager
    def reading(self) -> Iterator[list[str]]:
        self.seen = []
        self.on = True
        try:
            yield self.seen
        finally:
            self.on = False


def try_kind(kind: Kind, count: int, seed: int, watch: Watch) -> Report:
    """Damage the kind's files ``count`` times and read each."""
    report = Report(kind.name)
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        case = kind.make(Path(folder))
        case.read()
        whole = {path: path.read_bytes() for path in case.files}
        before = memory("VmPeak")
        for number in range(seed, seed + count):
            path = case.files[number % len(case.files)]
            done, damaged = mutated(whole[path], number)
            path.write_bytes(damaged)
            report.count += 1
            problem = problem_of(case.read, report, watch)
            if problem:
                report.failures.append(f"{kind.name} seed {number} ({path.name}: {done}): {problem}")
                if len(report.failures) == 5:
                    break
            path.write_bytes(whole[path])
        report.megabytes = memory("VmPeak") - before
    return report


def problem_of(read: Callable[[], object], report: Report, watch: Watch) -> str:
    """What was wrong about a read, or nothing; an error of ours with a clear sentence is right."""
    began = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, SECONDS_A_FILE)
    # A read that does not return to Python at all ends the process, with what it was doing.
    faulthandler.dump_traceback_later(4 * SECONDS_A_FILE, exit=True)
    problem = ""
    try:
        with watch.reading() as seen:
            read()
    except TrainerError as error:
        report.refused += 1
        problem = problem_of_sentence(str(error))
    except TooLongError:
        problem = f"read for {SECONDS_A_FILE} s"
    except BaseException:
        problem = traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
    report.slowest = max(report.slowest, time.monotonic() - began)
    return f"it made the program do {seen}" if seen else problem


def memory(name: str) -> float:
    """The size of this process's memory in MiB: ``VmSize`` now, ``VmPeak`` at its largest, claimed or used."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0.0


def _take_too_long(number: int, frame: FrameType | None) -> None:
    raise TooLongError


def watched_process() -> None:
    """Limit this process's time for a file, and its memory to more than any file may take and less than there is."""
    torch.set_num_threads(1)
    # Its thread takes memory of its own, once: now, before anything is measured.
    faulthandler.dump_traceback_later(SECONDS_A_FILE)
    faulthandler.cancel_dump_traceback_later()
    signal.signal(signal.SIGALRM, _take_too_long)
    limit = int(memory("VmSize") * _MIB) + _MORE_THAN_ANY_READ
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.hostile", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    watched_process()
    watch = Watch()
    for name in chosen.kinds or KINDS:
        report = try_kind(KINDS[name], chosen.count, chosen.seed, watch)
        print(json.dumps(asdict(report)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
