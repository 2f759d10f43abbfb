"""What a change by hand does: the metric before and after, the fixed test pictures, and the confusion matrix."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.metrics import number, word
from studio.look.pictures import to_image
from studio.session.prediction_feed import PredictionFeed
from studio.session.session import Session
from studio.views.inside.console_bars import ChangesBar
from studio.widgets.example_tiles import ExampleTile, ExampleTiles
from studio.widgets.heat_table import HeatTable
from studio.widgets.tile import Verdict, share
from trainer_core.data.balanced_choice import FIXED, balanced, candidates
from trainer_core.errors import Message
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Refused
from trainer_core.protocol.interventions import ChangeMeasured, MeasureChange
from trainer_core.protocol.predicting import Predicted
from trainer_core.protocol.reports import DataReport, Evaluation
from trainer_core.tasks import task_for

_GAP = 8
_ROWS, _MOST_CLASSES = 2, 24
_HEAD, _ROW = 96, 21
"""Heights of the confusion matrix's head and of a row."""


class ChangeResult(Retranslated, QWidget):
    """A bar to settle the change over a sentence, the pictures and the table; asks anew whenever the change is another.

    ``measured`` is the newest `ChangeMeasured` of what is not settled, or None.

    Signals:
        answered(): ``measured`` is another.
    """

    answered = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.measured: ChangeMeasured | None = None
        self._asked = 0
        """The id of the measurement that is awaited, 0 while none is."""
        self._stale = False
        self._refusal: Message | None = None
        """Why it could not be measured, if it could not."""
        self._choosing = False
        self._data: DataReport | None = None
        self._before: dict[int, int] = {}
        """What each of the pictures was taken for before the change."""
        self._last: Predicted | None = None
        self.bar = ChangesBar("change", self)
        self.sentence = QLabel(self)
        self.sentence.setObjectName("changeSentence")
        self.tiles = ExampleTiles(_ROWS, self)
        self.tiles.setObjectName("changeTiles")
        self.table = HeatTable(self)
        self.table.setObjectName("changeTable")
        self.feed = PredictionFeed(session, "change", self)
        self._arrange()
        self.feed.arrived.connect(self._take_predictions)
        session.by_hand.changed.connect(self._follow)
        session.change_measured.connect(self._take)
        session.refused.connect(self._take_refusal)
        for replaced in (session.prepared, session.run_started, session.run_opened, session.run_ended):
            replaced.connect(self._begin)
        self._begin()
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.feed.refresh()
        if self._stale:
            self._measure()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.tiles.setAccessibleName(self.tr("Fixed test pictures with the model's answers"))
        self.table.setAccessibleName(self.tr("Confusion matrix"))
        self.table.set_axes(self.tr("truth ↓"), self.tr("guess →"))
        self.sentence.setToolTip(self.tr("This is a trial: it is not recorded in the curves until you keep it."))
        self._word()
        self._show_tiles()

    @property
    def split(self) -> Split:
        """What is measured on: what the confusion matrix shows, else the validation examples, where there are any."""
        results = tuple(self._session.results)
        if results:
            return results[-1]
        data = self._data
        return Split.VALIDATION if data is not None and data.validation else Split.TEST

    def _arrange(self) -> None:
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        for each in (self.bar, self.sentence, self.tiles, self.table):
            column.addWidget(each)
        column.addStretch(1)
        self.table.hide()

    @Slot(object)
    def _begin(self, event: object = None) -> None:
        """Another model: nothing of it is changed, and its pictures may be others."""
        preparation = self._session.preparation
        data = preparation.data if preparation is not None else None
        self._forget()
        self._before, self._last = {}, None
        if data is not None and data != self._data:
            pictures = data.test > 0 and len(data.input_shape) == 3 and task_for(data.task).answers_classes
            self._choosing = pictures
            self.feed.watch(candidates(data.test, len(data.class_names), FIXED) if pictures else ())
        self._data = data
        self._show_tiles()
        self.feed.refresh()

    @Slot()
    def _follow(self) -> None:
        """The model was changed, or put back, or what was changed is kept."""
        unsettled = self._session.by_hand.unsettled
        self.bar.show_changes(unsettled, in_run=self._session.in_run)
        if unsettled:
            self._measure()
            self.feed.refresh()
            return
        self._forget()
        if self._session.by_hand.kept or self._last is None:
            self._before = {}

    def _forget(self) -> None:
        self.measured, self._refusal, self._asked, self._stale = None, None, 0, False
        self.bar.show_changes(self._session.by_hand.unsettled, in_run=self._session.in_run)
        self.table.hide()
        self._word()

    def _measure(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self._refusal = None
            command = MeasureChange(self.split)
            self._asked = command.id
            self._session.post(command)
        self._word()

    @Slot(object)
    def _take(self, event: ChangeMeasured) -> None:
        if event.answers != self._asked:
            return
        self._asked, self.measured = 0, event
        scores, data = event.after.scores, self._data
        names = data.class_names if data is not None else ()
        if scores.confusion.size and len(names) == len(scores.confusion) <= _MOST_CLASSES:
            self.table.setFixedHeight(fonts.scaled(_HEAD + _ROW * len(names)))
            self.table.set_table(names, scores.confusion)
            self.table.show()
        self._word()
        self.answered.emit()

    @Slot(object)
    def _take_refusal(self, event: Refused) -> None:
        if self._asked and event.answers == self._asked:
            self._asked = 0
            if event.code != "cancelled":
                self._refusal = event.message
            self._word()

    def _word(self) -> None:
        measured = self.measured
        self.sentence.setVisible(bool(self._session.by_hand.unsettled) or measured is not None)
        if self._refusal is not None:
            self.sentence.setText(words(self._refusal))
            return
        if self._asked or measured is None:
            self.sentence.setText(self.tr("Measuring…"))
            return
        unknown = self.tr("More than just values changed, so the model from before the change cannot be measured.")
        told = self._words_of(measured)
        self.sentence.setText(told if measured.before is not None else f"{told}\n{unknown}")

    def _words_of(self, measured: ChangeMeasured) -> str:
        metric, after = measured.after.headline
        text = {
            Split.VALIDATION: self.tr("{metric} {before} → {after} on {count} validation examples"),
            Split.TEST: self.tr("{metric} {before} → {after} on {count} test examples"),
        }[measured.after.split]
        before = "?" if measured.before is None else number(metric, measured.before.headline[1])
        heading = word(metric)
        told = text.format(
            metric=heading[:1].upper() + heading[1:],
            before=before,
            after=number(metric, after),
            count=f"{measured.after.examples:,}",
        )
        return f"{told} · {self._losses(measured.before, measured.after)}"

    def _losses(self, before: Evaluation | None, after: Evaluation) -> str:
        first = "?" if before is None else number("loss", before.loss)
        return self.tr("loss {before} → {after}").format(before=first, after=number("loss", after.loss))

    @Slot(object)
    def _take_predictions(self, event: Predicted) -> None:
        if self._choosing:
            self._choosing = False
            self.feed.watch(tuple(event.indices[place] for place in balanced(event.truth, FIXED)))
            self.feed.refresh()
            return
        self._last = event
        if not self._session.by_hand.unsettled:
            answers = np.argmax(event.predictions, axis=1)
            self._before = dict(zip(event.indices, map(int, answers), strict=True))
        self._show_tiles()

    def _show_tiles(self) -> None:
        event, data = self._last, self._data
        self.tiles.setVisible(event is not None)
        if event is None or data is None:
            return
        self.tiles.set_tiles([self._tile(event, place, data.class_names) for place in range(len(event.indices))])

    def _tile(self, event: Predicted, place: int, names: tuple[str, ...]) -> ExampleTile:
        fractions = event.predictions[place]
        guess, before = int(np.argmax(fractions)), self._before.get(event.indices[place])
        note = share(float(fractions[guess]))
        if before is not None and before != guess:
            note = self.tr("was {name}").format(name=names[before])
        mark: Verdict = "right" if guess == int(event.truth[place]) else "wrong"
        picture = to_image(event.images[place])
        return ExampleTile(picture, names[guess], note, float(fractions[guess]), mark)
