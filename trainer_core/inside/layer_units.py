"""The units of a layer: which parts of its parameters make one output or channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn
from torch.nn.modules.batchnorm import _NormBase
from torch.nn.modules.conv import _ConvNd, _ConvTransposeNd

Index = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """``count`` outputs, or channels, each made by a part of the layer's parameters."""

    count: int
    channels: bool


def units_of(module: nn.Module) -> Units | None:
    """The units of a layer of PyTorch's; None where its outputs are not made by parts of its own parameters."""
    weight = module._parameters.get("weight")
    if weight is None:
        return None
    match module:
        case _ConvNd():
            return Units(module.out_channels, True)
        case _NormBase():
            return Units(module.num_features, True)
        case nn.GroupNorm():
            return Units(module.num_channels, True)
        case nn.Linear() | nn.Bilinear():
            return Units(module.out_features, False)
        case nn.LayerNorm() | nn.RMSNorm() if len(module.normalized_shape) == 1:
            return Units(int(module.normalized_shape[0]), False)
        case nn.Embedding() | nn.EmbeddingBag():
            return Units(module.embedding_dim, False)
    return None


def parts_of(module: nn.Module, unit: int) -> Iterator[tuple[str, Tensor, Index]]:
    """The parts of the parameters of ``module`` that make ``unit``: name, parameter, and the index of the part."""
    for name, parameter in module.named_parameters(recurse=False):
        # A class of a person's own may have others, whose rows are not its units.
        if name in ("weight", "bias"):
            yield name, parameter, _index(module, name, unit)


def _index(module: nn.Module, name: str, unit: int) -> Index:
    if isinstance(module, nn.Embedding | nn.EmbeddingBag):
        return slice(None), unit
    if isinstance(module, _ConvTransposeNd) and name == "weight":
        # Its weight is (inputs, outputs of one group, …), and each group has inputs of its own.
        group, within = divmod(unit, module.out_channels // module.groups)
        inputs = module.in_channels // module.groups
        return slice(group * inputs, (group + 1) * inputs), within
    return (unit,)
