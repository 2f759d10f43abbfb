"""Begins and ends replays: what the session knew before is set aside, and restored afterwards."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from studio.session.current_run import CurrentRun
from studio.session.permissions import of_files
from studio.session.replay_commands import ReplayCommands
from studio.session.replay_player import ReplayPlayer
from studio.session.results import Results
from trainer_core.library.replay import Replay
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Crashed, Event
from trainer_core.protocol.predicting import TRYING, StopPredicting

if TYPE_CHECKING:
    from studio.session.session import Session

_KEPT = ("state", "phase", "batch_loss", "run", "preparation", "results", "errors")


class SetAside:
    """Holds what ``session`` knows of its engine and its run."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._values = self._read(session)
        self._threshold = session.threshold.value
        self._by_hand = session.by_hand.unsettled, session.by_hand.kept

    @staticmethod
    def _read(session: Session) -> dict[str, Any]:
        values = {name: getattr(session, name) for name in _KEPT}
        return {name: _own(value) for name, value in values.items()}

    def give_back(self) -> None:
        """Restore what the session knew, and have its views show it."""
        session, values = self._session, self._values
        self._put()
        if values["preparation"] is not None:
            session.relay(values["preparation"])
        run: CurrentRun = values["run"]
        if run.opened is not None:
            session.relay(run.opened)
        elif run.started is not None:
            session.relay(run.started)
        else:
            session.replays.run_forgotten.emit()
        for evaluated in values["results"].values():
            session.relay(evaluated)
        if run.ended is not None:
            session.relay(run.ended)
        # Those who follow a run have made a new start of what they were told.
        self._put()
        session.by_hand.unsettled, session.by_hand.kept = self._by_hand
        session.by_hand.changed.emit()
        session.threshold.move(self._threshold)

    def _put(self) -> None:
        for name, value in self._values.items():
            setattr(self._session, name, _own(value))


def _own(value: Any) -> Any:
    """A copy of what the session goes on changing in place, and anything else as it is."""
    return value.copy() if isinstance(value, dict | CurrentRun) else value


class Replays(QObject):
    """The replay of a session, if one is on: ``player`` stands in for the engine meanwhile.

    Signals:
        changed(): a replay is on, or another one, or none any more.
        run_forgotten(): there is no run any more, as there was none before the replay, or before what is taken back.
    """

    changed = Signal()
    run_forgotten = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.player: ReplayPlayer | None = None
        self._commands: ReplayCommands | None = None
        self._before: SetAside | None = None
        self._passed: set[int] = set()
        """The ids of commands that went to the engine meanwhile."""
        self._held: list[Event] = []

    @property
    def on(self) -> bool:
        """Whether events are those of a replay, or are sent again because a replay is being closed."""
        return self._before is not None

    def begin(self, replay: Replay) -> None:
        """Replay a past run, in place of what is shown."""
        session = self._session
        if self.player is not None:
            self._end_player()
        else:
            self._before = SetAside(session)
        session.preparation = session.run.opened = session.run.ended = session.run.snapshot = None
        session.results = Results()
        session.errors.clear()
        self.player = ReplayPlayer(replay, session.take, self)
        self._commands = ReplayCommands(self.player, session.take)
        self.changed.emit()
        self.player.begin()

    @Slot()
    def leave(self) -> None:
        """Show again what was there before the replay."""
        if self.player is None or self._before is None:
            return
        session = self._session
        self._end_player()
        self._before.give_back()
        self._before = None
        self._passed.clear()
        self.changed.emit()
        session.shown_changed.emit()
        session.state_changed.emit()
        held, self._held = self._held, []
        for event in held:
            session.take(event)

    def for_engine(self, command: Command) -> Command | None:
        """What goes to the engine of a command; None if it is for the replay that is on.

        What is about files alone does, and what is tried on the model of the epoch that is shown, if its weights are
        kept.
        """
        if self.player is None or self._commands is None:
            return command
        version = self.player.version
        if isinstance(command, TRYING) and version is not None:
            command = dataclasses.replace(command, of=version)
        elif not (of_files(command) or isinstance(command, StopPredicting)):
            self._commands.post(command)
            return None
        self._passed.add(command.id)
        return command

    @Slot(object)
    def hear(self, event: Event) -> None:
        """Take an event of the engine; what is not an answer about files waits for the end of a replay."""
        if not self.on or isinstance(event, Crashed) or getattr(event, "answers", 0) in self._passed:
            self._session.take(event)
        else:
            self._held.append(event)

    def _end_player(self) -> None:
        assert self.player is not None
        assert self._commands is not None
        self.player.stop()
        self._commands.stop()
        self.player.deleteLater()
        self.player = self._commands = None
