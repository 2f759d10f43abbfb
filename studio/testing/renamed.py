"""Renamed object names: the kit finds a control by its old name too, until the next major version."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

RENAMED: Mapping[str, str] = {}
"""The new name by the old one; empty if the control is gone."""


def present_name(name: str) -> str:
    """The current name of a control that may be given by its old name; raises AssertionError if the control is gone."""
    if name not in RENAMED:
        return name
    now = RENAMED[name]
    assert now, f"{name} is gone: see CHANGELOG.md"
    warnings.warn(f"{name} is called {now} now", DeprecationWarning, stacklevel=3)
    return now
