"""`studio.open`: the window on objects of a Python program, driven by clicks while the call blocks."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import torch
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication
from torch import Tensor, nn
from torch.utils.data import TensorDataset

import studio as package
from studio.app import Opened, Studio
from studio.look.settings import Settings
from trainer_core import TrainerError
from trainer_core.protocol.events import RunEnded
from trainer_core.recipe.recipe import Recipe

INPUTS = torch.rand(64, 1, 8, 8, generator=torch.Generator().manual_seed(2))
DATA = TensorDataset(INPUTS, (INPUTS.mean((1, 2, 3)) > 0.5).long())
QUICK = Recipe.from_dict({"data": {"batch_size": 8}, "training": {"epochs": 1, "device": "cpu", "threads": 1}})


class Tiny(nn.Module):
    """One layer."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(64, 2)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.layer(x.flatten(1))
        return out


class Person(QObject):
    """Presses Train in the window as soon as that is possible, and acts once the run has ended."""

    def __init__(self, then: Callable[[Studio], None]) -> None:
        super().__init__()
        self.pressed = False
        self.threads = 0
        self._then = then
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        open_ones = [
            each for each in QApplication.instance().children() if isinstance(each, Studio) and each.window.isVisible()
        ]
        if not open_ones:
            return
        there = open_ones[0]
        button = there.window.findChild(QAbstractButton, "trainButton")
        if not self.pressed and button.isEnabled() and there.session.preparation is not None:
            self.pressed, self.threads = True, torch.get_num_threads()
            button.click()
        elif there.session.run.ended is not None:
            self._timer.stop()
            self._then(there)


@pytest.fixture(autouse=True)
def _own_settings(studio_app: QApplication, studio_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.app.Settings", lambda: studio_settings)


def test_a_script_trains_its_module_in_the_window_and_gets_the_run(studio_settings: Settings) -> None:
    module = Tiny()
    before = module.layer.weight.detach().clone()
    handler = signal.getsignal(signal.SIGINT)
    person = Person(lambda there: there.window.close())
    opened = package.open(model=module, data=DATA, recipe=QUICK)
    assert person.threads == 1
    assert not opened.is_open
    assert opened.trained is not None
    assert opened.trained.test is not None
    assert isinstance(opened.trained.model, Tiny)
    assert opened.trained.summary.epochs == 1
    assert torch.equal(module.layer.weight, before)
    assert not torch.equal(opened.trained.model.layer.weight, before)
    assert signal.getsignal(signal.SIGINT) is handler
    # The next start, without the objects, begins with what it would have begun with.
    assert "object" not in studio_settings.edited_recipe


def test_the_model_is_that_of_the_end_of_the_run_whatever_comes_then(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Opened._end

    def take_late(self: Opened, event: RunEnded) -> None:
        """The next command has changed the model before the window is told of the end."""
        with torch.no_grad():
            self._studio.thread_._engine.parts.model.layer.weight.fill_(7.0)
        kept(self, event)

    monkeypatch.setattr(Opened, "_end", take_late)
    person = Person(lambda there: there.window.close())
    opened = package.open(model=Tiny(), data=DATA, recipe=QUICK)
    assert person.pressed
    assert opened.trained is not None
    assert not bool((opened.trained.model.layer.weight == 7.0).any())


def test_without_a_recipe_the_data_decides() -> None:
    seen: list[Recipe] = []

    def look(there: Studio) -> None:
        seen.append(there.session.recipe)
        there.window.close()

    person = Person(look)
    opened = package.open(data=DATA)
    assert person.pressed
    assert opened.trained is not None
    assert seen[0].data.source == "object"
    assert seen[0].model.name != "object"


def test_in_ipython_the_call_returns_at_once_and_the_shell_serves_the_window(
    monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    asked: list[str] = []
    shell = SimpleNamespace(enable_gui=asked.append)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    person = Person(lambda there: None)
    opened: Opened = package.open(model=Tiny(), data=DATA, recipe=QUICK)
    assert asked == ["qt6"]
    assert opened.is_open
    with pytest.raises(RuntimeError, match="open already"):
        package.open(data=DATA)
    qtbot.waitUntil(lambda: opened.trained is not None, timeout=60_000)
    opened.close()
    assert not opened.is_open
    assert person.pressed


def test_data_that_cannot_be_used_is_refused_before_a_window_opens() -> None:
    with pytest.raises(TrainerError, match="Example 0"):
        package.open(data=TensorDataset(INPUTS))
