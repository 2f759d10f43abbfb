"""Each change, with the numbers that were drawn for an example, is what torchvision makes of it with the same."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import torch
from torch import Tensor
from torchvision.transforms.v2 import InterpolationMode
from torchvision.transforms.v2 import functional as v2

from trainer_core.data.augment import Augmentation

SHAPE = (3, 24, 20)
BILINEAR = InterpolationMode.BILINEAR

Entry = tuple[str, Mapping[str, Any]]


def photos(channels: int = 3) -> Tensor:
    """Six smooth pictures, for which half a pixel more or less makes a small difference."""
    noise = torch.rand((6, channels, 7, 6), generator=torch.Generator().manual_seed(3))
    return torch.nn.functional.interpolate(noise, SHAPE[1:], mode="bilinear").mul(255).round().to(torch.uint8)


def changed(pictures: Tensor, *entries: Entry) -> tuple[Tensor, tuple[Tensor, ...]]:
    augmentation = Augmentation(entries)
    drawn = augmentation.draw(len(pictures), tuple(pictures.shape[1:]), seed=4, epoch=2)
    return augmentation.before_conversion(pictures, drawn), drawn


def _rotated(picture: Tensor, numbers: list[float]) -> Tensor:
    return v2.rotate(picture, 40 * numbers[0], interpolation=BILINEAR)


def _affine(picture: Tensor, numbers: list[float]) -> Tensor:
    right, down, size, slant_x, slant_y = numbers
    moved = [round(right * 0.2 * SHAPE[2]), round(down * 0.2 * SHAPE[1])]
    slants = [15 * slant_x, 15 * slant_y]
    return v2.affine(picture, 0.0, moved, 1 + size * 0.3, slants, interpolation=BILINEAR)  # type: ignore[arg-type]


def _blurred(picture: Tensor, numbers: list[float]) -> Tensor:
    return v2.gaussian_blur(picture, [7, 7], [numbers[0], numbers[0]])


CASES: dict[str, tuple[Entry, Callable[[Tensor, list[float]], Tensor]]] = {
    "rotate": (("rotate", {"degrees": 40.0}), _rotated),
    "affine": (("affine", {"translate": 20.0, "scale": 30.0, "shear": 15.0}), _affine),
    "blur": (("blur", {"sigma": 1.5}), _blurred),
}
_OFF = {"brightness": 0.0, "contrast": 0.0, "saturation": 0.0, "hue": 0.0}
COLOURS: dict[str, Callable[[Tensor, list[float]], Tensor]] = {
    "brightness": lambda picture, numbers: v2.adjust_brightness(picture, 1 + 0.5 * numbers[0]),
    "contrast": lambda picture, numbers: v2.adjust_contrast(picture, 1 + 0.5 * numbers[1]),
    "saturation": lambda picture, numbers: v2.adjust_saturation(picture, 1 + 0.5 * numbers[2]),
    "hue": lambda picture, numbers: v2.adjust_hue(picture, 50 / 360 * numbers[3]),
}
CASES |= {name: (("colour", _OFF | {name: 50.0}), change) for name, change in COLOURS.items()}


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_that_of_torchvision(name: str) -> None:
    entry, theirs = CASES[name]
    pictures = photos()
    ours, (drawn,) = changed(pictures, entry)

    assert not torch.equal(ours, pictures)
    for picture, result, numbers in zip(pictures, ours, drawn.T.tolist(), strict=True):
        difference = (result.int() - theirs(picture, numbers).int()).abs()
        assert difference.max() <= 2
        assert difference.float().mean() < 1


@pytest.mark.parametrize("name", ["brightness", "contrast"])
def test_grey_pictures_are_changed_as_in_torchvision(name: str) -> None:
    pictures = photos(channels=1)
    ours, (drawn,) = changed(pictures, CASES[name][0])
    for picture, result, numbers in zip(pictures, ours, drawn.T.tolist(), strict=True):
        assert (result.int() - COLOURS[name](picture, numbers).int()).abs().max() <= 2


def test_neighbours_that_move_pixels_are_made_in_one_resampling() -> None:
    """What follows one another in torchvision is rounded in between; inside the picture it is the same."""
    pictures = photos()
    entries: list[Entry] = [
        ("rotate", {"degrees": 30.0}),
        ("flip", {}),
        ("shift", {"pixels": 2}),
        ("affine", {"translate": 0.0, "scale": 20.0, "shear": 10.0}),
        ("flip_vertical", {}),
    ]
    ours, drawn = changed(pictures, *entries)
    angles, flips, shifts, others, upside_down = (numbers.T.tolist() for numbers in drawn)
    for place, picture in enumerate(pictures):
        expected = v2.rotate(picture, 30 * angles[place][0], interpolation=BILINEAR)
        expected = expected.flip(-1) if flips[place][0] else expected
        down, right = (number - 2 for number in shifts[place])
        expected = v2.affine(expected, 0.0, [right, down], 1.0, [0.0, 0.0])
        _, _, size, slant_x, slant_y = others[place]
        slants = [10 * slant_x, 10 * slant_y]
        expected = v2.affine(expected, 0.0, [0, 0], 1 + 0.2 * size, slants, interpolation=BILINEAR)
        expected = expected.flip(-2) if upside_down[place][0] else expected
        inner = (slice(None), slice(9, -9), slice(8, -8))
        assert (ours[place][inner].int() - expected[inner].int()).abs().max() <= 20
        assert (ours[place][inner].int() - expected[inner].int()).abs().float().mean() < 3


def test_a_turn_by_nothing_leaves_the_picture_to_the_bit() -> None:
    augmentation = Augmentation([("rotate", {"degrees": 90.0}), ("shift", {"pixels": 3})])
    pictures = photos()
    nothing = (torch.zeros(1, 6), torch.full((2, 6), 3))
    assert torch.equal(augmentation.before_conversion(pictures, nothing), pictures)


def test_the_strengths_are_the_bounds_and_are_gone_up_to() -> None:
    (angles, blurs), (wanted_angle, wanted_blur) = (
        Augmentation([("rotate", {"degrees": 40.0}), ("blur", {"sigma": 1.5})]).draw(9_000, SHAPE, seed=1, epoch=0),
        (1.0, 1.5),
    )
    assert -wanted_angle <= angles.min() < -0.99 * wanted_angle
    assert 0.99 * wanted_angle < angles.max() <= wanted_angle
    assert math.isclose(angles.mean(), 0, abs_tol=0.03)
    assert 0.1 <= blurs.min() < 0.11
    assert 0.99 * wanted_blur < blurs.max() <= wanted_blur
