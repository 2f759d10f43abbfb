"""From a source's name to the data of a run: read, split with a seed, measured."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from trainer_core.data.examples import Dataset, Examples, Progress, no_progress
from trainer_core.data.sources import require_downloaded, sources
from trainer_core.data.split import stratified_split


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
        DataError: the data is missing, damaged, or cannot be downloaded; with the code ``"needs-download"`` it would
            have to be, and may not.
    """
    if not download:
        require_downloaded(source)
    raw = sources[source].build(progress=progress)
    targets = raw.train.targets
    # Numbers have no classes to take a share of each of.
    classes = torch.zeros(len(targets), dtype=torch.int64) if targets.is_floating_point() else targets
    training, validation = stratified_split(classes, share=validation_share, seed=seed)
    if limit:
        training, validation = training[:limit], validation[:limit]
    train, kept_aside = raw.train.at(training), raw.train.at(validation)
    if limit and not train.mapped:
        # A few examples do not hold the memory of all the others.
        train, kept_aside = Examples(*train.gathered()), Examples(*kept_aside.gathered())
    mean, std = moments(train)
    return Dataset(
        name=source,
        title=raw.title,
        task=raw.task,
        class_names=raw.class_names,
        train=train,
        validation=kept_aside,
        test=raw.test.first(limit) if limit else raw.test,
        provenance=raw.provenance,
        mean=mean,
        std=std,
        target_names=raw.target_names,
    )


def moments(examples: Examples) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the mean and the (population) standard deviation of each channel or feature.

    Images, (N, C, H, W) uint8, are measured in 0..1 units and exactly, from the counts of their 256 values:
    20 ms for Fashion-MNIST, where a sum in float64 takes 400. Tables are (N, F) float32. A standard deviation
    of 0 becomes 1. The inputs are gone through by the portion, so that memory stays bounded.
    """
    if examples.inputs.dtype is torch.uint8:
        return _of_counts(_counts(examples))
    sums = [portion.sum(0, dtype=torch.float64) for portion in examples.portions()]
    mean = torch.stack(sums).sum(0) / len(examples)
    squares = [(portion.to(torch.float64) - mean).square_().sum(0) for portion in examples.portions()]
    variances = torch.stack(squares).sum(0) / len(examples)
    return tuple(mean.tolist()), tuple(d or 1.0 for d in variances.sqrt().tolist())


def _counts(images: Examples) -> Tensor:
    """How often each channel has each of the 256 values, (C, 256) int64."""
    channels = images.input_shape[0]
    counts = torch.zeros(channels, 256, dtype=torch.int64)
    for portion in images.portions():
        for channel in range(channels):
            counts[channel] += torch.bincount(portion[:, channel].flatten(), minlength=256)
    return counts


def _of_counts(counts: Tensor) -> tuple[tuple[float, ...], tuple[float, ...]]:
    values = torch.arange(256, dtype=torch.float64) / 255
    means, deviations = [], []
    for channel in counts.to(torch.float64):
        mean = float((channel * values).sum() / channel.sum())
        means.append(mean)
        deviations.append(math.sqrt(float((channel * (values - mean) ** 2).sum() / channel.sum())) or 1.0)
    return tuple(means), tuple(deviations)
