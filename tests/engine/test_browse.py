"""The engine shows the examples of the data as they are and as the model receives them, and measures the data."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tests.conftest import Driver
from trainer_core import Recipe
from trainer_core.data.corrections import ExampleKey, key_of
from trainer_core.files.cache import CACHE_VARIABLE
from trainer_core.protocol.commands import Prepare, Split
from trainer_core.protocol.data_browsing import (
    Browse,
    Browsed,
    ColumnDescribed,
    DataDescribed,
    DescribeColumn,
    DescribeData,
    ExamplesFound,
    ExampleShown,
    ExamplesNamed,
    FindExamples,
    NameExamples,
    Order,
    ShowExample,
)
from trainer_core.protocol.events import Prepared, Refused


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two classes of twelve colour pictures, one of which is in both."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    rng = np.random.default_rng(0)
    for name in ("cat", "dog"):
        (tmp_path / "photos" / name).mkdir(parents=True)
        for n in range(12):
            Image.fromarray(rng.integers(0, 255, (30, 40, 3), dtype=np.uint8)).save(
                tmp_path / "photos" / name / f"{n:02}.png"
            )
    (tmp_path / "photos" / "dog" / "twin.png").write_bytes((tmp_path / "photos" / "cat" / "03.png").read_bytes())
    return tmp_path / "photos"


def of_folder(photos: Path) -> Recipe:
    return Recipe.from_dict(
        {
            "data": {"source": "folder", "path": str(photos), "side": 16},
            "training": {"device": "cpu", "threads": 1},
        }
    )


def test_places_count_all_parts_one_after_another(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny), FindExamples(), FindExamples((Split.TEST,), label=3))
    everything, threes = (event.places for event in driver.of(ExamplesFound))
    assert driver.engine.parts is not None
    dataset = driver.engine.parts.dataset
    before = len(dataset.train) + len(dataset.validation)
    assert everything.tolist() == list(range(before + len(dataset.test)))
    assert (threes - before).tolist() == torch.where(dataset.test.targets == 3)[0].tolist()


def test_of_some_places_no_others_are_found(driver, tiny):
    driver.do(Prepare(tiny), FindExamples((Split.TRAINING,), among=(5, 2, 10**6)))
    assert driver.last(ExamplesFound).places.tolist() == [2, 5]


def test_examples_of_several_parts_come_in_the_order_asked_for(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny))
    assert driver.engine.parts is not None
    dataset = driver.engine.parts.dataset
    in_test = len(dataset.train) + len(dataset.validation) + 4
    driver.do(Browse((in_test, 7, len(dataset.train), 2)))
    event = driver.last(Browsed)
    wanted = [dataset.test.inputs[4], dataset.train.inputs[7], dataset.validation.inputs[0], dataset.train.inputs[2]]
    assert np.array_equal(event.inputs, torch.stack(wanted).numpy())
    assert event.truth[0] == dataset.test.targets[4]


def test_counts_and_moments_are_those_of_the_data(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny), DescribeData())
    assert driver.engine.parts is not None
    dataset, event = driver.engine.parts.dataset, driver.last(DataDescribed)
    for row, part in zip(event.counts, (dataset.train, dataset.validation, dataset.test), strict=True):
        assert row.tolist() == torch.bincount(part.targets, minlength=10).tolist()
    pixels = dataset.train.inputs.numpy()
    assert (event.low, event.high) == (pixels.min(), pixels.max())
    assert event.mean[0] == pytest.approx(pixels.mean())
    assert event.deviation[0] == pytest.approx(pixels.std())


def test_a_finding_leads_to_its_pictures_and_a_picture_to_its_file(driver: Driver, photos: Path) -> None:
    driver.do(Prepare(of_folder(photos)), FindExamples(items=("dog/twin.png", "cat/03.png")))
    twins = driver.last(ExamplesFound).places.tolist()
    driver.do(Browse(tuple(twins)), ShowExample(of_folder(photos), twins[0]))
    browsed, shown = driver.last(Browsed), driver.last(ExampleShown)
    assert browsed.names == ("dog/twin.png", "cat/03.png")
    assert np.array_equal(browsed.inputs[0], browsed.inputs[1])
    assert shown.original.shape == (3, 30, 40)
    assert (shown.width, shown.height) == (40, 30)
    assert shown.received.shape == (3, 16, 16)


def test_an_original_that_is_gone_is_shown_as_it_was_read(driver: Driver, photos: Path) -> None:
    driver.do(Prepare(of_folder(photos)), FindExamples(items=("cat/05.png",)))
    (photos / "cat" / "05.png").unlink()
    driver.do(ShowExample(of_folder(photos), int(driver.last(ExamplesFound).places[0])))
    assert driver.last(ExampleShown).original.shape == (3, 16, 16)


def test_what_the_model_receives_is_drawn_anew_and_the_same_for_the_same_draw(driver: Driver, tiny: Recipe) -> None:
    recipe = tiny.with_values({"data.augment": [{"name": "shift"}], "data.standardize": True})
    driver.do(Prepare(recipe), *(ShowExample(recipe, 5, draw) for draw in (0, 0, 3)))
    first, again, other = driver.of(ExampleShown)
    assert first.augmented
    assert np.array_equal(first.received, again.received)
    assert not np.array_equal(first.received, other.received)
    assert first.low < 0 < first.high


def test_test_examples_are_not_augmented_and_come_back_from_normalisation(driver: Driver, tiny: Recipe) -> None:
    recipe = tiny.with_values({"data.augment": [{"name": "shift"}], "data.standardize": True})
    driver.do(Prepare(recipe), FindExamples((Split.TEST,)))
    driver.do(ShowExample(recipe, int(driver.last(ExamplesFound).places[0])))
    event = driver.last(ExampleShown)
    assert not event.augmented
    assert event.split is Split.TEST
    assert np.array_equal(event.received, event.original)


def test_columns_are_counted_by_split_and_class_and_rows_found_by_number(driver: Driver, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    with (tmp_path / "t.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["width", "kind"])
        writer.writerows([f"{value:.4f}", "wide" if value > 0 else "narrow"] for value in rng.normal(size=100))
    recipe = Recipe.from_dict(
        {"data": {"source": "table", "path": str(tmp_path / "t.csv"), "target": ["kind"], "task": "classification"}}
    )
    driver.do(Prepare(recipe), DescribeData(), DescribeColumn(0), FindExamples(items=("17", "2")))
    described, column = driver.last(DataDescribed), driver.last(ColumnDescribed)
    assert described.columns == ("width",)
    assert column.by_split.sum(1).tolist() == described.counts.sum(1).tolist()
    assert column.by_target.sum(1).tolist() == described.counts[0].tolist()
    assert column.groups == ("narrow", "wide")
    assert column.edges[0] < 0 < column.edges[-1]
    driver.do(Browse(tuple(driver.last(ExamplesFound).places.tolist())))
    assert driver.last(Browsed).names == ("17", "2")


def test_rows_are_sorted_by_a_column_a_category_or_the_target_with_the_missing_last(
    driver: Driver, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    rows = [(number % 17, ("red", "blue", "green")[number % 3], number * 7 % 40) for number in range(40)]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([("size", "colour", "price"), ("", "blue", 99), *rows])
    data = {"source": "table", "path": str(path), "target": ["price"], "task": "regression"}
    of_rows = {"data": data, "loss": {"name": "MSELoss"}, "model": {"name": "mlp"}, "training": {"device": "cpu"}}
    driver.do(Prepare(Recipe.from_dict(of_rows)))
    driver.do(DescribeData())
    columns = driver.last(DataDescribed).columns
    found = {}
    for name, descending in (("size", False), ("size", True), ("colour", False), ("", True)):
        driver.do(FindExamples(order=Order(columns.index(name) if name else -1, descending)))
        driver.do(NameExamples(tuple(driver.last(ExamplesFound).places.tolist())))
        found[name, descending] = [int(each.name) for each in driver.last(ExamplesNamed).examples]
    cells = {number + 3: row for number, row in enumerate(rows)} | {2: (None, "blue", 99)}
    sizes = [cells[row][0] for row in found["size", False]]
    assert sizes == [*sorted(sizes[:-1]), None]
    assert [cells[row][0] for row in found["size", True]] == [*sorted(sizes[:-1], reverse=True), None]
    colours = [cells[row][1] for row in found["colour", False]]
    assert colours == sorted(colours)
    prices = [cells[row][2] for row in found["", True]]
    assert prices == sorted(prices, reverse=True)
    driver.do(FindExamples(order=Order(9)))
    assert driver.last(Refused).code == "no-such-column"


def test_what_is_not_there_is_refused(driver: Driver, tiny: Recipe) -> None:
    driver.do(DescribeData(), Prepare(tiny), Browse((10**9,)), DescribeColumn(0))
    assert [event.code for event in driver.of(Refused)][1:] == ["no-such-place", "no-such-column"]


def test_examples_are_named_as_corrections_name_them_and_found_again_by_it(driver: Driver, photos: Path) -> None:
    recipe = of_folder(photos).with_values({"data.limit": 6})
    driver.do(Prepare(recipe), NameExamples((8, 0, 3)), Browse((8, 0, 3)))
    assert driver.engine.parts is not None
    dataset = driver.engine.parts.dataset
    named = driver.last(ExamplesNamed).examples

    assert [(each.split, each.index) for each in named][1:] == [(Split.TRAINING, 0), (Split.TRAINING, 3)]
    for each in named:
        assert each.path == str(photos / each.key.file)
        assert each.label == each.key.file.partition("/")[0]
    assert named[1].key == key_of(dataset, 0, 0)
    assert driver.last(Browsed).keys == tuple(each.key for each in named)
    assert driver.last(Browsed).names == tuple(each.key.file for each in named)

    gone = ExampleKey(file="cat/none.png")
    driver.do(FindExamples(keys=(named[2].key, gone, named[0].key)))
    assert driver.last(ExamplesFound).places.tolist() == [3, 8]
    driver.do(NameExamples((4711,)))
    assert driver.last(Refused).code == "no-such-place"


def test_rows_of_a_test_part_of_its_own_are_told_from_those_of_training(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny), NameExamples((0, 260)))
    assert driver.engine.parts is not None
    dataset = driver.engine.parts.dataset
    first, tested = driver.last(ExamplesNamed).examples
    assert first.label == dataset.class_names[int(dataset.train.targets[0])]
    assert tested.path == ""

    driver.do(FindExamples((Split.TEST,), keys=(ExampleKey(row=3, of="test"), ExampleKey(row=3))))
    assert driver.last(ExamplesFound).places.tolist() == [len(dataset.train) + len(dataset.validation) + 3]


def test_a_category_a_date_and_bands_of_a_numeric_target_are_in_their_own_words(driver: Driver, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    with (tmp_path / "t.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["day", "colour", "rooms", "price"])
        writer.writerows(
            [f"2024-{1 + n % 12:02}-{1 + n % 28:02}", ("red", "blue", "")[n % 3], 1 + n % 5, f"{rng.normal():.4f}"]
            for n in range(200)
        )
    data = {"source": "table", "path": str(tmp_path / "t.csv"), "target": ["price"]}
    recipe = Recipe.from_dict({"data": data, "loss": {"name": "MSELoss"}})
    driver.do(Prepare(recipe), DescribeData(), *map(DescribeColumn, range(4)))
    described = driver.last(DataDescribed)
    day, colour, rooms, price = driver.of(ColumnDescribed)
    assert described.columns == ("day", "colour", "rooms", "price")
    assert set(described.inputs_of) == {"day", "colour", "rooms"}
    assert len(described.inputs_of) == len(described.inputs)
    assert np.datetime64(round(day.edges[0]), "s") == np.datetime64("2024-01-01")
    assert set(colour.labels) == {"red", "blue"}
    assert colour.missing.sum() == len([n for n in range(200) if n % 3 == 2])
    assert colour.by_split.sum() + colour.missing.sum() == 200
    assert rooms.edges.tolist() == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5]
    assert len(rooms.bands) == 5
    assert np.ptp(rooms.by_target.sum(1)) <= 1
    assert len(price.by_target) == 0


@pytest.mark.parametrize("limit", [0, 40])
def test_findings_lead_to_rows_of_arrays_and_of_tables_also_under_a_limit(
    driver: Driver, tmp_path: Path, limit: int
) -> None:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(90, 6)).astype(np.float32)
    x[45:] = x[:45]
    y = (x[:, 0] > 0).astype(np.int64)
    np.savez(tmp_path / "a.npz", x=x, y=y)
    with (tmp_path / "t.csv").open("w", newline="") as file:
        csv.writer(file).writerows([[*"abcdef", "y"], *([*row, label] for row, label in zip(x, y, strict=True))])
    for data in ({"source": "arrays", "path": "a.npz"}, {"source": "table", "path": "t.csv", "target": ["y"]}):
        own = Driver()
        data |= {"path": str(tmp_path / data["path"]), "limit": limit, "task": "classification"}
        recipe = Recipe.from_dict({"data": data})
        own.do(Prepare(recipe))
        found = next(each for each in own.last(Prepared).data.findings if each.code == "same-row-in-splits")
        own.do(FindExamples(items=found.items))
        places = own.last(ExamplesFound).places
        assert len(places) == len(found.items)
        own.do(Browse(tuple(places[:2].tolist())))
        assert np.allclose(*own.last(Browsed).inputs)
        if data["source"] == "table":
            assert own.last(Browsed).names == found.items[:2]


def test_a_class_that_is_called_like_a_row_is_not_taken_for_it(driver: Driver, tmp_path: Path) -> None:
    rows = [f"{n / 7:.3f},{n % 9 == 0:d}" for n in range(90)]
    (tmp_path / "t.csv").write_text("x,y\n" + "\n".join(rows) + "\n")
    recipe = Recipe.from_dict({"data": {"source": "table", "path": str(tmp_path / "t.csv"), "target": ["y"],
                                        "task": "classification"}})  # fmt: skip
    driver.do(Prepare(recipe), FindExamples(items=("1", "2", "20")), FindExamples(items=("1",), classes=True))
    rows_found, classes_found = driver.of(ExamplesFound)
    driver.do(Browse(tuple(rows_found.places.tolist())))
    assert driver.last(Browsed).names == ("2", "20")
    assert len(classes_found.places) == 10
