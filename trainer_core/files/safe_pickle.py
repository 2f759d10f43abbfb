"""Reads a pickle with stand-ins that do nothing: to show what is in it, and to learn whether torch may load it."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
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
    "QUInt8Storage": torch.quint8,
    "QInt8Storage": torch.qint8,
    "QInt32Storage": torch.qint32,
}
_LONGEST_LOCATION = 40


def damaged(path: Path, reason: object) -> WeightsError:
    """Return the error for a file that is cut short or altered; ``reason`` is told in its first line."""
    return WeightsError(
        "damaged",
        "{path} is cut short or damaged ({reason}). Copy or download it again.",
        path=str(path),
        reason=_first_line(reason),
    )


def misread(path: Path, error: Exception) -> WeightsError:
    """Return the error for a file on which a reader raised ``error``, whatever that is.

    An error that can be the reader's own fault as well as the file's does not blame the file alone.
    """
    if not isinstance(error, (TypeError, AttributeError, AssertionError, NotImplementedError)):
        return damaged(path, error)
    return WeightsError(
        "not-understood",
        "{path} could not be understood ({reason}). It may be damaged: copy or download it again. If PyTorch reads it, "
        "please report this as a fault of the program.",
        path=str(path),
        reason=_first_line(error),
    )


def _first_line(reason: object) -> str:
    text = " ".join((str(reason).splitlines() or [""])[0].split()).rstrip(".")
    return text[:160] or type(reason).__name__


class Unread:
    """Stands for whatever a pickle asks for and plain weights do not need: it is named, filled, and never made or run.

    Called, it gives another one of its ``name``, with these ``arguments``. ``state``, ``items`` and ``elements`` are
    what the pickle puts into it.
    """

    __slots__ = ("arguments", "elements", "items", "name", "state")

    def __init__(self, name: str, arguments: tuple[object, ...] = ()) -> None:
        self.name = name
        self.arguments = arguments
        self.state: object = None
        self.items: dict[Any, object] = {}
        self.elements: list[object] = []

    def __call__(self, *arguments: object) -> Unread:
        return Unread(self.name, arguments)

    def __setitem__(self, key: object, value: object) -> None:
        self.items[key] = value

    def append(self, value: object) -> None:
        self.elements.append(value)

    def extend(self, values: Iterable[object]) -> None:
        self.elements.extend(values)

    @property
    def is_module(self) -> bool:
        """Whether this is a pickled `torch.nn.Module`."""
        return isinstance(self.state, dict) and {"_parameters", "_modules"} <= self.state.keys()


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
    """Stands for a tensor: where in which storage its elements are. ``offset`` and ``stride`` count items.

    ``conjugate`` and ``negative`` say what is still to be done to each element (`torch.Tensor.resolve_conj`).
    """

    storage: StoredBytes | None
    dtype: torch.dtype
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]
    conjugate: bool = False
    negative: bool = False


class Rehearsal(pickle._Unpickler):
    """Reads one pickle with stand-ins for everything that it names, and checks each size that it claims.

    ``names`` are those of what plain weights do not need, in the order in which they occur. The unpickler written in
    Python is used because the one in C sizes its memo by numbers found in the file.
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
        self.names: dict[str, None] = {}
        self._allowed: dict[str, Callable[..., Any]] = {
            "collections.OrderedDict": self._ordered,
            "collections.Counter": self._counter,
            "builtins.set": self._set,
            "__builtin__.set": self._set,
            "builtins.complex": self._complex,
            "__builtin__.complex": self._complex,
            "_codecs.encode": self._bytes,
            "torch.Size": self._size,
            "torch.device": self._device,
            "torch._utils._rebuild_tensor": self._tensor,
            "torch._utils._rebuild_tensor_v2": self._tensor,
            "torch._utils._rebuild_tensor_v3": self._tensor_of_type,
            "torch._utils._rebuild_meta_tensor_no_storage": self._tensor_without_values,
            "torch._utils._rebuild_parameter": self._first,
        }
        self._shown: dict[str, Callable[..., Any]] = {
            "torch._utils._rebuild_parameter_with_state": self._first,
            "torch._utils._rebuild_qtensor": self._quantized,
            "torch._tensor._rebuild_from_type_v2": self._with_attributes,
        }

    @property
    def protocol(self) -> int:
        """The protocol of the pickle that was read."""
        return int(getattr(self, "proto", 0))

    def find_class(self, module: str, name: str) -> Any:
        full = f"{module}.{name}"
        if full in self._allowed:
            return self._allowed[full]
        if module in ("torch", "torch.storage") and name in _STORAGE_TYPES:
            return _STORAGE_TYPES[name]
        if module == "torch" and isinstance(dtype := getattr(torch, name, None), torch.dtype):
            return dtype
        self.names[full] = None
        return self._shown.get(full) or Unread(full)

    def persistent_load(self, pid: Any) -> Any:
        if not isinstance(pid, tuple) or len(pid) < 2:
            raise damaged(self._path, "it names a storage that cannot be")
        if isinstance(pid[1], Unread):
            return Unread(pid[1].name)
        if len(pid) < 5:
            raise damaged(self._path, "it names a storage that cannot be")
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

    def _ordered(self, *arguments: Any) -> OrderedDict[Any, Any]:
        """An OrderedDict; Python 2 gives its items as the one argument."""
        if not arguments:
            return OrderedDict()
        pairs = self._sequence(arguments)
        if not all(isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in pairs):
            raise damaged(self._path, "an OrderedDict is not made of pairs")
        self._only_plain(key for key, _value in pairs)
        return OrderedDict(pairs)

    def _counter(self, *arguments: Any) -> dict[Any, Any]:
        if len(arguments) != 1 or not isinstance(arguments[0], dict):
            raise damaged(self._path, "a Counter is not made of a dict")
        return arguments[0]

    def _set(self, *arguments: Any) -> list[Any]:
        elements = self._sequence(arguments)
        self._only_plain(elements)
        return list(elements)

    def _size(self, *arguments: Any) -> tuple[Any, ...]:
        return tuple(self._sequence(arguments)) if arguments else ()

    def _sequence(self, arguments: tuple[Any, ...]) -> Sequence[Any]:
        if len(arguments) != 1 or not isinstance(arguments[0], (list, tuple)):
            raise damaged(self._path, "a container is not made of a list")
        return arguments[0]

    def _complex(self, *arguments: Any) -> complex:
        if not arguments or not all(isinstance(each, (int, float)) for each in arguments[:2]):
            raise damaged(self._path, "a complex number is not made of two numbers")
        return complex(*arguments[:2])

    def _bytes(self, *arguments: Any) -> bytes:
        """Bytes, as protocol 2 writes them."""
        if len(arguments) != 2 or not isinstance(arguments[0], str) or arguments[1] != "latin1":
            raise damaged(self._path, "bytes are not made of text")
        return arguments[0].encode("latin1")

    def _device(self, *arguments: Any) -> Any:
        kind, *index = arguments or (None,)
        return f"{kind}:{index[0]}" if index and _natural(index[0]) else kind if isinstance(kind, str) else None

    def _first(self, *arguments: Any) -> Any:
        if not arguments:
            raise damaged(self._path, "a parameter is made of nothing")
        return arguments[0]

    def _with_attributes(self, *arguments: Any) -> Any:
        """A tensor that has attributes, or is of a subclass: only the tensor."""
        if len(arguments) != 4 or not callable(arguments[0]) or not isinstance(arguments[2], tuple):
            raise damaged(self._path, "a tensor with attributes has no parts")
        return arguments[0](*arguments[2])

    def _tensor(self, *arguments: Any) -> StoredTensor | Unread:
        return self._stored(arguments, None, arguments[6:7])

    def _tensor_of_type(self, *arguments: Any) -> StoredTensor | Unread:
        if len(arguments) < 7 or not isinstance(arguments[6], torch.dtype):
            raise damaged(self._path, "a tensor has a type that cannot be")
        return self._stored(arguments, arguments[6], arguments[7:8])

    def _quantized(self, *arguments: Any) -> StoredTensor | Unread:
        return self._stored(arguments, None, ())

    def _tensor_without_values(self, *arguments: Any) -> StoredTensor:
        """A tensor of the device “meta”, which has a shape and a type and no values."""
        if len(arguments) < 3 or not isinstance(arguments[0], torch.dtype):
            raise damaged(self._path, "a tensor has a type that cannot be")
        dtype, size, stride = arguments[:3]
        self._check_shape(0, size, stride)
        return StoredTensor(None, dtype, 0, tuple(size), tuple(stride))

    def _stored(
        self, arguments: tuple[Any, ...], dtype: torch.dtype | None, metadata: tuple[Any, ...]
    ) -> StoredTensor | Unread:
        """Hold a tensor's shape and strides (in items) against its storage, and its size against the file.

        ``arguments`` begin with its storage, offset, shape and strides; ``metadata`` has its mathematical bits.
        """
        if arguments and isinstance(arguments[0], Unread):
            return arguments[0]
        if len(arguments) < 4 or not isinstance(arguments[0], StoredBytes):
            raise damaged(self._path, "a tensor has no storage")
        storage, offset, size, stride = arguments[:4]
        dtype = dtype or storage.dtype
        self._check_shape(offset, size, stride)
        items, last = 1, offset
        for length, step in zip(size, stride, strict=True):
            items *= length
            last += (length - 1) * step
        if items and (last + 1) * dtype.itemsize > storage.items * storage.dtype.itemsize:
            raise damaged(self._path, "a tensor is larger than its storage")
        if items * dtype.itemsize > self._file_size:
            raise damaged(self._path, "a tensor is larger than the file")
        bits = metadata[0] if metadata and isinstance(metadata[0], dict) else {}
        conjugate, negative = (bits.get(name) is True for name in ("conj", "neg"))
        return StoredTensor(storage, dtype, offset, tuple(size), tuple(stride), conjugate, negative)

    def _check_shape(self, offset: Any, size: Any, stride: Any) -> None:
        listed = isinstance(size, (tuple, list)) and isinstance(stride, (tuple, list))
        if not (listed and _natural(offset) and len(size) == len(stride) <= 64):
            raise damaged(self._path, "a tensor has a shape that cannot be")
        if not all(map(_natural, (*size, *stride))):
            raise damaged(self._path, "a tensor has a shape that cannot be")

    def load_build(self) -> None:
        """Keep the state of a stand-in and ignore any other; pickle sets attributes, also of classes."""
        state = self.stack.pop()
        if isinstance(self.stack[-1], Unread):
            self.stack[-1].state = state

    def load_newobj(self) -> None:
        """Call the stand-in; pickle's own way makes an object of a class."""
        arguments = self.stack.pop()
        self.append(self._called(self.stack.pop(), arguments))

    def load_newobj_ex(self) -> None:
        self.stack.pop()
        self.load_newobj()

    def load_reduce(self) -> None:
        arguments = self.stack.pop()
        self.append(self._called(self.stack.pop(), arguments))

    def _called(self, stand_in: Any, arguments: Any) -> Any:
        if not callable(stand_in) or not isinstance(arguments, tuple):
            raise damaged(self._path, "it calls what cannot be called")
        return stand_in(*arguments)

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
        if not isinstance(self.stack[-1], (dict, Unread)):
            raise damaged(self._path, "it puts items into what takes none")
        self._only_plain(keys)
        for key, value in zip(keys, values, strict=True):
            self.stack[-1][key] = value

    def _only_plain(self, keys: Iterable[object] = ()) -> None:
        """Refuse keys that are containers: hashing a nest of a hundred tuples can take longer than a life."""
        if not all(key is None or isinstance(key, (str, int, float)) for key in keys):
            raise damaged(self._path, "a key is neither text nor a number")

    dispatch = pickle._Unpickler.dispatch | {
        pickle.BUILD[0]: load_build,
        pickle.NEWOBJ[0]: load_newobj,
        pickle.NEWOBJ_EX[0]: load_newobj_ex,
        pickle.REDUCE[0]: load_reduce,
        pickle.DICT[0]: load_dict,
        pickle.SETITEM[0]: load_setitem,
        pickle.SETITEMS[0]: load_setitems,
        pickle.ADDITEMS[0]: load_additems,
        pickle.FROZENSET[0]: load_frozenset,
        pickle.BYTEARRAY8[0]: load_bytearray8,
    }  # type: ignore[assignment]


def _natural(value: object) -> bool:
    return type(value) is int and 0 <= value < 1 << 62
