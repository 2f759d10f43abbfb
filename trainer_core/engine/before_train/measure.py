"""Which measurement answers which command; all of them are carried out piece by piece, between runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from trainer_core.engine.before_train.estimate import estimate
from trainer_core.engine.before_train.learning_rate import find_learning_rate
from trainer_core.engine.before_train.smaller_batch import try_smaller_batch
from trainer_core.engine.before_train.speeds import measure_speeds
from trainer_core.engine.device_memory import free_device_memory
from trainer_core.engine.prepared import CancelledError, Preparation
from trainer_core.errors import CommandError
from trainer_core.protocol.before_train import EstimateRun, FindLearningRate, MeasureSpeeds, TrySmallerBatch
from trainer_core.protocol.events import Event
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.assembly import Parts

Measurement = EstimateRun | MeasureSpeeds | FindLearningRate | TrySmallerBatch
MEASUREMENTS = (EstimateRun, MeasureSpeeds, FindLearningRate, TrySmallerBatch)


def measured(command: Measurement, preparation: Preparation, emit: Callable[[Event], None]) -> Iterator[None]:
    """Answer a measurement, piece by piece; what is in ``preparation`` stays as it is.

    Raises `trainer_core.errors.TrainerError` if the parts cannot be built, or that was broken off.
    """

    def build(recipe: Recipe, run: Path | None = None) -> Parts:
        try:
            return preparation.build(recipe, download=command.download, run=run)
        except CancelledError:
            raise CommandError("cancelled", "Stopped before it was done; nothing was changed.") from None

    try:
        match command:
            case EstimateRun():
                yield from estimate(build, preparation.parts, command, emit)
            case MeasureSpeeds():
                yield from measure_speeds(build, command, emit)
            case FindLearningRate():
                yield from find_learning_rate(build, command, emit)
            case TrySmallerBatch():
                yield from try_smaller_batch(build, command, emit)
    finally:
        free_device_memory()
