"""Reads a file that may be anyone's: only an ordinary one, and only if it is no larger than it can sensibly be."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

# A pipe without a writer would be waited for at its opening.
_FLAGS = getattr(os, "O_NONBLOCK", 0)


def open_ordinary(path: Path) -> BinaryIO:
    """Open an ordinary file for reading; anything else (a folder, a pipe, a device) is an `OSError`, at once."""
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | _FLAGS))  # noqa: SIM115 - the caller's
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "it is no ordinary file")
    return file


def read_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of ``path``, of which there may be ``most``; raises `OSError`, also for more than that."""
    with open_ordinary(path) as file:
        # Not more than there is: a read allocates what it is asked for.
        data = file.read(min(os.fstat(file.fileno()).st_size, most) + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it has more than {most:,} bytes, which is no such file")
    return data
