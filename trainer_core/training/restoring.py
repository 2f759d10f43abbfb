"""From a run to a snapshot's values, and back: the two must name the same things."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import torch

from trainer_core.compute import randomness
from trainer_core.errors import SnapshotError
from trainer_core.parts import eager_optimizer
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.snapshots import Snapshot, versions
from trainer_core.training import cpu_threads
from trainer_core.training.checkpoints import load_optimizer
from trainer_core.training.parameter_groups import ParameterGroups, moved
from trainer_core.training.training_state import Clock, Position, TrainingState


def snapshot_values(run: TrainingState) -> dict[str, Any]:
    """All that the rest of ``run`` depends on, as `trainer_core.runs.snapshots` lays it out; between two batches.

    The tensors are those of the run itself, on its device, and are to be written before it goes on.
    """
    step, at = run.parts.step, run.at
    model = step.model
    best, kept = run.early_stopping.best, run.checkpoints.state(between_epochs=not at.under_way)
    in_group = at.under_way and not at.fresh and bool(at.index % run.recipe.training.accumulate)
    return {
        "versions": versions() | {"device": run.parts.device_report.device} | cpu_threads.kept(run.parts),
        "recipe": run.recipe.to_toml(),
        "position": dataclasses.asdict(at),
        # A batch that was broken off in its backward pass is recorded, and does not count.
        "records": {"rows": run.step, "epochs": len(run.history.epochs), "marks": len(run.history.marks)},
        "clock": {"seconds": run.clock.seconds, "busy": float(run.busy), "examples": run.examples},
        "model": dict(model.state_dict()),
        "optimizer": eager_optimizer.state_dict(step.optimizer),
        "scaler": step.scaler.state_dict() if step.scaler is not None else {},
        "schedule": run.parts.schedule.state_dict(),
        "gradients": {
            name: parameter.grad
            for name, parameter in model.named_parameters()
            if in_group and parameter.grad is not None
        },
        "good": kept["good"],
        "best": None if best is None else {**dataclasses.asdict(best), "model": kept["best"]},
        "since_best": run.early_stopping.epochs_since_best,
        "examples": run.example_losses.state() if run.example_losses is not None and at.under_way else None,
        "random": randomness.capture(),
    }


def restore(run: TrainingState, snapshot: Snapshot) -> None:
    """Bring ``run``, made of the snapshot's recipe or one that may follow it, to where the snapshot was taken.

    Its history must hold what the snapshot counts, and no more. The random generators are put back last, with
    `restore_randomness`. Raises `SnapshotError`, and then the parts are of no use.
    """
    values, parts = snapshot.values, run.parts
    then = Recipe.from_toml(values["recipe"])
    try:
        parts.step.model.load_state_dict(values["model"])
        same_optimizer = then.optimizer.name == run.recipe.optimizer.name
        grouped_then = ParameterGroups(parts.model, then.training.groups)

        def of_groups(state: Mapping[str, Any]) -> dict[str, Any]:
            return moved(state, grouped_then, parts.groups, parts.step.optimizer)

        if same_optimizer:
            load_optimizer(parts.step.optimizer, of_groups(values["optimizer"]))
            parts.groups.set_arguments(parts.step.optimizer, run.recipe.optimizer.arguments)
        if then.schedule.name == run.recipe.schedule.name:
            parts.schedule.load_state_dict(values["schedule"])
        if parts.step.scaler is not None and values["scaler"]:
            parts.step.scaler.load_state_dict(values["scaler"])
        run.early_stopping.load_state(values["best"], values["since_best"])
        run.checkpoints.load_state(values, optimizer_state=of_groups if same_optimizer else None)
        run.at = Position(**values["position"])
        _move_to_new_batches(run, then)
        if not run.at.fresh:
            for name, parameter in parts.step.model.named_parameters():
                if name in values["gradients"]:
                    parameter.grad = torch.empty_like(parameter).copy_(values["gradients"][name])
        if run.example_losses is not None:
            run.example_losses.load_state(values.get("examples"))
        run.clock = Clock(values["clock"]["seconds"])
        run.busy, run.examples = values["clock"]["busy"], values["clock"]["examples"]
    except (RuntimeError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise SnapshotError(
            "does-not-fit",
            "The snapshot {path} does not fit the run's recipe: {reason}.",
            path=str(snapshot.path),
            reason=(str(error).splitlines() or [type(error).__name__])[0].rstrip(".:"),
        ) from None


def restore_randomness(snapshot: Snapshot) -> None:
    """Put the random generators to where the snapshot found them; raises `SnapshotError`."""
    try:
        randomness.restore(snapshot.values["random"])
    except (RuntimeError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise SnapshotError(
            "damaged",
            "The snapshot {path} cannot be used: {reason}.",
            path=str(snapshot.path),
            reason=(str(error).splitlines() or [type(error).__name__])[0].rstrip("."),
        ) from None


def _move_to_new_batches(run: TrainingState, then: Recipe) -> None:
    """Find the place in the epoch under way among batches of another size: no example of it is left out."""
    now = run.recipe
    if (now.data.batch_size, now.training.accumulate) == (then.data.batch_size, then.training.accumulate):
        return
    run.at.fresh = True
    if now.data.batch_size != then.data.batch_size:
        done = min(run.at.index * then.data.batch_size, run.parts.training.examples)
        whole = done == run.parts.training.examples
        run.at.index = len(run.parts.training) if whole else done // now.data.batch_size
