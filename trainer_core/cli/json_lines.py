"""Prints what a program reads: a JSON object a line, in which a number that JSON does not have is null."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any


def print_json(values: Mapping[str, Any], *, flush: bool = False) -> None:
    """Print ``values`` as one line; NaN and infinite numbers, wherever they stand, are written as null."""
    print(json.dumps(_finite(values), allow_nan=False), flush=flush)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return value
