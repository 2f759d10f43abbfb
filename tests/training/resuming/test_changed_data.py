"""A run goes on with the data that it has read, or says what has changed and asks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.cli.command_line import trainer
from tests.conftest import Driver
from tests.training.resuming.conftest import assert_same_run, broken_off, continued, whole
from trainer_core import Recipe
from trainer_core.data import Examples, Provenance, RawData, TaskName, load_dataset, sources
from trainer_core.data.fingerprint import ReadFile
from trainer_core.protocol.commands import OpenRun, ResumeRun, VerifyRun
from trainer_core.protocol.events import Logged, Refused, RunEnded, RunOpened, Verified
from trainer_core.runs.run_files import read_data


@pytest.fixture(autouse=True)
def _data_is_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer_core.training.assembly.load_dataset", load_dataset)


def _points(*, path: Path) -> RawData:
    """Numbers from files, two classes by their sign."""
    files = sorted(path.glob("*.npy"))
    inputs = torch.from_numpy(np.concatenate([np.load(file) for file in files]))
    classes = (inputs.sum(1) > 0).long()
    return RawData(
        Examples(inputs, classes),
        None,
        ("no", "yes"),
        "Points",
        TaskName.CLASSIFICATION,
        Provenance(str(path)),
        files=tuple(ReadFile.of(file, path) for file in files),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    sources.add("points", _points, title="Points", summary="")
    data = tmp_path / "data"
    data.mkdir()
    for number in range(3):
        np.save(data / f"{number}.npy", np.random.randn(40, 4).astype(np.float32))
    yield data
    sources.remove("points")


@pytest.fixture
def recipe(folder: Path) -> Recipe:
    return Recipe.from_dict(
        {
            "data": {"source": "points", "path": str(folder), "batch_size": 8},
            "model": {"name": "mlp", "widths": [8]},
            "training": {"epochs": 3, "device": "cpu", "threads": 1},
        }
    )


def test_a_run_records_what_it_has_read_and_goes_on_exactly(recipe: Recipe, folder: Path, tmp_path: Path) -> None:
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", 14)
    for file in folder.iterdir():
        os.utime(file, ns=(1, 1))
    continued(tmp_path / "broken")

    assert_same_run(tmp_path / "whole", tmp_path / "broken")
    assert [file.name for file in read_data(tmp_path / "broken")] == ["0.npy", "1.npy", "2.npy"]
    assert all(file.digest.startswith("sha256:") for file in read_data(tmp_path / "broken"))


def test_moved_data_is_found_where_the_recipe_says_and_is_the_same(
    recipe: Recipe, folder: Path, tmp_path: Path
) -> None:
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", 14)
    folder.rename(tmp_path / "moved")
    continued(tmp_path / "broken", {"data.path": str(tmp_path / "moved")})
    assert_same_run(tmp_path / "whole", tmp_path / "broken")


def test_changed_data_is_refused_with_names_until_it_is_accepted(recipe: Recipe, folder: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    broken_off(recipe, run, 14)
    (folder / "0.npy").unlink()
    np.save(folder / "1.npy", np.ones((40, 4), np.float32))
    np.save(folder / "9.npy", np.ones((40, 4), np.float32))
    for command in (ResumeRun(run), VerifyRun(run)):
        driver = Driver()
        driver.do(command)
        refused = driver.last(Refused)
        assert refused.code == "changed-data"
        assert {"0.npy", "1.npy", "9.npy"} == {
            name for kind in ("removed", "altered", "added") for name in refused.message.facts[kind]
        }

    driver = Driver()
    driver.do(ResumeRun(run, accept_changed_data=True))
    assert driver.last(RunEnded)
    warnings = [str(event.message) for event in driver.of(Logged) if event.level == "warning"]
    assert any("1 file was added (9.npy)" in text for text in warnings)
    driver.do(VerifyRun(run))
    assert driver.last(Verified).equal


def test_verifying_what_was_accepted_replays_and_warns(recipe: Recipe, folder: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    whole(recipe, run)
    np.save(folder / "1.npy", np.ones((40, 4), np.float32))
    driver = Driver()
    driver.do(VerifyRun(run, accept_changed_data=True))
    assert not driver.last(Verified).equal
    assert any("another content (1.npy)" in str(event.message) for event in driver.of(Logged))


def test_a_run_on_changed_data_opens_with_a_warning(recipe: Recipe, folder: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    whole(recipe, run)
    np.save(folder / "9.npy", np.ones((4, 4), np.float32))
    driver = Driver()
    driver.do(OpenRun(run))
    assert driver.last(RunOpened)
    assert any("1 file was added (9.npy)" in str(event.message) for event in driver.of(Logged))


def test_data_that_has_changed_is_read_anew_for_the_next_run(recipe: Recipe, folder: Path) -> None:
    driver = Driver()
    driver.start(recipe)
    before = driver.engine.parts.dataset
    driver.start(recipe)
    assert driver.engine.parts.dataset is before
    np.save(folder / "2.npy", np.ones((60, 4), np.float32))
    driver.start(recipe)
    assert len(driver.engine.parts.dataset.train) > len(before.train)


def test_a_damaged_record_of_the_data_is_named(recipe: Recipe, tmp_path: Path) -> None:
    run = tmp_path / "run"
    broken_off(recipe, run, 14)
    (run / "data.jsonl").write_text("{}\n")
    driver = Driver()
    driver.do(ResumeRun(run))
    assert "data.jsonl is damaged: line 1 is not a file" in str(driver.last(Refused).message)


def test_bundled_data_needs_no_record(tiny: Recipe, tmp_path: Path) -> None:
    whole(tiny, tmp_path / "run")
    assert not (tmp_path / "run" / "data.jsonl").exists()


@pytest.mark.parametrize("command", ["resume", "verify"])
def test_the_command_line_has_the_switch(command: str) -> None:
    assert "--accept-changed-data" in trainer(command, "--help").stdout
