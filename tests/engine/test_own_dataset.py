"""A run on a person's own Dataset: kept with its code, resumed to the bit, asked about when it is from elsewhere."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.utils.data import Dataset, TensorDataset

from tests.conftest import Driver, same, weights_of
from tests.trial.files import GOOD, HEAD, dataset, written
from trainer_core import Recipe, TrainerError, propose, resume, train
from trainer_core.data import room
from trainer_core.protocol.commands import Keep, OpenRun, ResumeRun, Stop, Unpause, VerifyRun
from trainer_core.protocol.events import Event, Refused, RunOpened, Verified
from trainer_core.recipe.code_files import code_to_agree_to
from trainer_core.runs.run_files import read_data, read_recipe
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import STATE_VARIABLE, trust

ORDERED = HEAD + (
    "class Mine(IterableDataset):\n    def __iter__(self):\n"
    "        return ((torch.full((1, 4, 4), index / 40 + index % 2), index % 2) for index in range(40))\n"
)
DRAWN = dataset("return torch.rand(1, 4, 4) + index % 2, index % 2", length="return 40")


@pytest.fixture(autouse=True)
def _asked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))


def recipe(path: Path, **data: object) -> Recipe:
    return Recipe.from_dict(
        {
            "data": {"source": "dataset", "path": str(path), "batch_size": 8, "workers": 1, **data},
            "training": {"epochs": 3, "device": "cpu", "threads": 1, "snapshot_minutes": 0},
        }
    )


def agreed(folder: Path, text: str) -> Path:
    path = written(folder, text)
    trust(read_code(path))
    return path


@pytest.mark.parametrize(
    "text", [GOOD, DRAWN, ORDERED], ids=["the same each time", "drawn at random", "in an order of its own"]
)
def test_an_interrupted_run_resumes_to_the_bit_with_its_code_as_it_was(
    tmp_path: Path, text: str, driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What has no index goes into a file, as where memory is short.
    monkeypatch.setattr(room, "_SHARE_WHILE_GROWING", 0.0)
    path = agreed(tmp_path, text)
    driver.start(recipe(path), tmp_path / "whole")
    whole = weights_of(driver)
    assert (tmp_path / "whole" / "code" / "mine.py").read_text() == text

    broken = Driver()
    broken.start(recipe(path), tmp_path / "broken", paused=True)
    for _ in range(20):
        broken.engine.turn()
    broken.do(Stop(Keep.FOR_LATER))
    # The file is another now, and nobody has agreed to it; the run goes on with what it kept.
    written(tmp_path, text.replace("index % 2", "(index + 1) % 2"))
    resumed = Driver()
    resumed.do(ResumeRun(tmp_path / "broken"))
    assert same(weights_of(resumed), whole)

    resumed.do(VerifyRun(tmp_path / "broken"))
    assert resumed.last(Verified).equal
    path.unlink()
    resumed.do(OpenRun(tmp_path / "broken"))
    assert resumed.of(RunOpened)


def test_a_file_that_was_not_agreed_to_is_refused_by_a_code(tmp_path: Path, driver: Driver) -> None:
    driver.start(recipe(written(tmp_path, GOOD)), tmp_path / "run")
    refused = driver.last(Refused)
    assert refused.code == "needs-trust"
    assert "mine.py is a program" in str(refused.message)
    assert not (tmp_path / "run").exists()


def test_a_run_from_elsewhere_that_holds_code_is_asked_about_again(
    tmp_path: Path, driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.start(recipe(agreed(tmp_path, GOOD), arguments={"count": 40}), tmp_path / "run")
    shutil.copytree(tmp_path / "run", tmp_path / "copy")
    (tmp_path / "mine.py").unlink()
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "of another person"))
    foreign = Driver()
    copy = tmp_path / "copy"
    for command in (VerifyRun(copy), OpenRun(copy), ResumeRun(copy, {"training.epochs": 4})):
        foreign.do(command)
        assert foreign.last(Refused).code == "needs-trust"
        assert str(tmp_path / "copy" / "code" / "mine.py") in str(foreign.last(Refused).message)
    needed = code_to_agree_to(read_recipe(tmp_path / "copy"), tmp_path / "copy")
    assert needed is not None
    trust(needed.code)
    foreign.do(VerifyRun(tmp_path / "copy"))
    assert foreign.last(Verified).equal


def test_data_that_has_changed_beneath_the_code_is_refused(tmp_path: Path, driver: Driver) -> None:
    text = dataset("return torch.full((1, 4, 4), float((Path(__file__).parent / 'level').read_text())), index % 2")
    (tmp_path / "level").write_text("0.25")
    path = agreed(tmp_path, "from pathlib import Path\n" + text)
    driver.start(recipe(path), tmp_path / "run")
    assert [file.name for file in read_data(tmp_path / "run")] == ["mine.py", "training examples"]
    (tmp_path / "level").write_text("0.75")
    again = Driver()
    again.do(ResumeRun(tmp_path / "run", {"training.epochs": 4}))
    assert again.last(Refused).code == "changed-data"
    assert "1 file has another content (training examples)" in str(again.last(Refused).message)


def test_a_worker_that_dies_in_the_middle_ends_the_run_with_a_sentence(tmp_path: Path, driver: Driver) -> None:
    text = dataset(
        f"import os; os.path.exists({str(tmp_path / 'now')!r}) and os._exit(1); return torch.rand(1, 4, 4), index % 2",
        length="return 40",
    )
    driver.start(recipe(agreed(tmp_path, text)), tmp_path / "run", paused=True)
    (tmp_path / "now").touch()
    driver.do(Unpause())
    assert "mine.py has died" in str(driver.ended.message)
    assert os.path.exists(tmp_path / "run" / "result.json")


def test_the_same_data_is_read_once_for_many_preparations(tmp_path: Path, driver: Driver) -> None:
    path = agreed(
        tmp_path,
        GOOD.replace("def __len__", f"print(open({str(tmp_path / 'made')!r}, 'a').write('x'))\n    def __len__"),
    )
    driver.start(recipe(path))
    times = len((tmp_path / "made").read_text())
    driver.start(recipe(path).with_values({"optimizer.lr": 0.01}))
    assert len((tmp_path / "made").read_text()) == times


class Noisy(Dataset[tuple[torch.Tensor, int]]):
    """Sums of noise and a class."""

    def __init__(self, count: int = 40, scale: float = 0.1) -> None:
        self.count, self.scale = count, scale

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        return torch.rand(1, 4, 4) * self.scale + index % 2, index % 2


def test_an_object_at_hand_is_trained_on_and_resumed_with_the_same_again(tmp_path: Path) -> None:
    wanted = Recipe.from_dict({"data": {"batch_size": 8}, "training": {"epochs": 2, "device": "cpu", "threads": 1}})
    before = torch.get_rng_state()
    whole = train(wanted.with_values({"training.epochs": 3}), tmp_path / "whole", data=Noisy())
    assert torch.equal(torch.get_rng_state(), before)
    assert whole.test is not None
    text = (tmp_path / "whole" / "recipe.toml").read_text()
    assert 'source = "object"' in text
    assert "test_own_dataset.Noisy" in text
    assert "Sums of noise" in (tmp_path / "whole" / "code" / "Noisy.py").read_text()

    train(wanted, tmp_path / "run", data=Noisy())
    with pytest.raises(TrainerError, match=r"test_own_dataset\.Noisy\).*resume\(run, data=…\)") as caught:
        resume(tmp_path / "run", {"training.epochs": 3})
    assert caught.value.code == "needs-object"
    with pytest.raises(TrainerError, match="another content"):
        resume(tmp_path / "run", {"training.epochs": 3}, data=Noisy(scale=0.2))
    resumed = resume(tmp_path / "run", {"training.epochs": 3}, data=Noisy())
    assert same(resumed.model.state_dict(), whole.model.state_dict())


def test_a_pair_of_objects_is_training_and_test(tmp_path: Path) -> None:
    quick = Recipe.from_dict({"training": {"epochs": 1, "device": "cpu", "threads": 1}})
    seen: list[Event] = []
    inputs, targets = torch.zeros(20, 1, 4, 4), torch.arange(20) % 2
    trained = train(
        quick, None, seen.append, data=(TensorDataset(inputs, targets), TensorDataset(inputs[:7], targets[:7]))
    )
    assert trained.test is not None
    assert trained.test.examples == 7
    with pytest.raises(TrainerError, match=r"^TensorDataset: Example 0 is tuple \(1\)"):
        train(quick, data=TensorDataset(inputs))


def test_an_object_of_two_classes_is_trained_on_with_a_recipe_for_yes_or_no(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", x=np.eye(20, dtype="f4"), y=np.arange(20) % 2)
    quick = {"training.epochs": 1, "training.device": "cpu", "training.threads": 1}
    recipe = propose(tmp_path / "a.npz", changes=quick).recipe
    assert recipe.loss.name == "BCEWithLogitsLoss"
    trained = train(recipe, tmp_path / "run", data=TensorDataset(torch.eye(20), torch.arange(20) % 2))
    assert "roc_auc" in trained.summary.test
