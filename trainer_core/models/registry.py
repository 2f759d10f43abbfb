"""The architectures that a recipe can name, and how one is built for the data's shape from a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any

import torch
from pydantic import BaseModel, Field
from torch import nn

from trainer_core.errors import ModelError
from trainer_core.models.pretrained import Pretrained
from trainer_core.registry import Registry, arguments_of, is_live

ModelBuilder = Callable[..., nn.Module]
"""``build(input_shape, outputs, *, …)``: a module from (N, *input_shape) float32 to logits (N, outputs)."""

LiveSetter = Callable[[nn.Module, Any], None]
"""Puts a live argument's new value into a model that is there."""


class ModelRegistry(Registry[ModelBuilder]):
    """The architectures by name, and how their live arguments are applied."""

    def __init__(self) -> None:
        super().__init__("model")

    def add(
        self,
        name: str,
        build: ModelBuilder,
        *,
        title: str,
        summary: str,
        arguments: type[BaseModel] | None = None,
        live: Mapping[str, LiveSetter] = MappingProxyType({}),
        **facts: Any,
    ) -> ModelBuilder:
        """Add an architecture, with a setter in ``live`` for each argument that may change while it is trained.

        Raises `ValueError` if those are not the arguments whose fields say ``"live"``.
        """
        model = arguments if arguments is not None else arguments_of(build, f"model_{name}")
        marked = {key for key, field in model.model_fields.items() if is_live(field)}
        if marked != set(live):
            raise ValueError(f"model {name!r} marks {sorted(marked)} as live and sets {sorted(live)}")
        return super().add(name, build, title=title, summary=summary, arguments=model, live=live, **facts)

    def set_live(self, name: str, model: nn.Module, argument: str, value: Any) -> None:
        """Change the live ``argument`` of ``model``, which was built as ``name``."""
        self[name].facts["live"][argument](model, value)

    def pretrained(self, name: str) -> Pretrained | None:
        """What the architecture says of weights to begin from; None where it has none."""
        found: Pretrained | None = self[name].facts.get("pretrained")
        return found


models = ModelRegistry()


LastDropout = Annotated[
    float,
    Field(
        ge=0,
        le=0.95,
        title="Dropout",
        description="Share of the features before the last layer that is silenced at random in training.",
        json_schema_extra={"live": True, "zero": "off"},
    ),
]
"""The argument of a model with one dropout, before its last layer."""


def set_dropout(model: nn.Module, p: float) -> None:
    """Set the probability of every dropout layer to ``p``: for a model with one ``dropout`` for all its layers."""
    for module in model.modules():
        if isinstance(module, (nn.Dropout, nn.Dropout1d, nn.Dropout2d, nn.Dropout3d, nn.AlphaDropout)):
            module.p = p


def build_model(name: str, input_shape: tuple[int, ...], outputs: int, *, seed: int, **arguments: Any) -> nn.Module:
    """Build the architecture ``name`` on the CPU for inputs (N, *input_shape) and logits (N, outputs).

    The weights depend on ``seed`` alone and equal those that the same class gets after
    ``torch.manual_seed(seed)``; no random state outside is touched. Raises `RecipeError` for an unknown name
    and `ModelError` if the architecture does not take the shape.
    """
    build = models[name].build
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(seed)
        return build(input_shape, outputs, **arguments)


def image_shape(architecture: str, input_shape: tuple[int, ...], smallest: int) -> tuple[int, int, int]:
    """Return ``input_shape`` as (C, H, W); raises `ModelError` if it is no such image, or too small.

    ``architecture`` is the registered name, for the error; ``smallest`` the pixels that a side must have.
    """
    if len(input_shape) != 3:
        raise ModelError(
            "not-an-image",
            "{architecture} takes images, (channels, height, width), and one input of this data has "
            "the shape {shape}. Choose another architecture (model.name), such as mlp.",
            field="model.name",
            architecture=architecture,
            shape=input_shape,
        )
    channels, height, width = input_shape
    if min(height, width) < smallest:
        raise ModelError(
            "image-too-small",
            "{architecture} takes images of at least {smallest} × {smallest} pixels, and those of this data "
            "have {height} × {width}. Choose another architecture (model.name), such as mlp.",
            field="model.name",
            architecture=architecture,
            smallest=smallest,
            height=height,
            width=width,
        )
    return channels, height, width
