"""Object names that were public and are others now: the kit finds a control by both until the next major version."""

from __future__ import annotations

from collections.abc import Mapping

RENAMED: Mapping[str, str] = {}
"""The present name by the one of before; an empty one where the control is gone."""
