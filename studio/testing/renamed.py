"""Renamed object names: the kit finds a control by its old name too, until the next major version."""

from __future__ import annotations

from collections.abc import Mapping

RENAMED: Mapping[str, str] = {}
"""The new name by the old one; empty if the control is gone."""
