"""Pictures that are the same or nearly the same are found wherever they are, and others are not."""

from __future__ import annotations

import io

import numpy as np
import pytest
import torch
from PIL import Image

from trainer_core.data import load_dataset
from trainer_core.data.check.pictures import duplicate_pictures
from trainer_core.data.examples import Examples


@pytest.fixture(scope="module")
def clothes():
    """600 pictures of clothes, (600, 1, 28, 28), with their classes."""
    return load_dataset("fashion-mnist", validation_share=10, seed=0, limit=600).train.gathered()


def found(images, targets, splits):
    """The findings by code; ``splits`` are the sizes of training, validation and test."""
    whole = Examples(images, targets)
    bounds = np.cumsum([0, *splits])
    parts = [whole.at(torch.arange(*bounds[k : k + 2])) for k in range(3)]
    return {each.code: each for each in duplicate_pictures(parts, lambda split, row: f"{row}")}


def saved_again(image, quality, *, side=None, lighter=1.0):
    """The picture (C, H, W) as a JPEG of this quality, made smaller and large again if asked."""
    pixels = image.permute(1, 2, 0).numpy()
    picture = Image.fromarray(pixels[..., 0] if len(image) == 1 else pixels)
    size = picture.size
    if side:
        picture = picture.resize((side, side)).resize(size)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    again = np.asarray(Image.open(buffer)).astype(np.float32) * lighter
    return torch.from_numpy(np.clip(again, 0, 255).astype(np.uint8).reshape(*size[::-1], -1)).permute(2, 0, 1)


def test_pictures_of_like_things_are_not_the_same(clothes):
    assert not found(*clothes, (400, 100, 100))


@pytest.mark.parametrize("how", [{"quality": 95}, {"quality": 80}, {"quality": 90, "lighter": 1.15}])
def test_a_picture_that_was_saved_again_is_found_in_another_part(clothes, how):
    images, targets = (each.clone() for each in clothes)
    images[550], targets[550] = saved_again(images[7], **how), targets[7]

    finding = found(images, targets, (400, 100, 100))["same-picture-in-splits"]

    assert finding.items == ("7", "550")
    assert "7 (training) and 550 (test)" in str(finding.message)


def test_one_picture_under_two_classes_is_found(clothes):
    images, targets = (each.clone() for each in clothes)
    images[300], targets[300] = images[20], (targets[20] + 1) % 10

    finding = found(images, targets, (400, 100, 100))["same-picture-in-classes"]

    assert set(finding.items) == {"20", "300"}


def test_a_picture_that_is_there_three_times_is_one_note(clothes):
    images, targets = (each.clone() for each in clothes)
    for place in (30, 60):
        images[place], targets[place] = images[10], targets[10]

    finding = found(images, targets, (400, 100, 100))["same-picture"]

    assert finding.items == ("10", "30", "60")
    assert finding.severity == "note"


def photos(count, side=64):
    """Smooth coloured pictures with some noise, all different, (N, 3, side, side)."""
    generator = torch.Generator().manual_seed(0)
    coarse = torch.rand(count, 3, 5, 5, generator=generator)
    smooth = torch.nn.functional.interpolate(coarse, (side, side), mode="bicubic", align_corners=True)
    noisy = smooth * 255 + 12 * torch.randn(count, 3, side, side, generator=generator)
    return noisy.clamp(0, 255).to(torch.uint8)


def test_a_photo_that_was_made_smaller_is_found_among_others():
    images = photos(300)
    images[250] = saved_again(images[3], 75, side=40)

    assert found(images, torch.zeros(300, dtype=torch.int64), (200, 0, 100))["same-picture-in-splits"].items == (
        "3",
        "250",
    )


def test_pictures_of_one_colour_with_noise_are_not_the_same():
    generator = torch.Generator().manual_seed(0)
    colours = torch.tensor([[200.0, 30, 30], [30, 30, 200]]).repeat(100, 1)[:, :, None, None]
    images = (colours + 25 * torch.randn(200, 3, 32, 32, generator=generator)).clamp(0, 255).to(torch.uint8)

    assert not found(images, torch.tensor([0, 1]).repeat(100), (100, 50, 50))


def test_plain_pictures_are_told_apart_by_their_brightness():
    images = torch.stack([torch.full((1, 8, 8), level, dtype=torch.uint8) for level in (0, 60, 120, 180, 240)])

    assert not found(images, torch.arange(5), (3, 1, 1))
