"""Picture files as inputs of a model: brought to its size, whatever they are, and refused if they ask for too much."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image, ImageOps, UnidentifiedImageError
from torch import Tensor

from trainer_core.data.examples import Examples
from trainer_core.errors import DataError
from trainer_core.files.safe_read import read_bytes

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
"""Not all that Pillow knows: for EPS it would start another program."""

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"})
"""How the names of picture files end."""

_MOST_PIXELS = 50_000_000
_LARGEST_FILE = 200_000_000
_DARK, _LIGHT = 64, 160
_BORDERS_LOOKED_AT = 1000


class Invert(StrEnum):
    """Whether light and dark of a picture are exchanged; with AUTO where its border is light and the data's is dark."""

    AUTO = "auto"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Picture files as a model takes them: ``images`` (N, C, H, W) uint8, and which of them were inverted."""

    images: Tensor
    inverted: tuple[bool, ...]


def read_pictures(paths: Sequence[Path], examples: Examples, invert: Invert = Invert.AUTO) -> Pictures:
    """Read picture files in the shape of ``examples``, uint8 images, which also show how light the ground is.

    Raises `DataError` as `read_picture` does.
    """
    shape = examples.input_shape
    some = examples.first(_BORDERS_LOOKED_AT)
    dark = invert is Invert.AUTO and len(shape) == 3 and _border(some.gathered()[0].numpy()) < _DARK
    images, inverted = [], []
    for path in paths:
        picture = _fitted(path, shape)
        light = _border(_on_black(picture, shape[0])) > _LIGHT if dark else False
        inverted.append(light or invert is Invert.YES)
        images.append(_in_the_middle(_inverted(picture) if inverted[-1] else picture, shape))
    return Pictures(torch.stack(images), tuple(inverted))


def read_picture(path: Path, input_shape: tuple[int, ...]) -> Tensor:
    """Read a picture file as (C, H, W) uint8 in the shape that a model takes.

    It is turned upright as its EXIF data says, laid on black where it is transparent, turned to gray where the model
    takes one channel, and brought to size without cutting anything off: scaled to fit, in the middle of a black ground.
    Raises `DataError`, also for a picture of more than 50 million pixels, which may come from a file of a few bytes.
    """
    return _in_the_middle(_fitted(path, input_shape), input_shape)


def _fitted(path: Path, input_shape: tuple[int, ...]) -> Image.Image:
    """Return the picture in gray, RGB or RGBA, as large as fits ``input_shape``."""
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
            converted = _eight_bits(picture, "L" if channels == 1 else "RGB")
        # It is turned once it is small; its longer side must fit either way.
        converted.thumbnail((max(width, height), max(width, height)))
        upright = _upright(converted)
        scale = min(width / upright.width, height / upright.height)
        return upright.resize((max(1, round(upright.width * scale)), max(1, round(upright.height * scale))))
    except Exception as error:
        # The file is someone else's: Pillow's readers raise SyntaxError, struct.error and more on a broken one.
        raise DataError(
            "not-a-picture",
            "{path} cannot be read as a picture: {reason}.",
            path=str(path),
            reason=_reason(error).rstrip("."),
        ) from None


def _reason(error: Exception) -> str:
    if isinstance(error, UnidentifiedImageError):
        # Pillow's own words name an object in memory.
        return "it is not a PNG, JPEG, GIF, BMP, WebP or TIFF file, or its start is damaged"
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _eight_bits(picture: Image.Image, mode: str) -> Image.Image:
    """Return ``picture`` in ``mode``, or in RGBA if parts of it are transparent, with 8 bits a channel."""
    if picture.mode.startswith("I;16"):
        # Pillow's own conversion would cut every value off at 255.
        values = np.asarray(picture).astype(np.uint16)
        gray = np.round(values / 257).astype(np.uint8)
        clear = picture.info.get("transparency")
        if isinstance(clear, int):
            gray[values == clear] = 0
        result = Image.fromarray(gray)
        result.info["exif"] = picture.info.get("exif", b"")
        return result if mode == "L" else result.convert(mode)
    if picture.mode in ("I", "F"):
        raise ValueError("its values have 32 bits, and which of them is white is not known; save it with 8 or 16 bits")
    return picture.convert("RGBA" if picture.has_transparency_data else mode)


def _upright(picture: Image.Image) -> Image.Image:
    """Turn a picture as its EXIF data says, if that can be read."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:
        # Damaged EXIF data raises SyntaxError, struct.error and more; the picture itself is whole.
        return picture


def _on_black(picture: Image.Image, channels: int) -> npt.NDArray[np.uint8]:
    """Return the pixels of a picture as (C, H, W); what is transparent shows black."""
    if picture.mode == "RGBA":
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "black"), picture)
    pixels = np.asarray(picture.convert("L" if channels == 1 else "RGB"), dtype=np.uint8)
    return pixels.reshape(picture.height, picture.width, channels).transpose(2, 0, 1)


def _inverted(picture: Image.Image) -> Image.Image:
    """Exchange light and dark, and leave alone how transparent it is."""
    if picture.mode != "RGBA":
        return ImageOps.invert(picture)
    alpha = picture.getchannel("A")
    inverted = ImageOps.invert(picture.convert("RGB"))
    inverted.putalpha(alpha)
    return inverted


def _in_the_middle(picture: Image.Image, input_shape: tuple[int, ...]) -> Tensor:
    channels, height, width = input_shape
    ground = np.zeros((channels, height, width), np.uint8)
    top, left = (height - picture.height) // 2, (width - picture.width) // 2
    ground[:, top : top + picture.height, left : left + picture.width] = _on_black(picture, channels)
    return torch.from_numpy(ground)


def _border(images: npt.NDArray[np.uint8]) -> float:
    """The median of the outermost pixels of images (..., H, W), which what is shown may touch here and there."""
    rows = images[..., [0, -1], :].reshape(-1)
    columns = images[..., [0, -1]].reshape(-1)
    return float(np.median(np.concatenate((rows, columns)))) if rows.size else 0.0


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
