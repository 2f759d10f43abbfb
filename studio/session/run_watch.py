"""Notices what a person may want to be told of a run: its end, a divergence, a standstill, a target that is reached."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.session.session import Session
from studio.session.tell_rules import Target, TellRules
from trainer_core.errors import Message, plural
from trainer_core.history.history import EpochRow
from trainer_core.protocol.events import Diverged, EpochEnded, Reason, RunEnded, RunStarted, State
from trainer_core.runs.run_report import Happening
from trainer_core.tasks import metric_of, written

_LOOKS_MS = 1000


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to a run, in a sentence, so many ``seconds`` after it began or was resumed."""

    happening: Happening
    started: RunStarted
    message: Message
    seconds: float
    device: str
    ended: RunEnded | None = None


class RunWatch(QObject):
    """Watches the runs of a session, but none that is replayed.

    Each happening is told once a run, a standstill again after there was progress in between. That a run which diverged
    has ended is told only where the divergence was not.

    Signals:
        happened(object): a `Happened`.
    """

    happened = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rules = TellRules()
        self._session = session
        self._run: RunStarted | None = None
        self._began = 0.0
        self._told: set[Happening] = set()
        self._seen: tuple[object, ...] = ()
        self._seen_at = 0.0
        self._looking = QTimer(self, interval=_LOOKS_MS)
        self._looking.timeout.connect(self._look)
        session.run_started.connect(self._begin)
        session.diverged.connect(self._take_divergence)
        session.epoch_ended.connect(self._take_epoch)
        session.run_ended.connect(self._end)

    @Slot(object)
    def _begin(self, event: RunStarted) -> None:
        if self._session.replaying:
            return
        self._run, self._told = event, set()
        self._began = self._seen_at = time.monotonic()
        self._seen = ()
        self._looking.start()

    @Slot(object)
    def _take_divergence(self, event: Diverged) -> None:
        self._tell_once(Happening.DIVERGED, event.message)

    @Slot(object)
    def _take_epoch(self, event: EpochEnded) -> None:
        target, row = self.rules.target, event.row
        metric = target.metric or row.metric
        value = row.result(metric)
        if target.reached_by(value):
            self._tell_once(Happening.TARGET, _reached(target, row, metric, value))

    @Slot(object)
    def _end(self, event: RunEnded) -> None:
        if self._session.replaying:
            return
        self._looking.stop()
        diverged = event.reason is Reason.DIVERGED
        if event.reason is not Reason.DISCARDED and not (diverged and Happening.DIVERGED in self._told):
            self._tell_once(Happening.DIVERGED if diverged else Happening.ENDED, event.message, event)
        self._run = None

    @Slot()
    def _look(self) -> None:
        """Whether anything has gone on: a batch, a phase, an evaluation. A pause is a person's own wish."""
        run, session = self._run, self._session
        if run is None or session.replaying:
            return
        seen = (len(run.history), len(run.history.epochs), session.state, session.phase)
        now = time.monotonic()
        if seen != self._seen or session.state is State.PAUSED:
            self._seen, self._seen_at = seen, now
            self._told.discard(Happening.STALLED)
        elif now - self._seen_at >= 60 * self.rules.stalled_minutes:
            minutes = round((now - self._seen_at) / 60)
            message = plural(minutes, "No batch has ended for a minute.", "No batch has ended for {n:,} minutes.")
            self._tell_once(Happening.STALLED, message)

    def _tell_once(self, happening: Happening, message: Message, ended: RunEnded | None = None) -> None:
        if self._run is None or self._session.replaying or happening in self._told:
            return
        self._told.add(happening)
        preparation = self._session.preparation
        device = preparation.device.device if preparation is not None else ""
        seconds = time.monotonic() - self._began
        self.happened.emit(Happened(happening, self._run, message, seconds, device, ended))


def _reached(target: Target, row: EpochRow, metric: str, value: float) -> Message:
    facts = {
        "metric": metric_of(metric).heading,
        "value": written(metric, value),
        "sign": "≥" if target.at_least else "≤",
        "wanted": written(metric, target.value),
        "epoch": row.epoch,
    }
    return Message("{metric} is {value} after epoch {epoch}; the target was {sign} {wanted}.", facts)
