"""Packs arrays into one small compressed file that ``numpy.load`` reads, and reads such files without trusting them.

Nothing is unpickled, and nothing is believed that a file says of its size before it is held against what is there.
"""

from __future__ import annotations

import io
import math
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message
from trainer_core.files.safe_read import read_bytes
from trainer_core.files.small_files import damaged, unreadable

Numbers = npt.NDArray[Any]

_MOST_ARRAYS = 64
_WIDEST = 8
"""Bytes of a number."""


def pack(arrays: dict[str, Numbers]) -> bytes:
    """The bytes of an ``.npz`` file of ``arrays``: the same for the same numbers."""
    with io.BytesIO() as file:
        np.savez_compressed(file, **{name: np.ascontiguousarray(each) for name, each in arrays.items()})  # type: ignore[arg-type]
        return file.getvalue()


def read_arrays(path: Path, most: int) -> dict[str, Numbers]:
    """Read the arrays of an ``.npz`` file by name, of at most ``most`` bytes packed and unpacked.

    Raises `FileNotFoundError` if there is none, and `RunFolderError` if it cannot be read or is damaged.
    """
    try:
        data = read_bytes(path, most)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise unreadable(path, error) from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_ARRAYS or sum(each.file_size for each in members) > most:
                raise ValueError
            return {each.filename.removesuffix(".npy"): _array(_member(archive, each)) for each in members}
    except _NO_ARRAYS:
        raise damaged(path, Message("it does not contain the expected numbers")) from None


_NO_ARRAYS = (
    *(ValueError, TypeError, SyntaxError, KeyError, EOFError, OverflowError, RuntimeError, OSError, MemoryError),
    *(zipfile.BadZipFile, zlib.error, struct.error),
)
"""What zipfile and NumPy raise for files that are none of theirs."""


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError
    return archive.read(member)


def _array(data: bytes) -> Numbers:
    file = io.BytesIO(data)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError
    shape, fortran, kind = np.lib.format.read_array_header_1_0(file)
    numbers = data[file.tell() :]
    if fortran or kind.kind not in "buif" or kind.itemsize > _WIDEST or min(shape, default=0) < 0:
        raise ValueError
    if math.prod(shape) * kind.itemsize != len(numbers):
        raise ValueError
    return np.frombuffer(numbers, kind).reshape(shape).copy()
