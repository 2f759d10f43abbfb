"""Changes of where each pixel lies: mirrored, shifted, rotated, resized and slanted pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import torch
import torch.nn.functional as F
from pydantic import Field
from torch import Tensor

from trainer_core.data.augment.registry import augmentations


@dataclass(frozen=True, slots=True)
class Flip:
    """Mirrors a picture along ``axis``, -1 (left to right) or -2 (top to bottom), with probability one half."""

    axis: int
    exact: bool = True

    def require(self, shape: tuple[int, ...], dtype: torch.dtype) -> None:
        """Every picture can be mirrored."""

    def draw(self, count: int, shape: tuple[int, ...], draw: torch.Generator) -> Tensor:
        """Whether each is mirrored: (1, ``count``) int64, 0 or 1."""
        return torch.randint(0, 2, (1, count), generator=draw)

    def changed(self, pictures: Tensor, drawn: Tensor) -> Tensor:
        """Mirror those that are to be."""
        return torch.where(drawn.view(-1, 1, 1, 1) != 0, pictures.flip(self.axis), pictures)

    def matrices(self, drawn: Tensor, shape: tuple[int, ...]) -> Tensor:
        """One coordinate with the other sign, or none."""
        matrix = identity(drawn)
        place = -1 - self.axis
        matrix[:, place, place] = 1 - 2 * drawn[0].double()
        return matrix


@dataclass(frozen=True, slots=True)
class Shift:
    """Moves a picture by up to ``most`` pixels along each axis (uniform); what comes in is 0, black."""

    most: int
    exact: bool = True

    def require(self, shape: tuple[int, ...], dtype: torch.dtype) -> None:
        """Every picture can be moved."""

    def draw(self, count: int, shape: tuple[int, ...], draw: torch.Generator) -> Tensor:
        """How far each moves down and to the right: (2, ``count``) int64 in 0..2·``most``, ``most`` for nowhere."""
        return torch.stack([torch.randint(0, 2 * self.most + 1, (count,), generator=draw) for _ in range(2)])

    def changed(self, pictures: Tensor, drawn: Tensor) -> Tensor:
        """Pad with zeros, and take from a view of every window of the padded picture one for each."""
        height, width = pictures.shape[-2:]
        most = self.most
        windows = F.pad(pictures, (most, most, most, most)).unfold(2, height, 1).unfold(3, width, 1)
        every = torch.arange(len(pictures), device=pictures.device)
        return windows[every, :, 2 * most - drawn[0], 2 * most - drawn[1]]

    def matrices(self, drawn: Tensor, shape: tuple[int, ...]) -> Tensor:
        """A translation."""
        matrix = identity(drawn)
        matrix[:, 1, 2] = self.most - drawn[0].double()
        matrix[:, 0, 2] = self.most - drawn[1].double()
        return matrix


@dataclass(frozen=True, slots=True)
class Rotation:
    """Turns a picture about its middle by up to ``degrees`` to either side (uniform)."""

    degrees: float
    exact: bool = False

    def require(self, shape: tuple[int, ...], dtype: torch.dtype) -> None:
        """Every picture can be turned."""

    def draw(self, count: int, shape: tuple[int, ...], draw: torch.Generator) -> Tensor:
        """By which part of the angle: (1, ``count``) float32 in -1..1; positive is counter-clockwise."""
        return either_side(1, count, draw)

    def matrices(self, drawn: Tensor, shape: tuple[int, ...]) -> Tensor:
        """A rotation."""
        angle = torch.deg2rad(drawn[0].double() * self.degrees)
        matrix = identity(drawn)
        matrix[:, 0, 0] = matrix[:, 1, 1] = angle.cos()
        matrix[:, 0, 1] = -angle.sin()
        matrix[:, 1, 0] = angle.sin()
        return matrix


@dataclass(frozen=True, slots=True)
class Affine:
    """Moves, resizes and slants a picture, each by a uniform number up to the given strength.

    ``translate`` is the largest move along each axis as a part of the picture's side, ``scale`` the largest part by
    which it becomes larger or smaller, ``shear`` the largest slant along each axis in degrees.
    """

    translate: float
    scale: float
    shear: float
    exact: bool = False

    def require(self, shape: tuple[int, ...], dtype: torch.dtype) -> None:
        """Every picture can be resized."""

    def draw(self, count: int, shape: tuple[int, ...], draw: torch.Generator) -> Tensor:
        """Which part of each strength: (5, ``count``) float32 in -1..1: right, down, scale, slant along x and y."""
        return either_side(5, count, draw)

    def matrices(self, drawn: Tensor, shape: tuple[int, ...]) -> Tensor:
        """The inverse of torchvision's: scaled and slanted about the middle, then moved by whole pixels."""
        right, down, scale, along_x, along_y = drawn.double()
        height, width = shape[-2:]
        slants = [torch.deg2rad(part * self.shear) for part in (along_x, along_y)]
        tangent_x, tangent_y = (slant.tan() for slant in slants)
        size = 1 + scale * self.scale
        matrix = identity(drawn)
        matrix[:, 0, 0] = (1 + tangent_x * tangent_y) / size
        matrix[:, 0, 1] = tangent_x / size
        matrix[:, 1, 0] = tangent_y / size
        matrix[:, 1, 1] = 1 / size
        back = identity(drawn)
        back[:, 0, 2] = -(right * self.translate * width).round()
        back[:, 1, 2] = -(down * self.translate * height).round()
        return matrix @ back


def identity(drawn: Tensor) -> Tensor:
    """Matrices that change nothing, (B, 3, 3) float64 on the device of ``drawn``, (R, B)."""
    return torch.eye(3, dtype=torch.float64, device=drawn.device).repeat(drawn.shape[1], 1, 1)


def either_side(rows: int, count: int, draw: torch.Generator) -> Tensor:
    """Uniform numbers from -1 to 1, (``rows``, ``count``) float32."""
    return torch.rand((rows, count), generator=draw) * 2 - 1


@augmentations.register(
    "flip",
    title="Flip sideways",
    summary="Mirrors half of the pictures left to right. Not for digits or writing.",
    row=2,
)
def flip() -> Flip:
    """Mirror left to right."""
    return Flip(-1)


@augmentations.register(
    "flip_vertical",
    title="Flip upside down",
    summary="Mirrors half of the pictures top to bottom, for pictures without an up and down.",
)
def flip_vertical() -> Flip:
    """Mirror top to bottom."""
    return Flip(-2)


@augmentations.register(
    "shift",
    title="Shift",
    summary="Moves each picture by a few pixels, as padding and then cropping at random does.",
    row=0,
)
def shift(
    *,
    pixels: Annotated[
        int,
        Field(
            ge=1,
            le=64,
            title="Pixels",
            description="How far a picture moves at most along each axis.",
            json_schema_extra={"unit": "px"},
        ),
    ] = 2,
) -> Shift:
    """Move by up to ``pixels``."""
    return Shift(pixels)


@augmentations.register("rotate", title="Rotate", summary="Turns each picture a little, to either side.")
def rotate(
    *,
    degrees: Annotated[
        float,
        Field(
            gt=0,
            le=180,
            title="Angle",
            description="How far a picture turns at most to either side.",
            json_schema_extra={"unit": "°"},
        ),
    ] = 10.0,
) -> Rotation:
    """Turn by up to ``degrees``."""
    return Rotation(degrees)


@augmentations.register(
    "affine", title="Move, resize and slant", summary="Moves, resizes and slants each picture a little."
)
def affine(
    *,
    translate: Annotated[
        float,
        Field(
            ge=0,
            le=50,
            title="Move",
            description="How far a picture moves at most along each axis, as a part of its side.",
            json_schema_extra={"unit": "%", "zero": "off"},
        ),
    ] = 5.0,
    scale: Annotated[
        float,
        Field(
            ge=0,
            le=90,
            title="Resize",
            description="By how much a picture becomes larger or smaller at most.",
            json_schema_extra={"unit": "%", "zero": "off"},
        ),
    ] = 10.0,
    shear: Annotated[
        float,
        Field(
            ge=0,
            le=45,
            title="Slant",
            description="By which angle a picture is slanted at most along each axis.",
            json_schema_extra={"unit": "°", "zero": "off"},
        ),
    ] = 0.0,
) -> Affine:
    """Move, resize and slant by up to these."""
    return Affine(translate / 100, scale / 100, shear)
