"""Inputs as pictures that a screen can show, whatever their type and number of channels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor


def pictures_of(inputs: Tensor, side: int = 0) -> npt.NDArray[np.uint8]:
    """Pictures that a screen can show, (N, 1 or 3, H, W) uint8, of inputs (N, C, H, W) of any type.

    Other numbers of channels are shown by their mean, other numbers than bytes between the least and the largest of
    each picture. Where ``side`` is given, larger pictures are made smaller.
    """
    pictures = inputs if inputs.shape[1] in (1, 3) else inputs.float().mean(1, keepdim=True)
    if pictures.dtype is not torch.uint8:
        flat = torch.nan_to_num(pictures.float()).flatten(1)
        low, span = flat.amin(1), (flat.amax(1) - flat.amin(1)).clamp(min=1e-12)
        pictures = ((flat - low[:, None]) / span[:, None] * 255).reshape(pictures.shape)
    longest = max(pictures.shape[2:])
    if side and longest > side:
        size = [max(1, round(length * side / longest)) for length in pictures.shape[2:]]
        pictures = torch.nn.functional.interpolate(pictures.float(), size, mode="bilinear", antialias=True)
    return pictures.round().clamp(0, 255).to(torch.uint8).numpy() if pictures.is_floating_point() else pictures.numpy()
