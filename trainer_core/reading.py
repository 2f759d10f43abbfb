"""Reads a file that may be anyone's: only an ordinary one, and only if it is no larger than it can sensibly be."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# A pipe without a writer would be waited for at its opening.
_FLAGS = getattr(os, "O_NONBLOCK", 0)


def read_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of ``path``, of which there may be ``most``.

    Raises `OSError`, also for what is no ordinary file (a folder, a pipe, a device) and for more bytes than that.
    """
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | _FLAGS)) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file")
        # Not more than there is: a read allocates what it is asked for.
        data = file.read(min(status.st_size, most) + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it has more than {most:,} bytes, which is no such file")
    return data


def read_text(path: Path, most: int) -> str:
    """Return the text of ``path``, which is UTF-8 and has at most ``most`` bytes.

    Raises `OSError` as `read_bytes` does, and `UnicodeDecodeError`.
    """
    return read_bytes(path, most).decode("utf-8")
