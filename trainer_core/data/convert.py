"""The one conversion from examples as they are kept to inputs as a model takes them."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor


class Conversion:
    """Turns raw inputs into a model's inputs, in as few operations as it takes.

    Without ``standardize`` images become exactly what torchvision's ``ToTensor`` makes of them, value / 255
    in float32 (a product with 1/255 differs in the last bit for some values). With it, division, subtraction
    of the mean and division by the deviation are folded into one scale and one shift for each channel.
    """

    def __init__(
        self,
        *,
        mean: Sequence[float],
        std: Sequence[float],
        standardize: bool,
        channels_last: bool,
        device: torch.device,
    ) -> None:
        self._standardize = standardize
        self._channels_last = channels_last
        self._mean = torch.tensor(mean, dtype=torch.float64)
        self._std = torch.tensor(std, dtype=torch.float64)
        shift = (-self._mean / self._std).to(device, torch.float32)
        of_bytes, of_numbers = (scale.reciprocal().to(device, torch.float32) for scale in (self._std * 255, self._std))
        self._scales = {
            (bytes_, images): tuple(part.view(-1, 1, 1) if images else part for part in (scale, shift))
            for bytes_, scale in ((True, of_bytes), (False, of_numbers))
            for images in (True, False)
        }
        """Scale and shift, by whether the inputs are bytes and whether they are images."""

    def __call__(self, raw: Tensor) -> Tensor:
        """Convert ``raw``, (N, C, H, W) or (N, F), uint8 or float32, to float32 of the same shape; bytes become 0..1.

        The result is always new memory, never a view of ``raw`` nor a buffer used again: the graph of a
        paused step may hold a batch for as long as it likes while the next ones are made.
        """
        bytes_, images = raw.dtype is torch.uint8, raw.ndim == 4
        scale, shift = self._scales[bytes_, images]
        if bytes_ and raw.device.type == "cpu":
            # Of two types at once a CPU makes half as many numbers; a GPU would take a kernel more.
            inputs = raw.to(torch.float32)
            inputs = inputs.mul_(scale).add_(shift) if self._standardize else inputs.div_(255)
        elif self._standardize:
            inputs = raw.mul(scale).add_(shift)
        else:
            inputs = raw.div(255) if bytes_ else raw.clone()
        return in_channels_last(inputs) if self._channels_last and images else inputs


def in_channels_last(images: Tensor) -> Tensor:
    """Lay images, (N, C, H, W), out with the channels innermost.

    With one channel both layouts are the same bytes, and PyTorch leaves the strides as they are and then
    takes the tensor for channels-first; here they are always those of (N, H, W, C).
    """
    if images.shape[1] == 1:
        return images.reshape(images.shape[0], *images.shape[2:], 1).permute(0, 3, 1, 2)
    return images.contiguous(memory_format=torch.channels_last)


def prepare_inputs(
    raw: Tensor,
    *,
    mean: Sequence[float],
    std: Sequence[float],
    standardize: bool,
    channels_last: bool = False,
) -> Tensor:
    """Convert raw inputs as the batches of a run do, for predictions: see `Conversion`.

    Args:
        raw: (N, C, H, W) or (N, F), uint8 or float32, on the model's device.
        mean: of the training part, per channel (0..1 units) or feature.
        std: likewise.
        standardize: subtract ``mean`` and divide by ``std``.
        channels_last: lay the result out with the channels innermost.
    """
    convert = Conversion(mean=mean, std=std, standardize=standardize, channels_last=channels_last, device=raw.device)
    return convert(raw)
