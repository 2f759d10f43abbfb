"""Builds an architecture of torchvision for the data's shape and the task's outputs, and says what that changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import psutil
import torch
from pydantic import AfterValidator, Field
from torch import Tensor, nn
from torch.nn import functional as F

from trainer_core.errors import N_, Message, ModelError, RecipeError, plural
from trainer_core.models.registry import image_shape
from trainer_core.models.torchvision.catalogue import IMAGENET_CLASSES, Architecture, architecture
from trainer_core.models.torchvision.files import absolute_file

Stem = Literal["auto", "as published", "small"]

SMALL = 64
"""Pixels of a side below which a ResNet gets the small stem: the published one leaves a sixteenth of the pixels."""

_COLOURS = 3
_BYTES = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """How ``published`` is built for pictures of (``channels``, ``height``, ``width``) and so many ``outputs``.

    ``side`` is what the model itself brings pictures to, 0 where it takes them as they are.
    """

    published: Architecture
    channels: int
    height: int
    width: int
    outputs: int
    side: int
    small_stem: bool
    module: str

    @property
    def seen(self) -> tuple[int, int]:
        """Height and width that the network itself sees."""
        return (self.side, self.side) if self.side else (self.height, self.width)

    @property
    def is_transformer(self) -> bool:
        """Whether it has an embedding for each place of a picture: it takes one size only."""
        return self.module == "vision_transformer"

    @property
    def has_auxiliary(self) -> bool:
        """Whether the published network answers more than once in training."""
        return self.module in ("googlenet", "inception")


def plan(
    input_shape: tuple[int, ...], outputs: int, *, architecture_name: str, weights: str, stem: Stem, image_size: int
) -> Plan:
    """Decide how the architecture is fitted; raises `RecipeError` for an unknown name or a stem that it has not, and
    `ModelError` for anything but pictures.
    """
    from torchvision import models

    published = architecture(architecture_name)
    channels, height, width = image_shape(architecture_name, input_shape, 1)
    module = models.get_model_builder(architecture_name).__module__.rpartition(".")[2]
    if stem == "small" and module != "resnet":
        raise RecipeError(
            "stem-unfit",
            "{field} is small, which ResNets alone have here, and not {architecture}. Set it to auto.",
            field="model.stem",
            architecture=architecture_name,
        )
    seen = image_size or min(height, width)
    small = stem == "small" or (stem == "auto" and module == "resnet" and not weights and seen < SMALL)
    side = image_size if image_size and (height, width) != (image_size, image_size) else 0
    return Plan(published, channels, height, width, outputs, side, small, module)


def changes(made: Plan) -> tuple[Message, ...]:
    """What was changed of the published network, a sentence each."""
    found = [
        plural(
            made.outputs,
            "The last layer has 1 output in place of {classes:,} classes.",
            "The last layer has {n:,} outputs in place of {classes:,} classes.",
            classes=IMAGENET_CLASSES,
        )
    ]
    if made.side:
        facts = {"height": made.height, "width": made.width, "side": made.side}
        found.append(
            Message("Pictures of {height} × {width} pixels are resized to {side} × {side} in the model.", facts)
        )
    if made.channels != _COLOURS:
        found.append(
            plural(
                made.channels,
                "The first convolution takes 1 channel in place of 3.",
                "The first convolution takes {n} channels in place of 3.",
            )
        )
    if made.small_stem:
        found.append(
            Message(
                "For small pictures the first convolution is 3 × 3 with stride 1 in place of 7 × 7 with stride 2, and "
                "no pooling follows it."
            )
        )
    if made.has_auxiliary:
        found.append(Message("The auxiliary classifiers are left out: the model answers once."))
    if made.is_transformer and made.seen[0] != made.published.weights[0].side:
        facts = {"side": made.seen[0], "published": made.published.weights[0].side}
        text = N_("Its position embeddings are for pictures of {side} × {side} pixels in place of {published}.")
        found.append(Message(text, facts))
    return tuple(found)


def build(
    input_shape: tuple[int, ...],
    outputs: int,
    *,
    architecture: Annotated[
        str,
        Field(
            min_length=1,
            max_length=100,
            title="Network",
            description="Name of a torchvision network for classification, such as resnet18 or mobilenet_v3_small.",
        ),
    ] = "resnet18",
    weights: Annotated[
        str,
        AfterValidator(absolute_file),
        Field(
            max_length=4096,
            title="Pretrained weights",
            description="Weights to begin from: a name of torchvision's (IMAGENET1K_V1), or a file; empty to train "
            "from scratch.",
        ),
    ] = "",
    stem: Annotated[
        Stem,
        Field(
            title="Stem",
            description="First layers of a ResNet; “auto” takes small ones for pictures under 64 pixels when training "
            "from scratch.",
            json_schema_extra={
                "advanced": True,
                "labels": {"auto": "Auto", "as published": "As published", "small": "Small"},
            },
        ),
    ] = "auto",
    image_size: Annotated[
        int,
        Field(
            ge=0,
            le=1024,
            title="Resize to",
            description="Side to which the model resizes pictures before it looks at them.",
            json_schema_extra={"unit": "pixels", "zero": "as they are", "advanced": True},
        ),
    ] = 0,
    normalization: Annotated[
        Literal["auto", "of the weights", "of the data"],
        Field(
            title="Normalization",
            description="Mean and deviation that pictures are normalized by: those the weights were trained with, or "
            "what the data section says. “auto” takes those of the weights if there are any.",
            json_schema_extra={
                "advanced": True,
                "labels": {"auto": "Auto", "of the weights": "Of the weights", "of the data": "Of the data"},
            },
        ),
    ] = "auto",
) -> nn.Module:
    """Build the architecture for pictures (N, *input_shape) and ``outputs``, its weights drawn from the random state.

    Raises:
        RecipeError: the name is unknown, or the stem is one that the architecture has not.
        ModelError: it does not take the pictures, or is too large for this computer.
    """
    made = plan(input_shape, outputs, architecture_name=architecture, weights=weights, stem=stem, image_size=image_size)
    _require_room(made)
    try:
        model = _built(made)
        _try(model, made)
    except (RuntimeError, AssertionError, ValueError, IndexError, ZeroDivisionError) as error:
        raise _not_taken(made, error) from None
    if made.side:
        model.register_forward_pre_hook(_resize_to(made.side))
    return model


def first_convolution(model: nn.Module) -> str:
    """The name of the convolution that sees the pictures."""
    return next(str(name) for name, module in model.named_modules() if isinstance(module, nn.Conv2d))


def last_layer(model: nn.Module) -> str:
    """The name of the layer that answers: the last linear layer or, in a SqueezeNet, convolution."""
    return [str(name) for name, module in model.named_modules() if isinstance(module, (nn.Linear, nn.Conv2d))][-1]


def _built(made: Plan) -> nn.Module:
    from torchvision import models

    arguments: dict[str, Any] = {"num_classes": made.outputs}
    if made.is_transformer:
        arguments["image_size"] = made.seen[0]
    if made.has_auxiliary:
        arguments |= {"aux_logits": False, "init_weights": True}
    model: nn.Module = models.get_model(made.published.name, **arguments)
    if made.small_stem:
        old = model.get_submodule("conv1")
        assert isinstance(old, nn.Conv2d)
        stem = nn.Conv2d(_COLOURS, old.out_channels, 3, padding=1, bias=False)
        nn.init.kaiming_normal_(stem.weight, mode="fan_out", nonlinearity="relu")
        model.set_submodule("conv1", stem)
        model.set_submodule("maxpool", nn.Identity())
    if made.channels != _COLOURS:
        _take_channels(model, made.channels)
    return model


def _take_channels(model: nn.Module, channels: int) -> None:
    """Give the first convolution so many channels, its weights drawn with the spread that they had."""
    name = first_convolution(model)
    old = model.get_submodule(name)
    assert isinstance(old, nn.Conv2d)
    shape: dict[str, Any] = {
        name: getattr(old, name) for name in ("out_channels", "kernel_size", "stride", "padding", "dilation")
    }
    new = nn.Conv2d(channels, bias=old.bias is not None, **shape)
    nn.init.normal_(new.weight, 0.0, float(old.weight.detach().std()))
    new.bias = old.bias
    model.set_submodule(name, new)


def _try(model: nn.Module, made: Plan) -> None:
    """Send one picture through ``model`` on the meta device, where nothing is computed; raises what the model does."""
    tensors = {
        name: tensor.to("meta") for part in (model.named_parameters(), model.named_buffers()) for name, tensor in part
    }
    model.eval()
    with torch.no_grad():
        torch.func.functional_call(model, tensors, torch.empty(1, made.channels, *made.seen, device="meta"))
    model.train()


def _resize_to(side: int) -> Callable[[nn.Module, tuple[Tensor, ...]], tuple[Tensor, ...]]:
    def resize(module: nn.Module, inputs: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        pictures = inputs[0]
        shrinks = min(pictures.shape[2:]) > side
        resized = F.interpolate(pictures, (side, side), mode="bilinear", align_corners=False, antialias=shrinks)
        return (resized, *inputs[1:])

    return resize


def _require_room(made: Plan) -> None:
    """Raise `ModelError` if the weights alone would not fit into the memory that is free."""
    needed, free = made.published.parameters * _BYTES, psutil.virtual_memory().available
    if needed > free:
        raise ModelError(
            "too-large",
            "{architecture} has {parameters:,} parameters, which take {needed:.1f} GB, and {free:.1f} GB of memory are "
            "free. Choose a smaller network.",
            field="model.architecture",
            architecture=made.published.name,
            parameters=made.published.parameters,
            needed=needed / 1e9,
            free=free / 1e9,
        )


def _not_taken(made: Plan, error: Exception) -> ModelError:
    return ModelError(
        "size-not-taken",
        "{architecture} does not take pictures of {height} × {width} pixels ({reason}). Set model.image_size to "
        "{side}, and the model resizes them itself, or choose another network.",
        field="model.image_size",
        architecture=made.published.name,
        height=made.seen[0],
        width=made.seen[1],
        reason=(str(error).splitlines() or [type(error).__name__])[0].rstrip(".")[:160],
        side=made.published.weights[0].side,
    )
