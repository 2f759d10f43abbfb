"""``trainer runs show RUN --health``: how the layers of a run fared, and what is wrong with them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from trainer_core.errors import RunFolderError, plural
from trainer_core.formats import UNKNOWN, percent
from trainer_core.history.layer_health import NAMES, NO_GRADIENT, LayerHealth, Measure
from trainer_core.inside.diagnosis import diagnose, frozen, name_of, recent
from trainer_core.runs.layer_health import read_layer_health

_SHARES = (Measure.DEAD, Measure.SATURATED)
_TITLES = ("Gradient", "Update", "Mean", "Std. dev.", "Dead", "Saturated")


def require_layer_health(run: Path) -> LayerHealth:
    """Read what the run in the folder ``run`` has measured; raises `RunFolderError` if that is nothing."""
    health = read_layer_health(run)
    if not len(health):
        raise RunFolderError(
            "no-health",
            "The run in {path} did not measure the health of its layers. Turn training.health on to measure it.",
            path=str(run),
        )
    return health


def health_values(health: LayerHealth) -> dict[str, Any]:
    """Everything that was measured as values that JSON has; a number that does not exist is None."""
    steps, values = health.read()
    now = recent(health)
    return {
        "steps": steps.tolist(),
        "layers": [
            {
                "name": layer.name,
                "type": layer.type,
                "parameters": layer.parameters,
                "recent": {name: _value(float(number)) for name, number in zip(NAMES, now[at], strict=True)},
                **{
                    name: [_value(number) for number in values[:, at, measure].tolist()]
                    for measure, name in enumerate(NAMES)
                },
            }
            for at, layer in enumerate(health.layers)
        ],
        "findings": [
            {
                "trouble": found.trouble.value,
                "layers": [health.layers[at].name for at in found.layers],
                "message": str(found.message),
                "advice": str(found.advice),
            }
            for found in diagnose(health)
        ],
    }


def print_health(health: LayerHealth, terminal: Console) -> None:
    """Print a row a layer, and below what stands out in plain words."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Layer", overflow="fold")
    table.add_column("Type", no_wrap=True)
    for title in _TITLES:
        table.add_column(title, justify="right", no_wrap=True)
    still = frozen(health)
    for at, (layer, numbers) in enumerate(zip(health.layers, recent(health).tolist(), strict=True)):
        cells = [_written(Measure(measure), number) for measure, number in enumerate(numbers)]
        if still[at]:
            cells[: Measure.MEAN] = ["frozen", "frozen"]
        table.add_row(escape(name_of(layer)), layer.type, *cells)
    terminal.print(table)
    terminal.print()
    terminal.print(
        plural(
            len(health),
            "Medians over the newest of 1 measured batch.",
            "Medians over the newest of {n:,} measured batches.",
        ),
        highlight=False,
    )
    for found in diagnose(health):
        terminal.print()
        terminal.print(escape(str(found.message)), style="bold", highlight=False)
        terminal.print(escape(str(found.advice)), highlight=False)
    if not diagnose(health):
        nothing = plural(
            len(health.layers), "Nothing stands out in the only layer.", "Nothing stands out in the {n:,} layers."
        )
        terminal.print(nothing, highlight=False)


def _value(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _written(measure: Measure, number: float) -> str:
    if math.isnan(number):
        return UNKNOWN
    if measure is Measure.GRADIENT and number == NO_GRADIENT:
        return "none"
    return percent(number) if measure in _SHARES else f"{number:.3g}"
