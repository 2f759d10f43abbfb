"""Lays the nest of dictionaries and lists in a file out as rows: each tensor, each plain value, and the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer_core.errors import Message, WeightsError
from trainer_core.files.safe_pickle import StoredTensor, Unread
from trainer_core.files.state_dict_in import is_state_dict, unwrapped, visible
from trainer_core.weights.state_dicts import plain_names

_DEEPEST = 64
_MOST_ENTRIES = 200_000
_LONGEST_PART = 200
_SHOWN_ITEMS = 8
_LONGEST_VALUE = 160

Plain = None | bool | int | float | complex | str


@dataclass(frozen=True, slots=True)
class Found:
    """A tensor, a plain value as words, or the name of what was not read; and the keys that lead to it."""

    path: tuple[str, ...]
    tensor: StoredTensor | None = None
    value: str = ""
    unread: str = ""


def laid_out(content: Any, path: Path) -> list[Found]:
    """Return all tensors and plain values in ``content``, in its order.

    An object that was not read is one row, and below it the tensors in it are shown, those of a module under the names
    of its state_dict. A container that occurs twice is laid out once, so that a small file cannot unfold into a large
    one. Raises `WeightsError`, naming ``path``, if there is too much to show.
    """
    rows: list[Found] = []
    seen: set[int] = set()
    waiting: list[Iterator[_Step]] = [iter([_Step((), content)])]
    while waiting:
        step = next(waiting[-1], None)
        if step is None:
            waiting.pop()
            continue
        value, known = step.value, id(step.value) in seen or len(step.path) >= _DEEPEST
        if isinstance(value, StoredTensor):
            rows.append(Found(step.path, value))
        elif isinstance(value, Unread):
            if not step.in_unread:
                rows.append(Found(step.path, unread=visible(value.name)))
            if not known:
                seen.add(id(value))
                waiting.append(_in_unread(step, value))
        elif _is_leaf(value) or known:
            if not step.in_unread:
                rows.append(Found(step.path, value=_words(value)))
        else:
            seen.add(id(value))
            waiting.append(_below(step, value))
        if len(rows) > _MOST_ENTRIES:
            raise WeightsError(
                "too-much",
                "{path} holds more than {count} tensors and values, too much to show. Save only the state_dict in it.",
                path=str(path),
                count=_MOST_ENTRIES,
            )
    return rows


@dataclass(frozen=True, slots=True)
class _Step:
    """Something on the way through a file; ``prefix`` goes in front of the names in a module."""

    path: tuple[str, ...]
    value: Any
    in_unread: bool = False
    prefix: str = ""


def loaded_names(content: Any) -> tuple[dict[tuple[str, ...], str], tuple[Message, ...]]:
    """Return the name of each row that loading takes from ``content``, by its path, and what it unwraps on the way."""
    inner, notes = unwrapped(content)
    if not is_state_dict(inner):
        return {}, ()
    prefix = tuple(str(note.facts["wrapper"]) for note in notes)
    return {(*prefix, _part(key)): name for key, name in plain_names(inner).items()}, notes


def _is_leaf(value: Any) -> bool:
    if isinstance(value, Mapping):
        return not value
    return not isinstance(value, (list, tuple)) or all(isinstance(item, Plain) for item in value)


def _below(step: _Step, value: Any) -> Iterator[_Step]:
    items = value.items() if isinstance(value, Mapping) else enumerate(value)
    return (_Step((*step.path, _part(key)), item, step.in_unread) for key, item in items)


def _in_unread(step: _Step, value: Unread) -> Iterator[_Step]:
    if value.is_module:
        yield from _in_module(step, value.state)
        return
    parts = [value.state, value.items, value.elements, value.arguments]
    for part in parts:
        if isinstance(part, (Mapping, list, tuple)):
            yield from (_Step(below.path, below.value, True) for below in _below(step, part))


def _in_module(step: _Step, state: Any) -> Iterator[_Step]:
    for group in ("_parameters", "_buffers", "_modules"):
        members = state.get(group)
        for key, value in members.items() if isinstance(members, Mapping) else ():
            name = _part(f"{step.prefix}{key}")
            inner = isinstance(value, Unread) and value.is_module
            yield _Step(step.path if inner else (*step.path, name), value, True, f"{name}." if inner else "")


def _part(key: Any) -> str:
    text = _words(key) if not isinstance(key, str) else visible(key)
    return text if len(text) <= _LONGEST_PART else f"{text[:_LONGEST_PART]}…"


def _words(value: Any) -> str:
    """Write a plain value as Python does, cut where it is long; of a list the first items and their number."""
    if isinstance(value, (list, tuple)):
        shown = ", ".join(_words(item) if isinstance(item, Plain) else "…" for item in value[:_SHOWN_ITEMS])
        return f"[{shown}]" if len(value) <= _SHOWN_ITEMS else f"[{shown}, …] ({len(value)})"
    if isinstance(value, Mapping):
        return "{…}" if value else "{}"
    if isinstance(value, int) and value.bit_length() > 256:
        return f"{'-' if value < 0 else ''}2^{value.bit_length() - 1}…"
    text = repr(value[:_LONGEST_VALUE]) if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
