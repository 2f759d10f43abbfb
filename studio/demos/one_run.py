"""The demo: the real window presses its own Train button, trains the preset's demo length, and leaves a run folder."""

from __future__ import annotations

import math
import sys
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from studio.session.engine_thread import EngineThread
from studio.session.session import Session
from studio.window.main_window import MainWindow
from trainer_core.cli.progress import reporter
from trainer_core.protocol.events import Crashed, Event, Prepared, Reason, Refused, RunEnded
from trainer_core.protocol.predicting import Predicted
from trainer_core.runs.run_files import default_folder
from trainer_core.tasks import metric_of, written

_LAST_LOOK_MS = 3000
SCREENSHOT = "screenshot.png"


class Demo(QObject):
    """Drives a window from its first preparation to a screenshot, and closes it. ``status`` is the exit status."""

    def __init__(self, window: MainWindow, session: Session, thread: EngineThread, out: Path | None) -> None:
        super().__init__(window)
        self.status = 1
        self._window = window
        self._session = session
        self._ended: RunEnded | None = None
        self._started = False
        self._stack = ExitStack()
        self._report = self._stack.enter_context(reporter(json_lines=False))
        recipe = session.recipe.with_values({"training.epochs": session.recipe.about.demo_epochs})
        window.remembers = False
        session.set_recipe(recipe)
        window.flows.next_folder = out or default_folder(recipe, window.flows.runs_root)
        self._last_look = QTimer(self, singleShot=True, interval=_LAST_LOOK_MS)
        self._last_look.timeout.connect(self._finish)
        thread.engine_event.connect(self.follow)

    def close(self) -> None:
        """Put the terminal back as it was, however the demo ended."""
        self._stack.close()

    @Slot(object)
    def follow(self, event: Event) -> None:
        """Show an event in the terminal and do what comes next."""
        self._report(event)
        match event:
            case Prepared() if not self._started:
                self._started = True
                self._window.toolbar.train_button.click()
            case Refused(command="Start" | "Prepare") | Crashed() if self._ended is None:
                self._stack.close()
                print(
                    f"training-studio: {event.message if isinstance(event, Refused) else event.details}",
                    file=sys.stderr,
                )
                self._window.close()
            case RunEnded():
                self._ended = event
                self._last_look.start()
            case Predicted() if self._ended is not None and self._last_look.isActive():
                self._last_look.start(0)

    @Slot()
    def _finish(self) -> None:
        assert self._ended is not None
        summary = self._ended.summary
        self._stack.close()
        if summary.run is not None:
            self._window.grab().save(str(summary.run / SCREENSHOT))
        print(self._ended.message)
        value = summary.test.get(summary.metric, math.nan)
        print(f"Test {metric_of(summary.metric).in_words}: {written(summary.metric, value)}")
        print(f"Weights, history, recipe and a screenshot are in {summary.run}", flush=True)
        self.status = 0 if self._ended.reason is Reason.COMPLETED else 1
        self._window.close()
