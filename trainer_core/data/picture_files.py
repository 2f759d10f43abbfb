"""Picture files as inputs of a model: brought to its size, whatever they are, and refused if they ask for too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image, ImageOps
from torch import Tensor

from trainer_core.data.examples import Examples
from trainer_core.data.pictures.decoding import Decoding, decoded
from trainer_core.data.pictures.opening import (
    LARGEST_FILE,
    UnreadableError,
    eight_bits,
    opened,
    pixels_on,
    reason_of,
    upright,
)
from trainer_core.errors import DataError
from trainer_core.files.safe_read import read_bytes

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


def read_pictures(
    paths: Sequence[Path], examples: Examples, invert: Invert = Invert.AUTO, *, decoding: Decoding | None = None
) -> Pictures:
    """Read picture files in the shape of ``examples``, uint8 images, which also show how light the ground is.

    Where the examples were picture files themselves, ``decoding`` says how they were read, and these are read likewise;
    AUTO then inverts none. Raises `DataError` as `read_picture` does.
    """
    shape = examples.input_shape
    if decoding is not None:
        alike = replace(decoding, colour="grey" if shape[0] == 1 else "rgb")
        read = torch.stack([_decoded(path, alike) for path in paths])
        inverted_all = invert is Invert.YES
        return Pictures(255 - read if inverted_all else read, (inverted_all,) * len(paths))
    some = examples.first(_BORDERS_LOOKED_AT)
    dark = invert is Invert.AUTO and len(shape) == 3 and _border(some.gathered()[0].numpy()) < _DARK
    images, inverted = [], []
    for path in paths:
        picture = _fitted(path, shape)
        light = _border(pixels_on("black", picture, shape[0])) > _LIGHT if dark else False
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


def _decoded(path: Path, decoding: Decoding) -> Tensor:
    try:
        return torch.from_numpy(decoded(read_bytes(path, LARGEST_FILE), decoding).pixels)
    except (OSError, ValueError, UnreadableError) as error:
        raise _not_a_picture(path, error) from None


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
        with opened(read_bytes(path, LARGEST_FILE)) as picture:
            converted = eight_bits(picture, "L" if channels == 1 else "RGB")
        # It is turned once it is small; its longer side must fit either way.
        converted.thumbnail((max(width, height), max(width, height)))
        turned = upright(converted)
        scale = min(width / turned.width, height / turned.height)
        return turned.resize((max(1, round(turned.width * scale)), max(1, round(turned.height * scale))))
    except Exception as error:
        # The file is someone else's: Pillow's readers raise SyntaxError, struct.error and more on a broken one.
        raise _not_a_picture(path, error) from None


def _not_a_picture(path: Path, error: Exception) -> DataError:
    return DataError(
        "not-a-picture",
        "{path} cannot be read as a picture: {reason}.",
        path=str(path),
        reason=reason_of(error),
    )


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
    ground[:, top : top + picture.height, left : left + picture.width] = pixels_on("black", picture, channels)
    return torch.from_numpy(ground)


def _border(images: npt.NDArray[np.uint8]) -> float:
    """The median of the outermost pixels of images (..., H, W), which what is shown may touch here and there."""
    rows = images[..., [0, -1], :].reshape(-1)
    columns = images[..., [0, -1]].reshape(-1)
    return float(np.median(np.concatenate((rows, columns)))) if rows.size else 0.0
