"""The model ``layers``: a network built from the list of layers in a recipe."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import psutil
from pydantic import BeforeValidator, Field
from torch import nn

from trainer_core.errors import ModelError
from trainer_core.models.layers.assembling import Assembler, Named
from trainer_core.models.layers.chain import FIELD, Node, checked, parse
from trainer_core.models.layers.modules import OWN, Parallel, Residual
from trainer_core.models.layers.traced import Layer, Shape, Trace, field_of
from trainer_core.models.layers.tracing import trace
from trainer_core.models.registry import models


class _Modules:
    """Makes the modules themselves."""

    def leaf(self, node: Node, arguments: Mapping[str, Any]) -> nn.Module:
        return OWN.get(node.type.name, node.type.kind)(**arguments)

    def chain(self, parts: Named[nn.Module]) -> nn.Module:
        return nn.Sequential(OrderedDict(parts))

    def residual(self, layers: nn.Module, shortcut: nn.Module | None) -> nn.Module:
        return Residual(layers, nn.Identity() if shortcut is None else shortcut)

    def parallel(self, branches: Sequence[nn.Module], join: str) -> nn.Module:
        return Parallel(list(branches), join)


def traced_for_building(layers: Sequence[Layer], input_shape: Shape, outputs: int) -> Trace:
    """Trace ``layers``; raises `ModelError` naming the first layer that does not fit, and `RecipeError`."""
    parse(layers)
    found = trace(layers, input_shape, outputs)
    if found.problem is not None:
        row = next((row for row in found.layers if row.problem is not None), None)
        field = FIELD if row is None else f"{FIELD}{field_of(row.path)}"
        raise ModelError("layers-do-not-fit", "{field}: {problem}", field=field, problem=found.problem)
    return found


def _require_memory(parameters: int) -> None:
    there = psutil.virtual_memory().total
    if parameters * 4 > there:
        raise ModelError(
            "model-too-large",
            "{field} gives a network with {parameters:,} parameters ({gigabytes:,.0f} GB), but this computer has "
            "{there:,.0f} GB of memory. Make its layers smaller.",
            field=FIELD,
            parameters=parameters,
            gigabytes=parameters * 4 / 1e9,
            there=there / 1e9,
        )


@models.register(
    "layers",
    title="Layers",
    summary="A network that you stack layer by layer.",
)
def build(
    input_shape: tuple[int, ...],
    outputs: int,
    *,
    layers: Annotated[
        list[dict[str, Any]],
        BeforeValidator(checked),
        Field(
            title="Layers",
            description="The layers from input to output, each with a type and torch's argument names.",
            json_schema_extra={"layers": True},
        ),
    ] = [{"type": "Flatten"}, {"type": "Linear", "out_features": 10}],  # noqa: B006 - never written to
) -> nn.Module:
    """Build the network of ``layers``: a Sequential whose children have the layers' names, or their places.

    Raises:
        ModelError: a layer does not fit what comes in, or the last one the task; or it is too large for this computer.
        RecipeError: a layer is unknown, or has an argument that cannot be.
    """
    found = traced_for_building(layers, input_shape, outputs)
    _require_memory(found.parameters)
    parts, _ = Assembler(found.leaves).parts(parse(layers), tuple(input_shape), _Modules())
    return nn.Sequential(OrderedDict(parts))
