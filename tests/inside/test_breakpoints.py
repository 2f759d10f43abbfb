"""breakpoint() where no console can open: in a trial, in processes that read a Dataset, in those of typed loaders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.conftest import Driver, same, weights_of
from tests.inside.conftest import Walker
from tests.trial.files import GOOD_MODEL, dataset, written
from trainer_core import Engine, Recipe
from trainer_core.protocol.commands import Advance, Start, Unit
from trainer_core.protocol.console import CodeDone, KeepChanges, LeaveBreakpoint, RunCode, StoodAtBreakpoint
from trainer_core.protocol.events import Event, Reason
from trainer_core.protocol.explain import Attributed, ExampleChoice, Explain, Method
from trainer_core.protocol.inside import StepBack
from trainer_core.protocol.predicting import Predict, Predicted
from trainer_core.trial.breakpoints import REFUSED, VARIABLE
from trainer_core.trial.code import read_code
from trainer_core.trial.process import try_file
from trainer_core.trial.trust import trust

STOPS = dataset("breakpoint(); return torch.full((1, 4, 4), index % 2 * 1.0), index % 2", length="return 16")


@pytest.fixture
def listening(driver: Driver):
    driver.engine.listen_to_code()
    yield driver
    driver.engine.close()


def test_a_trial_passes_a_breakpoint_over_and_says_where_it_opens(tmp_path: Path):
    text = GOOD_MODEL.replace("def forward(self, x):\n", "def forward(self, x):\n        breakpoint()\n")
    path = written(tmp_path, text)
    trust(read_code(path))
    report = try_file(path, "model")
    (found,) = [each for each in report.findings if each.code == "breakpoint"]
    assert "opens the console" in str(found.message)
    assert found.line == text.splitlines().index("        breakpoint()") + 1
    assert all(each.severity != "error" for each in report.findings)


def test_a_dataset_with_a_breakpoint_is_read_and_trained_and_the_sentence_is_told(tmp_path, driver):
    path = written(tmp_path, STOPS)
    trust(read_code(path))
    (found,) = [each for each in try_file(path, "dataset").findings if each.code == "breakpoint-in-dataset"]
    assert (found.severity, found.line) == ("warning", 8)
    data = {"source": "dataset", "path": str(path), "batch_size": 8, "workers": 1}
    recipe = Recipe.from_dict({"data": data, "training": {"epochs": 1, "device": "cpu", "threads": 1}})
    driver.engine.listen_to_code()
    driver.do(Start(recipe))
    assert driver.ended.reason is Reason.COMPLETED
    driver.engine.close()


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_a_breakpoint_in_the_processes_of_a_typed_loader_is_refused_with_a_sentence(listening, way):
    if way == "fork" and sys.platform == "win32":
        way = "spawn"
    listening.do(
        RunCode(
            "class Stops(torch.utils.data.Dataset):\n"
            "    def __len__(self): return 2\n"
            "    def __getitem__(self, i):\n        breakpoint()\n        return i\n\n"
            f"list(torch.utils.data.DataLoader(Stops(), num_workers=1, multiprocessing_context={way!r}))"
        )
    )
    assert "num_workers=0" in listening.last(CodeDone).text
    assert "line 4" in listening.last(CodeDone).text


def test_a_breakpoint_in_a_typed_dataset_without_processes_opens_the_console(tmp_path):
    def answer(event: Event) -> None:
        driver.events.append(event)
        if isinstance(event, StoodAtBreakpoint):
            driver.post(RunCode("i * 21"), LeaveBreakpoint())

    driver = Driver()
    driver.engine = Engine(answer)
    driver.engine.listen_to_code()
    driver.do(
        RunCode(
            "class Stops(torch.utils.data.Dataset):\n"
            "    def __len__(self): return 3\n"
            "    def __getitem__(self, i):\n        if i == 2: breakpoint()\n        return i\n\n"
            "list(torch.utils.data.DataLoader(Stops()))"
        )
    )
    assert "42" in [event.text for event in driver.of(CodeDone)]
    driver.engine.close()


def test_a_breakpoint_in_a_model_that_the_window_asks_something_stops_nothing(listening, tiny):
    """Otherwise the predictions that the window asks for at each pause would wait for a person every time."""
    listening.start(tiny, paused=True)
    for command in (
        RunCode("model.register_forward_hook(lambda *of: breakpoint())"),
        KeepChanges(),
        Predict((0, 1)),
        Explain(ExampleChoice(index=0), (Method.SALIENCY,)),
    ):
        listening.do(command)
    assert listening.of(Predicted)
    assert listening.of(Attributed)
    assert not listening.of(StoodAtBreakpoint)


NET = """
from torch import nn


class Net(nn.Module):
    def __init__(self, input_shape, outputs):
        super().__init__()
        self.body, self.head, self.calls = nn.Linear(784, 8), nn.Linear(8, outputs), 0

    def forward(self, x):
        self.calls += self.training
        hidden = self.body(x.flatten(1))
        if self.calls == 2:
            breakpoint()
        return self.head(hidden.relu())
"""


def test_what_is_typed_at_a_breakpoint_is_no_part_of_the_step_that_is_walked(short, tmp_path, monkeypatch):
    path = written(tmp_path, NET)
    trust(read_code(path))
    recipe = short.with_values({"model.name": "file", "model.path": str(path)})

    class AtBreakpoint(Walker):
        def told(self, event: Event) -> None:
            super().told(event)
            if isinstance(event, StoodAtBreakpoint):
                self.post(RunCode("hidden.tanh().shape, self.calls"), LeaveBreakpoint())

    walker, plain = AtBreakpoint(), Driver()
    walker.engine.listen_to_code()
    operations = [Advance(Unit.OPERATION)] * 8
    walker.walk(recipe, Advance(Unit.BATCH), *operations, StepBack(Unit.BATCH), Advance(Unit.BATCH))
    stood = walker.of(StoodAtBreakpoint)
    assert (stood[0].line, stood[0].function) == (14, "Net.forward")
    assert {event.text for event in walker.of(CodeDone)} == {"(torch.Size([32, 8]), 2)"}
    names = [place.name for place in walker.places if place.kind == "operation"]
    assert names[:5] == ["flatten", "linear", "relu", "linear", "cross_entropy"]
    monkeypatch.setenv(VARIABLE, "0")
    plain.start(recipe)
    assert same(weights_of(plain), weights_of(walker))
    walker.engine.close()


def test_the_variable_of_python_is_as_before_afterwards(driver, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    driver.engine.listen_to_code()
    assert os.environ[VARIABLE] == REFUSED
    driver.engine.close()
    assert VARIABLE not in os.environ

    monkeypatch.setenv(VARIABLE, "0")
    other = Driver()
    other.engine.listen_to_code()
    other.engine.close()
    assert os.environ[VARIABLE] == "0"
