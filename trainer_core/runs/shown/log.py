"""``log.jsonl``: the sentences of the run's log with their facts, so that they can be read in any language.

``step`` and ``epoch`` say where the run stood (batches and whole epochs that were done), ``seconds`` of training, and
``time`` in UTC.
"""

from __future__ import annotations

import json
import math
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from trainer_core.errors import Message
from trainer_core.files.safe_read import read_bytes
from trainer_core.files.small_files import count, damaged, number, unreadable
from trainer_core.runs.shown.messages import as_values, from_values

LOG_LINES = "log.jsonl"
LARGEST_LOG = 4_000_000
"""Bytes; the log of a run has some thousands. Beyond it no more is kept."""

_LEVELS = ("info", "warning", "error")


class Place(NamedTuple):
    """Where a run stands: batches and whole epochs that are done, and seconds of training."""

    step: int
    epoch: int
    seconds: float


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A sentence of a run's log and where the run stood; ``time`` is in UTC, None where it is not known."""

    step: int
    epoch: int
    seconds: float
    level: str
    message: Message
    time: datetime | None = None


def line_of(place: Place, level: str, message: Message) -> bytes:
    """A line of the file."""
    now = datetime.fromtimestamp(time.time(), UTC)
    values = {**place._asdict(), "time": now.isoformat(timespec="seconds"), "level": level}
    return (json.dumps({**values, **as_values(message)}) + "\n").encode()


def read_lines(path: Path) -> tuple[KeptLine, ...]:
    """Read the whole lines of the file ``path``; none if there is no such file.

    Raises `RunFolderError` if it cannot be read, or a line is none.
    """
    try:
        lines = read_bytes(path, 2 * LARGEST_LOG).split(b"\n")[:-1]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise unreadable(path, error) from None
    found = []
    for at, line in enumerate(lines, 1):
        kept = _line(line)
        if kept is None:
            raise damaged(path, Message("line {line} is not a log entry", {"line": at}))
        found.append(kept)
    return tuple(found)


def whole_until(data: bytes, step: int, epochs: int) -> int:
    """The bytes of ``data``, the beginning of such a file, that are lines of where the run had come no further."""
    length = 0
    for line in data.split(b"\n")[:-1]:
        kept = _line(line)
        if kept is None or (kept.step, kept.epoch) > (step, epochs):
            break
        length += len(line) + 1
    return length


def _line(data: bytes) -> KeptLine | None:
    try:
        values: Any = json.loads(data)
        message = from_values(values)
        level, seconds = values["level"], number(values["seconds"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if message is None or level not in _LEVELS or not math.isfinite(seconds):
        return None
    return KeptLine(count(values.get("step")), count(values.get("epoch")), seconds, level, message, _time(values))


def _time(values: dict[str, Any]) -> datetime | None:
    try:
        return datetime.fromisoformat(str(values.get("time"))[:40]).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
