"""Changes of what each pixel holds: brightness, contrast, colours, sharpness."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

import torch
import torch.nn.functional as F
from pydantic import Field
from torch import Tensor

from trainer_core.data.augment.geometry import either_side
from trainer_core.data.augment.registry import augmentations
from trainer_core.errors import DataError

_GREY = (0.2989, 0.587, 0.114)
"""How bright red, green and blue are, as torchvision has it (ITU-R 601)."""
_SMALLEST_BLUR = 0.1


@dataclass(frozen=True, slots=True)
class Colour:
    """Changes brightness, contrast, saturation and hue, in this order, each by a uniform number up to its strength.

    The first three are the largest change of torchvision's factor of that name, whose 1 changes nothing; ``hue`` is a
    part of the colour circle.
    """

    brightness: float
    contrast: float
    saturation: float
    hue: float

    def require(self, shape: tuple[int, ...], dtype: torch.dtype) -> None:
        """Raise `DataError` unless the pictures are of bytes, with one or three channels, three for the colours."""
        if dtype is not torch.uint8:
            raise DataError(
                "not-bytes",
                "{field} changes pictures whose values go from 0 to 255, and these are other numbers. Remove it.",
                field="data.augment.colour",
            )
        for name in ("saturation", "hue"):
            if getattr(self, name) and shape[0] != 3:
                raise _no_colours(f"data.augment.colour.{name}", shape[0])
        if shape[0] not in (1, 3):
            raise _no_colours("data.augment.colour", shape[0])

    def draw(self, count: int, shape: tuple[int, ...], draw: torch.Generator) -> Tensor:
        """Which part of each strength: (4, ``count``) float32 in -1..1."""
        return either_side(4, count, draw)

    def changed(self, pictures: Tensor, drawn: Tensor) -> Tensor:
        """Change what has a strength; values are rounded once, at the end."""
        values = pictures.float()
        brightness, contrast, saturation, hue = drawn.view(4, -1, 1, 1, 1)
        if self.brightness:
            values = (values * (1 + brightness * self.brightness)).clamp_(0, 255)
        if self.contrast:
            values = _away_from(_grey(values).mean((1, 2, 3), keepdim=True), values, 1 + contrast * self.contrast)
        if self.saturation:
            values = _away_from(_grey(values), values, 1 + saturation * self.saturation)
        if self.hue:
            values = _hue_turned(values, (hue * self.hue).squeeze(1))
        return values.round_().to(torch.uint8)


def _no_colours(field: str, channels: int) -> DataError:
    return DataError(
        "no-colours",
        "{field} needs pictures with red, green and blue, and these have another number of channels ({channels}). "
        "Set it to 0, or remove it.",
        field=field,
        channels=channels,
    )


def _grey(values: Tensor) -> Tensor:
    """How bright each pixel is, (B, 1, H, W)."""
    if values.shape[1] == 1:
        return values
    red, green, blue = values.unbind(1)
    return (red * _GREY[0] + green * _GREY[1] + blue * _GREY[2]).unsqueeze(1)


def _away_from(middle: Tensor, values: Tensor, factor: Tensor) -> Tensor:
    """Blend ``values`` with ``middle``: 0 is ``middle``, 1 the values themselves, and more is farther away from it."""
    return (values * factor + middle * (1 - factor)).clamp_(0, 255)


def _hue_turned(values: Tensor, turns: Tensor) -> Tensor:
    """Turn the hue of ``values``, (B, 3, H, W) in 0..255, by ``turns`` (B, 1, 1) of the circle.

    Hue, saturation and value are those of Smith, "Color gamut transform pairs", 1978, as in torchvision; from them the
    colours are had by the formula without cases, f(n) = v - v·s·max(0, min(k, 4 - k, 1)) with k = (n + 6·h) mod 6.
    """
    highest, place = values.max(1)
    chroma = highest - values.amin(1)
    divisor = torch.where(chroma > 0, chroma, 1.0)
    red, green, blue = values.unbind(1)
    sixths = torch.where(
        place == 0,
        (green - blue) / divisor,
        torch.where(place == 1, (blue - red) / divisor + 2, (red - green) / divisor + 4),
    )
    hue = sixths + 6 * turns
    offsets = torch.tensor((5.0, 3.0, 1.0), device=values.device).view(3, 1, 1)
    k = (offsets + hue.unsqueeze(1)).remainder(6)
    return highest.unsqueeze(1) - chroma.unsqueeze(1) * torch.minimum(k, 4 - k).clamp(0, 1)


@dataclass(frozen=True, slots=True)
class Blur:
    """Blurs a picture by a Gaussian whose deviation is uniform from 0.1 to ``sigma`` pixels; edges are reflected."""

    sigma: float

    def require(self, shape: tuple[int, ...], dtype: torch.dtype) -> None:
        """Every picture can be blurred."""

    def draw(self, count: int, shape: tuple[int, ...], draw: torch.Generator) -> Tensor:
        """The deviation of each: (1, ``count``) float32 in pixels."""
        return _SMALLEST_BLUR + torch.rand((1, count), generator=draw) * (self.sigma - _SMALLEST_BLUR)

    def changed(self, pictures: Tensor, drawn: Tensor) -> Tensor:
        """Blur along the rows and then along the columns, by sums of shifted pictures."""
        values = pictures.float()
        for axis in (-1, -2):
            values = self._along(values, drawn[0], axis)
        return values.round_().to(torch.uint8) if pictures.dtype is torch.uint8 else values

    def _along(self, values: Tensor, sigma: Tensor, axis: int) -> Tensor:
        size = values.shape[axis]
        radius = min(math.ceil(2 * self.sigma), size - 1)
        taps = torch.arange(-radius, radius + 1, device=values.device)
        weights = torch.exp(-0.5 * (taps / sigma[:, None]) ** 2)
        weights = weights / weights.sum(1, keepdim=True)
        sides = (radius, radius, 0, 0) if axis == -1 else (0, 0, radius, radius)
        padded = F.pad(values, sides, mode="reflect")
        total = torch.zeros_like(values)
        for tap in range(2 * radius + 1):
            total += padded.narrow(axis, tap, size) * weights[:, tap].view(-1, 1, 1, 1)
        return total


_OFF = {"unit": "%", "zero": "off"}


@augmentations.register(
    "colour", title="Colour", summary="Changes brightness and contrast, and the colours if you ask for it."
)
def colour(
    *,
    brightness: Annotated[
        float,
        Field(
            ge=0,
            le=100,
            title="Brightness",
            description="By how much a picture becomes darker or brighter at most.",
            json_schema_extra=_OFF,
        ),
    ] = 20.0,
    contrast: Annotated[
        float,
        Field(
            ge=0,
            le=100,
            title="Contrast",
            description="By how much light and dark move together or apart at most.",
            json_schema_extra=_OFF,
        ),
    ] = 20.0,
    saturation: Annotated[
        float,
        Field(
            ge=0,
            le=100,
            title="Saturation",
            description="By how much colours become paler or stronger at most. Needs coloured pictures.",
            json_schema_extra=_OFF,
        ),
    ] = 0.0,
    hue: Annotated[
        float,
        Field(
            ge=0,
            le=180,
            title="Hue",
            description="By how much colours turn to others at most, on a circle of 360°. Needs coloured pictures.",
            json_schema_extra={"unit": "°", "zero": "off"},
        ),
    ] = 0.0,
) -> Colour:
    """Change brightness, contrast, saturation and hue by up to these."""
    return Colour(brightness / 100, contrast / 100, saturation / 100, hue / 360)


@augmentations.register("blur", title="Blur", summary="Blurs each picture, some more and some hardly.")
def blur(
    *,
    sigma: Annotated[
        float,
        Field(
            ge=0.1,
            le=10,
            title="Width",
            description="The standard deviation of the strongest blur.",
            json_schema_extra={"unit": "px"},
        ),
    ] = 1.0,
) -> Blur:
    """Blur by a deviation of up to ``sigma``."""
    return Blur(sigma)
