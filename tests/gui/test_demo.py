"""The demo as a person starts it: the real program in a process of its own, without a display."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from PySide6.QtGui import QImage

from studio.session.interrupted_runs import find_interrupted
from trainer_core.runs.run_files import read_history

RUN = {
    "recipe.toml",
    "best.pt",
    "last.pt",
    "history.csv",
    "batches.bin",
    "columns.json",
    "examples.npy",
    "health.bin",
    "health.json",
    "log.txt",
    "result.json",
    "run.json",
    "run.lock",
    "shown",
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
    assert done.stderr.count("54,000 training, 6,000 validation, 10,000 test examples.") == 1
    first = done.stdout.splitlines()[0]
    assert first.startswith("Training Studio cannot show its window because there is no display;")
    (folder,) = (tmp_path / "runs").iterdir()
    assert {path.name for path in folder.iterdir()} == RUN
    assert str(folder) in done.stdout
    result = json.loads((folder / "result.json").read_text())
    assert f"Test accuracy: {result['test_accuracy']:.1%}" in done.stdout
    assert result["test_accuracy"] > 0.8
    assert "edited=" not in Path(environment["TRAINING_STUDIO_SETTINGS"]).read_text()
    assert QImage(str(folder / "screenshot.png")).size().toTuple() == (1440, 900)
    assert set(torch.load(folder / "best.pt", weights_only=True)) > {"linear_relu_stack.0.weight"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux has several platforms")
@pytest.mark.parametrize(
    ("platform", "why"),
    [
        ("wayland", "no Wayland display answers"),
        ("xcb", "the display :4711 does not answer"),
        ("linuxfb", "Qt does not start on the platform linuxfb"),
        ("bogus", "Qt does not start on the platform bogus"),
    ],
)
def test_a_platform_that_shows_no_window_is_a_sentence_and_no_abort(environment, tmp_path, platform, why):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "precious.txt").write_text("mine")
    display = {"QT_QPA_PLATFORM": platform, "DISPLAY": ":4711"}
    # The demo's folder is taken, so that nothing is trained.
    done = studio(environment | display, "--demo", "--out", str(tmp_path / "taken"))

    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith(f"Training Studio cannot show its window because {why};")
    assert str(tmp_path / "taken") in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_program_with_its_status_and_the_run_can_be_resumed(environment, tmp_path, name):
    number, folder = getattr(signal, name), tmp_path / "run"
    command = [sys.executable, "-m", "studio", "--demo", "--out", str(folder)]
    with subprocess.Popen(
        command, env=environment | {"QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        give_up = time.monotonic() + 120
        # The numbers of the first batches: it trains.
        while process.poll() is None and time.monotonic() < give_up and not _size(folder / "batches.bin"):
            time.sleep(0.01)
        process.send_signal(number)
        told, _ = process.communicate(timeout=120)

    assert process.returncode == 128 + number, told
    assert b"Traceback" not in told
    result = json.loads((folder / "result.json").read_text())
    assert result["reason"] == "interrupted"
    assert set(torch.load(folder / "last.pt", weights_only=True)) > {"linear_relu_stack.0.weight"}
    found = find_interrupted(tmp_path)
    assert found.newest.path == folder
    # Not one batch is trained again.
    assert found.resumes_at == result["steps"] == len(read_history(folder)) > 0


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def test_a_demo_into_a_folder_that_holds_something_says_so_and_leaves(environment, tmp_path):
    out: Path = tmp_path / "taken"
    out.mkdir()
    (out / "precious.txt").write_text("mine")
    done = studio(environment, "--demo", "--out", str(out))

    assert done.returncode == 1
    assert str(out) in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in out.iterdir()] == ["precious.txt"]


def test_a_scripted_demo_that_is_wrong_is_refused_with_its_line(environment, tmp_path) -> None:
    script = tmp_path / "mine.studio"
    script.write_text("title: Mine\nsteps:\n  - pres: trainButton\n", encoding="utf-8")
    command = [sys.executable, "-m", "studio", "--play", str(script)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 1
    assert "mine.studio, line 3, step 1: there is no step pres; did you mean press?" in ended.stderr
