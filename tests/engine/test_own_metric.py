"""A run that is also measured by a function of a person's own: in every epoch, kept, resumed, told with its line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.conftest import Driver, same, weights_of
from tests.trial.files import written
from trainer_core import Recipe, TrainerError, resume, train
from trainer_core.errors import RecipeError
from trainer_core.protocol.commands import VerifyRun
from trainer_core.protocol.events import Reason, Refused, RunEnded, Verified
from trainer_core.recipe.code_files import code_to_agree_to
from trainer_core.runs.run_files import read_history, read_summary
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import STATE_VARIABLE, trust

SHARE = """def Share_Right(truth, predicted, scores, weight: float = 1.0):
    assert len(truth) == len(predicted) == len(scores)
    return weight * (truth == predicted).mean()
"""


@pytest.fixture(autouse=True)
def _asked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))


def recipe(path: Path, **changes: object) -> Recipe:
    values = {
        "data": {"source": "blobs", "batch_size": 32},
        "model": {"name": "mlp"},
        "metric": {"name": "file", "path": str(path)},
        "training": {"epochs": 3, "device": "cpu", "threads": 1, "snapshot_minutes": 0},
    }
    return Recipe.from_dict(values).with_values(changes)


def agreed(folder: Path, text: str) -> Path:
    path = written(folder, text, "share.py")
    trust(read_code(path))
    return path


def test_it_is_a_column_of_the_run_and_may_choose_the_best_epoch(tmp_path: Path, driver: Driver) -> None:
    path = agreed(tmp_path, SHARE)
    wanted = recipe(path, **{"metric.weight": 0.5, "training.best_by": "share_right"})
    assert wanted.metric.arguments["arguments"] == {"weight": 0.5}
    assert Recipe.from_toml(wanted.to_toml()) == wanted
    driver.start(wanted, tmp_path / "run")
    assert driver.last(RunEnded).reason is Reason.COMPLETED
    rows = read_history(tmp_path / "run").epochs
    assert [row.validation["share_right"] for row in rows] == [row.validation["accuracy"] / 2 for row in rows]
    result = read_summary(tmp_path / "run")
    assert result["test_share_right"] == pytest.approx(result["test_accuracy"] / 2)
    assert result["best_epoch"] == 1 + int(np.argmax([row.validation["accuracy"] for row in rows]))
    assert (tmp_path / "run" / "code_of_metric" / "share.py").read_text() == SHARE
    driver.do(VerifyRun(tmp_path / "run"))
    assert driver.last(Verified).equal


def test_a_run_that_is_resumed_is_measured_by_the_function_as_it_was(tmp_path: Path, driver: Driver) -> None:
    path = agreed(tmp_path, SHARE)
    driver.start(recipe(path), tmp_path / "whole")
    whole = weights_of(driver)
    train(recipe(path, **{"training.epochs": 2}), tmp_path / "part")
    written(tmp_path, SHARE.replace("weight *", "weight * 7 *"), "share.py")
    resumed = resume(tmp_path / "part", {"training.epochs": 3})
    assert same(resumed.model.state_dict(), whole)
    assert [row.validation["share_right"] <= 1 for row in read_history(tmp_path / "part").epochs] == [True] * 3
    with pytest.raises(TrainerError, match="evaluated with another metric"):
        resume(tmp_path / "part", {"training.epochs": 4, "metric.name": "task"})


def test_it_is_asked_about_and_tried_before_a_run_begins(tmp_path: Path, driver: Driver) -> None:
    wanted = recipe(written(tmp_path, SHARE, "share.py"))
    needed = code_to_agree_to(wanted)
    assert needed is not None
    assert needed.path == tmp_path / "share.py"
    driver.start(wanted, tmp_path / "run")
    assert driver.last(Refused).code == "needs-trust"
    agreed(tmp_path, SHARE.replace("weight *", "'a' +"))
    driver.start(wanted, tmp_path / "run")
    assert driver.last(Refused).code == "raises"
    assert "share.py, line 3" in str(driver.last(Refused).message)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("name", ["Accuracy", "rmse_of_mine", "loss", "seconds"])
def test_a_name_that_another_column_has_is_refused(tmp_path: Path, driver: Driver, name: str) -> None:
    driver.start(recipe(agreed(tmp_path, SHARE.replace("Share_Right", name))))
    assert driver.last(Refused).code == "metric-name-taken"
    assert name.lower() in str(driver.last(Refused).message)


def test_what_it_raises_in_a_run_is_told_with_its_line(tmp_path: Path, driver: Driver) -> None:
    path = agreed(tmp_path, SHARE.replace("    return", "    if len(truth) > 20: raise ValueError('odd')\n    return"))
    driver.start(recipe(path), tmp_path / "run")
    ended = driver.last(RunEnded)
    assert ended.reason is Reason.FAILED
    assert "share.py, line 3: It raised ValueError: odd" in str(ended.message)


def test_without_a_file_an_unknown_name_chooses_no_best_epoch() -> None:
    with pytest.raises(RecipeError, match=r"share_right.*not known"):
        Recipe().with_values({"training.best_by": "share_right"})
