"""Folders of runs, made as a run leaves them and without training one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainer_core import EpochRow, Recipe
from trainer_core.history.history import row_type

MakeRun = Callable[..., Path]


def make_run(
    path: Path,
    *,
    changes: dict[str, Any] | None = None,
    batches: int = 40,
    epochs: int = 4,
    reason: str | None = "completed",
    snapshot: int | None = 40,
    title: str = "Clothes",
) -> Path:
    """Write a run of ``batches`` batches and ``epochs`` epochs; ``reason`` None leaves it without a result."""
    path.mkdir(parents=True)
    recipe = Recipe.from_dict({"about": {"title": {"en": title, "ko": "옷"}}}).with_values(changes or {})
    (path / "recipe.toml").write_text(recipe.to_toml(), encoding="utf-8")
    rows = np.zeros(batches, dtype=row_type("accuracy"))
    rows["loss"], rows["accuracy"] = np.linspace(2, 1, batches), np.linspace(0, 1, batches)
    rows["lr"], rows["seconds"] = 1e-3, np.arange(1, batches + 1) / 8
    (path / "batches.bin").write_bytes(rows.tobytes())
    nothing = {"loss": 0.0, "accuracy": 0.0}
    lines = [",".join(EpochRow(1, 1, nothing, nothing, 0.0, 0.0, 0.0).values)]
    for number in range(1, epochs + 1):
        accuracy = 0.9 - abs(number - 3) / 10  # the third epoch is the best
        values = (number, number * batches // epochs, 1.0, 0.5, 1 / number, accuracy, 1e-3, number / 2, 1000.0)
        lines.append(",".join(map(repr, values)))
    (path / "history.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (path / "log.txt").write_text("2026-11-24 08:50:01 info    The run begins.\n", encoding="utf-8")
    facts = {"version": 1, "started": "2026-11-24T08:50:00Z", "device": "cpu", "device_name": "EPYC", "versions": {}}
    (path / "run.json").write_text(json.dumps(facts), encoding="utf-8")
    (path / "best.pt").write_bytes(b"b" * 100)
    if snapshot is not None:
        (path / "snapshots").mkdir()
        (path / "snapshots" / f"{snapshot:09d}.pt").write_bytes(b"s" * 1000)
    if reason is not None:
        result = {
            "run": str(path),
            "reason": reason,
            "epochs": epochs,
            "steps": batches,
            "best_epoch": 3 if epochs >= 3 else epochs,
            "validation_loss": 0.5,
            "validation_accuracy": 0.9,
            "test_loss": 0.6,
            "test_accuracy": 0.85,
            "seconds": 5.25,
            "samples_per_second": 1234.5,
            "device": "cpu",
            "weights": "best.pt",
        }
        (path / "result.json").write_text(json.dumps(result), encoding="utf-8")
    settle(path)
    return path


def settle(path: Path, seconds: float = 1_700_000_000) -> None:
    """Give every file below ``path`` a time long past, so that the library may rely on it."""
    for folder, _, names in os.walk(path):
        for name in names:
            os.utime(Path(folder) / name, (seconds, seconds), follow_symlinks=False)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run that has completed four epochs of ten batches."""
    return make_run(tmp_path / "runs" / "2026-11-24_085000_clothes")


@pytest.fixture(name="make_run")
def _make_run() -> MakeRun:
    return make_run


@pytest.fixture(name="settle")
def _settle() -> Callable[..., None]:
    return settle
