"""What keys, buttons and the mouse do to several layers at once: one new list, and where the layers stand in it."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from studio.views.model.layers import edits
from studio.views.model.layers.actions import edited
from studio.views.model.layers.edits import Layers
from trainer_core.models.layers import Layer, Path_, layer_at

_MARK = "\0chosen"
"""A key by which a layer is found again after others were moved; it is in no list that is given back."""
_TARGET = -1


def edited_together(what: str, layers: Sequence[Layer], paths: Sequence[Path_]) -> tuple[Layers, list[Path_]]:
    """The list after ``what`` (of `edited`) was done with the layers at ``paths``, and what is chosen then.

    ``paths`` are in the order of the screen, none within another. Layers keep their order; where the first of them
    cannot go further, all stay.
    """
    if len(paths) == 1:
        result, chosen = edited(what, layers, paths[0])
        return result, [chosen] if chosen is not None else []
    match what:
        case "duplicate":
            place = edits.after(paths[-1])
            copies = [{key: each for key, each in layer_at(layers, path).items() if key != "name"} for path in paths]
            found = edits.inserted(layers, place, copies)
            return found, [(*place[:-1], index) for index in range(_last(place), _last(place) + len(copies))]
        case "enable":
            on = all(layer_at(layers, path).get("enabled", True) is False for path in paths)
            result = list(layers)
            for path in paths:
                result = edits.changed(result, path, "enabled", None if on else False)
            return result, list(paths)
        case "remove":
            result, chosen = list(layers), None
            for path in reversed(paths):
                result, chosen = edited("remove", result, path)
            return result, [chosen] if chosen is not None else []
        case "up" | "down" | "into" | "out":
            return _stepped(what, layers, paths)
    return list(layers), list(paths)


def moved_together(layers: Sequence[Layer], paths: Sequence[Path_], to: Path_) -> tuple[Layers, list[Path_]]:
    """The list with the layers at ``paths`` put to ``to`` one below the other, and where they stand then."""
    work = _marked(layers, paths)
    target: Layer = {"type": "Identity", _MARK: _TARGET}
    work = edits.inserted(work, to, [target])
    for number in range(len(paths)):
        work, _ = edits.moved(work, _place(work, number), _place(work, _TARGET))
    work = edits.removed(work, _place(work, _TARGET))
    return _unmarked(work, len(paths))


def _stepped(what: str, layers: Sequence[Layer], paths: Sequence[Path_]) -> tuple[Layers, list[Path_]]:
    work = _marked(layers, paths)
    numbers = range(len(paths))
    for number in reversed(numbers) if what in ("down", "out") else numbers:
        before = work
        work, _ = edited(what, work, _place(work, number))
        if work == before and what in ("up", "down"):
            return list(layers), list(paths)
    return _unmarked(work, len(paths))


def _marked(layers: Sequence[Layer], paths: Sequence[Path_]) -> Layers:
    result = copy.deepcopy(list(layers))
    for number, path in enumerate(paths):
        layer_at(result, path)[_MARK] = number
    return result


def _unmarked(layers: Layers, count: int) -> tuple[Layers, list[Path_]]:
    places = [_place(layers, number) for number in range(count)]
    for place in places:
        del layer_at(layers, place)[_MARK]
    return layers, places


def _place(layers: Layers, number: int) -> Path_:
    rows = edits.rows_of(layers)
    return next(row.path for row in rows if row.layer is not None and row.layer.get(_MARK) == number)


def _last(path: Path_) -> int:
    index = path[-1]
    assert isinstance(index, int)
    return index
