"""Random changes to training images: shifted, mirrored, partly blanked; a batch at a time on its device."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from trainer_core.data.seeds import Purpose, generator


@dataclass(frozen=True, slots=True)
class Augmentation:
    """What is done to each training image, anew in each epoch.

    ``shift``: move it by up to so many pixels along each axis (uniform; what comes in is 0, black).
    ``flip``: mirror it left to right, with probability one half.
    ``erase``: set a square of this side, somewhere within it (uniform), to 0 in the model's units: black, or
    the mean if inputs are standardised. A square larger than the image covers it.
    """

    shift: int = 0
    flip: bool = False
    erase: int = 0

    def __bool__(self) -> bool:
        return bool(self.shift or self.flip or self.erase)

    def draw(self, count: int, height: int, width: int, *, seed: int, epoch: int) -> Tensor:
        """Draw an epoch's random numbers: (5, ``count``) int64 on the CPU.

        Column k belongs to the k-th example of the epoch, so a batch's numbers depend on the seed, the epoch
        and the batch alone. The rows are: vertical and horizontal shift (0..2·shift), flip (0 or 1), top and
        left edge of the erased square. They are drawn at once: seeding a generator for each batch costs more
        than this for the epoch, and a CUDA device gets them in one copy.
        """
        draw = generator(seed, Purpose.AUGMENTATION, epoch)
        bounds = (
            2 * self.shift,
            2 * self.shift,
            int(self.flip),
            max(height - self.erase, 0),
            max(width - self.erase, 0),
        )
        return torch.stack([torch.randint(0, bound + 1, (count,), generator=draw) for bound in bounds])

    def before_conversion(self, images: Tensor, drawn: Tensor) -> Tensor:
        """Shift and flip uint8 ``images``, (N, C, H, W), by their columns (5, N) of `draw`."""
        if self.shift:
            images = _shifted(images, drawn[0], drawn[1], self.shift)
        if self.flip:
            images = torch.where(drawn[2].view(-1, 1, 1, 1) != 0, images.flip(-1), images)
        return images

    def after_conversion(self, inputs: Tensor, drawn: Tensor) -> Tensor:
        """Erase squares from float ``inputs``, (N, C, H, W), in place, by their columns (5, N) of `draw`."""
        if not self.erase:
            return inputs
        height, width = inputs.shape[-2:]
        rows = torch.arange(height, device=inputs.device) - drawn[3].unsqueeze(1)
        columns = torch.arange(width, device=inputs.device) - drawn[4].unsqueeze(1)
        inside_rows = (rows >= 0) & (rows < self.erase)
        inside_columns = (columns >= 0) & (columns < self.erase)
        return inputs.masked_fill_(inside_rows[:, None, :, None] & inside_columns[:, None, None, :], 0.0)


def _shifted(images: Tensor, down: Tensor, right: Tensor, most: int) -> Tensor:
    """Move each image by (``down`` - ``most``, ``right`` - ``most``) pixels.

    The images are padded with zeros, and from a view of every window of the padded image one is taken for
    each.
    """
    height, width = images.shape[-2:]
    windows = F.pad(images, (most, most, most, most)).unfold(2, height, 1).unfold(3, width, 1)
    every = torch.arange(len(images), device=images.device)
    return windows[every, :, 2 * most - down, 2 * most - right]
