"""The library's cache of what it has read: a file that can be thrown away at any time and is rebuilt from the folders.

JSON lines: a head that names format, version and root, then a line a run. A line that is not understood costs one run
being read again; a head that is not understood costs all of them. The file is replaced as a whole, so that programs
which share it find one that is whole, and none can lose more than the other's newest readings.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import math
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np

from trainer_core.errors import Message, RunFolderError
from trainer_core.files.atomic import atomic_write
from trainer_core.files.cache import cache_root
from trainer_core.files.safe_read import read_bytes
from trainer_core.library.recipe_line import Part
from trainer_core.library.record import POINTS, RunPicture, RunRecord, RunState

FORMAT: Final = "training-studio-run-index"
FORMAT_VERSION: Final = 4

_LARGEST_FILE = 512_000_000
_SINGLE = np.dtype("<f4")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of one run: its folder's signature (`trainer_core.library.folders.Listing`) and its record.

    An empty signature means that the record can be shown, and has to be read again.
    """

    signature: str
    record: RunRecord


def default_index(root: Path) -> Path:
    """The file that remembers the runs below ``root``: in the user's cache folder, one for each root.

    The environment variable ``TRAINING_STUDIO_CACHE`` names another cache folder.
    """
    name = hashlib.blake2b(os.fsencode(root), digest_size=10).hexdigest()
    return cache_root() / "library" / f"{name}.jsonl"


def load_index(path: Path, root: Path) -> dict[str, Entry]:
    """Read the index of ``root``; what is missing, damaged, foreign, old or of the future counts as not there."""
    try:
        lines = read_bytes(path, _LARGEST_FILE).splitlines()
    except (OSError, ValueError):
        return {}
    if not lines or _parsed(lines[0]) != _head(root):
        return {}
    return dict(_entries(lines[1:], root))


def save_index(path: Path, root: Path, entries: Iterable[tuple[str, Entry]]) -> None:
    """Replace the index of ``root``; raises `RunFolderError` if it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunFolderError(
            "cannot-make-folder",
            "The cache folder {path} cannot be made: {reason}. Runs are read again each time.",
            path=str(path.parent),
            reason=error.strerror or Message("it is not known why"),
        ) from None
    with atomic_write(path, error=RunFolderError) as file:
        file.write(json.dumps(_head(root)).encode() + b"\n")
        for name, entry in entries:
            # What is wrong with a run is not kept here: it is looked at anew.
            signature = "" if entry.record.problems else entry.signature
            file.write(json.dumps([name, signature, *_values(entry.record)]).encode() + b"\n")


def _head(root: Path) -> dict[str, Any]:
    return {"format": FORMAT, "version": FORMAT_VERSION, "root": os.fspath(root)}


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _entries(lines: Iterable[bytes], root: Path) -> Iterator[tuple[str, Entry]]:
    for line in lines:
        try:
            name, signature, *values = json.loads(line)
            if type(name) is type(signature) is str and _is_name(name):
                yield name, Entry(signature, _record(root / name, values))
        except (ValueError, TypeError, RecursionError, OverflowError, AttributeError):
            continue


def _is_name(name: str) -> bool:
    return bool(name) and name[0] != "." and not {"/", "\\", "\0"} & set(name)


_PLAIN: Final = tuple(
    (each.name, {"str": str, "int": int, "float": float, "bool": bool}[str(each.type)])
    for each in dataclasses.fields(RunRecord)
    if each.type in ("str", "int", "float", "bool")
)
"""The fields of a record that JSON has as they are, in order; the others follow, each in a form of its own."""


def _values(record: RunRecord) -> list[Any]:
    plain = [getattr(record, name) for name, _ in _PLAIN]
    curves = record.picture.curves
    data = b"".join(curve.astype(_SINGLE).tobytes() for curve in curves)
    return [
        [None if isinstance(value, float) and math.isnan(value) else value for value in plain],
        record.state.value,
        record.title,
        record.recipe_parts,
        list(record.tags),
        record.started.isoformat() if record.started else None,
        [dict(results) for results in (record.validation, record.final_validation, record.test)],
        [len(curve) for curve in curves],
        base64.b64encode(data).decode(),
    ]


def _record(path: Path, values: list[Any]) -> RunRecord:
    """Make a record of what `_values` made of one; raises ValueError or TypeError if it is anything else."""
    plain, state, title, parts, tags, started, results, lengths, data = values
    validation, final_validation, test = map(_results, results)
    fields: dict[str, Any] = {}
    for (name, kind), value in zip(_PLAIN, plain, strict=True):
        if value is None and kind is float:
            value = math.nan
        elif type(value) is not kind:
            raise TypeError(name)
        fields[name] = value
    if any(type(text) is not str for text in (*title.keys(), *title.values(), *tags)) or type(tags) is not list:
        raise TypeError("title or tags")
    return RunRecord(
        path=path,
        state=RunState(state),
        title=title,
        recipe_parts=_parts(parts),
        tags=tuple(tags),
        started=None if started is None else datetime.fromisoformat(started),
        picture=_picture(lengths, data),
        validation=validation,
        final_validation=final_validation,
        test=test,
        **fields,
    )


def _parts(parts: list[list[list[str]]]) -> tuple[Part, ...]:
    found = tuple(tuple((name, value) for name, value in part) for part in parts)
    if any(type(word) is not str for part in found for pair in part for word in pair):
        raise TypeError("recipe_parts")
    return found


def _results(values: dict[str, float]) -> dict[str, float]:
    if any(type(name) is not str or type(value) is not float for name, value in values.items()):
        raise TypeError("results")
    return values


def _picture(lengths: list[int], data: str) -> RunPicture:
    points = np.frombuffer(base64.b64decode(data), dtype=_SINGLE)
    if sum(lengths) != len(points) or len(lengths) != 4 or not all(0 <= length <= POINTS for length in lengths):
        raise ValueError("picture")
    curves, begin = [], 0
    for length in lengths:
        curves.append(points[begin : begin + length])
        begin += length
    return RunPicture(*curves)
