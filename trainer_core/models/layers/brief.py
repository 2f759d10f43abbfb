"""A list of layers in a few words: those with weights and how wide they are, as the line of a recipe names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

_WIDTHS = ("out_features", "out_channels", "embedding_dim")
_MOST: Final = 5


def brief(layers: Sequence[Mapping[str, Any]]) -> str:
    """``"Conv2d 32, Conv2d 64, Linear 10"``; of many the first few and the last. Without any weights, every type."""
    named = list(_widths(layers)) or [str(layer["type"]) for layer in layers if layer.get("enabled", True)]
    if len(named) > _MOST:
        named = [*named[: _MOST - 2], "…", named[-1]]
    return ", ".join(named) or "none"


def count(layers: Sequence[Mapping[str, Any]]) -> int:
    """How many layers there are, with those in blocks and those that are off; of a repetition once."""
    return sum(1 + sum(map(count, _inside(layer))) for layer in layers)


def _inside(layer: Mapping[str, Any]) -> Iterator[Sequence[Mapping[str, Any]]]:
    yield from (layer.get("layers", []), layer.get("shortcut", []), *layer.get("branches", []))


def _widths(layers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for layer in layers:
        if not layer.get("enabled", True):
            continue
        width = next((layer[name] for name in _WIDTHS if name in layer), None)
        if width is not None:
            yield f"{layer['type']} {width}"
        inside = [*layer.get("layers", []), *(each for branch in layer.get("branches", []) for each in branch)]
        if layer["type"] == "Repeat":
            yield from (f"{layer['times']} × {each}" for each in _widths(inside))
        else:
            yield from _widths(inside)
