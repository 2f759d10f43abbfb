"""What the keys and buttons of a layer do to the list, each as a pure function."""

from __future__ import annotations

from collections.abc import Sequence

from studio.views.model.layers import edits
from studio.views.model.layers.edits import Layers
from trainer_core.models.layers import Layer, Path_, layer_at


def edited(what: str, layers: Sequence[Layer], path: Path_) -> tuple[Layers, Path_ | None]:
    """The list after ``what`` was done with the layer, or the end of a list, at ``path``, and what is chosen then.

    ``what`` is ``"up"``, ``"down"``, ``"into"`` (the block above), ``"out"`` (of its block), ``"duplicate"``,
    ``"enable"`` (on or off), ``"branch"`` (one more) or ``"remove"``. What cannot be done leaves the list as it is.
    """
    if not edits.exists(layers, path):
        return _without_branch(layers, path) if what == "remove" else (list(layers), path)
    layer = layer_at(layers, path)
    match what:
        case "duplicate":
            copy = {key: value for key, value in layer.items() if key != "name"}
            return edits.inserted(layers, edits.after(path), [copy]), edits.after(path)
        case "enable":
            off = layer.get("enabled", True) is False
            return edits.changed(layers, path, "enabled", None if off else False), path
        case "branch":
            return edits.changed(layers, path, "branches", [*layer.get("branches", []), []]), path
        case "remove":
            return _without(layers, path)
    target = _target(what, layers, path)
    return edits.moved(layers, path, target) if target is not None else (list(layers), path)


def _target(what: str, layers: Sequence[Layer], path: Path_) -> Path_ | None:
    """Where a layer is moved to; None if it stays."""
    match what:
        case "up" | "down":
            return edits.step(layers, path, -1 if what == "up" else 1)
        case "into":
            return edits.into(layers, path)
        case "out" if edits.depth_of(path):
            return edits.after(edits.block_of(path))
    return None


def _without(layers: Sequence[Layer], path: Path_) -> tuple[Layers, Path_ | None]:
    """What stands there then is chosen, or what was above it."""
    left = edits.removed(layers, path)
    index = path[-1]
    assert isinstance(index, int)
    above = (*path[:-1], index - 1) if index else edits.block_of(path) if edits.depth_of(path) else None
    return left, path if edits.exists(left, path) else above


def _without_branch(layers: Sequence[Layer], path: Path_) -> tuple[Layers, Path_]:
    """Take an empty branch out of its block, unless it is the last."""
    if path[-3:-2] == ("branches",) and path[-1] == 0:
        block, number = path[:-3], path[-2]
        branches = layer_at(layers, block)["branches"]
        left = [each for place, each in enumerate(branches) if place != number]
        if left:
            return edits.changed(layers, block, "branches", left), block
    return list(layers), path
