"""The history: exact numbers for any range, at a cost that depends on the picture and not on the run."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer_core import EpochRow, History, Message
from trainer_core.history.history import Mark, _Blocks, columns_of, row_type

LEVELS = 8
"""More than any history here has: 8 ** 8 rows are sixteen millions."""


def filled(rows: np.ndarray) -> History:
    history = History("accuracy")
    for row in rows.tolist():
        history.append(*row)
    return history


def numbers(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, len(columns_of("accuracy"))))


@pytest.fixture(scope="module")
def long_run() -> tuple[np.ndarray, History]:
    """A million rows."""
    rows = numbers(1_000_000)
    return rows, filled(rows)


class Counting:
    """Counts the rows that a history reads while it is in force."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rows = 0
        read = _Blocks.read

        def counted(blocks: _Blocks, begin: int, end: int, columns: slice = slice(None)) -> np.ndarray:
            self.rows += max(0, end - begin)
            return read(blocks, begin, end, columns)

        monkeypatch.setattr(_Blocks, "read", counted)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1500), st.data())
def test_buckets_of_any_range_are_exact_and_cover_it_without_gaps(count, data):
    rows = numbers(count)
    history = filled(rows)
    begin = data.draw(st.integers(0, count + 5))
    end = data.draw(st.integers(begin, count + 20))
    most = data.draw(st.integers(1, 300))
    buckets = history.buckets("loss", begin, end, most)

    end = min(end, count)
    if begin >= end:
        assert len(buckets) == 0
        return
    assert buckets.start[0] <= begin
    np.testing.assert_array_equal(buckets.start[1:], (buckets.start + buckets.count)[:-1])
    assert buckets.start[-1] + buckets.count[-1] == end
    for start, size, low, high, mean in zip(
        buckets.start, buckets.count, buckets.minimum, buckets.maximum, buckets.mean, strict=True
    ):
        part = rows[start : start + size, 0]
        assert low == part.min()
        assert high == part.max()
        assert mean == pytest.approx(part.mean(), rel=1e-12, abs=1e-12)
    assert len(buckets) <= most + 1 + 7 * LEVELS
    if end - begin > most:
        assert len(buckets) >= most // 8


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 450), st.integers(0, 450))
def test_rows_and_columns_of_any_range_are_what_was_appended(count, begin, end):
    rows = numbers(count)
    history = filled(rows)

    taken = history.rows(begin, end)
    assert taken.dtype == row_type("accuracy")
    for index, name in enumerate(columns_of("accuracy")):
        np.testing.assert_array_equal(taken[name], rows[begin:end, index])
        np.testing.assert_array_equal(history.column(name, begin, end), rows[begin:end, index])


def test_ranges_across_blocks_are_whole(long_run):
    rows, history = long_run

    np.testing.assert_array_equal(history.column("accuracy", 32_700, 98_400), rows[32_700:98_400, 1])
    np.testing.assert_array_equal(history.rows()["lr"], rows[:, 2])


def test_what_is_handed_out_is_a_copy(long_run):
    _, history = long_run
    before = history.column("loss", 0, 10)
    history.column("loss", 0, 10)[:] = 7
    history.rows(0, 10)["loss"] = 7

    np.testing.assert_array_equal(history.column("loss", 0, 10), before)


@pytest.mark.parametrize("span", [(0, 1_000_000), (0, 999_999), (123_457, 987_653), (999_000, 1_000_000), (5, 6)])
def test_a_million_rows_are_drawn_from_a_bounded_number_of_exact_buckets(long_run, span, monkeypatch):
    rows, history = long_run
    counting = Counting(monkeypatch)
    buckets = history.buckets("seconds", *span, 800)

    assert counting.rows == len(buckets) <= 800 + 1 + 7 * LEVELS
    inside = rows[buckets.start[0] : span[1], 3]
    assert buckets.minimum.min() == inside.min()
    assert buckets.maximum.max() == inside.max()
    assert np.average(buckets.mean, weights=buckets.count) == pytest.approx(inside.mean(), abs=1e-12)


def test_reading_costs_the_same_however_long_the_run_is(monkeypatch):
    read = []
    for count in (8**4, 8**5, 8**6):
        history = filled(np.zeros((count, len(columns_of("accuracy")))))
        counting = Counting(monkeypatch)
        history.buckets("loss", 0, count, 512)
        read.append(counting.rows)
        monkeypatch.undo()

    assert read == [512, 512, 512]


def test_appending_reads_nothing_but_the_eight_rows_that_it_sums_up(monkeypatch):
    history = History("accuracy")
    counting = Counting(monkeypatch)
    for _ in range(8**4):
        history.append(1, 1, 1, 1)

    assert counting.rows == 8 * (8**3 + 8**2 + 8 + 1)


def test_a_reader_in_another_thread_never_sees_a_torn_row_or_a_wrong_bucket():
    history, wrong, stop = History("accuracy"), [], threading.Event()

    def look() -> None:
        while not stop.is_set():
            length = len(history)
            last = history.rows(max(0, length - 100), length)
            expected = np.arange(max(0, length - 100), length, dtype=float)
            for name in columns_of("accuracy"):
                if not np.array_equal(last[name], expected):
                    wrong.append((name, length))
            buckets = history.buckets("loss", 0, length, 64)
            if length and not (
                buckets.start[0] == 0
                and buckets.start[-1] + buckets.count[-1] == length
                and np.array_equal(buckets.minimum, buckets.start)
                and np.array_equal(buckets.maximum, buckets.start + buckets.count - 1)
                and np.array_equal(buckets.mean, buckets.centre)
            ):
                wrong.append(("buckets", length))

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    for value in range(60_000):
        history.append(value, value, value, value)
    stop.set()
    for reader in readers:
        reader.join()

    assert not wrong


def test_an_empty_history_has_nothing_to_draw():
    history = History("accuracy")

    assert len(history) == len(history.buckets("loss", 0, 100, 10)) == len(history.rows()) == 0
    assert history.column("loss").shape == (0,)


def test_asking_for_no_buckets_gives_the_coarsest_ones():
    history = filled(numbers(100))

    assert len(history.buckets("loss", 0, 100, 0)) <= 1 + 7 * LEVELS


def test_epochs_and_marks_are_kept_in_order():
    history = History("accuracy")
    row = EpochRow(1, 8, {"loss": 0.5, "accuracy": 0.8}, {"loss": 0.6, "accuracy": 0.7}, 1e-3, 1.0, 256.0)
    history.append_epoch(row)
    history.append_mark(Mark(3, Message("here")))

    assert history.epochs == (row,)
    assert [mark.step for mark in history.marks] == [3]


def test_a_million_batches_take_less_than_sixty_megabytes():
    history = History("accuracy")
    history.extend_numbers(np.zeros((1_000_000, 4)))
    assert history.nbytes < 60_000_000
