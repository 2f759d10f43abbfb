"""What one tensor is: facts, values in numbers, a plane of them, tiles, Python code, and what shares its memory.

Nothing here changes a tensor, records a gradient, uses the random generators of a run, or is seen by hooks. All is
reduced on the tensor's device, and only what is shown is copied from there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from trainer_core.errors import CommandError, Message
from trainer_core.protocol.tensors import Plane, TensorFacts
from trainer_core.protocol.weights_report import Movement, TensorStatistics
from trainer_core.weights.measuring import finished, movement_of, statistics_of

SAMPLES = 1_000_000
"""Values at most from which a histogram is made."""
MOST_COPIED = 100_000
"""Values at most that are written as Python."""

_PIECE, _PIECE_OF_GPU = 1 << 18, 1 << 24
"""Elements that are measured at a time: on a CPU what its caches hold, on a GPU what keeps it busy."""
_HEAT = 256
"""Rows and columns at most of a plane that is shown as a whole."""
_AVERAGED = 8
"""So many times the rows and columns of what is shown are averaged at most; of more, every n-th is taken."""
_NO_NUMPY = {torch.bfloat16, *(getattr(torch, name) for name in dir(torch) if name.startswith("float8"))}


@contextmanager
def unobserved() -> Iterator[None]:
    """Within the block no gradient is recorded, and neither hooks on operations nor subclasses see what is done."""
    # In this order: entering and leaving no_grad is an operation that hooks would see.
    with torch._C.DisableTorchFunction(), torch.no_grad():
        yield


def describe(tensor: Tensor, *, measured: bool = True) -> TensorFacts:
    """The facts of ``tensor``, of any type, layout and device; without ``measured`` none that needs its values."""
    with unobserved():
        grad_fn = tensor.grad_fn
        why = unreadable(tensor)
        known = measured and why is None
        return TensorFacts(
            shape=shape_of(tensor),
            dtype=dtype_name(tensor),
            device=str(tensor.device),
            bytes=_bytes(tensor),
            strides=tuple(tensor.stride()) if _strided(tensor) else None,
            contiguous=tensor.is_contiguous() if _strided(tensor) else None,
            requires_grad=tensor.requires_grad,
            is_leaf=tensor.is_leaf,
            grad_fn=type(grad_fn).__name__ if grad_fn is not None else "",
            version=None if tensor.is_inference() else tensor._version,
            statistics=statistics(tensor) if known else None,
            sampled=min(tensor.numel(), SAMPLES) if known else 0,
            note=why,
        )


def shape_of(tensor: Tensor) -> tuple[int, ...]:
    """The shape of a tensor; empty for a nested one, which has several."""
    return () if tensor.is_nested else tuple(tensor.shape)


def dtype_name(tensor: Tensor) -> str:
    """The type of the elements as the window and the command line write it: ``float32``."""
    return str(tensor.dtype).removeprefix("torch.")


def unreadable(tensor: Tensor) -> Message | None:
    """Why the values of ``tensor`` cannot be read; None if they can."""
    if tensor.device.type == "meta":
        return Message("It is on the meta device, which holds shapes and no values.")
    if tensor.is_nested:
        return Message("Its values are not shown: it is a nested tensor, which holds tensors of several shapes.")
    if not _strided(tensor):
        kind = str(tensor.layout).removeprefix("torch.")
        return Message("Its values are not shown: it is stored as {kind}, not element by element.", {"kind": kind})
    if tensor.is_quantized:
        return Message("Its values are not shown: it is quantized, and stores integers with a scale.")
    return None


def require_readable(*tensors: Tensor) -> None:
    """Raise `CommandError` if the values of one of ``tensors`` cannot be read."""
    for tensor in tensors:
        why = unreadable(tensor)
        if why is not None:
            raise CommandError("unreadable", why)


def statistics(tensor: Tensor) -> TensorStatistics:
    """The values of a tensor in numbers, added up in float64; the histogram of at most `SAMPLES` of them.

    A tensor that cannot be read (`unreadable`) raises `RuntimeError`.
    """
    with unobserved():
        ordered = _in_order_of_memory(tensor.detach())
        large = tensor.numel() > SAMPLES
        return finished(statistics_of(lambda: pieces(ordered), (lambda: pieces(_sample(ordered))) if large else None))


def movement(first: Tensor, second: Tensor) -> Movement:
    """How far ``second`` lies from ``first``; both of one shape, on any devices."""
    with unobserved():
        one, two = first.detach(), second.detach()
        there = (piece.to(one.device) for piece in pieces(two, _piece(one)))
        return finished(movement_of(pieces(one), there))


def largest_difference(first: Tensor, second: Tensor) -> tuple[int, ...] | None:
    """The index at which two tensors of one shape lie farthest apart; None where none differs, or one is not finite."""
    best, place, seen = 0.0, -1, 0
    with unobserved():
        one, two = first.detach(), second.detach()
        for a, b in zip(pieces(one), pieces(two, _piece(one)), strict=True):
            wide = torch.promote_types(torch.promote_types(a.dtype, b.dtype), torch.float32)
            apart = (b.to(one.device, wide) - a.to(wide)).abs()
            if apart.numel():
                found = float(apart.max())
                if not math.isfinite(found):
                    return None
                if found > best:
                    best, place = found, seen + int(apart.argmax())
            seen += apart.numel()
    return None if place < 0 else tuple(int(index) for index in np.unravel_index(place, tuple(first.shape)))


def plane(
    tensor: Tensor, fixed: tuple[int, ...] = (), origin: tuple[int, int] = (0, 0), cells: tuple[int, int] = (64, 64)
) -> Plane:
    """The last two dimensions of ``tensor`` at ``fixed``, as `trainer_core.protocol.tensors.Plane` lays it out.

    Raises `CommandError` if there is no such index.
    """
    with unobserved():
        leading = tuple(tensor.shape[:-2])
        fixed = _indices(leading, fixed)
        whole = tensor.detach()[fixed] if fixed and tensor.numel() else tensor.detach()
        if not tensor.numel():
            whole = whole.reshape(-1, tensor.shape[-1])[:0] if tensor.ndim > 1 else whole
        flat = whole.reshape(1, -1) if whole.ndim < 2 else whole
        rows, columns = flat.shape
        at = (min(max(origin[0], 0), max(rows - 1, 0)), min(max(origin[1], 0), max(columns - 1, 0)))
        part = flat[at[0] : at[0] + cells[0], at[1] : at[1] + cells[1]]
        reduced = rows > _HEAT or columns > _HEAT
        return Plane((rows, columns), fixed, at, as_array(part), _heat(flat), reduced)


def tiles(tensor: Tensor, along: int, fixed: tuple[int, ...], most: int) -> tuple[npt.NDArray[np.float32], int]:
    """Tiles (n, rows, columns) of a tensor: its last two dimensions for the first ``most`` indices of ``along``.

    The other leading dimensions stand at ``fixed``. Returns how many there would be as well. Raises `CommandError` for
    a tensor of fewer than three dimensions, or an index that is not there.
    """
    leading = tensor.ndim - 2
    if leading < 1:
        raise CommandError(
            "no-tiles", "Tiles are made of three dimensions or more, and this tensor has {n}.", n=tensor.ndim
        )
    if not 0 <= along < leading:
        raise _no_index((along,), (leading,))
    with unobserved():
        moved = tensor.detach().movedim(along, -3)
        stack = moved[_indices(tuple(moved.shape[:-3]), fixed)]
        return np.stack([_heat(tile) for tile in stack[:most]] or [np.zeros((0, 0), np.float32)]), int(stack.shape[0])


def as_python(tensor: Tensor, fixed: tuple[int, ...] = ()) -> str:
    """``tensor``, or the part of it at the leading indices ``fixed``, as an expression that gives the same values.

    Raises `CommandError` if it has more than `MOST_COPIED`, or if they cannot be read.
    """
    with unobserved():
        require_readable(tensor)
        part = tensor.detach()[_indices(tuple(tensor.shape[: len(fixed)]), fixed)] if fixed else tensor.detach()
        if part.numel() > MOST_COPIED:
            raise CommandError(
                "too-many-values",
                "{n:,} values are too many to copy; {most:,} can be. Choose an index of the first dimension.",
                n=part.numel(),
                most=MOST_COPIED,
            )
        if not part.numel():
            return f"torch.empty({tuple(part.shape)}, dtype={part.dtype})"
        with np.printoptions(threshold=part.numel() + 1):
            text = np.array2string(
                as_array(part),
                separator=", ",
                max_line_width=100,
                formatter={"float_kind": _written, "complex_kind": _written_complex, "bool": str},
            )
        return f"torch.tensor({text}, dtype={part.dtype})"


def shares_memory(name: str, tensors: Mapping[str, Tensor], arrays: Mapping[str, npt.NDArray[Any]]) -> tuple[str, ...]:
    """The other tensors, and the NumPy arrays, that lie in the memory of the tensor called ``name``.

    An array that the whole storage belongs to is told also where it looks at another part of it.
    """
    with unobserved():
        mine = _memory(tensors[name])
        if mine is None:
            return ()
        others = [other for other, tensor in tensors.items() if other != name and _memory(tensor) == mine]
        device, begin, end = mine
        if device != "cpu":
            return tuple(others)
        for other, array in arrays.items():
            low, high = np.lib.array_utils.byte_bounds(array)
            if array.size and low < end and begin < high:
                others.append(other)
        return tuple(others)


def pieces(tensor: Tensor, size: int = 0) -> Iterator[Tensor]:
    """The elements of ``tensor`` in order, flat, ``size`` at a time or about so; of strided ones, pieces are copied."""
    size = size or _piece(tensor)
    if tensor.is_conj():
        tensor = tensor.resolve_conj()
    if tensor.numel() <= size or tensor.is_contiguous():
        yield from torch.split(tensor.reshape(-1), size)
        return
    rest = tensor.numel() // tensor.shape[0]
    if rest > size:
        for part in tensor:
            yield from pieces(part, size)
        return
    for part in torch.split(tensor, max(1, size // rest)):
        yield part.reshape(-1)


def as_array(tensor: Tensor) -> npt.NDArray[Any]:
    """A copy of a few values for NumPy, exact: of the same type, or float32 where NumPy does not have it."""
    here = tensor.resolve_conj().resolve_neg().to("cpu")
    exact = here.float() if tensor.dtype in _NO_NUMPY else here
    return exact.numpy().copy()


def _piece(tensor: Tensor) -> int:
    return _PIECE if tensor.device.type == "cpu" else _PIECE_OF_GPU


def _strided(tensor: Tensor) -> bool:
    return tensor.layout == torch.strided and not tensor.is_nested


def _bytes(tensor: Tensor) -> int:
    """The memory of what is stored: of a sparse tensor its indices and values."""
    return sum(part.numel() * part.element_size() for part in stored_in(tensor))


def stored_in(tensor: Tensor) -> Sequence[Tensor]:
    """The dense tensors of which one consists: of a sparse one its indices and values."""
    if tensor.is_nested:
        return tensor.unbind()
    if tensor.layout is torch.sparse_coo:
        return tensor._indices(), tensor._values()
    if tensor.layout in (torch.sparse_csr, torch.sparse_bsr):
        return tensor.crow_indices(), tensor.col_indices(), tensor.values()
    if tensor.layout in (torch.sparse_csc, torch.sparse_bsc):
        return tensor.ccol_indices(), tensor.row_indices(), tensor.values()
    return (tensor,)


def _in_order_of_memory(tensor: Tensor) -> Tensor:
    """The dimensions such that the elements come as they lie in memory: a transpose need not be copied."""
    if tensor.is_contiguous():
        return tensor
    strides = tensor.stride()
    return tensor.permute(*sorted(range(tensor.ndim), key=lambda dimension: -strides[dimension]))


def _sample(tensor: Tensor) -> Tensor:
    # A generator of its own: those of the run stay where they are.
    generator = torch.Generator(tensor.device).manual_seed(0)
    places = torch.randint(tensor.numel(), (SAMPLES,), generator=generator, device=tensor.device)
    if tensor.is_contiguous():
        return tensor.view(-1)[places]
    return tensor[torch.unravel_index(places, tensor.shape)]


def _indices(lengths: tuple[int, ...], fixed: tuple[int, ...]) -> tuple[int, ...]:
    wanted = (*fixed, *(0,) * (len(lengths) - len(fixed)))
    if len(wanted) != len(lengths) or any(
        not (0 <= index < length or index == length == 0) for index, length in zip(wanted, lengths, strict=True)
    ):
        raise _no_index(fixed, lengths)
    return wanted


def _no_index(fixed: tuple[int, ...], lengths: tuple[int, ...]) -> CommandError:
    return CommandError(
        "no-such-index",
        "There is no index {index}: the dimensions before the last two have the lengths {lengths}.",
        index=str(fixed),
        lengths=str(lengths),
    )


def _heat(flat: Tensor) -> npt.NDArray[np.float32]:
    """All of a matrix in at most 256 × 256 numbers: means, of every n-th row and column where it is very large."""
    for dimension in (0, 1):
        length = flat.shape[dimension]
        if length > _HEAT * _AVERAGED:
            flat = flat[(slice(None),) * dimension + (slice(None, None, math.ceil(length / (_HEAT * _AVERAGED))),)]
    wide = (flat.abs() if flat.is_complex() else flat).float()
    if wide.numel() and (wide.shape[0] > _HEAT or wide.shape[1] > _HEAT):
        wide = functional.adaptive_avg_pool2d(wide[None], (min(_HEAT, wide.shape[0]), min(_HEAT, wide.shape[1])))[0]
    heat: npt.NDArray[np.float32] = wide.cpu().numpy().copy()
    return heat


def _memory(tensor: Tensor) -> tuple[str, int, int] | None:
    """Where the storage of a tensor lies: device, first byte, end; None for one without."""
    if unreadable(tensor) is not None:
        return None
    storage = tensor.untyped_storage()
    begin = storage.data_ptr()
    return (str(tensor.device), begin, begin + storage.nbytes()) if begin and storage.nbytes() else None


def _written(value: Any) -> str:
    return str(value) if math.isfinite(value) else f'float("{value}")'


def _written_complex(value: Any) -> str:
    real, imaginary = value.real, value.imag
    if math.isfinite(real) and math.isfinite(imaginary):
        return str(complex(value))
    return f"complex({_written(real)}, {_written(imaginary)})"
