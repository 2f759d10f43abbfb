"""What texts in a table mean: missing values, numbers as people write them, yes and no, dates."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.numbers import all_whole, extent
from trainer_core.data.tables.arrow import pa, pc
from trainer_core.data.tables.table import Column, ColumnType

MISSING = (
    "", "NA", "N/A", "n/a", "na", "NaN", "nan", "NAN", "-nan", "NULL", "null", "Null", "None", "none", "<NA>", "#N/A",
    "#NA", "#NULL!", "#VALUE!", "#DIV/0!", "#REF!", "#NAME?", "#NUM!", "?", "-", "--", ".", "missing", "결측", "결측치",
)  # fmt: skip
"""Texts that stand for a value that is not there."""

_MISSING = frozenset(MISSING)
_ENOUGH = 0.9
_LONGEST_EXACT = 15
_EXAMPLES = 3
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:inf|infinity)", re.IGNORECASE)
_PLAIN_ARROW = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$|^(?i:[+-]?inf(?:inity)?)$"
_CODE = r"^[+-]?0[0-9]"
_AROUND_NUMBERS = "^[$€£₩¥] ?|[ \u00a0]?(?:[$€£₩¥%원])$"
_YES_NO = (
    {"yes", "no"}, {"y", "n"}, {"true", "false"}, {"t", "f"}, {"on", "off"}, {"예", "아니오"}, {"예", "아니요"},
    {"네", "아니오"}, {"네", "아니요"}, {"o", "x"}, {"ja", "nein"}, {"oui", "non"}, {"sí", "no"}, {"はい", "いいえ"},
)  # fmt: skip
_DATE_LIKE = re.compile(r"\d{4}([-/.])\d{1,2}(\1\d{1,2})?([ T]\d|$)|\d{1,2}([-/.])\d{1,2}\4\d{4}([ T]\d|$)|\d{4}년")
_DAYS = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y",
    "%Y년 %m월 %d일", "%Y. %m. %d.", "%d %b %Y", "%d-%b-%Y", "%b %d, %Y", "%Y-%m", "%Y/%m",
)  # fmt: skip
_TIMES = ("", " %H:%M:%S", " %H:%M")
_ZONE_AND_FRACTION = r"(:[0-9]{2})(?:[.,][0-9]+)?(?: ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?$"
_CATEGORIES_ALWAYS, _CATEGORIES_AT_MOST = 50, 1000


def is_missing(text: str) -> bool:
    """Whether a cell stands for a missing value."""
    return text.strip() in _MISSING


def is_number(text: str, decimal: str) -> bool:
    """Whether a cell is a number that can be read straight away: not 007, and not too long to be exact."""
    text = text.strip()
    if decimal == ",":
        text = text.replace(",", ".", 1) if "." not in text else "x"
    if not _PLAIN.fullmatch(text):
        return False
    digits = text.lstrip("+-")
    return not (len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()) and (
        not digits.isdigit() or len(digits) <= _LONGEST_EXACT
    )


def is_date_like(text: str) -> bool:
    """Whether a cell looks like a date in digits."""
    return bool(_DATE_LIKE.match(text.strip()))


def number_column(name: str, values: npt.NDArray[Any]) -> Column:
    """A column of float32 or float64 numbers: whole, yes/no, or any; what is infinite counts as missing."""
    low, high = extent(values)
    unread, examples = 0, tuple[str, ...]()
    if np.isinf(low) or np.isinf(high):
        infinite = np.isinf(values)
        unread = int(infinite.sum())
        examples = tuple(str(value) for value in np.unique(values[infinite])[:_EXAMPLES].tolist())
        values = np.where(infinite, np.array(np.nan, values.dtype), values)
        low, high = extent(values)
    found = ColumnType.NUMBER
    if not np.isnan(low) and all_whole(values):
        found = ColumnType.YES_NO if (low, high) == (0, 1) else ColumnType.WHOLE
    return Column(name, found, values, unread=unread, unread_examples=examples)


def text_column(
    name: str,
    codes: npt.NDArray[np.int32],
    labels: Any,
    *,
    wanted: ColumnType | None = None,
    decimal: str = ".",
    date_format: str = "",
) -> Column:
    """A column of texts, as what they mean: numbers or dates where nine in ten are, else yes/no, categories or text.

    Args:
        name: the column's.
        codes: (N,) places in ``labels``, -1 where there is nothing.
        labels: a pyarrow array of the distinct texts.
        wanted: the type that a person or an earlier fit chose; what it cannot take is missing.
        decimal: the decimal mark.
        date_format: how dates are written, if it is known.
    """
    codes, labels, counts = _cleaned(codes, labels)
    total = int(counts.sum())
    if not total and wanted is None:
        return Column(name, ColumnType.NUMBER, np.full(len(codes), np.nan))
    if wanted in (None, ColumnType.NUMBER, ColumnType.WHOLE):
        numbers = parse_numbers(labels, decimal)
        read = int(counts[~np.isnan(numbers)].sum())
        if wanted or (read >= _ENOUGH * total and not _are_codes(labels)):
            column = number_column(name, _spread(numbers, codes, np.nan))
            return _with_unread(column, labels, counts, np.isnan(numbers))
    if wanted in (None, ColumnType.DATE):
        dates, found = parse_dates(labels, counts, date_format)
        if wanted or int(counts[~np.isnat(dates)].sum()) >= _ENOUGH * total:
            values = _spread(dates, codes, np.datetime64("NaT", "us"))
            return _with_unread(
                Column(name, ColumnType.DATE, values, date_format=found), labels, counts, np.isnat(dates)
            )
    return Column(name, wanted or _type_of_texts(labels, counts), codes, labels)


def _cleaned(codes: npt.NDArray[np.int32], labels: Any) -> tuple[npt.NDArray[np.int32], Any, npt.NDArray[np.int64]]:
    """Trim the texts, take out those that mean nothing, and count how often each occurs."""
    trimmed = pc.utf8_trim_whitespace(labels.cast(pa.string()))
    empty = pc.is_in(trimmed, value_set=pa.array(MISSING))
    encoded = pc.if_else(empty, pa.scalar(None, pa.string()), trimmed).dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    places = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    codes = np.append(places, np.int32(-1))[codes]
    counts = np.bincount(codes[codes >= 0], minlength=len(encoded.dictionary)).astype(np.int64)
    return codes, encoded.dictionary, counts


def _spread(values: npt.NDArray[Any], codes: npt.NDArray[np.int32], missing: Any) -> npt.NDArray[Any]:
    return np.append(values, missing).astype(values.dtype)[codes]


def _with_unread(column: Column, labels: Any, counts: npt.NDArray[np.int64], bad: npt.NDArray[np.bool_]) -> Column:
    places = np.flatnonzero(bad & (counts > 0))
    if not len(places):
        return column
    examples = tuple(labels[int(place)].as_py() for place in places[:_EXAMPLES])
    unread = int(counts[places].sum()) + column.unread
    return Column(column.name, column.type, column.values, None, column.date_format, unread,
                  (*examples, *column.unread_examples)[:_EXAMPLES])  # fmt: skip


def _are_codes(labels: Any) -> bool:
    """Whether texts of digits are names rather than amounts: 007, or more digits than a number keeps exactly."""
    codes = pc.match_substring_regex(labels, _CODE)
    long = pc.match_substring_regex(labels, f"^[+-]?[0-9]{{{_LONGEST_EXACT + 1},}}$")
    return bool(pc.any(pc.or_(codes, long)).as_py())


def parse_numbers(labels: Any, decimal: str = ".") -> npt.NDArray[np.float64]:
    """Read texts as numbers, NaN where one is none.

    Takes thousands apart by commas, points, spaces or apostrophes, percent signs and signs of currencies, which are
    left off.
    """
    if decimal == ".":
        try:
            return np.asarray(pc.cast(labels, pa.float64()).to_numpy(zero_copy_only=False), np.float64)
        except pa.ArrowInvalid:
            pass
    texts = pc.replace_substring(labels, "−", "-")
    texts = pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, _AROUND_NUMBERS, ""))
    group = "[.' \u00a0\u202f]" if decimal == "," else "[,' \u00a0\u202f]"
    grouped = pc.match_substring_regex(texts, rf"^[+-]?[0-9]{{1,3}}(?:{group}[0-9]{{3}})+(?:\{decimal}[0-9]*)?$")
    texts = pc.if_else(grouped, pc.replace_substring_regex(texts, group, ""), texts)
    if decimal == ",":
        has_point = pc.match_substring(texts, ".")
        texts = pc.if_else(has_point, "", pc.replace_substring(texts, ",", ".", max_replacements=1))
    plain = pc.match_substring_regex(texts, _PLAIN_ARROW)
    return np.asarray(
        pc.if_else(plain, texts, pa.scalar(None, pa.string())).cast(pa.float64()).to_numpy(zero_copy_only=False),
        np.float64,
    )


def parse_dates(
    labels: Any, counts: npt.NDArray[np.int64] | None = None, date_format: str = ""
) -> tuple[npt.NDArray[np.datetime64], str]:
    """Read texts as dates, NaT where one is none, and say how they were written (as for `strptime`).

    The time is the one that the clock showed: offsets and fractions of seconds are left off. Where day and month could
    be either way round, the month comes first with slashes and the day with points.
    """
    texts = pc.replace_substring_regex(labels, "([0-9])T([0-9])", r"\1 \2")
    texts = pc.replace_substring_regex(texts, _ZONE_AND_FRACTION, r"\1")
    if date_format:
        return _as_dates(texts, date_format), date_format
    sample = texts.slice(0, 200)
    few = np.ones(len(sample)) if counts is None else counts[: len(sample)]
    if not len(sample) or not pc.any(pc.match_substring_regex(sample, "^[0-9A-Za-z]{1,4}[-/. 년]")).as_py():
        return np.full(len(labels), np.datetime64("NaT", "us")), ""
    best, found = 0.0, ""
    for day in _DAYS:
        for time in _TIMES:
            read = float(few[~np.isnat(_as_dates(sample, day + time))].sum())
            if read > best:
                best, found = read, day + time
    if not found:
        return np.full(len(labels), np.datetime64("NaT", "us")), ""
    return _as_dates(texts, found), found


def _as_dates(texts: Any, date_format: str) -> npt.NDArray[np.datetime64]:
    read = pc.strptime(texts, format=date_format, unit="us", error_is_null=True)
    return np.asarray(read.to_numpy(zero_copy_only=False), "datetime64[us]")


def _type_of_texts(labels: Any, counts: npt.NDArray[np.int64]) -> ColumnType:
    distinct, total = int((counts > 0).sum()), int(counts.sum())
    if distinct <= 2 and {text.casefold() for text in labels.to_pylist()} in _YES_NO:
        return ColumnType.YES_NO
    few = distinct <= _CATEGORIES_ALWAYS and (distinct <= 0.5 * total or total < 10)
    return ColumnType.CATEGORY if few or distinct <= min(_CATEGORIES_AT_MOST, 0.05 * total) else ColumnType.TEXT
