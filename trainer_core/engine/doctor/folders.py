"""Checks whether the folders that are written to can be, and how much space is left there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from trainer_core.engine.doctor.finding import Finding, Status, home_short, reason_of
from trainer_core.errors import N_, Message
from trainer_core.files.cache import cache_root
from trainer_core.files.places import default_root

_GIB = 2**30
LITTLE, NEXT_TO_NOTHING = 5 * _GIB, _GIB // 2
"""Bytes free below which it is worth knowing, and below which a run may not be saved."""


def check() -> Iterator[Finding]:
    """Yield a finding for each folder of the engine: runs, caches, and what is only there for a while."""
    yield folder("folders.runs", N_("Runs"), default_root())
    yield folder("folders.cache", N_("Caches"), cache_root())
    yield folder("folders.temporary", N_("Temporary files"), Path(tempfile.gettempdir()))


def folder(check: str, what: str, path: Path) -> Finding:
    """Write, read and delete a small file in ``path``, or in what is above it and there already."""
    there = path
    while not os.path.lexists(there) and there != there.parent:
        there = there.parent
    facts = {"what": what, "path": home_short(path)}
    try:
        handle, name = tempfile.mkstemp(prefix=".trainer-doctor-", dir=there)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(b"written")
            if Path(name).read_bytes() != b"written":
                raise OSError("what was written is not what is read")
        finally:
            os.unlink(name)
        free = shutil.disk_usage(there).free
    except OSError as error:
        reason = error.strerror or reason_of(error)
        return Finding(
            check,
            Status.PROBLEM,
            Message("{what}: {path} cannot be written: {reason}.", facts | {"reason": reason}),
            Message("Change its permissions, free the disk, or choose another folder.", facts),
        )
    facts["free"] = f"{free / _GIB:.1f}"
    message = Message("{what}: {path} can be written, {free} GiB free.", facts)
    if free >= LITTLE:
        return Finding(check, Status.OK, message)
    advice = Message("Free some space, or choose a folder on another disk: a run takes from 10 MB to a few GB.", facts)
    return Finding(check, Status.PROBLEM if free < NEXT_TO_NOTHING else Status.NOTE, message, advice)
