"""A run's small files, which anyone may have written: read up to a limit, every value checked before it is believed."""

from __future__ import annotations

import errno
import json
import math
import os
from pathlib import Path
from typing import Any

from trainer_core.errors import Message, RunFolderError
from trainer_core.files.safe_read import read_bytes

LARGEST_JSON = 1_000_000
"""Bytes; ``result.json`` and ``run.json`` have a few hundred."""

_LARGEST_COUNT = 2**53
"""Whole numbers beyond it are no longer exact everywhere, and nothing of a run is counted that far."""


def read_text(file: Path, largest: int) -> str:
    """Read a text file in UTF-8, with or without a byte order mark, of at most ``largest`` bytes.

    Raises `FileNotFoundError` if there is none, and `RunFolderError` with a sentence if it cannot be read, is larger,
    or is no text.
    """
    try:
        return read_bytes(file, largest).decode("utf-8-sig")
    except FileNotFoundError:
        raise
    except UnicodeDecodeError:
        raise damaged(file, Message("it is not text")) from None
    except (OSError, ValueError) as error:
        raise unreadable(file, error) from None


def read_json(file: Path, largest: int = LARGEST_JSON) -> dict[str, Any]:
    """Read a JSON object; empty if there is no such file. Raises `RunFolderError` if it is damaged."""
    try:
        values = json.loads(read_text(file, largest))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError):
        raise damaged(file, Message("it is not JSON")) from None
    if not isinstance(values, dict):
        raise damaged(file, Message("it is not a JSON object"))
    return values


def damaged(file: Path, reason: Message) -> RunFolderError:
    """The error for a file of a run that is not what it should be."""
    return RunFolderError("damaged", "{path} is damaged: {reason}.", path=str(file), reason=reason)


def unreadable(file: Path, error: OSError | ValueError) -> RunFolderError:
    """The error for a file of a run that cannot be read; a `ValueError` is that of a name with a zero byte."""
    known = error.strerror or os.strerror(error.errno or errno.EIO) if isinstance(error, OSError) else None
    reason = known or Message("its name is not valid")
    return RunFolderError("unreadable", "{path} cannot be read: {reason}.", path=str(file), reason=reason)


def number(value: Any) -> float:
    """``value`` as a float; NaN if it is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.nan


def count(value: Any) -> int:
    """``value`` as a whole number from 0 on; 0 if it is none."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST_COUNT:
        return 0
    return value


def line(value: Any, longest: int) -> str:
    """``value`` as one line of at most ``longest`` printable characters; empty if it is no text."""
    if not isinstance(value, str):
        return ""
    words = " ".join(value[: 4 * longest].split())
    return "".join(each for each in words if each.isprintable())[:longest]
