"""One example of the data as a picture: as it is, or a row of a table as bars."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt
from PySide6.QtGui import QImage

from studio.look.pictures import bars, to_image
from studio.look.theme import current_theme


def example_picture(values: npt.NDArray[Any]) -> QImage:
    """(C, H, W) uint8 as it is, (F,) float32 as upright bars in the theme's colours."""
    if values.ndim == 3:
        return to_image(values)
    tokens = current_theme().tokens
    return bars(values, tokens.colour("training"), tokens.colour("wrong"), tokens.colour("field"))
