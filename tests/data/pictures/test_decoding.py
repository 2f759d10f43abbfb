"""Each kind of picture file becomes the square that the recipe asks for, or is refused with a reason."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from trainer_core.data.pictures import decoding as decoding_module
from trainer_core.data.pictures.decoding import Decoding, decoded
from trainer_core.data.pictures.opening import UnreadableError


def content(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def thirds(width: int = 60, height: int = 20) -> Image.Image:
    """Red, green and blue from left to right."""
    pixels = np.zeros((height, width, 3), np.uint8)
    for channel, part in enumerate(np.array_split(np.arange(width), 3)):
        pixels[:, part, channel] = 255
    return Image.fromarray(pixels)


@pytest.mark.parametrize(
    ("fit", "columns"),
    [
        ("stretch", {1: (255, 0, 0), 10: (0, 255, 0), 18: (0, 0, 255)}),
        ("crop", {1: (0, 255, 0), 10: (0, 255, 0), 18: (0, 255, 0)}),
        ("pad", {1: (255, 0, 0), 10: (0, 255, 0), 18: (0, 0, 255)}),
    ],
)
def test_a_wide_picture_is_stretched_cut_or_padded(fit: str, columns: dict[int, tuple[int, int, int]]) -> None:
    square = decoded(content(thirds(), "PNG"), Decoding(20, fit)).pixels
    assert square.shape == (3, 20, 20)
    for column, colour in columns.items():
        assert tuple(square[:, 10, column]) == colour
    assert (tuple(square[:, 0, 10]) == (0, 0, 0)) == (fit == "pad")


@pytest.mark.parametrize(("background", "value"), [("black", 0), ("white", 255)])
def test_the_background_shows_through_and_beside(background: str, value: int) -> None:
    clear = Image.new("RGBA", (40, 20), (200, 0, 0, 0))
    clear.paste((200, 0, 0, 255), (0, 0, 20, 20))
    square = decoded(content(clear, "PNG"), Decoding(20, "pad", background=background)).pixels
    assert tuple(square[:, 10, 2]) == (200, 0, 0)
    assert tuple(square[:, 10, 17]) == tuple(square[:, 1, 10]) == (value,) * 3


def palette_picture(colours: list[int]) -> Image.Image:
    picture = Image.fromarray(np.tile(np.array([0, 1], np.uint8), (8, 4)))
    picture.putpalette(colours)
    return picture


@pytest.mark.parametrize(
    ("picture", "kind", "channels"),
    [
        (Image.new("L", (8, 8), 90), "JPEG", 1),
        (Image.new("1", (8, 8), 1), "PNG", 1),
        (Image.new("LA", (8, 8), (90, 255)), "PNG", 1),
        (Image.fromarray(np.full((8, 8), 90 * 257, np.uint16)), "PNG", 1),
        (palette_picture([0, 0, 0, 90, 90, 90]), "PNG", 1),
        (palette_picture([0, 0, 0, 90, 0, 0]), "GIF", 3),
        (Image.new("RGB", (8, 8), "red"), "WEBP", 3),
        (Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG", 3),
        (Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "TIFF", 3),
        (Image.new("RGB", (8, 8), "red"), "BMP", 3),
    ],
)
def test_the_colours_are_those_that_a_picture_is_stored_in(picture: Image.Image, kind: str, channels: int) -> None:
    found = decoded(content(picture, kind), Decoding(8))
    assert (len(found.pixels), found.grey) == (channels, channels == 1)
    assert len(decoded(content(picture, kind), Decoding(8, colour="grey")).pixels) == 1
    assert len(decoded(content(picture, kind), Decoding(8, colour="rgb")).pixels) == 3


def test_cyan_magenta_yellow_and_black_become_red_green_and_blue() -> None:
    square = decoded(content(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG", quality=95), Decoding(8)).pixels
    assert square[0].min() > 240
    assert square[1:].max() < 15


def test_the_first_frame_of_an_animation_is_taken() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "lime")]
    square = decoded(content(frames[0], "GIF", save_all=True, append_images=frames[1:]), Decoding(8)).pixels
    assert tuple(square[:, 4, 4]) == (255, 0, 0)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("fit", ["stretch", "crop", "pad"])
def test_a_picture_on_its_side_is_turned_upright(kind: str, fit: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    options = {"quality": 95} if kind in ("JPEG", "WEBP") else {}
    plain = decoded(content(thirds(60, 30), "PNG"), Decoding(20, fit))
    turned = decoded(
        content(thirds(60, 30).transpose(Image.Transpose.ROTATE_90), kind, exif=exif, **options), Decoding(20, fit)
    )
    assert (turned.width, turned.height) == (60, 30)
    assert np.abs(turned.pixels.astype(int) - plain.pixels).mean() < 12


def test_a_large_photo_decoded_small_shows_the_same() -> None:
    ramp = np.linspace(0, 255, 1024, dtype=np.uint8)
    photo = Image.fromarray(
        np.stack([np.tile(ramp, (768, 1)), np.tile(ramp[:768, None], (1, 1024))], 2).repeat(2, 2)[..., :3]
    )
    small = decoded(content(photo, "JPEG", quality=95), Decoding(32, "stretch")).pixels
    wanted = np.asarray(photo.resize((32, 32), Image.Resampling.BILINEAR)).transpose(2, 0, 1)
    assert np.abs(small.astype(int) - wanted).max() <= 4


def test_a_single_pixel_fills_the_square() -> None:
    assert (decoded(content(Image.new("L", (1, 1), 7), "PNG"), Decoding(8)).pixels == 7).all()


@pytest.mark.parametrize("fit", ["stretch", "crop", "pad"])
def test_a_line_of_pixels_takes_no_more_room_than_any_other_picture(fit: str) -> None:
    assert decoded(content(Image.new("L", (30_000, 1), 7), "PNG"), Decoding(8, fit)).pixels.shape == (1, 8, 8)


def png_of_size(width: int, height: int) -> bytes:
    """A PNG whose header claims a size, with a few bytes of pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png_of_size(30_000, 30_000), "too many"),
        (png_of_size(8_000, 8_000), "8,000 × 8,000 pixels, which is too many"),
        (content(thirds(600, 200), "JPEG")[:-700], "truncated"),
        (content(thirds(), "PNG")[:60], "truncated"),
        (b"", "not a PNG"),
        (b"hello", "not a PNG"),
        (content(Image.fromarray(np.ones((4, 4), np.float32)), "TIFF"), "32 bits"),
    ],
)
def test_what_cannot_be_decoded_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        decoded(data, Decoding(8))


def photo(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Soft shapes with noise, drawn from a fixed seed."""
    draw = np.random.default_rng(3)
    soft = Image.fromarray(draw.integers(0, 256, (6, 6, 3), np.uint8)).resize((width, height), Image.Resampling.BICUBIC)
    noisy = np.asarray(soft).astype(np.int16) + draw.integers(-12, 13, (height, width, 3), np.int16)
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).convert(mode)


@pytest.mark.parametrize("colour", ["as-is", "grey", "rgb"])
@pytest.mark.parametrize("fit", ["stretch", "crop", "pad"])
@pytest.mark.parametrize(
    ("size", "mode", "options"),
    [
        ((20, 20), "RGB", {"subsampling": 0}),
        ((64, 41), "RGB", {"subsampling": 2, "progressive": True}),
        ((33, 95), "L", {}),
        ((330, 211), "RGB", {"quality": 60}),
        ((799, 641), "L", {"optimize": True}),
    ],
)
def test_a_plain_jpeg_has_the_pixels_that_pillow_gives_it(size, mode, options, fit, colour, monkeypatch) -> None:
    file = content(photo(*size, mode), "JPEG", **options)
    decoding = Decoding(20, fit, colour)
    quick = decoding_module._plain_jpeg(file, decoding)
    monkeypatch.setattr(decoding_module, "_plain_jpeg", lambda content, decoding: None)
    by_pillow = decoded(file, decoding)
    if quick is None:
        assert (mode, colour) == ("L", "rgb")
        return
    assert (quick.grey, quick.width, quick.height) == (by_pillow.grey, by_pillow.width, by_pillow.height)
    assert np.array_equal(quick.pixels, by_pillow.pixels)


def test_a_jpeg_with_something_special_is_left_to_pillow() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = photo(40, 30)
    special = {
        "turned": content(picture, "JPEG", exif=exif),
        "four inks": content(picture.convert("CMYK"), "JPEG"),
        "cut off": content(picture, "JPEG")[:-200],
        "no JPEG": content(picture, "PNG"),
        "only its first bytes": content(picture, "JPEG")[:40],
    }
    assert {name: decoding_module._plain_jpeg(each, Decoding(20)) for name, each in special.items()} == dict.fromkeys(
        special
    )
    assert decoded(special["turned"], Decoding(20)).height == 40
    with pytest.raises(UnreadableError, match="truncated"):
        decoded(special["cut off"], Decoding(20))
