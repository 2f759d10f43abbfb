"""What a run has read: names, sizes, times and contents of its files, and how they differ from those of today."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from trainer_core.errors import DataError, Message, plural
from trainer_core.files.safe_read import open_ordinary
from trainer_core.formats import first_of

_BLOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file that a source has read.

    ``name`` is relative to the data's folder, with ``/`` between its parts; ``size`` in bytes, ``mtime_ns`` in
    nanoseconds since 1970, ``digest`` the content's sum with its kind (``"sha256:…"``), empty until someone needs it.
    ``path`` is where it lies now, and is not recorded.
    """

    name: str
    size: int
    mtime_ns: int
    digest: str = ""
    path: Path = field(default=Path(), compare=False)

    @classmethod
    def of(cls, path: Path, root: Path | None = None, digest: str = "") -> ReadFile:
        """Describe the file at ``path``, named relative to ``root`` or by its name alone; raises `OSError`."""
        found = path.stat()
        name = path.relative_to(root).as_posix() if root is not None else path.name
        return cls(name, found.st_size, found.st_mtime_ns, digest, path)

    @classmethod
    def of_content(cls, name: str, size: int, sha256: str) -> ReadFile:
        """Describe what was read and lies in no file of its own, by its size in bytes and its SHA-256."""
        # Its own time, so that of two contents of one size the digests are compared.
        return cls(name, size, int(sha256[:12], 16), f"sha256:{sha256}")

    def hashed(self) -> ReadFile:
        """Return it with the sum of its content; raises `DataError` if the file cannot be read any more."""
        if self.digest:
            return self
        try:
            with open_ordinary(self.path) as file:
                total = hashlib.sha256()
                while block := file.read(_BLOCK):
                    total.update(block)
        except OSError as error:
            raise DataError(
                "unreadable-file",
                "{path} could not be read ({reason}). Check its permissions.",
                path=str(self.path),
                reason=error.strerror or str(error),
            ) from None
        return replace(self, digest=f"sha256:{total.hexdigest()}")

    @property
    def is_as_it_was(self) -> bool:
        """Whether the file still has the size and the time at which it was read; what lies in none stays as it is."""
        if self.path == Path():
            return True
        try:
            found = self.path.stat()
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (self.size, self.mtime_ns)


@dataclass(frozen=True, slots=True)
class DataChanges:
    """Names of the files that are new, gone, or of other content than when they were recorded, each sorted."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.altered)

    @property
    def message(self) -> Message:
        """What has changed, as the part of a sentence."""
        parts = []
        if names := self.added:
            parts.append(
                plural(
                    len(names), "1 file was added ({names})", "{n:,} files were added ({names})", names=first_of(names)
                )
            )
        if names := self.removed:
            parts.append(
                plural(len(names), "1 file is gone ({names})", "{n:,} files are gone ({names})", names=first_of(names))
            )
        if names := self.altered:
            parts.append(
                plural(
                    len(names),
                    "1 file has another content ({names})",
                    "{n:,} files have another content ({names})",
                    names=first_of(names),
                )
            )
        whole = parts[0]
        for part in parts[1:]:
            whole = Message("{one}, {other}", {"one": whole, "other": part})
        return whole


def differences(recorded: Iterable[ReadFile], present: Iterable[ReadFile]) -> DataChanges:
    """How the ``present`` files differ from those ``recorded``.

    Size and time decide; where only the time is another, the content does. Raises `DataError` if a file cannot be read
    for that.
    """
    before, now = {file.name: file for file in recorded}, {file.name: file for file in present}
    return DataChanges(
        added=tuple(sorted(now.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - now.keys())),
        altered=tuple(sorted(name for name in before.keys() & now.keys() if _is_altered(before[name], now[name]))),
    )


def to_lines(files: Iterable[ReadFile]) -> str:
    """Write files as lines of JSON, the content's sum in each; raises `DataError` if one cannot be read for it."""
    return "".join(_line(file.hashed()) for file in files)


def from_lines(text: str) -> tuple[ReadFile, ...]:
    """Read what `to_lines` wrote; raises `ValueError` with the number of a line that is none."""
    files = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            record = json.loads(line)
            name, digest, sizes = record["name"], record["digest"], (record["size"], record["mtime_ns"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise ValueError(number) from None
        if not (isinstance(name, str) and isinstance(digest, str) and all(type(size) is int for size in sizes)):
            raise ValueError(number)
        files.append(ReadFile(name, *sizes, digest))
    return tuple(files)


def _line(file: ReadFile) -> str:
    values = {"name": file.name, "size": file.size, "mtime_ns": file.mtime_ns, "digest": file.digest}
    return json.dumps(values) + "\n"


def _is_altered(before: ReadFile, now: ReadFile) -> bool:
    if before.size != now.size:
        return True
    return before.mtime_ns != now.mtime_ns and before.digest != now.hashed().digest
