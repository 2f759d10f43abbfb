"""Pictures that are the same or nearly the same: found by a perceptual hash, then compared in full.

A picture is brought to 16 × 16 in its colours and freed of its brightness and contrast. Its hash are the signs of the
lowest frequencies of that (pHash: Zauner 2010, https://www.phash.org/docs/pubs/thesis_zauner.pdf). Hashes that differ
in a few bits are found by sorting them in several rotations, as Manku, Jain and Das Sarma do for pages of the web
(2007, https://doi.org/10.1145/1242572.1242592), in time and memory that do not depend on how alike the pictures are.
That finds a picture that was saved again, made smaller, lighter or darker; not one that was cut or mirrored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from scipy.fft import dctn

from trainer_core.data.check.finding import Finding, Severity
from trainer_core.data.check.twins import Pairs, Twins, equal_pairs, first_pair, grouped, named, words_of
from trainer_core.data.examples import Examples
from trainer_core.errors import Message, plural

MOST = 200_000
"""Pictures that are compared; of more every second, third … one is."""

_SIDE = 16
_NEAR = 0.06
"""Root mean square of the difference, in standard deviations of the picture, up to which two are nearly the same."""
_NEAR_IN_COLOUR = 0.2
"""The same in all colours: JPEG keeps them coarsely."""
_BRIGHTNESS = (0.299, 0.587, 0.114)
"""Of red, green and blue: ITU-R BT.601, which JPEG takes."""
_LEAST_CONTRAST = 8.0
_MOST_LIGHTER = 32.0
"""Levels of 255: a picture without contrast differs from another by its brightness alone."""
_SAME_DETAIL = 0.5
"""Correlation of what 16 × 16 pixels do not show; two pictures of noise are alike only from afar."""
_LEAST_DETAIL = 6.0
_FREQUENCIES = 8
_BITS = 6
"""Bits by which the hashes of two near pictures differ at most."""
_ROTATIONS = 8
_NEIGHBOURS = 16
_BLOCK = 1024

Images = npt.NDArray[np.uint8]


def duplicate_pictures(parts: Sequence[Examples], name: Callable[[int, int], str]) -> Iterator[Finding]:
    """Compare the pictures of training, validation and test, (N, C, H, W) uint8.

    ``name`` names a row of the storage of a part. Takes some 20 µs and 1 kB a picture.
    """
    rows = [part.rows_at(torch.arange(len(part))).numpy() for part in parts]
    step = -(-sum(len(part) for part in parts) // MOST)
    looked_at = [np.arange(0, len(part), step) for part in parts]
    splits = np.repeat(np.arange(len(parts), dtype=np.int8), [len(each) for each in looked_at])
    whole = np.concatenate([of[places] for of, places in zip(rows, looked_at, strict=True)])
    examples = [part.at(torch.from_numpy(p)) for part, p in zip(parts, looked_at, strict=True)]
    small = _small_of(examples, whole)
    classes = None
    if not parts[0].targets.is_floating_point():
        classes = torch.cat([each.targets for each in examples]).numpy()
    storage = parts[0].inputs

    def full(places: npt.NDArray[np.int64]) -> Images:
        if all(part.inputs is storage for part in parts):
            return storage[torch.from_numpy(whole[places])].numpy()
        return np.stack([parts[splits[place]].inputs[int(whole[place])].numpy() for place in places])

    twins = grouped(len(small), alike(small, full), splits, classes)
    yield from _findings(twins, lambda member: name(int(splits[member]), int(whole[member])), splits, classes, step)


def alike(small: Images, full: Callable[[npt.NDArray[np.int64]], Images]) -> Pairs:
    """Pairs of pictures, (N, C, 16, 16) uint8, that are the same or nearly the same; ``full`` gives them in full.

    A picture that was found to be like another one is not compared further, so that a thousand of one scene take no
    longer than a thousand others.
    """
    of, left = hashes(small), np.arange(len(small))
    found = [np.empty((0, 2), np.int64)]
    for rotation in (None, *range(0, 64, 64 // _ROTATIONS)):
        here = of[left]
        candidates = left[equal_pairs(here) if rotation is None else _close_pairs(here, rotation)]
        near = [_near(candidates[start : start + _BLOCK], small, full) for start in range(0, len(candidates), _BLOCK)]
        found += near
        left = np.setdiff1d(left, np.concatenate([found[0], *near]).max(1, initial=-1))
    return np.concatenate(found)


def _near(pairs: Pairs, small: Images, full: Callable[[npt.NDArray[np.int64]], Images]) -> Pairs:
    """Those of ``pairs`` that are nearly the same when they are compared in full."""
    one, other = (small[pairs[:, side]] for side in (0, 1))
    lighter = np.abs(one.mean((1, 2, 3)) - other.mean((1, 2, 3)))
    in_grey, in_colour = _distance(_grey(one), _grey(other)), _distance(one, other)
    pairs = pairs[(in_grey <= _NEAR) & (in_colour <= _NEAR_IN_COLOUR) & (lighter <= _MOST_LIGHTER)]
    return pairs[_same_detail(full(pairs[:, 0]), full(pairs[:, 1]))] if len(pairs) else pairs


def hashes(small: Images) -> npt.NDArray[np.uint64]:
    """The 64 bits of each picture, (N,): which of its lowest frequencies in grey are above their median."""
    made = [np.empty(0, np.uint64)]
    for start in range(0, len(small), 8 * _BLOCK):
        some = small[start : start + 8 * _BLOCK]
        grey = _normal(_grey(some))
        low = dctn(grey, axes=(1, 2), norm="ortho")[:, :_FREQUENCIES, :_FREQUENCIES].reshape(len(some), -1)
        bits = low > np.median(low, axis=1, keepdims=True)
        made.append(np.packbits(bits, axis=1).view(">u8").reshape(-1).astype(np.uint64))
    return np.concatenate(made)


def _close_pairs(of: npt.NDArray[np.uint64], rotation: int) -> Pairs:
    """Pairs whose hashes differ in a few bits, as far as these stand near one another when they are sorted from the bit
    ``rotation`` on: of several rotations one begins with many bits that two such hashes share."""
    count = len(of)
    turned = (of << np.uint64(rotation)) | (of >> np.uint64(64 - rotation)) if rotation else of
    order = np.argsort(turned, kind="stable")
    in_order = turned[order]
    found = [np.empty((0, 2), np.int64)]
    for ahead in range(1, min(_NEIGHBOURS + 1, count)):
        close = np.flatnonzero(np.bitwise_count(in_order[ahead:] ^ in_order[:-ahead]) <= _BITS)
        found.append(np.stack((order[ahead:][close], order[:-ahead][close]), axis=1))
    return np.concatenate(found)


def _same_detail(one: Images, other: Images) -> npt.NDArray[np.bool_]:
    """Whether pictures (P, C, H, W) are alike in what is smaller than their 16 × 16 parts, as far as both have it."""
    first, second = (_detail(each) for each in (one, other))
    energies = np.stack([np.sqrt((each**2).mean(1)) for each in (first, second)])
    product = (first * second).mean(1) / np.maximum(energies[0] * energies[1], 1e-9)
    same: npt.NDArray[np.bool_] = (product >= _SAME_DETAIL) | (energies.min(0) < _LEAST_DETAIL)
    return same


def _detail(images: Images) -> npt.NDArray[np.float32]:
    whole = torch.from_numpy(images).float()
    coarse = F.interpolate(F.adaptive_avg_pool2d(whole, _SIDE), whole.shape[-2:], mode="bilinear")
    detail: npt.NDArray[np.float32] = (whole - coarse).flatten(1).numpy()
    return detail


def _small_of(parts: Sequence[Examples], rows: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """The pictures of all ``parts``, whose rows are ``rows``, one after another, at 16 × 16 pixels."""
    storage, count = parts[0].inputs, len(rows)
    together = all(part.inputs is storage for part in parts)
    if together and count and int(rows.max()) - int(rows.min()) == count - 1 and len(np.unique(rows)) == count:
        # They lie in one piece, and need not be gathered.
        first = int(rows.min())
        return _small(Examples(storage[first : first + count], torch.zeros(count)))[rows - first]
    return np.concatenate([_small(part) for part in parts])


def _small(part: Examples) -> npt.NDArray[np.uint8]:
    """Bring pictures to 16 × 16 pixels, each the weighted mean of what it covers and lies around it."""
    channels = part.input_shape[0]
    made = [np.empty((0, channels, _SIDE, _SIDE), np.uint8)]
    for portion in part.portions():
        for some in torch.split(portion, 2048):
            # In bytes it takes a third of the time that a mean of float32 does.
            made.append(F.interpolate(some, (_SIDE, _SIDE), mode="bilinear", antialias=True).numpy())
    return np.concatenate(made)


def _grey(images: Images) -> npt.NDArray[np.float32]:
    """The brightness of pictures as JPEG keeps it, which is better than their colours: (N, H, W)."""
    weights = np.array(_BRIGHTNESS if images.shape[1] == 3 else [1.0], np.float32)
    grey: npt.NDArray[np.float32] = np.einsum("nchw,c->nhw", images, weights, dtype=np.float32)
    return grey


def _normal(images: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    """Pictures (N, …) with a mean of 0 and a deviation of 1, as far as they have one."""
    axes = tuple(range(1, images.ndim))
    centred = images - images.mean(axes, dtype=np.float32, keepdims=True)
    scaled: npt.NDArray[np.float32] = centred / np.maximum(centred.std(axes, keepdims=True), _LEAST_CONTRAST)
    return scaled


def _distance(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    """Root mean square of the difference of pictures (P, …) in standard deviations, (P,)."""
    difference = _normal(one) - _normal(other)
    distance: npt.NDArray[np.float32] = np.sqrt(np.mean(difference**2, axis=tuple(range(1, difference.ndim))))
    return distance


def _findings(
    twins: Twins,
    name: Callable[[int], str],
    splits: npt.NDArray[np.int8],
    classes: npt.NDArray[np.int64] | None,
    step: int,
) -> Iterator[Finding]:
    def said(found: Message) -> Message:
        if step == 1:
            return found
        return Message("{found} One in {step} pictures was compared.", {"found": found, "step": step})

    if groups := twins.across_splits:
        one, other = first_pair(groups[0], splits)
        yield Finding(
            "same-picture-in-splits",
            Severity.WARNING,
            said(
                plural(
                    len(groups),
                    "1 picture is the same, or nearly, in two parts of the data: {first} ({here}) and {second} "
                    "({there}).",
                    "{n:,} pictures are the same, or nearly, in two parts of the data, such as {first} ({here}) and "
                    "{second} ({there}).",
                    first=name(one),
                    second=name(other),
                    here=words_of(splits[one]),
                    there=words_of(splits[other]),
                )
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
            said(
                plural(
                    len(groups),
                    "1 picture is the same, or nearly, under two classes: {first} and {second}.",
                    "{n:,} pictures are the same, or nearly, under two classes, such as {first} and {second}.",
                    first=name(one),
                    second=name(other),
                )
            ),
            named(groups, name),
            Message("One of the two classes is wrong for each. Keep the picture where it belongs."),
        )
    if groups := twins.within:
        yield Finding(
            "same-picture",
            Severity.NOTE,
            said(
                plural(
                    len(groups),
                    "1 picture is there more than once, the same or nearly: {first} and {second}.",
                    "{n:,} pictures are there more than once, the same or nearly, such as {first} and {second}.",
                    first=name(groups[0][0]),
                    second=name(groups[0][1]),
                )
            ),
            named(groups, name),
            Message("They are all used, so these count more than others."),
        )
