"""What torchvision registers for classification: names, sizes, accuracies and multiply-adds, from its own metadata.

torchvision takes 0.3 to 0.9 s to import, so it is imported when the catalogue is first asked for.
"""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass
from typing import Any, Literal

from trainer_core.errors import RecipeError, nearest

IMAGENET_CLASSES = 1000

_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of ImageNet's channels: what torchvision's preset takes where weights name no other."""

Column = Literal["name", "parameters", "bytes", "accuracy", "multiply_adds"]
"""What architectures are ordered by."""


@dataclass(frozen=True, slots=True)
class PublishedWeights:
    """Weights that torchvision publishes.

    ``file`` is the name under which they are kept, ``sha256`` the beginning of its sum, ``accuracy`` the top-1 share on
    ImageNet-1K (0..1, NaN where there is none), ``multiply_adds`` and ``parameters`` are of the network as published.
    ``side`` is the pixels of the pictures they are meant for, ``mean`` and ``std`` (3,) what is subtracted from and
    divided by in 0..1 units.
    """

    name: str
    file: str
    url: str
    sha256: str
    bytes: int
    parameters: int
    multiply_adds: float
    accuracy: float
    side: int
    mean: tuple[float, ...]
    std: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Architecture:
    """One of torchvision's architectures and the ``weights`` published for it, the recommended ones first."""

    name: str
    weights: tuple[PublishedWeights, ...]

    @property
    def parameters(self) -> int:
        return self.weights[0].parameters

    @property
    def bytes(self) -> int:
        """The size of the recommended weights' file."""
        return self.weights[0].bytes

    @property
    def accuracy(self) -> float:
        """The top-1 share of the recommended weights on ImageNet-1K, 0..1."""
        return self.weights[0].accuracy

    @property
    def multiply_adds(self) -> float:
        """For one picture of the recommended weights' size."""
        return self.weights[0].multiply_adds


@functools.cache
def architectures() -> tuple[Architecture, ...]:
    """Everything that torchvision registers for classification, by name; imports torchvision."""
    from torchvision import models

    found = []
    for name in models.list_models(module=models):
        published = models.get_model_weights(name)
        if len(published):
            default = published.DEFAULT
            entries = [default, *(each for each in published if each is not default)]
            found.append(Architecture(name, tuple(_published(entry) for entry in entries)))
    return tuple(found)


def architecture(name: str) -> Architecture:
    """The architecture called ``name``; raises `RecipeError`, which says what was probably meant."""
    known = {each.name: each for each in architectures()}
    if name in known:
        return known[name]
    if near := nearest(name.lower().replace("-", "_"), known):
        raise RecipeError(
            "unknown-name",
            "{field} is {value}, which torchvision does not have. Did you mean {near}?",
            field="model.architecture",
            value=repr(name[:80]),
            near=near,
        )
    raise RecipeError(
        "unknown-name",
        "{field} is {value}, which torchvision does not have. It can be: {allowed}.",
        field="model.architecture",
        value=repr(name[:80]),
        allowed=", ".join(known),
    )


def listed(text: str = "", by: Column = "name", *, descending: bool = False) -> tuple[Architecture, ...]:
    """The architectures whose names hold every word of ``text``, ordered ``by`` a column; unknown numbers come last."""
    words = text.lower().split()
    found = [each for each in architectures() if all(word in each.name for word in words)]
    if by == "name":
        return tuple(sorted(found, key=lambda each: each.name, reverse=descending))
    sign = -1 if descending else 1

    def place(each: Architecture) -> tuple[bool, float]:
        value = float(getattr(each, by))
        return math.isnan(value), 0.0 if math.isnan(value) else sign * value

    return tuple(sorted(found, key=place))


def _published(entry: Any) -> PublishedWeights:
    meta, settings = entry.meta, entry.transforms.keywords
    file = entry.url.rpartition("/")[2]
    found = re.search(r"-([a-f0-9]+)\.[a-z]+$", file)
    return PublishedWeights(
        name=entry.name,
        file=file,
        url=entry.url,
        sha256=found.group(1) if found else "",
        bytes=round(meta["_file_size"] * 1024**2),
        parameters=meta["num_params"],
        multiply_adds=meta["_ops"] * 1e9,
        accuracy=meta["_metrics"].get("ImageNet-1K", {}).get("acc@1", math.nan) / 100,
        side=settings["crop_size"],
        mean=tuple(settings.get("mean", _MEAN)),
        std=tuple(settings.get("std", _STD)),
    )
