"""Carries out a fix: the whole list of layers with the change in it, the given one untouched."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trainer_core.models.layers.catalogue import BY_NAME
from trainer_core.models.layers.chain import same_padding, single
from trainer_core.models.layers.traced import Fault, Fix, Layer, Path_, Repair, layer_at

Edit = Callable[[list[Any], int], None]


def repairs_of(layers: Sequence[Layer], path: Path_, fault: Fault) -> tuple[Repair, ...]:
    """What mends ``fault``, which is at the layer ``path`` of ``layers``."""
    return tuple(Repair(fix.title, mended(layers, path, fix)) for fix in fault.fixes)


def mended(layers: Sequence[Layer], path: Path_, fix: Fix) -> tuple[Layer, ...]:
    """The list with ``fix`` done at ``path``."""

    def edit(within: list[Any], index: int) -> None:
        if fix.change == "set":
            within[index] = {**within[index], **fix.values}
        elif fix.change == "pad":
            within[index] = _padded(within[index])
        elif fix.change == "before":
            within[index:index] = [dict(layer) for layer in fix.layers]
        elif fix.change == "after":
            within[index + 1 : index + 1] = [dict(layer) for layer in fix.layers]
        else:
            del within[index]

    changed = _changed(list(layers), path, edit)
    if fix.change == "first":
        changed.insert(0, dict(layer_at(layers, path)))
    return tuple(changed)


def could_pad(layer: Mapping[str, Any]) -> bool:
    """Whether a convolution or pooling moves by 1 and makes what comes in smaller, which a padding would prevent."""
    slides = _SLIDES.fullmatch(layer["type"])
    if slides is None or (slides[1] != "Conv" and not layer.get("stride")):
        return False
    wanted = same_padding(layer)
    return bool(wanted != "same" and single(wanted) != single(layer.get("padding", 0)))


_SLIDES = re.compile(r"(Conv|MaxPool|AvgPool)\dd")


def _padded(layer: Mapping[str, Any]) -> Layer:
    """A copy of a layer, with what it holds, in which every window that could keep the size does."""
    copied = dict(layer)
    if could_pad(layer):
        copied["padding"] = single(same_padding(layer))
    for key in BY_NAME[layer["type"]].lists:
        lists = layer.get(key, [])
        copied[key] = [[*map(_padded, branch)] for branch in lists] if key == "branches" else [*map(_padded, lists)]
    return copied


def _changed(within: list[Any], path: Path_, edit: Edit) -> list[Any]:
    """A copy of what lies on the way to ``path``, changed there."""
    head, *rest = path
    copied: Any = list(within)
    if not rest:
        assert isinstance(head, int)
        edit(copied, head)
        return list(copied)
    if isinstance(rest[0], str):
        layer, key = dict(copied[head]), rest[0]
        layer[key] = _changed(list(layer[key]), tuple(rest[1:]), edit)
        copied[head] = layer
    else:
        copied[head] = _changed(list(copied[head]), tuple(rest), edit)
    return list(copied)
