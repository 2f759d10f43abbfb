"""Answers or refuses, while a run is replayed, the commands that were meant for the engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from studio.session.replay_answers import KeptAnswers
from studio.session.replay_player import ReplayPlayer
from trainer_core.errors import N_, Message
from trainer_core.protocol.commands import Advance, Command, Pause, Unit, Unpause
from trainer_core.protocol.events import Done, Event, Refused

REPLAY, NOT_KEPT = "replay", "replay-not-kept"
"""Codes of refusals: of what a person has asked for, and of what a view asks by itself."""

_BY_A_PERSON = frozenset(
    {
        *("Start", "ResumeRun", "OpenRun", "VerifyRun", "Stop", "FinishEpoch", "Advance", "Evaluate"),
        *("SetHyperparameter", "SaveWeights", "LoadWeights", "RunCode", "StepBack", "RunBackward", "PredictPaths"),
        *("PredictDrawing", "PredictRow", "Explain", "ShowUnits", "FindMovers", "CompareModels", "EstimateRun"),
        *("MeasureSpeeds", "FindLearningRate", "SetWatchpoints", "Scale", "Silence", "AddNoise", "SwapLayer"),
        *("SetWeight", "FindNeighbours"),
    }
)
_SENTENCE = N_("Nothing is computed during a replay. Close the replay first.")
_NO_PHASES = N_("A replay moves by batches or epochs; what happened inside a batch was not recorded.")


class ReplayCommands(QObject):
    """Answers by ``tell`` as an engine does: in the order in which commands came, and never while one is posted.

    What pauses or advances an engine does that to ``player``; a question is answered with what the run has kept.
    """

    def __init__(self, player: ReplayPlayer, tell: Callable[[Event], None]) -> None:
        super().__init__(player)
        self._player, self._tell = player, tell
        self._kept_answers = KeptAnswers(player.replay)
        self._commands: deque[Command] = deque()
        self._answering = QTimer(self, singleShot=True, interval=0)
        self._answering.timeout.connect(self._answer)

    def post(self, command: Command) -> None:
        """Take a command; it is answered at the next turn of the event loop."""
        self._commands.append(command)
        self._answering.start()

    def stop(self) -> None:
        """Answer nothing any more."""
        self._answering.stop()
        self._commands.clear()

    @Slot()
    def _answer(self) -> None:
        while self._commands:
            self._answer_one(self._commands.popleft())

    def _answer_one(self, command: Command) -> None:
        player = self._player
        match command:
            case Pause():
                player.pause()
            case Unpause():
                player.play()
            case Advance(unit=Unit.BATCH):
                player.seek(player.rows + 1)
            case Advance(unit=Unit.EPOCH):
                steps = (row.step for row in player.replay.history.epochs if row.step > player.rows)
                player.seek(next(steps, player.total))
            case Advance():
                self._refuse(command, REPLAY, Message(_NO_PHASES))
                return
            case _ if (answered := self._kept_answers.to(command, player.rows)) is not None:
                self._tell(answered)
            case _:
                by_a_person = type(command).__name__ in _BY_A_PERSON
                self._refuse(command, REPLAY if by_a_person else NOT_KEPT, Message(_SENTENCE))
                return
        self._tell(Done(answers=command.id))

    def _refuse(self, command: Command, code: str, message: Message) -> None:
        self._tell(Refused(type(command).__name__, code, message, answers=command.id))
