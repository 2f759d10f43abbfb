"""How a picture becomes a square of a given side: the settings of a recipe, and what they make of one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import simplejpeg
from PIL import Image

from trainer_core.data.pictures.opening import (
    MOST_PIXELS,
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

_JPEG = b"\xff\xd8\xff"
_HEADERS = 1 << 16
"""Bytes in which EXIF data begins, if there is any (Exif 2.32, 4.5.4: in the first segment of 64 KB)."""
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
    if (plain := _plain_jpeg(content, decoding)) is not None:
        return plain
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


def _plain_jpeg(content: bytes, decoding: Decoding) -> Decoded | None:
    """Decode a JPEG with nothing special about it to the same pixels as Pillow, in half of the time and, for the most
    part, without the interpreter's lock. None for everything else, and where something is wrong: Pillow knows what.
    """
    if not content.startswith(_JPEG) or b"Exif\0" in content[:_HEADERS]:
        return None
    try:
        height, width, stored, _ = simplejpeg.decode_jpeg_header(content)
        grey = stored == "Gray"
        if (stored != "YCbCr" and not (grey and decoding.colour != "rgb")) or height * width > MOST_PIXELS:
            return None
        channels = 1 if grey or decoding.colour == "grey" else 3
        smaller = min(width, height) // (decoding.side * _SMALLER_FIRST)
        scale = next(scale for scale in (8, 4, 2, 1) if smaller >= scale or scale == 1)
        whole: npt.NDArray[Any] = simplejpeg.decode_jpeg(
            content,
            "GRAY" if channels == 1 else "RGB",
            min_height=-(-height // scale) if scale > 1 else 0,
            min_width=-(-width // scale) if scale > 1 else 0,
        )
    except ValueError:
        return None
    if whole.shape[:2] == (decoding.side, decoding.side):
        square = np.ascontiguousarray(whole.transpose(2, 0, 1))
    else:
        square = _fitted(Image.fromarray(whole[:, :, 0] if channels == 1 else whole), decoding, channels)
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
