"""Rows of a table's file as they stand there: the same rows that the reader reads, by the same numbers."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.data.tables.test_table_files import write_workbook
from trainer_core.data.tables.cells import first_rows, open_cells
from trainer_core.data.tables.read import Reading, read_table
from trainer_core.errors import DataError


def written(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


def rows_by_reader(path: Path, reading: Reading) -> tuple[list[int], list[str]]:
    """The numbers of the rows that are read, and the texts of the first column."""
    table = read_table(path, reading)
    column = table.columns[0]
    return table.row_numbers().tolist(), [column.labels[code].as_py() for code in column.values]


ROWS = [f"r{n:03},{n},x" for n in range(300)]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("name,a,b\n" + "\n".join(ROWS) + "\n", "utf-8"),
        ("name,a,b\r\n" + "\r\n".join(ROWS), "utf-8-sig"),
        ("name,a,b\r" + "\r".join(ROWS), "utf-8"),
        ("name,a,b\n\n" + "\n\n".join(ROWS) + "\n\n", "utf-8"),
        ("Made by a program\n\nname,a,b\n" + "\n".join(ROWS) + "\n", "utf-8"),
        ("이름,a,b\n" + "\n".join(ROWS).replace("x", "값") + "\n", "cp949"),
        ("name,a,b\n" + "\n".join(ROWS) + "\n", "utf-16"),
        ("name,a,b\n" + "\n".join(ROWS[:100]) + "\nragged\n" + "\n".join(ROWS[100:]) + "\n", "utf-8"),
        ("name,a,b\n" + "\n".join(row.replace("x", '"in, ""quotes"""') for row in ROWS) + "\n", "utf-8"),
        ("name,a,b\n" + "\n".join(row.replace("x", '"two\nlines"') for row in ROWS) + "\n", "utf-8"),
        ("name,a,b\n" + "\n".join(row.replace("x", '5"') for row in ROWS[:-1]) + "\n" + ROWS[-1] + "\n", "utf-8"),
        ("name,a,b\n" + "\n".join(row.replace("x", '5"') for row in ROWS) + "\n", "utf-8"),
        ("\n".join(ROWS) + "\n", "utf-8"),
    ],
)
def test_each_row_is_found_under_the_number_that_the_reader_gives_it(
    tmp_path: Path, content: str, encoding: str
) -> None:
    path = written(tmp_path / "t.csv", content, encoding)
    numbers, first = rows_by_reader(path, Reading())
    cells = open_cells(path, Reading())
    assert len(numbers) == 300
    assert [row[0] for row in cells.read(numbers)] == first
    assert [row[0] for row in cells.read(numbers[250:2:-9])] == first[250:2:-9]
    assert all(len(row) == len(cells.names) == 3 for row in cells.read([1, 2, 3, 400, 9999]))


def test_the_first_rows_of_a_short_table_keep_their_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", 'name,note\nAda,"two\nlines"\nBob,plain\n', "utf-8")
    cells, numbers = first_rows(path, Reading(), 8)
    assert cells.read(numbers) == [("Ada", "two\nlines"), ("Bob", "plain")]


def test_cells_are_as_they_were_typed(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "id;weight;note\n007;1,50;NA\n008; 2,5 ;\n")
    cells = open_cells(path, Reading())
    assert cells.names == ("id", "weight", "note")
    assert cells.read([2, 3]) == [("007", "1,50", "NA"), ("008", " 2,5 ", "")]
    assert cells.numeric == (False, True, False)


def test_a_separator_that_a_person_set_cuts_the_cells(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "a,b;c\n1,2;3\n")
    assert open_cells(path, Reading(separator=";")).read([2]) == [("1,2", "3")]
    assert open_cells(path, Reading(separator=",", header="no")).read([1]) == [("a", "b;c")]


def test_rows_of_parquet_are_found_forwards_and_backwards(tmp_path: Path) -> None:
    table = pa.table({"n": list(range(1000)), "word": [f"w{n}" for n in range(1000)], "x": [None, 0.5] * 500})
    pq.write_table(table, tmp_path / "t.parquet", row_group_size=100)
    cells = open_cells(tmp_path / "t.parquet", Reading())
    assert cells.numeric == (True, False, True)
    assert cells.read([1000, 1, 501]) == [("999", "w999", "0.5"), ("0", "w0", ""), ("500", "w500", "")]
    assert cells.read([2]) == [("1", "w1", "0.5")]
    assert read_table(tmp_path / "t.parquet").row_numbers()[0] == 1


def test_rows_of_a_workbook_keep_their_numbers(tmp_path: Path) -> None:
    write_workbook(tmp_path / "t.xlsx", sheet=[["name", "size"], ["a", 1.5], [None, None], ["b", 2]])
    numbers = read_table(tmp_path / "t.xlsx").row_numbers().tolist()
    assert numbers == [2, 4]
    assert open_cells(tmp_path / "t.xlsx", Reading()).read(numbers) == [("a", "1.5"), ("b", "2")]


def test_a_file_that_has_changed_since_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "a,b\n1,2\n3,4\n")
    cells = open_cells(path, Reading())
    path.write_text("a,b\n1,2\n3,4\n5,6\n")
    with pytest.raises(DataError, match="has changed since it was read"):
        cells.read([2])
    path.unlink()
    with pytest.raises(DataError, match="could not be read"):
        cells.read([2])
