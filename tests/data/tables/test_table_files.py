"""Workbooks, Parquet and Arrow files: real ones, written here."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest

from trainer_core.data.tables.gathering import Gathering
from trainer_core.data.tables.read import Reading, read_start, read_table, stream_table
from trainer_core.data.tables.table import ColumnType
from trainer_core.errors import DataError

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    """Write an xlsx file with the least that the format asks for."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/"
                         "content-types'><Default Extension='xml' ContentType='application/xml'/></Types>")  # fmt: skip
        archive.writestr("_rels/.rels", f"<Relationships xmlns='{_PACKAGE}'><Relationship Id='r0' Type='"
                         f"{_RELATIONS}/officeDocument' Target='xl/workbook.xml'/></Relationships>")  # fmt: skip
        listed = "".join(f"<sheet name='{name}' sheetId='{n}' r:id='r{n}'/>" for n, name in enumerate(sheets, 1))
        archive.writestr("xl/workbook.xml", f"<workbook xmlns='{_SHEET}' xmlns:r='{_RELATIONS}'><sheets>{listed}"
                         "</sheets></workbook>")  # fmt: skip
        archive.writestr("xl/styles.xml", f"<styleSheet xmlns='{_SHEET}'><cellXfs><xf numFmtId='0'/>"
                         "<xf numFmtId='14'/></cellXfs></styleSheet>")  # fmt: skip
        related = "".join(f"<Relationship Id='r{n}' Type='{_RELATIONS}/worksheet' Target='worksheets/s{n}.xml'/>"
                          for n in range(1, len(sheets) + 1))  # fmt: skip
        related += f"<Relationship Id='rs' Type='{_RELATIONS}/styles' Target='styles.xml'/>"
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships xmlns='{_PACKAGE}'>{related}</Relationships>")
        for n, rows in enumerate(sheets.values(), 1):
            body = "".join(f"<row r='{r}'>{''.join(map(_cell, row))}</row>" for r, row in enumerate(rows, 1))
            archive.writestr(f"xl/worksheets/s{n}.xml", f"<worksheet xmlns='{_SHEET}'><sheetData>{body}</sheetData>"
                             "</worksheet>")  # fmt: skip
    return path


def _cell(value: Any) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f"<c t='b'><v>{int(value)}</v></c>"
    if isinstance(value, dt.date):
        return f"<c s='1'><v>{(value - dt.date(1899, 12, 30)).days}</v></c>"
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f"<c t='inlineStr'><is><t>{escape(value)}</t></is></c>"


ROWS: list[list[Any]] = [
    ["name", "age", "score", "joined", "member", ""],
    ["김", 31, 1.5, dt.date(2024, 1, 5), True, "x"],
    ["Lee", 42, None, dt.date(2024, 2, 6), False, "y"],
    [None, None, None, None, None, None],
    ["김", 53, "n/a", None, True, "x"],
]


def test_a_workbook_is_read_with_its_types(tmp_path: Path) -> None:
    table = read_table(write_workbook(tmp_path / "book.xlsx", empty=[], people=ROWS, more=[["a"], [1]]))
    assert table.names == ("name", "age", "score", "joined", "member", "column 6")
    assert [column.type for column in table] == [
        ColumnType.CATEGORY,
        ColumnType.WHOLE,
        ColumnType.NUMBER,
        ColumnType.DATE,
        ColumnType.YES_NO,
        ColumnType.CATEGORY,
    ]
    assert table["age"].values.tolist() == [31.0, 42.0, 53.0]
    assert table["score"].missing().tolist() == [False, True, True]
    assert table["joined"].values[:2].tolist() == [dt.datetime(2024, 1, 5), dt.datetime(2024, 2, 6)]
    assert table.sheets[0] == "people"
    assert "The sheet people was read" in str(table.notes[0])
    assert table.row_numbers().tolist() == [2, 3, 5]


def test_a_sheet_can_be_named_and_a_wrong_name_is_said(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "book.xlsx", people=ROWS, more=[["a", "b"], [1, 2]])
    assert read_table(path, Reading(sheet="more"))["b"].values.tolist() == [2.0]
    with pytest.raises(DataError, match="Did you mean people") as error:
        read_table(path, Reading(sheet="poeple"))
    assert error.value.code == "no-sheet"


def test_a_damaged_workbook_is_said(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "book.xlsx", people=ROWS)
    whole = path.read_bytes()
    for cut in (60, len(whole) // 2, len(whole) - 30):
        path.write_bytes(whole[:cut])
        with pytest.raises(DataError, match="cannot be read as a workbook") as error:
            read_table(path)
        assert error.value.code == "damaged-file"


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer_core.data.tables.spreadsheets._LARGEST_UNPACKED", 100)
    with pytest.raises(DataError, match="too much for a workbook"):
        read_table(write_workbook(tmp_path / "book.xlsx", people=ROWS))


def test_an_archive_of_something_else_is_said(tmp_path: Path) -> None:
    path = tmp_path / "pictures.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(DataError, match="is compressed"):
        read_table(path)


def arrow_table() -> pa.Table:
    return pa.table(
        {
            "n": pa.array([1, 2, None], pa.int64()),
            "x": pa.array([1.5, None, float("inf")], pa.float32()),
            "t": pa.array(["a", None, "b"]),
            "c": pa.array(["u", "v", "u"]).dictionary_encode(),
            "b": pa.array([True, None, False]),
            "d": pa.array([dt.date(2024, 1, 5), None, dt.date(2024, 3, 4)]),
            "w": pa.array([dt.datetime(2024, 1, 5, 6, 7)] * 3, pa.timestamp("ns", "Asia/Seoul")),
            "l": pa.array([[1], [2], [3]]),
        }
    )


@pytest.mark.parametrize("suffix", ["parquet", "feather", "arrow", "arrows"])
def test_arrow_and_parquet_keep_their_types(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"table.{suffix}"
    table = arrow_table()
    if suffix == "parquet":
        pq.write_table(table, path)
    elif suffix == "feather":
        feather.write_feather(table, path)
    else:
        new = pa.ipc.new_file if suffix == "arrow" else pa.ipc.new_stream
        with new(path, table.schema) as writer:
            writer.write_table(table)
    read = read_table(path)
    assert read.names == ("n", "x", "t", "c", "b", "d", "w")
    assert np.isnan(read["n"].values).tolist() == [False, False, True]
    assert read["x"].values.dtype == np.float32
    assert read["x"].missing().tolist() == [False, True, True]
    assert read["c"].names() == ["u", "v"]
    assert read["b"].type is ColumnType.YES_NO
    assert read["d"].values[0].item() == dt.datetime(2024, 1, 5)
    assert read["w"].values[0].item() == dt.datetime(2024, 1, 5, 15, 7)
    assert "cannot be learnt from and were left out: l" in " ".join(map(str, read.notes))
    parts = list(stream_table(path, Reading(types={"n": ColumnType.CATEGORY})))
    assert parts[0]["n"].names() == ["1", "2"]


def test_a_damaged_parquet_file_is_said(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    pq.write_table(arrow_table(), buffer)
    whole = buffer.getvalue()
    path = tmp_path / "table.parquet"
    for content in (whole[:-20], whole[:8], whole[:40] + bytes(60) + whole[100:]):
        path.write_bytes(content)
        with pytest.raises(DataError, match="cannot be read as Parquet") as error:
            read_table(path)
        assert error.value.code == "damaged-file"


def test_an_empty_parquet_file_has_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    pq.write_table(arrow_table().slice(0, 0), path)
    table = read_table(path)
    assert table.names[:2] == ("n", "x")
    assert len(table) == 0


def test_a_look_at_a_large_file_takes_memory_for_what_it_reads(tmp_path: Path) -> None:
    same = pa.array(np.zeros(1_000_000))
    pq.write_table(pa.table({f"c{place}": same for place in range(8)}), tmp_path / "t.parquet")
    tracemalloc.start()
    try:
        table, whole = read_start(tmp_path / "t.parquet", Reading(), most=8000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert not whole
    assert 1000 <= len(table) < 100_000
    assert peak < 24_000_000  # all rows take 64 MB


def test_a_table_too_large_for_the_memory_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise MemoryError

    pq.write_table(pa.table({"a": [1.0, 2.0]}), tmp_path / "t.parquet")
    monkeypatch.setattr(Gathering, "add", full)
    with pytest.raises(DataError, match="too large for the memory"):
        read_table(tmp_path / "t.parquet")
