"""torchvision's architectures for classification, fitted to the data and the task, and their weights."""

from __future__ import annotations

from trainer_core.models.torchvision.catalogue import Architecture, PublishedWeights, architectures, listed
from trainer_core.models.torchvision.network import build
from trainer_core.models.torchvision.pretrained import head_of

__all__ = ["Architecture", "PublishedWeights", "architectures", "build", "head_of", "listed"]
