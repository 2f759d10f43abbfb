"""The encoding: fitted on the training rows alone, held against scikit-learn, stored and applied to other tables."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, RobustScaler, StandardScaler

from trainer_core.data.tables.encoder import Encoder
from trainer_core.data.tables.encodings import CategoryEncoding, DateEncoding, NumberEncoding
from trainer_core.data.tables.read import Reading, read_table, stream_table
from trainer_core.data.tables.roles import Role, assign_roles, with_role
from trainer_core.data.tables.settings import Settings
from trainer_core.data.tables.table import Table
from trainer_core.data.tables.targets import Targets
from trainer_core.errors import DataError

Read = Callable[..., Table]


def fit(table: Table, training: int | None = None, **how: Any) -> Encoder:
    roles = assign_roles(table)
    rows = np.arange(len(table) if training is None else training)
    targets = Targets.of(table, with_role(roles, Role.TARGET))
    settings = Settings(**how)
    return Encoder.fit(table, with_role(roles, Role.FEATURE), rows, targets=targets, settings=settings,
                       reading=Reading())  # fmt: skip


def numbers(count: int = 200, seed: int = 3) -> npt.NDArray[np.float64]:
    draw = np.random.default_rng(seed)
    values = draw.normal(50, 7, count)
    values[draw.random(count) < 0.1] = np.nan
    return values


def as_csv(*columns: Any, names: str) -> str:
    rows = [",".join("" if v != v else str(v) for v in row) for row in zip(*columns, strict=True)]
    return "\n".join([names, *rows]) + "\n"


@pytest.mark.parametrize("scaling", ["standard", "robust"])
def test_numbers_equal_scikit_learns(read: Read, scaling: str) -> None:
    values = numbers()
    table = read(as_csv(values, np.arange(200) * 1.5, names="x,y"))
    encoder = fit(table, training=120, scaling=scaling)
    scaler = StandardScaler() if scaling == "standard" else RobustScaler(unit_variance=True)
    scaler.fit(values[:120, None])
    fill = float(SimpleImputer(strategy="median").fit(values[:120, None]).statistics_[0])
    wanted = scaler.transform(np.where(np.isnan(values), fill, values)[:, None])[:, 0]
    encoded = encoder.encode(table)
    assert encoder.feature_names == ("x", "x is missing")
    assert encoded.dtype == np.float32
    np.testing.assert_allclose(encoded[:, 0], wanted, rtol=1e-6, atol=1e-6)
    assert encoded[:, 1].tolist() == np.isnan(values).astype(float).tolist()


def test_one_hot_equals_scikit_learns(read: Read) -> None:
    draw = np.random.default_rng(0)
    colours = draw.choice(["red", "green", "blue", "mauve"], 300, p=[0.5, 0.3, 0.19, 0.01])
    colours[:6] = ["mauve", "mauve", "red", "green", "blue", "teal"]
    table = read(as_csv(colours, np.arange(300) * 0.5, names="colour,y"))
    encoder = fit(table, training=100, rare_below=5)
    wanted = OneHotEncoder(min_frequency=5, handle_unknown="infrequent_if_exist", sparse_output=False)
    wanted.fit(colours[:100, None])
    np.testing.assert_array_equal(encoder.encode(table), wanted.transform(colours[:, None]))
    assert encoder.feature_names == ("colour = blue", "colour = green", "colour = red", "colour is another")


def test_a_whole_table_equals_a_pipeline_of_scikit_learns(read: Read) -> None:
    columns = [numbers(seed=seed) for seed in range(5)]
    table = read(as_csv(*columns, np.arange(200) * 0.5, names="a,b,c,d,e,y"))
    encoder = fit(table, training=150, imputation="mean")
    stacked = np.stack(columns, 1)
    wanted = make_pipeline(SimpleImputer(strategy="mean"), StandardScaler())
    # The scaler is fitted on what is there, not on what was filled in.
    wanted[0].fit(stacked[:150])
    wanted[1].fit(stacked[:150])
    np.testing.assert_allclose(encoder.encode(table)[:, ::2], wanted.transform(stacked), rtol=1e-5, atol=1e-6)


def test_an_outlier_does_not_flatten_the_rest(read: Read) -> None:
    values = numbers()
    values[7] = 1e9
    encoder = fit(read(as_csv(values, np.arange(200) * 1.5, names="x,y")))
    encoded = encoder.encode(read(as_csv(values, np.arange(200) * 1.5, names="x,y")))[:, 0]
    assert 0.5 < encoded[:7].std() < 2
    assert encoded[7] == 10


def test_what_is_not_trained_on_changes_nothing(read: Read) -> None:
    values = numbers()
    table = read(as_csv(values, np.arange(200) * 1.5, names="x,y"))
    changed = values.copy()
    changed[150:] = changed[150:] * 1000 - 5
    other = read(as_csv(changed, np.arange(200) * 1.5, names="x,y"))
    assert fit(table, training=150).as_dict() == fit(other, training=150).as_dict()


def test_missing_and_unseen_categories(read: Read) -> None:
    content = "c,y\n" + "red,1.5\nblue,2.5\n,3.5\n" * 5
    encoder = fit(read(content))
    assert encoder.feature_names == ("c = blue", "c = red", "c is missing")
    new = encoder.encode(read("c,y\nblue,0.5\n,1.5\nviolet,2\nred,3\n"))
    assert new.tolist() == [[1, 0, 0], [0, 0, 1], [0, 0, 0], [0, 1, 0]]


def test_two_categories_have_one_input(read: Read) -> None:
    encoder = fit(read("c,y\n" + "no,1.5\nyes,2.5\n" * 5))
    assert encoder.feature_names == ("c = yes",)
    assert encoder.encode(read("c,y\nyes,1.5\nno,2.5\n"))[:, 0].tolist() == [1, 0]


def test_dates_are_split_into_parts(read: Read) -> None:
    days = "\n".join(
        f"{day:02}.{month:02}.2023 {day % 24}:00,{month}.5" for month in range(1, 13) for day in (3, 9, 14)
    )
    table = read("when,y\n" + days + "\n")
    encoder = fit(table)
    assert [name.removeprefix("when ") for name in encoder.feature_names] == [
        "time", "month (sin)", "month (cos)", "day (sin)", "day (cos)", "weekday (sin)", "weekday (cos)",
        "hour (sin)", "hour (cos)",
    ]  # fmt: skip
    encoded = encoder.encode(table)
    assert encoded[:, 0].mean() == pytest.approx(0, abs=1e-5)
    assert encoded[:, 0].std() == pytest.approx(1, abs=1e-5)
    april = encoder.encode(read("when,y\n03.04.2023 06:00,1.5\n,2.5\n", date_formats={"when": "%d.%m.%Y %H:%M"},
                                types=encoder.full_reading.types))  # fmt: skip
    angle = 2 * math.pi
    assert april[0, 1:3] == pytest.approx([math.sin(angle * 3 / 12), math.cos(angle * 3 / 12)], abs=1e-6)
    assert april[0, 5:7] == pytest.approx([0, 1], abs=1e-6)  # a Monday
    assert april[0, 7:9] == pytest.approx([1, 0], abs=1e-6)
    assert april[1].tolist() == [0.0] * 9


def test_a_date_of_whole_days_has_no_hour(read: Read) -> None:
    encoder = fit(read("when,y\n" + "".join(f"2024-01-{day:02},{day}.5\n" for day in range(1, 29))))
    assert not any("hour" in name or "month" in name for name in encoder.feature_names)


def test_stored_as_json_and_read_back_it_does_the_same(read: Read, tmp_path: Path) -> None:
    days = [f"2024-0{1 + n % 9}-1{n % 7} 1{n % 3}:30:00" for n in range(60)]
    colours = ["red" if n % 2 else "" if n % 5 else "012" for n in range(60)]
    table = read(as_csv(numbers(60), colours, days, np.arange(60) * 0.5, names="n,c,d,y"))
    encoder = fit(table)
    again = Encoder.from_dict(json.loads(encoder.to_json()))
    assert {type(encoding) for encoding in again.encodings} == {NumberEncoding, CategoryEncoding, DateEncoding}
    path = tmp_path / "table.csv"
    anew = read_table(path, again.full_reading)
    np.testing.assert_array_equal(again.encode(anew), encoder.encode(table))
    streamed = [again.encode(part) for part in stream_table(path, again.full_reading)]
    np.testing.assert_array_equal(np.concatenate(streamed), encoder.encode(table))


@pytest.mark.parametrize(
    "harm",
    [
        {"features": []},
        {"features": [{"kind": "number", "column": "x", "fill": "1"}]},
        {"features": [{"kind": "number", "column": "x", "fill": 1, "center": 0, "scale": 0, "clip": 0,
                       "indicator": False}]},
        {"features": [{"kind": "magic", "column": "x"}]},
        {"targets": {"columns": [], "task": "regression", "classes": []}},
        {"targets": {"columns": ["y"], "task": "guess", "classes": []}},
        {"types": {"x": "picture"}},
        {"version": "1"},
    ],
)  # fmt: skip
def test_a_damaged_encoding_is_said(read: Read, harm: dict[str, Any]) -> None:
    stored = fit(read(as_csv(numbers(), np.arange(200) * 1.5, names="x,y"))).as_dict() | harm
    with pytest.raises(DataError) as error:
        Encoder.from_dict(stored)
    assert error.value.code == "damaged-encoding"


def test_an_encoding_of_a_later_version_is_said(read: Read) -> None:
    stored = fit(read(as_csv(numbers(), np.arange(200) * 1.5, names="x,y"))).as_dict() | {"version": 99}
    with pytest.raises(DataError, match="later version"):
        Encoder.from_dict(stored)


def test_a_table_without_a_column_that_was_learnt_from_is_said(read: Read) -> None:
    encoder = fit(read("size,c,y\n" + "1.5,a,1.5\n2.5,b,2.5\n" * 5))
    with pytest.raises(DataError, match="has no column size") as error:
        encoder.encode(read("sizes,c\n1,a\n2,b\n"))
    assert error.value.code == "no-column"


def test_text_where_numbers_were_is_missing(read: Read) -> None:
    encoder = fit(read("size,y\n1.5,1.5\n2.5,2.5\n,3.5\n5,4.5\n"))
    encoded = encoder.encode(read("size\nbig\n2.5\nhuge\nvast\n"))
    assert encoded[:, 1].tolist() == [1, 0, 1, 1]


def test_other_columns_and_another_order_do_not_matter(read: Read) -> None:
    table = read("a,b,y\n" + "1.5,x,1.5\n2.5,z,2.5\n" * 5)
    encoder = fit(table)
    other = read("new,b,a\n" + "9,x,1.5\n9,z,2.5\n" * 5)
    np.testing.assert_array_equal(encoder.encode(table), encoder.encode(other))


def test_a_large_number_does_not_become_infinite(read: Read) -> None:
    encoder = fit(read("a,y\n" + "1,1.5\n2,2.5\n3,3\n" * 5), scaling="none")
    encoded = encoder.encode(replace(read("a,y\n1e300,1.5\n-1e300,2.5\n")))
    assert np.isfinite(encoded).all()
