"""Lays the nest of dictionaries and lists in a file out as rows: each tensor, each plain value, and the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer_core.errors import Message, WeightsError
from trainer_core.weights.safe_pickle import StoredTensor
from trainer_core.weights.state_dicts import plain_names, unwrapped

_DEEPEST = 64
_MOST_ENTRIES = 200_000
_LONGEST_PART = 200
_SHOWN_ITEMS = 8
_LONGEST_VALUE = 160

Plain = None | bool | int | float | complex | str


@dataclass(frozen=True, slots=True)
class Found:
    """A tensor, or a plain value as words, and the keys that lead to it."""

    path: tuple[str, ...]
    tensor: StoredTensor | None
    value: str = ""


def laid_out(content: Any, path: Path) -> list[Found]:
    """Return all tensors and plain values in ``content``, in its order.

    A container that occurs twice is laid out once, so that a small file cannot unfold into a large one. Raises
    `WeightsError`, naming ``path``, if there is too much to show.
    """
    rows: list[Found] = []
    seen: set[int] = set()
    waiting: list[Iterator[tuple[tuple[str, ...], Any]]] = [iter([((), content)])]
    while waiting:
        step = next(waiting[-1], None)
        if step is None:
            waiting.pop()
            continue
        where, value = step
        if isinstance(value, StoredTensor):
            rows.append(Found(where, value))
        elif _is_leaf(value) or id(value) in seen or len(where) >= _DEEPEST:
            rows.append(Found(where, None, _words(value)))
        else:
            seen.add(id(value))
            waiting.append(_below(where, value))
        if len(rows) > _MOST_ENTRIES:
            raise WeightsError(
                "too-much",
                "{path} holds more than {count} tensors and values, too much to show. Save only the state_dict in it.",
                path=str(path),
                count=_MOST_ENTRIES,
            )
    return rows


def loaded_names(content: Any) -> tuple[dict[tuple[str, ...], str], tuple[Message, ...]]:
    """Return the name of each row that loading takes from ``content``, by its path, and what it unwraps on the way."""
    inner, notes = unwrapped(content)
    if not _is_state_dict(inner):
        return {}, ()
    prefix = tuple(str(note.facts["wrapper"]) for note in notes)
    return {(*prefix, _part(key)): name for key, name in plain_names(inner).items()}, notes


def _is_state_dict(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(key, str) and isinstance(item, (StoredTensor, int, float)) for key, item in value.items()
    )


def _is_leaf(value: Any) -> bool:
    if isinstance(value, Mapping):
        return not value
    return not isinstance(value, (list, tuple)) or all(isinstance(item, Plain) for item in value)


def _below(where: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    items = value.items() if isinstance(value, Mapping) else enumerate(value)
    return (((*where, _part(key)), item) for key, item in items)


def _part(key: Any) -> str:
    text = _words(key) if not isinstance(key, str) else key
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
