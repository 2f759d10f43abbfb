"""Python's garbage is collected on the GUI thread alone: a widget that another thread deletes ends the process."""

from __future__ import annotations

import gc
from collections.abc import Callable

import psutil
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication

_INTERVAL_MS, _IN_RUN_MS = 200, 50
"""Much is allocated in a run, and a look at it holds the window up: looks are frequent there, and short."""
_OLDEST = 2
"""The generation whose collection looks at everything that is not frozen."""
_GROWN = 256 << 20
"""Bytes by which the process may have grown before it looks at everything although its window is in use."""


class GarbageCollector(QObject):
    """Collects from a timer of the GUI thread, by Python's own thresholds, until `stop`; no thread does so by itself.

    Python looks for cyclic garbage in whichever thread happens to allocate, and deletes what it finds there: a closed
    dialog on the engine's thread, for example.

    Once `settle` has been called, nothing looks at everything during a run, which ``in_run`` tells: with a page of
    Inside and what it imports that takes a quarter of a second. What has grown old by then is frozen instead, and
    looked at when nobody waits: after the run, while another window is in front or the process has grown.
    """

    def __init__(self, parent: QObject | None = None, in_run: Callable[[], bool] = lambda: False) -> None:
        super().__init__(parent)
        self._in_run = in_run
        self._was_enabled = gc.isenabled()
        self._settled = self._frozen_in_run = False
        self._process, self._size = psutil.Process(), 0
        gc.disable()
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    @Slot()
    def settle(self) -> None:
        """Look no more, from now on, at what is there: the window and what it has imported stay until the end, and a
        look at all of it holds up window and training.
        """
        if not self._settled:
            self._settled = True
            self._look_at_all()

    @Slot()
    def stop(self) -> None:
        """Let Python collect by itself again: the other threads have ended."""
        self._timer.stop()
        if self._settled:
            gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    @Slot()
    def _collect(self) -> None:
        interval = _IN_RUN_MS if self._in_run() else _INTERVAL_MS
        if interval != self._timer.interval():
            self._timer.setInterval(interval)
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(counts) if count > most]
        if self._settled and self._in_run():
            if _OLDEST in due:
                gc.freeze()
                self._frozen_in_run = True
            elif due:
                gc.collect(due[-1])
        elif self._frozen_in_run and self._nobody_waits():
            self._look_at_all()
        elif due:
            gc.collect(due[-1])

    def _nobody_waits(self) -> bool:
        in_front = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        return not in_front or self._process.memory_info().rss - self._size > _GROWN

    def _look_at_all(self) -> None:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._frozen_in_run, self._size = False, self._process.memory_info().rss
