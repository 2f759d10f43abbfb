"""The kinds of models that the page tells apart, and which of them a recipe names."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Where a model comes from, in the order of the switch."""

    LAYERS = "layers"
    OWN_CLASS = "ownClass"
    TORCHVISION = "torchvision"
    BUILT_IN = "builtIn"


_BY_NAME = {
    "layers": Kind.LAYERS,
    "file": Kind.OWN_CLASS,
    "object": Kind.OWN_CLASS,
    "torchvision": Kind.TORCHVISION,
}


def kind_of(name: str) -> Kind:
    """The kind of the model that a recipe calls ``name``."""
    return _BY_NAME.get(name, Kind.BUILT_IN)
