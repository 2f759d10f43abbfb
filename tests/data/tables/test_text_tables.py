"""Tables in text: what is found out about them, and what is made of those that are not as they should be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from trainer_core.data.tables.read import read_clipboard, read_table
from trainer_core.data.tables.survey import guess_encoding
from trainer_core.data.tables.table import ColumnType, Table
from trainer_core.errors import DataError

Read = Callable[..., Table]


def notes(table: Table) -> str:
    return " ".join(str(note) for note in table.notes)


def texts(table: Table, name: str) -> list[str | None]:
    column = table[name]
    names = [*column.names(), None]
    return [names[code] for code in column.values]


@pytest.mark.parametrize(
    ("content", "separator", "decimal"),
    [
        ("a,b\n1.5,2\n3,4\n", ",", "."),
        ("a;b\n1,5;2,5\n3,25;4\n", ";", ","),
        ("a\tb\n1.5\t2\n3\t4\n", "\t", "."),
        ("a|b\n1.5|2\n3|4\n", "|", "."),
        ("a b\n1.5 2\n3 4\n", " ", "."),
        ('a,b\n"1,5",2\n"3,5",4\n', ",", ","),
        ("a,tags\n1.5,x;y\n2.5,y;z\n3,z;x\n", ",", "."),
    ],
)
def test_separator_and_decimal_mark_are_found(read: Read, content: str, separator: str, decimal: str) -> None:
    table = read(content)
    assert table.format is not None
    assert (table.format.separator, table.format.decimal, table.format.header) == (separator, decimal, True)
    assert table.columns[0].values[0] == 1.5


def test_thousands_percent_and_currencies_are_numbers(read: Read) -> None:
    table = read('a;b;c;d\n1.234,5;5 %;€ 3;"-1.000"\n2;7 %;4 €;2.000\n')
    assert table["a"].values.tolist() == [1234.5, 2.0]
    assert table["b"].values.tolist() == [5.0, 7.0]
    assert table["c"].values.tolist() == [3.0, 4.0]
    assert table["d"].values.tolist() == [-1000.0, 2000.0]


def test_what_was_detected_wrongly_can_be_set(read: Read) -> None:
    content = "1;2,5\n3;4,5\n"
    assert read(content).names == ("column 1", "column 2")
    assert read(content, header="yes").names == ("1", "2,5")
    assert texts(read(content, decimal="."), "column 2") == ["2,5", "4,5"]
    assert read(content, separator="comma").names == ("column 1", "column 2")
    assert texts(read(content, separator=","), "column 1") == ["1;2", "3;4"]
    with pytest.raises(DataError, match="must be one sign") as error:
        read(content, separator="ab")
    assert error.value.code == "bad-separator"


@pytest.mark.parametrize(
    ("content", "header"),
    [
        ("name,age\nkim,3\nlee,4\n", True),
        ("1,2\n3,4\n", False),
        ("kim,3\nlee,4\n", False),
        ("animal,sound\ncat,meow\ndog,woof\ncat,purr\n", True),
        ("cat,meow\ndog,woof\ncat,meow\ndog,woof\n", False),
        ("sepal,2019,2020\n1,2,3\n4,5,6\n", True),
        ("day,value\n2024-01-01,1\n2024-01-02,2\n", True),
        ("0,1,2,3,4,5,y\n1.5,2,3,4,5,6,a\n2,3,4,4.5,6,7,b\n3,4,5,6,7,8.5,a\n", True),
        (",0,1,2\n0,1.5,2,3\n1,2.5,3,4\n", True),
        ("0,1,2\n5,5,1\n3,6,2\n", True),
        ("0,1,y\n0.5,3,1\n0.7,4,0\n", True),
        ("0,1,2\n3,4,5\n6,7,8\n", False),
        ("0,1,good\n1,0,bad\n2,1,fine\n", False),
        ("0,1,2,a\n5,5,1,b\n3,6,2,a\n", False),
    ],
)
def test_a_header_is_told_from_a_row(read: Read, content: str, header: bool) -> None:
    table = read(content)
    assert table.format is not None
    assert table.format.header is header


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "이름;도시\n김;서울\n"),
        ("utf-8-sig", "이름;도시\n김;서울\n"),
        ("utf-16", "이름;도시\n김;서울\n"),
        ("utf-16-le", "name;city\nkim;seoul\n"),
        ("utf-16-be", "name;city\nkim;seoul\n"),
        ("utf-32", "이름;도시\n김;서울\n"),
        ("cp949", "이름;도시\n김철수;서울\n이영희;부산\n"),
        ("cp1252", "Name;Größe\nMüller;München\nJosé;Señor\n"),
        ("shift_jis", "名前;都市\nたろう;とうきょう\nはなこ;オオサカ\n"),
        ("gb18030", "姓名;城市\n王伟;北京\n李娜;上海\n"),
        ("cp1251", "имя;город\nИван;Москва\nОльга;Казань\n"),
    ],
)
def test_encodings_are_found(read: Read, encoding: str, text: str) -> None:
    table = read(text.encode(encoding))
    assert table.names == tuple(text.split("\n")[0].split(";"))
    assert table.columns[0].names()[0] == text.split("\n")[1].split(";")[0]


def test_an_encoding_that_is_not_the_files_is_said(read: Read) -> None:
    korean = "이름,나이\n김철수,3\n".encode("cp949")
    assert read(korean, encoding="euc-kr").names == ("이름", "나이")
    with pytest.raises(DataError, match="is not in utf-8-sig") as error:
        read(korean, encoding="utf-8")
    assert error.value.code == "wrong-encoding"
    with pytest.raises(DataError, match="not an encoding that Python knows"):
        read(korean, encoding="klingon")


def test_plain_accents_are_not_taken_for_chinese() -> None:
    assert guess_encoding("Größe, Straße, Müller".encode("cp1252")) == "cp1252"


def test_rows_of_another_length_are_left_out_and_named(read: Read) -> None:
    table = read("a,b\n1,2\n3\n4,5,6\n7,8\n")
    assert table["a"].values.tolist() == [1.0, 7.0]
    assert table.skipped == (3, 4)
    assert table.row_numbers().tolist() == [2, 5]
    assert "2 rows were left out" in notes(table)
    assert "rows 3, 4" in notes(table)


def test_a_table_that_is_mostly_ragged_is_refused(read: Read) -> None:
    with pytest.raises(DataError, match="Set the separator") as error:
        read("a\n1,2\n3,4,5\n")
    assert error.value.code == "ragged-table"


def test_a_quote_that_is_never_closed_costs_no_other_row(read: Read) -> None:
    table = read('a,b\n1,"x\n3,y\n4,z\n')
    assert table["a"].values.tolist() == [1.0, 3.0, 4.0]
    assert texts(table, "b") == ["x", "y", "z"]
    assert "A quote is opened and not closed" in notes(table)


def test_a_quote_within_a_cell_and_one_that_is_never_closed(read: Read) -> None:
    table = read('a,b\n1,5" pipe\n2,"x\n3,y\n4,z\n5,w\n')
    assert table["a"].values.tolist() == [1.0, 2.0, 3.0, 4.0, 5.0]


def test_two_open_quotes_do_not_swallow_the_rows_between(read: Read) -> None:
    table = read('a,b\n1,"x\n3,y\n4,z"\n5,w\n')
    assert table["a"].values.tolist() == [1.0, 3.0, 4.0, 5.0]


def test_values_may_span_lines_and_hold_separators_and_quotes(read: Read) -> None:
    table = read('a,b\n1,"x, or\nelse"\n2,"say ""hi"""\n')
    assert texts(table, "b") == ["x, or\nelse", 'say "hi"']
    assert not table.notes


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("inner", ["first\nsecond", "one\n\nthree, four", "a,b\nc,d,e\nf"])
def test_most_values_may_span_lines(read: Read, sign: str, inner: str) -> None:
    rows = [f'{row}{sign}"{inner}"{sign}{row % 2}' for row in range(300)]
    table = read("\n".join([sign.join(("id", "text", "y")), *rows]))
    assert table.names == ("id", "text", "y")
    assert table["id"].values.tolist() == list(range(300))
    assert set(texts(table, "text")) == {inner}
    assert table.skipped == ()


def test_lines_above_a_table_whose_values_span_lines_are_skipped(read: Read) -> None:
    rows = [f'{row},"first\nsecond",{row % 2}' for row in range(30)]
    table = read("\n".join(["a note", "", "id,text,y", *rows]))
    assert (table.names, len(table), table.header_rows) == (("id", "text", "y"), 30, 3)


def test_zero_bytes_are_left_out_and_said(read: Read) -> None:
    table = read(b"a,b\n1,\x002\n3,4\n")
    assert table["b"].values.tolist() == [2.0, 4.0]
    assert "1 zero byte was left out" in notes(table)


def test_a_file_of_zero_bytes_is_no_table(read: Read) -> None:
    with pytest.raises(DataError) as error:
        read(b"a,b\n1,2\n" + bytes(1000))
    assert error.value.code == "not-text"


def test_columns_without_a_name_or_of_the_same_are_told_apart(read: Read) -> None:
    table = read("a,a,,a (2),\n1,2,3,4,5\n6,7,8,9,10\n")
    assert table.names == ("a", "a (3)", "column 3", "a (2)", "column 5")
    assert "2 columns have no name" in notes(table)
    assert "have the same name (a)" in notes(table)


def test_no_rows_and_one_row_are_tables(read: Read) -> None:
    assert len(read("a,b\n")) == 0
    assert len(read("1,2\n")) == 1
    assert len(read("a,b\n1,2\n")) == 1


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", " \n"])
def test_an_empty_file_is_said(read: Read, content: str) -> None:
    with pytest.raises(DataError, match="is empty") as error:
        read(content)
    assert error.value.code == "empty-file"


def test_only_text_is_a_table_of_text(read: Read) -> None:
    table = read("only\nsome\ntext\nhere\n")
    assert texts(table, "only") == ["some", "text", "here"]


def test_ten_thousand_columns_are_read(read: Read) -> None:
    width = 10_000
    rows = [",".join(f"c{place}" for place in range(width))]
    rows += [",".join(f"{row}.5" for _ in range(width)) for row in range(12)]
    table = read("\n".join(rows))
    assert len(table.names) == width
    assert table["c9999"].values.tolist() == [row + 0.5 for row in range(12)]


def test_a_surprise_late_in_the_file_is_missing_and_said(read: Read) -> None:
    rows = 120_000
    content = "a,b\n" + "".join(f"{row},{row}.5\n" for row in range(rows)) + "oops,3\n1.5,x\n"
    table = read(content)
    assert table["a"].type is ColumnType.NUMBER
    assert np.isnan(table["a"].values[rows])
    assert table["a"].values[[0, rows - 1, rows + 1]].tolist() == [0.0, rows - 1.0, 1.5]
    assert table["b"].unread == 1
    assert "Column a: 1 value is taken as missing, because it is no number: oops." in notes(table)


def test_a_column_that_is_half_text_is_text(read: Read) -> None:
    table = read("a,b\n1,x\n2,y\nlow,z\nhigh,w\n")
    assert texts(table, "a") == ["1", "2", "low", "high"]
    assert table["a"].type is ColumnType.CATEGORY


def test_infinities_are_missing_and_said(read: Read) -> None:
    table = read("a,b\ninf,1\n2,2\n-Infinity,3\n")
    assert np.isnan(table["a"].values).tolist() == [True, False, True]
    assert "2 values are taken as missing" in notes(table)


def test_what_stands_for_missing_values(read: Read) -> None:
    table = read("a,b\nNA,x\n1,?\n,x\nnull,n/a\n2,y\n")
    assert np.isnan(table["a"].values).tolist() == [True, False, True, True, False]
    assert texts(table, "b") == ["x", None, "x", None, "y"]
    assert not table.notes


def test_digits_that_are_names_stay_text(read: Read) -> None:
    table = read("zip,card,n\n01234,1234567890123456,1\n99999,1234567890123457,2\n")
    assert texts(table, "zip") == ["01234", "99999"]
    assert texts(table, "card") == ["1234567890123456", "1234567890123457"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (("2024-01-05", "2024-12-31"), ("2024-01-05", "2024-12-31")),
        (("05.01.2024", "31.12.2024"), ("2024-01-05", "2024-12-31")),
        (("31/12/2024", "05/01/2024"), ("2024-12-31", "2024-01-05")),
        (("12/31/2024", "01/05/2024"), ("2024-12-31", "2024-01-05")),
        (("2024-01-05T06:07:08Z", "2024-01-05 06:07:09.5+09:00"), ("2024-01-05T06:07:08", "2024-01-05T06:07:09")),
        (("2024년 1월 5일", "2024년 12월 31일"), ("2024-01-05", "2024-12-31")),
        (("5 Jan 2024", "31 Dec 2024"), ("2024-01-05", "2024-12-31")),
    ],
)
def test_dates_are_read_as_they_are_written(read: Read, written: tuple[str, ...], meant: tuple[str, ...]) -> None:
    table = read("day;n\n" + "".join(f"{day};1\n" for day in written))
    assert table["day"].type is ColumnType.DATE
    assert table["day"].values.tolist() == [np.datetime64(day, "us").item() for day in meant]


def test_yes_and_no(read: Read) -> None:
    table = read("a,b,c,d\nyes,0,True,red\nno,1,False,blue\nyes,1,True,red\nno,0,False,red\n")
    assert [column.type for column in table] == [*[ColumnType.YES_NO] * 3, ColumnType.CATEGORY]


def test_a_type_that_is_given_is_kept(read: Read) -> None:
    types = {"zip": ColumnType.CATEGORY, "size": ColumnType.NUMBER}
    table = read("zip,size\n12,3\n13,big\n12,huge\n", types=types)
    assert texts(table, "zip") == ["12", "13", "12"]
    assert table["size"].values[0] == 3
    assert table["size"].unread == 2


def test_lines_above_the_table_are_skipped(read: Read) -> None:
    table = read("\nReport of the year\n\na,b\n1,2\n3\n4,5\n6,7\n")
    assert table.names == ("a", "b")
    assert table["a"].values.tolist() == [1.0, 4.0, 6.0]
    assert table.skipped == (6,)
    assert table.row_numbers().tolist() == [5, 7, 8]


def test_row_names_as_r_writes_them(read: Read) -> None:
    table = read('"x" "y"\n"1" 1.5 2\n"2" 3.5 4\n"3" 3.5 4\n')
    assert table.names == ("row", "x", "y")
    assert table["x"].values.tolist() == [1.5, 3.5, 3.5]


def test_a_separator_at_each_rows_end_makes_an_empty_column(read: Read) -> None:
    table = read("a,b\n1,2,\n3,4,\n5,6,\n7,8,\n")
    assert table.names[:2] == ("a", "b")
    assert table["b"].values.tolist() == [2.0, 4.0, 6.0, 8.0]


def test_a_table_from_the_clipboard() -> None:
    table = read_clipboard("a\tb\n1\t2\n3\t4\n")
    assert table.origin == "clipboard"
    assert table["b"].values.tolist() == [2.0, 4.0]
    with pytest.raises(DataError):
        read_clipboard("")


def test_what_is_no_ordinary_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(DataError, match="it is a folder"):
        read_table(tmp_path)


def test_compressed_files_are_said(read: Read) -> None:
    with pytest.raises(DataError, match="is compressed"):
        read(b"\x1f\x8b" + bytes(20), name="table.csv.gz")
