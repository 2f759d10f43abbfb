"""The autograd graph of the present step: grouped by module, searched, followed, and walked backward again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.theme import set_state
from studio.session.background import Background
from studio.session.session import Session
from studio.views.inside import graph_words
from studio.views.inside.backward_play import BackwardPlay, norms_of
from studio.views.inside.graph_shown import Depth, GraphShown, Way, freed
from studio.views.inside.graph_tools import GraphTools
from studio.widgets.button import Button
from studio.widgets.check_field import CheckField
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.focus import lead_to
from studio.widgets.graph_view.layout import Placed, place
from studio.widgets.graph_view.view import GraphView
from trainer_core.errors import Message
from trainer_core.protocol.events import Answer, Prepared, Refused
from trainer_core.protocol.graph import BackwardDone, Graph, GraphRead, ReadGraph, RunBackward
from trainer_core.protocol.inside import DONE, StoodInside

_AT_ONCE = 3
"""More nodes than that are lit up one after the other."""


class GraphPanel(Retranslated, QWidget):
    """Reads the graph when it is first seen, and when it is asked to.

    For tests and for those who drive it: ``view`` the drawing, ``shown`` what of the graph is in it, ``tools``
    above it, ``play`` how far the backward pass is shown, ``backward_button``, ``retain``, ``words`` about what is
    selected.

    Signals:
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    notice = Signal(object, str)
    crashed = Signal(str, str)

    def __init__(self, session: Session, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("graphPanel")
        self._session, self._files = session, files
        self._background: Background | None = None
        self._asked, self._reading = 0, False
        self._layout_number = 0
        self._outcome: BackwardDone | Message | None = None
        self._of_run = False
        self._hit = -1
        self._stood: StoodInside | None = None
        self._batch = (0, -1)
        self.shown = GraphShown()
        self.view = GraphView(self)
        self.view.setObjectName("graphView")
        self.tools = GraphTools(self)
        self.backward_button = Button(parent=self)
        self.backward_button.setObjectName("graphBackwardButton")
        self.retain = CheckField(self)
        self.retain.setObjectName("graphRetain")
        self.words, self.totals = QLabel(self), ElidedLabel("", self)
        self.empty = EmptyState("network", "", "", self)
        self.pages = QStackedWidget(self)
        self.play = BackwardPlay(self)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit_glance)
        self._arrange()
        self._connect()
        self.retranslate()

    def read(self) -> None:
        """Read the graph of the step that stands still, or of the next batch on a copy of the model."""
        if self._session.preparation is not None:
            command = ReadGraph()
            self._asked, self._reading = command.id, True
            self._session.post(command)
            self._word()

    def show_graph(self, graph: Graph, *, of_run: bool = True) -> None:
        """Show a graph; what was open by hand stays open."""
        self._of_run, self._outcome = of_run, None
        self.play.clear()
        self.shown.show(graph)
        self._lay_out()
        self._word()

    @Slot(object)
    def follow(self, event: StoodInside) -> None:
        """Follow the step that stands still: its graph, and the nodes to which its backward has come."""
        batch = (event.run, event.step)
        before = self._stood.reached if self._stood is not None and batch == self._batch else ()
        self._stood = event
        if not self.isVisible():
            return
        if batch != self._batch:
            self._batch = batch
            self.read()
            return
        fresh = event.reached[len(before) :]
        if len(fresh) > _AT_ONCE and event.reached[: len(before)] == before:
            self.play.play(fresh, after=before)
        elif event.reached != before:
            self.show_reached(norms_of(event.reached))
            self._free_if_over()

    def show_reached(self, norms: Mapping[int, float]) -> None:
        """Light up the nodes with these ids: backward has reached them, with a gradient of this norm."""
        self.play.show_reached(norms)

    def shut_down(self) -> None:
        """End the thread."""
        if self._background is not None:
            self._background.close()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.backward_button.setText(self.tr("Backward again"))
        self.backward_button.setToolTip(
            self.tr("Calls loss.backward() on a copy of this step; the run is not changed by it")
        )
        self.retain.setText("retain_graph=True")
        self.retain.setToolTip(self.tr("Keep what the nodes have saved, so that backward can run once more"))
        self.view.setAccessibleName(self.tr("Autograd graph"))
        self._word()
        if self.shown.graph.nodes:
            self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and event.type() == QEvent.Type.Resize:
            self._fitting.start()
        return super().eventFilter(watched, event)

    @Slot()
    def _fit_glance(self) -> None:
        """Open as much at a glance as there is room for."""
        if not self.isVisible():
            return
        other = self.shown.set_room(self.view.boxes_at_once(_line()))
        if other or not self.view.shows_width_of(self.view.placed):
            self._lay_out(fit=True)
            self._word()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        stood = self._stood
        if stood is not None and (stood.run, stood.step) != self._batch:
            self.follow(stood)
        elif not self.shown.graph.nodes and not self._asked:
            self.read()

    def _arrange(self) -> None:
        for label in (self.words, self.totals):
            fonts.use(label, "small")
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_state(label, role="muted")
        self.words.setWordWrap(True)
        self.words.setObjectName("graphWords")
        self.totals.setObjectName("graphTotals")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        foot = FlowLayout()
        for below in (self.backward_button, self.retain, self.totals):
            foot.addWidget(below)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addWidget(self.tools)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.words)
        layout.addLayout(foot)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        lead_to(self, self.view)

    def _connect(self) -> None:
        self.view.installEventFilter(self)
        self.view.selected.connect(self._select)
        self.view.toggled.connect(self._toggle_box)
        self.tools.search.textChanged.connect(self._search)
        self.tools.search.returnPressed.connect(self._next_hit)
        self.tools.depths.value_changed.connect(self._set_depth)
        self.tools.followed.connect(self._follow)
        self.tools.read_button.clicked.connect(self.read)
        self.tools.fit_button.clicked.connect(self.view.show_all)
        self.tools.export_button.clicked.connect(self._export)
        self.backward_button.clicked.connect(self._run_backward)
        self.play.moved.connect(self._light)
        self.play.over.connect(self._free)
        self._session.graphed.connect(self._take)
        self._session.follow(Prepared, self._take_preparation, self)
        self._session.stood_inside.connect(self.follow)
        self._session.refused.connect(self._take_refusal)

    @Slot(object)
    def _take(self, event: Answer) -> None:
        if isinstance(event, GraphRead):
            self._reading = False
            self.show_graph(event.graph, of_run=event.of_run)
            if self._stood is not None and self._stood.reached:
                self.show_reached(norms_of(self._stood.reached))
                self._free_if_over()
        elif isinstance(event, BackwardDone):
            if event.graph.nodes != self.shown.graph.nodes:
                self.show_graph(event.graph, of_run=False)
            self._outcome = event
            self.play.play(event.reached, onward=self.shown.norms_of(event.reached)[1])
        self._word()

    @Slot(object)
    def _take_refusal(self, event: Refused) -> None:
        if event.command in (ReadGraph.__name__, RunBackward.__name__):
            self._outcome, self._reading = event.message, False
            self._word()

    @Slot(object)
    def _take_preparation(self, event: Prepared) -> None:
        """Another model: what is shown is of none that is there."""
        self.show_graph(Graph())
        self._asked = 0
        if self.isVisible():
            self.read()

    @Slot()
    def _run_backward(self) -> None:
        self._session.post(RunBackward(retain_graph=self.retain.value))

    @Slot(str)
    def _select(self, key: str) -> None:
        self.tools.follow_nothing()
        self.view.set_apart(None)
        self._outcome = None
        self._word()

    @Slot(str)
    def _toggle_box(self, key: str) -> None:
        self.shown.toggle(key)
        self._lay_out(anchor=key)
        self._word()

    @Slot(object)
    def _set_depth(self, depth: str) -> None:
        self.shown.set_depth(cast(Depth, depth))
        self.view.select("")
        self._lay_out(fit=True)
        self._word()

    @Slot(str)
    def _search(self, text: str) -> None:
        found = self.shown.found(text)
        self._hit = -1
        self.tools.show_found(len(found))
        self.view.set_apart(self.shown.boxes_of(found) if text.strip() else None)

    @Slot()
    def _next_hit(self) -> None:
        """Go to the next node that is found, from the inputs on; open whatever it lies in."""
        found = self.shown.found(self.tools.search.text())[::-1]
        if found:
            self._hit = (self._hit + 1) % len(found)
            self.shown.open_around(found[self._hit])
            self._lay_out(then=f"node {found[self._hit]}")

    @Slot(str)
    def _follow(self, way: str) -> None:
        self.view.set_apart(self.shown.along(self.view.key, cast(Way, way)) if way else None)

    def _lay_out(self, *, anchor: str = "", then: str = "", fit: bool = False) -> None:
        """Lay out what is shown, beside the GUI thread; ``then`` is selected, and ``fit`` shows it from its top."""
        if self._background is None:
            self._background = Background(self)
            self._background.crashed.connect(self.crashed)
        self._layout_number += 1
        number = self._layout_number
        line = _line()
        boxes, links, frames = self.shown.boxes(), self.shown.links(), self.shown.frames()

        def show(placed: Placed) -> None:
            if number == self._layout_number:
                self._show_placed(placed, anchor, then, fit=fit)

        self._background.do(partial(place, boxes, links, frames, line), show, lambda message: None)

    def _show_placed(self, placed: Placed, anchor: str, then: str, *, fit: bool) -> None:
        if self.view.isVisible() and not self.view.shows_width_of(placed) and self.shown.open_less():
            self._lay_out(then=then, fit=True)
            return
        self.view.show_placed(placed, anchor=anchor)
        if fit:
            self.view.fit()
        if self.shown.graph.failed is not None and not then:
            then = next(box.key for box, _ in placed.boxes if box.kind == "failed")
        if then:
            self.view.select(then)
        if self.tools.search.text().strip():
            self.view.set_apart(self.shown.boxes_of(self.shown.found(self.tools.search.text())))
        elif not self.tools.follows:
            self.view.set_apart(None)
        self._light()
        self._word()

    @Slot()
    def _free(self) -> None:
        """Show what was saved as freed, now that the whole backward pass was shown."""
        if isinstance(self._outcome, BackwardDone):
            self.shown.show(self._outcome.graph)
            self._lay_out()
        else:
            self._free_if_over()

    def _free_if_over(self) -> None:
        """Show what was saved as freed, once the backward of the step that stands still is over."""
        if self._stood is not None and (self._stood.place.phase == "step" or self._stood.place.name == DONE):
            self.shown.show(freed(self.shown.graph))
            self._lay_out()
            self._word()

    @Slot()
    def _light(self) -> None:
        norms = self.play.norms
        self.view.show_reached(self.shown.reached_boxes(norms), self.shown.reached_links(norms, self.play.onward))

    def _word(self) -> None:
        graph, outcome = self.shown.graph, self._outcome
        something = bool(graph.nodes or graph.failed)
        self.pages.setCurrentIndex(int(something))
        if not something:
            sentence = self.tr("It appears here when there is a model: prepare one or start a run.")
            if isinstance(outcome, Message):
                sentence = words(outcome)
            elif graph.note is not None:
                sentence = words(graph.note)
            elif self._reading:
                sentence = self.tr("Reading the graph…")
            self.empty.set_words(self.tr("The graph that backward goes through"), sentence)
            return
        box = self.shown.box(self.view.key)
        self.tools.offer_following(box is not None)
        self.backward_button.setEnabled(graph.failed is None)
        self.totals.setText(graph_words.of_graph(graph))
        role = "muted"
        if isinstance(outcome, Message):
            text, role = words(outcome), "error"
        elif isinstance(outcome, BackwardDone):
            text, role = graph_words.of_backward(outcome), "error" if outcome.raised else "muted"
        elif box is not None:
            text, role = graph_words.of_box(graph, box), "error" if graph.failed and box.kind == "failed" else "muted"
        elif graph.failed is not None:
            text, role = graph_words.of_failure(graph.failed), "error"
        else:
            text = self.tr("Click a box to see what it is; one with an arrow opens.")
            if not self._of_run:
                text += " " + self.tr("This is the first batch, computed on a copy of the model.")
        self.words.setText(text)
        set_state(self.words, role=role)

    @Slot()
    def _export(self) -> None:
        kinds = (FileKind(self.tr("SVG drawing"), (".svg",)), FileKind(self.tr("PNG picture"), (".png",)))
        path = self._files.ask_save(Purpose.DIAGRAM, self.tr("Save graph"), "graph.svg", kinds, "saveGraphDialog")
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Save the graph as the name says."""
        try:
            (self.view.save_png if path.suffix.lower() == ".png" else self.view.save_svg)(path)
        except OSError as error:
            self.notice.emit(self.tr("The graph could not be saved: {reason}").format(reason=error), "error")
            return
        self.notice.emit(self.tr("The graph is saved in {path}.").format(path=path), "info")


def _line() -> float:
    """The height of a line of text in a box."""
    return QFontMetricsF(fonts.font("small", strong=True)).height()
