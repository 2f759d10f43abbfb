"""What a model of a person's own has to fit, and what its trial finds before it is built."""

from __future__ import annotations

from trainer_core.data import Dataset, Progress
from trainer_core.models import models
from trainer_core.recipe.recipe import Recipe
from trainer_core.tasks import Task
from trainer_core.trial.facts import ModelFits
from trainer_core.trial.report import Finding


def tried_model(recipe: Recipe, dataset: Dataset, task: Task, progress: Progress) -> tuple[Finding, ...]:
    """What is worth knowing of a model of a person's own, none for another; raises `CodeError` for what is wrong."""
    trial = models.trial(recipe.model.name)
    if trial is None:
        return ()
    return trial(recipe.model.arguments, model_fits(recipe, dataset, task), progress)


def model_fits(recipe: Recipe, dataset: Dataset, task: Task) -> ModelFits:
    """What a model has to fit for this data, task and loss."""
    return ModelFits(
        input_shape=dataset.input_shape,
        outputs=task.outputs(dataset.labels),
        task=task.name.value,
        loss=recipe.loss.name,
        batch_size=recipe.data.batch_size,
    )
