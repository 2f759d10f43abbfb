"""Seconds from the command to a visible window, to the first trained batch and to the first point of a curve."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from studio.__main__ import load_application
from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table

if TYPE_CHECKING:
    from studio.app import Studio

_MARKS = {
    "window": ("window visible", "≤ 2"),
    "batch": ("first batch trained", ""),
    "point": ("first point of a curve drawn", ""),
}


def measure(options: Options) -> list[Table]:
    with _bytecode():
        once("startup", began=time.time())
        rounds = [once("startup", began=time.time()) for _ in range(options.rounds)]
    table = Table("From the command to …", "s")
    for key, (what, target) in _MARKS.items():
        table.add(what, [each[key] for each in rounds], digits=2, target=target)
    table.notes.append("Train is pressed as soon as the window has been painted; the default preset, a new process.")
    work = Table("Seconds of the CPU for that, which other programs disturb less", "CPU s")
    for key, (what, _) in _MARKS.items():
        work.add(what, [each[f"cpu of {key}"] for each in rounds], digits=2)
    return [table, work]


@contextmanager
def _bytecode() -> Iterator[None]:
    """Have Python keep what it compiles, as it does where a package is installed, whatever this environment says."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def has_point(studio: Studio) -> bool:
    """Whether the curve of the loss has a point on the screen."""
    return len(studio.window.curves.panels["loss"].canvas.frame.raw[0]) > 0


def main() -> None:
    began = arguments()["began"]
    # What `python -m studio` does first; nothing heavy may come before.
    load_application()
    from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

    from tests.benchmarks.window_run import end, open_studio

    marks: dict[str, float] = {}

    def note(key: str) -> None:
        marks[key], marks[f"cpu of {key}"] = time.time() - began, time.process_time()

    class Observer(QObject):
        """Presses Train at the window's first paint and notes what comes when."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and "window" not in marks:
                QTimer.singleShot(0, self.press)
                note("window")
            return False

        def press(self) -> None:
            studio.window.toolbar.train_button.click()

        def look(self) -> None:
            history = studio.session.run.history
            if history and "batch" not in marks:
                note("batch")
            if has_point(studio):
                note("point")
                loop.quit()

    with tempfile.TemporaryDirectory() as folder:
        studio = open_studio(Path(folder))
        loop, observer = QEventLoop(), Observer()
        timer = QTimer(interval=5)
        timer.timeout.connect(observer.look)
        timer.start()
        studio.window.centralWidget().installEventFilter(observer)
        loop.exec()
        answer(marks)
        end(studio)


if __name__ == "__main__":
    sys.exit(main())
