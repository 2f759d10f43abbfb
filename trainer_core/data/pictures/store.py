"""The cache of decoded pictures, which all programs share: who uses what, how large it becomes, what goes first."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from trainer_core.data.pictures.decoding import Decoding
from trainer_core.data.pictures.entry import INDEX
from trainer_core.errors import DataError
from trainer_core.files.cache import cache_root, cannot_write
from trainer_core.formats import size as formatted_size

LIMIT_VARIABLE = "TRAINING_STUDIO_PICTURES_GB"
DEFAULT_LIMIT_GB = 20.0

_GB = 2**30
_SECONDS_BETWEEN_TRIES = 0.2
_PATIENCE = 60.0
"""Seconds for which the cache's own lock is waited for; it is held for moments only."""
_REMOVED = ".removed-"


def pictures_cache() -> Path:
    """The folder in which decoded pictures are kept; it need not exist yet."""
    return cache_root() / "pictures"


def limit() -> int:
    """Bytes that all decoded pictures may take: 20 GB, or what ``TRAINING_STUDIO_PICTURES_GB`` says."""
    chosen = os.environ.get(LIMIT_VARIABLE, "")
    try:
        return int(max(float(chosen), 0.0) * _GB) if chosen else int(DEFAULT_LIMIT_GB * _GB)
    except (ValueError, OverflowError):
        raise DataError(
            "not-a-size",
            "{variable} is {value}, which is not a number of gigabytes. Write one such as 20.",
            variable=LIMIT_VARIABLE,
            value=repr(chosen),
        ) from None


def entry_of(root: Path, decoding: Decoding) -> Path:
    """The folder of the entry for the pictures below ``root``, decoded in this way."""
    key = json.dumps([os.path.realpath(root), asdict(decoding)], sort_keys=True)
    return pictures_cache() / hashlib.sha256(key.encode()).hexdigest()[:24]


def entries() -> list[Path]:
    """The folders of all entries, the one that was used longest ago first."""
    with contextlib.suppress(OSError):
        folders = [folder for folder in pictures_cache().iterdir() if folder.is_dir() and folder.name[:1] != "."]
        return sorted(folders, key=_last_use)
    return []


class Use:
    """Keeps an entry from being removed, in this program and in any other, until it is released."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        uses = folder / "uses"
        try:
            with _cache_lock():
                uses.mkdir(parents=True, exist_ok=True)
                self._lock = _lock(uses / f"{os.getpid()}-{secrets.token_hex(4)}.lock")
                self._lock.acquire(timeout=0)
                with contextlib.suppress(FileNotFoundError):
                    os.utime(folder / INDEX)
        except OSError as error:
            raise cannot_write(folder, error) from error
        self._process = os.getpid()

    def release(self) -> None:
        """Let go; not in a process that was forked from the one that took hold."""
        if os.getpid() == self._process:
            self._lock.release()
            with contextlib.suppress(OSError):
                os.unlink(self._lock.lock_file)

    def until_gone(self, mapped: object) -> None:
        """Release it when ``mapped`` is no longer there: the array that a tensor keeps for as long as it lives."""
        weakref.finalize(mapped, self.release)


@contextmanager
def sole_writer(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Be the only one that writes the entry; ``waiting`` is called now and then while another program does."""
    lock = _lock(folder / "write.lock")
    try:
        while True:
            try:
                lock.acquire(timeout=_SECONDS_BETWEEN_TRIES)
                break
            except Timeout:
                waiting()
    except OSError as error:
        raise cannot_write(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def make_room(needed: int, entry: Path) -> None:
    """Remove what was used longest ago until ``needed`` more bytes fit into the cache, and see that the disk has them.

    What is in use stays, and so does ``entry``. Raises `DataError` if there is no room even so.
    """
    most = limit()
    with _cache_lock():
        used = {folder: _size(folder) for folder in entries()}
        for folder in list(used):
            if sum(used.values()) + needed <= most:
                break
            if folder != entry and _removed(folder):
                del used[folder]
    taken = sum(used.values())
    if taken + needed > most:
        raise DataError(
            "cache-full",
            "Decoded, these pictures take {needed}, and of the {limit} that {folder} may hold {used} are in use. "
            "Choose a smaller side length, or allow more gigabytes in the environment variable {variable}.",
            needed=formatted_size(needed),
            limit=formatted_size(most),
            used=formatted_size(taken),
            folder=str(pictures_cache()),
            variable=LIMIT_VARIABLE,
        )
    free = shutil.disk_usage(entry).free
    if needed > free:
        raise DataError(
            "disk-full",
            "Decoded, these pictures take {needed}, and only {free} are free in {folder}. Make room there, or choose a "
            "smaller side length.",
            needed=formatted_size(needed),
            free=formatted_size(free),
            folder=str(pictures_cache()),
        )


@dataclass(frozen=True, slots=True)
class Emptied:
    """Bytes that were freed, and bytes that stayed because something uses them."""

    freed: int
    in_use: int


def cache_size() -> int:
    """Bytes that decoded pictures take now."""
    return sum(_size(folder) for folder in entries())


def empty_cache() -> Emptied:
    """Remove all decoded pictures that nothing uses; they are decoded again when they are needed."""
    freed = kept = 0
    if not pictures_cache().is_dir():
        return Emptied(0, 0)
    with _cache_lock():
        for folder in entries():
            size = _size(folder)
            if _removed(folder):
                freed += size
            else:
                kept += size
    return Emptied(freed, kept)


@contextmanager
def _cache_lock() -> Iterator[None]:
    """Hold the cache's own lock, and throw away what an interrupted removal left."""
    root = pictures_cache()
    lock = _lock(root / ".lock")
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=_PATIENCE)
    except (OSError, Timeout) as error:
        raise cannot_write(root, error) from error
    try:
        for left in root.glob(f"{_REMOVED}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        lock.release()


def _removed(folder: Path) -> bool:
    """Remove an entry as one step, and say whether it could be; one in use cannot."""
    if any(_is_held(lock) for lock in (*folder.glob("uses/*.lock"), folder / "write.lock")):
        return False
    aside = folder.with_name(f"{_REMOVED}{secrets.token_hex(4)}")
    try:
        folder.rename(aside)
    except OSError:
        return False
    shutil.rmtree(aside, ignore_errors=True)
    return True


def _is_held(path: Path) -> bool:
    """Whether a program holds this lock; one whose program has ended is taken away."""
    if not path.exists():
        return False
    lock = _lock(path)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return True
    lock.release()
    path.unlink(missing_ok=True)
    return False


def _lock(path: Path) -> FileLock:
    # Whoever lets go of an array may be another thread than the one that mapped it.
    return FileLock(path, thread_local=False)


def _last_use(folder: Path) -> float:
    with contextlib.suppress(OSError):
        return os.stat(folder / INDEX).st_mtime
    return 0.0


def _size(folder: Path) -> int:
    total = 0
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            total += file.stat().st_size
    return total
