"""The arrays behind the curves: nothing that matters is lost in the reduction, and the average is the true
one.
"""

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.look.metrics import best_epoch
from studio.views.curves.model import CurvesModel, Run
from trainer_core.history.history import Buckets, EpochRow, History
from trainer_core.history.reduction import (
    GrowingCurve,
    Smoothing,
    curve,
    cut,
    envelope,
    moving_average,
    pixel_columns,
    smoothed_at,
    smoothed_buckets,
)
from trainer_core.history.timeline import Timeline

finite = st.floats(-1e6, 1e6, allow_nan=False)
betas = st.sampled_from([0.0, 0.5, 0.9, 0.99, 0.999])


def _history(losses, seconds_each=0.01) -> History:
    history = History("accuracy")
    for number, loss in enumerate(losses):
        history.append(loss, 0.5, 1e-3, (number + 1) * seconds_each)
    return history


def _average(mean, count, beta, restarts=()):
    """The moving average of buckets with these means and counts of batches."""
    mean, count = np.asarray(mean, dtype=float), np.asarray(count, dtype=np.int64)
    start = np.concatenate(([0], np.cumsum(count)[:-1]))
    return moving_average(Buckets(start, count, mean, mean, mean), Smoothing(beta, restarts))


def _exact_average(values, beta):
    average, weight, result = 0.0, 0.0, []
    for value in values:
        if math.isfinite(value):
            average = beta * average + (1 - beta) * value
            weight = beta * weight + (1 - beta)
        result.append(average / weight if weight else math.nan)
    return np.array(result)


def _epoch(number, step, loss=0.5, accuracy=0.8, train=0.7):
    return EpochRow(
        number, step, {"loss": loss, "accuracy": train}, {"loss": loss, "accuracy": accuracy}, 1e-3, step * 0.01, 1000.0
    )


@given(st.lists(finite, min_size=1, max_size=300), betas)
def test_single_batches_are_averaged_exactly(values, beta):
    mean = np.array(values)
    found = _average(mean, np.ones(len(mean)), beta)
    np.testing.assert_allclose(found, _exact_average(values, beta), rtol=1e-6, atol=1e-5)


@given(st.lists(st.lists(finite, min_size=1, max_size=64), min_size=1, max_size=40), betas)
def test_buckets_are_averaged_to_within_the_widest_of_them(groups, beta):
    mean = np.array([np.mean(group) for group in groups])
    count = np.array([len(group) for group in groups])
    exact = _exact_average([value for group in groups for value in group], beta)[np.cumsum(count) - 1]
    widest = max(max(group) - min(group) for group in groups)
    found = _average(mean, count, beta)
    assert np.all(np.abs(found - exact) <= widest + 1e-4 + 1e-6 * np.abs(exact))


@given(st.lists(finite | st.just(math.nan) | st.just(math.inf), min_size=1, max_size=100))
def test_what_is_not_finite_has_no_weight(values):
    found = _average(values, np.ones(len(values)), 0.9)
    np.testing.assert_allclose(found, _exact_average(values, 0.9), rtol=1e-6, atol=1e-5)


@pytest.mark.parametrize("beta", [0.5, 0.95, 0.99])
def test_the_left_edge_of_a_visible_part_is_as_in_the_whole(beta):
    values = np.random.default_rng(0).normal(1, 0.2, 3000)
    history = _history(values)
    visible = history.buckets("loss", 2900, 3000, 1000)
    found = smoothed_buckets(history, "loss", visible, Smoothing(beta))
    assert found[0] == pytest.approx(_exact_average(values, beta)[2900], abs=0.02)
    assert smoothed_at(history, "loss", 2900, Smoothing(beta)) == pytest.approx(found[0], abs=0.02)


@given(
    st.lists(st.tuples(finite, finite) | st.just((math.nan, math.nan)), min_size=1, max_size=400),
    st.integers(1, 60),
)
def test_reduction_loses_no_extreme_value(pairs, columns):
    low = np.array([min(pair) for pair in pairs])
    high = np.array([max(pair) for pair in pairs])
    x = np.arange(len(pairs), dtype=float)
    found_x, found_y = envelope(x, low, high, pixel_columns(x, (0.0, float(len(pairs))), columns))
    good = np.isfinite(low)
    if not good.any():
        assert len(found_y) == 0
        return
    assert found_y.min() == low[good].min()
    assert found_y.max() == high[good].max()
    assert np.isfinite(found_y).all()
    assert np.all(np.diff(found_x) >= 0)
    assert len(found_y) <= 2 * columns


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 20_000), st.integers(20, 400))
def test_a_curve_never_has_more_points_than_the_plot_has_room_for(count, columns):
    history = History("accuracy")
    noise = np.random.default_rng(count).normal(1, 0.1, count).tolist()
    for number, value in enumerate(noise):
        history.append(value, 0.5, 1e-3, number * 0.01)
    drawn = curve(Timeline(history, "batch", 100), "loss", (0.0, float(count)), columns, Smoothing(0.9))
    assert len(drawn.raw[0]) <= 2 * columns + 2
    assert len(drawn.smoothed[0]) <= columns + 2
    assert drawn.raw[1].min() == min(noise)
    assert drawn.raw[1].max() == max(noise)
    assert drawn.latest == pytest.approx(drawn.smoothed[1][-1])


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.integers(1, 700), min_size=1, max_size=12),
    st.integers(20, 300),
    st.sampled_from(["batch", "epoch", "seconds"]),
    st.sampled_from([0.0, 0.9, 0.98]),
    st.floats(0.0, 0.3),
)
def test_a_curve_that_grew_is_the_one_that_is_drawn_at_once(growths, columns, axis, beta, broken):
    """Drawn after each growth from single batches, it is that of the whole run to the bit; averages to the eye."""
    random, history = np.random.default_rng(len(growths)), History("accuracy")
    growing, total = GrowingCurve("loss"), sum(growths)
    # Room for twice the run, and every batch its own bucket: so the view stays, and nothing is rounded to buckets.
    columns = max(columns, total // 8 + 1)
    for growth in growths:
        for value in random.normal(1, 0.2, growth).tolist():
            history.append(math.nan if random.random() < broken else value, 0.5, 1e-3, (len(history) + 1) * 0.01)
        timeline = Timeline(history, axis, 100)
        x_range = (0.0, {"batch": 2.0 * total, "epoch": total / 50, "seconds": total / 50}[axis])
        grown = growing.reduce(timeline, x_range, columns, Smoothing(beta))
        whole = curve(timeline, "loss", x_range, columns, Smoothing(beta))
        for ours, theirs in ((grown.raw, whole.raw), (grown.smoothed, whole.smoothed)):
            np.testing.assert_allclose(ours[0], theirs[0], rtol=1e-12)
            np.testing.assert_allclose(ours[1], theirs[1], rtol=1e-9)
        assert grown.latest == pytest.approx(whole.latest, nan_ok=True)


def test_a_growing_curve_reads_only_what_is_new(monkeypatch):
    history = _history(np.random.default_rng(0).normal(1, 0.1, 5000))
    growing, timeline = GrowingCurve("loss"), Timeline(history, "batch", 1000)
    growing.reduce(timeline, (0.0, 20_000.0), 600, Smoothing(0.9))
    read: list[int] = []
    buckets = History.buckets
    monkeypatch.setattr(History, "buckets", lambda self, name, begin, end, most: (
        read.append(end - begin) or buckets(self, name, begin, end, most)
    ))  # fmt: skip
    for _ in range(20):
        history.append(1.0, 0.5, 1e-3, 60.0)
        growing.reduce(timeline, (0.0, 20_000.0), 600, Smoothing(0.9))
    assert len(read) == 20
    assert max(read) <= 1 + 2 * 20_000 / 600


@pytest.mark.parametrize("pace", [(0.02, 0.02), (0.05, 0.004), (0.004, 0.05)])
@pytest.mark.parametrize("x_range", [(0.0, 1.0), (0.3, 3.0)])
def test_seconds_that_had_not_passed_are_drawn_when_they_have(pace, x_range):
    """Where a batch will stand is a guess at the pace of the moment, which may be another later."""
    history, growing, now = History("accuracy"), GrowingCurve("loss"), 0.0
    for step in range(1000):
        if step in (0, 1, 2, 5) or step % 7 == 0:
            grown = growing.reduce(Timeline(history, "seconds", 100), x_range, 300, Smoothing())
        now += pace[0] if step < 20 else pace[1]
        history.append(1.0 + step, 0.5, 1e-3, now)
    timeline = Timeline(history, "seconds", 100)
    grown, whole = (
        growing.reduce(timeline, x_range, 300, Smoothing()),
        curve(timeline, "loss", x_range, 300, Smoothing()),
    )
    seen = [each.smoothed[0][each.smoothed[0] >= x_range[0]] for each in (grown, whole)]
    assert seen[0][-1] == pytest.approx(seen[1][-1])
    assert len(seen[0]) == pytest.approx(len(seen[1]), abs=2)


def test_a_view_that_changes_is_drawn_anew():
    history = _history(np.random.default_rng(1).normal(1, 0.1, 3000))
    growing = GrowingCurve("loss")
    for x_range, columns, beta in [((0, 3000), 300, 0.9), ((1000, 2000), 300, 0.9), ((1000, 2000), 200, 0.5)]:
        for axis, pace in (("batch", 100), ("epoch", 100), ("epoch", 50)):
            timeline = Timeline(history, axis, pace)
            shown = tuple(float(timeline.x_at(row)[0]) for row in x_range)
            grown, whole = (
                each(timeline, shown, columns, Smoothing(beta)) for each in (growing.reduce, partial(_drawn, "loss"))
            )
            np.testing.assert_allclose(grown.raw, whole.raw)
            np.testing.assert_allclose(grown.smoothed, whole.smoothed)


def _drawn(column, timeline, x_range, columns, smoothing):
    return curve(timeline, column, x_range, columns, smoothing)


def test_an_empty_or_wholly_broken_history_draws_nothing():
    for history in (_history([]), _history([math.nan, math.inf, -math.inf])):
        drawn = curve(Timeline(history, "seconds", 10), "loss", (0.0, 1.0), 100, Smoothing(0.9))
        assert len(drawn.raw[0]) == len(drawn.smoothed[0]) == 0
        assert math.isnan(drawn.latest)


@pytest.mark.parametrize("axis", ["batch", "epoch", "seconds"])
def test_a_place_on_each_axis_leads_back_to_its_batch(axis):
    history = _history(np.ones(5000), 0.02)
    timeline = Timeline(history, axis, 500)
    for row in (0, 1, 499, 2500, 4999):
        x = float(timeline.x_at(row)[0])
        assert timeline.row_at(x) == pytest.approx(row, abs=1.01)
    scale = {"batch": 1.0, "epoch": 1 / 500, "seconds": 0.02}[axis]
    assert timeline.x_at(2500)[0] == pytest.approx(2500 * scale, rel=1e-3)
    assert timeline.x_at(10_000)[0] == pytest.approx(10_000 * scale, rel=1e-3)


def test_a_line_is_cut_at_what_is_seen():
    x, y = cut((np.array([0.0, 10.0, 20.0]), np.array([0.0, 1.0, 2.0])), (5.0, 15.0))
    np.testing.assert_allclose(x, [5, 10, 15])
    np.testing.assert_allclose(y, [0.5, 1, 1.5])


def _of(rows):
    history = History("accuracy")
    for row in rows:
        history.append_epoch(row)
    return history


def test_the_best_epoch_is_the_first_with_the_best_result():
    rows = (_epoch(1, 10, 0.4, 0.8), _epoch(2, 20, 0.6, 0.9), _epoch(3, 30, 0.5, 0.9))
    assert best_epoch(_of(rows), "accuracy").epoch == 2
    assert best_epoch(_of(rows), "loss").epoch == 1
    assert best_epoch(_of(()), "loss") is None


def test_without_validation_the_best_epoch_goes_by_training():
    nan = math.nan
    rows = (_epoch(1, 10, nan, nan, 0.6), _epoch(2, 20, nan, nan, 0.8))
    assert best_epoch(_of(rows), "accuracy").epoch == 2


@given(st.lists(st.floats(0.1, 10), min_size=12, max_size=80), st.sampled_from([0.0, 0.5, 0.9, 0.99]), st.data())
def test_the_average_begins_anew_at_a_restart(values, beta, data):
    at = data.draw(st.integers(1, len(values) - 1))
    values[:at] = [value * 1e30 for value in values[:at]]
    found = _average(values, np.ones(len(values)), beta, (at,))
    np.testing.assert_allclose(found[at:], _exact_average(values[at:], beta), rtol=1e-6)


@pytest.mark.parametrize("beta", [0.9, 0.999])
@pytest.mark.parametrize("at", [10, 803, 4096])
@pytest.mark.parametrize("most", [100, 5000])
def test_nothing_from_before_a_restart_is_in_the_average_at_any_resolution(beta, at, most):
    history = _history(np.r_[np.full(at, 1e5), np.full(5000, 2.0)])
    smoothing = Smoothing(beta, (at,))
    found = smoothed_buckets(history, "loss", history.buckets("loss", 0, len(history), most), smoothing)
    assert found[-1] == pytest.approx(2.0)
    assert smoothed_at(history, "loss", at + 600, smoothing) == pytest.approx(2.0)
    seen = curve(Timeline(history, "batch", 100), "loss", (0.0, len(history)), 200, smoothing).smoothed
    assert seen[1][seen[0] > at + 512] == pytest.approx(2.0)


def test_a_loss_that_blew_up_and_is_small_again_ends_the_average_too():
    history = _history([2.0] * 50 + [1e36, 1e37] + [2.0] * 50)
    assert smoothed_at(history, "loss", 60, Smoothing(0.99)) == pytest.approx(2.0)


def test_the_scene_takes_outliers_out_of_the_range_but_never_the_smoothed_curve():
    losses = np.full(1000, 0.5)
    losses[500] = 40.0
    model = CurvesModel()
    model.beta = 0.99
    model.start(Run(_history(losses), 100, 1000))
    scene = model.frame("loss", 400, str)
    assert scene.raw[1].max() == 40.0
    assert scene.y_range[1] < 5
    assert scene.y_range[1] >= scene.smoothed[1].max()


def test_a_logarithmic_loss_survives_zero_negative_and_missing_values():
    model = CurvesModel()
    model.log, model.beta = True, 0.5
    model.start(Run(_history([1.0, 0.0, -1.0, math.nan, 0.1, math.inf]), 2, 6))
    scene = model.frame("loss", 100, str)
    assert 0 < scene.y_range[0] < scene.y_range[1]
    model.start(Run(_history([0.0, -1.0]), 2, 6))
    low, high = model.frame("loss", 100, str).y_range
    assert 0 < low < high


def test_reading_off_finds_batch_epoch_and_validation():
    history = _history(np.linspace(2, 1, 100))
    history.append_epoch(_epoch(1, 50, 1.4, 0.7))
    model = CurvesModel()
    model.start(Run(history, 50, 100))
    reading = model.reading("loss", 1.5)
    assert (reading.batch, reading.epoch, reading.validation_epoch) == (76, 2, 1)
    assert reading.raw == pytest.approx(history.column("loss", 75, 76)[0])
    assert reading.validation == 1.4
    assert model.reading("loss", 5.0) is None
