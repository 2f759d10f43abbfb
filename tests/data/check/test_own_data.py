"""A person's own folder or table is checked when it is read, each finding where it belongs and nowhere else."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from trainer_core.data import load_dataset

CLASSES = ("cat", "dog")


def picture(seed: int, side: int = 32) -> Image.Image:
    """A smooth picture in colour, another for each seed."""
    coarse = np.random.default_rng(seed).integers(0, 256, (5, 5, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((side, side), Image.Resampling.BICUBIC)


def fill(folder: Path, count: int, first: int, side: int = 32) -> None:
    folder.mkdir(parents=True)
    for number in range(count):
        picture(first + number, side).save(folder / f"{number:02}.png")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two classes of 20 different pictures."""
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    for place, name in enumerate(CLASSES):
        fill(tmp_path / "pets" / name, 20, 100 * place)
    return tmp_path / "pets"


def found(path: Path, source: str = "folder", **arguments):
    arguments = {"side": 32, "unreadable": "skip", **arguments} if source == "folder" else arguments
    dataset = load_dataset(source, validation_share=10, seed=0, path=path, **arguments)
    return {finding.code: finding for finding in dataset.findings}


def test_a_clean_folder_has_no_findings(folder):
    assert not found(folder)


def test_files_that_cannot_be_read_are_named_with_the_reason(folder):
    whole = (folder / "cat" / "03.png").read_bytes()
    (folder / "cat" / "03.png").write_bytes(whole[: len(whole) // 2])
    (folder / "dog" / "05.png").write_bytes(b"not a picture")

    finding = found(folder)["unreadable"]

    assert finding.items == ("cat/03.png", "dog/05.png")
    assert "the first is cat/03.png: " in str(finding.message)
    assert dict(finding.offers[0].values) == {"data.unreadable": "stop"}


def test_the_same_photo_in_training_and_test_folders_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    for split, first in (("train", 0), ("test", 1000)):
        for place, name in enumerate(CLASSES):
            fill(tmp_path / "pets" / split / name, 15, first + 100 * place)
    picture(4).save(tmp_path / "pets" / "test" / "cat" / "again.jpg", quality=85)

    finding = found(tmp_path / "pets")["same-picture-in-splits"]

    assert set(finding.items) == {"train/cat/04.png", "test/cat/again.jpg"}


def test_the_same_photo_in_two_classes_is_found(folder):
    picture(7).save(folder / "dog" / "cat?.png")

    assert set(found(folder)["same-picture-in-classes"].items) == {"cat/07.png", "dog/cat?.png"}


def test_class_folders_that_hold_the_classes_are_told(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    for house, first in (("north", 0), ("south", 1000)):
        for place, name in enumerate(CLASSES):
            fill(tmp_path / "houses" / house / name, 12, first + 100 * place)

    finding = found(tmp_path / "houses")["folders-too-high"]

    assert finding.items == CLASSES
    assert "north, south" in str(finding.message)


def test_classes_a_level_below_the_folder_are_told(folder):
    finding = found(folder.parent)["classes-deeper"]

    assert (finding.severity, finding.items) == ("note", ("pets",))
    assert "they were found in pets" in str(finding.message)


def test_pictures_beside_the_class_folders_are_told(folder):
    for number in range(2):
        picture(70 + number).save(folder / f"loose{number}.png")

    finding = found(folder)["outside-classes"]

    assert finding.items == ("loose0.png", "loose1.png")
    assert "2 pictures are outside the class folders" in str(finding.message)


def test_groups_that_a_random_split_tears_apart_are_told(folder, patients):
    for kind in CLASSES:
        for number, path in enumerate(sorted((folder / kind).iterdir())):
            path.rename(path.with_name(f"{kind}{number // 5}-{number}.png"))

    finding = found(folder, group_pattern="{group}-*")["group-divided"]

    assert len(finding.items) == 5
    assert len({name.partition("-")[0] for name in finding.items}) == 1
    assert dict(finding.offers[0].values) == {"data.split": "group"}
    assert "group-divided" not in found(folder, group_pattern="{group}-*", split="group")

    path = patients(lambda number, row: {"visitor": number // 4, **row})
    of_rows = of_table(path, group="visitor")["group-divided"]
    first = int(of_rows.items[0]) - 2
    assert sorted(map(int, of_rows.items)) == [2 + first // 4 * 4 + place for place in range(4)]
    assert "group-divided" not in of_table(path, group="visitor", split="group")


def test_groups_in_folders_that_the_data_brings_are_not_told(folder):
    (folder / "train").mkdir()
    for kind in CLASSES:
        (folder / kind).rename(folder / "train" / kind)
    for part, first in (("val", 500), ("test", 600)):
        for place, kind in enumerate(CLASSES):
            fill(folder / part / kind, 4, first + 10 * place)

    assert "group-divided" not in found(folder, group_pattern="{group}*")


def test_pictures_of_very_different_sizes_are_told(folder):
    picture(50, 300).save(folder / "cat" / "large.png")

    finding = found(folder)["sizes-vary"]

    assert "cat/large.png" in finding.items
    assert "(300 × 300)" in str(finding.message)


def test_long_pictures_are_offered_to_be_kept_whole(folder):
    for number in range(6):
        picture(60 + number).resize((64, 24)).save(folder / "cat" / f"long{number}.png")

    assert dict(found(folder)["cut-off"].offers[0].values) == {"data.fit": "pad"}
    assert "cut-off" not in found(folder, fit="pad")


@pytest.fixture
def patients(tmp_path):
    """Writes a table of 60 patients with 4 visits each, as changed by a function of row number and row."""

    def write(change=lambda number, row: row, name="patients.csv"):
        random = np.random.default_rng(0)
        rows = []
        for number in range(240):
            age, pressure = int(random.integers(20, 80)), float(random.normal(120, 15))
            row = {
                "age": age,
                "pressure": round(pressure, 2),
                "weight": round(float(random.normal(70, 12)), 2),
                "pulse": round(float(random.normal(70, 9)), 3),
                "height": round(float(random.normal(170, 9)), 3),
                "ill": "yes" if age + pressure + random.normal(0, 25) > 170 else "no",
            }
            rows.append(change(number, row))
        with (tmp_path / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return tmp_path / name

    return write


def of_table(path, **arguments):
    return found(path, "table", target=["ill"], **arguments)


def test_a_clean_table_has_no_findings(patients):
    assert not of_table(patients())


def test_what_is_wrong_with_columns_is_told_by_their_names(patients):
    def change(number, row):
        return {
            "patient_id": number // 4,
            "record_id": f"r{number:05}",
            "country": "KR",
            **row,
            "weight": 9999 if number == 11 else row["weight"],
            "therapy": "A" if row["ill"] == "yes" else "none",
        }

    findings = of_table(patients(change))

    assert {code: finding.items for code, finding in findings.items()} == {
        "identifier": ("record_id",),
        "constant": ("country",),
        "group": ("patient_id",),
        "outliers": ("weight",),
        "gives-target-away": ("therapy",),
    }
    assert dict(findings["group"].offers[0].values) == {"data.group": "patient_id", "data.split": "group"}
    assert dict(findings["gives-target-away"].offers[0].values) == {"data.left_out": ["therapy"]}


def test_what_a_finding_offers_makes_it_go(patients):
    path = patients(lambda number, row: {"patient_id": number // 4, **row})

    assert "group" not in of_table(path, group="patient_id", split="group")


def test_an_identifier_that_is_learnt_from_is_a_warning(patients):
    path = patients(lambda number, row: {"record_id": f"r{number:05}", **row})

    finding = of_table(path, features=["record_id", "age"])["identifier"]

    assert finding.severity == "warning"
    assert dict(finding.offers[0].values) == {"data.features": ["age"]}


def test_rows_are_named_as_an_editor_numbers_them(patients):
    first = {}

    def change(number, row):
        first.setdefault("row", row)
        return dict(first["row"]) if number == 200 else row

    findings = of_table(patients(change))

    (finding,) = findings.values()
    assert finding.code in ("same-row", "same-row-in-splits")
    assert set(finding.items) == {"2", "202"}


def test_rows_without_a_target_are_counted(patients):
    finding = of_table(patients(lambda number, row: row if number % 2 else {**row, "ill": ""}))["missing-target"]

    assert "120 of 240 rows" in str(finding.message)


def test_a_feature_that_is_mostly_missing_is_named(patients):
    path = patients(lambda number, row: {**row, "pulse": row["pulse"] if number % 5 == 0 else ""})

    assert of_table(path)["mostly-missing"].items == ("pulse",)


def test_what_validation_and_test_rows_hold_changes_nothing_that_is_fitted_or_called_a_leak(patients):
    one = load_dataset("table", validation_share=10, seed=0, path=patients(), target=["ill"])
    learnt = set(one.train.rows.tolist())

    def change(number, row):
        # In the rows that are not trained on, the weight is all that it takes.
        return row if number in learnt else {**row, "weight": 500.0 if row["ill"] == "yes" else 1.0, "pulse": 1e6}

    other = load_dataset("table", validation_share=10, seed=0, path=patients(change, "other.csv"), target=["ill"])

    assert set(other.train.rows.tolist()) == learnt
    assert other.preprocessing["table"] == one.preprocessing["table"]
    assert (other.mean, other.std) == (one.mean, one.std)
    assert "gives-target-away" not in {finding.code for finding in other.findings}


def test_data_that_comes_with_the_program_is_not_checked():
    assert load_dataset("iris", validation_share=10, seed=0).findings == ()


def test_findings_of_a_limited_table_name_the_rows_of_the_file(tmp_path):
    random = np.random.default_rng(0)
    values = random.normal(size=(400, 3)).round(4)
    values[1:20:2] = values[:20:2]
    path = tmp_path / "table.csv"
    path.write_text("a,b,y\n" + "".join(f"{a},{b},{y}\n" for a, b, y in values))

    limited = found(path, "table", target=["y"], limit=100)["same-row"]

    pairs = zip(limited.items[::2], limited.items[1::2], strict=True)
    assert all(int(other) - int(one) == 1 and int(one) % 2 == 0 and int(one) <= 20 for one, other in pairs)
