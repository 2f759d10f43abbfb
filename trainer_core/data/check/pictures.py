"""Pictures that are the same or nearly the same, found by what they look like when they are small.

A picture is brought to 16 × 16 and freed of its brightness and contrast. Of that the lowest frequencies are kept (the
coefficients of which pHash keeps the signs; Zauner 2010), and neighbours among these numbers are compared in full.
That finds a picture that was saved again, made smaller, lighter or darker; not one that was cut or mirrored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from scipy.fft import dctn

from trainer_core.data.check.finding import Finding, Severity
from trainer_core.data.check.twins import Pairs, Twins, equal_pairs, first_pair, grouped, named, near_pairs, words_of
from trainer_core.data.examples import Examples
from trainer_core.errors import Message, plural

MOST = 200_000
"""Pictures that are compared; of more every second, third … one is."""

_SIDE = 16
_NEAR = 0.1
"""Root mean square of the difference, in standard deviations of the picture, up to which two are nearly the same."""
_LEAST_CONTRAST = 8.0
_MOST_LIGHTER = 32.0
"""Levels of 255: a picture without contrast differs from another by its brightness alone."""
_FREQUENCIES = 5


def duplicate_pictures(parts: Sequence[Examples], name: Callable[[int], str]) -> Iterator[Finding]:
    """Compare the pictures of training, validation and test, (N, C, H, W) uint8; ``name`` names a row of their storage.

    Raises nothing; takes about 10 µs and 1 kB a picture.
    """
    rows = [part.rows_at(torch.arange(len(part))).numpy() for part in parts]
    step = -(-sum(len(part) for part in parts) // MOST)
    looked_at = [np.arange(0, len(part), step) for part in parts]
    splits = np.repeat(np.arange(len(parts), dtype=np.int8), [len(each) for each in looked_at])
    whole = np.concatenate([of[places] for of, places in zip(rows, looked_at, strict=True)])
    small = np.concatenate([_small(part.at(torch.from_numpy(p))) for part, p in zip(parts, looked_at, strict=True)])
    targets = [part.targets[torch.from_numpy(p)] for part, p in zip(parts, looked_at, strict=True)]
    classes = torch.cat(targets).numpy() if not parts[0].targets.is_floating_point() else None
    twins = grouped(len(small), alike(small), splits, classes)
    yield from _findings(twins, lambda member: name(int(whole[member])), splits, classes, step)


def alike(small: npt.NDArray[np.uint8]) -> Pairs:
    """Pairs of pictures, (N, C, 16, 16) uint8, that are the same or nearly the same."""
    flat = small.reshape(len(small), -1)
    same = equal_pairs(_keys(flat))
    distinct = np.setdiff1d(np.arange(len(small)), same[:, 1])

    def is_near(pairs: Pairs) -> npt.NDArray[np.bool_]:
        one, other = (flat[distinct[pairs[:, side]]].astype(np.float32) for side in (0, 1))
        lighter = np.abs(one.mean(1) - other.mean(1))
        distance = np.sqrt(np.mean((_normal(one) - _normal(other)) ** 2, axis=1))
        return (distance <= _NEAR) & (lighter <= _MOST_LIGHTER)

    points = np.concatenate([_frequencies(small[some]) for some in np.array_split(distinct, 1 + len(distinct) // 8192)])
    near = near_pairs(points, _NEAR * _SIDE, is_near)
    return np.concatenate((same, distinct[near]))


def _small(part: Examples) -> npt.NDArray[np.uint8]:
    """Bring pictures to 16 × 16 pixels, each the mean of what it covers."""
    channels = part.input_shape[0]
    made = [np.empty((0, channels, _SIDE, _SIDE), np.uint8)]
    for portion in part.portions():
        for some in torch.split(portion, 2048):
            made.append(F.adaptive_avg_pool2d(some.float(), _SIDE).round_().to(torch.uint8).numpy())
    return np.concatenate(made)


def _keys(flat: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """A key for each picture, (N,): two different ones have the same once in 2⁶⁴."""
    numbers = flat.view(np.uint64) if flat.shape[1] % 8 == 0 else flat.astype(np.uint64)
    odd = np.random.default_rng(0).integers(0, 2**63, numbers.shape[1], dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    mixed = numbers ^ (numbers >> np.uint64(29))
    return (mixed * odd).sum(axis=1, dtype=np.uint64)


def _normal(flat: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    centred = flat - flat.mean(1, keepdims=True)
    scaled: npt.NDArray[np.float32] = centred / np.maximum(centred.std(1, keepdims=True), _LEAST_CONTRAST)
    return scaled


def _frequencies(small: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """The lowest frequencies of the pictures in grey, (N, 24) float32; two near pictures have near ones."""
    normal = _normal(small.reshape(len(small), -1).astype(np.float32)).reshape(small.shape).mean(1)
    low = dctn(normal, axes=(1, 2), norm="ortho")[:, :_FREQUENCIES, :_FREQUENCIES].reshape(len(small), -1)
    return np.ascontiguousarray(low[:, 1:], dtype=np.float32)


def _findings(
    twins: Twins,
    name: Callable[[int], str],
    splits: npt.NDArray[np.int8],
    classes: npt.NDArray[np.int64] | None,
    step: int,
) -> Iterator[Finding]:
    sampled = Message(" One in {step} pictures was compared.", {"step": step}) if step > 1 else Message("")
    if groups := twins.across_splits:
        one, other = first_pair(groups[0], splits)
        yield Finding(
            "same-picture-in-splits",
            Severity.WARNING,
            plural(
                len(groups),
                "1 picture is the same, or nearly, in two parts of the data: {one} ({here}) and {other} ({there})."
                "{sampled}",
                "{n:,} pictures are the same, or nearly, in two parts of the data, such as {one} ({here}) and {other} "
                "({there}).{sampled}",
                one=name(one),
                other=name(other),
                here=words_of(splits[one]),
                there=words_of(splits[other]),
                sampled=sampled,
            ),
            named(groups, name),
            Message(
                "What was trained on cannot be tested honestly. Keep one of each, or all of them in one part; if they "
                "belong together, name a group and split by it."
            ),
        )
    if (groups := twins.across_targets) and classes is not None:
        one, other = first_pair(groups[0], classes)
        yield Finding(
            "same-picture-in-classes",
            Severity.WARNING,
            plural(
                len(groups),
                "1 picture is the same, or nearly, under two classes: {one} and {other}.{sampled}",
                "{n:,} pictures are the same, or nearly, under two classes, such as {one} and {other}.{sampled}",
                one=name(one),
                other=name(other),
                sampled=sampled,
            ),
            named(groups, name),
            Message("One of the two classes is wrong for each. Keep the picture where it belongs."),
        )
    if groups := twins.within:
        yield Finding(
            "same-picture",
            Severity.NOTE,
            plural(
                len(groups),
                "1 picture is there more than once, the same or nearly: {one} and {other}.{sampled}",
                "{n:,} pictures are there more than once, the same or nearly, such as {one} and {other}.{sampled}",
                one=name(groups[0][0]),
                other=name(groups[0][1]),
                sampled=sampled,
            ),
            named(groups, name),
            Message("They are all used, so these count more than others."),
        )
