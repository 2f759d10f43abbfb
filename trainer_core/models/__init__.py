"""The built-in architectures; importing this package registers each of them."""

from __future__ import annotations

from trainer_core.models import layers
from trainer_core.models import own_class as own_class
from trainer_core.models.at_hand import model_at_hand
from trainer_core.models.mlp import MLP
from trainer_core.models.neural_network import NeuralNetwork
from trainer_core.models.quick_cnn import QuickCNN
from trainer_core.models.registry import ModelBuilder, build_model, models
from trainer_core.models.small_cnn import SmallCNN
from trainer_core.models.strong_cnn import StrongCNN
from trainer_core.models.torchvision import entry as torchvision_entry  # noqa: F401

__all__ = [
    "MLP",
    "ModelBuilder",
    "NeuralNetwork",
    "QuickCNN",
    "SmallCNN",
    "StrongCNN",
    "build_model",
    "layers",
    "model_at_hand",
    "models",
]
