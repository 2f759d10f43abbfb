"""A folder of pictures is trained on like what ships with the studio: to the last bit, and never on other pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tests.conftest import Driver, same, weights_of
from trainer_core import Engine, Recipe
from trainer_core.files.cache import CACHE_VARIABLE
from trainer_core.protocol.commands import Keep, ResumeRun, Start, Stop, Unpause, VerifyRun
from trainer_core.protocol.events import Event, Progress, Refused, RunEnded, Verified
from trainer_core.protocol.predicting import PathsPredicted, PredictPaths


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two classes of 40 pictures each, one bright above and one bright below, in a cache folder of their own."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    draw = np.random.default_rng(0)
    for label in ("above", "below"):
        (tmp_path / "photos" / label).mkdir(parents=True)
        for number in range(40):
            pixels = draw.integers(0, 100, (12, 16, 3), np.uint8)
            pixels[slice(0, 6) if label == "above" else slice(6, 12)] += 120
            Image.fromarray(pixels).save(tmp_path / "photos" / label / f"{number}.png")
    return tmp_path / "photos"


@pytest.fixture
def recipe(photos: Path) -> Recipe:
    return of(photos)


def of(photos: Path, **data: object) -> Recipe:
    values: Mapping[str, object] = {"source": "folder", "path": str(photos), "side": 8, "batch_size": 8}
    return Recipe.from_dict(
        {
            "data": {**values, **data},
            "model": {"name": "mlp", "widths": [16], "dropout": 0.2},
            "optimizer": {"name": "Adam", "lr": 1e-2},
            "training": {"epochs": 4, "device": "cpu", "threads": 1},
        }
    )


def trained(recipe: Recipe, folder: Path) -> Driver:
    driver = Driver()
    driver.start(recipe, folder)
    assert not driver.of(Refused), driver.of(Refused)
    return driver


def test_what_the_pictures_show_is_learnt(recipe: Recipe, tmp_path: Path) -> None:
    driver = trained(recipe, tmp_path / "run")
    assert driver.ended.summary is not None
    assert driver.engine.parts is not None
    data = driver.engine.parts.dataset
    assert (data.class_names, data.input_shape) == (("above", "below"), (3, 8, 8))
    assert [len(part) for part in (data.train, data.validation, data.test)] == [58, 6, 16]
    inputs, targets = data.test.gathered()
    driver.engine.parts.model.eval()
    with torch.no_grad():
        answers = driver.engine.parts.model(inputs / 255).argmax(1)
    assert (answers == targets.flatten()).float().mean() > 0.9


def test_a_picture_of_a_person_s_own_is_read_as_the_data_was(photos: Path, tmp_path: Path) -> None:
    driver = trained(of(photos, fit="stretch"), tmp_path / "run")
    assert driver.engine.parts is not None
    data = driver.engine.parts.dataset
    example = data.test.at(torch.tensor([3]))
    assert data.file_of_row is not None
    file = data.files[int(data.file_of_row[example.rows[0]])]
    driver.do(PredictPaths((file.path,)))
    (answer,) = driver.of(PathsPredicted)
    assert np.array_equal(answer.predictions.images, example.gathered()[0].numpy())
    assert answer.predictions.inverted == (False,)


def test_a_run_that_was_broken_off_ends_equal_to_the_bit(recipe: Recipe, tmp_path: Path) -> None:
    whole = weights_of(trained(recipe, tmp_path / "whole"))
    driver = Driver()
    driver.do(Start(recipe, tmp_path / "run", paused=True))
    driver.post(Unpause())
    for _ in range(12):
        driver.engine.turn()
    driver.do(Stop(Keep.FOR_LATER))
    later = Driver()
    later.do(ResumeRun(tmp_path / "run"))
    assert not later.of(Refused), later.of(Refused)
    assert later.of(RunEnded)
    assert same(weights_of(later), whole)


def verified(folder: Path, **how: bool) -> Driver:
    driver = Driver()
    driver.do(VerifyRun(folder, 4, **how))
    return driver


def test_a_run_is_verified_from_the_cache_and_from_the_files_alike(recipe: Recipe, tmp_path: Path) -> None:
    trained(recipe, tmp_path / "run")
    assert verified(tmp_path / "run").last(Verified).equal
    (tmp_path / "cache").rename(tmp_path / "aside")
    assert verified(tmp_path / "run").last(Verified).equal


@pytest.mark.parametrize("change", ["altered", "added", "removed"])
def test_other_pictures_than_the_run_s_are_refused_until_they_are_accepted(
    recipe: Recipe, photos: Path, tmp_path: Path, change: str
) -> None:
    trained(recipe, tmp_path / "run")
    name = photos / "above" / ("new.png" if change == "added" else "7.png")
    if change == "removed":
        name.unlink()
    else:
        Image.new("RGB", (20, 20), "red").save(name)
    driver = verified(tmp_path / "run")
    assert driver.last(Refused).code == "changed-data"
    assert name.name in str(driver.last(Refused).message)
    assert verified(tmp_path / "run", accept_changed_data=True).of(Verified)


def test_reading_the_pictures_can_be_stopped(recipe: Recipe, tmp_path: Path) -> None:
    driver = Driver()

    def stop_at_once(event: Event) -> None:
        driver.events.append(event)
        if isinstance(event, Progress):
            driver.post(Stop(Keep.LAST))

    driver.engine = Engine(stop_at_once)
    driver.start(recipe, tmp_path / "run")
    assert driver.last(Refused).code == "cancelled"
    assert not (tmp_path / "run").exists()


def test_an_unreadable_picture_stops_or_is_left_out_as_the_recipe_says(photos: Path, tmp_path: Path) -> None:
    (photos / "above" / "3.png").write_bytes(b"no picture")
    driver = Driver()
    driver.start(of(photos), tmp_path / "run")
    assert driver.last(Refused).code == "unreadable-pictures"
    trained(of(photos, unreadable="skip"), tmp_path / "run")
    assert "above/3.png is left out" in (tmp_path / "run" / "log.txt").read_text()
