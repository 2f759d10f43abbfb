"""The live curves of a made-up run: the view, batches that come in, and what is drawn of them."""

import math

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from studio.dialogs.file_dialogs import FileDialogs
from studio.look.settings import Settings
from studio.session.session import Session
from studio.views.curves import CurvesView
from trainer_core.history.history import EpochRow, History
from trainer_core.protocol.events import RunStarted
from trainer_core.recipe.recipe import Recipe

EPOCHS, BATCHES = 5, 100


@pytest.fixture
def files(tmp_path_factory):
    return FileDialogs(Settings(tmp_path_factory.mktemp("settings") / "settings.ini"))


@pytest.fixture
def view(qtbot, session, files):
    view = CurvesView(session, files)
    qtbot.addWidget(view)
    view.resize(744, 804)
    with qtbot.waitExposed(view):
        view.show()
    return view


def append_batches(history: History, count: int) -> None:
    noise = np.random.default_rng(len(history))
    for _ in range(count):
        step = len(history)
        history.append(0.4 + 2 * math.exp(-step / 60) + 0.05 * noise.normal(), 0.85, 1e-3, (step + 1) * 0.01)


def start_run(session: Session, count: int = 250, number: int = 1, recipe: Recipe | None = None) -> History:
    history = History("accuracy")
    append_batches(history, count)
    for epoch in range(1, count // BATCHES + 1):
        history.append_epoch(epoch_row(epoch))
    session.take(RunStarted(number, recipe or session.recipe, history, None, EPOCHS, BATCHES, 64))
    return history


def epoch_row(epoch: int, accuracy: float | None = None) -> EpochRow:
    accuracy = 0.7 + 0.05 * epoch if accuracy is None else accuracy
    return EpochRow(
        epoch,
        epoch * BATCHES,
        {"loss": 0.5, "accuracy": 0.8},
        {"loss": 0.6 - 0.05 * epoch, "accuracy": accuracy},
        1e-3,
        epoch * BATCHES * 0.01,
        9.0,
    )


def drawn(qtbot, view: CurvesView) -> None:
    """Wait until what there is now has been drawn."""
    before = view.redraws
    view.redraw()
    qtbot.waitUntil(lambda: view.redraws > before)


def has_colour(image: QImage, colour: QColor) -> bool:
    """Whether a pixel of ``image`` has just this colour."""
    pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), dtype=np.uint32)
    return bool((pixels & 0xFFFFFF == colour.rgb() & 0xFFFFFF).any())
