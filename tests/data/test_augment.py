"""What a shift, a flip and an erased square may do to an image, and what not."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from trainer_core.data.augment import Augmentation

sizes = st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(2, 9), st.integers(2, 9))
seeds = st.integers(0, 2**40)


def images_of(size: tuple[int, int, int, int], seed: int) -> Tensor:
    """Random pixels, none of them 0."""
    return torch.randint(1, 256, size, dtype=torch.uint8, generator=torch.Generator().manual_seed(seed))


def drawn_for(augmentation: Augmentation, images: Tensor, seed: int) -> Tensor:
    return augmentation.draw(len(images), *images.shape[-2:], seed=seed, epoch=0)


@given(size=sizes, most=st.integers(1, 12), seed=seeds)
def test_a_shift_moves_each_image_whole_and_fills_with_zeros(
    size: tuple[int, int, int, int], most: int, seed: int
) -> None:
    images = images_of(size, seed)
    augmentation = Augmentation(shift=most)
    drawn = drawn_for(augmentation, images, seed)
    height, width = size[2:]
    for image, moved, (down, right) in zip(
        images, augmentation.before_conversion(images, drawn), (drawn[:2] - most).T.tolist(), strict=True
    ):
        expected = torch.zeros_like(image)
        if abs(down) < height and abs(right) < width:
            to = (slice(max(down, 0), height + min(down, 0)), slice(max(right, 0), width + min(right, 0)))
            of = (slice(max(-down, 0), height + min(-down, 0)), slice(max(-right, 0), width + min(-right, 0)))
            expected[:, to[0], to[1]] = image[:, of[0], of[1]]
        assert torch.equal(moved, expected)


@given(size=sizes, seed=seeds)
def test_a_flip_mirrors_some_images_and_leaves_the_others(size: tuple[int, int, int, int], seed: int) -> None:
    images = images_of(size, seed)
    augmentation = Augmentation(flip=True)
    drawn = drawn_for(augmentation, images, seed)
    for image, changed, flip in zip(
        images, augmentation.before_conversion(images, drawn), drawn[2].tolist(), strict=True
    ):
        assert torch.equal(changed, image.flip(-1) if flip else image)


@given(size=sizes, side=st.integers(1, 12), seed=seeds)
def test_an_erased_square_lies_within_the_image_and_is_zero(
    size: tuple[int, int, int, int], side: int, seed: int
) -> None:
    inputs = images_of(size, seed).float()
    augmentation = Augmentation(erase=side)
    drawn = drawn_for(augmentation, inputs, seed)
    erased = augmentation.after_conversion(inputs.clone(), drawn)
    height, width = min(side, size[2]), min(side, size[3])
    for image, changed, (top, left) in zip(inputs, erased, drawn[3:].T.tolist(), strict=True):
        expected = image.clone()
        expected[:, top : top + height, left : left + width] = 0
        assert torch.equal(changed, expected)
        assert int((changed == 0).sum()) == size[1] * height * width


def test_every_shift_flip_and_place_comes_up() -> None:
    drawn = Augmentation(shift=2, flip=True, erase=3).draw(5_000, 6, 8, seed=1, epoch=0)
    assert [sorted(set(row.tolist())) for row in drawn] == [
        list(range(5)),
        list(range(5)),
        [0, 1],
        list(range(4)),
        list(range(6)),
    ]
    assert 0.47 < drawn[2].double().mean() < 0.53


def test_epochs_and_seeds_draw_differently() -> None:
    augmentation = Augmentation(shift=4)
    first = augmentation.draw(100, 8, 8, seed=1, epoch=0)
    assert torch.equal(first, augmentation.draw(100, 8, 8, seed=1, epoch=0))
    assert not torch.equal(first, augmentation.draw(100, 8, 8, seed=1, epoch=1))
    assert not torch.equal(first, augmentation.draw(100, 8, 8, seed=2, epoch=0))


def test_nothing_asked_is_nothing_done() -> None:
    assert not Augmentation()
    assert Augmentation(flip=True)
