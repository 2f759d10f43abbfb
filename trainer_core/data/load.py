"""From a source's name to the data of a run: read, split with a seed, measured."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import torch
from torch import Tensor

from trainer_core.data.check.finding import Finding
from trainer_core.data.corrections import corrected, fingerprint, read_corrections
from trainer_core.data.examples import Dataset, Examples, Preprocessed, Progress, RawData, no_progress
from trainer_core.data.labels import TaskName
from trainer_core.data.seeds import Purpose
from trainer_core.data.sources import require_downloaded, sources
from trainer_core.data.split import grouped_split, ordered_split, random_split, stratified_split
from trainer_core.errors import DataError, Message, plural

Split = Literal["random", "group", "time"]
"""How parts are split off: each class in its share, whole groups, or the latest."""


def load_dataset(
    source: str,
    *,
    validation_share: float,
    seed: int,
    limit: int = 0,
    test_share: float = 20.0,
    split: Split = "random",
    corrections: str = "",
    fitted: Mapping[str, Any] | None = None,
    progress: Progress = no_progress,
    download: bool = False,
    **arguments: Any,
) -> Dataset:
    """Load a source and split off its training examples what it does not bring: a test and a validation part.

    The source's own test examples stay what they are: nothing here ever trains on them or measures them. A person's own
    data is checked then: see `trainer_core.data.check`.

    Args:
        source: a name in `sources`.
        validation_share: percentage of the training examples, 0..50; 0 leaves validation empty.
        seed: chooses the validation and test examples; the same for the same seed, whatever ``limit`` is.
        limit: keep only the first so many of each of the three parts; 0 keeps all.
        test_share: percentage that is split off for the test, where the source brings no test examples.
        split: how parts are split off; classes have their share in each by "random".
        corrections: the path of a file of corrections, see `trainer_core.data.corrections`; empty for none.
        fitted: what a run fitted on its training examples; its inputs are made by it again, and nothing is fitted.
        progress: told how far it is.
        download: whether what the source needs may be downloaded if it is not on this computer.
        **arguments: those of the source.

    Raises:
        RecipeError: there is no such source.
        DataError: the data is missing, damaged, or cannot be split as asked, or it cannot be downloaded; with the code
            ``"needs-download"`` it would have to be, and may not.
    """
    if not download:
        require_downloaded(source)
    raw = sources.read(source, progress=progress, seed=seed, **arguments)
    parts = _parts(raw, validation_share, test_share, split, seed)
    if limit:
        parts = [part.first(limit) for part in parts]
    count = len(parts[0])
    made_right = corrected(raw, parts, read_corrections(Path(corrections)) if corrections else {})
    parts = made_right.parts
    # Findings name examples by their rows in the storage, so they come before a few of them get one of their own; and
    # before a table's inputs are made, so that these and what the check needs are not in memory at once.
    findings = _findings(raw, parts, progress) if sources.is_own(source) else ()
    made: Preprocessed | None = None
    if raw.preprocessing is not None:
        made = raw.preprocessing.fit(parts[0].rows_at(torch.arange(len(parts[0]))), fitted or None)
        parts = [Examples(made.inputs, part.targets, part.rows) for part in parts]
    if limit:
        # What is read anew is asked for by its place in the whole.
        parts = [part if raw.reader is not None and part is parts[0] else _released(part) for part in parts]
    train, validation, test = parts
    # Inputs that were made are in the scale in which the model takes them.
    width = len(made.feature_names) if made is not None else 0
    mean, std = moments(train) if made is None else ((0.0,) * width, (1.0,) * width)
    return Dataset(
        name=source,
        title=raw.title,
        task=raw.task,
        class_names=raw.class_names,
        train=train,
        validation=validation,
        test=test,
        provenance=raw.provenance,
        mean=mean,
        std=std,
        feature_names=raw.feature_names if made is None else made.feature_names,
        target_names=raw.target_names,
        files=(*raw.files, fingerprint(Path(corrections))) if corrections else raw.files,
        file_of_row=raw.file_of_row,
        row_numbers=raw.row_numbers,
        decoding=raw.decoding,
        notes=(*raw.notes, *made_right.notes),
        reader=raw.reader,
        code=raw.code,
        preprocessing={} if made is None else dict(made.fitted),
        inherited=made is not None and made.inherited,
        findings=findings,
        origins=made_right.origins,
        training_count=count,
        training_places=made_right.training_places,
        is_current=raw.is_current,
    )


def _findings(raw: RawData, parts: list[Examples], progress: Progress) -> tuple[Finding, ...]:
    # SciPy is imported when a person's own data is first read, not when the program starts.
    from trainer_core.data.check.whole import check_data

    return tuple(check_data(raw, parts, progress))


def _parts(raw: RawData, validation_share: float, test_share: float, split: Split, seed: int) -> list[Examples]:
    """The training, validation and test examples."""
    rows, test = torch.arange(len(raw.train)), raw.test
    if test is None:
        rows, aside = _kept_aside(raw, rows, test_share, split, seed, Purpose.TEST)
        test = raw.train.at(aside)
        if not len(aside) or not len(rows):
            raise DataError(
                "too-few-examples",
                plural(
                    len(raw.train),
                    "{title} has only 1 example, which cannot be split into training and test. Add more examples.",
                    "{title} has only {n:,} examples, which cannot be split into training and test by these settings. "
                    "Add more examples, or change data.test_share or data.split.",
                    title=raw.title,
                ),
            )
    validation = raw.validation
    if validation is None:
        rows, aside = _kept_aside(raw, rows, validation_share, split, seed, Purpose.SPLIT)
        validation = raw.train.at(aside)
    return [raw.train.at(rows), validation, test]


def _kept_aside(
    raw: RawData, rows: Tensor, share: float, split: Split, seed: int, purpose: Purpose
) -> tuple[Tensor, Tensor]:
    """Split ``share`` percent off the training examples ``rows``: what stays, and what is kept aside."""
    if not share:
        return rows, rows[:0]
    free = rows < len(raw.train) - raw.never_aside
    rows, stay = rows[free], rows[~free]
    if split == "group":
        kept, aside = grouped_split(_given(raw.groups, split, raw)[rows], share=share, seed=seed, purpose=purpose)
    elif split == "time":
        kept, aside = ordered_split(_given(raw.times, split, raw)[rows], share=share)
    elif raw.task is TaskName.REGRESSION:
        kept, aside = random_split(len(rows), share=share, seed=seed, purpose=purpose)
    else:
        classes = raw.train.targets.index_select(0, rows).flatten().to(torch.int64)
        kept, aside = stratified_split(classes, share=share, seed=seed, purpose=purpose)
    return torch.cat((rows[kept], stay)), rows[aside]


def _given(column: Tensor | None, split: Split, raw: RawData) -> Tensor:
    if column is None:
        raise DataError(
            "no-such-split",
            'data.split is "{split}", and nothing in {title} says which {what}. Name a column for it if the data has '
            'one, or set data.split to "random".',
            split=split,
            title=raw.title,
            what=Message("examples belong together") if split == "group" else Message("examples came first"),
        )
    return column


def _released(examples: Examples) -> Examples:
    """A few examples as storage of their own, so that they do not hold the memory of all the others."""
    return examples if examples.mapped or examples.rows is None else Examples(*examples.gathered())


def moments(examples: Examples) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the mean and the (population) standard deviation of each channel or feature.

    Bytes, images (N, C, H, W) or tables (N, F), are measured in 0..1 units and exactly, from the counts of their 256
    values: 20 ms for Fashion-MNIST, where a sum in float64 takes 400. A standard deviation of 0 becomes 1. The inputs
    are gone through by the portion, so that memory stays bounded.
    """
    if examples.inputs.dtype is torch.uint8:
        return _of_counts(_counts(examples))
    shape = examples.input_shape
    over, count = (0, *range(2, len(shape) + 1)), len(examples) * math.prod(shape[1:])
    mean = torch.stack([portion.sum(over, dtype=torch.float64) for portion in examples.portions()]).sum(0) / count
    middle = mean.view(-1, *[1] * (len(shape) - 1))
    squares = [(portion.to(torch.float64) - middle).square_().sum(over) for portion in examples.portions()]
    variances = torch.stack(squares).sum(0) / count
    return tuple(mean.tolist()), tuple(d or 1.0 for d in variances.sqrt().tolist())


def _counts(images: Examples) -> Tensor:
    """How often each channel has each of the 256 values, (C, 256) int64.

    Where most of the rows between the first and the last are meant, those of all of them less those of the others: what
    lies in one piece need not be gathered.
    """
    if images.rows is not None and len(images):
        first, last = int(images.rows.min()), int(images.rows.max()) + 1
        others = torch.ones(last - first, dtype=torch.bool)
        others[images.rows - first] = False
        if 2 * int(others.sum()) < last - first and len(images) + int(others.sum()) == last - first:
            rest = others.nonzero().squeeze(1)
            piece = Examples(images.inputs[first:last], torch.zeros(last - first))
            return _counts(piece) - _counts(piece.at(rest))
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
