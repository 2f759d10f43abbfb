"""How a picture becomes a square of a given side: the settings of a recipe, and what they make of one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image

from trainer_core.data.pictures.opening import (
    UnreadableError,
    eight_bits,
    is_grey,
    is_on_its_side,
    opened,
    pixels_on,
    reason_of,
    upright,
)

Fit = Literal["stretch", "crop", "pad"]
Colour = Literal["as-is", "grey", "rgb"]
Background = Literal["black", "white"]

_SMALLER_FIRST = 2
"""A JPEG is decoded at the smallest of its scales that is at least so many times as large as it will be."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """What is made of each picture: a square of ``side`` pixels.

    ``fit`` gives a picture that is no square its shape: stretched, its middle cut out, or whole with bars beside it.
    ``colour`` chooses the channels: as they are stored, one, or three. ``background`` shows through where a picture is
    transparent, and is the colour of the bars.
    """

    side: int
    fit: Fit = "crop"
    colour: Colour = "as-is"
    background: Background = "black"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture as (C, side, side) uint8, C = 1 or 3; whether it is stored in grey; width and height, upright."""

    pixels: npt.NDArray[np.uint8]
    grey: bool
    width: int
    height: int


def decoded(content: bytes, decoding: Decoding) -> Decoded:
    """Decode a picture file. Resampling is bilinear with antialiasing, as torchvision's resizing is by default.

    Under ``colour = "as-is"`` it has one channel if it is stored in grey, else three. Raises `UnreadableError`.
    """
    try:
        with opened(content) as picture:
            size, grey = picture.size, is_grey(picture)
            channels = 1 if decoding.colour == "grey" or (decoding.colour == "as-is" and grey) else 3
            mode = "L" if channels == 1 else "RGB"
            # Only a JPEG can be decoded smaller; the others let this pass.
            picture.draft(mode, (decoding.side * _SMALLER_FIRST, decoding.side * _SMALLER_FIRST))
            whole = eight_bits(picture, mode)
        on_its_side = is_on_its_side(whole)
        square = _fitted(whole, decoding, channels)
    except Exception as error:
        # The file is someone else's: Pillow's readers raise SyntaxError, struct.error and more on a broken one.
        raise UnreadableError(reason_of(error)) from None
    width, height = reversed(size) if on_its_side else size
    return Decoded(square, grey, width, height)


def _fitted(whole: Image.Image, decoding: Decoding, channels: int) -> npt.NDArray[np.uint8]:
    side, (width, height) = decoding.side, whole.size
    box: tuple[float, float, float, float] = (0, 0, width, height)
    size = (side, side)
    if decoding.fit == "crop":
        short = min(width, height)
        left, top = (width - short) / 2, (height - short) / 2
        box = (left, top, left + short, top + short)
    elif decoding.fit == "pad":
        scale = side / max(width, height)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
    same = whole.size == size and box == (0, 0, width, height)
    # It is turned once it is small.
    small = upright(whole if same else whole.resize(size, Image.Resampling.BILINEAR, box))
    pixels = pixels_on(decoding.background, small, channels)
    if size == (side, side):
        return np.ascontiguousarray(pixels)
    square = np.full((channels, side, side), 0 if decoding.background == "black" else 255, np.uint8)
    top_row, left_column = (side - small.height) // 2, (side - small.width) // 2
    square[:, top_row : top_row + small.height, left_column : left_column + small.width] = pixels
    return square
