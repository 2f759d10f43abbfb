"""The engine of Training Studio: recipes, data, models and the training loop, without a window.

>>> from trainer_core import load_preset, train
>>> recipe = load_preset("fashion-mnist-tutorial").with_values({"training.epochs": 1})
>>> trained = train(recipe, out="runs/first")
>>> trained.summary.test["accuracy"]
"""

from __future__ import annotations

from trainer_core.api import Trained, resume, train
from trainer_core.compute.devices import available_devices
from trainer_core.engine.engine import Engine
from trainer_core.engine.plugins import load_plugins
from trainer_core.errors import Message, TrainerError
from trainer_core.history.history import EpochRow, History
from trainer_core.recipe.presets import find_recipe, load_preset, preset_names
from trainer_core.recipe.proposal.proposal import Proposal, propose
from trainer_core.recipe.recipe import Recipe
from trainer_core.weights.checkpoint import load_weights, read_weights, save_weights

__all__ = [
    "Engine",
    "EpochRow",
    "History",
    "Message",
    "Proposal",
    "Recipe",
    "Trained",
    "TrainerError",
    "available_devices",
    "find_recipe",
    "load_plugins",
    "load_preset",
    "load_weights",
    "preset_names",
    "propose",
    "read_weights",
    "resume",
    "save_weights",
    "train",
]
