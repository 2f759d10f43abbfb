"""One module of a list: the arguments that it is built with, and what it makes of a shape."""

from __future__ import annotations

import inspect
import math
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from torch import nn

from trainer_core.errors import Message
from trainer_core.models.layers.catalogue import BY_NAME
from trainer_core.models.layers.chain import Node, single
from trainer_core.models.layers.cost import activation_bytes, multiply_adds, parameters_of
from trainer_core.models.layers.fitting import fault_of
from trainer_core.models.layers.shapes import output_shape
from trainer_core.models.layers.traced import Fault, Leaf, Shape

MOST_PARAMETERS: Final = 20_000_000_000
"""Numbers that a layer may learn: 80 GB in float32. Beyond that it is refused before memory is asked for."""
_MOST_VALUES: Final = 1_000_000_000
"""Numbers that a layer may give for one example: 4 GB in float32."""


def inferred_of(node: Node, shape: Shape) -> dict[str, Any]:
    """The sizes that follow from the ``shape`` of one example that comes in, by torch's names."""
    name = node.type.inferred
    if not name:
        return {}
    if name == "in_features":
        return {name: shape[-1]}
    if name == "normalized_shape":
        return {name: list(shape if len(shape) != 2 else shape[-1:])}
    return {name: shape[0]}


def keywords(node: Node, shape: Shape) -> dict[str, Any]:
    """The keyword arguments with which torch's class is called."""
    values = {name: _as_torch(name, value) for name, value in node.arguments.items()}
    return inferred_of(node, shape) | values


def _as_torch(name: str, value: Any) -> Any:
    if not isinstance(value, list):
        return value
    if name == "unflattened_size":
        return tuple(value)
    return None if not value else single(value) if len(value) == 1 else tuple(value)


def trace_leaf(node: Node, shape: Shape, whole: bool) -> Leaf:
    """What the module of ``node`` makes of one example of ``shape``: it is made on the meta device, without memory.

    ``whole`` says that the values are still those of the data, among which may be whole numbers.
    """
    fault = fault_of(node, shape, whole)
    if fault is not None:
        return Leaf(None, fault=fault)
    given = keywords(node, shape)
    parameters = _parameters(node, given)
    if parameters > MOST_PARAMETERS:
        return Leaf(None, fault=Fault(too_large(node.type.name, parameters)))
    result = output_shape(node, shape)
    try:
        module = node.type.kind(**given, **_on_meta(node.type.name))
    except Exception as error:  # whatever torch says to a combination that nobody foresaw
        return Leaf(None, fault=Fault(_refused(node, error)))
    if math.prod(result) > _MOST_VALUES:
        return Leaf(None, fault=Fault(_gives_too_much(node, result)))
    return Leaf(
        result,
        parameters_of(module),
        multiply_adds(module, shape, result),
        activation_bytes(module, result),
        inferred_of(node, shape),
    )


@cache
def _on_meta(name: str) -> Mapping[str, Any]:
    """The keyword that puts a module with weights on the meta device."""
    return {"device": "meta"} if "device" in inspect.signature(BY_NAME[name].kind).parameters else {}


def _parameters(node: Node, given: Mapping[str, Any]) -> int:
    """What a module of weights will learn, counted before it is made."""
    kind = node.type.kind
    if kind is nn.Linear:
        return int(given["in_features"] * given["out_features"])
    if kind is nn.Embedding:
        return int(given["num_embeddings"] * given["embedding_dim"])
    if "kernel_size" in given and "out_channels" in given:
        sides = given["kernel_size"]
        window = sides**node.type.dims if isinstance(sides, int) else math.prod(sides)
        return int(given["in_channels"] * given["out_channels"] * window // given["groups"])
    return 0


def too_large(name: str | Message, parameters: int) -> Message:
    """The sentence for more parameters than anything here can hold."""
    return Message(
        "{layer} would have {parameters:,} parameters ({gigabytes:,.0f} GB). Make it smaller.",
        {"layer": name, "parameters": parameters, "gigabytes": parameters * 4 / 1e9},
    )


def _gives_too_much(node: Node, shape: Shape) -> Message:
    return Message(
        "{layer} would give {values:,} numbers for each example, {gigabytes:,.0f} GB. Make its output smaller.",
        {"layer": node.type.name, "values": math.prod(shape), "gigabytes": math.prod(shape) * 4 / 1e9},
    )


def _refused(node: Node, error: Exception) -> Message:
    reason = next(iter(str(error).splitlines()), type(error).__name__)[:200].rstrip(".")
    return Message("{layer} cannot be made: {reason}.", {"layer": node.type.name, "reason": reason})
