"""The engine of Training Studio: recipes, data, models and the training loop, without a window.

>>> from trainer_core import load_preset, train
>>> recipe = load_preset("fashion-mnist-tutorial").with_values({"training.epochs": 1})
>>> trained = train(recipe, out="runs/first")
>>> trained.summary.test["accuracy"]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_FROM = {
    "api": ("Trained", "resume", "train"),
    "compute.devices": ("available_devices",),
    "engine.engine": ("Engine",),
    "engine.plugins": ("load_plugins",),
    "errors": ("Message", "TrainerError"),
    "history.history": ("EpochRow", "History"),
    "recipe.presets": ("find_recipe", "load_preset", "preset_names"),
    "recipe.proposal.proposal": ("Proposal", "propose"),
    "recipe.recipe": ("Recipe",),
    "weights.checkpoint": ("load_weights", "read_weights", "save_weights"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for, and torch with it: `trainer doctor` says what is wrong where torch cannot be."""
    for module, names in _FROM.items():
        if name in names:
            globals()[name] = value = getattr(import_module(f"{__name__}.{module}"), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
