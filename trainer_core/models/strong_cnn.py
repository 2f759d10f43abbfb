"""A residual network that is accurate on small pictures and still trains on a CPU."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from torch import Tensor, nn

from trainer_core.models.registry import LastDropout, image_shape, models, set_dropout

_SMALLEST = 10
_STAGES = 3


class PreActivationBlock(nn.Module):
    """Two 3×3 convolutions beside a shortcut, batch norm and ReLU before each (He et al., arXiv 1603.05027).

    Takes (N, inputs, H, W), returns (N, outputs, ⌈H/stride⌉, ⌈W/stride⌉). Where the shape changes, the
    shortcut is a 1×1 convolution of the activated input, else the input itself.
    """

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.norm1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.relu = nn.ReLU(inplace=True)
        self.shortcut = nn.Conv2d(inputs, outputs, 1, stride, bias=False) if stride != 1 or inputs != outputs else None

    def forward(self, x: Tensor) -> Tensor:
        active = self.relu(self.norm1(x))
        kept = x if self.shortcut is None else self.shortcut(active)
        added: Tensor = self.conv2(self.relu(self.norm2(self.conv1(active))))
        return added + kept


class StrongCNN(nn.Module):
    """A convolution and pooling, three stages of residual blocks, and a mean over the picture.

    Takes (N, C, H, W) with H, W ≥ 10, returns logits (N, outputs). Stages have ``width``, twice and four
    times as many channels at a half, a quarter and an eighth of the picture's size: little is computed at
    full size, where a CPU is slowest.
    """

    def __init__(
        self,
        input_shape: tuple[int, int, int],
        outputs: int,
        width: int = 32,
        blocks: int = 1,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(input_shape[0], width, 3, padding=1, bias=False),
            nn.MaxPool2d(2),
        )
        layers: list[nn.Module] = []
        inputs = width
        for stage in range(_STAGES):
            channels = width * 2**stage
            for block in range(blocks):
                layers.append(PreActivationBlock(inputs, channels, 2 if stage and not block else 1))
                inputs = channels
        self.stages = nn.Sequential(*layers)
        self.norm = nn.BatchNorm2d(inputs)
        self.relu = nn.ReLU(inplace=True)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(inputs, outputs)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x: Tensor) -> Tensor:
        features = self.pool(self.relu(self.norm(self.stages(self.stem(x))))).flatten(1)
        logits: Tensor = self.classifier(self.dropout(features))
        return logits


def as_layers(
    input_shape: tuple[int, ...], outputs: int, width: int, blocks: int, dropout: float
) -> list[dict[str, Any]]:
    """A network of the same layers and connections; a residual block of a list has other names, and torch's usual first
    weights. Raises `ModelError` as building it does."""
    image_shape("strong_cnn", input_shape, _SMALLEST)
    stages: list[dict[str, Any]] = []
    inputs = width
    for stage in range(_STAGES):
        for block in range(blocks):
            stages.append(_block_as_layers(inputs, width * 2**stage, 2 if stage and not block else 1))
            inputs = width * 2**stage
    stem = [{**_convolution(width), "padding": 1}, {"type": "MaxPool2d", "kernel_size": 2}]
    return [
        {"type": "Sequential", "name": "stem", "layers": stem},
        {"type": "Sequential", "name": "stages", "layers": stages},
        {"type": "BatchNorm2d", "name": "norm"},
        {"type": "ReLU", "name": "relu"},
        {"type": "AdaptiveAvgPool2d", "name": "pool", "output_size": 1},
        {"type": "Flatten", "name": "flatten"},
        {"type": "Dropout", "name": "dropout", "p": dropout},
        {"type": "Linear", "name": "classifier", "out_features": outputs},
    ]


def _block_as_layers(inputs: int, outputs: int, stride: int) -> dict[str, Any]:
    """One block; where the shape changes, norm and activation come before the branching."""
    first = [{"type": "BatchNorm2d", "name": "norm1"}, {"type": "ReLU", "name": "relu1"}]
    rest = [
        {**_convolution(outputs), "name": "conv1", "stride": stride, "padding": 1},
        {"type": "BatchNorm2d", "name": "norm2"},
        {"type": "ReLU", "name": "relu2"},
        {**_convolution(outputs), "name": "conv2", "padding": 1},
    ]
    if stride == 1 and inputs == outputs:
        return {"type": "Residual", "layers": [*first, *rest]}
    shortcut = {**_convolution(outputs), "kernel_size": 1, "stride": stride}
    residual = {"type": "Residual", "name": "residual", "layers": rest, "shortcut": [shortcut]}
    return {"type": "Sequential", "layers": [*first, residual]}


def _convolution(channels: int) -> dict[str, Any]:
    return {"type": "Conv2d", "out_channels": channels, "kernel_size": 3, "bias": False}


@models.register(
    "strong_cnn",
    title="Strong CNN",
    summary="A residual network with batch norm: the most accurate here, slower to train.",
    live={"dropout": set_dropout},
    as_layers=as_layers,
)
def build(
    input_shape: tuple[int, ...],
    outputs: int,
    *,
    width: Annotated[
        int,
        Field(
            ge=1,
            le=1024,
            title="Width",
            description="Channels of the first stage; the next two have two and four times as many.",
            json_schema_extra={"unit": "channels"},
        ),
    ] = 32,
    blocks: Annotated[
        int,
        Field(
            ge=1,
            le=64,
            title="Blocks",
            description="Residual blocks in each of the three stages.",
            json_schema_extra={"unit": "blocks"},
        ),
    ] = 1,
    dropout: LastDropout = 0.0,
) -> nn.Module:
    """Build the residual network; raises `ModelError` for anything but images of 10×10 pixels or more."""
    return StrongCNN(image_shape("strong_cnn", input_shape, _SMALLEST), outputs, width, blocks, dropout)
