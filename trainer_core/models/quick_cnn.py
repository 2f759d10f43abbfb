"""A convolutional network with batch norm that learns photos in minutes on a CPU."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from torch import Tensor, nn

from trainer_core.models.registry import LastDropout, image_shape, models, set_dropout

_SMALLEST = 8
_STAGES = 3
_HALVED = 40
"""Shorter side from which the first convolution halves the picture: at full size a CPU takes most of its time."""


class QuickCNN(nn.Module):
    """A convolution, three more with twice the channels each and 2×2 max pooling, and a mean over the picture.

    Takes (N, C, H, W) with H, W ≥ 8, returns logits (N, outputs). Batch norm and ReLU follow each 3×3 convolution.
    """

    def __init__(
        self,
        input_shape: tuple[int, int, int],
        outputs: int,
        channels: int = 16,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        stride = 2 if min(input_shape[1:]) >= _HALVED else 1
        layers = _convolution(input_shape[0], channels, stride)
        for stage in range(_STAGES):
            layers += [*_convolution(channels * 2**stage, channels * 2 ** (stage + 1)), nn.MaxPool2d(2)]
        self.features = nn.Sequential(*layers)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(channels * 2**_STAGES, outputs)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.classifier(self.dropout(self.pool(self.features(x)).flatten(1)))
        return logits


def _convolution(inputs: int, outputs: int, stride: int = 1) -> list[nn.Module]:
    return [
        nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    ]


def as_layers(input_shape: tuple[int, ...], outputs: int, channels: int, dropout: float) -> list[dict[str, Any]]:
    """The same network as a list of layers, under the same names; raises `ModelError` as building it does."""
    shape = image_shape("quick_cnn", input_shape, _SMALLEST)
    features: list[dict[str, Any]] = []
    for stage in range(_STAGES + 1):
        stride = {"stride": 2} if not stage and min(shape[1:]) >= _HALVED else {}
        convolution = {"out_channels": channels * 2**stage, "kernel_size": 3, **stride, "padding": 1, "bias": False}
        features += [{"type": "Conv2d", **convolution}, {"type": "BatchNorm2d"}, {"type": "ReLU"}]
        if stage:
            features.append({"type": "MaxPool2d", "kernel_size": 2})
    return [
        {"type": "Sequential", "name": "features", "layers": features},
        {"type": "AdaptiveAvgPool2d", "name": "pool", "output_size": 1},
        {"type": "Flatten", "name": "flatten"},
        {"type": "Dropout", "name": "dropout", "p": dropout},
        {"type": "Linear", "name": "classifier", "out_features": outputs},
    ]


@models.register(
    "quick_cnn",
    title="Quick CNN",
    summary="Four convolutions with batch norm that make pictures small early: for photos on a CPU.",
    live={"dropout": set_dropout},
    as_layers=as_layers,
)
def build(
    input_shape: tuple[int, ...],
    outputs: int,
    *,
    channels: Annotated[
        int,
        Field(
            ge=1,
            le=1024,
            title="Channels",
            description="Feature maps of the first convolution; each of the next three has twice as many.",
            json_schema_extra={"unit": "channels"},
        ),
    ] = 16,
    dropout: LastDropout = 0.0,
) -> nn.Module:
    """Build the quick CNN; raises `ModelError` for anything but images of 8×8 pixels or more."""
    return QuickCNN(image_shape("quick_cnn", input_shape, _SMALLEST), outputs, channels, dropout)
