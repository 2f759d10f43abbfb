"""Run folders into the system's trash and back. Reads and moves, so it belongs on a worker thread."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFile, QStandardPaths

from trainer_core.errors import RunFolderError
from trainer_core.library.folders import discardable


@dataclass(frozen=True, slots=True)
class Trashed:
    """A folder in the trash: where it was, and where it is now."""

    path: Path
    place: Path


def throw_away(path: Path) -> Trashed:
    """Move the run's folder ``path`` to the trash.

    Raises `RunFolderError`, and changes nothing, if it is being written, is no run, or there is no trash.
    """
    if not path.is_dir():
        raise RunFolderError("no-folder", "{path} is not there any more.", path=str(path))
    discardable(path)
    if sys.platform.startswith("linux"):
        # Qt wants the folder that the trash goes into to be there; the XDG rules say that whoever needs it makes it.
        with contextlib.suppress(OSError):
            Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)).mkdir(
                mode=0o700, parents=True, exist_ok=True
            )
    file = QFile(str(path))
    if not file.moveToTrash():
        raise RunFolderError(
            "no-trash",
            "{path} cannot be moved to the trash: there is none for this place, or it does not take it. Nothing was "
            "deleted; delete the folder yourself if you are sure.",
            path=str(path),
        )
    return Trashed(path, Path(file.fileName()))


def bring_back(trashed: Trashed) -> Path:
    """Move a folder back to where it was, and return that place. Raises `RunFolderError`; nothing has changed then."""
    if not trashed.place.is_dir():
        raise RunFolderError(
            "not-in-trash", "{path} is not in the trash any more, so it cannot be brought back.", path=str(trashed.path)
        )
    if os.path.lexists(trashed.path):
        raise RunFolderError(
            "place-taken",
            "{path} is there again, so the one in the trash is not put over it. Rename it first.",
            path=str(trashed.path),
        )
    try:
        trashed.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(trashed.place, trashed.path)
    except OSError as error:
        raise RunFolderError(
            "cannot-bring-back",
            "{path} cannot be brought back: {reason}. It is still in the trash.",
            path=str(trashed.path),
            reason=error.strerror or str(error),
        ) from None
    # What the XDG trash notes of a file would else name something that is not there.
    note = trashed.place.parent.parent / "info" / f"{trashed.place.name}.trashinfo"
    with contextlib.suppress(OSError):
        note.unlink()
    return trashed.path
