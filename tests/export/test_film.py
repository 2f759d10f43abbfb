"""Frames become one moving picture that plays over and over."""

import io

import numpy as np
import pytest
from PIL import Image

from trainer_core.errors import DataError
from trainer_core.export.film import LAST_MS, write_film


def frame(shade: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.full((20, 30, 3), shade, np.uint8)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_a_film_has_every_frame_for_its_time_and_begins_anew(tmp_path, kind):
    path = tmp_path / f"run.{kind}"
    size = write_film([frame(20), frame(120), frame(240)], path, 100)
    assert size == path.stat().st_size
    with Image.open(path) as film:
        assert film.size == (30, 20)
        assert film.n_frames == 3
        assert film.info["loop"] == 0
        shades, times = [], []
        for place in range(3):
            film.seek(place)
            film.load()
            times.append(film.info["duration"])
            shades.append(film.convert("L").getpixel((5, 5)))
    assert times == [100, 100, LAST_MS]
    assert shades == pytest.approx([20, 120, 240], abs=4)


def test_what_cannot_be_a_film_is_told(tmp_path):
    for frames, name in (([], "run.gif"), ([frame(1)], "run.png")):
        with pytest.raises(DataError) as error:
            write_film(frames, tmp_path / name, 100)
        assert error.value.code == "no-film"
    assert not list(tmp_path.iterdir())
