"""Edits of a list of layers as pure functions: each gives a new list, and where what it is about stands now."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from trainer_core.models.layers import Layer, Path_, layer_at

Layers = list[Layer]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list on the screen: a layer, or the end of a block's list, where one can be put.

    ``path`` is that of the layer; at an end, that of the layer that would be put there.
    """

    path: Path_
    layer: Layer | None
    empty: bool = False

    @property
    def depth(self) -> int:
        """In how many blocks it stands."""
        return depth_of(self.path)


def depth_of(path: Path_) -> int:
    """In how many blocks a layer stands: ``(3, "branches", 1, 0)`` in one."""
    return sum(isinstance(part, str) for part in path)


def rows_of(layers: Sequence[Layer]) -> list[Row]:
    """Every line in the order of the screen; what a block holds follows it, each of its lists with its end."""
    return list(_rows(layers, ()))


def _rows(layers: Sequence[Layer], within: Path_) -> Iterator[Row]:
    for index, layer in enumerate(layers):
        path = (*within, index)
        yield Row(path, layer)
        for place, inside in lists_of(layer):
            yield from _rows(inside, (*path, *place))
            yield Row((*path, *place, len(inside)), None, empty=not inside)


def lists_of(layer: Layer) -> list[tuple[Path_, Sequence[Layer]]]:
    """The lists of a block with their places in it; a residual always has a shortcut to put something into."""
    if layer["type"] == "Parallel":
        return [(("branches", number), branch) for number, branch in enumerate(layer.get("branches", []))]
    if layer["type"] == "Residual":
        return [(("layers",), layer.get("layers", [])), (("shortcut",), layer.get("shortcut", []))]
    return [(("layers",), layer["layers"])] if "layers" in layer else []


def exists(layers: Sequence[Layer], path: Path_ | None) -> bool:
    """Whether there is a layer at ``path``."""
    if not path:
        return False
    try:
        return isinstance(layer_at(layers, path), dict)
    except (LookupError, TypeError):
        return False


def after(path: Path_) -> Path_:
    """The place below ``path`` in the same list."""
    return (*path[:-1], _index(path) + 1)


def inserted(layers: Sequence[Layer], path: Path_, new: Sequence[Layer]) -> Layers:
    """The list with ``new`` at ``path``, and what stood there below."""
    result = copy.deepcopy(list(layers))
    _list_at(result, path[:-1])[_index(path) : _index(path)] = copy.deepcopy(list(new))
    return result


def removed(layers: Sequence[Layer], path: Path_) -> Layers:
    """The list without the layer at ``path``."""
    result = copy.deepcopy(list(layers))
    del _list_at(result, path[:-1])[_index(path)]
    return result


def replaced(layers: Sequence[Layer], path: Path_, layer: Layer) -> Layers:
    """The list with another layer at ``path``."""
    result = copy.deepcopy(list(layers))
    _list_at(result, path[:-1])[_index(path)] = layer
    return result


def changed(layers: Sequence[Layer], path: Path_, name: str, value: Any) -> Layers:
    """The list with one key of a layer set, or taken out if ``value`` is None."""
    layer = {key: each for key, each in layer_at(layers, path).items() if key != name}
    return replaced(layers, path, layer if value is None else {**layer, name: value})


def moved(layers: Sequence[Layer], start: Path_, to: Path_) -> tuple[Layers, Path_]:
    """The list with the layer at ``start`` put to ``to`` (a place in the list as it is), and where it stands then.

    A block stays where it is if it would get into itself.
    """
    if to[: len(start)] == start or to == after(start):
        return list(layers), start
    layer = layer_at(layers, start)
    # What stands below the layer in its list moves up by one when it is taken out, and so does what that holds.
    level = len(start) - 1
    lands = to
    if len(to) > level and to[:level] == start[:level]:
        there = to[level]
        if isinstance(there, int) and there > _index(start):
            lands = (*to[:level], there - 1, *to[level + 1 :])
    return inserted(removed(layers, start), lands, [layer]), lands


def outermost(layers: Sequence[Layer], paths: Collection[Path_]) -> list[Path_]:
    """Those of ``paths`` at which there is a layer, in the order of the screen, without what chosen blocks hold."""
    found: list[Path_] = []
    for row in rows_of(layers):
        inside = any(row.path[: len(block)] == block for block in found)
        if row.layer is not None and row.path in paths and not inside:
            found.append(row.path)
    return found


def step(layers: Sequence[Layer], path: Path_, by: int) -> Path_ | None:
    """Where a layer goes that is moved up (-1) or down (1): within its list, and at its ends out of its block."""
    index, size = _index(path), len(_list_at(list(layers), path[:-1]))
    if 0 <= index + by < size:
        return (*path[:-1], index + by + (by > 0))
    if depth_of(path) == 0:
        return None
    block = block_of(path)
    return block if by < 0 else after(block)


def block_of(path: Path_) -> Path_:
    """The path of the block in which the layer at ``path`` stands; ``path`` is in one."""
    last = max(place for place, part in enumerate(path) if isinstance(part, str))
    return path[:last]


def into(layers: Sequence[Layer], path: Path_) -> Path_ | None:
    """The end of the first list of the block above the layer at ``path``; None if there is none."""
    index = _index(path)
    if not index:
        return None
    above = (*path[:-1], index - 1)
    lists = lists_of(layer_at(layers, above))
    return (*above, *lists[0][0], len(lists[0][1])) if lists else None


def _index(path: Path_) -> int:
    index = path[-1]
    assert isinstance(index, int)
    return index


def _list_at(layers: Layers, path: Path_) -> Layers:
    """The list at ``path``; one that a block may have, and has not yet, is put there."""
    found: Any = layers
    for part in path:
        found = found.setdefault(part, []) if isinstance(found, dict) else found[part]
    result: Layers = found
    return result


def followed(before: Sequence[Layer], now: Sequence[Layer], path: Path_ | None) -> Path_ | None:
    """Where the line at ``path`` of one list stands in another: that of the same layer, else of what took its place."""
    rows, new = rows_of(before), rows_of(now)
    at_ = next((place for place, row in enumerate(rows) if row.path == path), None)
    if at_ is None:
        return path
    kinds, others = [_kind_of(row) for row in rows], [_kind_of(row) for row in new]
    changes = SequenceMatcher(None, kinds, others, autojunk=False).get_opcodes()
    what, first, last, low, high = next(change for change in changes if change[1] <= at_ < change[2])
    if what == "equal" or (what == "replace" and last - first == high - low):
        return new[low + at_ - first].path
    came = [place for each in changes if each[0] in ("insert", "replace") for place in range(each[3], each[4])]
    moved_to = next((place for place in came if others[place] == kinds[at_]), None)
    return new[moved_to].path if moved_to is not None else path


def _kind_of(row: Row) -> str:
    """What tells a line from others: the values of a layer, without what it holds."""
    if row.layer is None:
        return str(row.path[-2:-1])
    return repr({key: value for key, value in row.layer.items() if key not in ("layers", "branches", "shortcut")})
