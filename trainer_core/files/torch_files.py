"""Looks through a weights file before torch reads it: what it is, whether it is whole, and only weights.

``torch.load(..., weights_only=True)`` runs no foreign code, but it trusts the sizes in a file, checks no
checksum, and lets a pickle of a few bytes ask for any amount of memory (``bytearray(10**11)``). What passes
here is handed to torch.
"""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from trainer_core.errors import N_, WeightsError
from trainer_core.files.safe_pickle import Rehearsal, Unread, damaged, misread
from trainer_core.files.state_dict_in import unwrapped

_MOST_DIMENSIONS = 64
_CHUNK = 1 << 20
_LOCAL_HEADER = 30
_LARGEST_HEADER = 100_000_000
_LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
_HARMLESS = {
    "builtins.bytearray",
    "torch.Tensor",
    "torch._tensor._rebuild_from_type_v2",
    "torch._utils._rebuild_device_tensor_from_numpy",
    "torch._utils._rebuild_nested_tensor",
    "torch._utils._rebuild_parameter_with_state",
    "torch._utils._rebuild_qtensor",
    "torch._utils._rebuild_sparse_csr_tensor",
    "torch._utils._rebuild_sparse_tensor",
    "torch.nn.parameter.Parameter",
    "torch.per_channel_affine",
    "torch.per_channel_affine_float_qparams",
    "torch.per_channel_symmetric",
    "torch.per_tensor_affine",
    "torch.per_tensor_symmetric",
    "torch.serialization._get_layout",
}
"""Names that torch's safe reading knows and that run nothing, but do not stand for a plain tensor."""


class Format(StrEnum):
    """How a weights file is written."""

    ZIP = "torch.save"
    LEGACY = "torch.save before PyTorch 1.6"
    SAFETENSORS = "safetensors"


def opened(path: Path) -> BinaryIO:
    """Open ``path`` for reading; raises `WeightsError` if it is no ordinary file, and OSError, see `cannot_open`."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise WeightsError("is-a-folder", "{path} is a folder. Give a weights file in it.", path=str(path))
    if not stat.S_ISREG(status.st_mode):
        raise WeightsError("not-a-file", "{path} is not an ordinary file. Give a weights file.", path=str(path))
    return path.open("rb")


def cannot_open(error: OSError, path: Path) -> WeightsError:
    """Return the sentence for a file that could not be opened or read."""
    facts = {"path": str(path), "reason": error.strerror or str(error)}
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return WeightsError("missing-file", "{path} does not exist. Check the name.", **facts)
    if isinstance(error, PermissionError):
        text = N_("{path} may not be read. Change its permissions, or copy it.")
        return WeightsError("no-permission", text, **facts)
    return WeightsError("unreadable", "{path} cannot be read: {reason}. Copy it to another place.", **facts)


def vet(file: BinaryIO, path: Path) -> Format:
    """Return the format of ``file``, open at its start and called ``path``, if it is whole and plain.

    The format is told from the content, whatever the name says. Memory stays within a small multiple of the
    file's size. Raises `WeightsError` otherwise. Leaves the file at its start.
    """
    size = os.fstat(file.fileno()).st_size
    form = told_format(file, path)
    try:
        if form is Format.ZIP:
            records = zip_records(file, size, path)
            for entry in records.values():
                check_sum(file, entry, path)
            rehearse_zip(file, records, size, path)
        elif form is Format.LEGACY:
            file.seek(0)
            rehearse_legacy(io.BytesIO(file.read()), size, path)
        else:
            length = struct.unpack("<Q", file.read(8))[0]
            vet_header(length, size, path)
            header_of(file.read(length), path)
    except WeightsError:
        raise
    except Exception as error:
        raise misread(path, error) from None
    finally:
        file.seek(0)
    return form


def told_format(file: BinaryIO, path: Path) -> Format:
    """Return what the first bytes of ``file`` say that it is; raises `WeightsError` if that is no weights."""
    if not os.fstat(file.fileno()).st_size:
        raise WeightsError(
            "empty-file", "{path} is empty (0 bytes). Choose another file, or save the weights again.", path=str(path)
        )
    file.seek(0)
    start = file.read(4096)
    file.seek(0)
    if start.startswith(b"PK\x03\x04"):
        return Format.ZIP
    if start.startswith(b"\x80") and not (start[8:9] == b"{" and start[4:8] == bytes(4)):
        # A header of safetensors can begin with the same byte, for it begins with its length.
        return Format.LEGACY
    if start[8:9] == b"{" and (path.suffix.lower() == ".safetensors" or not _is_text(start[:8])):
        return Format.SAFETENSORS
    if _is_text(start):
        raise WeightsError(
            "text-file",
            "{path} is a text file, not weights. Give a file that was saved with torch.save or safetensors.",
            path=str(path),
        )
    raise WeightsError(
        "unknown-format",
        "{path} is a file neither of torch.save nor safetensors, or its start is damaged. Give another one.",
        path=str(path),
    )


def _is_text(start: bytes) -> bool:
    try:
        # The last character may be cut.
        start[: max(len(start) - 4, 1)].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(byte < 32 and byte not in b"\t\n\r\f\b\x1b" for byte in start)


def vet_header(length: int, size: int, path: Path) -> None:
    """Refuse a safetensors file whose header claims more bytes than there are, or than any real one has."""
    if length > min(size - 8, _LARGEST_HEADER):
        raise damaged(path, f"its header claims {length:,} bytes, the file has {size:,}")


def header_of(data: bytes, path: Path) -> dict[str, Any]:
    """Parse the header of a safetensors file, by key.

    Raises `WeightsError` for a shape of so many dimensions that torch takes minutes to look at a single number in it.
    """
    header: dict[str, Any] = json.loads(data)
    header.pop("__metadata__", None)
    for key, entry in header.items():
        if not isinstance(entry, dict) or not isinstance(entry.get("shape"), list):
            raise damaged(path, f"{key[:40]} has no shape")
        if len(entry["shape"]) > _MOST_DIMENSIONS:
            raise damaged(path, f"{key[:40]} has {len(entry['shape']):,} dimensions")
    return header


def zip_records(file: BinaryIO, size: int, path: Path) -> dict[str, zipfile.ZipInfo]:
    """Return the entries of an archive of torch.save by their name below its folder (``data.pkl``, ``data/0``).

    No checksum is looked at: see `check_sum`. Raises `WeightsError` if it is not such an archive.
    """
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
    folder = entries[0].filename.split("/")[0] if entries else ""
    records = {entry.filename.removeprefix(folder + "/"): entry for entry in entries}
    if "constants.pkl" in records:
        raise WeightsError(
            "torchscript",
            "{path} is a TorchScript program, not a state_dict, and was not read. Save model.state_dict().",
            path=str(path),
        )
    if "data.pkl" not in records:
        raise WeightsError(
            "not-weights",
            "{path} is a zip archive that holds no weights of torch.save. Give another file.",
            path=str(path),
        )
    if any(entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1 for entry in entries):
        raise WeightsError(
            "compressed",
            "{path} is a compressed or encrypted archive, which torch.save never writes, and was not read.",
            path=str(path),
        )
    if len(records) != len(entries) or sum(entry.file_size for entry in entries) > size:
        raise damaged(path, "its table of contents claims more than the file holds")
    return records


def rehearse_zip(
    file: BinaryIO, records: dict[str, zipfile.ZipInfo], size: int, path: Path, *, to_load: bool = True
) -> Any:
    """Return what the pickle in an archive holds, see `_rehearsed`."""
    sizes = {name: entry.file_size for name, entry in records.items()}

    def check_storage(key: str, claimed: int) -> None:
        if sizes.get(f"data/{key}") != claimed:
            raise damaged(path, f"storage {key[:20]} should have {claimed:,} bytes")

    file.seek(start_of(file, records["data.pkl"]))
    content = io.BytesIO(file.read(records["data.pkl"].file_size))
    return _rehearsed(Rehearsal(content, path, size, check_storage), path, to_load=to_load)


def _rehearsed(rehearsal: Rehearsal, path: Path, *, to_load: bool) -> Any:
    """Return what a pickle holds, each tensor as a `StoredTensor`, and all but plain data as `Unread`.

    Raises `WeightsError` if it is damaged, and with ``to_load`` also if it holds more than plain data and tensors.
    """
    content: Any = None
    try:
        content = rehearsal.load()
    except Exception as error:
        # What asks for more than weights is told so, unless its last name may have been cut short.
        if not to_load or not rehearsal.names or isinstance(error, EOFError):
            raise
    if to_load:
        _require_plain(content, rehearsal, path)
    return content


def _require_plain(content: Any, rehearsal: Rehearsal, path: Path) -> None:
    facts = {"path": str(path), "names": ", ".join(list(rehearsal.names)[:4])[:200], "weights": _taking(content)}
    if any(isinstance(value, Unread) and value.is_module for value in _and_values(content)):
        raise WeightsError(
            "whole-model",
            "{path} holds a whole model, not a state_dict, and was not loaded. Only if you trust the file, save its "
            'weights alone with m = torch.load("{path}", weights_only=False); torch.save({weights}, "w.pt") in Python.',
            **facts,
        )
    if rehearsal.names and all(map(_runs_nothing, rehearsal.names)):
        raise WeightsError(
            "not-plain",
            "{path} holds more than plain tensors ({names}) and was not loaded. Save model.state_dict() alone, with "
            "dense tensors that are not quantized.",
            **facts,
        )
    if rehearsal.names:
        raise WeightsError(
            "runs-code",
            "{path} asks to run code ({names}) and was not loaded. Only if you trust the file, save its weights alone "
            'with m = torch.load("{path}", weights_only=False); torch.save({weights}, "w.pt") in Python.',
            **facts,
        )
    if rehearsal.protocol != 2:
        raise WeightsError(
            "pickle-protocol",
            "{path} is pickled with protocol {protocol}, which PyTorch's safe reading does not take. "
            "Save it again with torch.save and its own protocol, 2.",
            path=str(path),
            protocol=rehearsal.protocol,
        )


def _and_values(content: object) -> list[object]:
    return [content, *(content.values() if isinstance(content, dict) else ())]


def _taking(content: Any) -> str:
    """The Python expression for the state_dict of what is loaded as ``m``."""
    if isinstance(content, dict):
        model = next((key for key, value in content.items() if isinstance(value, Unread) and value.is_module), None)
        if model is not None:
            return f'm["{model}"].state_dict()'
        _inner, notes = unwrapped(content)
        return "m" + "".join(f'["{note.facts["wrapper"]}"]' for note in notes)
    return "m.state_dict()"


def _runs_nothing(name: str) -> bool:
    """Whether ``torch.load(..., weights_only=True)`` takes a name as well, so that it is not code that is asked for."""
    module, _, last = name.rpartition(".")
    return name in _HARMLESS or (module in ("torch", "torch.storage") and last.endswith("Storage"))


def check_sum(file: BinaryIO, entry: zipfile.ZipInfo, path: Path) -> None:
    """Hold an entry against its CRC-32, which torch itself does not do.

    The CRC is 0 where ``torch.serialization.set_crc32_options(False)`` was in force.
    """
    file.seek(start_of(file, entry))
    left, value = entry.file_size, 0
    while left:
        data = file.read(min(_CHUNK, left))
        if not data:
            raise damaged(path, f"{entry.filename[:40]} ends too early")
        value = zlib.crc32(data, value)
        left -= len(data)
    if entry.CRC not in (0, value):
        raise damaged(path, f"the checksum of {entry.filename[:40]} is wrong")


def start_of(file: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """Return where the data of ``entry`` begins (APPNOTE.TXT of PKWARE, 4.3.7)."""
    file.seek(entry.header_offset)
    header = file.read(_LOCAL_HEADER)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    return int(entry.header_offset + _LOCAL_HEADER + name_length + extra_length)


def rehearse_legacy(content: BinaryIO, size: int, path: Path, *, to_load: bool = True) -> tuple[Any, Any]:
    """Return what a file of before 1.6 holds, and the keys of its storages in the order of their bytes.

    ``content`` is left where those bytes begin.
    """
    total: dict[str, int] = {}

    def check_storage(key: str, claimed: int) -> None:
        total[key] = claimed
        if sum(total.values()) > size:
            raise damaged(path, f"it claims {sum(total.values()):,} bytes of tensors and has {size:,}")

    def rehearse() -> Any:
        return _rehearsed(Rehearsal(content, path, size, check_storage), path, to_load=to_load)

    if rehearse() != _LEGACY_MAGIC:
        raise WeightsError(
            "not-weights",
            "{path} is a pickle that torch.save did not write. Save model.state_dict() with torch.save.",
            path=str(path),
        )
    _protocol, _system, result, storages = (rehearse() for _ in range(4))
    return result, storages
