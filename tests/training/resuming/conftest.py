"""Runs that are broken off and gone on with, held against one that never stopped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.conftest import Driver
from trainer_core import Recipe
from trainer_core.data import Dataset, load_dataset
from trainer_core.protocol.commands import Keep, ResumeRun, Start, Stop, Unpause
from trainer_core.protocol.events import Refused, RunEnded
from trainer_core.runs.run_files import read_epochs, read_history
from trainer_core.weights.state_dicts import for_disk

_kept: dict[str, Dataset] = {}


@pytest.fixture(autouse=True)
def _data_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every engine of these tests trains on the same bundled pictures; unpacking them anew is not what is tested."""

    def load(source: str, progress: object, **arguments: Any) -> Dataset:
        key = repr((source, sorted(arguments.items())))
        if source != BUNDLED:
            return load_dataset(source, **arguments)
        if key not in _kept:
            _kept[key] = load_dataset(source, **arguments)
        return _kept[key]

    monkeypatch.setattr("trainer_core.training.assembly.load_dataset", load)


BUNDLED = "fashion-mnist"
TIMED = ("seconds", "samples_per_second")


def whole(recipe: Recipe, folder: Path) -> Driver:
    """Train ``recipe`` without a break."""
    driver = Driver()
    driver.start(recipe, folder)
    assert driver.last(RunEnded).summary.run == folder
    return driver


def broken_off(recipe: Recipe, folder: Path, turns: int) -> Driver:
    """Train so many turns of the engine (batches, about), keep a snapshot and leave."""
    driver = Driver()
    driver.do(Start(recipe, folder, paused=True))
    driver.post(Unpause())
    for _ in range(turns):
        driver.engine.turn()
    driver.do(Stop(Keep.FOR_LATER))
    return driver


def dropped(recipe: Recipe, folder: Path, turns: int) -> None:
    """Train so many turns and forget the engine as it is, as a kill does; what it had not written is lost."""
    driver = Driver()
    driver.do(Start(recipe, folder, paused=True))
    driver.post(Unpause())
    for _ in range(turns):
        driver.engine.turn()
    assert driver.engine.busy
    driver.engine._training.run.records.folder.release()


def continued(folder: Path, changes: Mapping[str, Any] | None = None) -> Driver:
    driver = Driver()
    driver.do(ResumeRun(folder, dict(changes or {})))
    assert not driver.of(Refused), driver.of(Refused)
    return driver


def assert_same_run(one: Path, other: Path) -> None:
    """Every number of two runs, clocks apart, and their weights are equal to the bit."""
    first, second = read_history(one), read_history(other)
    assert len(first) == len(second) > 0
    assert first.columns == second.columns
    for column in first.columns[:-1]:
        np.testing.assert_array_equal(first.column(column), second.column(column), err_msg=column)
    rows = [
        [[value for name, value in row.values.items() if name not in TIMED] for row in read_epochs(path)]
        for path in (one, other)
    ]
    np.testing.assert_array_equal(rows[0], rows[1])
    for name in ("best.pt", "last.pt"):
        weights, others = (torch.load(path / name, weights_only=True) for path in (one, other))
        assert weights.keys() == others.keys() == for_disk(weights, one).keys()
        for key, value in weights.items():
            assert torch.equal(value, others[key]), f"{name}: {key}"
