"""From a recipe to the parts of a run: device, data, model, loss, optimizer and schedule."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from trainer_core.compute.devices import choose_device
from trainer_core.compute.mixed_precision import autocast_type, precision_for
from trainer_core.compute.process_state import CUBLAS
from trainer_core.data import Batches, Dataset, evaluation_batches, load_dataset, training_batches
from trainer_core.errors import Message, RecipeError
from trainer_core.models import build_model
from trainer_core.parts.losses import build_loss
from trainer_core.parts.optimizers import build_optimizer
from trainer_core.parts.schedules import Schedule, build_schedule
from trainer_core.protocol.events import Prepared
from trainer_core.protocol.reports import DataReport, DeviceReport, ModelReport
from trainer_core.recipe.recipe import Recipe
from trainer_core.tasks import task_for
from trainer_core.training.loop import Step

ProgressCallback = Callable[[Message, float], None]


@dataclass(slots=True)
class Parts:
    """Everything that a run computes with, on its device."""

    recipe: Recipe
    device: torch.device
    device_report: DeviceReport
    dataset: Dataset
    training: Batches
    validation: Batches | None
    test: Batches
    model: nn.Module
    step: Step
    schedule: Schedule

    def configure_torch(self) -> None:
        """Set what belongs to the whole process: the calling thread's CPU threads, TF32, deterministic operations."""
        tf32, deterministic = self.recipe.training.tf32, self.recipe.training.deterministic
        if deterministic:
            # cuBLAS reads this when it is first used; without it PyTorch refuses its deterministic mode.
            os.environ.setdefault(CUBLAS, ":4096:8")
        torch.use_deterministic_algorithms(deterministic)
        torch.set_num_threads(self.device_report.threads)
        torch.set_float32_matmul_precision("high" if tf32 else "highest")
        torch.backends.cudnn.allow_tf32 = tf32

    @property
    def report(self) -> Prepared:
        """What a window shows of the parts."""
        data, dataset = self.recipe.data, self.dataset
        return Prepared(
            recipe=self.recipe,
            device=self.device_report,
            data=DataReport(
                source=data.source,
                title=dataset.title,
                task=dataset.task.value,
                class_names=dataset.class_names,
                input_shape=dataset.input_shape,
                training=len(dataset.train),
                validation=len(dataset.validation),
                test=len(dataset.test),
                placement=self.training.placement,
                provenance=dataset.provenance.as_dict(),
                class_counts=tuple(class_counts(dataset)),
                notes=dataset.notes,
            ),
            model=ModelReport(
                name=type(self.model).__name__,
                parameters=sum(p.numel() for p in self.model.parameters() if p.requires_grad),
                layers=str(self.model),
            ),
        )


def assemble(
    recipe: Recipe, progress: ProgressCallback, *, previous: Parts | None = None, download: bool = False
) -> Parts:
    """Build the parts of ``recipe``, taking the data over from ``previous`` where it is the same.

    ``download`` says whether data that is not on this computer may be downloaded. Before computing with the parts call
    `Parts.configure_torch`. Raises `TrainerError` if a part cannot be had.
    """
    training, data = recipe.training, recipe.data
    device, report = choose_device(training.device, training.threads)
    precision = precision_for(training.precision, device)
    _check_compile(recipe, device)
    dataset = _dataset(recipe, progress, previous, download)
    task = task_for(dataset.task)
    model = build_model(
        recipe.model.name,
        dataset.input_shape,
        task.outputs(dataset.labels),
        seed=training.seed,
        **recipe.model.arguments,
    ).to(device)
    if training.channels_last:
        model = model.to(memory_format=torch.channels_last)
    common: dict[str, Any] = {
        "device": device,
        "mean": dataset.mean,
        "std": dataset.std,
        "standardize": data.standardize,
        "channels_last": training.channels_last,
        "placement": data.placement,
        "workers": data.workers,
    }
    size = training.evaluation_batch_size
    criterion = build_loss(
        recipe.loss.name,
        task=dataset.task,
        class_counts=class_counts(dataset),
        **recipe.loss.arguments,
    ).to(device)
    return Parts(
        recipe=recipe,
        device=device,
        device_report=report,
        dataset=dataset,
        training=training_batches(
            dataset.train,
            batch_size=data.batch_size,
            seed=training.seed,
            augment=[(entry.name, entry.arguments) for entry in data.augment],
            mixable=lambda targets: task.mixable(targets, dataset.labels),
            resample=data.resample,
            **common,
        ),
        validation=evaluation_batches(dataset.validation, batch_size=size, **common)
        if len(dataset.validation)
        else None,
        test=evaluation_batches(dataset.test, batch_size=size, **common),
        model=model,
        step=Step(
            model=model,
            forward=torch.compile(model) if training.compile else model,
            criterion=criterion,
            optimizer=build_optimizer(model.parameters(), recipe.optimizer.name, **recipe.optimizer.arguments),
            device_type=device.type,
            autocast=autocast_type(precision),
            scaler=torch.amp.GradScaler(device.type) if precision == "float16" else None,
            clip_norm=training.clip_norm,
        ),
        schedule=build_schedule(recipe.schedule.name, **recipe.schedule.arguments),
    )


def class_counts(dataset: Dataset) -> list[int]:
    """How many training examples each class has; empty where there are no classes."""
    return task_for(dataset.task).class_counts(dataset.train.targets, dataset.labels)


def _dataset(recipe: Recipe, progress: ProgressCallback, previous: Parts | None, download: bool) -> Dataset:
    settings = _settings(recipe)
    same = previous is not None and _settings(previous.recipe) == settings
    if same and previous is not None and all(file.is_as_it_was for file in previous.dataset.files):
        return previous.dataset
    return load_dataset(progress=progress, download=download, **settings)


def _settings(recipe: Recipe) -> dict[str, Any]:
    """What decides which examples there are, and which part each belongs to."""
    data = recipe.data
    common = ("source", "validation_share", "test_share", "split", "limit")
    return {**{name: getattr(data, name) for name in common}, "seed": recipe.training.seed, **data.arguments}


def _check_compile(recipe: Recipe, device: torch.device) -> None:
    """Raise `RecipeError` where torch.compile finds no compiler, which it says itself only in the first batch."""
    if not recipe.training.compile:
        return
    if sys.platform == "win32":
        raise RecipeError(
            "compile-not-here",
            "training.compile is on, and torch.compile needs a compiler that Windows does not bring. Switch it off.",
            field="training.compile",
        )
    if device.type == "cpu":
        variable, names = "CXX", ["clang++" if sys.platform == "darwin" else "g++"]
    else:
        variable, names = "CC", ["gcc", "clang"]
    chosen = os.environ.get(variable)
    if not any(shutil.which(name) for name in ([chosen] if chosen else names)):
        raise RecipeError(
            "compile-not-here",
            "training.compile is on, and torch.compile finds no compiler ({names}). Install one, name it in the "
            "environment variable {variable}, or switch training.compile off.",
            field="training.compile",
            names=chosen or ", ".join(names),
            variable=variable,
        )
