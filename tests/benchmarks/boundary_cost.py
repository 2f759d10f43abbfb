"""What the live boundary costs: a run in the open window with the boundary in front, its units too, or another tab."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path

import torch  # noqa: F401  before Qt, as at the program's entry

from tests.benchmarks.contest import Contestant, answer, arguments, turns
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.window_run import Run, end, open_studio
from tests.benchmarks.workloads import BATCH
from trainer_core.recipe.recipe import Recipe

_WIDTHS = {"MLP 2-16-16-1": (16, 16), "MLP 2-512-512-1": (512, 512)}
_OTHER, _PLANE, _UNITS = "data tab", "boundary", "boundary and hidden units"
_TARGET = "≥ 0.90"


def measure(options: Options) -> list[Table]:
    """A table for a small and a large model on two moons."""
    return [_model(name, widths, options) for name, widths in _WIDTHS.items()]


def _model(name: str, widths: tuple[int, ...], options: Options) -> Table:
    figures: dict[str, list[float]] = defaultdict(list)
    maps: list[float] = []
    chosen = {"widths": widths, "count": 1_000 if options.quick else 20_000, "epochs": 1 if options.quick else 4}
    for _ in range(options.rounds):
        with Contestant("boundary_cost", **chosen) as window:
            for _ in range(1 if options.quick else 3):
                for show in (_PLANE, _UNITS):
                    figures[f"{show}, beside"].append(window.turn(show=_OTHER)["speed"])
                    seen = window.turn(show=show)
                    figures[show].append(seen["speed"])
                    maps.append(seen["maps"])
    table = Table(f"{name}, Adam, batch {BATCH}, in the open window", "samples/s")
    table.add("another tab", figures[f"{_PLANE}, beside"])
    for show in (_PLANE, _UNITS):
        table.add(show, figures[show], against=figures[f"{show}, beside"], target=_TARGET)
    table.notes.append(f"64×64 places, drawn {sum(maps) / max(1, len(maps)):.0f} times in a turn, on two moons.")
    return table


def main() -> None:
    options = arguments()
    recipe = Recipe.from_dict(
        {
            "data": {"source": "moons", "count": options["count"], "batch_size": BATCH},
            "model": {"name": "mlp", "widths": list(options["widths"])},
            "loss": {"name": "BCEWithLogitsLoss"},
            "optimizer": {"name": "Adam", "lr": 1e-3},
            "training": {"epochs": 100_000, "device": "cpu"},
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        studio = open_studio(Path(folder), recipe)
        page, run = studio.window.pages.train, Run(studio)
        drawn: list[object] = []
        page.boundary.feed.arrived.connect(drawn.append)
        run.start()
        for how in turns():
            page.tabs.setCurrentWidget(page.by_class if how["show"] == _OTHER else page.boundary)
            page.boundary.units_button.setChecked(how["show"] == _UNITS)
            drawn.clear()
            answer({"speed": run.measure(options["epochs"])["speed"], "maps": len(drawn)})
        end(studio)


if __name__ == "__main__":
    main()
