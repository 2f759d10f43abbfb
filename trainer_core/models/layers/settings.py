"""Changes one setting of one layer by its place, as a command line does: ``model.layers[3].out_channels``."""

from __future__ import annotations

import re
from typing import Any

from trainer_core.errors import RecipeError
from trainer_core.models.layers.chain import FIELD as LAYERS
from trainer_core.models.layers.traced import Layer

__all__ = ["LAYERS", "setting", "with_setting"]

_STEP = re.compile(r"\[(\d{1,6})\]|\.([A-Za-z_]\w*)")


def setting(layers: Any, key: str, default: Any = None) -> Any:
    """What ``key`` names in ``layers``; ``default`` where it is not given."""
    within = layers
    for match in _STEP.finditer(key, len(LAYERS)):
        try:
            within = within[int(match[1])] if match[1] else within.get(match[2], default)
        except (IndexError, TypeError, AttributeError):
            return default
    return within


def with_setting(layers: Any, key: str, value: Any) -> list[Layer]:
    """A copy of ``layers`` in which what ``key`` names is ``value``; raises `RecipeError` if there is no such place."""
    steps = [int(match[1]) if match[1] else match[2] for match in _STEP.finditer(key, len(LAYERS))]
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    if f"{LAYERS}{written}" != key or not isinstance(steps[-1], str):
        raise RecipeError(
            "unknown-key",
            "{field} is not the place of a setting. Write it as {example}.",
            field=key,
            example=f"{LAYERS}[0].out_features",
        )
    changed: list[Layer] = _with(layers, steps, key, value)
    return changed


def _with(within: Any, steps: list[int | str], key: str, value: Any) -> Any:
    if not steps:
        return value
    step, *rest = steps
    if isinstance(step, str) and isinstance(within, dict):
        return {**within, step: _with(within.get(step, []), rest, key, value)}
    if isinstance(step, int) and isinstance(within, list) and step < len(within):
        return [*within[:step], _with(within[step], rest, key, value), *within[step + 1 :]]
    raise RecipeError(
        "unknown-key",
        "{field} names a layer that is not there. Places are counted from 0, as in {example}.",
        field=key,
        example=f"{LAYERS}[0].out_features",
    )
