"""A run's history as CSV and Parquet: every number exact, in pieces, and no half of a file."""

from __future__ import annotations

import csv
import math
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from trainer_core import Recipe
from trainer_core.errors import RunFolderError
from trainer_core.export import tables
from trainer_core.export.tables import export_history
from trainer_core.history.history import columns_of, row_type
from trainer_core.runs.run_files import read_batches, read_epochs

BATCH_COLUMNS = ("batch", "loss", "accuracy", "lr", "seconds")
EPOCH_COLUMNS = (
    "epoch",
    "step",
    "train_loss",
    "train_accuracy",
    "validation_loss",
    "validation_accuracy",
    "lr",
    "seconds",
    "samples_per_second",
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of 1,000 random batches, a record that is not whole yet, and two epochs, one without validation."""
    folder = tmp_path_factory.mktemp("export") / "run"
    folder.mkdir()
    (folder / "recipe.toml").write_text(Recipe().to_toml())
    values = np.random.default_rng(0).random(4000)
    values[4:6] = math.inf, math.nan
    (folder / "batches.bin").write_bytes(values.view(row_type("accuracy")).tobytes() + b"\0" * 31)
    (folder / "history.csv").write_text(
        ",".join(EPOCH_COLUMNS)
        + f"\n1,500,{1 / 3!r},0.5,nan,nan,0.001,2.5,1000.5\n2,1000,0.25,0.5,0.1,0.9,0.001,5.0,9.0\n"
    )
    return folder


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_PIECE", 300)


@pytest.mark.usefixtures("small_pieces")
def test_a_csv_file_has_every_batch_to_the_last_bit(run, tmp_path):
    assert export_history(run, tmp_path / "out.csv") == 1000

    with (tmp_path / "out.csv").open(newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == BATCH_COLUMNS
    assert [int(row[0]) for row in rows] == list(range(1, 1001))
    expected = read_batches(run)
    for place, name in enumerate(columns_of("accuracy"), 1):
        assert np.array_equal([float(row[place]) for row in rows], expected[name], equal_nan=True)


@pytest.mark.usefixtures("small_pieces")
def test_a_parquet_file_has_every_batch_to_the_last_bit_and_the_recipe(run, tmp_path):
    assert export_history(run, tmp_path / "out.parquet") == 1000

    table = pq.read_table(tmp_path / "out.parquet")
    assert tuple(table.column_names) == BATCH_COLUMNS
    assert table["batch"].to_pylist() == list(range(1, 1001))
    expected = read_batches(run)
    for name in columns_of("accuracy"):
        assert np.array_equal(table[name].to_numpy(), expected[name], equal_nan=True)
    assert Recipe.from_toml(table.schema.metadata[b"recipe.toml"].decode()) == Recipe()
    assert pq.ParquetFile(tmp_path / "out.parquet").num_row_groups == 4


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_epochs_are_the_rows_of_the_history(run, tmp_path, suffix):
    assert export_history(run, tmp_path / f"out.{suffix}", epochs=True) == 2

    if suffix == "csv":
        assert (tmp_path / "out.csv").read_text() == (run / "history.csv").read_text()
    else:
        rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
        assert [row["epoch"] for row in rows] == [1, 2]
        assert rows[0]["train_loss"] == read_epochs(run)[0].train_loss
        assert math.isnan(rows[0]["validation_loss"])
        assert type(rows[0]["step"]) is int


@pytest.mark.parametrize("suffix", ["CSV", "parquet"])
@pytest.mark.parametrize("epochs", [False, True])
def test_a_run_that_has_not_begun_is_a_table_without_rows(tmp_path, suffix, epochs):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "recipe.toml").write_text(Recipe().to_toml())

    assert export_history(tmp_path / "run", tmp_path / f"out.{suffix}", epochs=epochs) == 0
    columns = EPOCH_COLUMNS if epochs else BATCH_COLUMNS
    if suffix == "CSV":
        assert (tmp_path / "out.CSV").read_text() == ",".join(columns) + "\n"
    else:
        assert tuple(pq.read_table(tmp_path / "out.parquet").column_names) == columns


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_memory_does_not_grow_with_the_run(run, tmp_path, suffix, monkeypatch):
    monkeypatch.setattr(tables, "_PIECE", 1000)
    long = tmp_path / "run"
    long.mkdir()
    (long / "recipe.toml").write_text(Recipe().to_toml())
    with (long / "batches.bin").open("wb") as file:
        file.truncate(100_000 * row_type("accuracy").itemsize)
    export_history(run, tmp_path / f"first.{suffix}")  # what an import takes is not counted
    tracemalloc.start()
    export_history(long, tmp_path / f"out.{suffix}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    # The file has 3.2 million bytes, and the writer gathers one of them before it writes.
    assert peak < 2_500_000


def test_a_file_that_is_replaced_is_whole_until_the_new_one_is(run, tmp_path, monkeypatch):
    (tmp_path / "out.csv").write_text("mine")

    def broken(run: Path, metric: str) -> None:
        raise RunFolderError("unreadable", "gone")

    monkeypatch.setattr(tables, "_batches", broken)
    with pytest.raises(RunFolderError):
        export_history(run, tmp_path / "out.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "mine"


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_batches_that_are_no_file_are_told(tmp_path, kind):
    (tmp_path / "recipe.toml").write_text(Recipe().to_toml())
    if kind == "folder":
        (tmp_path / "batches.bin").mkdir()
    else:
        os.mkfifo(tmp_path / "batches.bin")
    with pytest.raises(RunFolderError, match=r"batches\.bin cannot be read"):
        export_history(tmp_path, tmp_path / "out.parquet")
    assert not (tmp_path / "out.parquet").exists()


def test_the_ending_says_what_kind_of_table_it_is(run, tmp_path):
    with pytest.raises(RunFolderError, match=r"should end in \.csv or \.parquet"):
        export_history(run, tmp_path / "out.xlsx")


def test_neither_pyarrow_nor_tensorboard_is_imported_before_it_is_asked_for():
    code = (
        "import sys, trainer_core.export.tables, trainer_core.runs.tensorboard, trainer_core.cli.main;"
        "assert not {'pyarrow', 'tensorboard'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=120).returncode == 0
