"""A folder of pictures becomes the data of a run: parts, labels, files, and sentences on what was left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.data.pictures.conftest import Painted
from trainer_core.data import Dataset, load_dataset
from trainer_core.data.examples import RawData, no_progress
from trainer_core.data.pictures.decoding import Decoding, decoded
from trainer_core.data.pictures.grouping import groups_by_name, proposed_pattern
from trainer_core.data.sources import sources
from trainer_core.errors import DataError


def read(root: Path, **arguments: Any) -> RawData:
    return sources.read("folder", progress=no_progress, seed=0, path=root, side=8, **arguments)


def load(root: Path, **arguments: Any) -> Dataset:
    return load_dataset("folder", validation_share=25, seed=1, path=root, side=8, **arguments)


def many(*classes: str, each: int = 8) -> list[str]:
    return [f"{label}/{number}.png" for label in classes for number in range(each)]


def test_classes_are_numbered_in_the_order_of_their_names(paint: Painted) -> None:
    root = paint("zebra/1.png", "cat/1.png", "cat/2.png")
    data = read(root)
    assert (data.class_names, data.train.targets.tolist()) == (("cat", "zebra"), [0, 1, 0])
    assert data.test is None
    assert data.validation is None
    pixels, _ = data.train.gathered()
    for place, name in enumerate(("cat/1.png", "zebra/1.png", "cat/2.png")):
        assert np.array_equal(pixels[place].numpy(), decoded((root / name).read_bytes(), Decoding(8)).pixels)


def test_a_few_examples_are_of_all_classes(paint: Painted) -> None:
    data = load(paint(*many("cat", "dog", "fox", each=30)), limit=6)
    for part in (data.train, data.validation, data.test):
        assert torch.bincount(part.targets, minlength=3).min() >= 1
        assert part.mapped


def test_every_part_knows_the_file_of_each_example(paint: Painted) -> None:
    root = paint(*many("cat", "dog"))
    read(root)
    paint("bird/new.png", "bird/newer.png")
    data = load(root)
    assert data.file_of_row is not None
    for part in (data.train, data.validation, data.test):
        assert part.rows is not None
        for place in range(len(part)):
            file = data.files[int(data.file_of_row[part.rows[place]])]
            assert data.class_names[int(part.targets[place])] == file.name.partition("/")[0]
            wanted = decoded(file.path.read_bytes(), Decoding(8)).pixels
            assert np.array_equal(part.at(torch.tensor([place])).gathered()[0][0].numpy(), wanted)


def test_the_examples_are_the_same_however_the_cache_came_to_hold_them(paint: Painted, cache: Path) -> None:
    root = paint(*many("cat", "dog", each=4))
    read(root)
    paint("bird/1.png", "bird/2.png")
    grown = load(root)
    cache.rename(cache.with_name("aside"))
    fresh = load(root)
    for one, other in zip(
        (grown.train, grown.validation, grown.test), (fresh.train, fresh.validation, fresh.test), strict=True
    ):
        assert all(torch.equal(a, b) for a, b in zip(one.gathered(), other.gathered(), strict=True))
    assert grown.files == fresh.files


def test_the_folder_s_own_parts_are_kept(paint: Painted) -> None:
    root = paint(*(f"{part}/{label}/{part}.png" for part in ("train", "val", "test") for label in ("cat", "dog")))
    data = read(root)
    assert data.test is not None
    assert data.validation is not None
    assert [len(part) for part in (data.train, data.validation, data.test)] == [2, 2, 2]
    assert {file.name for file in data.files} == {
        f"{p}/{c}/{p}.png" for p in ("train", "val", "test") for c in ("cat", "dog")
    }


def test_numbers_in_a_table_are_targets(paint: Painted) -> None:
    root = paint("1.png", "2.png")
    (root / "ages.csv").write_text("file,age\n2.png,7\n1.png,1.5\n")
    data = read(root)
    assert (data.task, data.target_names, data.class_names) == ("regression", ("age",), ())
    assert torch.equal(data.train.targets, torch.tensor([[1.5], [7.0]]))
    assert data.files[-1].name == "ages.csv"


def test_a_group_stays_in_one_part(paint: Painted) -> None:
    root = paint(*many("all", each=20))
    rows = "".join(f"{number}.png,{number % 2},p{number // 4}\n" for number in range(20))
    (root / "patients.csv").write_text("file,label,patient\n" + rows)
    arguments = {"labels": root / "patients.csv", "target": "label", "group": "patient", "task": "classification"}
    data = load(root, split="group", **arguments)
    assert data.file_of_row is not None

    def patients(rows: torch.Tensor) -> set[int]:
        return {int(Path(data.files[place].name).stem) // 4 for place in data.file_of_row[rows].tolist()}

    parts = [patients(part.rows) for part in (data.train, data.validation, data.test)]
    assert sum(len(part) for part in parts) == len(set().union(*parts)) == 5


def test_pictures_whose_names_begin_alike_stay_in_one_part(paint: Painted) -> None:
    names = [f"{label}/p{patient}_{shot}.png" for label in ("ill", "well") for patient in range(6) for shot in range(4)]
    data = load(paint(*names), split="group", group_pattern="{group}_*")
    assert data.file_of_row is not None

    def patients(rows: torch.Tensor) -> set[str]:
        return {Path(data.files[place].name).stem.partition("_")[0] for place in data.file_of_row[rows].tolist()}

    parts = [patients(part.rows) for part in (data.train, data.validation, data.test)]
    assert all(parts)
    assert sum(len(part) for part in parts) == len(set().union(*parts)) == 6


@pytest.mark.parametrize(
    ("pattern", "names", "groups"),
    [
        ("{group}_*", ("a/p1_2.png", "b/p1_3.jpg", "a/p10_2.png"), ("p1", "p1", "p10")),
        ("*-{group}-*", ("x-7-1.png", "y-7-2.b.png"), ("7", "7")),
        ("*/{group}/*", ("cat/tom/1.png", "dog/rex/1.png"), ("tom", "rex")),
        ("({group})", ("(1).png", "(2).png"), ("1", "2")),
        ("*_{group}_*_*", ("a_b_p1_2_3.png", "p_p1__.png"), ("p1", "p1")),
        ("a*{group}", ("abc.png", "ad.png"), ("c", "d")),
    ],
)
def test_a_pattern_says_which_names_belong_together(
    pattern: str, names: tuple[str, ...], groups: tuple[str, ...]
) -> None:
    assert groups_by_name(names, pattern) == groups


def test_a_pattern_of_many_stars_is_answered_for_a_long_name() -> None:
    with pytest.raises(DataError, match="does not fit"):
        groups_by_name(["a" * 200], "*a" * 30 + "*{group}b")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [("*_*", "needs {group} once"), ("{group}{group}", "needs {group} once"), ("{group}_*", r"1 picture .*cat/7\.png")],
)
def test_a_pattern_that_does_not_fit_is_a_sentence(paint: Painted, pattern: str, words: str) -> None:
    root = paint("cat/a_1.png", "dog/b_1.png", "cat/7.png")
    with pytest.raises(DataError, match=words):
        read(root, group_pattern=pattern)


def damage(root: Path) -> None:
    (root / "cat/0.png").write_bytes((root / "cat/0.png").read_bytes()[:80])
    (root / "dog/0.png").write_bytes(b"no picture")


def test_unreadable_files_stop_and_all_of_them_are_named(paint: Painted) -> None:
    root = paint(*many("cat", "dog"))
    damage(root)
    with pytest.raises(
        DataError, match=r'2 files .* cat/0\.png: it is truncated.* data\.unreadable to "skip"'
    ) as caught:
        read(root)
    assert [name for name, _ in caught.value.message.facts["files"]] == ["cat/0.png", "dog/0.png"]


def test_unreadable_files_are_left_out_where_that_is_asked_and_each_is_told(paint: Painted) -> None:
    root = paint(*many("cat", "dog"))
    damage(root)
    data = read(root, unreadable="skip")
    assert len(data.train) == len(data.files) == 14
    assert [str(note) for note in data.notes] == [
        "cat/0.png is left out: it is truncated: its end is missing.",
        "dog/0.png is left out: it is not a PNG, JPEG, GIF, BMP, WebP or TIFF file, or its start is damaged.",
    ]


def test_what_is_left_out_and_what_is_new_is_told(paint: Painted) -> None:
    root = paint(*many("cat", "dog"))
    (root / "empty").mkdir()
    assert [str(note) for note in read(root).notes] == [
        "1 class folder holds no pictures and is left out: empty.",
    ]
    paint("dog/new.png")
    (root / "cat/0.png").unlink()
    assert [str(note) for note in read(root).notes][1:] == [
        "1 picture is new since the folder was last read: dog/new.png.",
        "1 picture is gone since the folder was last read: cat/0.png.",
    ]
    (root / "labels.csv").write_text("file,label\ncat/1.png,a\ncat/2.png,b\ncat/2.png,c\ncat/3.png,\ngone.png,d\n")
    told = [str(note) for note in read(root, labels=root / "labels.csv").notes]
    assert told[0] == "The labels are those in column label of labels.csv."
    assert "1 picture has no label in the table and is left out: cat/3.png." in told
    assert "1 row of the table names no picture that is here: gone.png." in told
    assert "1 picture has two different labels in the table, of which the first is taken: cat/2.png." in told


def test_a_single_class_is_refused(paint: Painted) -> None:
    with pytest.raises(DataError, match="of one class, cat"):
        read(paint("cat/1.png", "cat/2.png"))


def test_a_class_whose_pictures_are_all_unreadable_is_no_second_class(paint: Painted) -> None:
    root = paint("cat/1.png", "dog/1.png")
    (root / "dog/1.png").write_bytes(b"x")
    with pytest.raises(DataError, match="of one class, cat"):
        read(root, unreadable="skip")


def test_a_class_with_a_single_picture_is_trained_on(paint: Painted) -> None:
    data = load(paint(*many("cat", "dog"), "rare/1.png"))
    assert data.class_names == ("cat", "dog", "rare")
    assert sum(int((part.targets == 2).sum()) for part in (data.train, data.validation, data.test)) == 1


def test_no_readable_picture_at_all_is_a_sentence(paint: Painted) -> None:
    root = paint("cat/1.png", "dog/1.png")
    for name in ("cat/1.png", "dog/1.png"):
        (root / name).write_bytes(b"x")
    with pytest.raises(DataError, match="None of the pictures"):
        read(root, unreadable="skip")


def test_only_test_pictures_are_a_sentence(paint: Painted) -> None:
    root = paint("1.png", "2.png")
    (root / "labels.csv").write_text("file,label,split\n1.png,a,test\n2.png,b,test\n")
    with pytest.raises(DataError, match="training part"):
        read(root)


NAMES = [f"patient{number % 6:02}_{number:02}.png" for number in range(24)]


@pytest.mark.parametrize(
    ("names", "pattern"),
    [
        (NAMES, "{group}_*"),
        ([f"cats/{name}" for name in NAMES], "{group}_*"),
        ([f"scan_{name}" for name in NAMES], "scan_{group}_*"),
        ([f"{number}-Subject-{number % 5}-left.jpg" for number in range(20)], ""),
        ([*NAMES, "other.png"], ""),
        ([f"patient{number}_0.png" for number in range(24)], ""),
        ([name.replace("patient", "image") for name in NAMES], ""),
        (NAMES[:1], ""),
    ],
)
def test_names_that_speak_of_a_subject_propose_a_pattern(names, pattern):
    assert proposed_pattern(names) == pattern
    if pattern:
        assert len(set(groups_by_name(names, pattern))) in (5, 6)


def test_pictures_of_a_subject_are_found_and_their_pattern_keeps_them_together(paint):
    root = paint(*(f"{('ill', 'well')[number % 2]}/{name}" for number, name in enumerate(NAMES)))
    found = {each.code: each for each in load(root).findings}
    offered = dict(found["group"].offers[0].values)
    assert offered == {"data.group_pattern": "{group}_*", "data.split": "group"}
    assert len(found["group"].items) == 4
    together = load(root, **{key.removeprefix("data."): value for key, value in offered.items()})
    assert "group" not in {each.code for each in together.findings}


def test_a_column_of_subjects_in_the_table_of_labels_is_found_and_keeps_them_together(paint):
    root = paint(*(f"p{number}.png" for number in range(24)))
    rows = [f"p{number}.png,{('ill', 'well')[number % 2]},case{number % 6}" for number in range(24)]
    (root / "labels.csv").write_text("\n".join(["file,finding,patient_id", *rows]))
    data = load(root)
    assert data.labels.class_names == ("ill", "well"), "what a picture is of is no label"
    found = next(each for each in data.findings if each.code == "group")
    assert "patient_id" in str(found.message)
    assert sorted(found.items) == sorted(f"p{number}.png" for number in range(24) if f"case{number % 6}" == "case0")
    offered = dict(found.offers[0].values)
    assert offered == {"data.group": "patient_id", "data.split": "group"}
    together = load(root, target="finding", **{key.removeprefix("data."): value for key, value in offered.items()})
    assert "group" not in {each.code for each in together.findings}


@pytest.mark.parametrize("column", ["patient", "colour"])
def test_a_column_that_differs_in_every_row_or_is_called_otherwise_is_no_group(paint, column):
    root = paint(*(f"p{number}.png" for number in range(24)))
    several = 24 if column == "patient" else 6
    rows = [f"p{number}.png,{number % 2},{number % several}" for number in range(24)]
    (root / "labels.csv").write_text("\n".join([f"file,label,{column}", *rows]))
    assert "group" not in {each.code for each in load(root, task="classification").findings}


def test_a_folder_with_new_files_is_not_current_any_more(paint: Painted) -> None:
    root = paint(*many("cat", "dog"))
    data = read(root)
    assert data.is_current is not None
    assert data.is_current()
    paint("dog/new.png")
    assert not data.is_current()
    (root / "dog/new.png").unlink()
    assert data.is_current()
    root.rename(root.with_name("elsewhere"))
    assert not data.is_current()
