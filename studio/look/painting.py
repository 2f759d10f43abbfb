"""Lets an error in painting be reported instead of raised into Qt."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any


def reporting(paint: Callable[..., None]) -> Callable[..., None]:
    """Let an exception in a ``paint`` or ``paintEvent`` be reported, and not raised.

    Qt goes on to the other widgets, rows and items. PySide calls their methods with the exception still set, and sooner
    or later the process dies of that.
    """

    @wraps(paint)
    def painting(*arguments: Any) -> None:
        try:
            painting.__wrapped__(*arguments)
        except Exception:
            sys.excepthook(*sys.exc_info())

    return painting
