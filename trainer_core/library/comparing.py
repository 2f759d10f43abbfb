"""Puts runs side by side: what differs between their recipes, and how each of them did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from trainer_core.library.reading import read_record
from trainer_core.library.record import RunRecord
from trainer_core.recipe import schema
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_recipe


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A setting that is not the same in all recipes: its key, its title, and its value in each of them.

    A value is None in a recipe that has no such setting, because its part (another optimizer, say) knows none.
    """

    key: str
    title: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Metric:
    """A result of each run (NaN where there is none); ``best`` are the places of the best, empty if all are equal."""

    key: str
    title: str
    values: tuple[float, ...]
    best: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Some runs side by side, in the order in which they were given."""

    records: tuple[RunRecord, ...]
    differences: tuple[FieldDifference, ...]
    metrics: tuple[Metric, ...]


_METRICS: Final = (
    ("test_accuracy", "Test accuracy", max),
    ("test_loss", "Test loss", min),
    ("validation_accuracy", "Best validation accuracy", max),
    ("validation_loss", "Best validation loss", min),
    ("final_validation_accuracy", "Last validation accuracy", max),
    ("final_validation_loss", "Last validation loss", min),
    ("best_epoch", "Best epoch", None),
    ("epochs", "Epochs", None),
    ("steps", "Batches", None),
    ("seconds", "Seconds of training", None),
    ("samples_per_second", "Examples per second", max),
)

_LEFT_OUT: Final = {"version", "about"}


def compare(paths: Sequence[Path]) -> Comparison:
    """Compare the runs in the folders ``paths``.

    Raises `RunFolderError` or `RecipeError` if the recipe of one cannot be read.
    """
    recipes = [read_recipe(path) for path in paths]
    records = tuple(read_record(path) for path in paths)
    return Comparison(records, differences(recipes), metrics(records))


def differences(recipes: Sequence[Recipe]) -> tuple[FieldDifference, ...]:
    """The settings that differ between ``recipes``, in the order of the form; what they are called is left out."""
    flat = [_flat(recipe) for recipe in recipes]
    titles: dict[str, str] = {}
    for recipe in recipes:
        titles |= {info.key: info.title for section in schema.describe(recipe) for info in section.fields}
    found = []
    for key in _keys(flat):
        values = tuple(settings.get(key) for settings in flat)
        if any(value != values[0] or type(value) is not type(values[0]) for value in values):
            found.append(FieldDifference(key, titles.get(key) or _title(key), values))
    return tuple(found)


def metrics(records: Sequence[RunRecord]) -> tuple[Metric, ...]:
    """The results of ``records`` side by side; those that no run has are left out."""
    found = []
    for key, title, best_of in _METRICS:
        values = tuple(float(getattr(record, key)) for record in records)
        known = [value for value in values if value == value]
        if not known:
            continue
        best = best_of(known) if best_of and len(set(known)) > 1 else None
        places = tuple(place for place, value in enumerate(values) if best is not None and value == best)
        found.append(Metric(key, title, values, places))
    return tuple(found)


def _flat(recipe: Recipe) -> dict[str, Any]:
    return {
        f"{section}.{name}": value
        for section, settings in recipe.to_dict().items()
        if section not in _LEFT_OUT
        for name, value in settings.items()
    }


def _keys(flat: Sequence[dict[str, Any]]) -> list[str]:
    """Every key once: section by section, a section's own order first, then what only later recipes have."""
    keys = dict.fromkeys(key for settings in flat for key in settings)
    sections = list(dict.fromkeys(key.partition(".")[0] for key in keys))
    return sorted(keys, key=lambda key: sections.index(key.partition(".")[0]))


def _title(key: str) -> str:
    return key.rpartition(".")[2].replace("_", " ").capitalize()
