"""Prints what a program reads: a JSON object a line, in which a number that JSON does not have is null."""

from __future__ import annotations

import contextlib
import json
import math
import sys
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from typing import Any, TextIO

_out: ContextVar[TextIO | None] = ContextVar("out", default=None)


@contextlib.contextmanager
def only_json() -> Iterator[None]:
    """Within the block standard output is for `print_json` alone; what else prints goes to standard error."""
    token = _out.set(sys.stdout)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        _out.reset(token)


def print_json(values: Mapping[str, Any], *, flush: bool = False) -> None:
    """Print ``values`` as one line; NaN and infinite numbers, wherever they stand, are written as null."""
    print(json.dumps(_finite(values), allow_nan=False), file=_out.get(), flush=flush)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return value
