"""Files fetched into the cache folder: checked against their sums, resumed after a cut, never half there.

A file grows beside its place as ``name.part`` and is renamed into it when its sum is right. MD5 is what
the publishers of data sets give, and the beginning of SHA-256 what PyTorch gives of weights; both tell damage, and an
official file from another.
"""

from __future__ import annotations

import hashlib
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from trainer_core.data.examples import Progress
from trainer_core.errors import N_, DataError, Message
from trainer_core.files.cache import cache_root, cannot_write

_CHUNK = 1 << 18
_SECONDS_TO_ANSWER = 20.0
_SECONDS_BETWEEN_REPORTS = 0.2


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file that its publisher names, gives a sum of, and offers at one or more addresses.

    The sum is MD5's, or ``sha256`` is what SHA-256's begins with, as PyTorch's weights have it in their names.
    """

    name: str
    urls: tuple[str, ...]
    md5: str = ""
    sha256: str = ""

    def is_whole(self, path: Path) -> bool:
        """Say whether ``path`` is there, can be read and has the publisher's sum."""
        if not self.sha256:
            return is_whole(path, self.md5)
        try:
            return path.is_file() and sha256_of(path).startswith(self.sha256)
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class Download:
    """What a source fetches before its first use.

    ``bytes`` are those that travel, ``origin`` is the publisher's address, ``licence`` is empty where none is known.
    ``files`` are files or folders in the source's cache folder; they appear there only when they are whole.
    """

    bytes: int
    origin: str
    licence: str
    files: tuple[str, ...]


def cache_folder(name: str) -> Path:
    """Return the folder in which the source ``name`` keeps its files; it need not exist yet.

    It lies in the user's cache folder, or where the environment variable ``TRAINING_STUDIO_CACHE`` says.
    """
    return cache_root() / "datasets" / name


def md5_of(path: Path) -> str:
    """Return a file's MD5 sum in hexadecimal; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256 sum in hexadecimal; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, hashlib.sha256).hexdigest()


def is_whole(path: Path, md5: str) -> bool:
    """Say whether ``path`` is there, can be read and has this sum."""
    try:
        return path.is_file() and md5_of(path) == md5
    except OSError:
        return False


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Make ``folder`` and keep other programs from writing into it; the system lets go when this program
    ends.

    Raises:
        DataError: another program is writing there now, or the folder cannot be written.
    """
    lock = FileLock(folder / ".lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise DataError(
            "being-downloaded",
            "Another program is downloading into {folder} now. Wait until it is done and try again.",
            folder=str(folder),
        ) from None
    except OSError as error:
        raise cannot_write(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def fetch(file: RemoteFile, folder: Path, progress: Progress, *, base: float = 0.0, share: float = 1.0) -> Path:
    """Bring ``file`` into ``folder`` unless it is there and whole, and return its path.

    What an earlier, interrupted download left is continued. The file's own progress 0..1 is reported as
    ``base`` + ``share`` times it.

    Raises:
        DataError: there is no network, no space, or what came is not the publisher's file.
    """
    target, part = folder / file.name, folder / f"{file.name}.part"
    report = _Reporter(file.name, progress, base, share)
    problems: list[str] = []
    try:
        if file.is_whole(target):
            return target
        for url in file.urls:
            try:
                whole = _continue(url, part, file, report)
            except (_NetworkError, urllib.error.URLError, HTTPException) as error:
                problems.append(f"{url}: {_reason(error)}")
                continue
            if whole:
                os.replace(part, target)
                return target
            problems.append(f"{url}: what came is not the official file")
    except OSError as error:
        raise cannot_write(folder, error) from error
    raise DataError(
        "download-failed",
        "{file} could not be downloaded ({problems}). Connect to the network and try again, "
        "or put this file into {folder} yourself.",
        file=file.name,
        problems="; ".join(problems),
        folder=str(folder),
    )


class _NetworkError(Exception):
    """The connection broke; what has arrived is in the part file."""


def _continue(url: str, part: Path, file: RemoteFile, report: _Reporter) -> bool:
    """Complete ``part`` from ``url`` and say whether it has the right sum; one that has not is removed.

    A part that was there before may be of something else, so it gets a second try from the first byte on.
    """
    if file.is_whole(part):
        return True
    left_over = part.exists()
    _append(url, part, report)
    if left_over and not file.is_whole(part):
        part.unlink()
        _append(url, part, report)
    if file.is_whole(part):
        return True
    part.unlink()
    return False


def _append(url: str, part: Path, report: _Reporter) -> None:
    """Download ``url`` to the end of ``part``, or from the start where the server cannot continue."""
    have = part.stat().st_size if part.exists() else 0
    try:
        response = _open(url, have)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        have = 0
        response = _open(url, have)
    with response:
        continued = response.status == HTTPStatus.PARTIAL_CONTENT
        have = have if continued else 0
        length = response.headers.get("Content-Length")
        total = have + int(length) if length else 0
        with part.open("ab" if continued else "wb") as file:
            while chunk := _read(response):
                file.write(chunk)
                have += len(chunk)
                report(have, total)
    if have < total:
        raise _NetworkError(f"the connection broke after {have:,} of {total:,} bytes")


def _open(url: str, start: int) -> Any:
    request = urllib.request.Request(url, headers={"User-Agent": "training-studio"})
    if start:
        request.add_header("Range", f"bytes={start}-")
    return urllib.request.urlopen(request, timeout=_SECONDS_TO_ANSWER)


def _read(response: Any) -> bytes:
    """Read a chunk; a broken connection is told apart from a disk that cannot be written, both OSErrors."""
    try:
        return bytes(response.read(_CHUNK))
    except OSError as error:
        raise _NetworkError(str(error) or type(error).__name__) from error


class _Reporter:
    """Reports a download a few times a second, not at each chunk."""

    def __init__(self, name: str, progress: Progress, base: float, share: float) -> None:
        self._name = name
        self._progress = progress
        self._base = base
        self._share = share
        self._next = 0.0

    def __call__(self, have: int, total: int) -> None:
        now = time.monotonic()
        if now < self._next and have != total:
            return
        self._next = now + _SECONDS_BETWEEN_REPORTS
        facts = {"file": self._name, "have": f"{have / 1e6:.1f}", "total": f"{total / 1e6:.1f}"}
        template = N_("Downloading {file}: {have} of {total} MB.") if total else N_("Downloading {file}: {have} MB.")
        self._progress(Message(template, facts), self._base + self._share * (have / total if total else 0.0))


def _reason(error: Exception) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return str(reason) or type(reason).__name__
