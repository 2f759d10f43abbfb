"""Writes a file beside its place and renames it there: a full disk or a kill never leaves half a file."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from trainer_core.errors import TrainerError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_CHUNK = 1 << 20
_NO_SPACE = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR}


@contextmanager
def atomic_write(path: str | os.PathLike[str], *, error: type[TrainerError]) -> Iterator[BinaryIO]:
    """Yield a binary file that becomes ``path`` when the block ends without an exception.

    The bytes go to a hidden file in the same folder, are synced to the disk and renamed over ``path`` in
    one step: whoever opens ``path`` finds the old file or the new one, whole. After an exception the old
    file is as it was and the hidden one is gone; only a kill can leave the hidden one
    (``.name.xxxxxxxx.part``) behind. A link is followed, and a file that is replaced hands its permissions
    on.

    Raises ``error`` with the code ``"disk-full"``, ``"no-permission"``, ``"missing-folder"``,
    ``"is-a-folder"``, ``"not-a-file"`` or ``"cannot-write"``.
    """
    shown = Path(path)
    target = Path(os.path.realpath(shown))
    mode = _mode_of(target, shown, error)
    beside = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        sink = _Sink(os.open(beside, flags, 0o666))
    except OSError as failure:
        raise _sentence(failure, shown, error) from None
    try:
        with sink:
            file = io.BufferedWriter(sink, _CHUNK)
            yield cast(BinaryIO, file)
            file.flush()
            os.fsync(sink.fileno())
        if mode is not None:
            os.chmod(beside, mode)
        os.replace(beside, target)
    except BaseException as failure:
        with contextlib.suppress(OSError):
            beside.unlink()
        # torch.save hides the reason behind an exception of its own.
        reason = sink.failure or failure
        if isinstance(reason, OSError):
            raise _sentence(reason, shown, error) from None
        raise
    _sync_folder(target.parent)


class _Sink(io.RawIOBase):
    """An open file that remembers the first failure to write into it, and then takes no more."""

    def __init__(self, descriptor: int) -> None:
        self.failure: OSError | None = None
        self._descriptor = descriptor

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: ReadableBuffer, /) -> int:
        if self.failure is not None:
            raise self.failure
        try:
            return os.write(self._descriptor, data)
        except OSError as failure:
            self.failure = failure
            raise

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._descriptor)


def _mode_of(target: Path, shown: Path, error: type[TrainerError]) -> int | None:
    """Return the permissions of the file that will be replaced, or None if there is none."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    except OSError as failure:
        raise _sentence(failure, shown, error) from None
    if stat.S_ISDIR(status.st_mode):
        raise error("is-a-folder", "{path} is a folder. Give the name of a file in it.", path=str(shown))
    if not stat.S_ISREG(status.st_mode):
        raise error("not-a-file", "{path} is not an ordinary file. Choose another name.", path=str(shown))
    if not os.access(target, os.W_OK):
        raise _sentence(PermissionError(errno.EACCES, os.strerror(errno.EACCES)), shown, error)
    return stat.S_IMODE(status.st_mode)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system lets a folder be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sentence(failure: OSError, path: Path, error: type[TrainerError]) -> TrainerError:
    number = failure.errno or errno.EIO
    facts = {"path": str(path), "folder": str(path.parent), "reason": os.strerror(number)}
    if number in _NO_SPACE:
        code = "disk-full"
        text = "There is no room to write {path}; what was there is whole. Make room or choose another place."
    elif number in _NO_RIGHT:
        code = "no-permission"
        text = "{path} may not be written ({reason}). Choose another folder, or change its permissions."
    elif number in _NO_FOLDER:
        code = "missing-folder"
        text = "{path} cannot be written: {folder} is not a folder. Make it first, or choose another one."
    else:
        code = "cannot-write"
        text = "{path} cannot be written: {reason}; what was there is whole. Choose another place."
    return error(code, text, **facts)
