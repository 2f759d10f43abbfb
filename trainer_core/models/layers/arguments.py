"""Ranges and explanations of the arguments of ``torch.nn``, which its signatures leave out."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError
from torch import nn

INFERRED = frozenset({"in_features", "in_channels", "num_features", "num_channels", "normalized_shape"})
"""Sizes that follow from what comes in."""

_LEFT_OUT = frozenset(
    {
        # How it is carried out: in-place changes break shortcuts and backward for little.
        *("inplace", "device", "dtype", "return_indices", "recompute_scale_factor", "divisor_override"),
        # Other statistics than those that the network is evaluated with, and old names.
        *("track_running_stats", "min_value", "max_value", "align_corners"),
        *("padding_idx", "max_norm", "norm_type", "scale_grad_by_freq", "sparse", "_weight", "_freeze"),
    }
)

_MOST_UNITS = 2**24
_MOST_CHANNELS = 2**20
_LONGEST_SIDE = 65_536
_LARGEST_KERNEL = 1024


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple) else [value]


def _one_or_all(dims: int) -> AfterValidator:
    def check(value: list[Any]) -> list[Any]:
        if len(value) not in (0, 1, dims):
            raise PydanticCustomError("one_or_all", "It should be one number, or {dims}", {"dims": dims})
        return value

    return AfterValidator(check)


def _sizes(dims: int, least: int, most: int, title: str, description: str, **extra: Any) -> Any:
    """One whole number, or one for each of ``dims`` dimensions; an empty list where none is needed."""
    number = Annotated[int, Field(ge=least, le=most)]
    return Annotated[
        list[number],
        BeforeValidator(_listed),
        _one_or_all(dims),
        Field(
            min_length=0 if extra.pop("optional", False) else 1,
            max_length=dims,
            title=title,
            description=description,
            json_schema_extra=extra,
        ),
    ]


def _number(least: float, most: float, title: str, description: str, **extra: Any) -> Any:
    return Annotated[float, Field(ge=least, le=most, title=title, description=description, json_schema_extra=extra)]


def _whole(least: int, most: int, title: str, description: str, **extra: Any) -> Any:
    return Annotated[int, Field(ge=least, le=most, title=title, description=description, json_schema_extra=extra)]


def _switch(title: str, description: str) -> Any:
    return Annotated[bool, Field(title=title, description=description, json_schema_extra={"advanced": True})]


_ARGUMENTS: dict[str, Any] = {
    "out_features": _whole(
        1, _MOST_UNITS, "Output features", "Units: numbers that this layer gives for each example.", unit="units"
    ),
    "out_channels": _whole(
        1, _MOST_CHANNELS, "Output channels", "Feature maps that this layer gives.", unit="channels"
    ),
    "groups": _whole(
        1,
        _MOST_CHANNELS,
        "Groups",
        "Parts into which the channels are divided, each with its own weights.",
        advanced=True,
    ),
    "bias": _switch("Bias", "Add a learnt number to each output."),
    "padding_mode": Annotated[
        Literal["zeros", "reflect", "replicate", "circular"],
        Field(
            title="Padding mode", description="What is assumed beyond the edges.", json_schema_extra={"advanced": True}
        ),
    ],
    "ceil_mode": _switch("Round up", "Keep a window at the edge that is only partly filled."),
    "count_include_pad": _switch("Count padding", "Let the padding's zeros count in the mean."),
    "eps": Annotated[
        float,
        Field(
            gt=0,
            le=1,
            title="Epsilon",
            description="Added to a denominator so that it is never 0.",
            json_schema_extra={"log": True, "advanced": True},
        ),
    ],
    "momentum": _number(0, 1, "Momentum", "Share of each new batch in the running mean and variance.", advanced=True),
    "affine": _switch("Affine", "Learn a factor and an offset for each channel."),
    "elementwise_affine": _switch("Affine", "Learn a factor and an offset for each feature."),
    "num_groups": _whole(1, _MOST_CHANNELS, "Groups", "Groups of channels that are normalized together."),
    "p": _number(0, 0.95, "Probability", "Share that is silenced at random in training."),
    "alpha": _number(-100, 100, "Alpha", "How strongly negative values count."),
    "negative_slope": _number(-10, 10, "Negative slope", "What negative values are multiplied by."),
    "lambd": _number(0, 100, "Lambda", "Values nearer to 0 than this become 0."),
    "min_val": _number(-1e6, 1e6, "Minimum", "Smaller values become this."),
    "max_val": _number(-1e6, 1e6, "Maximum", "Larger values become this."),
    "lower": _number(0, 10, "Lower slope", "Smallest factor for negative values, drawn at random in training."),
    "upper": _number(0, 10, "Upper slope", "Largest factor for negative values, drawn at random in training."),
    "beta": _number(0.001, 100, "Beta", "How sharply it bends."),
    "threshold": _number(-1e6, 1e6, "Threshold", "Where another rule begins."),
    "value": _number(-1e6, 1e6, "Value", "What stands in for values below the threshold."),
    "approximate": Annotated[
        Literal["none", "tanh"],
        Field(title="Approximation", description="Compute it exactly, or by tanh."),
    ],
    "num_parameters": _whole(1, _MOST_CHANNELS, "Slopes", "One slope for all, or one for each channel."),
    "init": _number(-10, 10, "First slope", "What negative values are multiplied by at first.", advanced=True),
    "dim": _whole(-8, 8, "Dimension", "The dimension along which it acts; 0 is the batch, 1 the first of an example."),
    "start_dim": _whole(1, 8, "From dimension", "First dimension that is flattened; 0 is the batch.", advanced=True),
    "end_dim": _whole(-8, 8, "To dimension", "Last dimension that is flattened; -1 is the last.", advanced=True),
    "unflattened_size": Annotated[
        list[Annotated[int, Field(ge=1, le=_MOST_UNITS)]],
        Field(min_length=1, max_length=5, title="Sizes", description="The sizes that the dimension is divided into."),
    ],
    "scale_factor": Annotated[
        list[Annotated[float, Field(gt=0, le=1024)]],
        BeforeValidator(_listed),
        Field(max_length=3, title="Factor", description="How many times larger the result is."),
    ],
    "mode": Annotated[
        Literal["nearest", "linear", "bilinear", "bicubic", "trilinear", "area", "nearest-exact"],
        Field(title="Mode", description="How values between pixels are found."),
    ],
    "upscale_factor": _whole(1, 1024, "Factor", "How many times larger the picture is."),
    "downscale_factor": _whole(1, 1024, "Factor", "How many times smaller the picture is."),
    "num_embeddings": _whole(1, _MOST_UNITS, "Entries", "Different whole numbers that can come in: 0 and up."),
    "embedding_dim": _whole(1, _MOST_CHANNELS, "Width", "Numbers that stand for each entry."),
    "times": _whole(1, 1000, "Times", "How many times its layers are built, each time with weights of its own."),
    "join": Annotated[
        Literal["concatenate", "add"],
        Field(title="Join", description="Put the branches' channels one after another, or add them up."),
    ],
}
"""What a form and a check need to know of an argument that is a single value, whatever the layer."""

_SIZES: dict[str, tuple[int, int, str, str, dict[str, Any]]] = {
    "kernel_size": (1, _LARGEST_KERNEL, "Kernel size", "Side of the window; one number, or one for each side.", {}),
    "stride": (1, _LARGEST_KERNEL, "Stride", "How far the window moves at a time.", {}),
    "padding": (0, _LARGEST_KERNEL, "Padding", "What is added at each edge; half of the kernel keeps the size.", {}),
    "output_padding": (
        *(0, _LARGEST_KERNEL, "Output padding", "What is added to one side of the result."),
        {"advanced": True},
    ),
    "dilation": (1, _LARGEST_KERNEL, "Dilation", "Distance between the kernel's points.", {"advanced": True}),
    "output_size": (1, _LONGEST_SIDE, "Output size", "Sides of the result.", {}),
}
"""Arguments with one number for each dimension of the picture: bounds, title, description and facts for a form."""

_EXCEPTIONS: dict[tuple[str, str], Any] = {
    ("LocalResponseNorm", "size"): _whole(1, _LARGEST_KERNEL, "Size", "Neighbouring channels that count."),
    ("LocalResponseNorm", "alpha"): _number(0, 100, "Alpha", "How strongly the neighbours count."),
    ("LocalResponseNorm", "beta"): _number(0, 10, "Beta", "The power that is divided by."),
    ("LocalResponseNorm", "k"): _number(0, 100, "k", "Added before the power is taken."),
    ("Upsample", "size"): Annotated[
        list[Annotated[int, Field(ge=1, le=_LONGEST_SIDE)]],
        BeforeValidator(_listed),
        Field(max_length=3, title="Size", description="Sides of the result; in place of a factor."),
    ],
    ("ChannelShuffle", "groups"): _whole(1, _MOST_CHANNELS, "Groups", "Groups whose channels are interleaved."),
    **{
        (name, "padding"): _sizes(4, 0, _LARGEST_KERNEL, "Padding", "What is added: left, right, top and bottom.")
        for name in ("ZeroPad2d", "ReflectionPad2d", "ReplicationPad2d", "CircularPad2d")
    },
    **{
        (name, "padding"): _sizes(2, 0, _LARGEST_KERNEL, "Padding", "What is added: left and right.")
        for name in ("ZeroPad1d", "ReflectionPad1d", "ReplicationPad1d", "CircularPad1d")
    },
    **{
        (name, "stride"): _sizes(
            *(dims, 1, _LARGEST_KERNEL, "Stride", "How far the window moves at a time; empty for its own size."),
            optional=True,
        )
        for dims in (1, 2, 3)
        for name in (f"MaxPool{dims}d", f"AvgPool{dims}d")
    },
}
"""Arguments that mean something else in one layer."""

_DEFAULTS: Mapping[str, Any] = {"stride": [], "size": [], "scale_factor": [], "dim": 1}
"""In place of None, which TOML cannot write, and which lets Softmax guess a dimension."""


def argument_fields(kind: type[nn.Module], dims: int) -> dict[str, tuple[Any, Any]]:
    """Read from the signature of ``kind`` what a recipe can hold, as ``{name: (type, default)}``.

    ``dims`` is the number of sides that a window has. Raises `KeyError` for an argument that nobody has described.
    """
    fields: dict[str, tuple[Any, Any]] = {}
    for name, parameter in inspect.signature(kind).parameters.items():
        if name in _LEFT_OUT | INFERRED or (kind, name) in _UNUSABLE or parameter.kind in _VARIADIC:
            continue
        annotation = argument(kind.__name__, name, dims)
        default = ... if parameter.default is inspect.Parameter.empty else parameter.default
        if default is None:
            default = _DEFAULTS[name]
        elif name in _SIZES and (kind.__name__, name) not in _EXCEPTIONS and default is not ...:
            default = [default]
        fields[name] = (annotation, float(default) if _is_float(annotation) and isinstance(default, int) else default)
    return fields


_VARIADIC = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)

_UNUSABLE = {
    (nn.RMSNorm, "eps"),
    *((kind, "padding_mode") for kind in (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)),
}
"""What torch has in the signature with no choice, or with a default that depends on the number format."""


def argument(layer: str, name: str, dims: int = 1) -> Any:
    """The annotation of one argument of the layer called ``layer``."""
    if (layer, name) in _EXCEPTIONS:
        return _EXCEPTIONS[layer, name]
    if name in _SIZES:
        least, most, title, description, extra = _SIZES[name]
        return _sizes(dims, least, most, title, description, **extra)
    return _ARGUMENTS[name]


def _is_float(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is float
