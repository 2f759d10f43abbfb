"""What the pictures of a folder show is read from where they lie, or from a table beside them."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.data.pictures.conftest import Painted
from trainer_core.data.pictures.layout import Layout, layout
from trainer_core.data.pictures.scanning import scan
from trainer_core.errors import DataError


def read(root: Path, **asked: Any) -> Layout:
    return layout(scan(root), **asked)


def labelled(found: Layout) -> dict[str, object]:
    return {file.name: label for file, label in zip(found.files, found.labels, strict=True)}


def test_each_folder_is_a_class_and_classes_are_sorted(paint: Painted) -> None:
    found = read(paint("zebra/1.png", "cat/nested/deep/1.png", "cat/2.png", "고양이/1.png", "Ärger/1.jpg"))
    assert found.class_names == ("cat", "zebra", "Ärger", "고양이")
    assert labelled(found)["cat/nested/deep/1.png"] == "cat"
    assert set(found.splits) == {"training"}


@pytest.mark.parametrize("names", [("train", "val", "test"), ("Training", "valid", "TEST"), ("train", "validation")])
def test_folders_of_splits_say_where_each_picture_belongs(paint: Painted, names: tuple[str, ...]) -> None:
    root = paint(*(f"{split}/{label}/{split}.png" for split in names for label in ("cat", "dog")), "extra/cat/1.png")
    found = read(root)
    wanted = ["training", "validation", "test"][: len(names)]
    assert {file.name.partition("/")[0]: s for file, s in zip(found.files, found.splits, strict=True)} == dict(
        zip(names, wanted, strict=True)
    )
    assert found.class_names == ("cat", "dog")
    assert found.loose == ("extra/cat/1.png",)


def test_files_of_the_system_and_hidden_ones_are_as_if_not_there(paint: Painted) -> None:
    root = paint("cat/1.png", "dog/1.png", "cat/._1.png", "__MACOSX/cat/1.png", ".hidden/1.png")
    for name in ("Thumbs.db", ".DS_Store", "cat/desktop.ini", "dog/Thumbs.db"):
        (root / name).write_bytes(b"x")
    found = scan(root)
    assert [file.name for file in found.pictures] == ["cat/1.png", "dog/1.png"]
    assert found.others == ()


def test_links_in_a_circle_end_and_each_folder_is_read_once(paint: Painted) -> None:
    root = paint("cat/1.png", "dog/1.png")
    (root / "cat" / "up").symlink_to(root)
    (root / "a_link").symlink_to(root / "dog")
    (root / "dog" / "itself.png").symlink_to(root / "dog" / "itself.png")
    found = scan(root)
    assert [file.name for file in found.pictures] == ["cat/1.png", "dog/1.png", "dog/itself.png"]
    assert found.twice == ("a_link", "cat/up")


def test_a_linked_folder_outside_is_read(paint: Painted, tmp_path: Path) -> None:
    root = paint("cat/1.png")
    (root / "dog").symlink_to(paint("../elsewhere/2.png") / "../elsewhere")
    assert labelled(read(root)) == {"cat/1.png": "cat", "dog/2.png": "dog"}


def test_classes_one_level_down_are_found(paint: Painted) -> None:
    found = read(paint("download/animals/cat/1.png", "download/animals/dog/1.png"))
    assert (found.base, found.class_names) == ("download/animals", ("cat", "dog"))


def test_folders_that_several_classes_have_inside_are_told(paint: Painted) -> None:
    root = paint("summer/cat/1.png", "summer/dog/1.png", "winter/cat/1.png", "winter/dog/1.png")
    assert read(root).deeper == ("cat", "dog")
    paint("summer/1.png")
    assert read(root).deeper == ()


def test_a_class_folder_in_place_of_the_folder_of_classes_is_recognised(paint: Painted) -> None:
    root = paint("cat/1.png", "dog/1.png")
    with pytest.raises(DataError, match="Choose the folder that contains it") as caught:
        read(root / "cat")
    assert caught.value.message.facts["parent"] == str(root.resolve())


def test_class_folders_without_pictures_and_pictures_without_class_are_told(paint: Painted) -> None:
    root = paint("cat/1.png", "dog/1.png", "loose.png")
    (root / "empty" / "inner").mkdir(parents=True)
    found = read(root)
    assert (found.class_names, found.empty, found.loose) == (("cat", "dog"), ("empty",), ("loose.png",))


def test_a_folder_that_cannot_be_listed_is_named(paint: Painted, monkeypatch: pytest.MonkeyPatch) -> None:
    root = paint("cat/1.png", "dog/1.png", "locked/1.png")
    real = os.scandir

    def scandir(path: Path | str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert [(name, str(reason)) for name, reason in scan(root).closed] == [
        ("locked", "its permissions do not let it be read")
    ]
    with pytest.raises(DataError, match=r"locked cannot be looked into: its permissions"):
        scan(root / "locked")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("file,label\n1.png,cat\n2.png,dog\n", ("cat", "dog")),
        ("\ufefflabel;file\ncat;1.png\ndog;2.png\n", ("cat", "dog")),
        ("id\tsize\tclass\n1\t3\tcat\n2\t4\tdog\n", ("cat", "dog")),
        ("name,age\n./1.png,3\n2.png,4.5\n", (3.0, 4.5)),
        ("name;age\n1.png;3,25\n2.png;4\n", (3.25, 4.0)),
        ("name,age\n1.png,3\n2.png,old\n", ("3", "old")),
    ],
)
def test_a_table_beside_the_pictures_gives_their_labels(
    paint: Painted, text: str, labels: tuple[str | float, ...]
) -> None:
    root = paint("1.png", "2.png")
    (root / "labels.csv").write_text(text, encoding="utf-8")
    found = read(root)
    assert found.labels == labels
    assert found.numeric == isinstance(labels[0], float)
    assert found.class_names == (() if found.numeric else labels)


def test_labels_in_another_encoding_are_classes_whatever_they_are_called(paint: Painted) -> None:
    root = paint("1.png", "2.png", "3.png", "4.png")
    text = "file;label;note\n1.png;None;a\n2.png;균열;b\n\n3.png;균열;말;c\n4.png;;d\n"
    (root / "labels.csv").write_bytes(text.encode("cp949"))
    found = read(root)
    assert labelled(found) == {"1.png": "None", "2.png": "균열", "3.png": "균열"}
    assert found.unlabelled == ("4.png",)


def test_a_parquet_table_finds_pictures_in_folders_and_by_decomposed_names(paint: Painted) -> None:
    name = unicodedata.normalize("NFD", "é.png")
    root = paint(f"images/{name}", "images/2.png", "images/3.png", "images/4.png")
    columns = {
        "file": ["é.png", "images/2.png", "gone.png", "3.png", "4.png", "2.png"],
        "label": [1.5, 2.5, 3.5, None, 4.5, 9.0],
        "split": ["train", "test", "test", "val", "val", "test"],
    }
    pq.write_table(pa.table(columns), root / "labels.parquet")
    found = read(root)
    assert labelled(found) == {"images/2.png": 2.5, "images/4.png": 4.5, f"images/{name}": 1.5}
    assert found.splits == ("test", "validation", "training")
    assert (found.missing, found.unlabelled, found.repeated) == (("gone.png",), ("images/3.png",), ("images/2.png",))


def test_a_column_says_which_pictures_belong_together(paint: Painted, tmp_path: Path) -> None:
    root = paint("1.png", "2.png", "3.png")
    (tmp_path / "patients.csv").write_text("file,patient,label\n3.png,kim,a\n1.png,lee,b\n2.png,kim,b\n")
    assert read(root, table=tmp_path / "patients.csv", group="patient").groups == ("lee", "kim", "kim")


def test_numbers_are_names_of_classes_where_that_is_asked(paint: Painted) -> None:
    root = paint("1.png", "2.png")
    (root / "labels.csv").write_text("file,label\n1.png,10\n2.png,7\n")
    assert read(root, label_kind="classes").class_names == ("10", "7")


def test_a_table_beside_class_folders_is_used_only_if_it_is_named(paint: Painted) -> None:
    root = paint("cat/1.png", "dog/2.png")
    (root / "ages.csv").write_text("file,age,name\n1.png,10,a\n2.png,7,b\n")
    assert (read(root).numeric, read(root).tables) == (False, ("ages.csv",))
    found = read(root, table=root / "ages.csv", target="age")
    assert (found.labels, found.target) == ((10.0, 7.0), "age")


@pytest.mark.parametrize(
    ("text", "asked", "code"),
    [
        ("file,label\n", {}, "empty-table"),
        ("", {}, "empty-file"),
        ("file\n1.png\n", {}, "no-label-column"),
        ("a,b\nx,y\n", {}, "no-file-column"),
        ("file,age,size\n1.png,1,2\n", {}, "which-column"),
        ("file,age\n1.png,1\n", {"target": "weight"}, "no-such-column"),
        ("file,age\n1.png,1\n", {"group": "patient"}, "no-such-column"),
        ("file,age\n1.png,old\n", {"label_kind": "numbers"}, "not-a-number"),
        (b"PAR1 and nothing more", {}, "damaged-file"),
        (b"\x1f\x8b" + bytes(20), {}, "compressed-file"),
    ],
)
def test_a_table_that_says_nothing_is_refused_with_a_sentence(
    paint: Painted, text: str | bytes, asked: dict[str, str], code: str
) -> None:
    root = paint("1.png", "2.png")
    (root / "labels.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DataError) as caught:
        read(root, **asked)
    assert caught.value.code == code


def test_ten_thousand_files_that_are_no_pictures_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "0.txt").touch()
    found = replace(scan(tmp_path), others=tuple(f"{number}.txt" for number in range(10_000)))
    with pytest.raises(DataError, match=r"no pictures .* 10,000 other files, such as 0\.txt"):
        layout(found)


@pytest.mark.parametrize("made", ["nothing", "empty", "flat", "file"])
def test_a_folder_of_which_nothing_can_be_learnt_is_refused(paint: Painted, tmp_path: Path, made: str) -> None:
    root = tmp_path / "photos"
    if made == "empty":
        (root / "cat").mkdir(parents=True)
    elif made == "flat":
        paint("1.png", "2.png")
    elif made == "file":
        root.write_text("x")
    code = {"nothing": "missing-folder", "empty": "no-pictures", "flat": "no-classes", "file": "not-a-folder"}[made]
    with pytest.raises(DataError) as caught:
        read(root)
    assert caught.value.code == code
