"""How numbers read, at the ends of their ranges as well as in the middle."""

import math

import pytest

from studio.look import formats


@pytest.mark.parametrize(
    ("fraction", "text"),
    [
        (0.0, "0.0%"),
        (0.00001, "0.1%"),
        (0.8644, "86.4%"),
        (0.99999, "99.9%"),
        (1.0, "100.0%"),
        (math.nan, "–"),
    ],
)
def test_a_percentage_never_claims_all_or_nothing_that_is_not_so(fraction, text):
    assert formats.percent(fraction) == text


def test_a_percentage_can_be_finer():
    assert formats.percent(0.87125, 2) == "87.12%"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.4021, "0.402"),
        (2.3026, "2.303"),
        (0.0, "0.000"),
        (1.234e-5, "1.2e-5"),
        (3e7, "3e7"),
        (math.inf, "∞"),
        (math.nan, "–"),
    ],
)
def test_a_loss_has_three_decimals_unless_it_is_tiny_or_huge(value, text):
    assert formats.loss(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e-3, "1e-3"),
        (3e-4, "3e-4"),
        (2.5e-4, "2.5e-4"),
        (0.1, "0.1"),
        (0.0, "0"),
        (0.00012345678, "1.235e-4"),
    ],
)
def test_a_learning_rate_is_written_the_way_papers_write_it(value, text):
    assert formats.learning_rate(value) == text


def test_a_learning_rate_that_is_no_number_is_a_dash():
    assert formats.learning_rate(math.nan) == "–"


def test_counts_have_a_comma_at_each_thousand():
    assert formats.count(669_706) == "669,706"


@pytest.mark.parametrize(
    ("value", "text"),
    [(31_817.4, "31,800"), (425.4, "425"), (4.254, "4.25"), (0.0, "0"), (999.9, "1,000"), (math.inf, "–")],
)
def test_a_speed_keeps_three_digits_so_that_it_does_not_flicker(value, text):
    assert formats.rate(value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (21.4, "0:21"),
        (59.6, "1:00"),
        (725, "12:05"),
        (3725, "1:02:05"),
        (-1, "0:00"),
        (math.nan, "–"),
    ],
)
def test_a_duration_reads_like_a_clock(seconds, text):
    assert formats.duration(seconds) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0 B"),
        (1023, "1 KB"),
        (412 * 2**20, "412 MB"),
        (1.23 * 2**30, "1.2 GB"),
        (139 * 2**30, "139 GB"),
        (5e13, "45 TB"),
    ],
)
def test_memory_has_at_most_three_digits_and_a_unit(amount, text):
    assert formats.size(amount) == text


def test_a_shape_names_scalars_and_what_is_missing():
    assert formats.shape((512, 784)) == "512 × 784"
    assert formats.shape(()) == "()"
    assert formats.shape(None) == "–"


@pytest.mark.parametrize("value", [0.9, 1e-8, 64, 0.1 + 0.2, -3e-7])
def test_a_number_reads_back_to_itself(value):
    assert float(formats.number(value)) == value
