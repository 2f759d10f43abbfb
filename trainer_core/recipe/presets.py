"""The recipes that come with the program, read from TOML files in ``resources/presets``."""

from __future__ import annotations

import os

from trainer_core.errors import RecipeError, nearest
from trainer_core.files.resources import resource
from trainer_core.recipe.recipe import Recipe

DEFAULT = "fashion-mnist-tutorial"

_ORDER = (DEFAULT, "fashion-mnist-cnn", "fashion-mnist-fast", "fashion-mnist-best")


def preset_names() -> tuple[str, ...]:
    """Names of the presets, the default first."""
    found = sorted(path.stem for path in resource("presets").glob("*.toml"))
    return tuple(sorted(found, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER)))


def load_preset(name: str) -> Recipe:
    """Read the preset called ``name``; raises `RecipeError` naming those that exist."""
    names = preset_names()
    if name not in names and (near := nearest(name, names)):
        raise RecipeError(
            "unknown-preset",
            "There is no preset called {value}. Did you mean {near}? There are: {allowed}.",
            field="preset",
            value=repr(name),
            near=near,
            allowed=", ".join(names),
        )
    if name not in names:
        raise RecipeError(
            "unknown-preset",
            "There is no preset called {value}. There are: {allowed}.",
            field="preset",
            value=repr(name),
            allowed=", ".join(names),
        )
    return Recipe.load(resource("presets", f"{name}.toml"))


def find_recipe(name_or_path: str) -> Recipe:
    """Read a preset by its name, or a recipe file by its path; raises `RecipeError`."""
    if name_or_path in preset_names():
        return load_preset(name_or_path)
    if name_or_path.endswith(".toml") or os.path.exists(name_or_path):
        return Recipe.load(name_or_path)
    return load_preset(name_or_path)
