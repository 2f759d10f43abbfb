"""The modules that a list of layers needs beside those of ``torch.nn``."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm


class Residual(nn.Module):
    """Adds what comes in, by way of ``shortcut``, to what ``layers`` make of it."""

    def __init__(self, layers: nn.Module, shortcut: nn.Module) -> None:
        super().__init__()
        self.layers = layers
        self.shortcut = shortcut

    def forward(self, x: Tensor) -> Tensor:
        added: Tensor = self.layers(x) + self.shortcut(x)
        return added


class Parallel(nn.Module):
    """Sends what comes in through each of ``branches`` and joins what they give: channel after channel, or added."""

    def __init__(self, branches: list[nn.Module], join: str = "concatenate") -> None:
        super().__init__()
        self.branches = nn.ModuleList(branches)
        self.join = join

    def forward(self, x: Tensor) -> Tensor:
        results = [branch(x) for branch in self.branches]
        if self.join == "concatenate":
            return torch.cat(results, 1)
        total: Tensor = results[0]
        for result in results[1:]:
            total = total + result
        return total


class Embedding(nn.Embedding):
    """An embedding that takes whole numbers held as floats, which is how data comes in."""

    def forward(self, input: Tensor) -> Tensor:
        return super().forward(input.long())


class _TakesOne(_BatchNorm):
    """Batch norm that takes one value of each channel in training: it has no variance, so running statistics serve.

    The last batch of an epoch may be that short. Weights and names are those of ``torch.nn``.
    """

    def forward(self, input: Tensor) -> Tensor:
        if not self.training or input.numel() != input.shape[1]:
            return super().forward(input)
        mean, variance = self.running_mean, self.running_var
        return F.batch_norm(input, mean, variance, self.weight, self.bias, training=False, eps=self.eps)


class BatchNorm1d(_TakesOne, nn.BatchNorm1d):
    """`torch.nn.BatchNorm1d` that takes a batch of one row in training."""


class BatchNorm2d(_TakesOne, nn.BatchNorm2d):
    """`torch.nn.BatchNorm2d` that takes a single picture of one pixel in training."""


class BatchNorm3d(_TakesOne, nn.BatchNorm3d):
    """`torch.nn.BatchNorm3d` that takes a single volume of one voxel in training."""


OWN: dict[str, type[nn.Module]] = {
    "Embedding": Embedding,
    "BatchNorm1d": BatchNorm1d,
    "BatchNorm2d": BatchNorm2d,
    "BatchNorm3d": BatchNorm3d,
}
"""What is built in place of the class of ``torch.nn`` of that name."""
