"""What is found out about long columns of numbers, and that work over several cores keeps its order."""

from __future__ import annotations

import numpy as np
import pytest

from trainer_core.data.cores import over_cores
from trainer_core.data.numbers import all_whole, extent, has_gaps


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_extent_leaves_missing_numbers_out(kind: type) -> None:
    assert extent(np.array([np.nan, 3, -2, np.nan], kind)) == (-2, 3)
    assert extent(np.array([1, np.inf], kind)) == (1, np.inf)


@pytest.mark.parametrize("values", [[], [np.nan, np.nan]])
def test_nothing_has_no_extent(values: list[float]) -> None:
    assert np.isnan(extent(np.array(values))).all()


def test_a_gap_is_seen_anywhere() -> None:
    values = np.ones(50_000, np.float32)
    assert not has_gaps(values)
    assert not has_gaps(values[:0])
    values[-1] = np.nan
    assert has_gaps(values)


def test_one_fraction_at_the_end_makes_a_column_not_whole() -> None:
    values = np.arange(50_000, dtype=np.float64)
    values[7] = np.nan
    assert all_whole(values)
    values[-1] += 0.5
    assert not all_whole(values)


@pytest.mark.parametrize("count", [0, 1, 7, 100])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    assert over_cores(lambda item: item * 2, range(count)) == [2 * item for item in range(count)]


def test_an_error_on_another_core_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        over_cores(lambda item: 1 // item, range(-3, 3))
