"""What stands on the tiles of the predictions: which examples are chosen, their pixels, and shares in words."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.look.pictures import fitted, to_image
from studio.widgets.tile import Tile
from trainer_core.data.balanced_choice import balanced, candidates


@given(st.lists(st.integers(0, 6), min_size=1, max_size=80), st.integers(1, 30))
def test_a_balanced_choice_gives_no_class_two_more_than_another_that_has_some_left(truth, wanted):
    truth = np.array(truth)
    chosen = balanced(truth, wanted)
    assert len(set(chosen.tolist())) == len(chosen) == min(wanted, len(truth))
    counts = Counter(truth[chosen].tolist())
    unspent = [counts[label] for label, total in Counter(truth.tolist()).items() if counts[label] < total]
    if unspent:
        assert max(counts.values()) - min(unspent) <= 1


@given(st.integers(1, 5000), st.integers(1, 100))
def test_candidates_are_distinct_examples_that_exist(examples, classes):
    drawn = candidates(examples, classes, 24)
    assert len(set(drawn)) == len(drawn) <= examples
    assert all(0 <= index < examples for index in drawn)
    assert drawn == candidates(examples, classes, 24)


def test_pictures_keep_their_pixels(qapp):
    gray = np.array([[[0, 255], [128, 7]]], dtype=np.uint8)
    image = to_image(gray)
    assert [image.pixelColor(x, y).red() for y in (0, 1) for x in (0, 1)] == [0, 255, 128, 7]
    colour = np.arange(3 * 2 * 5, dtype=np.uint8).reshape(3, 2, 5)
    image = to_image(colour)
    assert image.pixelColor(4, 1).getRgb()[:3] == tuple(int(v) for v in colour[:, 1, 4])
    large = fitted(to_image(gray), 60).toImage()
    assert [large.pixelColor(x, y).red() for y in (10, 50) for x in (10, 50)] == [0, 255, 128, 7]


@pytest.mark.parametrize("shape", [(28, 28), (2, 4, 4), (1, 0, 4)])
def test_what_is_no_picture_is_refused(shape):
    with pytest.raises(ValueError, match="A picture is"):
        to_image(np.zeros(shape, dtype=np.uint8))


def test_a_share_never_claims_more_than_it_knows(qapp):
    image = to_image(np.zeros((1, 2, 2), dtype=np.uint8))
    tile = Tile(0, image, ("a", "b"), np.array([0.99999, 0.00001], dtype=np.float32), 0)
    assert (tile.share_of(0), tile.share_of(1)) == ("> 99.9%", "< 0.1%")
