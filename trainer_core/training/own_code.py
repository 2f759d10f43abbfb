"""What parts of a person's own have to fit, and what their trials find before they are built."""

from __future__ import annotations

from trainer_core.data import Dataset, Progress
from trainer_core.recipe.recipe import Recipe
from trainer_core.tasks import Task
from trainer_core.trial.facts import ModelFits
from trainer_core.trial.report import Finding


def tried_parts(recipe: Recipe, dataset: Dataset, task: Task, progress: Progress) -> tuple[Finding, ...]:
    """What is worth knowing of the model, loss, optimizer and metric that are from a person's files.

    Raises `CodeError` for the first thing that does not hold.
    """
    found: list[Finding] = []
    for section in (recipe.model, recipe.loss, recipe.optimizer, recipe.metric):
        trial = section.entry.facts.get("trial")
        if trial is not None:
            found += trial(section.arguments, model_fits(recipe, dataset, task), progress)
    return tuple(found)


def model_fits(recipe: Recipe, dataset: Dataset, task: Task) -> ModelFits:
    """What a model has to fit for this data, task and loss."""
    return ModelFits(
        input_shape=dataset.input_shape,
        outputs=task.outputs(dataset.labels),
        task=task.name.value,
        loss=recipe.loss.name,
        batch_size=recipe.data.batch_size,
    )
