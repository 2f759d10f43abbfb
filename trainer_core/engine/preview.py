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
from trainer_core.protocol.commands import PreviewAugmentation, Split
from trainer_core.protocol.events import AugmentationPreviewed, Event
from trainer_core.training.assembly import Parts


def preview_augmentation(parts: Parts, command: PreviewAugmentation, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.commands.PreviewAugmentation`.

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
    data, dataset = command.recipe.data, parts.dataset
    augmentation = Augmentation([(entry.name, entry.arguments) for entry in data.augment])
    shape = tuple(pictures.shape[1:])
    augmentation.require(shape, pictures.dtype)
    if len(shape) != 3 or pictures.dtype is not torch.uint8:
        raise DataError("not-shown", Message("Only pictures whose values go from 0 to 255 can be shown changed."))
    drawn = augmentation.draw(len(pictures), shape, seed=command.recipe.training.seed, epoch=command.draw)
    mean, std = dataset.mean, dataset.std
    convert = Conversion(
        mean=mean, std=std, standardize=data.standardize, channels_last=False, device=torch.device("cpu")
    )
    inputs = augmentation.after_conversion(convert(augmentation.before_conversion(pictures, drawn)), drawn)
    if augmentation.mixes:
        inputs, _ = augmentation.mixed(inputs, parts.task.mixable(targets, dataset.labels), drawn)
    if data.standardize:
        inputs = inputs * torch.tensor(std).view(-1, 1, 1) + torch.tensor(mean).view(-1, 1, 1)
    return (inputs * 255).round().clamp(0, 255).to(torch.uint8)
