"""The changes of a recipe's list, one after another: drawn for an epoch at once, made by the batch."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor

from trainer_core.data.augment.registry import Change, Changing, Geometric, Mixing, Stage, augmentations
from trainer_core.data.seeds import Purpose, generator
from trainer_core.errors import DataError

Drawn = tuple[Tensor, ...]
"""The numbers of some examples: for each change of the list (R, B), a column an example."""


@dataclass(frozen=True, slots=True)
class _Link:
    """A change, and its place in the list."""

    place: int
    name: str
    stage: Stage
    change: Change

    @property
    def moves(self) -> bool:
        return hasattr(self.change, "matrices")


class Augmentation:
    """What is done to each training picture, anew in each epoch.

    ``entries`` are names of `augmentations` with their arguments, in the order in which they act. Every number depends
    on the seed, the epoch and the example's place in it alone.
    """

    def __init__(self, entries: Sequence[tuple[str, Mapping[str, Any]]] = ()) -> None:
        links = [
            _Link(place, name, augmentations.stage_of(name), augmentations[name].build(**arguments))
            for place, (name, arguments) in enumerate(entries)
        ]
        self._links = links
        of_pictures = [link for link in links if link.stage is Stage.PICTURES]
        self._of_pictures = [list(group) for _, group in groupby(of_pictures, key=lambda link: link.moves)]
        self._of_inputs = [link for link in links if link.stage is Stage.INPUTS]
        self._mixing = [link for link in links if link.stage is Stage.MIXES]

    def __bool__(self) -> bool:
        return bool(self._links)

    @property
    def mixes(self) -> bool:
        """Whether examples are mixed, and so their targets."""
        return bool(self._mixing)

    def require(self, shape: tuple[int, ...], dtype: torch.dtype) -> None:
        """Raise `DataError` where inputs of ``shape`` and ``dtype`` cannot be changed as the list says."""
        if self._links and len(shape) != 3:
            raise DataError(
                "not-images",
                "{field} changes pictures, and this data is a table. Remove {names} from it.",
                field="data.augment",
                names=", ".join(link.name for link in self._links),
            )
        for link in self._links:
            link.change.require(shape, dtype)

    def draw(self, count: int, shape: tuple[int, ...], *, seed: int, epoch: int) -> Drawn:
        """Draw an epoch's numbers for ``count`` examples of ``shape``, on the CPU.

        They are drawn at once: seeding a generator for each batch costs more than this for the epoch, and a CUDA
        device gets them in one copy.
        """
        return tuple(link.change.draw(count, shape, _sequence(link.name, count, seed, epoch)) for link in self._links)

    def before_conversion(self, pictures: Tensor, drawn: Drawn) -> Tensor:
        """Change ``pictures``, (B, C, H, W), as they are kept; neighbours that only move pixels are made at once."""
        for links in self._of_pictures:
            if links[0].moves and not all(cast("Geometric", link.change).exact for link in links):
                pictures = _resampled(pictures, links, drawn)
                continue
            for link in links:
                pictures = cast("Changing", link.change).changed(pictures, drawn[link.place])
        return pictures

    def after_conversion(self, inputs: Tensor, drawn: Drawn) -> Tensor:
        """Change float ``inputs`` of the model, (B, C, H, W), in place where that serves."""
        for link in self._of_inputs:
            inputs = cast("Changing", link.change).changed(inputs, drawn[link.place])
        return inputs

    def mixed(self, inputs: Tensor, targets: Tensor, drawn: Drawn) -> tuple[Tensor, Tensor]:
        """Mix the examples of a batch: ``inputs``, (B, C, H, W), and float ``targets``, (B, K)."""
        for link in self._mixing:
            inputs, targets = cast("Mixing", link.change).mixed(inputs, targets, drawn[link.place])
        return inputs, targets


def _sequence(name: str, count: int, seed: int, epoch: int) -> torch.Generator:
    row = augmentations.row_of(name)
    if row is None:
        return generator(seed, Purpose.AUGMENTATION, epoch, zlib.crc32(name.encode()))
    draw = generator(seed, Purpose.AUGMENTATION, epoch)
    torch.randint(0, 1, (row * count,), generator=draw)
    return draw


def _resampled(pictures: Tensor, links: Sequence[_Link], drawn: Drawn) -> Tensor:
    """Make all changes of place at once, with bilinear interpolation; what comes in from outside is 0, black."""
    shape = tuple(pictures.shape[1:])
    first, *others = [cast("Geometric", link.change).matrices(drawn[link.place], shape) for link in links]
    matrix = first
    for other in others:
        matrix = matrix @ other
    height, width = shape[-2:]
    down = torch.arange(height, device=pictures.device, dtype=torch.float64) - (height - 1) / 2
    right = torch.arange(width, device=pictures.device, dtype=torch.float64) - (width - 1) / 2
    grid = torch.stack(
        [
            (
                matrix[:, row, 0, None, None] * right
                + matrix[:, row, 1, None, None] * down[:, None]
                + matrix[:, row, 2, None, None]
            )
            * (2 / side)
            for row, side in ((0, width), (1, height))
        ],
        dim=-1,
    )
    moved = F.grid_sample(pictures.float(), grid.float(), "bilinear", "zeros", align_corners=False)
    return moved.round_().to(torch.uint8) if pictures.dtype is torch.uint8 else moved
