"""The dropout layers of a list, whose probability may change while the network is trained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from torch import nn
from torch.nn.modules.dropout import _DropoutNd

from trainer_core.models.layers.catalogue import catalogue
from trainer_core.models.layers.traced import Layer, Path_

ARGUMENT: Final = "p"
_KINDS: Final = {
    each.name: each for each in catalogue() if "Dropout" in each.name and ARGUMENT in each.arguments.model_fields
}


def dropouts(layers: Sequence[Layer]) -> Iterator[tuple[Path_, Layer]]:
    """The places of the dropout layers that are not switched off, each with the layer, in the order of the list."""
    for at, layer in enumerate(layers):
        if not layer.get("enabled", True):
            continue
        if layer["type"] in _KINDS:
            yield (at,), layer
        for name, inside in _lists_in(layer):
            yield from (((at, *name, *path), each) for path, each in dropouts(inside))


def set_dropouts(model: nn.Module, layers: Sequence[Layer]) -> None:
    """Give each dropout layer of ``model``, which was built of such a list, the probability that ``layers`` say."""
    modules = [module for module in model.modules() if isinstance(module, _DropoutNd)]
    for module, p in zip(modules, _probabilities(layers), strict=True):
        module.p = p


def without_dropout(layers: Sequence[Layer]) -> list[Layer]:
    """The list without the probabilities of dropout layers: what differs in nothing else is equal."""
    return [
        {
            **{key: value for key, value in layer.items() if key != ARGUMENT or layer["type"] not in _KINDS},
            **{
                key: [without_dropout(each) for each in layer[key]]
                if key == "branches"
                else without_dropout(layer[key])
                for key in ("layers", "shortcut", "branches")
                if key in layer
            },
        }
        for layer in layers
    ]


def _probabilities(layers: Sequence[Layer]) -> Iterator[float]:
    """As the modules come: what is repeated as often as it is built."""
    for layer in layers:
        if not layer.get("enabled", True):
            continue
        if layer["type"] in _KINDS:
            yield float(layer.get(ARGUMENT, _KINDS[layer["type"]].arguments.model_fields[ARGUMENT].default))
        for _ in range(layer["times"] if layer["type"] == "Repeat" else 1):
            for _, inside in _lists_in(layer):
                yield from _probabilities(inside)


def _lists_in(layer: Mapping[str, Any]) -> Iterator[tuple[Path_, Sequence[Layer]]]:
    """The lists that a block holds, in the order in which their modules come."""
    for name in ("layers", "shortcut"):
        yield (name,), layer.get(name, [])
    yield from ((("branches", at), inside) for at, inside in enumerate(layer.get("branches", [])))
