"""A multi-layer perceptron whose depth, widths, activation, dropout and batch norm are a recipe's choice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field
from torch import Tensor, nn

from trainer_core.models.layers.modules import BatchNorm1d
from trainer_core.models.registry import models, set_dropout

Activation = Literal[
    "ReLU",
    "GELU",
    "SiLU",
    "Mish",
    "LeakyReLU",
    "ELU",
    "CELU",
    "SELU",
    "Softplus",
    "Hardswish",
    "Tanh",
    "Sigmoid",
]
"""Classes of ``torch.nn`` that need no argument and keep a tensor's shape."""

Width = Annotated[int, Field(ge=1, le=16384)]


class MLP(nn.Module):
    """Linear layers of the given ``widths``, each followed by batch norm (if asked), activation and dropout.

    Takes (N, *input_shape), returns logits (N, outputs). Without widths it is a linear classifier. Dropout
    layers are there at a rate of 0 too, so that the rate can change during a run; at 0 they cost nothing.
    """

    def __init__(
        self,
        input_shape: tuple[int, ...],
        outputs: int,
        widths: Sequence[int] = (512, 512),
        activation: Activation = "ReLU",
        dropout: float = 0.0,
        batch_norm: bool = False,
    ) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.Flatten()]
        sizes = (math.prod(input_shape), *widths)
        for inputs, units in pairwise(sizes):
            layers.append(nn.Linear(inputs, units))
            if batch_norm:
                layers.append(BatchNorm1d(units))
            layers += [getattr(nn, activation)(), nn.Dropout(dropout)]
        layers.append(nn.Linear(sizes[-1], outputs))
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.layers(x)
        return logits


def as_layers(
    input_shape: tuple[int, ...],
    outputs: int,
    widths: Sequence[int],
    activation: Activation,
    dropout: float,
    batch_norm: bool,
) -> list[dict[str, Any]]:
    """The same network as a list of layers, under the same names."""
    layers: list[dict[str, Any]] = [{"type": "Flatten"}]
    for units in widths:
        layers.append({"type": "Linear", "out_features": units})
        if batch_norm:
            layers.append({"type": "BatchNorm1d"})
        layers += [{"type": activation}, {"type": "Dropout", "p": dropout}]
    layers.append({"type": "Linear", "out_features": outputs})
    return [{"type": "Sequential", "name": "layers", "layers": layers}]


@models.register(
    "mlp",
    title="Multi-layer perceptron",
    summary="Fully connected layers of the widths that you give, for pictures and tables alike.",
    live={"dropout": set_dropout},
    as_layers=as_layers,
)
def build(
    input_shape: tuple[int, ...],
    outputs: int,
    *,
    widths: Annotated[
        list[Width],
        Field(
            max_length=64,
            title="Hidden widths",
            description="Units of each hidden layer, from input to output; empty for a linear classifier.",
            json_schema_extra={"unit": "units"},
        ),
    ] = [512, 512],  # noqa: B006 - read for the recipe's default, never written to
    activation: Annotated[
        Activation,
        Field(title="Activation", description="The function that bends each hidden layer's output."),
    ] = "ReLU",
    dropout: Annotated[
        float,
        Field(
            ge=0,
            le=0.95,
            title="Dropout",
            description="Share of each hidden layer's units that is silenced at random in training.",
            json_schema_extra={"live": True, "zero": "off"},
        ),
    ] = 0.0,
    batch_norm: Annotated[
        bool,
        Field(
            title="Batch norm",
            description="Bring each unit to mean 0 and variance 1 over the batch before its activation.",
        ),
    ] = False,
) -> nn.Module:
    """Build a perceptron for inputs of any shape."""
    return MLP(input_shape, outputs, widths, activation, dropout, batch_norm)
