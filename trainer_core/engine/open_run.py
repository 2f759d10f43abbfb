"""Brings a run of earlier back without training: its numbers, its log, its model with the weights that it left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch

from trainer_core.compute.devices import on_this_machine
from trainer_core.engine.prepared import Preparation
from trainer_core.errors import N_, Message, WeightsError
from trainer_core.models import build_model
from trainer_core.parts.losses import losses
from trainer_core.protocol.commands import OpenRun
from trainer_core.protocol.events import Event, Logged, RunOpened
from trainer_core.runs.code_check import code_differences
from trainer_core.runs.data_check import require_same_data
from trainer_core.runs.run_files import BEST, LAST, read_history, read_log, read_recipe, read_summary
from trainer_core.training.assembly import Parts
from trainer_core.trial.kept import code_of_run
from trainer_core.weights.checkpoint import load_weights


def open_run(preparation: Preparation, command: OpenRun, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.commands.OpenRun`, but for the test; the run's folder is only read.

    Raises `TrainerError` if the recipe, the numbers or the weights cannot be read, and then the parts are as before.
    """
    folder = command.folder.expanduser().absolute()
    recipe, history, result = on_this_machine(read_recipe(folder)), read_history(folder), read_summary(folder)
    names = (str(result.get("weights") or BEST), BEST, LAST)
    weights = next((folder / name for name in names if name in (BEST, LAST) and (folder / name).is_file()), None)
    with preparation.preparing():
        with code_of_run(folder):
            parts = preparation.build(recipe, download=command.download, run=folder)
        other_data = require_same_data(folder, parts.dataset, accepted=True)
        if weights is not None:
            _load(parts, weights)
        preparation.adopt(parts)
        preparation.weights_are_trained = weights is not None
    emit(RunOpened(folder, recipe, history, len(parts.training), read_log(folder), result, weights))
    if other_data is not None:
        emit(Logged("warning", other_data))
    for note in code_differences(folder, recipe):
        emit(Logged("info", note))
    if weights is None:
        text = N_("The run in {path} has left no weights yet; the model is as it was before its first batch.")
        emit(Logged("warning", Message(text, {"path": str(folder)})))


def with_weights_of(parts: Parts, folder: Path) -> Parts:
    """The data of ``parts`` with the model of the run in ``folder`` and the weights of its last epoch, beside the model
    at hand; for asking it, not for training. Raises `TrainerError` if the model or its weights cannot be had.
    """
    recipe = on_this_machine(read_recipe(folder))
    with code_of_run(folder):
        model = build_model(
            recipe.model.name,
            parts.dataset.input_shape,
            parts.task.outputs(parts.dataset.labels),
            seed=recipe.training.seed,
            **recipe.model.arguments,
        ).to(parts.device)
    if recipe.training.channels_last:
        model = model.to(memory_format=torch.channels_last)
    outputs, scale = (
        losses.outputs_of(recipe.loss.name),
        parts.task.scale(parts.dataset.train.targets, standardize=recipe.data.standardize_target),
    )
    scorer = parts.task.scorer(parts.dataset.labels, outputs=outputs, scale=scale)
    asked = replace(parts, recipe=recipe, model=model, scorer=scorer, **parts.normalization(recipe))
    _load(asked, folder / LAST)
    return asked


def _load(parts: Parts, weights: Path) -> None:
    if not load_weights(parts.model, weights, map_location=parts.device).loaded:
        raise WeightsError(
            "do-not-fit",
            "{path} does not fit the model of its own run's recipe, so the run cannot be opened. Look at the file in "
            "the weights inspector.",
            path=str(weights),
        )
