"""Finds the state_dict in what a file of torch.save holds, and makes its names visible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch

from trainer_core.errors import Message
from trainer_core.files.safe_pickle import StoredTensor

_WRAPPERS = ("state_dict", "model_state_dict", "model")
_TENSORS = (torch.Tensor, StoredTensor)


def unwrapped(content: Any) -> tuple[Any, tuple[Message, ...]]:
    """Return the state_dict inside ``{"state_dict": …}`` and the like, and a note for each wrapper.

    Besides the usual names any is taken under which the only state_dict is.
    """
    notes: list[Message] = []
    while isinstance(content, Mapping) and not is_state_dict(content) and len(notes) < len(_WRAPPERS):
        inside = state_dicts_in(content)
        usual = [key for key in _WRAPPERS if isinstance(content.get(key), Mapping)]
        known = [key for key in usual if key in inside]
        wrapper = next(iter(known or (inside if len(inside) == 1 else usual)), None)
        if wrapper is None:
            break
        facts = {"wrapper": visible(wrapper)}
        notes.append(Message("The weights were taken from “{wrapper}” in the file.", facts))
        content = content[wrapper]
    return content, tuple(notes)


def is_state_dict(value: Any) -> bool:
    """Whether ``value`` maps names to tensors and numbers alone."""
    return isinstance(value, Mapping) and all(
        isinstance(key, str) and isinstance(item, (*_TENSORS, int, float)) for key, item in value.items()
    )


def state_dicts_in(content: Mapping[Any, Any]) -> list[str]:
    """The keys under which state_dicts with at least a tensor are. A key with a dot is the name of a parameter."""
    return [
        key
        for key, value in content.items()
        if isinstance(key, str) and "." not in key and is_state_dict(value) and _has_tensor(value)
    ]


def _has_tensor(value: Mapping[Any, Any]) -> bool:
    return any(isinstance(item, _TENSORS) for item in value.values())


def visible(text: str) -> str:
    """Write what cannot be seen, or acts on a terminal or on the order of letters, as Python's escapes do."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else _escape(sign) for sign in text)


def _escape(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
