"""Room for examples that are read once: memory, or a file of its own that is mapped into memory and goes with it."""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import tempfile
import weakref
from pathlib import Path

import numpy as np
import psutil
import torch
from torch import Tensor

from trainer_core.errors import DataError
from trainer_core.files.cache import cache_root
from trainer_core.formats import size as formatted_size

_SHARE_OF_MEMORY = 0.5
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
        descriptor, name = tempfile.mkstemp(dir=folder, suffix=".examples")
        os.ftruncate(descriptor, wanted)
        os.close(descriptor)
    except OSError as error:
        raise DataError(
            "no-room",
            "{folder} cannot be written: {reason}. The examples take {size}, which is more than half of the free "
            "memory.",
            folder=str(folder),
            reason=error.strerror or str(error),
            size=formatted_size(wanted),
        ) from None
    mapped = np.memmap(name, dtype=str(dtype).removeprefix("torch."), mode="r+", shape=shape)
    weakref.finalize(mapped, _delete, Path(name))
    with contextlib.suppress(OSError):
        # Where the system lets a file that is in use be deleted, nothing is left over after a kill.
        os.unlink(name)
    return torch.from_numpy(mapped), True


def _delete(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
