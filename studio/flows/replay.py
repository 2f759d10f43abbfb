"""Ask, then do, for replays: play an earlier run, compare or load the weights of an epoch, close it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.flows.resume import ContinuingFlow
from studio.look.messages import words
from studio.session.background import Background
from studio.session.session import Session
from trainer_core.errors import Message
from trainer_core.library.replay import Replay
from trainer_core.runs.run_files import LAST


class ReplayFlow(QObject):
    """Reads a run off the GUI thread, and replays it.

    Signals:
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
        compare_asked(object, str, str): two of the files of weights of the run in this folder are to be compared.
        shown(): a replay has begun, and its curves are to be shown.
    """

    notice = Signal(object, str)
    compare_asked = Signal(object, str, str)
    shown = Signal()

    def __init__(self, session: Session, continuing: ContinuingFlow, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._continuing = continuing
        self._background = background

    @Slot(object)
    def play(self, folder: Path) -> None:
        """Replay the run in ``folder``."""
        if self._may():
            self._background.do(partial(Replay.read, folder), self._begin, self._tell)

    @Slot()
    def close(self) -> None:
        """Close the replay and restore what was shown before."""
        self._session.replays.leave()

    @Slot(object)
    def compare(self, weights: Path) -> None:
        """Compare the weights of an epoch with the last ones of the run."""
        player = self._session.replay
        if player is not None:
            folder = player.replay.folder
            self.compare_asked.emit(folder, weights.relative_to(folder).as_posix(), LAST)

    @Slot(object)
    def load(self, weights: Path) -> None:
        """Close the replay, open its run, and load the weights of one of its epochs into the model."""
        player = self._session.replay
        if player is not None:
            folder = player.replay.folder
            self.close()
            self._continuing.open(folder, weights)

    def _may(self) -> bool:
        session = self._session
        if session.replaying:
            return True
        if session.in_run or session.pending in ("Start", "OpenRun"):
            self.notice.emit(self.tr("A run is under way. Stop it before you replay another one."), "warning")
            return False
        if session.by_hand.unsettled:
            self.notice.emit(
                self.tr("The model was changed by hand. Keep or undo the changes before you replay a run."),
                "warning",
            )
            return False
        return True

    def _begin(self, replay: Replay) -> None:
        if not self._may():
            return
        if not len(replay.history):
            self.notice.emit(
                self.tr("This run did not finish a single batch, so there is nothing to replay."), "warning"
            )
            return
        self._session.replays.begin(replay)
        self.shown.emit()
        if replay.problems:
            self.notice.emit(partial(words, replay.problems[0]), "warning")
        elif replay.answers is None and not replay.evaluations:
            self.notice.emit(
                self.tr("This run recorded only its numbers, so its curves are replayed without the model's answers."),
                "info",
            )
        player = self._session.replay
        if player is not None:
            player.play()

    def _tell(self, message: Message) -> None:
        self.notice.emit(partial(words, message), "error")
