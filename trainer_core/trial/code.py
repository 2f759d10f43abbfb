"""A person's Python file as it is now: its bytes, those of the modules beside it that it imports, and their digest.

The modules beside it are found without running anything, from the ``import`` statements: ``import shapes`` in
``photos.py`` belongs to it if there is a ``shapes.py`` or a ``shapes/__init__.py`` in the same folder, and so on from
there. What is asked about, tried, run and kept with a run are these bytes, read once.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import inspect
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from trainer_core.errors import N_, CodeError, TrainerError
from trainer_core.files.atomic import atomic_write
from trainer_core.files.safe_read import read_bytes

_LARGEST = 2_000_000
"""Bytes of a file; what people write by hand has some ten thousand."""
_MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class Code:
    """A Python file and the modules beside it that it imports.

    ``path`` is where the file lies, or lay: its ``__file__``. ``files`` holds the bytes by the path relative to its
    folder, with ``/`` on every system; the file itself comes first. ``kept_in`` is the folder in a run where this copy
    lies, if it is one.
    """

    path: Path
    files: Mapping[str, bytes]
    kept_in: Path | None = None

    @property
    def shown(self) -> Path:
        """The file that a person can look at."""
        return self.path if self.kept_in is None else self.kept_in / self.path.name

    @property
    def source(self) -> bytes:
        """The bytes of the file itself."""
        return self.files[self.path.name]

    @property
    def beside(self) -> tuple[str, ...]:
        """The modules beside the file that belong to it."""
        return tuple(name for name in self.files if name != self.path.name)

    @property
    def sha256(self) -> str:
        """The digest of all names and contents."""
        digest = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def write_to(self, folder: Path, *, error: type[TrainerError] = CodeError) -> None:
        """Write the files below ``folder``, from which `kept_code` reads them; raises ``error``."""
        for name, content in self.files.items():
            target = folder / name
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
            except OSError as failure:
                text = N_("{path} cannot be made: {reason}.")
                raise error("cannot-write", text, **_facts(target.parent, failure)) from None
            with atomic_write(target, error=error) as file:
                file.write(content)


def read_code(path: Path) -> Code:
    """Read a Python file and the modules beside it that it imports; runs nothing.

    Raises `CodeError`: the file is missing, no ordinary file or too large. A file that is not valid Python is read; the
    trial says what is wrong with it.
    """
    path = Path(os.path.abspath(path.expanduser()))
    files = {path.name: _read(path)}
    waiting = [path.name]
    while waiting and len(files) < _MOST_FILES:
        name = waiting.pop()
        for module in _imports(files[name], PurePosixPath(name).parent):
            for found in _beside(path.parent, module):
                if found not in files:
                    files[found] = _read(path.parent / found)
                    waiting.append(found)
    return Code(path, files)


def kept_code(folder: Path, path: Path) -> Code:
    """The code that `Code.write_to` left in ``folder``, of a file that lay at ``path``; raises `CodeError`."""
    return replace(read_code(folder / path.name), path=Path(os.path.abspath(path)), kept_in=folder)


def source_of(classes: Iterable[type[Any]]) -> Code | None:
    """The text of ``classes`` of a Python program, one after the other, in a file that is called like the first.

    It is to be read, not to be run; None where Python knows no source of any.
    """
    texts, name = [], ""
    for each in classes:
        with contextlib.suppress(OSError, TypeError):
            texts.append(inspect.getsource(each))
            name = name or f"{each.__name__}.py"
    return Code(Path(name), {name: "\n\n".join(texts).encode("utf-8", "replace")}) if texts else None


def _read(path: Path) -> bytes:
    try:
        return read_bytes(path, _LARGEST)
    except FileNotFoundError:
        raise CodeError(
            "missing-file", "{path} does not exist. Check the name, or put the file back.", path=str(path)
        ) from None
    except (OSError, ValueError) as failure:
        raise CodeError("unreadable", "{path} cannot be read: {reason}.", **_facts(path, failure)) from None


def _facts(path: Path, failure: OSError | ValueError) -> dict[str, str]:
    reason = failure.strerror if isinstance(failure, OSError) else None
    return {"path": str(path), "reason": reason or str(failure)}


def _imports(source: bytes, folder: PurePosixPath) -> Iterator[str]:
    """The dotted names that a file imports; relative ones are resolved against its folder."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = folder.parts[: len(folder.parts) - node.level + 1] if node.level else ()
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from (".".join(part for part in (start, alias.name) if part) for alias in node.names)
            if start:
                yield start


def _beside(folder: Path, module: str) -> Iterator[str]:
    """The files of a dotted name below ``folder``: each package's ``__init__.py`` on the way, and the module's own."""
    parts = module.split(".")
    for depth in range(1, len(parts) + 1):
        place = "/".join(parts[:depth])
        for name in (f"{place}/__init__.py", f"{place}.py"):
            if (folder / name).is_file():
                yield name
                break
