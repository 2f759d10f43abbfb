"""Saves the model's weights, loads a file of weights into it, and carries them over to the next model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from trainer_core.errors import CommandError, Message
from trainer_core.protocol.commands import LoadWeights
from trainer_core.protocol.events import Event, Logged, WeightsLoaded, WeightsRefused, WeightsSaved
from trainer_core.training.assembly import Parts
from trainer_core.weights.checkpoint import compare, load_weights, save_weights


def save_model(parts: Parts, path: Path, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.commands.SaveWeights`."""
    size = save_weights(parts.model.state_dict(), path)
    emit(WeightsSaved(path, size))
    emit(Logged("info", Message("The weights are saved in {path}.", {"path": str(path)})))


def load_model(parts: Parts, command: LoadWeights, emit: Callable[[Event], None]) -> bool:
    """Answer `trainer_core.protocol.commands.LoadWeights`; returns whether they are in the model.

    Raises `trainer_core.errors.WeightsError`, the model untouched.
    """
    result = load_weights(
        parts.model,
        command.path,
        only_what_fits=command.only_what_fits,
        map_location=parts.device,
        choice=command.choice,
    )
    for note in result.report.notes:
        emit(Logged("info", note))
    if not result.loaded:
        emit(WeightsRefused(command.path, result.report))
        return False
    emit(WeightsLoaded(command.path, result.report))
    facts = {
        "fits": result.report.count("fits"),
        "all": sum(key.in_model is not None for key in result.report.keys),
        "path": str(command.path),
    }
    emit(Logged("info", Message("Loaded {fits} of the model's {all} tensors from {path}.", facts)))
    return True


def carry_over(parts: Parts, state: Mapping[str, Any]) -> None:
    """Put the weights of an earlier model into a new one; raises `CommandError` if they do not fit."""
    if not compare(state, parts.model.state_dict()).fits:
        raise CommandError(
            "weights-do-not-fit",
            "The weights in the model do not fit this recipe's model. Start from fresh weights, or choose the model "
            "again.",
        )
    parts.model.load_state_dict(state)
