"""Reading the arrays of a MATLAB 5 file, the form in which SVHN is published, without SciPy.

torchvision reads these files through SciPy, which nothing else here needs: 37 MB to install for two arrays.
The format is in "MAT-File Format" (The MathWorks), chapter 1. Only what such data uses is read: numeric
arrays of one level, compressed or not, little-endian.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

_HEADER = 128
_MATRIX = 14
_COMPRESSED = 15
_TYPES = {1: "i1", 2: "u1", 3: "<i2", 4: "<u2", 5: "<i4", 6: "<u4", 7: "<f4", 9: "<f8", 12: "<i8", 13: "<u8"}


def read_arrays(content: bytes) -> dict[str, npt.NDArray[Any]]:
    """Return the numeric arrays of a MATLAB 5 file by name, in the type in which they are stored.

    Raises:
        ValueError: it is not such a file, or holds something else than numeric arrays.
    """
    if content[126:128] != b"IM":
        raise ValueError("not a little-endian MATLAB 5 file")
    try:
        return dict(_array(matrix) for matrix in _matrices(memoryview(content)[_HEADER:]))
    except (struct.error, zlib.error, KeyError) as error:
        raise ValueError(f"not a whole MATLAB 5 file of numeric arrays ({error})") from error


def _matrices(rest: memoryview) -> Iterator[memoryview]:
    for kind, payload in _elements(rest, padded=False):
        if kind == _COMPRESSED:
            yield from _matrices(memoryview(zlib.decompress(payload)))
        elif kind == _MATRIX:
            yield payload


def _elements(rest: memoryview, *, padded: bool) -> Iterator[tuple[int, memoryview]]:
    """Yield ``(type, payload)`` of each data element; within a matrix they are padded to 8 bytes."""
    while len(rest):
        kind, size = struct.unpack_from("<II", rest)
        if kind >> 16:  # the small form: size and type share a word, and four bytes of payload follow
            kind, size = kind & 0xFFFF, kind >> 16
            start, end = 4, 8
        else:
            start = 8
            end = start + (size + 7 & ~7 if padded else size)
        if start + size > len(rest):
            raise ValueError("not a whole MATLAB 5 file: it is cut short")
        yield kind, rest[start : start + size]
        rest = rest[end:]


def _array(matrix: memoryview) -> tuple[str, npt.NDArray[Any]]:
    """Read a matrix: its flags, dimensions, name and values, in MATLAB's column-major order."""
    _, (_, dimensions), (_, name), (kind, values) = list(_elements(matrix, padded=True))[:4]
    shape = np.frombuffer(dimensions, "<i4")
    return bytes(name).decode("ascii"), np.frombuffer(values, _TYPES[kind]).reshape(shape, order="F")
