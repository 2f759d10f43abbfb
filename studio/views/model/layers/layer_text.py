"""Layers in words: their arguments in a line, and as the TOML that a recipe holds, for the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tomlkit

from studio.views.model.layers.edits import Layers
from trainer_core.errors import RecipeError
from trainer_core.models.layers import Layer
from trainer_core.recipe.toml_text import tables

HELD = ("layers", "branches", "shortcut")
"""Keys under which a block holds others."""

_NO_ARGUMENTS = frozenset({"type", "name", "enabled", *HELD})


def arguments_line(layer: Layer) -> str:
    """The arguments of a layer as they stand in a call: ``out_channels=32, kernel_size=3``."""
    given = {key: value for key, value in layer.items() if key not in _NO_ARGUMENTS}
    return ", ".join(f"{key}={_plain(value)}" for key, value in given.items())


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return _plain(value[0]) if len(value) == 1 else f"({', '.join(map(_plain, value))})"
    return repr(value)


def to_toml(layers: Sequence[Layer]) -> str:
    """Write layers as they stand in a recipe's file."""
    return tomlkit.dumps({"model": {"layers": [dict(layer) for layer in layers]}})


def from_toml(text: str) -> Layers | None:
    """Read what `to_toml` wrote, or the layers of a whole recipe; None if there are none in ``text``."""
    if "layers" not in text:
        return None
    try:
        model = tables(text).get("model")
    except RecipeError:
        return None
    layers = model.get("layers") if isinstance(model, dict) else None
    usable = isinstance(layers, list) and layers and all(isinstance(each, dict) for each in layers)
    return layers if usable else None
