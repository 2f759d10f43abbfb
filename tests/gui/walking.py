"""A random walk over the real window: clicks, keys, text, drops, menus and dialogs in any state, on the real engine.

The walk never quits the program, opens nothing outside it, and reads and writes below one temporary folder. It follows
from its seed as far as two threads follow from anything.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog

from studio.app import Studio
from studio.session.session import Action
from studio.testing import top_level_widgets
from tests.gui.walk_ground import QUICK, listening, make_files
from tests.gui.walk_steps import Steps, describe
from trainer_core.protocol.commands import Keep
from trainer_core.protocol.events import Crashed, Event, RunEnded, State
from trainer_core.recipe.recipe import Recipe

_PULSE_MS = 20
_CALM_SECONDS = 60.0
_STUCK_AFTER = 500


class Walk(QObject):
    """Walks over a studio until `actions` are done; what went wrong is in `problems`, the last steps in `trail`.

    ``largest_gap`` is the longest time in seconds between two ticks of a 20 ms timer, less what other programs had.
    """

    def __init__(self, studio: Studio, folder: Path, seed: int, actions: int) -> None:
        super().__init__(studio)
        self.problems: list[str] = []
        self.counts: Counter[str] = Counter()
        self.largest_gap, self.gap_at = 0.0, ""
        self.done = 0
        self.runs = 0
        self._studio = studio
        self._steps = Steps(studio, folder, make_files(folder), random.Random(seed))
        self.trail = self._steps.trail
        self._actions = actions
        self._pulse_at, self._waited = time.perf_counter(), 0.0
        self._loop = QEventLoop(self)
        self._closing_since = 0.0
        self._pulse = QTimer(self, interval=_PULSE_MS)
        self._pulse.setTimerType(Qt.TimerType.PreciseTimer)
        self._pulse.timeout.connect(self._beat)
        studio.thread_.engine_event.connect(self._hear)

    def go(self) -> None:
        """Walk, then bring the studio to rest and train a run with it."""
        with listening(self.problems):
            self._pulse_at, self._waited = time.perf_counter(), _seconds_without_a_core()
            self._pulse.start()
            while self.done < self._actions and not self.problems:
                self._part_ends_at = min(self.done + _STUCK_AFTER, self._actions)
                QTimer.singleShot(0, self._step)
                self._loop.exec()
                self._come_to_rest()
            self._pulse.stop()

    @Slot()
    def _beat(self) -> None:
        now, waited = time.perf_counter(), _seconds_without_a_core()
        gap = now - self._pulse_at - (waited - self._waited)
        self._waited = waited
        if gap > self.largest_gap:
            self.largest_gap = gap
            self.gap_at = f"step {self.done} after {self.trail[-1] if self.trail else 'the start'}"
        self._pulse_at = now

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if isinstance(event, Crashed):
            self.problems.append(f"the engine: {event.details}")
        self.runs += isinstance(event, RunEnded)

    @Slot()
    def _step(self) -> None:
        over = self.done >= self._part_ends_at or self.problems
        if over and self._nothing_is_open():
            self._loop.quit()
            return
        # Before it is taken, for a step may open a dialog and end only when later steps have closed it. A timer that
        # repeats itself would not be heard in there.
        QTimer.singleShot(self._steps.pause, self._step)
        if over:
            self._closing_since = self._closing_since or time.monotonic()
            if time.monotonic() > self._closing_since + _CALM_SECONDS:
                self._force_closed()
            return
        self._closing_since = 0.0
        self.done += 1
        self.counts[self._steps.take().partition(" ")[0]] += 1

    def _force_closed(self) -> None:
        """What cannot be left by Escape is a problem, and must not end the walk by a timeout of the test."""
        self.problems.append(f"cannot be left: {describe()}")
        self._closing_since = 0.0
        for widget in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if isinstance(widget, QDialog):
                widget.reject()
            elif widget is not None:
                widget.close()

    def _come_to_rest(self) -> None:
        """From wherever the walk stands: close what is open, stop what runs, and train a run to its end."""
        self.trail.append("coming to rest")
        session, window = self._studio.session, self._studio.window
        self._serve(self._nothing_is_open, "a dialog or menu that cannot be left")
        self._serve(self._nothing_runs, "a run that cannot be stopped")
        self._serve(self._nothing_is_open, "a dialog or menu that cannot be left")
        # A watchpoint that the walk has made would hold the run, as it is meant to.
        watched = window.pages.inside.watch.watched
        while watched.entries:
            watched.remove(0)
        session.set_recipe(Recipe().with_values(QUICK))
        session.prepare()
        self._serve(lambda: session.preparation is not None and session.state is State.IDLE, "no preparation")
        ended = self.runs
        window.actions_by_key["trainAction"].trigger()
        self._serve(
            lambda: self._nothing_is_open() and self.runs > ended and session.state is State.IDLE,
            "no run can be trained",
        )
        # Until here the walk has to have left no question open, and Train on.
        train = window.actions_by_key["trainAction"]
        if not train.isEnabled():
            self.problems.append("Train is off")

    def _nothing_runs(self) -> bool:
        """Close a replay, and stop what can be stopped; a run that was asked for a moment ago has yet to begin."""
        session = self._studio.session
        if session.replays.player is not None:
            session.replays.leave()
        if session.possible(Action.STOP):
            session.stop(Keep.LAST)
        return session.state is State.IDLE and not session.pending

    def _nothing_is_open(self) -> bool:
        """Leave whatever is open by its own means: Escape."""
        for widget in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if widget is not None:
                if widget.objectName() == "trainedWeightsDialog":
                    next(iter(widget.findChildren(QAbstractButton))).click()
                else:
                    QTest.keyClick(widget, Qt.Key.Key_Escape)
                return False
        for widget in top_level_widgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.close()
                return False
        return True

    def _serve(self, condition: Callable[[], bool], otherwise: str) -> None:
        """Serve the window until ``condition()`` holds."""
        loop, give_up = QEventLoop(), time.monotonic() + _CALM_SECONDS
        timer = QTimer(interval=5)

        def look() -> None:
            if condition():
                loop.quit()
            elif time.monotonic() > give_up:
                session = self._studio.session
                state = f"state {session.state}, pending {session.pending!r}, errors {session.errors}"
                self.problems.append(f"{otherwise} after {_CALM_SECONDS} s: {describe()}, {state}")
                loop.quit()

        timer.timeout.connect(look)
        timer.start()
        loop.exec()
        timer.stop()


def _seconds_without_a_core() -> float:
    """How long this thread could have run and other programs were let run instead; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/self/task/{threading.get_native_id()}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0
