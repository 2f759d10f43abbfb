"""A person's picture files become what the model was trained on: upright, on black, in the right grays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from trainer_core.data import Examples
from trainer_core.data.picture_files import Invert, read_picture, read_pictures
from trainer_core.errors import DataError

GRAY, COLOUR = (1, 28, 28), (3, 28, 28)
TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""What was done to a picture that an orientation undoes (Exif 2.32, 4.6.4 A)."""


def examples(images: torch.Tensor) -> Examples:
    """Images of a training set, whatever they show."""
    return Examples(images, torch.zeros(len(images), dtype=torch.int64))


def drawing() -> Image.Image:
    """28 × 20, another in each orientation: a bright bar on the left, a darker one at the bottom."""
    pixels = np.zeros((28, 20), np.uint8)
    pixels[4:24, 3:6] = 220
    pixels[20:24, 3:15] = 120
    return Image.fromarray(pixels)


def read(picture: Image.Image, path: Path, shape: tuple[int, ...] = GRAY, **saved: object) -> np.ndarray:
    picture.save(path, **saved)
    return read_picture(path, shape).numpy()


@pytest.mark.parametrize("orientation", TURNED)
@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif"])
def test_a_picture_is_turned_as_its_exif_data_says(tmp_path: Path, suffix: str, orientation: int) -> None:
    plain = read(drawing(), tmp_path / "plain.png").astype(int)
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"quality": 95} if suffix in ("jpg", "webp") else {}
    turned = read(drawing().transpose(TURNED[orientation]), tmp_path / f"turned.{suffix}", exif=exif, **options)
    assert np.abs(turned - plain).mean() < 3


def test_a_picture_with_damaged_exif_data_is_read_as_it_is(tmp_path: Path) -> None:
    plain = read(drawing(), tmp_path / "plain.png")
    assert np.array_equal(read(drawing(), tmp_path / "bad.png", exif=b"Exif\0\0nonsense"), plain)


def with_alpha(mode: str) -> Image.Image:
    """The drawing as what is opaque of a white picture whose transparent parts are white too."""
    alpha = drawing().convert("L")
    if mode == "P":
        shades = Image.fromarray((np.asarray(alpha) > 0).astype(np.uint8))
        shades.putpalette([255, 255, 255, 220, 220, 220])
        shades.info["transparency"] = 0
        return shades
    picture = Image.new(mode, alpha.size, "white")
    picture.putalpha(alpha)
    return picture


@pytest.mark.parametrize("shape", [GRAY, COLOUR])
@pytest.mark.parametrize(
    ("mode", "suffix"), [("L", "png"), ("RGB", "png"), ("RGB", "webp"), ("P", "png"), ("P", "gif")]
)
def test_what_is_transparent_shows_black_ground(tmp_path: Path, mode: str, suffix: str, shape: tuple[int, ...]) -> None:
    ground = np.asarray(drawing())
    wanted = np.where(ground > 0, 220, 0) if mode == "P" else ground
    options = {"lossless": True, "exact": True} if suffix == "webp" else {}
    found = read(with_alpha(mode), tmp_path / f"clear.{suffix}", shape, **options)
    assert np.abs(found[:, :, 4:24].astype(int) - wanted).max() <= 1


@pytest.mark.parametrize("suffix", ["png", "tif"])
@pytest.mark.parametrize("shape", [GRAY, COLOUR])
def test_grays_of_sixteen_bits_keep_their_shades(tmp_path: Path, shape: tuple[int, ...], suffix: str) -> None:
    shades = np.arange(784, dtype=np.uint16).reshape(28, 28) * 83
    found = read(Image.fromarray(shades), tmp_path / f"deep.{suffix}", shape)
    assert np.array_equal(found, np.broadcast_to(np.round(shades / 257).astype(np.uint8), shape))


@pytest.mark.parametrize("dtype", [np.int32, np.float32])
def test_grays_of_thirty_two_bits_are_refused(tmp_path: Path, dtype: type) -> None:
    Image.fromarray(np.ones((4, 4), dtype)).save(tmp_path / "deep.tif")
    with pytest.raises(DataError, match="32 bits"):
        read_picture(tmp_path / "deep.tif", GRAY)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\nrest", b"\xff\xd8\xff\xe0"])
def test_what_is_no_picture_is_said_without_an_object_of_pillow(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.png").write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_picture(tmp_path / "bad.png", GRAY)
    assert "cannot be read as a picture" in str(caught.value)
    assert "<" not in str(caught.value)


@pytest.fixture
def on_white(tmp_path: Path) -> Path:
    """A dark shape on a white ground, which it touches at the lower edge."""
    pixels = np.full((56, 56), 250, np.uint8)
    pixels[14:, 20:36] = 40
    Image.fromarray(pixels).save(tmp_path / "photo.jpg")
    return tmp_path / "photo.jpg"


DARK = torch.zeros((8, 1, 28, 28), dtype=torch.uint8)
DARK[:, :, 5:25, 5:25] = 200


def test_a_picture_on_white_is_inverted_where_the_data_is_on_black(on_white: Path) -> None:
    pictures = read_pictures([on_white], examples(DARK))
    assert pictures.inverted == (True,)
    assert pictures.images[0, 0, 2, 2] < 20
    assert pictures.images[0, 0, 20, 14] > 200


@pytest.mark.parametrize(
    ("invert", "data", "expected"),
    [
        (Invert.NO, DARK, False),
        (Invert.AUTO, 255 - DARK, False),
        (Invert.AUTO, torch.full((4, 3, 28, 28), 120, dtype=torch.uint8), False),
        (Invert.YES, 255 - DARK, True),
    ],
)
def test_it_stays_as_it_is_where_nothing_says_otherwise(
    on_white: Path, invert: Invert, data: torch.Tensor, expected: bool
) -> None:
    pictures = read_pictures([on_white], examples(data), invert)
    assert pictures.inverted == (expected,)
    assert (pictures.images[0, 0, 2, 2] < 20) == expected


def test_a_picture_on_black_or_on_nothing_is_not_inverted(tmp_path: Path) -> None:
    drawing().save(tmp_path / "dark.png")
    with_alpha("RGB").save(tmp_path / "clear.png")
    pictures = read_pictures([tmp_path / "dark.png", tmp_path / "clear.png"], examples(DARK))
    assert pictures.inverted == (False, False)


def test_inverting_leaves_the_transparent_ground_black(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (28, 28), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (10, 10, 20, 20))
    picture.save(tmp_path / "icon.png")
    image = read_pictures([tmp_path / "icon.png"], examples(DARK), Invert.YES).images[0, 0]
    assert (image[0, 0], image[15, 15]) == (0, 255)
