"""Takes the README's pictures of the real program: ``python -m tests.tools.screenshots [FOLDER]``.

The real window trains the default preset with real clicks; it is grabbed in both themes and both languages while it
trains, after the test, on a small screen, when training diverges, with its runs, with the weights that they left, with
a network of layers, inside a step, and as it offers to go on with an interrupted run. Runs off screen where there is no
display.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import torch  # noqa: F401  before Qt, as at the program's entry

from studio.display import missing_display

if missing_display() is not None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QAbstractButton

from studio.app import Studio, make_application
from studio.look import i18n
from studio.look.settings import Settings
from studio.look.theme import Mode, current_theme
from studio.window.page_bar import Page
from trainer_core.files.resources import resource
from trainer_core.protocol.commands import Keep
from trainer_core.protocol.events import State
from trainer_core.recipe.presets import DEFAULT, load_preset
from trainer_core.runs.run_files import BEST
from trainer_core.training.loop import Phase

_POLL_MS = 50
_SETTLE_MS = 1600
_CNN = [
    {"type": "Conv2d", "out_channels": 32, "kernel_size": 3, "padding": 1},
    {"type": "ReLU"},
    {"type": "MaxPool2d", "kernel_size": 2},
    {
        "type": "Residual",
        "layers": [{"type": "Conv2d", "out_channels": 32, "kernel_size": 3, "padding": 1}, {"type": "ReLU"}],
    },
    {"type": "Flatten"},
    {"type": "Linear", "out_features": 10},
]
_LOOKS: tuple[tuple[Mode, str], ...] = (("dark", "en"), ("light", "en"), ("dark", "ko"), ("light", "ko"))


def take(folder: Path) -> None:
    """Run the program and write the pictures into ``folder``."""
    with tempfile.TemporaryDirectory() as temporary:
        app = make_application()
        settings = Settings(Path(temporary, "settings.ini"))
        settings.runs_folder = str(Path(temporary, "runs"))
        settings.language = "en"
        studio = Studio(app, settings)
        _scenes(studio, folder)
        _leave(studio)
        again = Studio(app, settings)
        _offer(again, folder)
        _leave(again)


def _leave(studio: Studio) -> None:
    studio.window.hide()
    studio.shut_down()
    _serve_until(studio.thread_.isFinished)
    studio.thread_.wait()


def _offer(studio: Studio, folder: Path) -> None:
    """The start after an interruption."""
    studio.window.resize(1440, 900)
    studio.window.show()
    studio.window.offers.look()
    _serve_until(lambda: studio.session.preparation is not None and studio.session.state is State.IDLE)
    _grab(studio, folder, "interrupted", _LOOKS[:1])


def _scenes(studio: Studio, folder: Path) -> None:
    window, session = studio.window, studio.session
    train = window.toolbar.train_button
    window.resize(1440, 900)
    window.show()
    _serve_until(lambda: session.preparation is not None and session.state is State.IDLE)
    _grab(studio, folder, "start", _LOOKS[1:2])
    train.click()
    _serve_until(lambda: session.run.history is not None and len(session.run.history.epochs) == 2)
    session.set_value("optimizer.lr", 3e-4)
    _serve_until(
        lambda: (
            session.run.started is not None and len(session.run.history) > 2.5 * session.run.started.batches_per_epoch
        )
    )
    _grab(studio, folder, "training", _LOOKS)
    window.resize(1024, 700)
    _grab(studio, folder, "small", _LOOKS[1:3])
    window.resize(1440, 900)
    i18n.set_language(studio.app, "en")
    _serve_until(lambda: session.state is State.IDLE)
    _grab(studio, folder, "finished", _LOOKS[:2])
    window.tabs.setCurrentIndex(1)
    _grab(studio, folder, "confusion", _LOOKS[1:2])
    window.tabs.setCurrentIndex(0)
    session.set_value("optimizer.name", "SGD")
    session.set_value("optimizer.lr", 100.0)
    session.set_value("optimizer.weight_decay", 10.0)
    train.click()
    _serve_until(lambda: session.state is State.PAUSED)
    _grab(studio, folder, "diverged", _LOOKS[1:2])
    session.stop(Keep.NOTHING)
    _serve_until(lambda: session.state is State.IDLE)
    _pages(studio, folder)


def _pages(studio: Studio, folder: Path) -> None:
    """Train two shorter runs and interrupt a third; then show the runs, and the weights of the first."""
    window, session = studio.window, studio.session
    session.set_recipe(load_preset(DEFAULT).with_values({"training.epochs": 2, "optimizer.lr": 3e-3}))
    for name in ("SGD", "Adam"):
        session.set_value("optimizer.name", name)
        ended = session.run.ended
        window.toolbar.train_button.click()
        _serve_until(lambda before=ended: session.run.ended is not before and session.state is State.IDLE)
    session.set_value("training.epochs", 5)
    window.toolbar.train_button.click()
    _serve_until(lambda: len(session.run.history) > 2.4 * session.run.started.batches_per_epoch)
    session.stop(Keep.FOR_LATER)
    _serve_until(lambda: session.state is State.IDLE)
    window.pages.show_page(Page.RUNS)
    _grab(studio, folder, "runs", _LOOKS[:2])
    weights = next(path / BEST for path in sorted(studio.settings.runs_root.iterdir()) if (path / BEST).exists())
    window.pages.weights.open(weights)
    window.pages.show_page(Page.WEIGHTS)
    _grab(studio, folder, "weights", _LOOKS[1:2])
    _model(studio, folder)
    _inside(studio, folder)
    window.pages.show_page(Page.TRAIN)


def _model(studio: Studio, folder: Path) -> None:
    """The built-in convolutional network as a list of layers."""
    window, session = studio.window, studio.session
    window.pages.show_page(Page.MODEL)
    session.set_recipe(load_preset(DEFAULT).with_values({"model.name": "layers", "model.layers": _CNN}))
    _serve_until(lambda: window.pages.model.layers.is_traced and session.preparation is not None)
    _grab(studio, folder, "model", _LOOKS[1:2])


def _inside(studio: Studio, folder: Path) -> None:
    """One step of the tutorial's network, walked through up to the end of its backward pass."""
    window, session = studio.window, studio.session
    session.set_recipe(load_preset(DEFAULT))
    window.pages.show_page(Page.INSIDE)
    inside = window.pages.inside
    _serve_until(inside.beginning.button.isEnabled)
    inside.beginning.button.click()
    _serve_until(lambda: session.state is State.PAUSED)
    inside.tabs.setCurrentWidget(inside.graph)
    for _ in Phase:
        _serve(_SETTLE_MS)
        window.findChild(QAbstractButton, "stepForwardButton").click()
    _grab(studio, folder, "inside", (*_LOOKS[:1], *_LOOKS[3:]))
    session.stop(Keep.NOTHING)
    _serve_until(lambda: session.state is State.IDLE)


def _grab(studio: Studio, folder: Path, name: str, looks: tuple[tuple[Mode, str], ...]) -> None:
    for theme, language in looks:
        current_theme().set_mode(theme)
        i18n.set_language(studio.app, language)
        _serve(_SETTLE_MS)
        studio.window.grab().save(str(folder / f"{name}-{theme}-{language}.png"))


def _serve(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _serve_until(condition: Callable[[], bool]) -> None:
    while not condition():
        _serve(_POLL_MS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Takes the README's pictures of the real program.")
    parser.add_argument("folder", type=Path, nargs="?", default=resource() / "screenshots")
    target = parser.parse_args().folder
    target.mkdir(parents=True, exist_ok=True)
    take(target)
