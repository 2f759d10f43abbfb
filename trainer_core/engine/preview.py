"""Shows what a recipe's augmentation makes of training pictures, without training."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from trainer_core.data.augment import Augmentation
from trainer_core.data.convert import Conversion
from trainer_core.engine.predict import examples_at
from trainer_core.errors import CommandError, DataError, Message
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Event
from trainer_core.protocol.examples import AugmentationPreviewed, PreviewAugmentation
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.assembly import Parts


def preview_augmentation(parts: Parts, command: PreviewAugmentation, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.examples.PreviewAugmentation`.

    The pictures are changed by the same code as a batch, as the first ones of an epoch that nobody trains.

    Raises:
        CommandError: the data of the recipe is not at hand, or an index is outside of it.
    """
    here, wanted = parts.recipe.data, command.recipe.data
    if (here.source, here.arguments) != (wanted.source, wanted.arguments):
        raise CommandError("other-data", "The pictures of this recipe are not read yet. Prepare it first.")
    pictures, targets = examples_at(parts.dataset, Split.TRAINING, command.indices).gathered()
    try:
        after = _augmented(parts, command, pictures, targets)
    except DataError as error:
        nothing = np.empty((0, 1, 1, 1), dtype=np.uint8)
        emit(AugmentationPreviewed(command.indices, command.draw, nothing, nothing, error.message))
        return
    emit(AugmentationPreviewed(command.indices, command.draw, pictures.numpy(), after.numpy()))


def _augmented(parts: Parts, command: PreviewAugmentation, pictures: Tensor, targets: Tensor) -> Tensor:
    if pictures.ndim != 4 or pictures.dtype is not torch.uint8:
        raise DataError("not-shown", Message("Only pictures whose values go from 0 to 255 can be shown changed."))
    inputs = received(parts, command.recipe, pictures, targets, command.draw)
    normalized = parts.normalized(command.recipe)
    if normalized is not None:
        mean, std = (torch.tensor(each).view(-1, 1, 1) for each in normalized)
        inputs = inputs * std + mean
    return (inputs * 255).round().clamp(0, 255).to(torch.uint8)


def received(parts: Parts, recipe: Recipe, raw: Tensor, targets: Tensor, draw: int) -> Tensor:
    """What a model receives of raw inputs under ``recipe``, augmented as the first ones of epoch ``draw``.

    Args:
        parts: of the prepared data.
        recipe: its augmentation, standardization and seed.
        raw: (N, C, H, W) or (N, F).
        targets: those of the inputs, for what mixes them.
        draw: numbers the draw; the same one changes the same inputs in the same way.

    Raises:
        DataError: inputs of this kind cannot be augmented like this.
    """
    data, dataset = recipe.data, parts.dataset
    augmentation = Augmentation([(entry.name, entry.arguments) for entry in data.augment])
    shape = tuple(raw.shape[1:])
    augmentation.require(shape, raw.dtype)
    normalized = parts.normalized(recipe)
    mean, std = normalized or (dataset.mean, dataset.std)
    convert = Conversion(
        mean=mean,
        std=std,
        standardize=normalized is not None,
        channels_last=False,
        device=torch.device("cpu"),
    )
    if not data.augment:
        return convert(raw)
    drawn = augmentation.draw(len(raw), shape, seed=recipe.training.seed, epoch=draw)
    inputs = augmentation.after_conversion(convert(augmentation.before_conversion(raw, drawn)), drawn)
    if augmentation.mixes:
        inputs, _ = augmentation.mixed(inputs, parts.task.mixable(targets, dataset.labels), drawn)
    return inputs
