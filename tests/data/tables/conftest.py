"""Writes small tables to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from trainer_core.data.tables.read import Reading, read_table
from trainer_core.data.tables.table import Table


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Table]:
    """Write text or bytes into a file and read it as a table."""

    def written(content: str | bytes, name: str = "table.csv", **how: object) -> Table:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_table(path, Reading(**how))  # type: ignore[arg-type]

    return written
