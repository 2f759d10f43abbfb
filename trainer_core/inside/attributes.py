"""What the attributes of an object are, its plain Python ones and what they hold: compared with, and put back."""

from __future__ import annotations

import copy
import random
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from trainer_core.inside.describe import stored_in
from trainer_core.parts import eager_optimizer

MISSING = object()
"""Stands for an attribute that is not there."""

OF_MODULES = frozenset(vars(nn.Module()))
"""What every module has: its tables of parameters, buffers, submodules and hooks, and its mode."""


@cache
def of_optimizers() -> frozenset[str]:
    """What every optimizer has: its groups, state, defaults and hooks."""
    return frozenset(vars(eager_optimizer.make(torch.optim.SGD, [torch.zeros(1)])))


class Attributes:
    """The attributes of ``owner`` as they are now, but for those in ``without``.

    Of lists, dictionaries, sets and queues what they hold is kept as well, of tensors and arrays their values, and of
    random generators where they stand; so are those inside them, and in objects of classes that come from the same
    file as the owner's. A module is kept as the object that it is. So is the owner's class,
    which a parametrization changes.
    """

    def __init__(self, owner: Any, *, without: frozenset[str] = frozenset()) -> None:
        self._owner, self._without, self._class = owner, without, type(owner)
        file, seen = type(owner).__module__, {id(owner)}
        self.values = {key: value for key, value in vars(owner).items() if key not in without}
        self._inner = {
            key: _kept(value, None if key in OF_MODULES else file, seen) for key, value in self.values.items()
        }

    def changed(self) -> Iterator[str]:
        """The names of attributes that are others, or hold other things."""
        now = self._now()
        if type(self._owner) is not self._class:
            yield "__class__"
        for key in dict.fromkeys((*self.values, *now)):
            inner = self._inner.get(key)
            same = key in now and is_same(now[key], self.values.get(key, MISSING))
            if not same or (inner is not None and inner.changed()):
                yield key

    def held(self, key: str) -> Any:
        """What the container at ``key`` held; None if it was none."""
        inner = self._inner.get(key)
        return inner.contents if isinstance(inner, _Container) else None

    def put_back(self) -> None:
        """Put every attribute back, and what each of them held."""
        if type(self._owner) is not self._class:
            self._owner.__class__ = self._class
        now = vars(self._owner)
        for key in self._now():
            del now[key]
        for key, value in self.values.items():
            inner = self._inner[key]
            if inner is not None:
                inner.put_back()
            now[key] = value

    def _now(self) -> dict[str, Any]:
        return {key: value for key, value in vars(self._owner).items() if key not in self._without}


class _Kept(Protocol):
    def changed(self) -> bool: ...

    def put_back(self) -> None: ...


def _kept(value: Any, file: str | None, seen: set[int]) -> _Kept | None:
    """What ``value`` holds; None for what cannot change, or is kept elsewhere.

    ``file`` is the Python module whose objects are looked into; without one only the container itself is kept.
    """
    contents = contents_of(value)
    if id(value) in seen:
        return None
    if contents is not None:
        seen.add(id(value))
        members = contents.values() if isinstance(contents, dict) else contents
        inner = [] if file is None else [kept for each in members if (kept := _kept(each, file, seen)) is not None]
        return _Container(value, contents, inner)
    if file is None or isinstance(value, nn.Module | type):
        return None
    seen.add(id(value))
    if isinstance(value, tuple):
        return _Several([kept for each in value if (kept := _kept(each, file, seen)) is not None])
    if isinstance(value, Tensor | np.ndarray):
        return _Values(value)
    found = _state_of(value)
    if found is not None:
        return found
    if type(value).__module__ == file and hasattr(value, "__dict__"):
        return _kept(vars(value), file, seen)
    return None


class _Several:
    """What stands beside one another in a tuple."""

    def __init__(self, inner: list[_Kept]) -> None:
        self._inner = inner

    def changed(self) -> bool:
        return any(each.changed() for each in self._inner)

    def put_back(self) -> None:
        for each in self._inner:
            each.put_back()


class _Container(_Several):
    """A list, dictionary, set or queue."""

    def __init__(self, value: Any, contents: Any, inner: list[_Kept]) -> None:
        super().__init__(inner)
        self.contents = contents
        self._value = value

    def changed(self) -> bool:
        return not same_contents(contents_of(self._value), self.contents) or super().changed()

    def put_back(self) -> None:
        refill(self._value, self.contents)
        super().put_back()


class _Values:
    """The values of a tensor or an array."""

    def __init__(self, value: Any) -> None:
        self._value = value
        self._copy: Any = value.detach().clone() if isinstance(value, Tensor) else value.copy()

    def changed(self) -> bool:
        if isinstance(self._copy, Tensor):
            return not same_bits(self._value, self._copy)
        same = self._value.shape == self._copy.shape and self._value.dtype == self._copy.dtype
        return not same or bool(self._value.tobytes() != self._copy.tobytes())

    def put_back(self) -> None:
        if not self.changed():
            return
        if isinstance(self._value, Tensor):
            same = self._value.shape == self._copy.shape and self._value.dtype == self._copy.dtype
            self._value.data = self._value.data.copy_(self._copy) if same else self._copy.clone()
        else:
            self._value[...] = self._copy


class _State:
    """Where a random generator stands."""

    def __init__(self, read: Callable[[], Any], write: Callable[[Any], object]) -> None:
        self._read, self._write, self._state = read, write, copy.deepcopy(read())

    def changed(self) -> bool:
        now = self._read()
        if isinstance(now, Tensor):
            return not torch.equal(now, self._state)
        return repr(now) != repr(self._state)

    def put_back(self) -> None:
        self._write(copy.deepcopy(self._state))


def _state_of(value: Any) -> _State | None:
    if isinstance(value, torch.Generator):
        return _State(value.get_state, value.set_state)
    if isinstance(value, random.Random):
        return _State(value.getstate, value.setstate)
    if isinstance(value, np.random.Generator):
        bits = value.bit_generator
        return _State(lambda: bits.state, lambda state: setattr(bits, "state", state))
    return None


def same_bits(one: Tensor, other: Tensor) -> bool:
    """Whether two tensors have the same shape, type and bits; NaN equals itself, and -0.0 is not 0.0."""
    if one.shape != other.shape or one.dtype != other.dtype or one.device != other.device:
        return False
    if one.layout != torch.strided:
        pairs = zip(stored_in(one.detach()), stored_in(other.detach()), strict=True)
        return one.layout == other.layout and all(same_bits(*pair) for pair in pairs)
    first, second = (each.detach().resolve_conj().resolve_neg().contiguous().reshape(-1) for each in (one, other))
    return bool(torch.equal(first.view(torch.uint8), second.view(torch.uint8)))


def contents_of(value: Any) -> Any:
    """What a container holds, apart from it; None for anything else."""
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, list | set | deque):
        return type(value)(value) if type(value) in (list, set) else list(value)
    return None


def refill(value: Any, contents: Any) -> None:
    """Give a container what it held."""
    if contents is None:
        return
    value.clear()
    if isinstance(value, dict | set):
        value.update(contents)
    else:
        value.extend(contents)


def is_same(one: Any, other: Any) -> bool:
    """Whether it is the same object, or an equal plain value."""
    if one is other or type(one) is not type(other):
        return one is other
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(is_same, one, other))
    return isinstance(one, int | float | str) and bool(one == other)


def same_contents(one: Any, other: Any) -> bool:
    """Whether two containers hold the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(is_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)
