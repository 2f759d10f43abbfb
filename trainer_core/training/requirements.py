"""What a recipe asks for that the data's task or this computer may not have, refused before anything is built."""

from __future__ import annotations

import os
import shutil
import sys

import torch

from trainer_core.errors import RecipeError
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.training_section import AUTO
from trainer_core.tasks import LOSS, Scorer


def require_measured(recipe: Recipe, scorer: Scorer, *, validated: bool) -> None:
    """Raise `RecipeError` for a metric that is none of this task, or that training alone does not have."""
    asked = recipe.training.best_by
    if asked in (AUTO, LOSS.name, scorer.headline):
        return
    metrics = [metric.name for metric in scorer.metrics]
    if asked not in metrics:
        raise RecipeError(
            "best-by-unfit",
            "{field} is {value}, which is not measured here. It can be: {allowed}.",
            field="training.best_by",
            value=asked,
            allowed=", ".join((AUTO, LOSS.name, *metrics)),
        )
    if not validated:
        raise RecipeError(
            "best-by-unfit",
            "{field} is {value}, which is measured in validation only, and nothing is kept aside for it. Raise "
            "data.validation_share, or choose one of: {allowed}.",
            field="training.best_by",
            value=asked,
            allowed=", ".join((AUTO, LOSS.name, scorer.headline)),
        )


def require_compiler(recipe: Recipe, device: torch.device) -> None:
    """Raise `RecipeError` where torch.compile finds no compiler, which it says itself only in the first batch."""
    if not recipe.training.compile:
        return
    if sys.platform == "win32":
        raise RecipeError(
            "compile-not-here",
            "training.compile is on, and torch.compile needs a compiler that Windows does not bring. Switch it off.",
            field="training.compile",
        )
    if device.type == "cpu":
        variable, names = "CXX", ["clang++" if sys.platform == "darwin" else "g++"]
    else:
        variable, names = "CC", ["gcc", "clang"]
    chosen = os.environ.get(variable)
    if not any(shutil.which(name) for name in ([chosen] if chosen else names)):
        raise RecipeError(
            "compile-not-here",
            "training.compile is on, and torch.compile finds no compiler ({names}). Install one, name it in the "
            "environment variable {variable}, or switch training.compile off.",
            field="training.compile",
            names=chosen or ", ".join(names),
            variable=variable,
        )
