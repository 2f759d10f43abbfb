"""From a source's name to the data of a run: read, split with a seed, measured."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from trainer_core.data.examples import Dataset, Progress, no_progress
from trainer_core.data.labels import TaskName
from trainer_core.data.sources import require_downloaded, sources
from trainer_core.data.split import stratified_split
from trainer_core.errors import DataError


def load_dataset(
    source: str,
    *,
    validation_share: float,
    seed: int,
    limit: int = 0,
    progress: Progress = no_progress,
    download: bool = False,
) -> Dataset:
    """Load a source and split a validation part off its training examples.

    The source's test examples stay what they are: nothing here ever trains on them or measures them.

    Args:
        source: a name in `sources`.
        validation_share: percentage of the training examples, 0..50; 0 leaves validation empty.
        seed: chooses the validation examples; the same for the same seed, whatever ``limit`` is.
        limit: keep only the first so many of each of the three parts; 0 keeps all.
        progress: told how far it is.
        download: whether what the source needs may be downloaded if it is not on this computer.

    Raises:
        RecipeError: there is no such source.
        DataError: the source's task is not classification, the only one so far; the data is missing, damaged, or cannot
            be downloaded; with the code ``"needs-download"`` it would have to be, and may not.
    """
    if not download:
        require_downloaded(source)
    require_trainable(source)
    raw = sources[source].build(progress=progress)
    training, validation = stratified_split(raw.train.targets, share=validation_share, seed=seed)
    if limit:
        training, validation = training[:limit], validation[:limit]
    train = raw.train.at(training)
    mean, std = moments(train.inputs)
    return Dataset(
        name=source,
        title=raw.title,
        task=raw.task,
        class_names=raw.class_names,
        train=train,
        validation=raw.train.at(validation),
        test=raw.test.first(limit) if limit else raw.test,
        provenance=raw.provenance,
        mean=mean,
        std=std,
    )


def require_trainable(source: str) -> None:
    """Raise `DataError` if what is to be learnt from ``source`` is nothing that can be trained yet."""
    task = sources.task_of(source)
    if task is not TaskName.CLASSIFICATION:
        raise DataError(
            "task-not-yet",
            "{title} is for {task}, and only classification can be trained so far; {task} comes with a later version. "
            "Choose another source.",
            title=sources[source].title,
            task=task.value,
        )


def moments(inputs: Tensor) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the mean and the (population) standard deviation of each channel or feature.

    Images, (N, C, H, W) uint8, are measured in 0..1 units and exactly, from the counts of their 256 values:
    20 ms for Fashion-MNIST, where a sum in float64 takes 400. Tables are (N, F) float32. A standard deviation
    of 0 becomes 1.
    """
    if inputs.dtype is not torch.uint8:
        table = inputs.to(torch.float64)
        deviations = table.std(0, correction=0)
        return tuple(table.mean(0).tolist()), tuple(d or 1.0 for d in deviations.tolist())
    channels = [_channel_moments(inputs[:, channel]) for channel in range(inputs.shape[1])]
    return tuple(mean for mean, _ in channels), tuple(std or 1.0 for _, std in channels)


def _channel_moments(channel: Tensor) -> tuple[float, float]:
    counts = torch.bincount(channel.flatten(), minlength=256).to(torch.float64)
    values = torch.arange(256, dtype=torch.float64) / 255
    mean = float((counts * values).sum() / counts.sum())
    return mean, math.sqrt(float((counts * (values - mean) ** 2).sum() / counts.sum()))
