"""The file of example losses: whole at every moment, read by NumPy alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from trainer_core import Recipe
from trainer_core.errors import RunFolderError
from trainer_core.runs.example_losses import cut_epochs, read_example_losses, write_epoch
from trainer_core.runs.run_files import EXAMPLES


@pytest.fixture
def run(tmp_path: Path) -> Path:
    (tmp_path / "recipe.toml").write_text(Recipe().to_toml())
    return tmp_path


def row(number: int, count: int = 5) -> np.ndarray:
    return (np.arange(count) + number).astype(np.float16) * np.where(np.arange(count) % 2, -1, 1).astype(np.float16)


def test_plain_numpy_reads_what_was_written_epoch_by_epoch(run: Path) -> None:
    for epoch in range(1, 12):
        write_epoch(run / EXAMPLES, epoch, row(epoch))

        expected = np.stack([row(each) for each in range(1, epoch + 1)])
        np.testing.assert_array_equal(np.load(run / EXAMPLES), expected)
        np.testing.assert_array_equal(read_example_losses(run), expected)


def test_a_row_that_was_not_counted_before_a_kill_is_no_row(run: Path) -> None:
    write_epoch(run / EXAMPLES, 1, row(1))
    with (run / EXAMPLES).open("ab") as file:
        file.write(row(2).tobytes()[:7])

    np.testing.assert_array_equal(read_example_losses(run), row(1)[None])
    write_epoch(run / EXAMPLES, 2, row(2))
    np.testing.assert_array_equal(np.load(run / EXAMPLES), np.stack([row(1), row(2)]))


def test_an_epoch_that_is_trained_again_replaces_what_came_after(run: Path) -> None:
    for epoch in (1, 2, 3):
        write_epoch(run / EXAMPLES, epoch, row(epoch))
    write_epoch(run / EXAMPLES, 2, row(20))
    np.testing.assert_array_equal(np.load(run / EXAMPLES), np.stack([row(1), row(20)]))

    cut_epochs(run / EXAMPLES, 1)
    np.testing.assert_array_equal(np.load(run / EXAMPLES), row(1)[None])


def test_epochs_that_were_not_kept_are_not_a_number(run: Path) -> None:
    write_epoch(run / EXAMPLES, 3, row(3))

    losses = read_example_losses(run)
    assert np.isnan(losses[:2]).all()
    np.testing.assert_array_equal(losses[2], row(3))


def test_other_data_begins_anew(run: Path) -> None:
    write_epoch(run / EXAMPLES, 1, row(1))
    write_epoch(run / EXAMPLES, 2, row(2, 7))

    losses = read_example_losses(run)
    assert losses.shape == (2, 7)
    assert np.isnan(losses[0]).all()


def test_a_run_without_them_has_none_and_a_damaged_file_is_named(run: Path) -> None:
    assert read_example_losses(run).shape == (0, 0)
    (run / EXAMPLES).write_bytes(b"\x93NUMPY\x01\x00 nothing of the kind")
    with pytest.raises(RunFolderError, match=r"examples\.npy is damaged"):
        read_example_losses(run)
