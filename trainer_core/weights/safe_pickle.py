"""Reads a pickle with stand-ins that do nothing, to learn whether it is only weights before torch does."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import torch

from trainer_core.errors import WeightsError

_STORAGE_TYPES = {
    "ByteStorage": torch.uint8,
    "CharStorage": torch.int8,
    "BoolStorage": torch.bool,
    "UntypedStorage": torch.uint8,
    "HalfStorage": torch.float16,
    "BFloat16Storage": torch.bfloat16,
    "ShortStorage": torch.int16,
    "FloatStorage": torch.float32,
    "IntStorage": torch.int32,
    "DoubleStorage": torch.float64,
    "LongStorage": torch.int64,
    "ComplexFloatStorage": torch.complex64,
    "ComplexDoubleStorage": torch.complex128,
}
_LONGEST_LOCATION = 40


def damaged(path: Path, reason: object) -> WeightsError:
    """Return the error for a file that is cut short or altered; ``reason`` is told in its first line."""
    text = " ".join((str(reason).splitlines() or [type(reason).__name__])[0].split()).rstrip(".")
    return WeightsError(
        "damaged",
        "{path} is cut short or damaged ({reason}). Copy or download it again.",
        path=str(path),
        reason=text[:160] or type(reason).__name__,
    )


class _Unknown:
    """Stands for whatever a pickle asks for and weights do not need. It takes everything and does nothing."""

    def __init__(self, *arguments: object) -> None:
        self.state: object = None

    def __setitem__(self, key: object, value: object) -> None: ...

    def append(self, value: object) -> None: ...

    def extend(self, values: object) -> None: ...

    def add(self, value: object) -> None: ...


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """Stands for a storage, or for a view of one that begins ``start`` items in: ``items`` of type ``dtype``.

    ``key`` is its name in the file, ``location`` the device it was saved from (``"cuda:0"``).
    """

    key: str
    dtype: torch.dtype
    items: int
    location: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class StoredTensor:
    """Stands for a tensor: where in which storage its elements are. ``offset`` and ``stride`` count items."""

    storage: StoredBytes | None
    dtype: torch.dtype
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]


class Rehearsal(pickle._Unpickler):
    """Reads one pickle with stand-ins for everything that it names, and checks each size that it claims.

    The unpickler written in Python is used because the one in C sizes its memo by numbers found in the file.
    """

    if TYPE_CHECKING:
        stack: list[Any]
        append: Callable[[Any], None]
        pop_mark: Callable[[], list[Any]]

    def __init__(self, file: BinaryIO, path: Path, file_size: int, check_storage: Callable[[str, int], None]) -> None:
        super().__init__(file, encoding="utf-8")
        self._path = path
        self._file_size = file_size
        self._check_storage = check_storage
        self._names: list[str] = []
        self._allowed: dict[str, Any] = {
            "collections.OrderedDict": lambda: OrderedDict(),
            "builtins.set": self._only_plain,
            "__builtin__.set": self._only_plain,
            "builtins.complex": complex,
            "__builtin__.complex": complex,
            "torch.Size": tuple,
            "torch.device": lambda *arguments: None,
            "torch._utils._rebuild_tensor": self._tensor,
            "torch._utils._rebuild_tensor_v2": self._tensor,
            "torch._utils._rebuild_tensor_v3": self._tensor_of_type,
            "torch._utils._rebuild_meta_tensor_no_storage": self._tensor_without_values,
            "torch._utils._rebuild_parameter": lambda data, *arguments: data,
        }

    def load_plain(self) -> Any:
        """Return what the pickle holds, each tensor as a `StoredTensor`.

        Raises `WeightsError` if it holds more than plain data and tensors.
        """
        result: Any = None
        try:
            result = self.load()
        except Exception as error:
            # What asks for more than weights is told so, unless its last name may have been cut short.
            if not self._names or isinstance(error, EOFError):
                raise
        if any(map(_is_module, _and_values(result))):
            raise WeightsError(
                "whole-model",
                "{path} holds a whole model, not a state_dict, and was not read. Save model.state_dict().",
                path=str(self._path),
            )
        if self._names:
            raise WeightsError(
                "runs-code",
                "{path} asks to run code ({names}) and was not read. Weights need none: save "
                "model.state_dict() alone with torch.save.",
                path=str(self._path),
                names=", ".join(dict.fromkeys(self._names[:4]))[:200],
            )
        protocol = getattr(self, "proto", 0)
        if protocol != 2:
            raise WeightsError(
                "pickle-protocol",
                "{path} is pickled with protocol {protocol}, which PyTorch's safe reading does not take. "
                "Save it again with torch.save and its own protocol, 2.",
                path=str(self._path),
                protocol=protocol,
            )
        return result

    def find_class(self, module: str, name: str) -> Any:
        full = f"{module}.{name}"
        if full in self._allowed:
            return self._allowed[full]
        if module in ("torch", "torch.storage") and name in _STORAGE_TYPES:
            return _STORAGE_TYPES[name]
        if module == "torch" and isinstance(dtype := getattr(torch, name, None), torch.dtype):
            return dtype
        self._names.append(full)
        return _Unknown

    def persistent_load(self, pid: Any) -> Any:
        if pid[0] == "module":
            return _Unknown
        kind, dtype, key, location, items, *view = pid
        typed = isinstance(dtype, torch.dtype) and isinstance(location, str)
        if kind != "storage" or not isinstance(key, str) or not typed or not _natural(items):
            raise damaged(self._path, "it names a storage that cannot be")
        self._check_storage(key, items * dtype.itemsize)
        start = 0
        if view and view[0] is not None:
            _view_key, start, length = view[0]
            if not (_natural(start) and _natural(length) and start + length <= items):
                raise damaged(self._path, "a view is larger than its storage")
            items = length
        return StoredBytes(key, dtype, items, location[:_LONGEST_LOCATION], start)

    def _tensor(self, storage: Any, offset: Any, size: Any, stride: Any, *_: object) -> StoredTensor | None:
        return None if isinstance(storage, _Unknown) else self._stored(storage, storage.dtype, offset, size, stride)

    def _tensor_of_type(self, storage: Any, offset: Any, size: Any, stride: Any, *rest: Any) -> StoredTensor:
        _requires_grad, _hooks, dtype = rest[:3]
        return self._stored(storage, dtype, offset, size, stride)

    def _tensor_without_values(self, dtype: Any, size: Any, stride: Any, *_: object) -> StoredTensor:
        """A tensor of the device “meta”, which has a shape and a type and no values."""
        if not isinstance(dtype, torch.dtype):
            raise damaged(self._path, "a tensor has a type that cannot be")
        self._check_shape(0, size, stride)
        return StoredTensor(None, dtype, 0, tuple(size), tuple(stride))

    def _stored(self, storage: StoredBytes, dtype: torch.dtype, offset: Any, size: Any, stride: Any) -> StoredTensor:
        """Hold a tensor's shape and strides (in items) against its storage, and its size against the file."""
        self._check_shape(offset, size, stride)
        items, last = 1, offset
        for length, step in zip(size, stride, strict=True):
            items *= length
            last += (length - 1) * step
        if items and (last + 1) * dtype.itemsize > storage.items * storage.dtype.itemsize:
            raise damaged(self._path, "a tensor is larger than its storage")
        if items * dtype.itemsize > self._file_size:
            raise damaged(self._path, "a tensor is larger than the file")
        return StoredTensor(storage, dtype, offset, tuple(size), tuple(stride))

    def _check_shape(self, offset: Any, size: Any, stride: Any) -> None:
        if not (_natural(offset) and len(size) == len(stride) <= 64 and all(map(_natural, (*size, *stride)))):
            raise damaged(self._path, "a tensor has a shape that cannot be")

    def load_build(self) -> None:
        """Keep the state of a stand-in and ignore any other; pickle sets attributes, also of classes."""
        state = self.stack.pop()
        if isinstance(self.stack[-1], _Unknown):
            self.stack[-1].state = state

    def load_dict(self) -> None:
        items = self.pop_mark()
        self.append({})
        self._put(items)

    def load_setitem(self) -> None:
        value = self.stack.pop()
        self._put([self.stack.pop(), value])

    def load_setitems(self) -> None:
        self._put(self.pop_mark())

    def load_additems(self) -> None:
        self.pop_mark()

    def load_frozenset(self) -> None:
        self.pop_mark()
        self.append(None)

    def load_bytearray8(self) -> None:
        """Refuse; pickle's own way allocates the claimed size before it reads."""
        raise damaged(self._path, "it holds a bytearray")

    def _put(self, items: list[Any]) -> None:
        keys, values = items[::2], items[1::2]
        self._only_plain(keys)
        for key, value in zip(keys, values, strict=True):
            self.stack[-1][key] = value

    def _only_plain(self, keys: Iterable[object] = ()) -> None:
        """Refuse keys that are containers: hashing a nest of a hundred tuples can take longer than a life."""
        if not all(key is None or isinstance(key, (str, int, float)) for key in keys):
            raise damaged(self._path, "a key is neither text nor a number")

    dispatch = pickle._Unpickler.dispatch | {
        pickle.BUILD[0]: load_build,
        pickle.DICT[0]: load_dict,
        pickle.SETITEM[0]: load_setitem,
        pickle.SETITEMS[0]: load_setitems,
        pickle.ADDITEMS[0]: load_additems,
        pickle.FROZENSET[0]: load_frozenset,
        pickle.BYTEARRAY8[0]: load_bytearray8,
    }  # type: ignore[assignment]


def _natural(value: object) -> bool:
    return type(value) is int and 0 <= value < 1 << 62


def _and_values(result: object) -> list[object]:
    return [result, *(result.values() if isinstance(result, dict) else ())]


def _is_module(value: object) -> bool:
    state = value.state if isinstance(value, _Unknown) else None
    return isinstance(state, dict) and {"_parameters", "_modules"} <= state.keys()
