"""A quick recipe, and a run of it that was interrupted and is to go on."""

from __future__ import annotations

from pathlib import Path

from trainer_core.engine.engine import Engine
from trainer_core.protocol.commands import Advance, Keep, Start, Stop, Unit
from trainer_core.recipe.presets import load_preset
from trainer_core.recipe.recipe import Recipe

QUICK = {
    "data.limit": 512,
    "training.epochs": 3,
    "data.batch_size": 32,
    "training.device": "cpu",
    "training.threads": 1,
}


def recipe_of(**changed: object) -> Recipe:
    return load_preset("fashion-mnist-tutorial").with_values(QUICK | changed)


def interrupted_run(folder: Path, epochs: int = 1) -> Path:
    """Train some epochs and one batch more, and leave the run as something that is to go on.

    With one thread (`QUICK`), for it computes on the GUI's thread, which must keep to one.
    """
    engine = Engine(lambda event: None)
    engine.post(Start(recipe_of(), folder, paused=True))
    for _ in range(epochs):
        engine.post(Advance(Unit.EPOCH))
        engine.drive()
    engine.post(Advance(Unit.BATCH))
    engine.drive()
    engine.post(Stop(Keep.FOR_LATER))
    engine.drive()
    return folder
