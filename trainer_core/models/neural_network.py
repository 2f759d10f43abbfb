"""The network of PyTorch's quickstart tutorial, so that weights pass between a lesson and the studio."""

from __future__ import annotations

import math
from typing import Annotated, Any

from pydantic import Field
from torch import Tensor, nn

from trainer_core.models.registry import models


class NeuralNetwork(nn.Module):
    """Three linear layers with ReLU between them, as in https://pytorch.org/tutorials/beginner/basics/quickstart.

    Takes (N, *input_shape), returns logits (N, outputs). With its defaults it has the tutorial's 669,706
    parameters under the tutorial's names (``linear_relu_stack.0.weight``, …), made in the tutorial's order.
    """

    def __init__(self, input_shape: tuple[int, ...] = (1, 28, 28), outputs: int = 10, hidden: int = 512) -> None:
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(math.prod(input_shape), hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, outputs),
        )

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.linear_relu_stack(self.flatten(x))
        return logits


def as_layers(input_shape: tuple[int, ...], outputs: int, hidden: int) -> list[dict[str, Any]]:
    """The same network as a list of layers, under the same names."""
    stack: list[dict[str, Any]] = [
        {"type": "Linear", "out_features": hidden},
        {"type": "ReLU"},
        {"type": "Linear", "out_features": hidden},
        {"type": "ReLU"},
        {"type": "Linear", "out_features": outputs},
    ]
    return [
        {"type": "Flatten", "name": "flatten"},
        {"type": "Sequential", "name": "linear_relu_stack", "layers": stack},
    ]


@models.register(
    "neural_network",
    title="Tutorial network",
    summary="The network of PyTorch's quickstart: two hidden layers of 512 units with ReLU.",
    as_layers=as_layers,
)
def build(
    input_shape: tuple[int, ...],
    outputs: int,
    *,
    hidden: Annotated[
        int,
        Field(
            ge=1,
            le=16384,
            title="Hidden width",
            description="Units in each of the two hidden layers; the tutorial has 512.",
            json_schema_extra={"unit": "units"},
        ),
    ] = 512,
) -> nn.Module:
    """Build the tutorial's network for inputs of any shape."""
    return NeuralNetwork(input_shape, outputs, hidden)
