"""A list of layers as it is written, read into nodes: types known, arguments checked, sizes and nesting bounded."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError
from torch import nn

from trainer_core.errors import Message, RecipeError, nearest
from trainer_core.models.layers.catalogue import BY_NAME, LayerType
from trainer_core.models.layers.traced import Layer, Path_
from trainer_core.registry.validation import shown, validated

FIELD: Final = "model.layers"
MOST: Final = 1000
"""Layers of a network, those within blocks and repetitions counted each: so many are still traced in a moment."""
DEEPEST: Final = 12
"""Blocks within blocks."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_TAKEN = frozenset(dir(nn.Sequential()))
"""Names that a module has already."""


@dataclass(frozen=True, slots=True)
class Node:
    """A layer that is on, with every argument filled in; ``content`` are the lists of a block, by their place in it.

    ``key`` is equal for layers that are built alike.
    """

    path: Path_
    name: str
    type: LayerType
    arguments: Mapping[str, Any]
    key: str
    content: Mapping[Path_, tuple[Node, ...]]

    @property
    def built(self) -> int:
        """How many layers this makes."""
        inside = sum(node.built for nodes in self.content.values() for node in nodes)
        return 1 + inside * (self.arguments["times"] if self.type.name == "Repeat" else 1)


def parse(layers: Any, field: str = FIELD) -> tuple[Node, ...]:
    """Read a list of layers, called ``field`` in sentences; those that are off are checked and left out.

    Raises:
        RecipeError: a layer is unknown or has a wrong argument or name, or there are too many or too deeply nested.
    """
    nodes = _Reader(field).nodes(layers, (), field)
    if sum(node.built for node in nodes) > MOST:
        raise _too_many(field)
    return nodes


def checked(layers: Any, field: str = FIELD) -> list[Layer]:
    """The list as a recipe keeps it: equal for equal networks, arguments with their default value left out.

    Raises `RecipeError` as `parse` does.
    """
    parse(layers, field)
    return [_written(layer, field) for layer in layers]


class _Reader:
    """Reads nested lists and counts the layers that are written."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._written = 0

    def nodes(self, layers: Any, within: Path_, field: str, depth: int = 0) -> tuple[Node, ...]:
        _require_list(layers, field)
        self._written += len(layers)
        if self._written > MOST:
            raise _too_many(self._field)
        if depth > DEEPEST:
            raise RecipeError(
                "nested-too-deeply",
                "{field} has blocks within blocks, more than {most} deep. Move some of their layers one level up.",
                field=self._field,
                most=DEEPEST,
            )
        nodes = []
        names: dict[str, int] = {}
        for index, layer in enumerate(layers):
            place = f"{field}[{index}]"
            node = self._node(layer, (*within, index), place, depth)
            if names.setdefault(node.name, index) != index:
                raise RecipeError(
                    "name-twice",
                    "{field} is {value}, and {other} has that name too. Give one of them another name.",
                    field=f"{place}.name",
                    value=repr(node.name),
                    other=f"{field}[{names[node.name]}]",
                )
            if layer.get("enabled", True):
                nodes.append(node)
        return tuple(nodes)

    def _node(self, layer: Any, path: Path_, field: str, depth: int) -> Node:
        kind = _type_of(layer, field)
        arguments = _arguments_of(kind, layer, field)
        if not isinstance(layer.get("enabled", True), bool):
            raise RecipeError(
                "bad-value",
                "{field} is {value}. {allowed}.",
                field=f"{field}.enabled",
                value=shown(layer["enabled"]),
                allowed=Message("It should be true or false"),
            )
        content: dict[Path_, tuple[Node, ...]] = {}
        for key in kind.lists:
            lists = layer.get(key, [])
            _require_list(lists, f"{field}.{key}")
            each = enumerate(lists) if key == "branches" else [(None, lists)]
            for number, nested in each:
                place: Path_ = (key,) if number is None else (key, number)
                name = f"{field}.{key}" if number is None else f"{field}.{key}[{number}]"
                content[place] = self.nodes(nested, (*path, *place), name, depth + 1)
        return Node(path, _name_of(layer, path, field), kind, arguments, f"{kind.name} {arguments}", content)


def _require_list(layers: Any, field: str) -> None:
    if not isinstance(layers, list | tuple):
        raise RecipeError(
            "bad-value",
            "{field} is {value}. {allowed}.",
            field=field,
            value=shown(layers),
            allowed=Message("It should be a list of layers, each with a type"),
        )


def _too_many(field: str) -> RecipeError:
    return RecipeError(
        "too-many-layers",
        "{field} makes more than {most:,} layers, those in blocks and repetitions counted each. Take some away, or "
        "repeat less often.",
        field=field,
        most=MOST,
    )


def _type_of(layer: Any, field: str) -> LayerType:
    if not isinstance(layer, Mapping):
        raise RecipeError(
            "bad-value",
            "{field} is {value}. {allowed}.",
            field=field,
            value=shown(layer),
            allowed=Message("It should be a table with a type and torch's argument names"),
        )
    if "type" not in layer:
        raise RecipeError(
            "missing-value", "{field} is missing. Say what kind of layer it is, such as Linear.", field=f"{field}.type"
        )
    name = layer["type"]
    if isinstance(name, str) and name in BY_NAME:
        return BY_NAME[name]
    facts = {"field": f"{field}.type", "value": shown(name)}
    if near := nearest(str(name)[:64].lower(), _LOWER):
        raise RecipeError(
            "unknown-name", "{field} is {value}, which is not known. Did you mean {near}?", near=_LOWER[near], **facts
        )
    raise RecipeError(
        "unknown-name",
        "{field} is {value}, which is not known. It can be: {allowed}.",
        allowed=", ".join(BY_NAME),
        **facts,
    )


_LOWER = {name.lower(): name for name in BY_NAME}


def _arguments_of(kind: LayerType, layer: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    """Every argument of a layer, defaults filled in."""
    own = {key: value for key, value in layer.items() if key not in _COMMON and key not in kind.lists}
    if own.get("padding") == "same":
        own["padding"] = same_padding(own)
    try:
        return _validated(kind.name, json.dumps(own, default=repr))
    except ValidationError:
        known = validated(kind.arguments, own, field)  # raises, naming the field
        return known.model_dump()
    except (ValueError, RecursionError):
        raise RecipeError(
            "bad-value",
            "{field} is {value}. {allowed}.",
            field=field,
            value=shown(type(layer).__name__),
            allowed=Message("It should be a table with a type and torch's argument names"),
        ) from None


_COMMON = frozenset({"type", "name", "enabled"})


@lru_cache(maxsize=8192)
def _validated(name: str, text: str) -> Mapping[str, Any]:
    """The arguments in ``text``, validated: a list of layers has few different ones, and is read after each edit."""
    return MappingProxyType(BY_NAME[name].arguments.model_validate(json.loads(text)).model_dump())


def same_padding(own: Mapping[str, Any]) -> Any:
    """The padding that torch calls "same", as numbers; left to be refused where there is none."""
    kernel, dilation = (_numbers(own.get(name, 1)) for name in ("kernel_size", "dilation"))
    if kernel is None or dilation is None or _numbers(own.get("stride", 1)) not in ([1], [1, 1], [1, 1, 1]):
        return "same"
    reach = [(side - 1) * dilation[min(place, len(dilation) - 1)] for place, side in enumerate(kernel)]
    return "same" if any(each % 2 for each in reach) else [each // 2 for each in reach]


def _numbers(value: Any) -> list[int] | None:
    listed = value if isinstance(value, list) else [value]
    return listed if listed and all(isinstance(each, int) for each in listed) else None


def _name_of(layer: Mapping[str, Any], path: Path_, field: str) -> str:
    name = layer.get("name", "")
    if name == "":
        return str(path[-1])
    if isinstance(name, str) and _NAME.fullmatch(name) and not keyword.iskeyword(name) and name not in _TAKEN:
        return name
    raise RecipeError(
        "bad-value",
        "{field} is {value}. {allowed}.",
        field=f"{field}.name",
        value=shown(name),
        allowed=Message("It should be a name as in Python, such as conv1, that no module has already"),
    )


def _written(layer: Mapping[str, Any], field: str) -> Layer:
    kind = BY_NAME[layer["type"]]
    arguments = _arguments_of(kind, layer, field)
    fields = kind.arguments.model_fields
    written: Layer = {"type": kind.name}
    if layer.get("name"):
        written["name"] = layer["name"]
    if not layer.get("enabled", True):
        written["enabled"] = False
    for name, value in arguments.items():
        if fields[name].is_required() or value != fields[name].default:
            written[name] = single(value) if name != "unflattened_size" else list(value)
    for key in kind.lists:
        if key == "branches":
            written[key] = [[_written(each, field) for each in branch] for branch in layer.get(key, [])]
        elif key == "layers" or layer.get(key):
            written[key] = [_written(each, field) for each in layer.get(key, [])]
    return written


def single(value: Any) -> Any:
    """A list of one number as the number; anything else as it is."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value
