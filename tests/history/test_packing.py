"""Packed blocks: every bit comes back, and the numbers of a run take a fraction of their memory."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from trainer_core import History
from trainer_core.history.clock import Clock
from trainer_core.history.packing import Packed

ROWS = 4096
KINDS = {
    "few values": lambda random: random.integers(0, 65, ROWS) / 64,
    "hundreds of values": lambda random: random.integers(0, 500, ROWS) / 512,
    "float32": lambda random: random.normal(size=ROWS).astype(np.float32).astype(np.float64),
    "microseconds": lambda random: np.round(86_400 + np.cumsum(random.random(ROWS)), 6),
    "float64": lambda random: random.normal(size=ROWS),
    "one value": lambda random: np.full(ROWS, 0.1),
}
BYTES = {"few values": 1.2, "hundreds of values": 3, "float32": 4, "microseconds": 4, "float64": 8, "one value": 1.1}


def same_bits(one: np.ndarray, other: np.ndarray) -> bool:
    return np.array_equal(np.ascontiguousarray(one).view(np.int64), np.ascontiguousarray(other).view(np.int64))


@settings(max_examples=200, deadline=None)
@given(
    arrays.arrays(
        np.float64,
        st.tuples(st.integers(1, 200), st.integers(1, 4)),
        elements=st.floats() | st.floats(width=32) | st.sampled_from([0.0, -0.0, 1.0]) | st.integers(-9, 9).map(float),
    ),
    st.integers(0, 200),
    st.integers(0, 200),
)
def test_any_numbers_come_back_to_the_bit(block, begin, end):
    packed = Packed(block)
    assert same_bits(packed[:, :], block)
    assert same_bits(packed[begin:end, 0:1], block[begin:end, 0:1])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_column_takes_its_narrowest_form(kind):
    column = KINDS[kind](np.random.default_rng(0))
    packed = Packed(column[:, np.newaxis])
    assert same_bits(packed[:, :], column[:, np.newaxis])
    assert packed.nbytes / ROWS <= BYTES[kind]


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf, -0.0, 1e300, 5e-324])
@pytest.mark.parametrize("kind", KINDS)
def test_one_odd_number_among_the_others_comes_back(kind, odd):
    column = KINDS[kind](np.random.default_rng(1))
    column[[7, 2000]] = odd
    assert same_bits(Packed(column[:, np.newaxis])[:, :], column[:, np.newaxis])


def test_what_was_packed_does_not_change_with_the_array_it_came_from():
    block = np.random.default_rng(2).normal(size=(ROWS, 2))
    packed, before = Packed(block), block.copy()
    block[:] = 0
    assert same_bits(packed[:, :], before)


def test_a_batch_more_takes_half_the_memory_of_its_numbers():
    random, history, rows = np.random.default_rng(3), History(), 300_000
    losses = random.random(rows).astype(np.float32).tolist()
    accuracies = (random.integers(0, 65, rows) / 64).tolist()
    seconds = np.round(np.cumsum(random.random(rows) * 1e-3), 6).tolist()
    taken = []
    for loss, accuracy, second in zip(losses, accuracies, seconds, strict=True):
        history.append(loss, accuracy, 1e-3, second)
        if len(history) in (rows // 3, rows):
            taken.append(history.nbytes)
    assert taken[1] - taken[0] < 20 * (rows - rows // 3)
    assert history.column("loss").tolist() == losses
    assert history.column("accuracy").tolist() == accuracies
    assert history.column("seconds").tolist() == seconds


def test_the_clock_of_a_run_ticks_in_whole_microseconds():
    clock = Clock(12.345678)
    ticks = [clock.seconds for _ in range(1000)]
    clock.hold()
    assert [round(second, 6) for second in [*ticks, clock.seconds]] == [*ticks, clock.seconds]
    assert ticks == sorted(ticks)
