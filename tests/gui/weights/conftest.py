"""The page of weights files on a real engine, a file to look into, and one to load from."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import QObject, Qt, Slot

from studio.dialogs.file_dialogs import FileDialogs
from studio.look.settings import Settings
from studio.look.theme import current_theme
from studio.session.engine_thread import EngineThread
from studio.session.session import Session
from studio.views.weights.weights_view import WeightsView
from trainer_core import load_preset
from trainer_core.protocol.commands import LoadWeights

LEFT = Qt.MouseButton.LeftButton
TIMEOUT = 30_000
QUICK = {"data.limit": 64, "training.device": "cpu"}


class Ear(QObject):
    """Collects events on the GUI thread, and carries out what the view asks for as a window does."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.events = []
        self.asked = []

    @Slot(object)
    def hear(self, event):
        self.events.append(event)

    @Slot(object, object)
    def load(self, path, choice):
        self.asked.append((path, choice))
        self.session.post(LoadWeights(path, True, self.session.recipe, choice))


@pytest.fixture
def engine(qapp, qtbot):
    current_theme().set_mode("light")
    current_theme().apply(qapp)
    thread = EngineThread()
    thread.start()
    yield thread
    thread.shut_down()
    qtbot.waitUntil(thread.isFinished, timeout=TIMEOUT)
    thread.wait()


@pytest.fixture
def view(engine, qtbot, tmp_path):
    session = Session(engine, load_preset("fashion-mnist-tutorial").with_values(QUICK))
    view = WeightsView(session, FileDialogs(Settings(tmp_path / "settings.ini")))
    qtbot.addWidget(view)
    view.ear = Ear(session)
    engine.engine_event.connect(view.take)
    engine.engine_event.connect(view.ear.hear)
    view.load_asked.connect(view.ear.load)
    view.resize(1440, 820)
    view.show()
    qtbot.waitExposed(view)
    yield view
    view.hide()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    state = {
        "backbone.layer1.weight": torch.arange(12.0).reshape(3, 4),
        "backbone.layer1.bias": torch.tensor([1.0, math.nan, math.inf]),
        "backbone.layer2.weight": torch.ones(2, 3),
    }
    torch.save({"model": state, "epoch": 7}, tmp_path / "checkpoint.pt")
    return tmp_path / "checkpoint.pt"


@pytest.fixture
def fitting(tmp_path: Path):
    """Weights of the preset's network under another prefix, one tensor of another shape, and one too many."""
    names = {
        "0": (512, 784),
        "2": (512, 512),
        "4": (10, 512),
    }
    state = {}
    for layer, shape in names.items():
        state[f"old.linear_relu_stack.{layer}.weight"] = torch.full(shape, 0.01)
        state[f"old.linear_relu_stack.{layer}.bias"] = torch.full(shape[:1], 0.5)
    state["old.linear_relu_stack.4.bias"] = torch.ones(11)
    state["old.extra"] = torch.ones(1)
    torch.save(state, tmp_path / "old.pt")
    return tmp_path / "old.pt"


def opened(view: WeightsView, path: Path, qtbot) -> None:
    view.open(path)
    qtbot.waitUntil(lambda: view.path == path, timeout=TIMEOUT)
