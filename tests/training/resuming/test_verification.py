"""Prove it: a run is replayed from a snapshot, and every number that came out is held against the recorded one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.conftest import Driver
from tests.training.resuming.conftest import assert_same_run, broken_off, continued, whole
from trainer_core import Recipe
from trainer_core.__main__ import main
from trainer_core.compute import randomness
from trainer_core.history.history import row_type
from trainer_core.protocol.commands import Advance, Keep, Start, Stop, Unit, Unpause, VerifyRun
from trainer_core.protocol.events import Refused, Verified
from trainer_core.runs.run_files import read_history
from trainer_core.runs.snapshots import snapshot_paths


@pytest.fixture
def run(tiny: Recipe, tmp_path: Path) -> Path:
    recipe = tiny.with_values({"model.name": "mlp", "model.dropout": 0.3, "data.augment": [{"name": "flip"}]})
    whole(recipe, tmp_path / "run")
    return tmp_path / "run"


def verified(folder: Path, batches: int = 100) -> Verified:
    driver = Driver()
    driver.do(VerifyRun(folder, batches))
    assert not driver.of(Refused), driver.of(Refused)
    return driver.last(Verified)


def test_a_whole_run_replays_equal(run: Path):
    event = verified(run)

    assert event.equal
    assert event.snapshot == run / "snapshots" / "000000008.pt"
    assert (event.first, event.batches) == (8, 8)
    assert event.compared == 8 * 3 + 12
    assert event.remark is None


@pytest.mark.parametrize("name", ["missing", "other"])
def test_a_folder_that_is_no_run_is_not_verified(name: str, tmp_path: Path, capsys):
    (tmp_path / "other").mkdir()
    driver = Driver()
    driver.do(VerifyRun(tmp_path / name))
    assert driver.last(Refused).code == "not-a-run"

    assert main(["verify", str(tmp_path / name)]) == 1
    assert "Train on" not in capsys.readouterr().err


def test_no_more_is_replayed_than_asked_for(run: Path):
    event = verified(run, 3)

    assert (event.first, event.batches, event.compared, event.equal) == (8, 3, 9, True)


@pytest.mark.parametrize("column", ["loss", "accuracy", "lr"])
def test_a_number_changed_in_its_last_bit_is_found(column: str, run: Path):
    rows = np.fromfile(run / "batches.bin", dtype=row_type("accuracy"))
    rows[column][11] = np.nextafter(rows[column][11], 2.0)
    rows.tofile(run / "batches.bin")

    event = verified(run)

    assert (event.different, event.equal) == (1, False)
    (difference,) = event.differences
    assert (difference.step, difference.column) == (11, column)
    assert difference.recorded == rows[column][11] != difference.replayed


def test_an_epochs_result_that_was_changed_is_found(run: Path):
    text = (run / "history.csv").read_text().splitlines()
    cells = text[2].split(",")
    cells[4] = repr(float(cells[4]) + 1e-9)
    (run / "history.csv").write_text("\n".join([*text[:2], ",".join(cells)]) + "\n")

    (difference,) = verified(run).differences

    assert (difference.step, difference.column) == (16, "validation_loss")


def test_without_a_snapshot_before_the_numbers_a_run_is_replayed_from_its_beginning(tiny: Recipe, tmp_path: Path):
    broken_off(tiny, tmp_path / "run", 4)
    snapshot_paths(tmp_path / "run")[0].unlink()

    event = verified(tmp_path / "run")

    assert (event.snapshot, event.first, event.equal) == (None, 0, True)
    assert event.batches == len(read_history(tmp_path / "run"))


def test_a_run_that_began_from_kept_weights_is_not_replayed_from_its_seed(tiny: Recipe, tmp_path: Path):
    driver = Driver()
    driver.start(tiny)
    driver.do(Start(tiny, tmp_path / "run", paused=True, keep_weights=True))
    driver.do(Advance(Unit.BATCH))
    driver.do(Stop(Keep.LAST))
    assert len(read_history(tmp_path / "run")) == 1
    for snapshot in snapshot_paths(tmp_path / "run"):
        snapshot.unlink()

    driver.do(VerifyRun(tmp_path / "run"))

    assert driver.last(Refused).code == "nothing-to-replay"


def test_what_lies_before_a_change_of_the_recipe_is_left_alone(run: Path):
    continued(run, {"training.epochs": 3, "optimizer.lr": 2e-3})

    event = verified(run)

    assert (event.first, event.equal) == (16, True)


def test_replaying_beside_a_paused_run_changes_nothing_of_it(tiny: Recipe, tmp_path: Path):
    recipe = tiny.with_values({"model.name": "mlp", "model.dropout": 0.5})
    whole(recipe, tmp_path / "whole")
    driver = Driver()
    driver.do(Start(recipe, tmp_path / "run", paused=True), Advance(Unit.EPOCH))
    driver.do(Advance(Unit.BATCH))
    before = randomness.capture()["torch"]

    driver.do(VerifyRun(tmp_path / "run"))

    assert driver.last(Verified).equal
    assert torch.equal(randomness.capture()["torch"], before)
    assert driver.state == "paused"
    driver.do(Unpause())
    assert_same_run(tmp_path / "whole", tmp_path / "run")


def test_a_stop_breaks_a_replay_off(run: Path):
    driver = Driver()
    before = randomness.capture()["torch"]
    driver.post(VerifyRun(run))
    for _ in range(3):
        driver.engine.turn()

    driver.do(Stop())

    assert not driver.of(Verified)
    assert driver.last(Refused).code == "cancelled"
    assert torch.equal(randomness.capture()["torch"], before)


def test_the_command_says_so_and_its_status_too(run: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["verify", str(run)]) == 0
    assert capsys.readouterr().out.strip() == (
        "Replayed 8 batches from the snapshot after batch 8: all 36 numbers are equal."
    )
    rows = np.fromfile(run / "batches.bin", dtype=row_type("accuracy"))
    rows["loss"][9] += 1e-6
    rows.tofile(run / "batches.bin")

    assert main(["verify", str(run), "--json"]) == 1
    values = json.loads(capsys.readouterr().out)
    assert values["equal"] is False
    assert [(each["step"], each["column"]) for each in values["differences"]] == [(9, "loss")]
    assert main(["verify", str(run)]) == 1
    assert "1 of 36 numbers differ" in capsys.readouterr().out
