"""Object names that were public and are others now: the kit finds a control by both until the next major version."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

RENAMED: Mapping[str, str] = {}
"""The present name by the one of before; an empty one where the control is gone."""


def present_name(name: str) -> str:
    """The name that a control of before has now; raises AssertionError where there is no such control any more."""
    if name not in RENAMED:
        return name
    now = RENAMED[name]
    assert now, f"{name} is gone: see CHANGELOG.md"
    warnings.warn(f"{name} is called {now} now", DeprecationWarning, stacklevel=3)
    return now
