"""What a form needs to know of a recipe's field beyond its type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def form_facts(
    *,
    unit: str = "",
    zero: str = "",
    advanced: bool = False,
    live: bool = False,
    log: bool = False,
    labels: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What a form needs to know of a field beyond its type: see `trainer_core.recipe.field_info.FieldInfo`."""
    return {
        "unit": unit,
        "zero": zero,
        "advanced": advanced,
        "live": live,
        "log": log,
        "labels": dict(labels or {}),
    }
