"""The engine shows what an augmentation makes of training pictures, and changes nothing by it."""

from __future__ import annotations

import numpy as np
import torch

from tests.conftest import Driver
from trainer_core import Recipe
from trainer_core.protocol.commands import Prepare
from trainer_core.protocol.events import Refused
from trainer_core.protocol.examples import AugmentationPreviewed, PreviewAugmentation


def test_pictures_come_before_and_after_and_the_same_draw_gives_the_same(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny))
    assert driver.engine.parts is not None
    recipe = tiny.with_values({"data.augment": [{"name": "shift"}, {"name": "erase", "side": 9}]})
    state = torch.random.get_rng_state()
    for draw in (0, 0, 1):
        driver.do(PreviewAugmentation(recipe, (0, 2, 5), draw))
    first, again, other = driver.of(AugmentationPreviewed)

    pictures = driver.engine.parts.dataset.train.at(torch.tensor([0, 2, 5])).gathered()[0]
    assert np.array_equal(first.before, pictures.numpy())
    assert first.after.dtype == np.uint8
    assert np.array_equal(first.after, again.after)
    assert not np.array_equal(first.after, first.before)
    assert not np.array_equal(first.after, other.after)
    assert torch.equal(torch.random.get_rng_state(), state)


def test_standardized_inputs_are_shown_in_the_units_of_the_pictures(driver: Driver, tiny: Recipe) -> None:
    recipe = tiny.with_values({"data.augment": [{"name": "erase", "side": 14}], "data.standardize": True})
    driver.do(Prepare(recipe))
    assert driver.engine.parts is not None
    driver.do(PreviewAugmentation(recipe, (0, 1)))
    event = driver.last(AugmentationPreviewed)

    mean = round(driver.engine.parts.dataset.mean[0] * 255)
    for before, after in zip(event.before[:, 0], event.after[:, 0], strict=True):
        erased = after != before
        assert set(after[erased].tolist()) == {mean}
        assert erased.sum() <= 14 * 14


def test_colours_of_grey_pictures_are_answered_with_the_reason(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny))
    driver.do(PreviewAugmentation(tiny.with_values({"data.augment": [{"name": "colour", "hue": 9.0}]}), (0,)))
    event = driver.last(AugmentationPreviewed)
    assert "data.augment.colour.hue needs pictures with red, green and blue" in str(event.problem)
    assert len(event.after) == 0


def test_pictures_of_other_data_and_outside_of_it_are_refused(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny))
    driver.do(PreviewAugmentation(tiny.with_values({"data.source": "digits"}), (0,)))
    driver.do(PreviewAugmentation(tiny, (10**9,)))
    assert [event.code for event in driver.of(Refused)] == ["other-data", "no-such-example"]
