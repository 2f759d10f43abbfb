"""How long the GUI thread is ever busy: the time between ticks of a 10 ms timer over a whole run."""

from __future__ import annotations

import faulthandler
import tempfile
import time
from pathlib import Path

import numpy as np
import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtCore import QObject, Qt, QTimer, Slot

from studio.app import Studio
from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.window_run import end, open_studio, serve, serve_for
from trainer_core.protocol.events import State

_TICK_MS = 10
_LATE_SECONDS = 0.05
_AFTER_MS = 1500


def measure(options: Options) -> list[Table]:
    table = Table("GUI thread while training: time between ticks of a 10 ms timer", "ms")
    for preset in ("fashion-mnist-tutorial", "fashion-mnist-fast"):
        rounds = [
            once("latency", preset=preset, quick=options.quick, stalls=options.stalls) for _ in range(options.rounds)
        ]
        for key, target in (("p50", ""), ("p99", "≤ 25"), ("max", "≤ 100"), ("max before the first batch", "")):
            table.add(f"{preset}: {key}", [each[key] for each in rounds], digits=1, target=target)
        table.notes.extend(each["stalls"] for each in rounds if each["stalls"])
    table.notes.append(
        "A whole run with validation, test, predictions each second and saving, from the first batch "
        "until a second and a half after its end."
    )
    return [table]


class Pulse(QObject):
    """Ticks on the GUI thread and notes when; with ``stalls``, whoever holds it up is written there by name."""

    def __init__(self, parent: QObject, stalls: Path | None) -> None:
        super().__init__(parent)
        self.ticks: list[float] = []
        self._stalls = stalls.open("w") if stalls else None
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    @Slot()
    def tick(self) -> None:
        self.ticks.append(time.perf_counter())
        if self._stalls is not None:
            faulthandler.dump_traceback_later(_LATE_SECONDS, file=self._stalls)

    def stop(self) -> None:
        self._timer.stop()
        if self._stalls is not None:
            faulthandler.cancel_dump_traceback_later()
            self._stalls.close()


class FirstBatch(QObject):
    """Notes when the history of the run holds a batch."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.at = 0.0
        self._session = studio.session
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        if self._session.run.history:
            self.at = time.perf_counter()
            self._timer.stop()


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        studio = open_studio(Path(folder))
        session = studio.session
        serve(session.state_changed, lambda: session.preparation is not None and session.state is State.IDLE)
        studio.window.toolbar.preset_chosen.emit(options["preset"])
        epochs = 1 if options["quick"] else session.recipe.about.demo_epochs
        values = {"training.epochs": epochs, "training.device": "cpu", "data.limit": 2560 if options["quick"] else 0}
        session.set_recipe(session.recipe.with_values(values))
        serve_for(2 * _AFTER_MS)
        stalls = Path(folder) / "stalls.txt" if options["stalls"] else None
        first = FirstBatch(studio)
        pulse = Pulse(studio, stalls)
        began = time.perf_counter()
        studio.window.toolbar.train_button.click()
        serve(session.run_ended, lambda: session.run.ended is not None)
        serve_for(_AFTER_MS)
        pulse.stop()
        ticks = np.array([began, *pulse.ticks])
        gaps = np.diff(ticks) * 1000
        during = gaps[ticks[:-1] >= first.at]
        answer(
            {
                "p50": float(np.percentile(during, 50)),
                "p99": float(np.percentile(during, 99)),
                "max": float(during.max()),
                "max before the first batch": float(gaps[ticks[:-1] < first.at].max()),
                "stalls": stalls.read_text() if stalls else "",
            }
        )
        end(studio)


if __name__ == "__main__":
    main()
