"""A table on the clipboard: told from other text, and kept as a file, so that a run on it can be repeated."""

from __future__ import annotations

import csv
import io
import time
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

from trainer_core.data.tables.dialect import detect, rows_alone
from trainer_core.data.tables.survey import survey
from trainer_core.errors import DataError
from trainer_core.files.atomic import atomic_write

_FITTING = 0.9
"""Part of the lines that have as many cells as the table has columns."""
_LINES = 1000
_MOST_COMPARED = 200


def table_in(text: str, html: str = "") -> str | None:
    """The table that a program has put on the clipboard as ``text``, or else as ``html``; None if it is none.

    A table has two columns and two lines at least.
    """
    if _is_table(text):
        return text
    found = _HtmlTable()
    found.feed(html)
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(found.rows)
    return out.getvalue() if _is_table(out.getvalue()) else None


def keep_pasted(text: str, folder: Path) -> Path:
    """Keep a table as a file in ``folder``, named by the time; the same table is kept once.

    Raises:
        DataError: it cannot be written.
    """
    content = text.replace("\r\n", "\n").encode("utf-8", "replace")
    suffix = ".tsv" if "\t" in text else ".csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(folder.glob(f"pasted-*{suffix}"), reverse=True)[:_MOST_COMPARED]:
            if file.stat().st_size == len(content) and file.read_bytes() == content:
                return file
        stem = f"pasted-{datetime.fromtimestamp(time.time()):%Y-%m-%d-%H%M%S}"
        names = (f"{stem}{suffix}", *(f"{stem}-{number}{suffix}" for number in range(2, _MOST_COMPARED)))
        path = next(folder / name for name in names if not (folder / name).exists())
        with atomic_write(path, error=DataError) as out:
            out.write(content)
    except OSError as error:
        raise DataError(
            "cannot-write",
            "The table cannot be kept in {folder} ({reason}). Free some space there, or save it as a file yourself and "
            "open it.",
            folder=str(folder),
            reason=error.strerror or str(error),
        ) from error
    return path


def _is_table(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return False
    content = text.encode("utf-8", "replace")
    try:
        dialect = detect(survey(lambda: io.BytesIO(content), "clipboard"))
    except DataError:
        return False
    sign, width = dialect.format.separator, len(dialect.names)
    if width < 2 or sign == " ":
        return False
    few = lines[:_LINES]
    try:
        quoted = list(csv.reader(io.StringIO("\n".join(few)), delimiter=sign)) if '"' in text else None
    except csv.Error:  # a cell that never ends
        return False
    whole = quoted if quoted is not None else list(rows_alone(few, sign))
    return sum(len(row) == width for row in whole) >= _FITTING * len(whole)


class _HtmlTable(HTMLParser):
    """The cells of the first table of a page, (row, column)."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._depth = 0
        self._over = False
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._depth == 1 and not self._over:
            if tag == "tr":
                self.rows.append([])
            elif tag in ("td", "th") and self.rows:
                self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._depth -= 1
            self._over |= self._depth == 0
        elif tag in ("td", "th") and self._cell is not None:
            self.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)
