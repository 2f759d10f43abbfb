"""Rows of a table as small pictures of bars."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from studio.look.pictures import bars
from studio.look.theme import current_theme


def row_images(rows: npt.NDArray[Any]) -> list[QImage]:
    """Each of ``rows`` (n, F) as bars, a column in units of its deviation among them, in the theme's colours."""
    tokens = current_theme().tokens
    colours = tokens.colour("training"), tokens.colour("wrong"), tokens.colour("field")
    values = np.nan_to_num(rows.astype(np.float32))
    deviation = values.std(0)
    apart = (values - values.mean(0)) / np.where(deviation > 0, deviation, 1.0)
    return [bars(row, *colours) for row in apart]
