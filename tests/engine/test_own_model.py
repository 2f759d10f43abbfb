"""A run on a person's own module: kept with its code, resumed to the bit, taken up again once it is corrected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Driver, same, weights_of
from tests.trial.files import MODEL_HEAD, written
from tests.trial.test_part_check import FOCAL, LION
from trainer_core import Recipe, TrainerError, resume, train
from trainer_core.protocol.commands import Keep, OpenRun, ResumeRun, Stop, VerifyRun
from trainer_core.protocol.events import Crashed, Logged, Reason, Refused, RunEnded, RunOpened, Verified
from trainer_core.recipe.code_files import code_to_agree_to
from trainer_core.runs.code_check import changed_lines
from trainer_core.runs.run_files import read_recipe
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import STATE_VARIABLE, trust

NET = (
    MODEL_HEAD
    + """
import math

class Net(nn.Module):
    def __init__(self, input_shape, outputs, hidden=8):
        super().__init__()
        self.fc1 = nn.Linear(math.prod(input_shape), hidden)
        self.drop = nn.Dropout(0.1)
        self.fc2 = nn.Linear(hidden, outputs)
        self.seen = 0

    def forward(self, x):
        self.seen += 1
        return self.fc2(self.drop(torch.relu(self.fc1(x.flatten(1)))))
"""
)
BREAKS = NET.replace(
    "        self.seen += 1\n", "        self.seen += 1\n        if self.seen > 15: raise ValueError('odd')\n"
)


@pytest.fixture(autouse=True)
def _asked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))


def recipe(path: Path, **model: object) -> Recipe:
    return Recipe.from_dict(
        {
            "data": {"source": "blobs", "batch_size": 32},
            "model": {"name": "file", "path": str(path), **model},
            "training": {"epochs": 3, "device": "cpu", "threads": 1, "snapshot_minutes": 0},
        }
    )


def agreed(folder: Path, text: str) -> Path:
    path = written(folder, text, "net.py")
    trust(read_code(path))
    return path


def told(driver: Driver) -> list[str]:
    return [str(event.message) for event in driver.of(Logged)]


def test_an_interrupted_run_resumes_to_the_bit_with_its_code_as_it_was(tmp_path: Path, driver: Driver) -> None:
    path = agreed(tmp_path, NET)
    driver.start(recipe(path, hidden=6), tmp_path / "whole")
    whole = weights_of(driver)
    assert whole["fc1.weight"].shape == (6, 2)
    assert (tmp_path / "whole" / "code_of_model" / "net.py").read_text() == NET
    assert "because of Dropout" in " ".join(told(driver))

    broken = Driver()
    broken.start(recipe(path, hidden=6), tmp_path / "broken", paused=True)
    for _ in range(20):
        broken.engine.turn()
    # A file that is edited while it is trained disturbs nothing, and the run goes on with what it kept.
    written(tmp_path, NET.replace("torch.relu", "torch.tanh"), "net.py")
    broken.do(Stop(Keep.FOR_LATER))
    resumed = Driver()
    resumed.do(ResumeRun(tmp_path / "broken"))
    assert same(weights_of(resumed), whole)
    line = 1 + next(number for number, text in enumerate(NET.splitlines()) if "torch.relu" in text)
    change = f"net.py has changed since the run began (+1 −1 lines; net.py:{line}), so the copy"
    assert any(change in each for each in told(resumed))

    diff = changed_lines(tmp_path / "broken", read_recipe(tmp_path / "broken"))
    assert [text[:1] for text in diff if "torch." in text and "self.fc1" in text] == ["-", "+"]

    resumed.do(VerifyRun(tmp_path / "broken"))
    assert resumed.last(Verified).equal
    path.unlink()
    opened = Driver()
    opened.do(OpenRun(tmp_path / "broken"))
    assert opened.of(RunOpened)
    assert any("net.py is not there any more" in each for each in told(opened))


def test_a_file_that_was_not_agreed_to_is_refused_by_a_code(tmp_path: Path, driver: Driver) -> None:
    wanted = recipe(written(tmp_path, NET, "net.py"))
    driver.start(wanted, tmp_path / "run")
    assert driver.last(Refused).code == "needs-trust"
    assert not (tmp_path / "run").exists()
    needed = code_to_agree_to(wanted)
    assert needed is not None
    assert needed.path == tmp_path / "net.py"


def test_what_does_not_hold_refuses_the_run_before_it_begins(tmp_path: Path, driver: Driver) -> None:
    path = agreed(tmp_path, NET.replace("hidden, outputs)", "hidden, 7)"))
    driver.start(recipe(path), tmp_path / "run")
    assert driver.last(Refused).code == "wrong-outputs"
    assert "with 7 numbers" in str(driver.last(Refused).message)
    assert not (tmp_path / "run").exists()
    driver.start(recipe(tmp_path / "gone.py"), tmp_path / "run")
    assert driver.last(Refused).code == "missing-file"
    driver.start(Recipe.from_dict({"data": {"source": "blobs"}, "model": {"name": "file"}}), tmp_path / "run")
    assert driver.last(Refused).code == "no-file"


def test_an_error_in_training_names_the_line_and_the_corrected_file_goes_on(tmp_path: Path, driver: Driver) -> None:
    path = agreed(tmp_path, BREAKS)
    run = tmp_path / "run"
    driver.start(recipe(path), run)
    ended = driver.last(RunEnded)
    assert ended.reason is Reason.FAILED
    assert "net.py, line 17: It raised ValueError: odd, while it was trained." in str(ended.message)
    assert not driver.of(Crashed)
    assert (run / "last.pt").is_file()

    agreed(tmp_path, NET)
    again = Driver()
    again.do(ResumeRun(run, accept_changed_code=True))
    assert again.last(RunEnded).reason is Reason.COMPLETED
    assert any("net.py has changed" in each and "used from here on" in each for each in told(again))
    assert (run / "code_of_model" / "net.py").read_text() == NET
    again.do(VerifyRun(run))
    assert again.last(Verified).equal


def test_a_changed_file_whose_parameters_do_not_fit_is_refused(tmp_path: Path, driver: Driver) -> None:
    path = agreed(tmp_path, NET)
    driver.start(recipe(path), tmp_path / "run")
    agreed(tmp_path, NET.replace("hidden=8", "hidden=9"))
    with pytest.raises(TrainerError, match="does not fit") as caught:
        resume(tmp_path / "run", {"training.epochs": 4}, accept_changed_code=True)
    assert caught.value.code == "does-not-fit"
    assert resume(tmp_path / "run", {"training.epochs": 4}).summary.epochs == 4


def test_arguments_beside_the_section_s_own_are_those_of_the_class(tmp_path: Path) -> None:
    path = written(tmp_path, NET, "net.py")
    wanted = recipe(path).with_values({"model.hidden": 5})
    assert wanted.model.arguments["arguments"] == {"hidden": 5}
    assert wanted.with_values({"model.arguments.hidden": 4}).model.arguments["arguments"] == {"hidden": 4}
    assert Recipe.from_toml(wanted.to_toml()) == wanted
    # An argument of the class that is called like a field of the section.
    named = {"model.name": "file", "model.path": str(path), "model.arguments.path": 3}
    assert Recipe().with_values(named).model.arguments["arguments"] == {"path": 3}
    assert "path" not in wanted.with_values({"model.name": "mlp"}).model.arguments
    relative = Recipe.from_dict({"model": {"name": "file", "path": "net.py"}}, relative_to=tmp_path)
    assert relative.model.arguments["path"] == str(path)


def test_the_answer_of_several_values_is_trained_on(tmp_path: Path) -> None:
    text = NET.replace("return self.fc2(", "return {'h': x, 'logits': self.fc2(").replace(
        "x.flatten(1)))))", "x.flatten(1)))))}"
    )
    path = agreed(tmp_path, text)
    assert train(recipe(path, answer="logits")).summary.epochs == 3


def test_a_copy_of_the_tutorial_s_network_is_trained_to_the_same_bits(tmp_path: Path, driver: Driver) -> None:
    source = (Path(__file__).parents[2] / "trainer_core" / "models" / "neural_network.py").read_text()
    own = source.partition("@models.register")[0].replace("from trainer_core.models.registry import models", "")
    driver.start(recipe(agreed(tmp_path, own), **{"class": "NeuralNetwork"}))
    mine = weights_of(driver)
    driver.start(recipe(tmp_path / "net.py").with_values({"model.name": "neural_network"}))
    assert same(weights_of(driver), mine)


def test_a_loss_and_an_optimizer_of_a_person_s_own_resume_to_the_bit(tmp_path: Path, driver: Driver) -> None:
    path = agreed(tmp_path, FOCAL + LION)
    own = {
        "loss.name": "file",
        "loss.path": str(path),
        "loss.gamma": 1.5,
        "optimizer.name": "file",
        "optimizer.path": str(path),
        "optimizer.lr": 0.01,
        "optimizer.beta": 0.8,
        "model.name": "mlp",
    }
    wanted = recipe(path).with_values(own)
    assert wanted.optimizer.arguments["arguments"] == {"beta": 0.8}
    driver.start(wanted, tmp_path / "whole")
    assert driver.last(RunEnded).reason is Reason.COMPLETED
    whole = weights_of(driver)
    assert (tmp_path / "whole" / "code_of_loss" / "net.py").is_file()
    train(wanted.with_values({"training.epochs": 2}), tmp_path / "part")
    path.unlink()
    assert same(resume(tmp_path / "part", {"training.epochs": 3}).model.state_dict(), whole)


def test_a_loss_of_a_person_s_own_that_does_not_hold_refuses_the_run(tmp_path: Path, driver: Driver) -> None:
    path = agreed(tmp_path, FOCAL.replace(".mean()", ""))
    driver.start(recipe(path).with_values({"model.name": "mlp", "loss.name": "file", "loss.path": str(path)}))
    assert driver.last(Refused).code == "loss-not-a-number"
