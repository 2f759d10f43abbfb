"""Built-in networks as lists of layers, to begin with."""

from __future__ import annotations

from typing import Any

from trainer_core.models.layers.chain import checked
from trainer_core.models.layers.traced import Layer, Shape
from trainer_core.models.registry import models


def as_layers(model_name: str, input_shape: Shape, outputs: int, **arguments: Any) -> list[Layer] | None:
    """The architecture ``model_name`` as a list of layers with the same names; None if it is no such list.

    What is not among ``arguments`` has its default. Weights of the one fit the other; those of ``strong_cnn``, whose
    blocks have other names as a list, as `trainer_core.weights.checkpoint.load_weights` reads them. Raises `ModelError`
    if the architecture does not take the shape.
    """
    entry = models[model_name]
    if model_name == "layers":
        return checked(arguments.get("layers", []))
    make = entry.facts.get("as_layers")
    if make is None:
        return None
    filled = entry.arguments.model_validate(arguments).model_dump()
    return checked(make(tuple(input_shape), outputs, **filled))
