"""Appends records to a file of a run, so that it is whole up to its last record also after a kill or on a full disk."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from trainer_core.errors import RunFolderError


def append(path: Path, data: bytes, whole: int | None = None, *, sync: bool = False) -> None:
    """Append ``data`` to the file at ``path``, made if it is not there; with ``sync``, down to the disk itself.

    ``whole`` is the length in bytes up to which the file is known to hold whole records; what lies beyond it goes.
    Raises `RunFolderError`, and then the file is as long as before.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            start = os.fstat(descriptor).st_size if whole is None else whole
            if whole is not None:
                os.ftruncate(descriptor, start)
            os.lseek(descriptor, start, os.SEEK_SET)
            try:
                view = memoryview(data)
                while view:
                    view = view[os.write(descriptor, view) :]
            except OSError:
                os.ftruncate(descriptor, start)
                raise
            if sync:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise RunFolderError(
            "cannot-write",
            "{path} cannot be written: {reason}. Training continues; make room or save elsewhere.",
            path=str(path),
            reason=os.strerror(error.errno or errno.EIO),
        ) from None
