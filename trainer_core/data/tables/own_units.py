"""Brings a table's inputs back to the units of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def own_units(fitted: Mapping[str, Any], names: Sequence[str]) -> tuple[Floats, Floats]:
    """Return centers and scales, (F,) each: an input times its scale plus its center is in the column's own unit.

    ``fitted`` is `trainer_core.data.examples.Dataset.preprocessing`; inputs that it does not scale have 0 and 1.
    """
    numbers = {
        each["column"]: (each["center"], each["scale"])
        for each in fitted.get("table", {}).get("features", ())
        if each["kind"] == "number"
    }
    facts = [numbers.get(name, (0.0, 1.0)) for name in names]
    return np.array([center for center, _ in facts]), np.array([scale for _, scale in facts])
