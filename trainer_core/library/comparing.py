"""Puts runs side by side: what differs between their recipes, and how each of them did."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from trainer_core.data.corrections import FILE as CORRECTIONS
from trainer_core.errors import N_, Message
from trainer_core.history.history import LOSS
from trainer_core.library.reading import read_record
from trainer_core.library.recipe_line import counted_pair, in_words, written
from trainer_core.library.record import RunRecord, Split
from trainer_core.recipe.field_info import Counted, FieldInfo
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import describe
from trainer_core.runs.run_files import read_marks, read_recipe
from trainer_core.tasks import goodness, metric_of


@dataclass(frozen=True, slots=True)
class LiveValue:
    """A setting that was changed while its run was under way: ``first`` is what it was at the start, ``value`` what it
    was changed to last, which acted from batch ``step`` on.
    """

    step: int
    first: Any
    value: Any


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A setting that is not the same in all recipes, or that was changed live: its key, its title, its value in each
    recipe, and what acted last in a run that changed it (None in the others).

    A value is None in a recipe that has no such setting, because its part (another optimizer, say) knows none.
    Values that are ``counted`` (`trainer_core.recipe.field_info.FieldInfo`) are told by how many things they hold.
    """

    key: str
    title: str
    values: tuple[Any, ...]
    live: tuple[LiveValue | None, ...]
    counted: Counted | None = None

    def in_words(self, value: Any, say: Callable[[str], str] = str) -> str:
        """One of the values in few words; ``say`` translates a name."""
        if self.counted is None or not isinstance(value, list | tuple):
            return written(Path(value).name if self.key == CORRECTIONS and value else value)
        return in_words([(counted_pair(self.counted, len(value)),)], say) if value else written(value)


@dataclass(frozen=True, slots=True)
class Result:
    """A result of each run (NaN where there is none); ``best`` are the places of the best, empty if all are equal.

    ``metric`` names the metric, or the loss, where it is a result of one.
    """

    key: str
    title: Message
    metric: str
    values: tuple[float, ...]
    best: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Some runs side by side, in the order in which they were given."""

    records: tuple[RunRecord, ...]
    differences: tuple[FieldDifference, ...]
    results: tuple[Result, ...]


_SPLITS: Final[tuple[tuple[Split, str], ...]] = (
    ("test", N_("Test {metric}")),
    ("validation", N_("Validation {metric}, best epoch")),
    ("final_validation", N_("Validation {metric}, last epoch")),
)
_OTHERS: Final = (
    ("best_epoch", N_("Best epoch"), None),
    ("epochs", N_("Epochs"), None),
    ("steps", N_("Batches"), None),
    ("seconds", N_("Training time"), None),
    ("samples_per_second", N_("Examples per second"), max),
)

_LEFT_OUT: Final = {"version", "about"}


def compare(paths: Sequence[Path]) -> Comparison:
    """Compare the runs in the folders ``paths``.

    Raises `RunFolderError` or `RecipeError` if the recipe of one cannot be read.
    """
    recipes = [read_recipe(path) for path in paths]
    records = tuple(read_record(path) for path in paths)
    return Comparison(records, differences(recipes, [_last_live(path) for path in paths]), results(records))


def differences(
    recipes: Sequence[Recipe], live: Sequence[Mapping[str, LiveValue]] | None = None
) -> tuple[FieldDifference, ...]:
    """The settings that differ between ``recipes``, or that a run changed (``live``, by key), in the order of the form;
    what they are called is left out.
    """
    changed = live or [{}] * len(recipes)
    flat = [
        {key: of.first for key, of in live_values.items()} | _flat(recipe)
        for recipe, live_values in zip(recipes, changed, strict=True)
    ]
    infos: dict[str, FieldInfo] = {}
    for recipe in recipes:
        infos |= {info.key: info for section in describe(recipe) for info in section.fields}
    found = []
    for key in _keys(flat):
        values = tuple(settings.get(key) for settings in flat)
        acted = tuple(settings.get(key) for settings in changed)
        if any(acted) or any(value != values[0] or type(value) is not type(values[0]) for value in values):
            info = infos.get(key)
            title, counted = (info.title, info.counted) if info is not None else (_title(key), None)
            found.append(FieldDifference(key, title, values, acted, counted))
    return tuple(found)


def results(records: Sequence[RunRecord]) -> tuple[Result, ...]:
    """The results of ``records`` side by side: of the tests every metric, of validation those that are shown first and
    the loss; results that no run has are left out.
    """
    headlines = list(dict.fromkeys([*(record.metric for record in records if record.metric), LOSS]))
    tested = [name for record in records for name in record.test]
    found = []
    for which, title in _SPLITS:
        names = dict.fromkeys([*headlines, *tested] if which == "test" else headlines)
        for name in names:
            values = tuple(record.result(which, name) for record in records)
            of = Message(title, {"metric": metric_of(name).in_words})
            found.append(_result(f"{which}_{name}", of, name, values, [goodness(name, value) for value in values]))
    for key, text, best_of in _OTHERS:
        values = tuple(float(getattr(record, key)) for record in records)
        found.append(_result(key, Message(text), "", values, values if best_of else ()))
    return tuple(result for result in found if any(math.isfinite(value) for value in result.values))


def _result(key: str, title: Message, metric: str, values: tuple[float, ...], merits: Sequence[float]) -> Result:
    """A result with the places of the greatest of ``merits``; of none where it is of no merit, or all are equal."""
    known = {merit for merit in merits if math.isfinite(merit)}
    best = max(known) if len(known) > 1 else None
    return Result(key, title, metric, values, tuple(at for at, merit in enumerate(merits) if merit == best))


def _last_live(path: Path) -> dict[str, LiveValue]:
    """The settings that the run in the folder ``path`` changed on its way, by key, each as it was changed last."""
    found: dict[str, LiveValue] = {}
    for mark in read_marks(path):
        if mark.repeatable:
            key, old, new = (mark.message.facts[name] for name in ("field", "old", "new"))
            found[key] = LiveValue(mark.step, found[key].first if key in found else old, new)
    return found


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
