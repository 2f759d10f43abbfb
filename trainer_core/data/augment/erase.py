"""A change of what the model receives: a square of each picture is blanked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import torch
from pydantic import Field
from torch import Tensor

from trainer_core.data.augment.registry import Stage, augmentations


@dataclass(frozen=True, slots=True)
class Erase:
    """Sets a square, somewhere within the picture (uniform), to 0 in the model's units.

    That is black, or the mean if inputs are standardised. A square larger than the picture covers it.
    """

    side: int

    def require(self, shape: tuple[int, ...], dtype: torch.dtype) -> None:
        """Every picture can be blanked."""

    def draw(self, count: int, shape: tuple[int, ...], draw: torch.Generator) -> Tensor:
        """Top and left edge of each square: (2, ``count``) int64."""
        bounds = (max(length - self.side, 0) for length in shape[-2:])
        return torch.stack([torch.randint(0, bound + 1, (count,), generator=draw) for bound in bounds])

    def changed(self, pictures: Tensor, drawn: Tensor) -> Tensor:
        """Blank the squares in place."""
        inside = within(pictures, drawn[0], drawn[0] + self.side, drawn[1], drawn[1] + self.side)
        return pictures.masked_fill_(inside, 0.0)


def within(pictures: Tensor, top: Tensor, bottom: Tensor, left: Tensor, right: Tensor) -> Tensor:
    """Which pixels lie in the rectangle of their picture, (B, 1, H, W) bool; ``bottom`` and ``right`` are outside."""
    height, width = pictures.shape[-2:]
    rows = torch.arange(height, device=pictures.device)
    columns = torch.arange(width, device=pictures.device)
    inside_rows = (rows >= top.unsqueeze(1)) & (rows < bottom.unsqueeze(1))
    inside_columns = (columns >= left.unsqueeze(1)) & (columns < right.unsqueeze(1))
    return inside_rows[:, None, :, None] & inside_columns[:, None, None, :]


@augmentations.register(
    "erase",
    title="Erase",
    summary="Blanks a square somewhere in each picture, so that the model looks at the rest too.",
    stage=Stage.INPUTS,
    row=3,
)
def erase(
    *,
    side: Annotated[
        int,
        Field(
            ge=1,
            le=128,
            title="Side",
            description="How wide and high the square is.",
            json_schema_extra={"unit": "px"},
        ),
    ] = 8,
) -> Erase:
    """Blank a square of this ``side``."""
    return Erase(side)
