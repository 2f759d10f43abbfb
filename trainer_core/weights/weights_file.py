"""Opens a weights file by reading only its table of contents, and reads the values of a tensor piece by piece.

Nothing in a file is executed: PyTorch's own reader is not asked at all. A pickle is read with stand-ins (see
`trainer_core.files.safe_pickle`), the header of safetensors is checked by that library, and values are read
from their place in the file.
"""

from __future__ import annotations

import json
import math
import os
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, cast

import safetensors
import torch

from trainer_core.errors import N_, WeightsError
from trainer_core.files.safe_pickle import StoredBytes, StoredTensor, Unread, damaged, misread
from trainer_core.files.state_dict_in import visible
from trainer_core.files.torch_files import (
    Format,
    cannot_open,
    check_sum,
    opened,
    rehearse_legacy,
    rehearse_zip,
    start_of,
    told_format,
    vet_header,
    zip_records,
)
from trainer_core.protocol.weights_report import Entry, FileReport
from trainer_core.weights.state_dicts import has_numbers
from trainer_core.weights.structure import Found, laid_out, loaded_names

PIECE = 1 << 18
"""How many elements are read at a time: so few that training waits for one no longer than for a batch."""

_SAFETENSORS_TYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "F8_E4M3": torch.float8_e4m3fn,
    "F8_E5M2": torch.float8_e5m2,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U64": torch.uint64,
    "U32": torch.uint32,
    "U16": torch.uint16,
    "U8": torch.uint8,
    "BOOL": torch.bool,
    "C64": torch.complex64,
}


@dataclass(frozen=True, slots=True)
class Storage:
    """Where the bytes of a storage are in the file; ``record`` is its entry in an archive, which has a checksum."""

    start: int
    bytes: int
    record: zipfile.ZipInfo | None = None


class WeightsFile:
    """A weights file of which the table of contents was read; ``report`` tells it. No file is held open.

    Raises `WeightsError` if it is missing, damaged, hostile, or no weights file.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._tensors: dict[str, StoredTensor] = {}
        self._storages: dict[str, Storage] = {}
        self._whole: set[str] = set()
        self._swapped = False
        self._unread: dict[str, str] = {}
        try:
            with opened(self.path) as file:
                self._stamp = _stamp(file)
                self.report = self._open(file)
        except WeightsError:
            raise
        except OSError as error:
            raise cannot_open(error, self.path) from None
        except Exception as error:
            # The file is someone else's: whatever its readers raise is its fault.
            raise misread(self.path, error) from None

    @property
    def unchanged(self) -> bool:
        """Whether the file on disk is still the one that was opened."""
        try:
            with opened(self.path) as file:
                return _stamp(file) == self._stamp
        except (OSError, WeightsError):
            return False

    def pieces(self, key: str) -> Iterator[torch.Tensor]:
        """Yield the elements of the tensor at ``key`` in order, as 1-D tensors on the CPU of at most `PIECE` each.

        A piece holds until the next one is asked for, whose bytes take its place. The checksum of its storage is held
        against what is read, before the end. Raises `WeightsError` if that is wrong, if the file has changed, or if
        there are no values to read.
        """
        tensor = self._readable(key)
        try:
            with opened(self.path) as file:
                if _stamp(file) != self._stamp:
                    raise self._error("changed", N_("{path} has changed since it was opened. Open it again."))
                yield from self._read(file, tensor)
        except OSError as error:
            raise cannot_open(error, self.path) from None

    def _readable(self, key: str) -> StoredTensor:
        if key not in self._tensors:
            text = N_("{path} holds no tensor {key}. It holds other ones: open it again to see them.")
            raise self._error("no-such-tensor", text, key=key[:80])
        tensor = self._tensors[key]
        if tensor.storage is None or key in self._unread or not has_numbers(tensor.dtype):
            text = N_("{path} holds no values of {key} that can be read here ({dtype}), only its shape.")
            dtype = "meta" if tensor.storage is None else self._unread.get(key) or _name(tensor.dtype)
            raise self._error("no-values", text, key=key[:80], dtype=dtype)
        if self._swapped:
            text = N_(
                "{path} was written on a machine with another byte order. Load it and save it again to look inside."
            )
            raise self._error("byte-order", text)
        return tensor

    def _error(self, code: str, template: str, **facts: Any) -> WeightsError:
        return WeightsError(code, template, path=str(self.path), **facts)

    def _open(self, file: BinaryIO) -> FileReport:
        form = told_format(file, self.path)
        read = {Format.ZIP: self._open_zip, Format.LEGACY: self._open_legacy, Format.SAFETENSORS: self._open_safe}
        content = read[form](file)
        rows = laid_out(content, self.path)
        names, notes = loaded_names(content)
        entries = self._entries(rows, names)
        counted = [entry for entry in entries if entry.name is not None and entry.is_tensor]
        keys = [entry.key for entry in counted or entries if entry.is_tensor]
        return FileReport(
            form.value, self._stamp[0], tuple(entries), self._count(keys), self._bytes(entries), notes if names else ()
        )

    def _open_zip(self, file: BinaryIO) -> Any:
        size = self._stamp[0]
        records = zip_records(file, size, self.path)
        for name, record in records.items():
            if not name.startswith("data/"):
                check_sum(file, record, self.path)
        content = rehearse_zip(file, records, size, self.path, to_load=False)
        for name, record in records.items():
            if name.startswith("data/"):
                self._storages[name.removeprefix("data/")] = Storage(start_of(file, record), record.file_size, record)
        if "byteorder" in records:
            file.seek(start_of(file, records["byteorder"]))
            order = file.read(min(records["byteorder"].file_size, 8)).decode("ascii", "replace")
            self._swapped = order not in ("", sys.byteorder)
        return content

    def _open_legacy(self, file: BinaryIO) -> Any:
        size = self._stamp[0]
        content, keys = rehearse_legacy(cast(BinaryIO, _Within(file, size)), size, self.path, to_load=False)
        sizes = {each.storage.key: each.storage for each in _stored(content)}
        for key in keys:
            head = file.read(8)
            storage = sizes.get(key)
            if len(head) < 8 or storage is None:
                raise damaged(self.path, f"storage {str(key)[:20]} is not there")
            count = struct.unpack("<Q", head)[0] * storage.dtype.itemsize
            if file.tell() + count > size:
                raise damaged(self.path, f"storage {str(key)[:20]} ends too early")
            self._storages[key] = Storage(file.tell(), count)
            file.seek(count, os.SEEK_CUR)
        return content

    def _open_safe(self, file: BinaryIO) -> Any:
        size = self._stamp[0]
        length = struct.unpack("<Q", file.read(8))[0]
        vet_header(length, size, self.path)
        header = json.loads(file.read(length))
        with safetensors.safe_open(self.path, framework="pt", device="cpu"):
            # Opening it checks every offset, shape and type against the file; nothing else of it is needed.
            pass
        header.pop("__metadata__", None)
        content: dict[str, StoredTensor] = {}
        for key, each in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
            begin, end = each["data_offsets"]
            shape = tuple(each["shape"])
            dtype = _SAFETENSORS_TYPES.get(each["dtype"])
            if dtype is None:
                self._unread[key] = each["dtype"]
                dtype = torch.uint8
            self._storages[key] = Storage(8 + length + begin, end - begin)
            stored = StoredBytes(key, dtype, (end - begin) // dtype.itemsize, "")
            content[key] = StoredTensor(stored, dtype, 0, shape, _row_major(shape))
        return content

    def _entries(self, rows: list[Found], names: dict[tuple[str, ...], str]) -> list[Entry]:
        entries: list[Entry] = []
        sharing: dict[str, list[str]] = {}
        taken: set[str] = set()
        for row in rows:
            key = _unique("/".join(row.path) or ("object" if row.unread else "tensor"), taken)
            taken.add(key)
            if row.tensor is None:
                entries.append(Entry(key, row.path, names.get(row.path), value=row.value, unread=row.unread))
                continue
            self._tensors[key] = row.tensor
            if row.tensor.storage is not None:
                sharing.setdefault(row.tensor.storage.key, []).append(key)
            entries.append(self._entry(key, row, row.tensor, names.get(row.path)))
        tied = {key: keys for keys in sharing.values() if len(keys) > 1 for key in keys}
        return [_with_tied(entry, tied.get(entry.key, [])) for entry in entries]

    def _entry(self, key: str, row: Found, tensor: StoredTensor, name: str | None) -> Entry:
        elements = math.prod(tensor.shape)
        size = elements * tensor.dtype.itemsize if tensor.storage is not None else 0
        if key in self._unread:
            size = self._storages[key].bytes
        return Entry(
            key,
            row.path,
            name,
            tensor.shape,
            self._unread.get(key) or _name(tensor.dtype),
            visible(tensor.storage.location) if tensor.storage is not None else "meta",
            elements,
            size,
        )

    def _count(self, keys: list[str]) -> int:
        """The elements of the tensors at ``keys``, those on the same place of the same storage once."""
        places: dict[tuple[Any, ...], int] = {}
        for key in keys:
            tensor = self._tensors[key]
            same = (tensor.storage.key, tensor.storage.start, tensor.offset) if tensor.storage else (key,)
            places[same] = max(places.get(same, 0), math.prod(tensor.shape))
        return sum(places.values())

    def _bytes(self, entries: list[Entry]) -> int:
        tensors = [self._tensors[entry.key] for entry in entries if entry.is_tensor]
        used = {tensor.storage.key for tensor in tensors if tensor.storage is not None}
        return sum(self._storages[key].bytes for key in used)

    def _read(self, file: BinaryIO, tensor: StoredTensor) -> Iterator[torch.Tensor]:
        assert tensor.storage is not None
        storage = self._storages[tensor.storage.key]
        count, width = math.prod(tensor.shape), tensor.dtype.itemsize
        first = tensor.storage.start * tensor.storage.dtype.itemsize + tensor.offset * width
        in_order = tensor.stride == _row_major(tensor.shape) or _is_row_major(tensor)
        record = storage.record
        unchecked = record is not None and record.CRC != 0 and tensor.storage.key not in self._whole
        along = unchecked and in_order and first == 0 and count * width == storage.bytes
        if unchecked and not along:
            assert record is not None
            check_sum(file, record, self.path)
            self._whole.add(tensor.storage.key)
        if not in_order:
            yield from self._rearranged(file, tensor, storage.start + first)
            return
        file.seek(storage.start + first)
        value = 0
        room = bytearray(min(PIECE, count) * width)
        for begin in range(0, count, PIECE):
            data = memoryview(room)[: min(PIECE, count - begin) * width]
            self._fill(file, data)
            value = zlib.crc32(data, value) if along else 0
            yield _with_bits(_as_tensor(data, tensor.dtype), tensor)
        if along and record is not None:
            if value != record.CRC:
                raise damaged(self.path, f"the checksum of {record.filename[:40]} is wrong")
            self._whole.add(tensor.storage.key)

    def _rearranged(self, file: BinaryIO, tensor: StoredTensor, start: int) -> Iterator[torch.Tensor]:
        """Read a tensor whose elements do not lie in order: its whole span, put in order in memory."""
        if not math.prod(tensor.shape):
            return
        last = sum((length - 1) * step for length, step in zip(tensor.shape, tensor.stride, strict=True))
        file.seek(start)
        data = memoryview(bytearray((last + 1) * tensor.dtype.itemsize))
        self._fill(file, data)
        span = _as_tensor(data, tensor.dtype)
        in_order = _with_bits(span.as_strided(tensor.shape, tensor.stride).reshape(-1), tensor)
        yield from torch.split(in_order, PIECE)

    def _fill(self, file: BinaryIO, data: memoryview) -> None:
        if file.readinto(data) != len(data):  # type: ignore[attr-defined]
            raise damaged(self.path, "a tensor ends too early")


class _Within:
    """A file for a reader that asks for as many bytes as a pickle says: never more than there are."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self.readline = file.readline

    def read(self, count: int = -1) -> bytes:
        return self._file.read(min(count, self._size) if count >= 0 else self._size)


def _stored(content: Any) -> Iterator[Any]:
    """Yield every tensor that has a storage, wherever it is in ``content``."""
    waiting, seen = [content], set[int]()
    while waiting:
        value = waiting.pop()
        if isinstance(value, StoredTensor):
            if value.storage is not None:
                yield value
        elif isinstance(value, (dict, list, tuple, Unread)) and id(value) not in seen:
            seen.add(id(value))
            if isinstance(value, Unread):
                waiting.extend((value.state, value.items, value.elements, value.arguments))
            else:
                waiting.extend(value.values() if isinstance(value, dict) else value)


def _stamp(file: BinaryIO) -> tuple[int, int, int]:
    status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns, status.st_ino


def _row_major(shape: tuple[int, ...]) -> tuple[int, ...]:
    strides, step = [], 1
    for length in reversed(shape):
        strides.append(step)
        step *= max(length, 1)
    return tuple(reversed(strides))


def _is_row_major(tensor: StoredTensor) -> bool:
    """Whether the elements lie in order, whatever is said of the step along an axis of length 1."""
    wanted = _row_major(tensor.shape)
    steps = zip(tensor.shape, tensor.stride, wanted, strict=True)
    return all(length <= 1 or step == right for length, step, right in steps)


def _as_tensor(data: memoryview, dtype: torch.dtype) -> torch.Tensor:
    if not data:
        return torch.empty(0, dtype=dtype)
    # Any byte may stand in a damaged file, and a bool of torch must be 0 or 1.
    return (
        torch.frombuffer(data, dtype=torch.uint8).ne(0) if dtype is torch.bool else torch.frombuffer(data, dtype=dtype)
    )


def _with_bits(values: torch.Tensor, tensor: StoredTensor) -> torch.Tensor:
    """Do to values what torch puts off until they are used."""
    if tensor.conjugate:
        values = values.conj().resolve_conj()
    return -values if tensor.negative else values


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def _unique(key: str, taken: set[str]) -> str:
    found, number = key, 2
    while found in taken:
        found, number = f"{key} ({number})", number + 1
    return found


def _with_tied(entry: Entry, keys: list[str]) -> Entry:
    return replace(entry, tied=tuple(key for key in keys if key != entry.key)) if keys else entry
