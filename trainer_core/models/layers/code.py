"""A list of layers as the source of a plain ``nn.Module``, with the same names, weights from a seed, and outputs."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from trainer_core.models.layers.assembling import Assembler, Named
from trainer_core.models.layers.building import traced_for_building
from trainer_core.models.layers.chain import Node, parse
from trainer_core.models.layers.modules import Embedding, Parallel, Residual
from trainer_core.models.layers.traced import Layer, Shape

_INDENT = "    "
_LONGEST = 100


def as_code(layers: Sequence[Layer], input_shape: Shape, outputs: int, class_name: str = "Network") -> str:
    """The source of a module that is the network of ``layers``.

    It imports torch alone. Its parameters have the same names, the same values after ``torch.manual_seed`` as those of
    `build_model` from that seed, and its outputs are equal to the bit. Batch norm is torch's own, which refuses a batch
    of one in training. Raises `ModelError` and `RecipeError` as building does.
    """
    found = traced_for_building(layers, input_shape, outputs)
    writer = _Writer()
    parts, _ = Assembler(found.leaves).parts(parse(layers), tuple(input_shape), writer)
    body = _body(parts, class_name)
    used = [block for block in (Embedding, Parallel, Residual) if block in writer.used]
    blocks = [f"{inspect.getsource(block).strip()}\n" for block in used]
    head = "from collections import OrderedDict\n\n" if "OrderedDict(" in body else ""
    head += "import torch\n" if Parallel in writer.used else ""
    head += f"from torch import {'Tensor, ' if blocks or 'Tensor' in body else ''}nn\n"
    return "\n\n".join([head, *blocks, body])


class _Writer:
    """Makes the expression that makes each module, and remembers which blocks it needs."""

    def __init__(self) -> None:
        self.used: set[type] = set()

    def leaf(self, node: Node, arguments: Mapping[str, Any]) -> str:
        name = f"nn.{node.type.name}"
        if node.type.name == "Embedding":
            self.used.add(Embedding)
            name = "Embedding"
        return f"{name}({_call(node, arguments)})"

    def chain(self, parts: Named[str]) -> str:
        if not parts:
            return "nn.Identity()"
        return _sequential("nn.Sequential", parts)

    def residual(self, layers: str, shortcut: str | None) -> str:
        self.used.add(Residual)
        return _lines("Residual(", [layers, shortcut or "nn.Identity()"], ")")

    def parallel(self, branches: Sequence[str], join: str) -> str:
        self.used.add(Parallel)
        inside = _lines("[", list(branches), "]")
        return _lines("Parallel(", [inside, *([] if join == "concatenate" else [repr(join)])], ")")


def _call(node: Node, arguments: Mapping[str, Any]) -> str:
    """The arguments as one writes them: the needed ones by place, others by name where torch's default is another."""
    texts = []
    for name, parameter in inspect.signature(node.type.kind).parameters.items():
        if name not in arguments:
            continue
        value = arguments[name]
        if parameter.default is inspect.Parameter.empty:
            texts.append(repr(value))
        elif value != parameter.default:
            texts.append(f"{name}={value!r}")
    return ", ".join(texts)


def _numbered(parts: Named[str]) -> bool:
    return [name for name, _ in parts] == [str(place) for place in range(len(parts))]


def _sequential(call: str, parts: Named[str]) -> str:
    if _numbered(parts):
        return _lines(f"{call}(", [text for _, text in parts], ")")
    pairs = [_lines(f'("{name}", ', [text], ")", trailing=False) for name, text in parts]
    return _lines(f"{call}(", [_lines("OrderedDict([", pairs, "])")], ")", trailing=False)


def _lines(opening: str, items: Sequence[str], closing: str, *, trailing: bool = True) -> str:
    """A call or list in one line if it is short, else with one item a line."""
    line = f"{opening}{', '.join(items)}{closing}"
    if "\n" not in line and len(line) <= _LONGEST - 3 * len(_INDENT) and len(items) < 3:
        return line
    if not trailing and len(items) == 1:
        return f"{opening}{items[0]}{closing}"
    inside = textwrap.indent(",\n".join(items) + ",", _INDENT)
    return f"{opening}\n{inside}\n{closing}"


def _body(parts: Named[str], class_name: str) -> str:
    """The class: attributes and a forward where every layer has a name of its own, else a Sequential."""
    if all(name.isidentifier() for name, _ in parts):
        made = "\n".join(f"self.{name} = {text}" for name, text in parts)
        steps = "\n".join(f"x = self.{name}(x)" for name, _ in parts)
        init = textwrap.indent(f"super().__init__()\n{made}", 2 * _INDENT)
        forward = textwrap.indent(f"{steps}\nreturn x", 2 * _INDENT)
        return (
            f"class {class_name}(nn.Module):\n{_INDENT}def __init__(self) -> None:\n{init}\n\n"
            f"{_INDENT}def forward(self, x: Tensor) -> Tensor:\n{forward}\n"
        )
    init = textwrap.indent(_sequential("super().__init__", parts), 2 * _INDENT)
    return f"class {class_name}(nn.Sequential):\n{_INDENT}def __init__(self) -> None:\n{init}\n"
