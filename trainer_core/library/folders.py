"""Which folders are runs, what lies in them, and whether anything there has changed since it was read."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trainer_core.errors import Message, RunFolderError, nearest
from trainer_core.files.places import default_root as default_root
from trainer_core.files.run_lock import LOCK, is_locked
from trainer_core.runs.run_files import BATCHES, EPOCHS, FACTS, FILES, RECIPE, RESULT, TENSORBOARD
from trainer_core.runs.shown.folder import SHOWN
from trainer_core.runs.snapshots import SNAPSHOTS, is_snapshot

_TELLING: Final = frozenset({RECIPE, FACTS, RESULT, BATCHES, EPOCHS})
"""A folder with one of these is looked at as a run."""

_OWN_FOLDERS: Final = frozenset({SNAPSHOTS, TENSORBOARD, SHOWN})

_DEPTH, _MOST_FILES = 4, 20_000
"""How far a folder is looked through: a run has two levels and a few dozen files."""

_MOST_NAMES = 5
"""Names that a sentence lists."""

_SETTLED_SECONDS = 2.0
"""A file changed so shortly before it was read may change again without another time or size: FAT keeps two seconds."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in a run's folder: names at the top, snapshots, bytes in all, and a signature of it all.

    The signature changes when a file comes, goes, or gets another size or time. It is empty where a file is so new
    that a change could go unseen: nothing may rely on what is read now.
    """

    names: frozenset[str]
    snapshots: int
    bytes: int
    signature: str


def run_names(root: Path) -> list[str]:
    """Names of the folders below ``root`` that may be runs, the newest names first; none if there is no ``root``.

    Hidden ones are left out. Raises `RunFolderError` if ``root`` cannot be read.
    """
    try:
        with os.scandir(root) as entries:
            return sorted((each.name for each in entries if each.name[0] != "." and _is_folder(each)), reverse=True)
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise RunFolderError(
            "unreadable",
            "The folder of the runs, {path}, cannot be read: {reason}. Choose another one, or change its permissions.",
            path=str(root),
            reason=(error.strerror if isinstance(error, OSError) else None) or Message("its name is not valid"),
        ) from None


def find_run(given: Path, root: Path | None = None) -> Path:
    """The folder of the run that a person names by its path, or by its name below ``root`` (`default_root`).

    The beginning of a name is enough if no other run there begins so. Raises `RunFolderError` if there is no such run,
    or more than one.
    """
    path = given.expanduser()
    if os.path.exists(path):
        return path
    alone = len(path.parts) == 1
    folder = (root or default_root()).expanduser().absolute() if alone else path.parent
    if alone and os.path.isdir(folder / path):
        return folder / path
    names = [name for name in run_names(folder) if os.path.isfile(folder / name / RECIPE)]
    # A path is meant as it is: a script that goes on with runs/first shall not go on with runs/first_2.
    begun = [name for name in names if alone and name.startswith(path.name)]
    if len(begun) == 1:
        return folder / begun[0]
    facts = {"name": path.name, "root": str(folder)}
    if begun:
        raise RunFolderError(
            "not-one-run",
            "More than one run in {root} begins with {name}: {names}. Write more of the name.",
            names=", ".join(begun[:_MOST_NAMES]) + (", …" if len(begun) > _MOST_NAMES else ""),
            **facts,
        )
    if near := nearest(path.name, names):
        raise RunFolderError(
            "no-such-run", "There is no run {name} in {root}. Did you mean {near}?", near=near, **facts
        )
    raise RunFolderError(
        "no-such-run", "There is no run {name} in {root}. Give the folder of a run, or its name there.", **facts
    )


def listing(path: Path) -> Listing | None:
    """Look through the folder ``path``; None if it is gone, cannot be looked through, or is no run's."""
    names: set[str] = set()
    files: list[tuple[str, int, int]] = []
    try:
        for name, entry in _walk(os.fspath(path), "", _DEPTH):
            if "/" not in name:
                names.add(name)
                if len(names) > _MOST_FILES and not names & _TELLING:
                    return None
            if entry is not None and name != LOCK:
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # what is written beside and renamed comes and goes while a run is under way
                files.append((name, status.st_mtime_ns, status.st_size))
            if len(files) > _MOST_FILES:
                break
    except OSError:
        return None
    if not names & _TELLING:
        return None
    files.sort()
    newest = max((changed for _, changed, _ in files), default=0)
    settled = newest < time.time_ns() - int(_SETTLED_SECONDS * 1e9)
    sum_of_files = hashlib.blake2b(repr(files).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return Listing(
        names=frozenset(names),
        snapshots=sum(
            name.startswith(f"{SNAPSHOTS}/") and is_snapshot(name.removeprefix(f"{SNAPSHOTS}/")) for name, _, _ in files
        ),
        bytes=sum(size for _, _, size in files),
        signature=sum_of_files if settled else "",
    )


def discardable(path: Path) -> None:
    """Check that the folder ``path`` may be moved to the trash, as a whole.

    Raises `RunFolderError` if it is written at this moment, is a link, is not certainly a run's folder, or holds
    folders that are not a run's.
    """
    found = None if path.is_symlink() else listing(path)
    # Other programs have a recipe.toml or a run.json as well; two files that only a run has are no accident.
    if found is None or len(found.names.intersection(FILES)) < (2 if RECIPE in found.names else 3):
        raise RunFolderError(
            "not-a-run", "{path} is not certainly the folder of a run, so it is not deleted from here.", path=str(path)
        )
    foreign = sorted(
        name for name in found.names - _OWN_FOLDERS if (path / name).is_dir() and not (path / name).is_symlink()
    )
    if foreign:
        raise RunFolderError(
            "holds-more",
            "{path} holds something else besides a run, the folder {name}, so it is not deleted from here.",
            path=str(path),
            name=foreign[0],
        )
    if is_locked(path):
        raise RunFolderError(
            "in-use", "The run in {path} is going on, so it is not deleted. End it first.", path=str(path)
        )


def _walk(folder: str, prefix: str, depth: int) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """Each entry below ``folder``, as its path in it; the entry itself where it is a file or a link."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = prefix + entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield name, entry
                continue
            yield name, None
            if depth > 1:
                yield from _walk(entry.path, f"{name}/", depth - 1)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder; False for a link that leads nowhere, in circles, or where nobody may look."""
    try:
        return entry.is_dir()
    except OSError:
        return False
