"""Opens a picture that may be anyone's, the only way in which the studio does: upright, 8 bits, nothing enormous."""

from __future__ import annotations

import errno
import io
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import (  # the readers are registered here, not by whichever thread first opens a picture
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from trainer_core.errors import Message
from trainer_core.formats import size as formatted_size

_READERS = (
    PngImagePlugin.PngImageFile,
    JpegImagePlugin.JpegImageFile,
    GifImagePlugin.GifImageFile,
    BmpImagePlugin.BmpImageFile,
    WebPImagePlugin.WebPImageFile,
    TiffImagePlugin.TiffImageFile,
)
"""Not all that Pillow knows: for EPS it would start another program."""

_FORMATS = tuple(str(reader.format) for reader in _READERS)

_ORIENTATION = 0x0112
"""Exif 2.32, 4.6.4 A; from 5 on, rows are shown as columns."""

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"})
"""How the names of picture files end."""

LARGEST_FILE = 200_000_000
"""Bytes that a picture file may have."""

MOST_PIXELS = 50_000_000
"""Pixels that a picture may have; a file of a few bytes can claim more than there is memory."""

Reason = Message | str
"""Why a picture cannot be read: the end of a sentence, without a full stop. Pillow's own words are not translated."""


class UnreadableError(Exception):
    """A file cannot be taken as a picture, and ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


@contextmanager
def opened(content: bytes) -> Iterator[Image.Image]:
    """Open the first frame of a picture, of which nothing is decoded yet; its size is looked at before anything else.

    Raises `UnreadableError` for too many pixels, and whatever Pillow's readers raise on a broken file: see `reason_of`.
    """
    # Pillow's reader of WebP allocates the whole canvas at once, before it can be asked for its size.
    _require_few_pixels(*_canvas_of_webp(content))
    with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
        _require_few_pixels(*picture.size)
        yield picture


def reason_of(error: Exception) -> Reason:
    """Why a file could not be read as a picture, from what reading it raised."""
    if isinstance(error, UnreadableError):
        return error.reason
    if isinstance(error, UnidentifiedImageError):
        # Pillow's own words name an object in memory.
        return Message("it is not a PNG, JPEG, GIF, BMP, WebP or TIFF file, or its start is damaged")
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        return Message("it has more than {n:,} pixels, which is too many", {"n": MOST_PIXELS})
    if isinstance(error, OSError):
        return _reason_of_the_system(error)
    return (str(error) or type(error).__name__).rstrip(".")


def _reason_of_the_system(error: OSError) -> Reason:
    if isinstance(error, FileNotFoundError):
        return Message("it is no longer there")
    if isinstance(error, PermissionError):
        return Message("its permissions do not let it be read")
    if error.errno == errno.EFBIG:
        return Message("it is larger than {size}, which is not a picture", {"size": formatted_size(LARGEST_FILE)})
    if error.errno is None and "truncated" in str(error).lower():
        return Message("it is truncated: its end is missing")
    return (error.strerror or str(error) or os.strerror(errno.EIO)).rstrip(".")


def eight_bits(picture: Image.Image, mode: str) -> Image.Image:
    """Return ``picture`` in ``mode`` (``"L"`` or ``"RGB"``), or in RGBA if parts of it are transparent; decodes it.

    Raises `UnreadableError` for values of 32 bits.
    """
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
        raise UnreadableError(
            Message("its values have 32 bits, and which of them is white is not known; save it with 8 or 16 bits")
        )
    wanted = "RGBA" if picture.has_transparency_data else mode
    # Pillow would copy what needs no conversion; so below.
    picture.load()
    return picture if picture.mode == wanted else picture.convert(wanted)


def upright(picture: Image.Image) -> Image.Image:
    """Turn a picture as its EXIF data says, if that can be read."""
    try:
        return picture if picture.getexif().get(_ORIENTATION, 1) == 1 else ImageOps.exif_transpose(picture)
    except Exception:
        # Damaged EXIF data raises SyntaxError, struct.error and more; the picture itself is whole.
        return picture


def is_on_its_side(picture: Image.Image) -> bool:
    """Whether `upright` exchanges width and height."""
    try:
        return picture.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8)
    except Exception:
        return False


def is_grey(picture: Image.Image) -> bool:
    """Whether a picture is stored in shades of grey: by its mode, or because its palette has no other colour."""
    if picture.mode == "P":
        palette = np.array(picture.getpalette("RGB") or [0, 0, 0], np.uint8).reshape(-1, 3)
        return bool((palette == palette[:, :1]).all())
    return picture.mode in ("1", "L", "LA", "La") or picture.mode.startswith("I;16")


def pixels_on(ground: str, picture: Image.Image, channels: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return the pixels of a picture as (C, H, W); where it is transparent, ``ground`` (a colour's name) shows."""
    if picture.mode == "RGBA":
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, ground), picture)
    mode = "L" if channels == 1 else "RGB"
    pixels = np.asarray(picture if picture.mode == mode else picture.convert(mode), dtype=np.uint8)
    return pixels.reshape(picture.height, picture.width, channels).transpose(2, 0, 1)


def _require_few_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        facts = {"width": width, "height": height}
        raise UnreadableError(Message("it has {width:,} × {height:,} pixels, which is too many", facts))


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
