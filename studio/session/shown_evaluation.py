"""Which of a session's evaluations a view shows: the newest, until the person asks for another."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from studio.session.session import Session
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Evaluated, Prepared
from trainer_core.tasks import Scores
from trainer_core.tasks.binary import at_threshold


class ShownEvaluation(QObject):
    """Follows the evaluations of a session.

    Evaluations count until the model or the data is another, as in another run, or the weights are. A choice of the
    person holds as long.

    Signals:
        changed(): ``evaluated``, ``scores`` or ``splits`` is another.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._results = dict(session.results)
        self._newest: Split | None = next(reversed(self._results), None)
        self._chosen: Split | None = None
        session.threshold.changed.connect(self.changed)
        session.evaluated.connect(self._take)
        session.reevaluated.connect(self._take)
        session.by_hand.changed.connect(self._settle)
        session.prepared.connect(self._take_preparation)
        session.run_started.connect(self._forget)
        session.run_opened.connect(self._forget)
        session.weights_loaded.connect(self._forget)
        session.replays.run_forgotten.connect(self._forget)

    @property
    def splits(self) -> tuple[Split, ...]:
        """The splits that were evaluated with the present model, validation before test."""
        return tuple(split for split in Split if split in self._results)

    @property
    def evaluated(self) -> Evaluated | None:
        """The evaluation to show, None while there is none."""
        for split in (self._chosen, self._newest):
            if split in self._results:
                return self._results[split]
        return None

    @property
    def scores(self) -> Scores | None:
        """The answers of the evaluation to show, yes or no by the session's threshold; None while there are none."""
        event = self.evaluated
        return None if event is None else at_threshold(event.evaluation.scores, self._session.threshold.value)

    @property
    def remark(self) -> str:
        """What is to be known of the evaluation to show besides its split; empty where nothing is."""
        event = self.evaluated
        if event is None or event.evaluation.split not in self._session.results.of_change:
            return ""
        return QCoreApplication.translate("Evaluations", "changed by hand, not kept")

    @property
    def target_names(self) -> tuple[str, ...]:
        """The names of the numbers that are learnt, empty before data is loaded."""
        return self._session.preparation.data.target_names if self._session.preparation else ()

    @property
    def class_names(self) -> tuple[str, ...]:
        """The names of the classes, empty before data is loaded."""
        return self._session.preparation.data.class_names if self._session.preparation else ()

    def choose(self, split: Split) -> None:
        """Show this split."""
        self._chosen = split
        self.changed.emit()

    @Slot(object)
    def _take(self, event: Evaluated) -> None:
        self._newest = event.evaluation.split
        self._results[self._newest] = event
        self.changed.emit()

    @Slot()
    def _settle(self) -> None:
        """Results of a change that was put back count no more."""
        for split in [split for split in self._results if split not in self._session.results]:
            del self._results[split]
        self.changed.emit()

    @Slot(object)
    def _take_preparation(self, event: Prepared) -> None:
        if not self._session.results:
            self._forget(event)

    @Slot()
    @Slot(object)
    def _forget(self, event: object = None) -> None:
        self._chosen = self._newest = None
        self._results.clear()
        self.changed.emit()
