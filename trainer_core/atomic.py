"""stub"""
from __future__ import annotations
import os
from contextlib import contextmanager
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO
@contextmanager
def atomic_write(path: Path, error: Any = None) -> Iterator[BinaryIO]:
    t = path.with_name(path.name + ".part")
    with t.open("wb") as f:
        yield f
    os.replace(t, path)
