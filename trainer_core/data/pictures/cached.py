"""Brings the cache up to date with a folder: what is new is read and decoded once, in threads, and then mapped.

Pillow decodes without the interpreter's lock, so threads are as fast as processes and start at once.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from trainer_core.data.examples import Progress
from trainer_core.data.pictures import store
from trainer_core.data.pictures.decoding import Decoding, decoded
from trainer_core.data.pictures.entry import Index, Known, Pixels, Writer, mapped, read_index
from trainer_core.data.pictures.opening import LARGEST_FILE, UnreadableError, reason_of
from trainer_core.data.pictures.scanning import FoundFile
from trainer_core.errors import DataError, Message
from trainer_core.files.cache import cannot_write
from trainer_core.files.safe_read import read_bytes
from trainer_core.formats import duration

_MOST_THREADS = 16
_CHUNK = 4_000_000
"""Bytes of decoded pictures, about, that a thread hands over at once."""
_MOST_IN_A_CHUNK = 16
_CHUNKS_AHEAD = 3
"""Chunks for each thread that are decoded or wait to be written, which bounds the memory."""
_SECONDS_BETWEEN_REPORTS = 0.2
_SECONDS_BETWEEN_COMMITS = 20.0
_CLOCK_TICK_NS = 2_000_000_000
"""The coarsest clock of a file system in use, that of FAT."""


@dataclass(frozen=True, slots=True)
class Cached:
    """Decoded pictures, mapped: ``pixels`` (M, C, side, side) uint8, and by name what is ``known`` of each file.

    ``new`` and ``changed`` are the names that were not, or not so, in the cache; ``gone`` those that were.
    All three are empty when the folder is read for the first time.
    """

    pixels: Pixels
    known: Mapping[str, Known]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def decode_all(root: Path, files: Sequence[FoundFile], decoding: Decoding, progress: Progress) -> Cached:
    """Decode those of ``files`` below ``root`` that the cache does not have as they are now, and map all of them.

    ``progress`` may raise to break it off; what was decoded until then is kept, as it is when the program is killed.
    The entry is kept from being removed for as long as the array of pixels lives.

    Raises:
        DataError: the cache cannot be written, or has no room for them.
    """
    use = store.Use(store.entry_of(root, decoding))
    try:
        before = read_index(use.folder)
        index = before
        passing: dict[str, Known] = {}
        if index is None or not _is_current(index, files):
            with store.sole_writer(use.folder, lambda: progress(_WAITING, 0.0)):
                # Another program may have done it meanwhile.
                index = read_index(use.folder) or Index(decoding)
                index, passing = _brought_up_to_date(root, files, use.folder, index, progress)
        pixels = _mapped(use.folder, index)
    except BaseException:
        use.release()
        raise
    use.until_gone(pixels)
    known = index.files | passing
    return Cached(pixels, known, *_changes(before.files if before else {}, known))


_WAITING = Message("Another program is reading these pictures now; waiting until it is done.")

Names = tuple[str, ...]


def _changes(old: Mapping[str, Known], now: Mapping[str, Known]) -> tuple[Names, Names, Names]:
    if not old:
        return (), (), ()
    new = tuple(name for name in now if name not in old)
    changed = tuple(name for name in now if name in old and now[name].sha256 != old[name].sha256)
    return new, changed, tuple(name for name in old if name not in now)


def _mapped(folder: Path, index: Index) -> Pixels:
    try:
        return mapped(folder, index)
    except OSError as error:
        raise cannot_write(folder, error) from error


def _is_as_known(file: FoundFile, known: Known | None) -> bool:
    return known is not None and known.certain and (known.size, known.mtime_ns) == (file.size, file.mtime_ns)


def _is_current(index: Index, files: Sequence[FoundFile]) -> bool:
    return len(files) == len(index.files) and all(_is_as_known(file, index.files.get(file.name)) for file in files)


def _brought_up_to_date(
    root: Path, files: Sequence[FoundFile], folder: Path, index: Index, progress: Progress
) -> tuple[Index, dict[str, Known]]:
    """Return the new index, and what is known of files that cannot be read at the moment."""
    to_do = [file for file in files if not _is_as_known(file, index.files.get(file.name))]
    names = {file.name for file in files}
    with Writer(folder, index) as writer:
        reading = _Reading(root, writer, progress)
        if to_do:
            channels = index.channels or (1 if index.decoding.colour == "grey" else 3)
            store.make_room(len(to_do) * channels * index.decoding.side**2, folder)
            try:
                reading.all(to_do, _elsewhere(folder, index))
            except DataError:
                raise
            except BaseException:
                # It was broken off: what is decoded need not be decoded again.
                with suppress(DataError):
                    writer.commit()
                raise
        writer.keep(names - reading.passing.keys())
        writer.commit()
        return writer.committed, reading.passing


@dataclass(frozen=True, slots=True)
class _Place:
    """Where what a content looks like is known already: in which pixels, and as which file."""

    pixels: Pixels
    known: Known


def _elsewhere(folder: Path, index: Index) -> dict[str, _Place]:
    """By its SHA-256, each content that is decoded in this way already: under another name, or for another folder."""
    places: dict[str, _Place] = {}
    for other in (*(each for each in store.entries() if each != folder), folder):
        found = index if other == folder else read_index(other)
        if found is None or found.decoding != index.decoding:
            continue
        try:
            pixels = mapped(other, found)
        except OSError:
            continue
        places |= {known.sha256: _Place(pixels, known) for known in found.files.values()}
    return places


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A file that was looked at, with its pixels if the entry has none of it yet.

    ``passing`` is what may be over next time: a file that is locked, or gone.
    """

    known: Known
    pixels: Pixels | None
    passing: bool = False


class _Reading:
    """Reads files in threads and writes what comes out in their order."""

    def __init__(self, root: Path, writer: Writer, progress: Progress) -> None:
        self.passing: dict[str, Known] = {}
        self._root = root
        self._writer = writer
        self._progress = progress
        self._began = time.monotonic()
        self._done = self._count = 0
        self._next_report = 0.0
        self._next_commit = self._began + _SECONDS_BETWEEN_COMMITS

    def all(self, files: Sequence[FoundFile], elsewhere: Mapping[str, _Place]) -> None:
        self._count = len(files)
        self._report()
        # Closed at once when `progress` breaks it off: no thread is left behind.
        with closing(self._outcomes(files, elsewhere)) as outcomes:
            for some in outcomes:
                self._take(some)
                self._done += len(some)
                self._report()
                if time.monotonic() > self._next_commit:
                    self._writer.commit()
                    self._next_commit = time.monotonic() + _SECONDS_BETWEEN_COMMITS

    def _outcomes(self, files: Sequence[FoundFile], elsewhere: Mapping[str, _Place]) -> Generator[list[_Outcome]]:
        decoding, mine = self._writer.index.decoding, self._writer.index.files
        size = max(1, min(_MOST_IN_A_CHUNK, _CHUNK // (3 * decoding.side**2)))
        chunks = (files[start : start + size] for start in range(0, len(files), size))
        threads = min(_MOST_THREADS, os.cpu_count() or 1)
        ahead: deque[Future[list[_Outcome]]] = deque()
        pool = ThreadPoolExecutor(threads, "pictures")
        try:
            for chunk in islice(chunks, threads * _CHUNKS_AHEAD):
                ahead.append(pool.submit(_look_at, self._root, chunk, decoding, mine, elsewhere))
            while ahead:
                yield _result(ahead.popleft(), self._report)
                for chunk in islice(chunks, 1):
                    ahead.append(pool.submit(_look_at, self._root, chunk, decoding, mine, elsewhere))
        finally:
            pool.shutdown(cancel_futures=True)

    def _take(self, some: Sequence[_Outcome]) -> None:
        self.passing |= {outcome.known.name: outcome.known for outcome in some if outcome.passing}
        self._writer.add([(outcome.known, outcome.pixels) for outcome in some if not outcome.passing])

    def _report(self) -> None:
        now, done, count = time.monotonic(), self._done, self._count
        if now < self._next_report and done < count:
            return
        self._next_report = now + _SECONDS_BETWEEN_REPORTS
        facts: dict[str, Any] = {"done": done, "count": count}
        if not done:
            self._progress(Message("Reading pictures: {done:,} of {count:,}.", facts), 0.0)
            return
        facts["left"] = duration((now - self._began) / done * (count - done))
        self._progress(Message("Reading pictures: {done:,} of {count:,}, {left} left.", facts), done / count)


def _result(future: Future[list[_Outcome]], waiting: Callable[[], None]) -> list[_Outcome]:
    """What a thread found; while it takes long, as on a slow network drive, ``waiting`` is called."""
    while True:
        try:
            return future.result(_SECONDS_BETWEEN_REPORTS)
        except TimeoutError:
            waiting()


def _look_at(
    root: Path,
    files: Sequence[FoundFile],
    decoding: Decoding,
    mine: Mapping[str, Known],
    elsewhere: Mapping[str, _Place],
) -> list[_Outcome]:
    return [_look_at_one(root, file.name, decoding, mine.get(file.name), elsewhere) for file in files]


def _look_at_one(
    root: Path, name: str, decoding: Decoding, before: Known | None, elsewhere: Mapping[str, _Place]
) -> _Outcome:
    """Read a file, and decode it unless its content was decoded before. Runs in a thread."""
    try:
        # The time is read first: a change while the file is read then shows next time.
        status = os.stat(root / name)
        content = read_bytes(root / name, LARGEST_FILE)
    except (OSError, ValueError) as error:
        known = Known(name, 0, 0, "", -1, False, False, 0, 0, reason_of(error))
        return _Outcome(known, None, passing=True)
    certain = time.time_ns() - status.st_mtime_ns > _CLOCK_TICK_NS
    known = Known(name, len(content), status.st_mtime_ns, sha256(content).hexdigest(), -1, False, certain, 0, 0)
    if before is not None and before.sha256 == known.sha256:
        return _Outcome(before._replace(mtime_ns=known.mtime_ns, certain=certain), None)
    if (place := elsewhere.get(known.sha256)) is not None:
        return _copied(known, place, decoding)
    try:
        picture = decoded(content, decoding)
    except UnreadableError as error:
        return _Outcome(known._replace(reason=error.reason), None)
    return _Outcome(known._replace(grey=picture.grey, width=picture.width, height=picture.height), picture.pixels)


def _copied(known: Known, place: _Place, decoding: Decoding) -> _Outcome:
    there = place.known
    known = known._replace(grey=there.grey, width=there.width, height=there.height, reason=there.reason)
    if there.row < 0:
        return _Outcome(known, None)
    one_channel = decoding.colour == "as-is" and there.grey
    return _Outcome(known, place.pixels[there.row][:1] if one_channel else place.pixels[there.row])
