"""What a shift, a flip and an erased square may do to a picture, and that they do it as they always did."""

from __future__ import annotations

import hashlib

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from trainer_core.data import Examples, training_batches
from trainer_core.data.augment import Augmentation
from trainer_core.data.augment.erase import Erase
from trainer_core.data.augment.geometry import Flip, Shift

sizes = st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(2, 9), st.integers(2, 9))
seeds = st.integers(0, 2**40)

BEFORE_THE_LIST = {
    ("flip", False): "30045b1293d1a901",
    ("flip", True): "14ece44af6c46fc0",
    ("shift", False): "eaec51789a56ba86",
    ("shift", True): "9e957e15262cc1ee",
    ("erase", False): "2a32dd6d4bec1dd7",
    ("erase", True): "d1a4cbf353bf0a6b",
    ("shift flip erase", False): "3072f165ab838795",
    ("shift flip erase", True): "d98208a9081be846",
}
"""Of an epoch's batches, standardized or not: the beginning of their SHA-256, written down before there was a list."""


def pictures_of(size: tuple[int, int, int, int], seed: int) -> Tensor:
    """Random pixels, none of them 0."""
    return torch.randint(1, 256, size, dtype=torch.uint8, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize(("names", "standardize"), BEFORE_THE_LIST)
def test_batches_are_those_of_the_program_before_there_was_a_list(names: str, standardize: bool) -> None:
    draw = torch.Generator().manual_seed(7)
    pixels = torch.randint(0, 256, (150, 1, 7, 6), dtype=torch.uint8, generator=draw)
    examples = Examples(pixels, torch.randint(0, 10, (150,), generator=draw))
    batches = training_batches(
        examples,
        device=torch.device("cpu"),
        batch_size=16,
        seed=5,
        mean=(0.3,),
        std=(0.4,),
        standardize=standardize,
        augment=[(name, {"shift": {"pixels": 2}, "flip": {}, "erase": {"side": 3}}[name]) for name in names.split()],
    )
    digest = hashlib.sha256()
    for inputs, targets in batches.epoch(3):
        digest.update(inputs.numpy().tobytes())
        digest.update(targets.numpy().tobytes())
    assert digest.hexdigest()[:16] == BEFORE_THE_LIST[names, standardize]


@given(size=sizes, most=st.integers(1, 12), seed=seeds)
def test_a_shift_moves_each_picture_whole_and_fills_with_zeros(
    size: tuple[int, int, int, int], most: int, seed: int
) -> None:
    pictures, shift = pictures_of(size, seed), Shift(most)
    drawn = shift.draw(len(pictures), size[1:], torch.Generator().manual_seed(seed))
    height, width = size[2:]
    moves = (drawn - most).T.tolist()
    for picture, moved, (down, right) in zip(pictures, shift.changed(pictures, drawn), moves, strict=True):
        expected = torch.zeros_like(picture)
        if abs(down) < height and abs(right) < width:
            to = (slice(max(down, 0), height + min(down, 0)), slice(max(right, 0), width + min(right, 0)))
            of = (slice(max(-down, 0), height + min(-down, 0)), slice(max(-right, 0), width + min(-right, 0)))
            expected[:, to[0], to[1]] = picture[:, of[0], of[1]]
        assert torch.equal(moved, expected)


@given(size=sizes, axis=st.sampled_from([-1, -2]), seed=seeds)
def test_a_flip_mirrors_some_pictures_and_leaves_the_others(
    size: tuple[int, int, int, int], axis: int, seed: int
) -> None:
    pictures, flip = pictures_of(size, seed), Flip(axis)
    drawn = flip.draw(len(pictures), size[1:], torch.Generator().manual_seed(seed))
    for picture, changed, flipped in zip(pictures, flip.changed(pictures, drawn), drawn[0].tolist(), strict=True):
        assert torch.equal(changed, picture.flip(axis) if flipped else picture)


@given(size=sizes, side=st.integers(1, 12), seed=seeds)
def test_an_erased_square_lies_within_the_picture_and_is_zero(
    size: tuple[int, int, int, int], side: int, seed: int
) -> None:
    inputs, erase = pictures_of(size, seed).float(), Erase(side)
    drawn = erase.draw(len(inputs), size[1:], torch.Generator().manual_seed(seed))
    erased = erase.changed(inputs.clone(), drawn)
    height, width = min(side, size[2]), min(side, size[3])
    for picture, changed, (top, left) in zip(inputs, erased, drawn.T.tolist(), strict=True):
        expected = picture.clone()
        expected[:, top : top + height, left : left + width] = 0
        assert torch.equal(changed, expected)
        assert int((changed == 0).sum()) == size[1] * height * width


def test_every_shift_flip_and_place_comes_up() -> None:
    entries = [("shift", {"pixels": 2}), ("flip", {}), ("flip_vertical", {}), ("erase", {"side": 3})]
    drawn = Augmentation(entries).draw(5_000, (1, 6, 8), seed=1, epoch=0)
    found = [sorted(set(row.tolist())) for numbers in drawn for row in numbers]
    assert found == [list(range(5)), list(range(5)), [0, 1], [0, 1], list(range(4)), list(range(6))]
    assert all(0.47 < flips.double().mean() < 0.53 for flips in drawn[1:3])
    assert not torch.equal(drawn[1], drawn[2])
