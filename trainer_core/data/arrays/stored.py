"""Reads files of arrays: which there are, without their values, and each when it is asked for.

Nothing in a file is run: pickled objects are refused, and files of torch.save are vetted before torch reads them.
"""

from __future__ import annotations

import math
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import psutil
import torch

from trainer_core.data.fingerprint import ReadFile
from trainer_core.errors import DataError, WeightsError
from trainer_core.files.safe_read import open_ordinary
from trainer_core.files.torch_files import vet
from trainer_core.formats import size as formatted_size

SUFFIXES = (".npz", ".npy", ".pt", ".pth", ".safetensors")
"""How the names of files of arrays end."""

MAPPED_FROM = 2_000_000_000
"""Bytes from which on an ``.npy`` file stays on the disk, mapped into memory; it must not be changed then."""

_ASKS_FOR_MORE = frozenset({"runs-code", "whole-model", "not-plain", "torchscript", "pickle-protocol"})
_COUNTED = frozenset("buif")
"""NumPy's letters for booleans, unsigned and signed integers and floats."""

Values = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """An array in a file: ``kind`` is NumPy's letter of its type, ``load`` reads its values."""

    name: str
    shape: tuple[int, ...]
    kind: str
    load: Callable[[], Values]

    def __len__(self) -> int:
        return self.shape[0] if self.shape else 0

    @property
    def is_numbers(self) -> bool:
        return self.kind in _COUNTED

    @property
    def is_text(self) -> bool:
        return self.kind in "US"


@dataclass(frozen=True, slots=True)
class StoredArrays:
    """The arrays that lie in ``path``, or beside it for ``.npy``, by name; ``files`` describes where each lies."""

    path: Path
    arrays: Mapping[str, Stored]
    files: Mapping[str, ReadFile]


def stored_arrays(path: Path) -> StoredArrays:
    """Find the arrays in a file; raises `DataError` if it is not there, damaged, or none of arrays."""
    suffix = path.suffix.lower()
    readers = {".npz": _npz, ".npy": _npy, ".pt": _torch, ".pth": _torch, ".safetensors": _safetensors}
    if path.is_dir():
        raise DataError("is-a-folder", "{path} is a folder. Choose a file of arrays in it.", path=str(path))
    if suffix not in readers:
        raise DataError(
            "unknown-format",
            "The name of {path} is not that of a file of arrays. Choose one that ends in {suffixes}.",
            path=str(path),
            suffixes=", ".join(SUFFIXES),
        )
    try:
        if not path.stat().st_size:
            raise DataError("empty-file", "{path} is empty. Save the arrays again.", path=str(path))
        return readers[suffix](path)
    except OSError as error:
        raise _unreadable(path, error) from None
    except MemoryError:
        raise DataError(
            "too-large", "{path} is too large for the memory of this computer. Use a part of it.", path=str(path)
        ) from None


def _npz(path: Path) -> StoredArrays:
    try:
        with open_ordinary(path) as file, zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.endswith(".npy")]
            found = {}
            for entry in entries:
                name = entry.filename.removesuffix(".npy")
                with archive.open(entry) as member:
                    shape, dtype = _header(member, entry.file_size, path, name)
                found[name] = Stored(name, shape, dtype.kind, lambda name=name: _from_npz(path, name))  # type: ignore[misc]
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path, error) from None
    described = ReadFile.of(path)
    return StoredArrays(path, found, dict.fromkeys(found, described))


def _from_npz(path: Path, name: str) -> Values:
    try:
        with open_ordinary(path) as file, zipfile.ZipFile(file) as archive:
            entry = archive.getinfo(f"{name}.npy")
            _require_memory(entry.file_size, path, name)
            with archive.open(entry) as member:
                return _native(np.lib.format.read_array(member, allow_pickle=False))
    except DataError:
        raise
    except OSError as error:
        raise _unreadable(path, error) from None
    except Exception as error:
        # zlib, zipfile and NumPy raise many kinds for a damaged file.
        raise _damaged(path, error) from None


def _npy(path: Path) -> StoredArrays:
    """The array of the file and of every other that lies beside it, by their names without ``.npy``."""
    found, files = {}, {}
    for each in [path, *sorted(other for other in path.parent.glob("*.npy") if other != path)]:
        name = each.stem
        try:
            with open_ordinary(each) as file:
                shape, dtype = _header(file, os.fstat(file.fileno()).st_size, each, name)
            files[name] = ReadFile.of(each)
        except (OSError, ValueError, EOFError, DataError) as error:
            if each != path:
                continue  # what lies beside need not be of this data
            if isinstance(error, DataError | OSError):
                raise
            raise _damaged(path, error) from None
        found[name] = Stored(name, shape, dtype.kind, lambda each=each: _from_npy(each))  # type: ignore[misc]
    return StoredArrays(path, found, files)


def _from_npy(path: Path) -> Values:
    try:
        size = path.stat().st_size
        if size >= MAPPED_FROM:
            mapped: Values = np.load(path, mmap_mode="c", allow_pickle=False)
            if mapped.dtype in (np.uint8, np.float32) and mapped.flags.c_contiguous:
                return mapped
        _require_memory(size, path, path.stem)
        return _native(np.load(path, allow_pickle=False))
    except OSError as error:
        raise _unreadable(path, error) from None
    except (ValueError, EOFError) as error:
        raise _damaged(path, error) from None


def _torch(path: Path) -> StoredArrays:
    with open_ordinary(path) as file:
        _vetted(file, path)
        described = ReadFile.of(path)
        try:
            content = torch.load(file, map_location="cpu", weights_only=True)
        except Exception as error:
            # torch raises many kinds for a file that its own reading does not take.
            raise _damaged(path, error) from None
    if isinstance(content, torch.Tensor):
        content = {"tensor": content}
    if isinstance(content, list | tuple):
        content = {str(place): value for place, value in enumerate(content)}
    if not isinstance(content, Mapping):
        content = {}
    found = {str(name): _of_torch(str(name), value, path) for name, value in content.items()}
    arrays = {name: each for name, each in found.items() if each is not None}
    return StoredArrays(path, arrays, dict.fromkeys(arrays, described))


def _of_torch(name: str, value: Any, path: Path) -> Stored | None:
    """A tensor, or a list of names, as an array; None for whatever else a file may hold."""
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        names = np.array(value)
        return Stored(name, names.shape, "U", lambda: names)
    if not isinstance(value, torch.Tensor):
        return None
    if value.layout is not torch.strided or value.is_quantized or value.is_meta or value.is_complex():
        raise DataError(
            "unloadable-type",
            "{path}: the tensor {name} is sparse, quantized, complex or without values, and cannot be learnt from. "
            "Save it as plain numbers.",
            path=str(path),
            name=name,
        )
    if value.dtype in (torch.bfloat16, torch.float16) or (value.itemsize == 1 and value.is_floating_point()):
        value = value.float()
    array = value.detach().resolve_conj().resolve_neg().numpy()
    return Stored(name, tuple(array.shape), array.dtype.kind, lambda: array)


def _safetensors(path: Path) -> StoredArrays:
    from safetensors import SafetensorError, safe_open

    with open_ordinary(path) as file:
        _vetted(file, path)
    described = ReadFile.of(path)
    try:
        with safe_open(path, "pt") as opened:
            found = {name: _of_torch(name, opened.get_tensor(name), path) for name in opened.keys()}  # noqa: SIM118
    except SafetensorError as error:
        raise _damaged(path, error) from None
    arrays = {name: each for name, each in found.items() if each is not None}
    return StoredArrays(path, arrays, dict.fromkeys(arrays, described))


def _vetted(file: Any, path: Path) -> None:
    """Make sure that a file holds tensors and plain values alone, and leave it at its start."""
    try:
        vet(file, path)
    except WeightsError as error:
        if error.code in _ASKS_FOR_MORE:
            raise DataError(
                "not-plain",
                "{path} holds more than plain tensors, and was not read, for that could run code. Save the tensors "
                'alone: torch.save({{"inputs": inputs, "targets": targets}}, "data.pt").',
                path=str(path),
            ) from None
        if error.code in ("text-file", "unknown-format", "not-weights"):
            raise DataError(
                "unknown-format",
                "{path} is a file neither of torch.save nor safetensors, or its start is damaged. Save the arrays "
                "again.",
                path=str(path),
            ) from None
        raise DataError(error.code, error.message) from None


def _header(file: IO[bytes], size: int, path: Path, name: str) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and type that an array of NumPy's format claims, held against the bytes that there are.

    Raises `ValueError` for a header that is none, and `DataError` for an array of Python objects.
    """
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _fortran, dtype = read(file)
    if dtype.hasobject:
        raise DataError(
            "objects",
            "{path}: the array {name} holds Python objects, which are not read, for that could run code. Save it as "
            "numbers or texts.",
            path=str(path),
            name=name,
        )
    if any(side < 0 for side in shape) or math.prod(shape) * dtype.itemsize != size - file.tell():
        raise ValueError(f"the array {name} claims a shape of {shape}, which is not what there is")
    return tuple(int(side) for side in shape), dtype


def _require_memory(wanted: int, path: Path, name: str) -> None:
    free = psutil.virtual_memory().available
    if wanted > free:
        raise DataError(
            "too-large",
            "{path}: the array {name} takes {size}, and {free} of memory are free. Use a part of it.",
            path=str(path),
            name=name,
            size=formatted_size(wanted),
            free=formatted_size(free),
        )


def _native(array: Values) -> Values:
    """The array in this machine's order of bytes."""
    return array if array.dtype.isnative else array.astype(array.dtype.newbyteorder("="))


def _damaged(path: Path, error: Exception) -> DataError:
    return DataError(
        "damaged-file",
        "{path} is cut short or damaged ({reason}). Copy it or save it again.",
        path=str(path),
        reason=(str(error).splitlines() or [""])[0][:160].rstrip(".") or type(error).__name__,
    )


def _unreadable(path: Path, error: OSError) -> DataError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return DataError("missing-file", "{path} does not exist. Check the name.", path=str(path))
    return DataError(
        "unreadable-file",
        "{path} could not be read ({reason}). Check its permissions.",
        path=str(path),
        reason=error.strerror or str(error),
    )
