"""Python's garbage is collected on the GUI thread alone: a widget that another thread deletes ends the process."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL_MS = 200


class GarbageCollector(QObject):
    """Collects from a timer of the GUI thread, by Python's own thresholds, until `stop`; no thread does so by itself.

    Python looks for cyclic garbage in whichever thread happens to allocate, and deletes what it finds there: a closed
    dialog on the engine's thread, for example.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        self._settled = False
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
            gc.collect()
            gc.freeze()

    @Slot()
    def stop(self) -> None:
        """Let Python collect by itself again: the other threads have ended."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()

    @Slot()
    def _collect(self) -> None:
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(counts) if count > most]
        if due:
            gc.collect(due[-1])
