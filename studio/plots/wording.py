"""The numbers and marks of the curves in words."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from studio.look import formats
from studio.look.messages import name_of, words
from studio.plots.curve_data import Column
from studio.plots.curves_model import Reading
from studio.plots.overlays import Overlay
from trainer_core.history.history import Mark
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import field

_SHORT = 6
"""Letters of a loss in a plot's header, which is narrow in the smallest window."""
_LONGEST = 24
"""Letters of a run's name where it stands beside a number."""


def number(column: Column, value: float) -> str:
    """A loss or an accuracy as everywhere in the window; infinite and missing values are dashes."""
    if not math.isfinite(value):
        return formats.UNKNOWN
    return formats.percent(value) if column == "accuracy" else formats.loss(value)


def short_number(column: Column, value: float) -> str:
    """`number` where there is little room: a loss of thousands, as of a run that diverges, as ``2.6e3``."""
    text = number(column, value)
    return (
        text if column == "accuracy" or len(text) <= _SHORT else f"{value:.1e}".replace("e+0", "e").replace("e+", "e")
    )


def reading_words(column: Column, reading: Reading) -> tuple[tuple[str, str], ...]:
    """What is read off at one batch, as (name, value)."""
    validation = QCoreApplication.translate("Curves", "validation")
    if reading.validation_epoch:
        template = QCoreApplication.translate("Curves", "validation, epoch {epoch}")
        validation = template.format(epoch=reading.validation_epoch)
    return (
        (QCoreApplication.translate("Curves", "batch"), formats.count(reading.batch)),
        (QCoreApplication.translate("Curves", "epoch"), formats.count(reading.epoch)),
        (QCoreApplication.translate("Curves", "this batch"), number(column, reading.raw)),
        (QCoreApplication.translate("Curves", "smoothed"), number(column, reading.smoothed)),
        (validation, number(column, reading.validation)),
        (QCoreApplication.translate("Curves", "learning rate"), formats.learning_rate(reading.lr)),
    )


def overlay_words(column: Column, values: Iterable[tuple[Overlay, float]]) -> tuple[tuple[str, str], ...]:
    """What is read off of earlier runs, as (name, value)."""
    return tuple((_short(each), number(column, value)) for each, value in values)


def _short(overlay: Overlay) -> str:
    name = overlay.name if len(overlay.name) <= _LONGEST else f"{overlay.name[: _LONGEST - 1]}…"
    return f"{overlay.slot}  {name}" if overlay.slot else name


def mark_words(mark: Mark, recipe: Recipe) -> str:
    """A changed hyperparameter of ``recipe`` in few words, anything else as its message says it."""
    facts = mark.message.facts
    if not {"field", "old", "new"} <= facts.keys():
        return words(mark.message)
    name = name_of(field(recipe, facts["field"]).title)
    old, new = (formats.number(each) if isinstance(each, float) else each for each in (facts["old"], facts["new"]))
    return f"{name[:1].lower()}{name[1:]} {old} → {new}"
