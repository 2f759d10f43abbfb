"""Picture files as inputs of a model: brought to its size, whatever they are, and refused if they ask for too much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
_DRAWING = "drawing"
"""What a picture is called that is in no file."""


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
    brought = _brought_to(examples, invert, decoding)
    read = [brought(_content(path), path) for path in paths]
    return Pictures(torch.stack([image for image, _ in read]), tuple(inverted for _, inverted in read))


def read_content(content: bytes, examples: Examples, *, decoding: Decoding | None = None) -> Pictures:
    """Read one picture from the content of a file, as `read_pictures` does; raises `DataError`."""
    image, inverted = _brought_to(examples, Invert.AUTO, decoding)(content, Path(_DRAWING))
    return Pictures(image.unsqueeze(0), (inverted,))


def _brought_to(
    examples: Examples, invert: Invert, decoding: Decoding | None
) -> Callable[[bytes, Path], tuple[Tensor, bool]]:
    """What makes an input like ``examples`` from a file's content, and says whether it was inverted."""
    shape = examples.input_shape
    if decoding is not None:
        alike = replace(decoding, colour="grey" if shape[0] == 1 else "rgb")
        inverted = invert is Invert.YES

        def as_decoded(content: bytes, path: Path) -> tuple[Tensor, bool]:
            read = _decoded(content, path, alike)
            return (255 - read if inverted else read), inverted

        return as_decoded
    dark = invert is Invert.AUTO and len(shape) == 3 and _ground(examples) < _DARK

    def as_fitted(content: bytes, path: Path) -> tuple[Tensor, bool]:
        picture = _fitted(content, path, shape)
        light = _border(pixels_on("black", picture, shape[0])) > _LIGHT if dark else False
        turned = light or invert is Invert.YES
        return _in_the_middle(_inverted(picture) if turned else picture, shape), turned

    return as_fitted


def _ground(examples: Examples) -> float:
    """How light the ground of images is, 0..255."""
    return _border(examples.first(_BORDERS_LOOKED_AT).gathered()[0].numpy())


def read_picture(path: Path, input_shape: tuple[int, ...]) -> Tensor:
    """Read a picture file as (C, H, W) uint8 in the shape that a model takes.

    It is turned upright as its EXIF data says, laid on black where it is transparent, turned to gray where the model
    takes one channel, and brought to size without cutting anything off: scaled to fit, in the middle of a black ground.
    Raises `DataError`, also for a picture of more than 50 million pixels, which may come from a file of a few bytes.
    """
    return _in_the_middle(_fitted(_content(path), path, input_shape), input_shape)


def _content(path: Path) -> bytes:
    try:
        return read_bytes(path, LARGEST_FILE)
    except (OSError, ValueError) as error:
        raise _not_a_picture(path, error) from None


def _decoded(content: bytes, path: Path, decoding: Decoding) -> Tensor:
    try:
        return torch.from_numpy(decoded(content, decoding).pixels)
    except UnreadableError as error:
        raise _not_a_picture(path, error) from None


def _fitted(content: bytes, path: Path, input_shape: tuple[int, ...]) -> Image.Image:
    """Return the picture in gray, RGB or RGBA, as large as fits ``input_shape``."""
    if len(input_shape) != 3:
        raise DataError(
            "not-for-pictures",
            "This model does not take pictures, so {path} cannot be predicted.",
            path=str(path),
        )
    channels, height, width = input_shape
    try:
        with opened(content) as picture:
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
