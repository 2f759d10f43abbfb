"""The tab Explain: why the model answers one example as it does, and what its units look for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs
from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.session.prediction_feed import PredictionFeed
from studio.session.session import Action, Session
from studio.views.inside.example_chooser import ExampleChooser
from studio.views.inside.explanation import Explanation
from studio.views.inside.unit_explorer import ChosenUnit, UnitExplorer
from studio.widgets.empty_state import EmptyState
from studio.widgets.icon_button import IconButton
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.protocol.commands import Split
from trainer_core.protocol.console import ChangesSettled, CodeDone
from trainer_core.protocol.events import Prepared, Refused, State
from trainer_core.protocol.explain import (
    Attributed,
    Explain,
    ExplanationBegun,
    FindMovers,
    MoversFound,
    ShowUnits,
    StopExplaining,
    UnitsShown,
)
from trainer_core.protocol.predicting import Predicted

_EXAMPLES, _GRID = 24, "grid"
_CANCELLED = "cancelled"


class ExplainPanel(Retranslated, QWidget):
    """The example, what speaks for its answer, and the units, one under the other. No signals.

    It asks only while it is seen, and not by itself while the run goes on: training waits for the answer.
    """

    def __init__(self, session: Session, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explainPanel")
        self._session = session
        self._asked = self._asked_units = self._asked_movers = 0
        self._moment: tuple[int, int] | None = None
        self._stale, self._waiting = True, 0
        self.empty = EmptyState("search", "", "", self)
        self.again_button = IconButton("again", "", self)
        self.again_button.setObjectName("explainAgainButton")
        self.state_words, self.problem = QLabel(self), QLabel(self)
        self.chooser, self.units = ExampleChooser(files, self), UnitExplorer(self)
        self.explanation = Explanation((self.state_words, self.again_button), self)
        self.problem.setObjectName("explainProblem")
        self.feed = PredictionFeed(session, "explain", self)
        self._arrange()
        self._connect()
        self.retranslate()
        if session.preparation is not None:
            self._prepare(session.preparation)

    @Slot()
    def refresh(self, event: object = None) -> None:
        """Explain anew, if it is seen; else once it is."""
        self._stale = True
        self._ask()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.empty.set_words(
            self.tr("Explain"),
            self.tr("Once there is a model, this page shows what in an input supports its answer."),
        )
        self.again_button.set_name(self.tr("Explain again with the current weights"))
        self._say_moment()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale or self._moment != self._now():
            self.refresh()

    def _connect(self) -> None:
        session = self._session
        session.follow(Prepared, self._prepare, self)
        session.explained.connect(self._take)
        session.refused.connect(self._take_refused)
        session.follow(Predicted, self._follow_grid, self)
        session.console_told.connect(self._take_code)
        for signal in (session.weights_loaded, session.run_ended, session.run_opened, session.intervened):
            signal.connect(self.refresh)
        session.state_changed.connect(self._follow)
        session.stood_inside.connect(self._follow)
        self.feed.arrived.connect(self._show_examples)
        self.chooser.chosen.connect(self.refresh)
        self.chooser.unreadable.connect(self._show_problem)
        self.explanation.asked.connect(self.refresh)
        self.units.layer_chosen.connect(self._ask_units)
        self.units.movers_asked.connect(self._ask_movers)
        self.units.example_chosen.connect(self.chooser.choose)
        self.again_button.clicked.connect(self.refresh)

    def _now(self) -> tuple[int, int]:
        """Which weights are there: the run, and after how many of its batches."""
        run = self._session.run.started
        return (run.run, len(run.history)) if run is not None else (0, 0)

    def _ask(self) -> None:
        """Explain the chosen example with the present weights."""
        session = self._session
        if not (self._stale and self.isVisible() and session.preparation and session.possible(Action.PREDICT)):
            return
        if self._waiting:
            session.post(StopExplaining())
            self.units.give_up()
        self._stale, self._waiting = False, len(Explain().methods)
        command = self.explanation.wanted(Explain(self.chooser.example))
        self._asked, self._moment = command.id, self._now()
        self._show_problem("")
        session.post(command)

    @Slot()
    def _follow(self, event: object = None) -> None:
        """Explain anew where the run stands still with other weights."""
        still = self._session.state in (State.PAUSED, State.IDLE)
        if still and (self._stale or (self._moment is not None and self._moment != self._now())):
            self.refresh()
        self._say_moment()

    @Slot(object)
    def _prepare(self, event: Prepared) -> None:
        self._pages.setCurrentWidget(self._scroll)
        self.chooser.set_data(event.data)
        self.explanation.set_data(event.data)
        self.units.set_data(event.data)
        indices = self.feed.indices
        if not indices or indices[-1] >= event.data.test:
            self.feed.watch(tuple(range(min(_EXAMPLES, event.data.test))))
        self.feed.refresh()
        self.refresh()

    @Slot(object)
    def _follow_grid(self, event: Predicted) -> None:
        """Offer the test examples that the predictions show."""
        if event.tag == _GRID and event.split is Split.TEST and event.indices != self.feed.indices:
            self.feed.watch(event.indices)
            self.feed.refresh()

    @Slot(object)
    def _show_examples(self, event: Predicted) -> None:
        self.chooser.show_examples(event)

    @Slot(object)
    def _take_code(self, event: object) -> None:
        if isinstance(event, ChangesSettled) or (isinstance(event, CodeDone) and event.changed):
            self.refresh()

    @Slot(object)
    def _take(self, event: object) -> None:
        match event:
            case ExplanationBegun() if event.answers == self._asked:
                self.explanation.begin(event)
                layer = self.units.offer(event.layers, event.layer)
                if layer:
                    self._ask_units(layer)
                self._say_moment()
            case Attributed() if event.answers == self._asked:
                self.explanation.show_attributed(event)
                self._waiting -= 1
            case UnitsShown() if event.answers == self._asked_units:
                self.units.show_units(event)
            case MoversFound() if event.answers == self._asked_movers:
                self.units.show_movers(event)

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        if event.answers == self._asked:
            self._waiting = 0
            self._stale |= event.code == _CANCELLED
        elif event.answers == self._asked_movers:
            self.units.give_up()
        elif event.answers != self._asked_units:
            return
        if event.code != _CANCELLED:
            self._show_problem(words(event.message))

    @Slot(str)
    def _ask_units(self, layer: str) -> None:
        command = ShowUnits(layer, self.chooser.example)
        self._asked_units = command.id
        self._session.post(command)

    @Slot(object)
    def _ask_movers(self, chosen: ChosenUnit) -> None:
        data = self._session.preparation.data if self._session.preparation is not None else None
        split = Split.TEST if data is None or data.test else Split.TRAINING
        command = FindMovers(chosen.layer, chosen.unit, split)
        self._asked_movers = command.id
        self._session.post(command)

    @Slot(str)
    def _show_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _say_moment(self) -> None:
        """Say whose weights are explained, where the run has gone on since."""
        begun = self.explanation.begun
        if begun is None:
            self.state_words.setText("")
        elif begun.run and begun.step:
            self.state_words.setText(self.tr("weights after batch {batch}").format(batch=formats.count(begun.step)))
        else:
            self.state_words.setText(self.tr("current weights"))

    def _arrange(self) -> None:
        for label in (self.state_words, self.problem):
            fonts.use(label, "small")
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.state_words.setProperty("role", "muted")
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        content = QWidget(self)
        content.setProperty("role", "panel")
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.chooser)
        column.addWidget(self.problem)
        column.addWidget(self.explanation)
        column.addSpacing(8)
        column.addWidget(self.units)
        column.addStretch(1)
        self._scroll = ScrollColumn(self, steady=True)
        self._scroll.setObjectName("explainScroll")
        self._scroll.setProperty("role", "panel")
        # On stage the switch of the methods may be wider than the panel: it can be reached all the same.
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.setWidget(content)
        self._pages = QStackedWidget(self)
        for page in (self.empty, self._scroll):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
