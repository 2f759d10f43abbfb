"""What may change when a run goes on, from which snapshot it does, and what is refused with nothing changed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.conftest import Driver
from tests.training.resuming.conftest import assert_same_run, broken_off, continued, dropped, whole
from trainer_core import Recipe
from trainer_core.files.run_lock import RunLock, is_locked
from trainer_core.protocol.commands import OpenRun, ResumeRun, Start, Unpause
from trainer_core.protocol.events import Evaluated, Logged, Prepared, Reason, Refused, RunEnded, RunOpened, RunStarted
from trainer_core.recipe.schema import SECTIONS
from trainer_core.runs.run_files import read_history, read_recipe
from trainer_core.runs.snapshots import snapshot_paths
from trainer_core.training.resume import _RULES, changes


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "run.lock"
    }


def refused(folder: Path, wanted: dict[str, Any] | None = None) -> Refused:
    """Ask to go on where that cannot be: the folder stays as it is to the byte, and the engine can be used."""
    before = contents(folder)
    driver = Driver()
    driver.do(ResumeRun(folder, wanted or {}))
    assert not driver.of(RunStarted)
    assert driver.state == "idle"
    assert contents(folder) == before
    return driver.last(Refused)


@pytest.fixture
def broken(tiny: Recipe, tmp_path: Path) -> Path:
    broken_off(tiny, tmp_path / "run", 12)
    return tmp_path / "run"


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"model.hidden": 64}, "of this very model"),
        ({"model.name": "mlp"}, "of this very model"),
        ({"data.source": "mnist"}, "tested on what it has learnt"),
        ({"data.validation_share": 20.0}, "tested on what it has learnt"),
        ({"training.seed": 1}, "tested on what it has learnt"),
        ({"data.standardize": True}, "numbers that it does not know"),
    ],
)
def test_what_may_not_change_is_refused_with_the_reason(wanted: dict[str, Any], why: str, broken: Path):
    event = refused(broken, wanted)

    assert event.code == "cannot-change"
    assert why in str(event.message)
    assert next(iter(wanted)) in str(event.message)


@pytest.mark.parametrize(
    "wanted",
    [
        {"data.batch_size": 48},
        {"data.batch_size": 7},
        {"data.augment": [{"name": "flip"}, {"name": "rotate", "degrees": 10.0}]},
        {"optimizer.lr": 1e-4},
        {"optimizer.name": "SGD", "optimizer.lr": 0.01},
        {"schedule.name": "cosine"},
        {"loss.label_smoothing": 0.1},
        {"training.precision": "bfloat16"},
        {"training.accumulate": 2},
        {"training.best_by": "loss"},
        {"training.epochs": 3},
        {"data.placement": "streamed", "data.workers": 0},
    ],
)
def test_what_may_change_is_noted_and_kept(wanted: dict[str, Any], broken: Path):
    driver = continued(broken, wanted)

    assert driver.ended.reason is Reason.COMPLETED
    recipe = read_recipe(broken)
    assert recipe == driver.last(RunStarted).recipe
    for key, value in wanted.items():
        section, _, name = key.partition(".")
        assert recipe.to_dict()[section][name] == value
    log = (broken / "log.txt").read_text()
    assert all(f"{key}: " in log for key in wanted if not (key == "optimizer.lr" and "optimizer.name" in wanted))


def test_a_larger_batch_leaves_no_example_of_the_epoch_out(tiny: Recipe, tmp_path: Path):
    broken_off(tiny.with_values({"training.epochs": 1, "data.validation_share": 0.0}), tmp_path / "run", 4)
    done = int(snapshot_paths(tmp_path / "run")[-1].stem)

    continued(tmp_path / "run", {"data.batch_size": 48})

    seen_before = done * 32
    rest = -(-(256 - seen_before // 48 * 48) // 48)
    assert len(read_history(tmp_path / "run")) == done + rest


def test_a_change_outlives_a_second_break_right_after_it(broken: Path):
    driver = Driver()
    driver.do(ResumeRun(broken, {"training.epochs": 3, "optimizer.lr": 5e-4}, paused=True))
    driver.engine._training.run.records.folder.release()

    again = continued(broken)

    assert again.ended.summary.epochs == 3
    assert again.last(RunStarted).recipe.optimizer.arguments["lr"] == 5e-4


def test_changes_are_listed_field_by_field_with_their_verdicts(tiny: Recipe):
    new = tiny.with_values({"training.epochs": 9, "model.name": "mlp", "optimizer.name": "SGD", "data.batch_size": 64})

    found = {change.key: change for change in changes(tiny, new)}

    assert found.keys() == {"training.epochs", "model.name", "optimizer.name", "data.batch_size"}
    assert [key for key, change in found.items() if not change.allowed] == ["model.name"]
    assert (found["training.epochs"].old, found["training.epochs"].new, found["training.epochs"].title) == (
        2,
        9,
        "Epochs",
    )
    assert changes(tiny, tiny) == ()


def test_every_field_of_a_recipe_has_a_rule(tiny: Recipe):
    keys = {f"{section}.{name}" for section in SECTIONS for name in tiny.to_dict()[section]}

    assert {key for key in keys if key not in _RULES and key.partition(".")[0] not in _RULES} == set()


def test_a_damaged_snapshot_is_named_and_the_one_before_is_used(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "whole")
    broken_off(tiny, tmp_path / "broken", 13)
    earlier, newest = snapshot_paths(tmp_path / "broken")
    newest.write_bytes(newest.read_bytes()[:-1000])

    driver = continued(tmp_path / "broken")

    warnings = [str(event.message) for event in driver.of(Logged) if event.level == "warning"]
    assert str(newest) in warnings[0]
    assert f"after batch {int(earlier.stem)}" in warnings[1]
    assert driver.last(RunStarted).continued_from == int(earlier.stem)
    assert_same_run(tmp_path / "whole", tmp_path / "broken")


def test_a_snapshot_whose_batches_are_not_on_disk_is_passed_over(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "whole")
    broken_off(tiny, tmp_path / "broken", 13)
    batches = tmp_path / "broken" / "batches.bin"
    batches.write_bytes(batches.read_bytes()[: 32 * 9 + 5])

    driver = continued(tmp_path / "broken")

    assert driver.last(RunStarted).continued_from == 8
    assert_same_run(tmp_path / "whole", tmp_path / "broken")


def test_without_a_whole_snapshot_it_says_what_can_still_be_done(broken: Path):
    for path in snapshot_paths(broken):
        path.write_bytes(b"")
    event = refused(broken)
    assert event.code == "none-whole"
    assert "best.pt" in str(event.message)

    for path in snapshot_paths(broken):
        path.unlink()
    assert refused(broken).code == "no-snapshot"


def test_a_finished_run_asks_for_more_epochs(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "run")

    assert refused(tmp_path / "run").code == "at-its-end"
    assert refused(tmp_path / "run", {"training.epochs": 1}).code == "at-its-end"


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path):
    (tmp_path / "other").mkdir()
    assert refused(tmp_path / "other").code == "not-a-run"
    driver = Driver()
    driver.do(ResumeRun(tmp_path / "missing"))
    assert driver.last(Refused).code == "not-a-run"
    assert not (tmp_path / "missing").exists()


def test_the_run_of_another_program_can_be_looked_at_but_not_gone_on_with(broken: Path):
    script = (
        "import sys; from pathlib import Path; from trainer_core.files.run_lock import RunLock\n"
        "lock = RunLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(broken)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with other:
        assert other.stdout.readline().strip() == "held"
        assert is_locked(broken)
        event = refused(broken)
        assert event.code == "in-use"
        assert "being written by another program" in str(event.message)
        driver = Driver()
        driver.do(OpenRun(broken))
        assert len(driver.last(RunOpened).history) == len(read_history(broken))
        other.kill()
    assert not is_locked(broken)
    assert continued(broken).ended.reason is Reason.COMPLETED


def test_a_run_lets_go_of_its_folder_however_it_ends(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "run")
    assert not is_locked(tmp_path / "run")
    driver = Driver()
    driver.do(Start(tiny, tmp_path / "paused", paused=True))
    assert is_locked(tmp_path / "paused")
    driver.do(Unpause())
    RunLock(tmp_path / "paused").release()


def test_leftovers_of_a_kill_in_the_middle_of_a_write_are_cleared(broken: Path):
    for path in (broken / ".last.pt.0123abcd.part", broken / "snapshots" / ".000000013.pt.0123abcd.part"):
        path.write_bytes(b"half")

    continued(broken)

    assert not list(broken.rglob("*.part"))


def test_an_interrupted_run_has_no_result_once_it_goes_on(broken: Path):
    assert json.loads((broken / "result.json").read_text())["reason"] == "interrupted"
    driver = Driver()
    driver.do(ResumeRun(broken, paused=True))
    assert not (broken / "result.json").exists()
    driver.do(Unpause())
    assert json.loads((broken / "result.json").read_text())["reason"] == "completed"
    assert driver.last(RunEnded).summary.epochs == 2


def test_a_kill_leaves_a_run_that_says_nothing_of_its_end(tiny: Recipe, tmp_path: Path):
    dropped(tiny, tmp_path / "run", 10)

    assert not (tmp_path / "run" / "result.json").exists()
    assert snapshot_paths(tmp_path / "run")


def test_opening_a_run_brings_its_numbers_weights_and_log_back_and_only_reads(tiny: Recipe, tmp_path: Path):
    trained = whole(tiny, tmp_path / "run")
    before = contents(tmp_path / "run")
    driver = Driver()

    driver.do(OpenRun(tmp_path / "run"))

    opened = driver.last(RunOpened)
    assert opened.recipe == tiny
    assert len(opened.history) == 16
    assert len(opened.history.epochs) == 2
    assert opened.weights == tmp_path / "run" / "best.pt"
    assert opened.result["reason"] == "completed"
    assert opened.log[-1].endswith(str(trained.ended.message))
    assert driver.of(Prepared)
    assert driver.last(Evaluated).evaluation.metrics["accuracy"] == trained.ended.summary.test["accuracy"]
    assert not driver.of(RunStarted)
    assert driver.state == "idle"
    assert contents(tmp_path / "run") == before


def test_a_run_whose_weights_do_not_fit_its_recipe_is_not_opened(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "run")
    torch.save({"other": torch.zeros(2)}, tmp_path / "run" / "best.pt")
    driver = Driver()

    driver.do(OpenRun(tmp_path / "run"))

    assert driver.last(Refused).code == "do-not-fit"
    assert driver.engine.parts is None
    assert driver.state == "idle"
