"""Damaged tables of every kind: each is read, or refused with a sentence; nothing else comes out."""

from __future__ import annotations

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.faults.mutations import FACTOR, mutated
from trainer_core.data import load_dataset
from trainer_core.errors import DataError

_TRIES = round(40 * FACTOR)
_TEXT = "a,b,c,d,y\n" + "".join(
    f'{row}.5,{"red" if row % 3 else "blue"},2024-01-{1 + row % 28:02},"x ""q"", {row % 4}",{row % 2}\n'
    for row in range(60)
)


def _arrow(parquet: bool) -> bytes:
    table = pa.table({"a": [1.5, None, 2.5] * 20, "b": ["x", "y", None] * 20, "y": [0, 1, 1] * 20})
    buffer = io.BytesIO()
    if parquet:
        pq.write_table(table, buffer)
    else:
        with pa.ipc.new_file(buffer, table.schema) as writer:
            writer.write_table(table)
    return buffer.getvalue()


_WHOLE = {
    "csv": _TEXT.encode(),
    "utf-16": _TEXT.encode("utf-16"),
    "semicolons": _TEXT.replace(",", ";").replace(".5", ",5").encode("cp949"),
    "parquet": _arrow(parquet=True),
    "arrow": _arrow(parquet=False),
}


@pytest.mark.parametrize("kind", _WHOLE)
def test_a_damaged_table_is_read_or_refused_with_a_sentence(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "table"
    refused = 0
    for seed in range(_TRIES):
        done, content = mutated(_WHOLE[kind], seed)
        path.write_bytes(content)
        try:
            data = load_dataset("table", path=path, seed=0, validation_share=10)
        except DataError:
            refused += 1
        else:
            assert data.train.gathered()[0].isfinite().all(), (seed, done)
    assert refused < _TRIES
