"""CSV files as spreadsheets take them, written as they come and there only once they are whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from trainer_core.errors import DataError
from trainer_core.files.atomic import atomic_write


class Writer(Protocol):
    """What `csv.writer` returns."""

    def writerow(self, row: Iterable[Any], /) -> object: ...


@contextmanager
def csv_file(path: Path) -> Iterator[Writer]:
    """Yield what writes rows to a CSV file, which is at ``path`` once the block has ended.

    Raises `DataError` if it cannot be written.
    """
    with atomic_write(path, error=DataError) as file:
        # Excel takes a file without the mark for one of its own encoding.
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", errors="replace")
        yield csv.writer(text)
        text.flush()
        text.detach()
