"""Memory: of the studio before and while it trains, of a training beside its model, and after short and long runs."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import psutil
import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtCore import QEventLoop, QTimer

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.window_run import end, open_studio, serve, serve_for
from trainer_core import Recipe
from trainer_core.recipe.presets import DEFAULT, load_preset

_STEPS = (10**3, 10**4, 10**5, 10**6)
_QUICK_STEPS = (10**2, 10**3)
_WIDTHS = (1024, 3072)
_QUICK_WIDTHS = (256, 1024)
_SETTLE_MS = 3000
_MIB = 2**20


def measure(options: Options) -> list[Table]:
    rounds = 1 if options.quick else options.rounds
    return [_of_the_window(rounds), _beside_the_model(rounds, options), _after_long_runs(options)]


def _of_the_window(rounds: int) -> Table:
    """What is resident before Train is pressed, and in the second epoch of the preset that the studio begins with."""
    found = [once("memory", steps=[]) for _ in range(rounds)]
    table = Table("Resident memory of the studio with its first preset", "MiB")
    table.add("torch, Qt and the studio imported", [each["imported"] for each in found])
    table.add("window open, data read, before Train", [each["open"] for each in found], target="≤ 620 (650 MB)")
    table.add("while training, second epoch", [each["training"] for each in found], target="≤ 715 (750 MB)")
    table.notes.append("A new process each, 1440×900, off screen; the data is 52 MiB of it.")
    return table


def _beside_the_model(rounds: int, options: Options) -> Table:
    """How many times a model's size is resident while it trains, by the difference between a large and a small one."""
    ways: dict[str, dict[str, Any]] = {
        "a loop written by hand": {"how": "loop"},
        "trainer_core": {"how": "engine", "folder": False},
        "trainer_core, keeping the run in a folder": {"how": "engine", "folder": True},
    }
    table = Table("Memory that a training takes, in sizes of its model", "× the model")
    for what, way in ways.items():
        held, peak = [], []
        for _ in range(rounds):
            small, large = (
                once("model_memory", width=width, **way) for width in (_QUICK_WIDTHS if options.quick else _WIDTHS)
            )
            grown = large["model"] - small["model"]
            held.append((large["held"] - small["held"]) / grown)
            peak.append((large["peak"] - small["peak"]) / grown)
        table.add(f"{what}: at the end of the last epoch", held, digits=1)
        table.add(f"{what}: at most", peak, digits=1)
    table.notes.append(
        "An MLP with two hidden layers, Adam, on the CPU; the best epoch is not the last. Weights, gradients and two "
        "averages are 4. Besides them the engine keeps the weights and averages of the last good epoch (3) and the "
        "best weights (1), on a GPU in the main memory."
    )
    return table


def _after_long_runs(options: Options) -> Table:
    steps = _QUICK_STEPS if options.quick else _STEPS
    found = once("memory", steps=steps)
    table = Table("Resident memory of the studio after so many batches", "MiB")
    for count, resident in zip(steps, found, strict=True):
        table.add(f"{count:,}", resident)
    table.notes.append(
        "A linear model trained one example at a time, window open, an epoch each 18,000 batches. The numbers of a "
        "batch take 46 bytes: 46 MiB for a million with the free rows of the last blocks."
    )
    return table


def _resident() -> float:
    return psutil.Process().memory_info().rss / _MIB


def _first_preset(imported: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        studio = open_studio(Path(folder), load_preset(DEFAULT))
        session = studio.session
        serve(session.prepared, lambda: session.preparation is not None)
        serve_for(_SETTLE_MS)
        before = _resident()
        studio.window.toolbar.train_button.click()
        serve(session.epoch_ended, lambda: session.run.history is not None and bool(session.run.history.epochs))
        serve_for(_SETTLE_MS)
        answer({"imported": imported, "open": before, "training": _resident()})
        end(studio)


def main() -> None:
    imported = _resident()
    if not arguments()["steps"]:
        _first_preset(imported)
        return
    steps = iter(arguments()["steps"])
    recipe = Recipe.from_dict(
        {
            "data": {"limit": 20_000, "batch_size": 1},
            "model": {"name": "mlp", "widths": []},
            "optimizer": {"name": "SGD", "lr": 1e-4},
            "training": {"epochs": 100_000, "device": "cpu", "threads": 1},
        }
    )
    found: list[float] = []
    wanted = next(steps)

    def look() -> None:
        nonlocal wanted
        history = studio.session.run.history
        if history is not None and len(history) >= wanted:
            found.append(_resident())
            wanted = next(steps, 0)
            if not wanted:
                loop.quit()

    with tempfile.TemporaryDirectory() as folder:
        studio = open_studio(Path(folder), recipe)
        loop, timer = QEventLoop(), QTimer(interval=20)
        timer.timeout.connect(look)
        timer.start()
        studio.window.toolbar.train_button.click()
        loop.exec()
        timer.stop()
        answer(found)
        end(studio)


if __name__ == "__main__":
    main()
