"""Picture files as inputs of a model: brought to its size, whatever they are, and refused if they ask for too much."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from trainer_core.errors import DataError
from trainer_core.files.safe_read import read_bytes

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
"""Not all that Pillow knows: for EPS it would start another program."""

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"})
"""How the names of picture files end."""

_MOST_PIXELS = 50_000_000
_LARGEST_FILE = 200_000_000


def read_picture(path: Path, input_shape: tuple[int, ...]) -> Tensor:
    """Read a picture file as (C, H, W) uint8 in the shape that a model takes.

    It is turned to gray where the model takes one channel, and brought to size without cutting anything off: scaled to
    fit, in the middle of a black ground. Raises `DataError`, also for a picture of more than 50 million pixels, which
    may come from a file of a few bytes.
    """
    if len(input_shape) != 3:
        raise DataError(
            "not-for-pictures",
            "This model does not take pictures, so {path} cannot be predicted.",
            path=str(path),
        )
    channels, height, width = input_shape
    try:
        content = read_bytes(path, _LARGEST_FILE)
        # Pillow's reader of WebP allocates the whole canvas at once, before it can be asked for its size.
        _require_few_pixels(*_canvas_of_webp(content))
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            _require_few_pixels(*picture.size)
            converted = picture.convert("L" if channels == 1 else "RGB")
            converted.thumbnail((width, height))
            scale = min(width / converted.width, height / converted.height)
            size = max(1, round(converted.width * scale)), max(1, round(converted.height * scale))
            fitted = converted.resize(size)
    except Exception as error:
        # The file is someone else's: Pillow's readers raise SyntaxError, struct.error and more on a broken one.
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
        raise DataError(
            "not-a-picture",
            "{path} cannot be read as a picture: {reason}.",
            path=str(path),
            reason=reason.rstrip("."),
        ) from None
    ground = Image.new(fitted.mode, (width, height))
    ground.paste(fitted, ((width - fitted.width) // 2, (height - fitted.height) // 2))
    pixels = np.asarray(ground, dtype=np.uint8).reshape(height, width, channels)
    return torch.from_numpy(pixels.transpose(2, 0, 1).copy())


def _require_few_pixels(width: int, height: int) -> None:
    if width * height > _MOST_PIXELS:
        raise ValueError(f"it has {width:,} × {height:,} pixels, which is too many")


def _canvas_of_webp(content: bytes) -> tuple[int, int]:
    """Width and height that the header of a WebP file claims; (0, 0) for any other (RFC 9649, 2.5 to 2.7)."""
    head = content[:30].ljust(30, b"\0")
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return 0, 0
    match head[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
        case b"VP8L":
            bits = struct.unpack("<I", head[21:25])[0]
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case _:
            width, height = struct.unpack("<HH", head[26:30])
            return width & 0x3FFF, height & 0x3FFF
