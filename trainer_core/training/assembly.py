"""From a recipe to the parts of a run: device, data, model, loss, optimizer and schedule."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from trainer_core.compute.devices import choose_device
from trainer_core.compute.mixed_precision import autocast_type, precision_for
from trainer_core.compute.process_state import CUBLAS, use_deterministic_algorithms, use_threads
from trainer_core.data import (
    Batches,
    Dataset,
    Examples,
    evaluation_batches,
    load_dataset,
    prepare_inputs,
    training_batches,
)
from trainer_core.errors import CodeError, Message, RecipeError
from trainer_core.models import build_model
from trainer_core.models.eval_mode import in_eval_mode
from trainer_core.parts.losses import build_loss, losses
from trainer_core.parts.optimizers import build_optimizer
from trainer_core.parts.own_metric import build_further
from trainer_core.parts.schedules import Schedule, build_schedule
from trainer_core.protocol.events import Prepared
from trainer_core.protocol.reports import DataReport, DeviceReport, ModelReport
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.training_section import AUTO
from trainer_core.runs.run_files import read_fitted
from trainer_core.tasks import Outputs, Scorer, Task, task_for
from trainer_core.training.initial_weights import (
    InitialWeights,
    changes_of,
    load_initial_weights,
    module_reports,
    moments_of,
)
from trainer_core.training.loop import Step
from trainer_core.training.own_code import tried_parts
from trainer_core.training.parameter_groups import ParameterGroups
from trainer_core.training.requirements import require_compiler, require_measured
from trainer_core.trial.code import Code
from trainer_core.trial.kept import code_at, code_read_once
from trainer_core.trial.report import Finding

ProgressCallback = Callable[[Message, float], None]

_FEW = 8
"""Examples that show what a model answers with."""


@dataclass(slots=True)
class Parts:
    """Everything that a run computes with, on its device.

    ``initial`` is the file of weights that the model began from, if it did. Inputs are normalized by ``mean`` and
    ``std`` if ``standardize`` says so: those of the training part, or those that the model's weights want. ``code`` is
    that of a person's own parts (that of the data is with it), and ``findings`` what their trial found.
    """

    recipe: Recipe
    device: torch.device
    device_report: DeviceReport
    dataset: Dataset
    task: Task
    scorer: Scorer
    training: Batches
    validation: Batches | None
    test: Batches
    model: nn.Module
    step: Step
    schedule: Schedule
    groups: ParameterGroups
    mean: tuple[float, ...]
    std: tuple[float, ...]
    standardize: bool
    initial: InitialWeights | None = None
    code: dict[str, Code] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def prepared(self, raw: Tensor) -> Tensor:
        """Raw inputs, (N, C, H, W) uint8 or (N, F) float32, on the device and as the model takes them."""
        return prepare_inputs(
            raw.to(self.device),
            mean=self.mean,
            std=self.std,
            standardize=self.standardize,
            channels_last=self.recipe.training.channels_last,
        )

    def normalized(self, recipe: Recipe) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
        """Mean and deviation by which ``recipe`` has this data normalized; None if it leaves it as it is."""
        found = _normalization(recipe, self.dataset)
        return (found["mean"], found["std"]) if found["standardize"] else None

    def normalization(self, recipe: Recipe) -> dict[str, Any]:
        """The fields ``mean``, ``std`` and ``standardize`` of the parts that ``recipe`` would have with this data."""
        return _normalization(recipe, self.dataset)

    def configure_torch(self) -> None:
        """Set what belongs to the whole process: the calling thread's CPU threads, TF32, deterministic operations."""
        tf32, deterministic = self.recipe.training.tf32, self.recipe.training.deterministic
        if deterministic:
            # cuBLAS reads this when it is first used; without it PyTorch refuses its deterministic mode.
            os.environ.setdefault(CUBLAS, ":4096:8")
        use_deterministic_algorithms(deterministic)
        use_threads(self.device_report.threads)
        torch.set_float32_matmul_precision("high" if tf32 else "highest")
        torch.backends.cudnn.allow_tf32 = tf32

    @property
    def best_by(self) -> str:
        """The metric, or the loss, by which the best epoch is chosen."""
        asked = self.recipe.training.best_by
        return self.scorer.headline if asked == AUTO else asked

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
                task=self.task.name.value,
                class_names=dataset.class_names,
                input_shape=dataset.input_shape,
                training=len(dataset.train),
                validation=len(dataset.validation),
                test=len(dataset.test),
                placement=self.training.placement,
                provenance=dataset.provenance.as_dict(),
                class_counts=tuple(self.task.class_counts(dataset.train.targets, dataset.labels)),
                target_names=dataset.target_names,
                notes=dataset.notes,
                findings=dataset.findings,
            ),
            model=ModelReport(
                name=type(self.model).__name__,
                parameters=sum(p.numel() for p in self.model.parameters() if p.requires_grad),
                layers=str(self.model),
                changes=changes_of(self.recipe, dataset.input_shape, self.task.outputs(dataset.labels)),
                modules=module_reports(self.model, self.initial),
                weights="" if self.initial is None else str(self.initial.path),
            ),
        )


def assemble(
    recipe: Recipe,
    progress: ProgressCallback,
    *,
    previous: Parts | None = None,
    download: bool = False,
    run: Path | None = None,
    data_read: Callable[[Dataset], object] = lambda dataset: None,
) -> Parts:
    """Build the parts of ``recipe``, taking the data over from ``previous`` where it is the same.

    A person's files are tried in a process of their own first. ``download`` says whether data that is not on this
    computer may be downloaded. For the run in the folder ``run``, inputs are made by what it fitted, also where the
    data has changed since, and the model has no weights of a file: the run has its own. ``data_read`` is told the data
    before the model is built. Before computing with the parts call `Parts.configure_torch`. Raises `TrainerError` if a
    part cannot be had.
    """
    with code_read_once() as read:
        parts = _assembled(recipe, progress, previous, download, run, data_read)
    parts.code = {part: code for (part, _), code in read.items() if part}
    if (source := recipe.model.entry.facts.get("source")) is not None and (code := source()) is not None:
        parts.code["model"] = code
    return parts


def _assembled(
    recipe: Recipe,
    progress: ProgressCallback,
    previous: Parts | None,
    download: bool,
    run: Path | None,
    data_read: Callable[[Dataset], object],
) -> Parts:
    training, data = recipe.training, recipe.data
    device, report = choose_device(training.device, training.threads)
    precision = precision_for(training.precision, device)
    require_compiler(recipe, device)
    fitted = read_fitted(run) if run is not None else {}
    dataset = read_dataset(recipe, progress, previous=previous, download=download, fitted=fitted)
    data_read(dataset)
    task = task_for(dataset.task)
    findings = tried_parts(recipe, dataset, task, progress)
    model = build_model(
        recipe.model.name,
        dataset.input_shape,
        task.outputs(dataset.labels),
        seed=training.seed,
        **recipe.model.arguments,
    )
    initial = load_initial_weights(model, recipe, progress, download=download) if run is None else None
    model = model.to(device)
    normalization = _normalization(recipe, dataset)
    groups = ParameterGroups(model, training.groups)
    if training.channels_last:
        model = model.to(memory_format=torch.channels_last)
    common: dict[str, Any] = {
        "device": device,
        **normalization,
        "channels_last": training.channels_last,
        "placement": data.placement,
        "workers": data.workers,
    }
    size = training.evaluation_batch_size
    criterion = build_loss(
        recipe.loss.name,
        task=dataset.task,
        class_counts=task.class_counts(dataset.train.targets, dataset.labels),
        **recipe.loss.arguments,
    ).to(device)
    outputs = losses.outputs_of(recipe.loss.name)
    scale = task.scale(dataset.train.targets, standardize=data.standardize_target)
    further = build_further(recipe.metric.name, **recipe.metric.arguments)
    scorer = task.scorer(dataset.labels, outputs=outputs, scale=scale, further=further)
    require_measured(recipe, scorer, validated=len(dataset.validation) > 0)

    def learnt(examples: Examples) -> Examples:
        return replace(examples, targets=scorer.learnt(examples.targets))

    parts = Parts(
        recipe=recipe,
        device=device,
        device_report=report,
        dataset=dataset,
        task=task,
        scorer=scorer,
        training=training_batches(
            learnt(dataset.train),
            batch_size=data.batch_size,
            seed=training.seed,
            augment=[(entry.name, entry.arguments) for entry in data.augment],
            mixable=lambda targets: task.mixable(targets, dataset.labels),
            resample=data.resample,
            reader=dataset.reader,
            **common,
        ),
        validation=evaluation_batches(learnt(dataset.validation), batch_size=size, **common)
        if len(dataset.validation)
        else None,
        test=evaluation_batches(learnt(dataset.test), batch_size=size, **common),
        model=model,
        step=Step(
            model=model,
            forward=torch.compile(model) if training.compile else model,
            criterion=criterion,
            optimizer=build_optimizer(
                groups.for_optimizer(recipe.optimizer.name, recipe.optimizer.arguments),
                recipe.optimizer.name,
                **recipe.optimizer.arguments,
            ),
            device_type=device.type,
            autocast=autocast_type(precision),
            scaler=torch.amp.GradScaler(device.type) if precision == "float16" else None,
            clip_norm=training.clip_norm,
        ),
        schedule=build_schedule(recipe.schedule.name, **recipe.schedule.arguments),
        groups=groups,
        initial=initial,
        findings=findings,
        **normalization,
    )
    if outputs is Outputs.PROBABILITIES:
        _check_probabilities(parts)
    return parts


def read_dataset(
    recipe: Recipe,
    progress: ProgressCallback,
    *,
    previous: Parts | None = None,
    download: bool = False,
    fitted: Mapping[str, Any] | None = None,
) -> Dataset:
    """Read the data of ``recipe``, or take it over from ``previous`` where it is the same.

    ``download`` is that of `assemble`; inputs are made by what a run has ``fitted``, where there is such. Raises
    `TrainerError` if the data cannot be had.
    """
    settings = _settings(recipe)
    same = previous is not None and _settings(previous.recipe) == settings
    if same and previous is not None and _is_as_it_was(previous.dataset) and _has_fitted(previous.dataset, fitted):
        return previous.dataset
    dataset = load_dataset(progress=progress, download=download, fitted=fitted, **settings)
    task = task_for(dataset.task)

    def shaped(examples: Examples) -> Examples:
        return replace(examples, targets=task.targets(examples.targets))

    dataset = replace(
        dataset, train=shaped(dataset.train), validation=shaped(dataset.validation), test=shaped(dataset.test)
    )
    return replace(dataset, target_names=task.labels(dataset.labels, dataset.train.targets).target_names)


def _normalization(recipe: Recipe, dataset: Dataset) -> dict[str, Any]:
    """How inputs are normalized: as the weights of the recipe's model want it, or as its data section says."""
    moments = moments_of(recipe, dataset.input_shape)
    if moments is not None:
        return {"mean": moments.mean, "std": moments.std, "standardize": True}
    return {"mean": dataset.mean, "std": dataset.std, "standardize": recipe.data.standardize}


def _has_fitted(dataset: Dataset, fitted: Mapping[str, Any] | None) -> bool:
    """Whether inputs are made by what is wanted: what a run has ``fitted``, else what its own training part gives."""
    return dataset.preprocessing == fitted if fitted else not dataset.inherited


def _is_as_it_was(dataset: Dataset) -> bool:
    """Whether reading the data again would give the same; a run that is taken up may have kept other code."""
    if not all(file.is_as_it_was for file in dataset.files) or (dataset.is_current and not dataset.is_current()):
        return False
    try:
        return dataset.code is None or code_at(dataset.code.path).sha256 == dataset.code.sha256
    except CodeError:
        return False


def _settings(recipe: Recipe) -> dict[str, Any]:
    """What decides which examples there are, and which part each belongs to."""
    data = recipe.data
    common = ("source", "validation_share", "test_share", "split", "limit", "corrections")
    return {**{name: getattr(data, name) for name in common}, "seed": recipe.training.seed, **data.arguments}


def _check_probabilities(parts: Parts) -> None:
    """Raise `RecipeError` if the model's answers to a few examples are no probabilities, which its loss needs."""
    few = parts.dataset.train.first(_FEW)
    with in_eval_mode(parts.model), torch.no_grad():
        outputs = parts.model(parts.prepared(few.gathered()[0]))
    if bool(((outputs < 0) | (outputs > 1)).any()):
        raise RecipeError(
            "not-probabilities",
            "{field} is {value}, which takes probabilities from 0 to 1, and the model answers with other numbers. End "
            "the model in a sigmoid, or choose BCEWithLogitsLoss.",
            field="loss.name",
            value=parts.recipe.loss.name,
        )
