"""The running step as the code that it is: each line with what it did, one of them lit, and buttons that move it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.session.phases import PHASES
from studio.session.session import Session
from studio.views.inside.phase_detail import AnswersDetail, ClearedDetail, LossDetail, NormsDetail, PhaseDetail
from studio.views.inside.step_controls import StepControls, batch_title
from studio.views.inside.step_row import StepRow
from studio.views.inside.weight_detail import WeightDetail
from studio.widgets.caption import Caption
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.protocol.events import RunStarted, State
from trainer_core.protocol.inside import DONE, PhaseReport, StepLine, StoodInside

_CODE = ("optimizer.zero_grad()", "pred = model(x)", "loss = loss_fn(pred, y)", "loss.backward()", "optimizer.step()")
_PLAIN = tuple(StepLine(code, phase.name) for code, phase in zip(_CODE, PHASES, strict=True))
"""The step before anything is known of it."""
_AROUND = 12
"""What is seen above and below the line that runs next, in pixels."""
_MAIN = {"zero_grad": "zero_grad", "forward": "model(", "loss": "loss_fn(", "backward": "backward(", "step": ".step("}
_DETAILS: dict[str, type[PhaseDetail]] = {
    "zero_grad": ClearedDetail,
    "forward": AnswersDetail,
    "loss": LossDetail,
    "backward": NormsDetail,
    "step": WeightDetail,
}


class Stepper(Retranslated, QWidget):
    """Controls over the lines of the step.

    Attributes:
        shown: the newest `StoodInside` of the present run, or None.

    Signals:
        module_chosen(str): a person has clicked a line of the module with this path.
        pinned(bool): the step is to be looked into also while another page is shown.
    """

    module_chosen = Signal(str)
    pinned = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepper")
        self._session = session
        self.shown: StoodInside | None = None
        self.rows: list[StepRow] = []
        self._lines: tuple[StepLine, ...] = ()
        self._tops: list[int] = []
        self._by_hand: dict[int, bool] = {}
        self._follows = True
        """Whether the line that runs next is kept in sight: until a person scrolls."""
        self._reports: dict[str, PhaseReport] = {}
        self._seen: tuple[StoodInside | None, bool] = (None, False)
        """What is shown, and whether within a run."""
        self._chosen: StepRow | None = None
        """The line that a person has opened or closed since the step stands here."""
        self.controls = StepControls(session, self)
        self.notes = Caption("info", self)
        self.notes.setObjectName("stepNotes")
        self.notes.hide()
        self._arrange()
        self.controls.pinned.connect(self.pinned)
        session.stood_inside.connect(self._take)
        session.state_changed.connect(self._follow)
        session.run_started.connect(self._begin)
        self._build(_PLAIN)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What unfolds does so after the step was shown, and would push the line away that runs next.
        if watched is self._content and event.type() == QEvent.Type.Resize and self._follows:
            QTimer.singleShot(0, self, self._reveal)
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        for row in self.rows:
            row.retranslate()
        self._show()

    @Slot(object)
    def _begin(self, event: RunStarted) -> None:
        self.shown = None
        self._by_hand.clear()
        self._show()

    @Slot(object)
    def _take(self, event: StoodInside) -> None:
        run = self._session.run.started
        if run is None or event.run != run.run:
            return
        if self.shown is not None and event.step != self.shown.step:
            self._by_hand.clear()
        self.shown, self._follows, self._chosen = event, True, None
        self._show()

    @Slot()
    def _follow(self) -> None:
        seen, in_run = self._seen
        if self._session.state is State.PAUSED and (
            self.shown is None or seen is not self.shown or in_run != self._session.in_run
        ):
            self._show()

    def _show(self) -> None:
        """Show the newest place; while none was told, the plain step as far as the state knows it."""
        event = self.shown
        self._seen = event, self._session.in_run
        lines = _PLAIN if event is None or not event.code else event.code
        tops = [at for at, line in enumerate(lines) if not line.depth]
        if [lines[at].phase for at in tops] != [self._lines[at].phase for at in self._tops]:
            self._build(lines)
        self._lines, self._tops = lines, tops
        current = self._current(event)
        self._reports = reports = _with_pictures(event.reports if event is not None else (), self._reports)
        self._open(current, tuple(reports.values()))
        for place, (row, at) in enumerate(zip(self.rows, tops, strict=True)):
            end = tops[place + 1] if place + 1 < len(tops) else len(lines)
            look = "done" if end <= current else "current" if at <= current < end else ""
            nested = current - at - 1 if at < current < end else -1
            row.show_line(lines[at].code, look, lines[at + 1 : end], nested, self._report_of(place, reports))
        self._word(current)
        QTimer.singleShot(0, self, self._reveal)

    @Slot()
    def _reveal(self) -> None:
        """Bring the line that is lit to sight: the nested one, where it is seen."""
        for row in self.rows:
            nested, lit = row.nested, row.nested.current
            if lit >= 0 and nested.isVisible():
                high = nested.line_height
                place = nested.mapTo(self._content, QPoint(0, round((lit + 0.5) * high)))
                self._scroll.ensureVisible(0, place.y(), 0, round(2 * high))
            elif row.head.lit and self._follows:
                self._scroll.ensureWidgetVisible(row.head, 0, _AROUND)
        if self._chosen is not None and self._follows:
            self._scroll.ensureWidgetVisible(self._chosen.head, 0, _AROUND)

    @Slot()
    def _let_be(self) -> None:
        """Leave what is in sight to a person who scrolls, until the step stands elsewhere."""
        self._follows = False

    def _open_by_hand(self, place: int, opened: bool) -> None:
        self._by_hand[place], self._chosen = opened, self.rows[place]

    def _current(self, event: StoodInside | None) -> int:
        """The place of the line that runs next; behind the last where the batch is done."""
        if event is not None and event.place.name == DONE:
            return len(event.code or _PLAIN)
        if event is not None and event.code:
            return event.current
        names = [phase.name for phase in PHASES]
        phase = self._session.phase if event is None else event.place.phase
        return names.index(phase) if phase in names else len(names) if self._session.in_run else -1

    def _report_of(self, place: int, reports: dict[str, PhaseReport]) -> PhaseReport | None:
        return reports.get(self._lines[self._tops[place]].phase) if self.rows[place].detail is not None else None

    def _open(self, current: int, reports: Sequence[PhaseReport]) -> None:
        """Open what was done last and what is being run, besides what a person has opened."""
        within = 0 <= current < len(self._lines) and self._lines[current].depth > 0
        newest = reports[-1].phase if reports and not within else ""
        for place, (row, at) in enumerate(zip(self.rows, self._tops, strict=True)):
            end = self._tops[place + 1] if place + 1 < len(self._tops) else len(self._lines)
            inside = at < current < end
            wanted = inside or (self._lines[at].phase == newest and row.detail is not None)
            opened = self._by_hand.get(place, wanted)
            if opened and not row.opened:
                QTimer.singleShot(0, row, lambda row=row: self._scroll.ensureWidgetVisible(row, 0, 8))
            row.set_opened(opened)

    def _word(self, current: int) -> None:
        session, event = self._session, self.shown
        step = event.step if event is not None else len(session.run.history or ())
        if not session.in_run:
            self.controls.show_place(self.tr("No run is under way"), "")
            return
        title = batch_title(session, step, self.tr("Epoch {epoch}, batch {batch} of {count}"))
        self.controls.show_place(title, self._next_words(current))
        notes = " ".join(map(words, event.notes)) if event is not None else ""
        self.notes.set_text(notes)
        self.notes.setVisible(bool(notes))

    def _next_words(self, current: int) -> str:
        if not 0 <= current < len(self._lines):
            return self.tr("The batch is done. The next step begins with the gradients.")
        if self.shown is not None and self.shown.place.kind != "phase":
            place = self.shown.place
            within = place.module if place.kind != "module" and f"({place.module}." not in place.name else ""
            text = self.tr("Next: {what} in {module}") if within else self.tr("Next: {what}")
            return text.format(what=place.name, module=within)
        phase = next((phase for phase in PHASES if phase.name == self._lines[current].phase), None)
        return "" if phase is None else self.tr("Next: {what}").format(what=phase.words)

    def _build(self, lines: Sequence[StepLine]) -> None:
        """Make a row for each line of the loop; the main one of each phase has what the phase did."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._lines, self._tops = tuple(lines), [at for at, line in enumerate(lines) if not line.depth]
        self._by_hand.clear()
        self._chosen = None
        mains = _main_lines([lines[at] for at in self._tops])
        self.rows = []
        for place, at in enumerate(self._tops):
            phase = lines[at].phase
            detail = _DETAILS[phase](self._session, self) if place in mains and phase in _DETAILS else None
            row = StepRow(detail, f"stepLine_{phase}" if place in mains else f"stepLine_{place}", self)
            row.opened_by_hand.connect(partial(self._open_by_hand, place))
            row.chosen.connect(self._choose_line)
            self._column.insertWidget(place, row)
            self.rows.append(row)

    @Slot(object)
    def _choose_line(self, line: StepLine) -> None:
        if line.module:
            self.module_chosen.emit(line.module)

    def _arrange(self) -> None:
        self._content = content = QWidget(self)
        content.setProperty("role", "panel")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 4, 0, 8)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._scroll = ScrollColumn(self, steady=True)
        self._scroll.setObjectName("stepScroll")
        self._scroll.setProperty("role", "panel")
        self._scroll.setWidget(content)
        content.installEventFilter(self)
        self._scroll.verticalScrollBar().actionTriggered.connect(self._let_be)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self.controls, self.notes):
            whole.addWidget(part)
        whole.addWidget(self._scroll, 1)


def _with_pictures(reports: Sequence[PhaseReport], before: dict[str, PhaseReport]) -> dict[str, PhaseReport]:
    """The reports by phase; the losses are of the examples that the forward has told.

    A report of the losses that was shown ``before`` with the same pictures is kept, so that it is not drawn anew.
    """
    by_phase = {report.phase: report for report in reports}
    forward, loss = by_phase.get("forward"), by_phase.get("loss")
    if forward is not None and loss is not None and loss.images is None:
        known = before.get("loss")
        same = known is not None and known.losses is loss.losses and known.images is forward.images
        by_phase["loss"] = known if known is not None and same else replace(loss, images=forward.images)
    return by_phase


def _main_lines(tops: Sequence[StepLine]) -> set[int]:
    """Of the lines of each phase the place of the one that does what the phase is named after, or else the last."""
    mains: dict[str, int] = {}
    for place, line in enumerate(tops):
        key = _MAIN.get(line.phase, "")
        taken = mains.get(line.phase)
        if taken is None or key not in tops[taken].code or ("optimizer" in line.code and key in line.code):
            mains[line.phase] = place
    return set(mains.values())
