"""A small convolutional network: the quick step up from a perceptron, fast on a CPU."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from torch import Tensor, nn

from trainer_core.models.registry import image_shape, models, set_dropout

_SMALLEST = 4


class SmallCNN(nn.Module):
    """Two 3×3 convolutions, each with 2×2 max pooling and ReLU, and a head of two linear layers.

    Takes (N, C, H, W) with H, W ≥ 4, returns logits (N, outputs). With the defaults (32 and 64 channels, head
    of 128) and 28×28 grey images it has 421,642 parameters.

    ReLU follows the pooling. It never falls, so the largest value of a window is the same whether ReLU comes before or
    after; after it, there is a quarter as much to compute.
    """

    def __init__(
        self,
        input_shape: tuple[int, int, int],
        outputs: int,
        channels: int = 32,
        hidden: int = 128,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        inputs, height, width = input_shape
        self.features = nn.Sequential(
            nn.Conv2d(inputs, channels, 3, padding=1),
            nn.MaxPool2d(2),
            nn.ReLU(),
            nn.Conv2d(channels, 2 * channels, 3, padding=1),
            nn.MaxPool2d(2),
            nn.ReLU(),
        )
        self.classifier = nn.Sequential(
            nn.Flatten(),
            nn.Linear(2 * channels * (height // 4) * (width // 4), hidden),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Linear(hidden, outputs),
        )

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.classifier(self.features(x))
        return logits


def as_layers(
    input_shape: tuple[int, ...], outputs: int, channels: int, hidden: int, dropout: float
) -> list[dict[str, Any]]:
    """The same network as a list of layers, under the same names; raises `ModelError` as building it does."""
    image_shape("small_cnn", input_shape, _SMALLEST)
    features: list[dict[str, Any]] = []
    for maps in (channels, 2 * channels):
        features += [
            {"type": "Conv2d", "out_channels": maps, "kernel_size": 3, "padding": 1},
            {"type": "MaxPool2d", "kernel_size": 2},
            {"type": "ReLU"},
        ]
    classifier: list[dict[str, Any]] = [
        {"type": "Flatten"},
        {"type": "Linear", "out_features": hidden},
        {"type": "ReLU"},
        {"type": "Dropout", "p": dropout},
        {"type": "Linear", "out_features": outputs},
    ]
    return [
        {"type": "Sequential", "name": "features", "layers": features},
        {"type": "Sequential", "name": "classifier", "layers": classifier},
    ]


@models.register(
    "small_cnn",
    title="Small CNN",
    summary="Two convolutions with pooling: more accurate than a perceptron, and quick on a CPU.",
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
            description="Feature maps of the first convolution; the second has twice as many.",
            json_schema_extra={"unit": "channels"},
        ),
    ] = 32,
    hidden: Annotated[
        int,
        Field(
            ge=1,
            le=16384,
            title="Hidden width",
            description="Units of the linear layer between the feature maps and the answer.",
            json_schema_extra={"unit": "units"},
        ),
    ] = 128,
    dropout: Annotated[
        float,
        Field(
            ge=0,
            le=0.95,
            title="Dropout",
            description="Share of the hidden units that is silenced at random in training.",
            json_schema_extra={"live": True, "zero": "off"},
        ),
    ] = 0.0,
) -> nn.Module:
    """Build the small CNN; raises `ModelError` for anything but images of 4×4 pixels or more."""
    return SmallCNN(image_shape("small_cnn", input_shape, _SMALLEST), outputs, channels, hidden, dropout)
