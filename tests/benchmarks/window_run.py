"""Contestant: the same run in the real studio, with all, some or none of its window to be seen."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtCore import QEventLoop, QObject, QTimer, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from studio.app import Studio, make_application
from studio.look.settings import Settings
from tests.benchmarks.contest import answer, arguments, turns
from tests.benchmarks.engine_run import speed
from tests.benchmarks.workloads import BATCH, recipe
from trainer_core.protocol.events import State
from trainer_core.recipe.recipe import Recipe

_SETTLE_MS = 300
EVERYTHING, HIDDEN, MINIMISED = "everything", "hidden", "minimised"


def open_studio(folder: Path, wanted: Recipe | None = None) -> Studio:
    """The studio as ``python -m studio`` opens it, 1440×900 and shown, with settings and runs of its own."""
    app = make_application()
    settings = Settings(folder / "settings.ini")
    settings.runs_folder = str(folder / "runs")
    settings.language, settings.theme = "en", "dark"
    studio = Studio(app, settings, later=wanted is None)
    studio.session.prepared.connect(studio.garbage.settle)
    if wanted is not None:
        studio.session.set_recipe(wanted)
    studio.window.resize(1440, 900)
    studio.window.show()
    return studio


def serve(changed: SignalInstance, condition: Callable[[], bool]) -> None:
    """Serve the window until ``condition()`` holds; it is looked at whenever ``changed`` is emitted."""
    if condition():
        return
    loop = QEventLoop()
    waiter = _Waiter(loop, condition)
    changed.connect(waiter.look)
    loop.exec()
    changed.disconnect(waiter.look)


def serve_for(milliseconds: int) -> None:
    """Serve the window for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def end(studio: Studio) -> None:
    """End the run and the engine without asking."""
    studio.window.hide()
    loop = QEventLoop()
    studio.thread_.finished.connect(loop.quit)
    studio.shut_down()
    loop.exec()
    studio.thread_.wait()


class _Waiter(QObject):
    def __init__(self, loop: QEventLoop, condition: Callable[[], bool]) -> None:
        super().__init__(loop)
        self._loop = loop
        self._condition = condition

    @Slot()
    def look(self) -> None:
        if self._condition():
            self._loop.quit()


class Spectacle:
    """Decides what of the window is to be seen: everything, nothing, or one view alone."""

    def __init__(self, studio: Studio) -> None:
        self._window = window = studio.window
        self.views: dict[str, QWidget] = {
            "curves": window.curves,
            "predictions": window.predictions,
            "confusion": window.confusion,
            "classes": window.classes,
            "status bar": window.status,
            "log": window.log,
            "recipe form": window.form,
        }
        self._pages = {"predictions": 0, "confusion": 1, "classes": 2}

    def show(self, what: str) -> None:
        window = self._window
        if what == HIDDEN:
            window.hide()
            return
        if what == MINIMISED:
            window.showMinimized()
            return
        everything = what == EVERYTHING
        window.showNormal()
        window.resize(1440, 900)
        window.tabs.setCurrentIndex(self._pages.get(what, 0))
        for name, view in self.views.items():
            if name not in ("classes", "log"):
                view.setVisible(everything or name == what)
        window.log.setVisible(what == "log")
        window.toolbar.setVisible(everything)
        window.tabs.setVisible(everything or what in self._pages)
        window.middle.setVisible(everything or what in ("curves", "log"))


class Run(QObject):
    """A run in the window that is measured so many epochs at a time."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._epochs_left = 0
        studio.session.epoch_ended.connect(self._count)

    def start(self) -> None:
        """Press Train and serve the window until the first epoch is over."""
        session = self._studio.session
        self._epochs_left = 1
        self._studio.window.toolbar.train_button.click()
        serve(session.state_changed, lambda: session.state is State.PAUSED)

    def measure(self, epochs: int) -> dict[str, float]:
        """Train ``epochs`` epochs; returns samples/s by the run's own clock, and redraws of the curves a second of
        training: while validation goes on there is nothing new to draw.
        """
        session, curves = self._studio.session, self._studio.window.curves
        serve_for(_SETTLE_MS)
        begin, redraws = len(session.run.history), curves.redraws
        self._epochs_left = epochs
        session.resume()
        serve(session.state_changed, lambda: session.state is State.TRAINING)
        serve(session.state_changed, lambda: session.state is State.PAUSED)
        trained = session.run.history.epochs[-epochs:]
        busy = sum((len(session.run.history) - begin) / epochs * BATCH / row.samples_per_second for row in trained)
        return {"speed": speed(session.run.history, begin), "redraws": (curves.redraws - redraws) / busy}

    @Slot()
    def _count(self) -> None:
        self._epochs_left -= 1
        if self._epochs_left == 0:
            self._studio.session.pause()


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        wanted = recipe(options["workload"], limit=options["limit"], validation_share=10.0)
        studio = open_studio(Path(folder), wanted)
        spectacle, run = Spectacle(studio), Run(studio)
        run.start()
        for how in turns():
            spectacle.show(how["show"])
            answer(run.measure(options["epochs"]))
        end(studio)


if __name__ == "__main__":
    main()
