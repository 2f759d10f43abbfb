"""Room for examples that are read once: memory, or a file of its own that is mapped into memory and goes with it."""

from __future__ import annotations

import contextlib
import errno
import math
import os
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import psutil
import torch
from torch import Tensor

from trainer_core.errors import DataError
from trainer_core.files.cache import cache_root
from trainer_core.formats import size as formatted_size

_SHARE_OF_MEMORY = 0.5
_SHARE_WHILE_GROWING = 0.25
_KEPT_FREE = 1 << 30
"""Bytes that are left on the disk."""


def room_for(shape: tuple[int, ...], dtype: torch.dtype) -> tuple[Tensor, bool]:
    """Return a tensor to be filled, and whether it is a mapped file.

    What takes more than half of the memory that is free now lies in a file in the cache folder, which is deleted with
    the tensor. Raises `DataError` where there is no room on the disk either.
    """
    wanted = math.prod(shape) * dtype.itemsize
    if wanted <= psutil.virtual_memory().available * _SHARE_OF_MEMORY:
        return torch.empty(shape, dtype=dtype), False
    folder = cache_root() / "read"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free - _KEPT_FREE
        if wanted > free:
            raise DataError(
                "no-room",
                "The examples take {size}, which is more than half of the free memory, and {folder} has room for "
                "{free}. Make room there, or use fewer examples (data.count).",
                size=formatted_size(wanted),
                folder=str(folder),
                free=formatted_size(max(0, free)),
            )
        name = _new_file(folder)
        os.truncate(name, wanted)
    except OSError as error:
        raise DataError(
            "no-room",
            "{folder} cannot be written: {reason}. The examples take {size}, which is more than half of the free "
            "memory.",
            folder=str(folder),
            reason=error.strerror or str(error),
            size=formatted_size(wanted),
        ) from None
    return _mapped(name, shape, dtype), True


class GrowingRoom:
    """Room for examples whose number is not known: memory, and a mapped file once they take too much of it.

    At most a quarter of the memory that was free at first is taken, whatever the number; twice that for a moment as it
    is filled. Close one that is not filled.
    """

    def __init__(self, shape: tuple[int, ...], dtype: torch.dtype) -> None:
        self._shape, self._dtype = shape, dtype
        self._pieces: list[npt.NDArray[Any]] = []
        self._count = self._bytes = 0
        self._most = psutil.virtual_memory().available * _SHARE_WHILE_GROWING
        self._file: BinaryIO | None = None

    def add(self, inputs: npt.NDArray[Any]) -> None:
        """Take in some more inputs (n, …); raises `DataError` where there is no room on the disk either."""
        self._count += len(inputs)
        self._bytes += inputs.nbytes
        if self._file is None and self._bytes <= self._most:
            self._pieces.append(inputs)
            return
        folder = cache_root() / "read"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if self._file is None:
                self._file = open(_new_file(folder), "wb")  # noqa: SIM115  it stays open until it is filled
            pieces, self._pieces = [*self._pieces, inputs], []
            if shutil.disk_usage(folder).free - _KEPT_FREE < sum(piece.nbytes for piece in pieces):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            for piece in pieces:
                self._file.write(np.ascontiguousarray(piece).data)
        except OSError as error:
            raise self._no_room(folder, error) from None

    def filled(self) -> tuple[Tensor, bool]:
        """Return all inputs (N, …), and whether they are a mapped file; nothing can be added afterwards.

        Raises `DataError` as `add` does, because the last inputs may be written only now.
        """
        shape = (self._count, *self._shape)
        if self._file is not None:
            try:
                self._file.close()
            except OSError as error:
                raise self._no_room(Path(self._file.name).parent, error) from None
            return _mapped(self._file.name, shape, self._dtype), True
        pieces, self._pieces = self._pieces, []
        return torch.from_numpy(np.concatenate(pieces)) if pieces else torch.empty(shape, dtype=self._dtype), False

    def close(self) -> None:
        """Let go of what was taken in."""
        self._pieces.clear()
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            _delete(Path(self._file.name))

    def _no_room(self, folder: Path, error: OSError) -> DataError:
        self.close()
        return DataError(
            "no-room",
            "The examples that were read so far take {size}, which is too much for the memory, and {folder} cannot "
            "take more: {reason}. Make room there, or read fewer examples (data.count).",
            size=formatted_size(self._bytes),
            folder=str(folder),
            reason=error.strerror or str(error),
        )


def _new_file(folder: Path) -> str:
    descriptor, name = tempfile.mkstemp(dir=folder, suffix=".examples")
    os.close(descriptor)
    return name


def _mapped(name: str, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    """A file as a tensor; it is deleted with it."""
    mapped = np.memmap(name, dtype=str(dtype).removeprefix("torch."), mode="r+", shape=shape)
    weakref.finalize(mapped, _delete, Path(name))
    with contextlib.suppress(OSError):
        # Where the system lets a file that is in use be deleted, nothing is left over after a kill.
        os.unlink(name)
    return torch.from_numpy(mapped)


def _delete(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
