"""The demo as a person starts it: the real program in a process of its own, without a display."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from PySide6.QtGui import QImage

RUN = {
    "recipe.toml",
    "best.pt",
    "last.pt",
    "history.csv",
    "batches.bin",
    "log.txt",
    "result.json",
    "run.json",
    "run.lock",
    "snapshots",
    "screenshot.png",
}


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """An environment without a display, with settings and runs of the test's own."""
    settings = tmp_path / "settings.ini"
    settings.write_text(f"[files]\nruns_folder={tmp_path / 'runs'}\n")
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return kept | {
        "TRAINING_STUDIO_SETTINGS": str(settings),
        "TRAINING_STUDIO_LOG": str(tmp_path / "studio.log"),
    }


def studio(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "studio", *arguments],
        capture_output=True, text=True, check=False, env=environment, timeout=300,
    )  # fmt: skip


def test_without_a_display_the_studio_says_so_trains_and_leaves_a_run(environment, tmp_path):
    done = studio(environment)

    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr
    first = done.stdout.splitlines()[0]
    assert first.startswith("Training Studio cannot show its window because there is no display;")
    (folder,) = (tmp_path / "runs").iterdir()
    assert {path.name for path in folder.iterdir()} == RUN
    assert str(folder) in done.stdout
    result = json.loads((folder / "result.json").read_text())
    assert f"Test accuracy: {result['test_accuracy']:.1%}" in done.stdout
    assert result["test_accuracy"] > 0.8
    assert QImage(str(folder / "screenshot.png")).size().toTuple() == (1440, 900)
    assert set(torch.load(folder / "best.pt", weights_only=True)) > {"linear_relu_stack.0.weight"}


def test_a_demo_into_a_folder_that_holds_something_says_so_and_leaves(environment, tmp_path):
    out: Path = tmp_path / "taken"
    out.mkdir()
    (out / "precious.txt").write_text("mine")
    done = studio(environment, "--demo", "--out", str(out))

    assert done.returncode == 1
    assert str(out) in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in out.iterdir()] == ["precious.txt"]
