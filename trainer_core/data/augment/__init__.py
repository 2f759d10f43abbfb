"""Augmentation: random changes to training pictures, a batch at a time on its device."""

from __future__ import annotations

from trainer_core.data.augment import colour, erase, geometry, mixing
from trainer_core.data.augment.chain import Augmentation
from trainer_core.data.augment.registry import Change, Stage, augmentations

__all__ = ["Augmentation", "Change", "Stage", "augmentations", "colour", "erase", "geometry", "mixing"]
