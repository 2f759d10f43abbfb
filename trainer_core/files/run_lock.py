"""One program at a time writes into a run's folder; a killed one lets go of it at once."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from trainer_core.errors import RunFolderError

LOCK = "run.lock"
_PATIENCE = 1.0
"""Seconds; `is_locked` holds a lock for an instant, which must not turn a writer away."""
_GLANCE = 0.02
"""Seconds for which `is_locked` looks on Windows, so that it does not take another one's look for a writer."""


class RunLock:
    """The right to write into the folder ``path``, held from construction to `release`.

    The system takes the lock back when the process ends, however it ends. Raises `RunFolderError` if another program,
    or another run of this one, holds it, or if the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path / LOCK, thread_local=False)
        try:
            self._lock.acquire(timeout=_PATIENCE, poll_interval=0.02)
        except Timeout:
            raise RunFolderError(
                "in-use",
                "The run in {path} is being written by another program or another run. It can be looked at, and "
                "continues there; end it first to resume it here.",
                path=str(path),
            ) from None
        except (OSError, NotImplementedError) as error:
            number = (error.errno if isinstance(error, OSError) else None) or errno.EIO
            raise RunFolderError(
                "cannot-lock",
                "The run in {path} cannot be written ({reason}), only looked at. Change the folder's permissions, or "
                "copy it to another place.",
                path=str(path),
                reason=os.strerror(number),
            ) from None

    def release(self) -> None:
        """Let others write. Harmless when done twice, or when the folder is gone."""
        with contextlib.suppress(OSError):
            self._lock.release()


def is_locked(path: Path) -> bool:
    """Whether someone writes into the run's folder ``path`` now; False where nothing can be locked."""
    try:
        return _is_held(path / LOCK)
    except (OSError, NotImplementedError):
        return False


if sys.platform == "win32":

    def _is_held(file: Path) -> bool:
        if not file.exists():
            return False
        lock = FileLock(file, thread_local=False)
        try:
            # Windows shares no lock: others who only look hold it for an instant, who writes all the time.
            lock.acquire(timeout=_GLANCE, poll_interval=_GLANCE / 20)
        except Timeout:
            return True
        lock.release()
        return False

else:
    import fcntl

    def _is_held(file: Path) -> bool:
        with file.open("rb") as opened:
            try:
                # Shared, so that any number may look at once; a writer has an exclusive one.
                fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False
