"""The entry of torchvision's architectures among the models that a recipe can name."""

from __future__ import annotations

from trainer_core.models.registry import models
from trainer_core.models.torchvision.network import build
from trainer_core.models.torchvision.pretrained import TorchvisionWeights

models.add(
    "torchvision",
    build,
    title="torchvision",
    summary="A published network such as a ResNet, from scratch or from pretrained weights.",
    pretrained=TorchvisionWeights(),
)
