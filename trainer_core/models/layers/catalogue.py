"""Every kind of layer that a list can hold: those of ``torch.nn`` that make sense in a chain, and the blocks."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel
from torch import nn

from trainer_core.errors import N_, Message
from trainer_core.models.layers.arguments import INFERRED, argument, argument_fields
from trainer_core.models.layers.traced import Layer
from trainer_core.registry import arguments_model


@dataclass(frozen=True, slots=True)
class LayerType:
    """One kind of layer: what it is called, what it is for, and its arguments as a pydantic model.

    ``start`` are the arguments with which a new one begins. ``ranks`` are the numbers of dimensions that an example may
    have (2 for channels and length, 3 for a picture), any if empty; ``dims`` the sides of its window. A ``block`` holds
    lists of layers under ``lists`` (``"branches"`` is a list of lists).
    """

    name: str
    group: Message
    summary: Message
    arguments: type[BaseModel]
    block: bool = False
    start: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    ranks: frozenset[int] = frozenset()
    dims: int = 1
    kind: type[nn.Module] = nn.Identity
    inferred: str = ""
    lists: tuple[str, ...] = ()


_LINEAR, _CONVOLUTION, _POOLING = N_("Linear"), N_("Convolution"), N_("Pooling")
_NORMALIZATION, _DROPOUT, _ACTIVATION = N_("Normalization"), N_("Dropout"), N_("Activation")
_SHAPE, _EMBEDDING, _BLOCK = N_("Shape"), N_("Embedding"), N_("Block")

_ANY: frozenset[int] = frozenset()
_VECTOR, _SEQUENCE, _PICTURE = 1, 2, 3


def _plain(group: str, summary: str, *names: str, ranks: frozenset[int] = _ANY, **start: Any) -> list[LayerType]:
    return [_layer(group, summary, getattr(nn, name), 1, ranks, start) for name in names]


def _each_rank(group: str, summary: str, stem: str, *dims: int, **start: Any) -> list[LayerType]:
    """``Conv1d``, ``Conv2d``, …: one for each number of sides, for examples with channels before them."""
    return [_layer(group, summary, getattr(nn, f"{stem}{n}d"), n, frozenset({n + 1}), start) for n in dims]


def _layer(
    group: str, summary: str, kind: type[nn.Module], dims: int, ranks: frozenset[int], start: Mapping[str, Any]
) -> LayerType:
    inferred = next((name for name in inspect.signature(kind).parameters if name in INFERRED), "")
    return LayerType(
        kind.__name__,
        Message(group),
        Message(summary),
        arguments_model(f"layer_{kind.__name__}", argument_fields(kind, dims)),
        start=MappingProxyType(dict(start)),
        ranks=ranks,
        dims=dims,
        kind=kind,
        inferred=inferred,
    )


def _activation(name: str, summary: str, **start: Any) -> list[LayerType]:
    return _plain(_ACTIVATION, summary, name, **start)


def _block(
    name: str, summary: str, lists: tuple[str, ...], start: Mapping[str, Any] = MappingProxyType({}), **arguments: Any
) -> LayerType:
    """A block; ``arguments`` have these defaults, and those in ``start`` none."""
    defaults = {**dict.fromkeys(start, ...), **arguments}
    fields = {key: (argument(name, key), default) for key, default in defaults.items()}
    model = arguments_model(f"layer_{name}", fields)
    return LayerType(name, Message(_BLOCK), Message(summary), model, block=True, start=start, lists=lists)


_CATALOGUE: tuple[LayerType, ...] = (
    *_plain(_LINEAR, N_("Every output is a weighted sum of all inputs."), "Linear", out_features=128),
    *_each_rank(
        _CONVOLUTION,
        N_("Slides a small window of weights over the input and finds the same pattern anywhere."),
        *("Conv", 2, 1, 3),
        out_channels=32,
        kernel_size=3,
        padding=1,
    ),
    *_each_rank(
        _CONVOLUTION,
        N_("A convolution the other way round: makes its input larger."),
        *("ConvTranspose", 2, 1, 3),
        out_channels=32,
        kernel_size=2,
        stride=2,
    ),
    *_each_rank(
        _POOLING,
        N_("Keeps the largest value of each window: a smaller picture."),
        "MaxPool",
        2,
        1,
        3,
        kernel_size=2,
    ),
    *_each_rank(_POOLING, N_("Takes the mean of each window: a smaller picture."), "AvgPool", 2, 1, 3, kernel_size=2),
    *_each_rank(
        _POOLING,
        N_("Takes means so that the result has the size that you give."),
        "AdaptiveAvgPool",
        2,
        1,
        3,
        output_size=1,
    ),
    *_each_rank(
        _POOLING,
        N_("Takes the largest values so that the result has the size that you give."),
        *("AdaptiveMaxPool", 2, 1, 3),
        output_size=1,
    ),
    *_plain(
        _NORMALIZATION,
        N_("Brings each feature to mean 0 and variance 1 over the batch."),
        "BatchNorm1d",
        ranks=frozenset({_VECTOR, _SEQUENCE}),
    ),
    *_each_rank(_NORMALIZATION, N_("Brings each channel to mean 0 and variance 1 over the batch."), "BatchNorm", 2, 3),
    *_plain(_NORMALIZATION, N_("Brings each example to mean 0 and variance 1 over its features."), "LayerNorm"),
    *_plain(_NORMALIZATION, N_("Divides each example by the root mean square of its features."), "RMSNorm"),
    *_plain(
        _NORMALIZATION,
        N_("Brings groups of channels to mean 0 and variance 1 in each example."),
        "GroupNorm",
        num_groups=8,
    ),
    *_each_rank(
        _NORMALIZATION, N_("Brings each channel of each example to mean 0 and variance 1."), "InstanceNorm", 2, 1, 3
    ),
    *_plain(
        _NORMALIZATION,
        N_("Divides each value by how active the neighbouring channels are."),
        "LocalResponseNorm",
        ranks=frozenset({2, 3, 4}),
        size=5,
    ),
    *_plain(_DROPOUT, N_("Silences values at random in training, against overfitting."), "Dropout"),
    *_each_rank(_DROPOUT, N_("Silences whole channels at random in training."), "Dropout", 2, 1, 3),
    *_plain(_DROPOUT, N_("Dropout that keeps mean and variance, for SELU."), "AlphaDropout"),
    *_plain(
        _DROPOUT,
        N_("Silences whole channels and keeps mean and variance, for SELU."),
        "FeatureAlphaDropout",
        ranks=frozenset({2, 3, 4}),
    ),
    *_activation("ReLU", N_("Negative values become 0; the usual choice.")),
    *_activation("GELU", N_("A smooth ReLU; usual in transformers.")),
    *_activation("SiLU", N_("A smooth ReLU, x times its sigmoid; also called Swish.")),
    *_activation("Mish", N_("A smooth ReLU that dips below 0.")),
    *_activation("LeakyReLU", N_("ReLU that lets a little of negative values through.")),
    *_activation("PReLU", N_("LeakyReLU whose slope is learnt.")),
    *_activation("ELU", N_("Negative values bend towards a floor.")),
    *_activation("SELU", N_("ELU scaled so that deep networks keep mean 0 and variance 1.")),
    *_activation("CELU", N_("ELU without a corner at 0.")),
    *_activation("ReLU6", N_("ReLU that stops at 6.")),
    *_activation("RReLU", N_("LeakyReLU with a slope drawn at random in training.")),
    *_activation("Sigmoid", N_("Squeezes values between 0 and 1.")),
    *_activation("Tanh", N_("Squeezes values between -1 and 1.")),
    *_activation("Softplus", N_("A smooth ReLU that is always above 0.")),
    *_activation("Softsign", N_("Squeezes values between -1 and 1, slowly.")),
    *_activation("Hardswish", N_("SiLU out of straight pieces: quicker.")),
    *_activation("Hardsigmoid", N_("Sigmoid out of straight pieces: quicker.")),
    *_activation("Hardtanh", N_("Cuts values off at a minimum and a maximum.")),
    *_activation("Hardshrink", N_("Small values become 0, others stay.")),
    *_activation("Softshrink", N_("Values move towards 0, small ones become 0.")),
    *_activation("Tanhshrink", N_("A value minus its tanh.")),
    *_activation("LogSigmoid", N_("The logarithm of the sigmoid.")),
    *_activation("Threshold", N_("Values below a threshold become one value."), threshold=0.0, value=0.0),
    *_activation("Softmax", N_("Makes shares that add up to 1; cross-entropy does this itself.")),
    *_activation("LogSoftmax", N_("Logarithms of shares that add up to 1; for NLLLoss.")),
    *_activation("Softmin", N_("Softmax of the negated values.")),
    *_plain(_ACTIVATION, N_("Softmax over the channels at each pixel."), "Softmax2d", ranks=frozenset({_PICTURE})),
    *_activation("GLU", N_("One half times the sigmoid of the other: half as many values.")),
    *_plain(_SHAPE, N_("Puts all values of an example into one row."), "Flatten"),
    *_plain(_SHAPE, N_("Divides one dimension into several."), "Unflatten", dim=1, unflattened_size=[1, 28, 28]),
    *_plain(_SHAPE, N_("Makes a picture larger."), "Upsample", ranks=frozenset({2, 3, 4}), scale_factor=2.0),
    *_plain(
        _SHAPE,
        N_("Makes a larger picture out of many channels."),
        "PixelShuffle",
        ranks=frozenset({_PICTURE}),
        upscale_factor=2,
    ),
    *_plain(
        _SHAPE,
        N_("Makes many channels out of a large picture."),
        "PixelUnshuffle",
        ranks=frozenset({_PICTURE}),
        downscale_factor=2,
    ),
    *_plain(_SHAPE, N_("Interleaves the channels of groups."), "ChannelShuffle", ranks=frozenset({2, 3, 4}), groups=2),
    *_each_rank(_SHAPE, N_("Pads the edges with zeros."), "ZeroPad", 2, 1, padding=1),
    *_each_rank(_SHAPE, N_("Pads by mirroring the input at its edges."), "ReflectionPad", 2, 1, padding=1),
    *_each_rank(_SHAPE, N_("Pads by repeating the outermost values."), "ReplicationPad", 2, 1, padding=1),
    *_each_rank(_SHAPE, N_("Pads each edge with the values from the opposite edge."), "CircularPad", 2, 1, padding=1),
    *_plain(_SHAPE, N_("Passes everything on as it is."), "Identity"),
    *_plain(
        _EMBEDDING,
        N_("Learns a row of numbers for each whole number that can come in."),
        "Embedding",
        num_embeddings=1000,
        embedding_dim=32,
    ),
    _block(
        "Residual",
        N_("Adds what comes in to what its layers make of it; deep networks learn better."),
        ("layers", "shortcut"),
    ),
    _block(
        "Parallel",
        N_("Sends what comes in through several branches and joins them."),
        ("branches",),
        join="concatenate",
    ),
    _block(
        "Repeat",
        N_("Builds its layers several times, one after another."),
        ("layers",),
        start=MappingProxyType({"times": 2}),
    ),
    _block("Sequential", N_("Layers one after another, under one name."), ("layers",)),
)

BY_NAME: Mapping[str, LayerType] = MappingProxyType({each.name: each for each in _CATALOGUE})


def catalogue() -> tuple[LayerType, ...]:
    """Every kind of layer, in the order in which a palette shows them: by group, what is used most first."""
    return _CATALOGUE


def new_layer(name: str) -> Layer:
    """A layer of that kind as it is added: its arguments are those that most begin with."""
    kind = BY_NAME[name]
    empty: dict[str, Any] = {each: [[], []] if each == "branches" else [] for each in kind.lists if each != "shortcut"}
    return {"type": name, **kind.start, **empty}
