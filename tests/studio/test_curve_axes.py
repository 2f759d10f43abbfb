"""Ranges and ticks of the curves' axes: what matters is seen, a spike sets no range, numbers read as written."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.look.metrics import title
from studio.views.curves.plot import MetricPlot
from studio.widgets.plot import nice_step
from studio.widgets.scales import fit_linear, fit_log, fit_share, needed_range, steady_range, write_y
from trainer_core.history.timeline import growing_end


@given(st.floats(1e-6, 1e6), st.integers(1, 12))
def test_steps_are_round_and_few(span, most):
    step = nice_step(span, most)
    assert span / step <= most * (1 + 1e-6)
    lead = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(lead - n) for n in (1, 2, 2.5, 5, 10)) < 1e-6


@given(st.floats(0.001, 100), st.floats(0.001, 100))
def test_each_fit_holds_what_must_be_seen(a, b):
    need = (min(a, b), max(a, b))
    for fit in (fit_linear, fit_log):
        low, high = fit(need)
        assert low <= need[0] * (1 + 1e-6)
        assert high >= need[1] * (1 - 1e-6)
    share = (need[0] / 100, need[1] / 100)
    low, high = fit_share(share)
    assert low <= share[0] + 1e-9
    assert 1 >= high >= share[1] - 1e-9


def test_accuracy_goes_to_zero_early_and_looks_closer_late():
    assert fit_share((0.08, 0.87)) == (0.0, 1.0)
    low, high = fit_share((0.88, 0.93))
    assert high == 1.0
    assert 0.8 <= low <= 0.88


def test_a_range_stays_while_it_serves():
    held = steady_range(None, (0.1, 2.3), fit_linear)
    assert steady_range(held, (0.1, 2.0), fit_linear) == held
    assert steady_range(held, (0.1, 0.5), fit_linear) != held
    assert steady_range(held, (0.1, 9.0), fit_linear)[1] >= 9.0


def test_the_axis_soon_fills_in_the_first_moments():
    assert growing_end(4000, 4220) == 4220
    assert growing_end(600, 4220) == 4220
    assert growing_end(10, 4220) < 300
    assert growing_end(0, 5) == 5


def _ticks(axis, low, high, pixels):
    axis.setRange(low, high)
    ((spacing, values),) = axis.tickValues(low, high, pixels)
    return axis.tickStrings(values, 1.0, spacing)


@pytest.mark.usefixtures("qapp")
def test_ticks_read_as_people_write_them(qtbot):
    plot = MetricPlot("accuracy")
    qtbot.addWidget(plot)
    assert _ticks(plot.axes["left"], 0.0, 1.0, 200)[-1] == "100%"
    plot = MetricPlot("loss")
    qtbot.addWidget(plot)
    left, bottom = plot.axes["left"], plot.axes["bottom"]
    assert _ticks(left, 0.0, 2.5, 300)[:2] == ["0.0", "0.5"]
    left.setLogMode(y=True)
    assert _ticks(left, -2.0, 0.0, 150) == ["0.01", "0.1", "1"]
    plot.set_axis("epoch")
    assert _ticks(bottom, 0.0, 5.0, 700) == ["0", "1", "2", "3", "4", "5"]
    plot.set_axis("seconds")
    assert _ticks(bottom, 0.0, 180.0, 210)[-1] == "3:00"
    plot.set_axis("batch")
    assert _ticks(bottom, 0.0, 2000.0, 280)[-1] == "2,000"


def test_the_y_ticks_of_an_unknown_metric_are_plain_numbers():
    assert title("top_5") == "Top 5"
    assert write_y(False)(0.25, 0.05) == "0.25"


@given(st.lists(st.floats(0.01, 2.3), min_size=40, max_size=200), st.floats(1e3, 1e38))
def test_a_spike_does_not_set_the_range(values, spike):
    need = needed_range(np.array([2.3, *values, spike]), [np.array([2.3, *values])])
    assert need[1] <= 2.3
    need = needed_range(np.array([2.3, *values]), [np.array([2.3, *values, spike])])
    assert need[1] <= 23


def test_what_a_run_begins_with_is_no_spike():
    falling = 2.3 * 10.0 ** -np.linspace(0, 4, 500)
    assert needed_range(falling, [falling])[1] == pytest.approx(2.3)


def test_a_run_that_is_all_blown_up_is_shown_as_it_is():
    values = 10.0 ** np.arange(20.0)
    assert needed_range(values, [values])[1] > 1e10


def test_a_tick_of_a_huge_value_is_written_shortly():
    labels = [write_y(False)(value * 2e22, 2e22) for value in range(6)]

    assert max(len(label) for label in labels) <= 6


def test_ticks_of_a_loss_that_has_blown_up_are_written_alike():
    write = write_y(share=False)
    assert [write(tick, 2000.0) for tick in (0.0, 2000.0, 8000.0)] == ["0", "2,000", "8,000"]
    assert [write(tick, 5e4) for tick in (0.0, 5e4, 15e4)] == ["0", "50 k", "150 k"]
    assert [write(tick, 2e5) for tick in (0.0, 2e5, 1e6)] == ["0", "0.2 M", "1 M"]
    assert [write(tick, 5e9) for tick in (0.0, 5e9)] == ["0", "5e9"]


def test_one_value_alone_stands_in_a_range_whose_ticks_differ():
    low, high = fit_linear((1.1111, 1.1111))
    assert low <= 1.1111 <= high
    assert high - low >= 0.004


def test_ticks_between_tenths_are_written_as_they_are():
    write = write_y(share=False)
    assert [write(tick, 0.25) for tick in (0.0, 0.25, 0.5, 0.75)] == ["0.00", "0.25", "0.50", "0.75"]
    assert write(2.0, 1.0) == "2.0"
