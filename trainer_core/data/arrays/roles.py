"""Which arrays are inputs and which are targets, of training, validation and test: told by names, else by shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trainer_core.data.arrays.stored import Stored
from trainer_core.errors import DataError, nearest

_INPUTS = frozenset({"x", "xs", "input", "image", "img", "feature", "data", "sample", "pixel", "signal"})
_TARGETS = frozenset({"y", "ys", "t", "target", "label", "class", "answer"})
"""What inputs and targets are called, in the singular."""
_PARTS = {
    "train": "training",
    "training": "training",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
    "dev": "validation",
    "test": "test",
    "testing": "test",
}
_PART = "(training|train|validation|valid|val|testing|test)?"
_GLUED = re.compile(f"^{_PART}(.+?){_PART}$")
_CLASS_NAMES = frozenset({"classnames", "classes", "labelnames", "targetnames", "categories"})
_FEATURE_NAMES = frozenset({"featurenames", "columns", "columnnames"})


@dataclass(frozen=True, slots=True)
class Pair:
    """The inputs and targets of a part of the data."""

    inputs: Stored
    targets: Stored


@dataclass(frozen=True, slots=True)
class Roles:
    """What each array is for; ``left_out`` are inputs of a part that have no targets."""

    training: Pair
    validation: Pair | None
    test: Pair | None
    class_names: Stored | None
    feature_names: Stored | None
    left_out: tuple[str, ...]


def roles_of(arrays: Mapping[str, Stored], path: Path, *, inputs: str, targets: str) -> Roles:
    """Find out what each array is for; ``inputs`` and ``targets`` name the training arrays, or are empty.

    Raises `DataError` if there are none, several that could be it, or two of different lengths.
    """
    listed = ", ".join(f"{each.name} {shape_of(each)}" for each in arrays.values()) or "–"
    facts = {"path": str(path), "arrays": listed}
    for field, name in (("data.inputs", inputs), ("data.targets", targets)):
        if name and name not in arrays:
            near = nearest(name, arrays) or next(iter(arrays), "")
            raise DataError(
                "no-such-array",
                "{path} has no array {name}, which {field} asks for. Its arrays are: {arrays}.",
                field=field,
                name=name,
                near=near,
                **facts,
            )
    parsed = {name: _parsed(name) for name in arrays}
    examples = {name: each for name, each in arrays.items() if each.shape and (each.is_numbers or each.is_text)}
    first = _first_of(examples, parsed, facts, inputs, targets)
    pairs, left_out = {"training": first}, []
    base_of_inputs, base_of_targets = parsed[first.inputs.name][0], parsed[first.targets.name][0]
    for part in ("validation", "test"):
        other_inputs = _named(examples, parsed, base_of_inputs, part)
        other_targets = _named(examples, parsed, base_of_targets, part)
        if other_inputs is not None and other_targets is not None:
            pairs[part] = Pair(other_inputs, other_targets)
        elif other_inputs is not None:
            left_out.append(other_inputs.name)
    for pair in pairs.values():
        _require_examples(pair, path)
    rest = {name: each for name, each in arrays.items() if each.is_text and len(each.shape) == 1}
    return Roles(
        training=pairs["training"],
        validation=pairs.get("validation"),
        test=pairs.get("test"),
        class_names=_one_called(rest, _CLASS_NAMES, first),
        feature_names=_one_called(rest, _FEATURE_NAMES, first),
        left_out=tuple(left_out),
    )


def shape_of(array: Stored) -> str:
    """The shape as it is written for a person: ``(60000, 28, 28)``."""
    return f"({', '.join(map(str, array.shape))}{',' if len(array.shape) == 1 else ''})"


def _first_of(
    arrays: Mapping[str, Stored],
    parsed: Mapping[str, tuple[str, str]],
    facts: Mapping[str, str],
    inputs: str,
    targets: str,
) -> Pair:
    """The inputs and targets of the training part."""
    part = "training" if any(parsed[name][1] == "training" for name in arrays) else ""
    mine = {name: each for name, each in arrays.items() if parsed[name][1] == part or name in (inputs, targets)}
    seen = _chosen(mine, parsed, inputs, _INPUTS, "data.inputs", facts)
    asked = _chosen(mine, parsed, targets, _TARGETS, "data.targets", facts)
    if seen is not None and asked is not None:
        return Pair(seen, asked)
    rest = [each for each in mine.values() if each is not seen and each is not asked]
    if seen is not None or asked is not None:
        known = seen if seen is not None else asked
        rest = [each for each in rest if known is not None and len(each) == len(known)]
        if seen is None:
            rest = [each for each in rest if each.is_numbers]
        if len(rest) == 1:
            return Pair(seen, rest[0]) if seen is not None else Pair(rest[0], asked)  # type: ignore[arg-type]
    elif len(rest) == 2:
        one, other = sorted(rest, key=_values_each, reverse=True)
        if one.is_numbers and _values_each(one) > _values_each(other) and len(one) == len(other):
            return Pair(one, other)
    if len(mine) < 2 or not rest:
        raise DataError(
            "no-targets",
            "{path} needs two arrays of one length, inputs and targets, and there is only: {arrays}. Save both.",
            **facts,
        )
    raise DataError(
        "unclear",
        "Which arrays of {path} are the inputs and which the targets is not clear: {arrays}. Name them in data.inputs "
        "and data.targets.",
        **facts,
    )


def _chosen(
    arrays: Mapping[str, Stored],
    parsed: Mapping[str, tuple[str, str]],
    name: str,
    usual: frozenset[str],
    field: str,
    facts: Mapping[str, str],
) -> Stored | None:
    """The array that is named, or the only one of a usual name; None if there is none."""
    if name:
        return arrays.get(name)
    found = [each for each in arrays.values() if _singular(parsed[each.name][0]) in usual]
    if usual is _INPUTS:
        found = [each for each in found if each.is_numbers]
    else:
        # Names of the classes may be called like the classes of the examples.
        lengths = {len(each) for each in arrays.values() if each.is_numbers}
        found = [each for each in found if each.is_numbers or len(each) in lengths]
    if len(found) > 1:
        raise DataError(
            "unclear",
            "Several arrays of {path} could be {field}: {found}. Name the one that is meant. There are: {arrays}.",
            field=field,
            found=", ".join(each.name for each in found),
            **facts,
        )
    return found[0] if found else None


def _parsed(name: str) -> tuple[str, str]:
    """What an array is called apart from its part, and the part: ``("x", "test")`` for ``X_test`` and ``testX``."""
    words = [word for word in re.split(r"[^a-z0-9]+", name.lower()) if word]
    parts = [_PARTS[word] for word in words if word in _PARTS]
    rest = "".join(word for word in words if word not in _PARTS)
    if parts and rest:
        return rest, parts[0]
    glued = _GLUED.match("".join(words))
    if glued is not None and _singular(glued[2]) in _INPUTS | _TARGETS and (glued[1] or glued[3]):
        return glued[2], _PARTS[glued[1] or glued[3]]
    return "".join(words), ""


def _singular(word: str) -> str:
    return word.removesuffix("es") if word == "classes" else word if word in ("xs", "ys") else word.removesuffix("s")


def _named(arrays: Mapping[str, Stored], parsed: Mapping[str, tuple[str, str]], base: str, part: str) -> Stored | None:
    return next((each for name, each in arrays.items() if parsed[name] == (base, part)), None)


def _one_called(arrays: Mapping[str, Stored], names: frozenset[str], pair: Pair) -> Stored | None:
    for name, each in arrays.items():
        if "".join(re.split(r"[^a-z0-9]+", name.lower())) in names and each is not pair.targets:
            return each
    return None


def _require_examples(pair: Pair, path: Path) -> None:
    if not len(pair.inputs):
        raise DataError(
            "no-examples",
            "{path}: {inputs} holds no examples. Save some.",
            path=str(path),
            inputs=pair.inputs.name,
        )
    if len(pair.inputs) != len(pair.targets):
        raise DataError(
            "lengths-differ",
            "{path}: {inputs} has {one} examples and {targets} has {other}. Save as many targets as inputs.",
            path=str(path),
            inputs=pair.inputs.name,
            one=len(pair.inputs),
            targets=pair.targets.name,
            other=len(pair.targets),
        )


def _values_each(array: Stored) -> int:
    """How many values an example has, in dimensions first: an image is more than a row, a row more than a number."""
    return len(array.shape) * 1_000_000_000 + min(999_999_999, array.shape[1] if len(array.shape) == 2 else 1)
