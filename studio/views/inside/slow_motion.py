"""Goes on by itself, so many times a second as a person has chosen: each time after the step stands still again."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.session.permissions import Action
from studio.session.session import Session
from trainer_core.protocol.commands import Unit
from trainer_core.protocol.events import State

SLOWEST, FASTEST = 0.2, 20.0


class SlowMotion(QObject):
    """Asks for the next place when the last one was reached and its time is over.

    Whoever steps, goes on or stops in another way ends it.

    Attributes:
        unit: by how much it goes on each time.

    Signals:
        changed(): it goes, or goes no longer.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = False
        self.unit = Unit.PHASE
        self._timer = QTimer(self, interval=500)
        self._timer.timeout.connect(self._go_on)
        session.state_changed.connect(self._follow)
        session.watchpoint_reached.connect(self.stop)

    @property
    def going(self) -> bool:
        """Whether it goes on by itself."""
        return self._timer.isActive()

    def set_speed(self, per_second: float) -> None:
        """Go on so many times a second."""
        self._timer.setInterval(round(1000 / min(max(per_second, SLOWEST), FASTEST)))

    def start(self) -> None:
        """Begin, with a first step at once."""
        if not self.going:
            self._timer.start()
            self.changed.emit()
            self._go_on()

    @Slot()
    def stop(self, event: object = None) -> None:
        """Stand still where the step is now."""
        if self.going:
            self._timer.stop()
            self._asked = False
            self.changed.emit()

    @Slot()
    def _go_on(self) -> None:
        if self._session.state is State.PAUSED and not self._asked and self._session.possible(Action.STEP):
            self._asked = True
            self._session.advance(self.unit)

    @Slot()
    def _follow(self) -> None:
        if not self.going:
            return
        state = self._session.state
        if state is State.PAUSED:
            self._asked = False
        elif not state.in_run or not self._asked or self._session.pending:
            self.stop()
