"""The changes that a recipe can list in ``data.augment``, and what each of them is asked."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any, Protocol

import torch
from pydantic import BaseModel
from torch import Tensor

from trainer_core.registry import Registry

FIELD = "data.augment"


class Stage(IntEnum):
    """What a change is made to; a list of changes goes through the stages in this order."""

    PICTURES = 1
    INPUTS = 2
    MIXES = 3


class Change(Protocol):
    """One random change. Its numbers are drawn for a whole epoch, and it is made by the batch.

    A change of `Stage.PICTURES` has ``changed(pictures, drawn)`` besides: from pictures (B, C, H, W) as they are kept
    and their columns of ``drawn`` to new ones of the same type. One of `Stage.INPUTS` has it for float inputs of the
    model, which it may write to. One of `Stage.MIXES` is a `Mixing`.
    """

    def require(self, shape: tuple[int, ...], dtype: torch.dtype) -> None:
        """Raise `DataError` where pictures of ``shape``, (C, H, W), and ``dtype`` cannot be changed like this."""

    def draw(self, count: int, shape: tuple[int, ...], draw: torch.Generator) -> Tensor:
        """Draw the numbers of ``count`` examples of ``shape``, (C, H, W): (R, ``count``), a column an example."""


class Changing(Change, Protocol):
    """A change of each picture by itself."""

    def changed(self, pictures: Tensor, drawn: Tensor) -> Tensor:
        """Return ``pictures``, (B, C, H, W), changed by their columns (R, B) of `draw`."""


class Geometric(Change, Protocol):
    """A change of where each pixel lies; several in a row are made at once."""

    @property
    def exact(self) -> bool:
        """Whether pixels only change places; ``changed`` is there then, as in `Changing`."""

    def matrices(self, drawn: Tensor, shape: tuple[int, ...]) -> Tensor:
        """From a pixel of the result to where it comes from, (B, 3, 3) float64 on homogeneous (x, y, 1).

        Coordinates are in pixels from the middle of the picture, x to the right and y down.
        """


class Mixing(Change, Protocol):
    """A change that mixes each example with another of its batch, and their targets in the same shares."""

    def mixed(self, inputs: Tensor, targets: Tensor, drawn: Tensor) -> tuple[Tensor, Tensor]:
        """Mix ``inputs``, (B, C, H, W), which may be written to, and float ``targets``, (B, K)."""


Builder = Callable[..., Change]


class AugmentationRegistry(Registry[Builder]):
    """The changes by name."""

    def __init__(self) -> None:
        super().__init__("augmentation", field=FIELD)

    def add(
        self,
        name: str,
        build: Builder,
        *,
        title: str,
        summary: str,
        arguments: type[BaseModel] | None = None,
        stage: Stage = Stage.PICTURES,
        row: int | None = None,
        **facts: Any,
    ) -> Builder:
        """Add a change of a ``stage``.

        Each draws its numbers from a sequence that depends on the seed, the epoch and its name. Those with a ``row``
        share one, in which their numbers begin at that row of as many numbers as there are examples: runs from before
        there was a list have drawn them so.
        """
        facts |= {"stage": stage, "row": row}
        return super().add(name, build, title=title, summary=summary, arguments=arguments, **facts)

    def stage_of(self, name: str) -> Stage:
        """What the change ``name`` is made to; raises `RecipeError` for an unknown name."""
        stage: Stage = self[name].facts["stage"]
        return stage

    def row_of(self, name: str) -> int | None:
        """Where its numbers begin in the shared sequence, None if it has one of its own; raises `RecipeError`."""
        row: int | None = self[name].facts["row"]
        return row


augmentations = AugmentationRegistry()
