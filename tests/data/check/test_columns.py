"""What is found in the columns and rows of a table, and what is not."""

from __future__ import annotations

import numpy as np
import pytest

from trainer_core.data.check.columns import Feature, leaking_columns, outlying_columns
from trainer_core.data.check.rows import duplicate_rows

N = 400


@pytest.fixture
def random():
    return np.random.default_rng(0)


def leaks(features, target, classes):
    return [item for finding in leaking_columns(features, target, classes=classes) for item in finding.items]


def test_a_column_that_repeats_the_class_gives_it_away(random):
    target = random.integers(0, 3, N)
    code = Feature("code", np.array([7.0, 3.0, 5.0])[target], category=True)
    good = Feature("good", target + random.normal(0, 0.5, N))

    assert leaks([good, code], target, True) == ["code"]


def test_a_number_by_which_classes_can_be_cut_gives_them_away(random):
    target = random.integers(0, 2, N)

    assert leaks([Feature("score", target * 2 + random.random(N)), Feature("x", random.random(N))], target, True) == [
        "score"
    ]


def test_a_name_that_is_different_in_every_row_gives_nothing_away(random):
    assert not leaks([Feature("name", np.arange(N), category=True), Feature("x", random.random(N))],
                     random.integers(0, 2, N), True)  # fmt: skip


def test_the_same_quantity_in_another_unit_gives_a_number_away(random):
    price = random.lognormal(3, 1, N)
    features = [
        Feature("in euros", price * 0.92 + random.normal(0, 0.01, N)),
        Feature("size", price + random.normal(0, 30, N)),
    ]

    assert leaks(features, price, False) == ["in euros"]


def test_good_features_of_real_data_give_nothing_away():
    from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine

    for load, classes in ((load_iris, True), (load_wine, True), (load_breast_cancer, True), (load_diabetes, False)):
        data = load()
        features = [Feature(name, column) for name, column in zip(data.feature_names, data.data.T, strict=True)]
        assert not leaks(features, data.target, classes), load.__name__
        assert not list(outlying_columns(features)), load.__name__


def test_a_leak_offers_to_leave_the_column_out(random):
    target = random.integers(0, 2, N)
    features = [Feature("answer", target), Feature("x", random.random(N))]
    (finding,) = leaking_columns(
        features, target, classes=True, without=lambda names: {"data.left_out": ["id", *names]}
    )

    assert dict(finding.offers[0].values) == {"data.left_out": ["id", "answer"]}


@pytest.mark.parametrize("wrong", [999_999.0, -999.0, np.inf])
def test_a_value_far_from_all_others_is_an_outlier(random, wrong):
    ages = random.normal(40, 12, N)
    ages[17] = wrong

    (finding,) = outlying_columns([Feature("age", ages), Feature("height", random.normal(170, 10, N))])

    assert finding.items == ("age",)
    assert f"{wrong:g}" in str(finding.message)


def test_prices_that_reach_far_are_no_outliers(random):
    assert not list(outlying_columns([Feature("price", random.lognormal(10, 1.5, 20_000))]))


def rows_of(features, classes=None, split=300):
    splits = np.where(np.arange(N) < split, 0, 2).astype(np.int8)
    return {each.code: each for each in duplicate_rows(features, splits, classes, str)}


def table(random, columns=6):
    return random.normal(0, 1, (N, columns)).astype(np.float32)


def features_of(values):
    return [Feature(f"x{k}", values[:, k]) for k in range(values.shape[1])]


def test_rows_that_are_all_different_are_no_finding(random):
    assert not rows_of(features_of(table(random)), random.integers(0, 2, N))


def test_a_row_in_two_parts_is_found(random):
    values = table(random)
    values[350] = values[5]

    assert rows_of(features_of(values))["same-row-in-splits"].items == ("5", "350")


def test_a_row_with_two_targets_is_found(random):
    values = table(random)
    values[9] = values[5]
    target = np.zeros(N, np.int64)
    target[9] = 1

    assert rows_of(features_of(values), target)["same-row-in-classes"].items == ("5", "9")


def test_a_row_that_was_measured_twice_is_found(random):
    values = table(random)
    values[350] = values[5] + 0.001

    assert rows_of(features_of(values))["near-rows"].items == ("5", "350")


def test_of_many_rows_some_are_compared_nearly_and_the_finding_says_so(random, monkeypatch):
    monkeypatch.setattr("trainer_core.data.check.columns._FEWEST_ROWS", 100)
    monkeypatch.setattr("trainer_core.data.check.columns._MOST_ROWS", 100)
    looked_at = np.linspace(0, N - 1, 100).astype(np.int64)
    values = table(random)
    values[looked_at[90]] = values[looked_at[2]] + 0.001

    finding = rows_of(features_of(values))["near-rows"]

    assert finding.items == (str(looked_at[2]), str(looked_at[90]))
    assert str(finding.message).endswith(" One in 4 rows was compared.")


def test_equal_rows_are_found_among_all_however_many_there_are(random, monkeypatch):
    monkeypatch.setattr("trainer_core.data.check.rows._AT_ONCE", 50)
    values = table(random, columns=20)
    values[399] = values[123]
    values[7, :19] = values[6, :19]  # all but the last feature

    assert rows_of(features_of(values))["same-row-in-splits"].items == ("123", "399")


def test_a_column_that_gives_the_target_away_is_found_among_many_rows(random):
    many = 30_000
    target = random.integers(0, 2, many)
    features = [Feature(f"x{place}", random.normal(size=many).astype(np.float32)) for place in range(4)]

    assert leaks([*features, Feature("answer", target + random.normal(0, 0.01, many))], target, True) == ["answer"]


def test_missing_values_are_equal_to_each_other_alone(random):
    values = table(random)
    values[350] = values[5]
    values[350, 2] = values[5, 2] = np.nan
    values[351] = values[6]
    values[351, 3] = np.nan

    assert rows_of(features_of(values))["same-row-in-splits"].items == ("5", "350")


def test_a_few_yes_no_columns_are_equal_by_chance(random):
    answers = random.integers(0, 2, (N, 4)).astype(np.float64)

    assert not rows_of([Feature(f"q{k}", answers[:, k], category=True) for k in range(4)], random.integers(0, 2, N))
