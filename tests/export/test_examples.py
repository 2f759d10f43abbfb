"""Lists of examples as CSV files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from trainer_core.data.corrections import ExampleKey
from trainer_core.errors import DataError
from trainer_core.export.examples import listed_lines, named_lines, save_lines
from trainer_core.protocol.commands import Split
from trainer_core.protocol.data_browsing import NamedExample
from trainer_core.protocol.reports import ListedExample


def test_a_list_is_read_back_from_its_file(tmp_path: Path) -> None:
    listed = [ListedExample(3, ExampleKey(file="개/a, b.png"), "개", 2.5, 1.25, 2.5, right=False)]
    save_lines(tmp_path / "list.csv", listed_lines(listed))
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {
        "example": "개/a, b.png",
        "index": "3",
        "label": "개",
        "score": "2.5",
        "loss": "1.25",
        "mean_loss": "2.5",
        "right": "0",
    }


def test_named_examples_have_the_paths_of_their_files(tmp_path: Path) -> None:
    named = NamedExample(7, Split.TEST, 1, ExampleKey(row=4, of="test"), "", "", "Coat", (4.0,))
    save_lines(tmp_path / "list.csv", named_lines([named]))
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["example", "part", "index", "label", "path"],
            ["test 4", "test", "1", "Coat", ""],
        ]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="none"):
        save_lines(tmp_path / "none" / "list.csv", named_lines([]))
