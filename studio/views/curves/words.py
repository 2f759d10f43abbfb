"""What the curves say of a place on them."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from studio.look import formats
from studio.look.metrics import number
from studio.session.overlays import Overlay
from studio.widgets.plot import Rows
from trainer_core.history.reduction import Reading

_LONGEST = 24
"""Letters of a run's name where it stands beside a number."""


def reading_words(metric: str, reading: Reading | None, overlays: Iterable[tuple[Overlay, float]]) -> Rows:
    """What is read off at one batch, and of earlier runs, those of which there is a value."""
    others = tuple((_short(each), number(metric, value)) for each, value in overlays if math.isfinite(value))
    if reading is None:
        return others
    translate = QCoreApplication.translate
    validation = translate("Curves", "validation")
    if reading.validation_epoch:
        validation = translate("Curves", "validation, epoch {epoch}").format(epoch=reading.validation_epoch)
    of_batch = (
        (translate("Curves", "this batch"), number(metric, reading.raw)),
        (translate("Curves", "smoothed"), number(metric, reading.smoothed)),
    )
    return (
        (translate("Curves", "batch"), formats.count(reading.batch)),
        (translate("Curves", "epoch"), formats.count(reading.epoch)),
        *(of_batch if math.isfinite(reading.raw) or math.isfinite(reading.smoothed) else ()),
        (validation, number(metric, reading.validation)),
        (translate("Curves", "learning rate"), formats.learning_rate(reading.lr)),
        *others,
    )


def _short(overlay: Overlay) -> str:
    name = overlay.name if len(overlay.name) <= _LONGEST else f"{overlay.name[: _LONGEST - 1]}…"
    return f"{overlay.slot}  {name}" if overlay.slot else name
