"""Tables in text that are read in pieces: the rows of the whole, in their order, in little memory."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from trainer_core.data.tables.pieces import Layout, parsed_pieces
from trainer_core.data.tables.read import Reading, read_table, stream_table
from trainer_core.data.tables.reported import Reported
from trainer_core.data.tables.table import ColumnType, Table

Read = Callable[..., Table]


def texts(table: Table, name: str) -> list[str | None]:
    column = table[name]
    names = [*column.names(), None]
    return [names[code] for code in column.values]


def test_a_row_longer_than_a_block_is_read(read: Read) -> None:
    long = "x" * 5_000_000
    table = read(f"a,b\n1,{long}\n2,y\n")
    assert table["a"].values.tolist() == [1.0, 2.0]


def test_a_large_table_keeps_numbers_in_half_the_memory(monkeypatch: pytest.MonkeyPatch, read: Read) -> None:
    monkeypatch.setattr("trainer_core.data.tables.delimited.COMPACT_ABOVE", 10)
    table = read("a,b,c,d\n1.1,20000001,1e9,1\n2.2,20000002,1000000001.5,2\n3.3,20000003,1000000002,3\n")
    assert [column.values.dtype for column in table] == [np.float32, np.float64, np.float64, np.float32]
    assert table["b"].values.tolist() == [20000001, 20000002, 20000003]


def test_a_stream_gives_the_rows_of_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer_core.data.tables.delimited._BLOCK", 1024)
    path = tmp_path / "table.csv"
    rows = [f"{row},{'red' if row % 3 else 'blue'}" for row in range(3000)]
    rows[10], rows[1700] = "bad", "1,2,3"
    path.write_text("a,b\n" + "\n".join(rows) + "\n")
    types = {"a": ColumnType.NUMBER, "b": ColumnType.CATEGORY}
    parts = list(stream_table(path, Reading(types=types)))
    whole = read_table(path)
    assert len(parts) > 2
    assert np.concatenate([part["a"].values for part in parts]).tolist() == whole["a"].values.tolist()
    assert np.concatenate([part.row_numbers() for part in parts]).tolist() == whole.row_numbers().tolist()
    assert [text for part in parts for text in texts(part, "b")] == texts(whole, "b")


@pytest.fixture
def in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a few rows of a table at once, so that it takes many pieces."""
    monkeypatch.setattr("trainer_core.data.tables.delimited._BLOCK", 256)
    monkeypatch.setattr("trainer_core.data.tables.delimited._BYTES_A_COLUMN", 1)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.usefixtures("in_small_pieces")
def test_rows_keep_their_order_and_numbers_over_many_pieces(read: Read, ends: str) -> None:
    rows = [f"{row},{row / 4}" for row in range(2000)]
    rows[3], rows[900], rows[1999] = "1,2,3", "bad", "7"
    table = read(ends.join(["a note above", "", '"a",b', *rows[:50], "", "", *rows[50:]]) + ends)
    kept = [row for row in range(2000) if row not in (3, 900, 1999)]
    assert table["a"].values.tolist() == kept
    assert table["b"].values.tolist() == [row / 4 for row in kept]
    assert table.skipped == (3 + 3 + 1, 3 + 900 + 1, 3 + 1999 + 1)


@pytest.mark.parametrize("ends", ["\n", "\r"])
def test_a_text_of_any_line_ends_is_cut_into_pieces(ends: str) -> None:
    text = ends.join(["a,b", *[f"{row},1" for row in range(1000)]]).encode()
    layout = Layout(["a", "b"], 0, True, False, ",", None)
    file = Reported(io.BytesIO(text), len(text), lambda part: None)
    pieces = [sum(batch.num_rows for batch in batches) for batches, _ in parsed_pieces(file, 256, layout)]
    assert (sum(pieces), len(pieces) > 3) == (1000, True)


@pytest.mark.usefixtures("in_small_pieces")
def test_a_header_longer_than_a_piece_is_read(read: Read) -> None:
    names = [f"a rather long name of column {place}" for place in range(100)]
    table = read("\n".join([",".join(names), *[",".join(str(row) for _ in names) for row in range(9)]]))
    assert table.names == tuple(names)
    assert table[names[-1]].values.tolist() == list(range(9))


@pytest.mark.usefixtures("in_small_pieces")
def test_a_column_that_turns_to_text_late_is_read_as_text(read: Read) -> None:
    cells = ["1"] * 1500 + ["about 2"] * 1500
    table = read("a,b\n" + "".join(f"{cell},{place % 2}\n" for place, cell in enumerate(cells)))
    assert texts(table, "a") == cells
    assert table["b"].values.tolist() == [place % 2 for place in range(3000)]
