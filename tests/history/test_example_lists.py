"""Which examples deserve a look, from their losses in each epoch."""

from __future__ import annotations

import numpy as np
import pytest

from trainer_core.history.example_lists import ExampleList, example_facts, listed

NAN = np.nan
# Five epochs of six examples: wrong answers are negative.
EASY, LATE, NEVER, FORGOTTEN, RARE, TURNED = range(6)
LOSSES = np.array(
    [
        # easy, late, never, forgotten, rare, turned
        [0.9, -3.0, -4.0, -1.0, NAN, 0.2],
        [0.5, -2.0, -4.5, 0.5, NAN, 0.2],
        [0.2, -1.5, -5.0, -1.5, 0.4, 0.3],
        [0.1, 0.6, -5.0, 0.5, NAN, 0.4],
        [0.1, 0.5, -5.5, -1.0, NAN, -7.0],
    ],
    dtype=np.float16,
)


def places(which: ExampleList) -> list[int]:
    return listed(example_facts(LOSSES), which).places.tolist()


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (ExampleList.HARDEST, [TURNED, NEVER, FORGOTTEN, LATE, RARE, EASY]),
        (ExampleList.NEVER, [NEVER]),
        (ExampleList.LATE, [LATE]),
        (ExampleList.FORGOTTEN, [FORGOTTEN, TURNED]),
        (ExampleList.CONFIDENT, [TURNED, NEVER, FORGOTTEN]),
        (ExampleList.MISLABELLED, [NEVER, TURNED, LATE, FORGOTTEN, RARE, EASY]),
    ],
)
def test_a_list_holds_what_it_says_the_most_so_first(which: ExampleList, expected: list[int]) -> None:
    assert places(which) == expected


def test_a_list_can_be_ordered_by_something_else_and_keeps_its_members() -> None:
    by = np.array([9.0, 9.0, 0.5, NAN, 9.0, 0.25], dtype=np.float32)

    found = listed(example_facts(LOSSES), ExampleList.CONFIDENT, by)

    assert found.places.tolist() == [NEVER, TURNED, FORGOTTEN]
    assert found.scores[:2].tolist() == [0.5, 0.25]


def test_forgetting_events_are_right_answers_that_became_wrong() -> None:
    facts = example_facts(LOSSES)

    assert facts.forgotten.tolist() == [0, 0, 0, 2, 0, 1]
    assert facts.learnt.tolist() == [1, 4, 0, 0, 3, 0]
    assert facts.seen.tolist() == [5, 5, 5, 5, 1, 5]


def test_an_example_that_was_never_trained_on_is_in_no_list() -> None:
    losses = np.array([[NAN, 0.5], [NAN, -0.25]], dtype=np.float16)
    facts = example_facts(losses)

    assert all(0 not in listed(facts, which).places for which in ExampleList)
    assert np.isnan(facts.mean[0])
    assert np.isnan(facts.now[0])


def test_many_examples_are_summed_up_by_the_portion(monkeypatch: pytest.MonkeyPatch) -> None:
    losses = np.random.default_rng(0).normal(size=(4, 57)).astype(np.float16)
    whole = example_facts(losses)
    monkeypatch.setattr("trainer_core.history.example_lists._PORTION", 40)

    for name in whole.__slots__[:-1]:
        np.testing.assert_array_equal(getattr(example_facts(losses), name), getattr(whole, name))
