"""What on the clipboard is a table, and where it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer_core.data.tables.pasted import keep_pasted, table_in
from trainer_core.data.tables.read import read_table
from trainer_core.errors import DataError

SHEET = 'name\tage\tnote\r\nAda\t36\t"two\r\nlines"\r\nBob\t41\tplain\r\n'


@pytest.mark.parametrize("text", [SHEET, "a,b\n1,2\n3,4\n", "a;b\n1,5;2\n3,5;4\n", "x\ty\n1\t\n\t2\n3\t4"])
def test_cells_of_a_spreadsheet_and_lines_of_csv_are_a_table(text: str) -> None:
    assert table_in(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "word", "one line, with a comma", "a\nb\nc\n", "/home/ada/photo.png\n", "the cat sat\non the mat\n",
     "Dear Ada,\nthank you for the letter.\nYours, with regards, Bob", 'a,b\n"' + "x" * 200_000 + "\n1,2\n"],
)  # fmt: skip
def test_other_text_is_none(text: str) -> None:
    assert table_in(text) is None


def test_a_table_of_a_web_page_is_taken_cell_by_cell() -> None:
    html = ("<html><body><p>x</p><table><tr><th>name</th><th>size</th></tr><tr><td>a\n b</td><td>1<b>,5</b></td></tr>"
            "<tr><td>c &amp; d</td><td>2</td></tr></table><table><tr><td>z</td><td>z</td></tr></table>")  # fmt: skip
    assert table_in("name size a b", html) == "name\tsize\na b\t1,5\nc & d\t2\n"


def test_a_pasted_table_is_a_file_that_is_read_like_any_other_and_kept_once(tmp_path: Path) -> None:
    path = keep_pasted(SHEET, tmp_path / "pasted")
    table = read_table(path)
    assert path.suffix == ".tsv"
    assert table.names == ("name", "age", "note")
    assert len(table) == 2
    assert keep_pasted(SHEET, tmp_path / "pasted") == path
    assert keep_pasted(SHEET + "Eve\t7\tnew\n", tmp_path / "pasted") != path
    assert len(list((tmp_path / "pasted").iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="cannot be kept in"):
        keep_pasted(SHEET, tmp_path / "file")
