"""A recipe in a line: what identifies the run, and what in it is not as usual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from trainer_core.data import sources
from trainer_core.data.corrections import read_corrections
from trainer_core.errors import DataError
from trainer_core.models.layers.brief import brief
from trainer_core.recipe.data_section import DataRecipe
from trainer_core.recipe.field_info import Counted, counted_of
from trainer_core.recipe.recipe import PartRecipe, Recipe

_ABBREVIATED: Final = {"mlp": "MLP"}
"""Architectures that the field knows by their abbreviation; the others go by their title."""

_NOT_WHAT_BUT_HOW: Final = {
    "data": {"source", "batch_size", "placement", "workers", "corrections"},
    "training": {
        "epochs",
        "seed",
        "device",
        "threads",
        "compile",
        "evaluation_batch_size",
        "snapshot_minutes",
        "snapshot_epochs",
        "snapshots_kept",
        "tensorboard",
    },
}
"""Settings that say where and how fast, which the line leaves out, and those that it has a place of its own for."""

_USUAL_LOSS: Final = Recipe().loss.name

_CORRECTIONS: Final = counted_of(DataRecipe.model_fields["corrections"]) or ("", "", 1)

BATCH: Final = "batch"
"""What the line calls the batch size."""

_MOST_VALUES: Final = 8
"""Of a list; a weight for each of a hundred classes is more than a line can say."""


Part = tuple[tuple[str, str], ...]
"""One part of the line: pairs of a name and a value, either of which may be empty: ``(("MLP", "512,512"),)``.

A name that has a place for a number, ``"{n:,} points added"``, takes the value there.
"""


def recipe_line(recipe: Recipe) -> str:
    """Describe ``recipe`` in a line: ``"MLP 512,512 · Adam 1e-3 · batch 64 · constant · seed 0"``."""
    return in_words(recipe_parts(recipe))


def recipe_parts(recipe: Recipe) -> tuple[Part, ...]:
    """Return the parts of `recipe_line`, whose names can be translated.

    A part's first argument (widths, channels, learning rate) stands without its name; other settings appear, by name,
    where they differ from their defaults.
    """
    schedule = _title(recipe.schedule).lower()
    parts: list[Part] = [
        _part(model_name(recipe), recipe.model, first=True),
        _part(_title(recipe.optimizer), recipe.optimizer, first=True),
        ((BATCH, str(recipe.data.batch_size)),),
        _part(schedule, recipe.schedule),
        (("seed", str(recipe.training.seed)),),
    ]
    loss = _part(_title(recipe.loss), recipe.loss)
    if len(loss) > 1 or recipe.loss.name != _USUAL_LOSS:
        parts.append(loss)
    if len(metric := _part(_title(recipe.metric), recipe.metric)) > 1:
        parts.append(metric)
    for section, left_out in _NOT_WHAT_BUT_HOW.items():
        parts += [(pair,) for pair in _differing(getattr(recipe, section), left_out)]
    fields = sources[recipe.data.source].arguments.model_fields
    for name, value in recipe.data.arguments.items():
        if value != fields[name].get_default(call_default_factory=True):
            counted = counted_of(fields[name])
            shown = value.name if isinstance(value, Path) else value
            parts.append((_named(name, shown) if counted is None else counted_pair(counted, len(value)),))
    if recipe.data.corrections:
        parts.append((_of_corrections(recipe.data.corrections),))
    return tuple(parts)


def in_words(parts: Iterable[Part], say: Callable[[str], str] = str) -> str:
    """Write ``parts`` in a line; ``say`` translates a name."""
    return " · ".join(" ".join(_words(pair, say) for pair in part if any(pair)) for part in parts)


def counted_pair(counted: Counted, entries: int) -> tuple[str, str]:
    """A pair that says of how many things a value of so many ``entries`` is: ``("{n:,} points added", "12")``."""
    one, many, each = counted
    n = entries // each
    return (one, "") if n == 1 else (many, str(n))


def name_in_line(name: str) -> str:
    """What the line calls the setting ``name``: ``"clip norm"``."""
    return name.replace("_", " ")


def model_name(recipe: Recipe) -> str:
    """What the recipe's architecture is called: its abbreviation or its title."""
    return _ABBREVIATED.get(recipe.model.name) or _title(recipe.model)


def written(value: Any) -> str:
    """A setting's value as one writes it: ``1e-3``, ``0.01``, ``512,512``, ``on``, ``shift 2,flip``."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, list) and value and isinstance(value[0], Mapping) and "type" in value[0]:
        return brief(value)
    if isinstance(value, Mapping):
        name, *arguments = map(written, value.values())
        return " ".join((name, *arguments))
    if isinstance(value, list | tuple):
        shown = [written(each) for each in value[:_MOST_VALUES]] + ["…"] * (len(value) > _MOST_VALUES)
        return ",".join(shown) or "none"
    if isinstance(value, float):
        if 0 < abs(value) < 0.01:
            mantissa, _, exponent = f"{value:.3e}".partition("e")
            return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
        return f"{value:.6g}"
    return str(value)


def _words(pair: tuple[str, str], say: Callable[[str], str]) -> str:
    name, value = say(pair[0]), pair[1]
    if "{n" in name and value.isdecimal():
        return name.format(n=int(value))
    return " ".join(word for word in (name, value) if word)


def _of_corrections(path: str) -> tuple[str, str]:
    """How many corrections there are; their name alone where the file is gone or is none."""
    try:
        return counted_pair(_CORRECTIONS, len(read_corrections(Path(path))))
    except DataError:
        return "corrections", ""


def _title(part: PartRecipe) -> str:
    return part.registry[part.name].title


def _part(title: str, part: PartRecipe, *, first: bool = False) -> Part:
    """A part with its arguments that differ from their defaults; with ``first`` the first one always, unnamed."""
    fields = part.registry[part.name].arguments.model_fields
    leading, pairs = "", []
    for place, (name, value) in enumerate(part.arguments.items()):
        if place == 0 and first:
            leading = written(value)
        elif value != fields[name].get_default(call_default_factory=True):
            pairs.append(_named(name, value))
    return (title, leading), *pairs


def _differing(section: BaseModel, left_out: set[str]) -> Iterator[tuple[str, str]]:
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if name == "augment":
            yield from (_named(entry.name, ", ".join(map(written, entry.arguments.values()))) for entry in value)
        elif name not in left_out and value != field.get_default(call_default_factory=True):
            yield _named(name, value)


def _named(name: str, value: Any) -> tuple[str, str]:
    return name_in_line(name), "" if value is True else written(value)
