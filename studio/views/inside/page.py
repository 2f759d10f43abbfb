"""The page Inside: the step that stands still at the left, and what can be looked at in it at the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.session.session import Session
from studio.views.inside.beginning import Beginning
from studio.views.inside.beside import Beside
from studio.views.inside.compare.panel import ComparePanel
from studio.views.inside.console_panel import ConsolePanel
from studio.views.inside.explain_panel import ExplainPanel
from studio.views.inside.graph_panel import GraphPanel
from studio.views.inside.module_detail import ModuleDetail
from studio.views.inside.stepper import Stepper
from studio.views.inside.tensor_panel import TensorPanel
from studio.views.inside.watch_panel import WatchPanel
from studio.widgets.focus import has_keyboard
from studio.widgets.icon_button import IconButton
from studio.widgets.side_split import SideSplit
from trainer_core.protocol.events import State
from trainer_core.protocol.inside import LookInside

_GAP, _SHARE, _LEAST = 8, 0.54, 280


class InsidePage(Retranslated, QWidget):
    """Two cards side by side; the right one has a tab for each way to look.

    Signals:
        begin_asked(): a person wants a run that stands before its first phase.
        stands_still(bool): the step is shown with the button that moves it, or is not any more.
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
        crashed(str, str): sentence and details of an exception that is a bug.
        attention_asked(): code waits for a person at ``breakpoint()``.
    """

    begin_asked = Signal()
    stands_still = Signal(bool)
    notice = Signal(object, str)
    crashed = Signal(str, str)
    attention_asked = Signal()

    def __init__(
        self, session: Session, files: FileDialogs, runs_root: Callable[[], Path], parent: QWidget | None = None
    ) -> None:
        """``runs_root`` tells the folder of all runs."""
        super().__init__(parent)
        self.setObjectName("insideView")
        self._session, self._files, self._runs_root = session, files, runs_root
        self.beginning = Beginning(session, self)
        self.left = QStackedWidget(self)
        self.left.setObjectName("insideStep")
        self.beside = Beside(self)
        self.stepper = Stepper(session, self)
        for part in (self.beginning, self.stepper):
            self.left.addWidget(part)
        self.watch = WatchPanel(session, self)
        self._looking = self._still = False
        self._pinned = False
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("insideTabs")
        self.tensors = TensorPanel(session, self)
        self.graph = GraphPanel(session, files, self)
        self.modules = ModuleDetail(session, self)
        self.explain = ExplainPanel(session, files, self)
        self.compare = ComparePanel(session, runs_root, self)
        self.console = ConsolePanel(session, self)
        panels = (self.tensors, self.graph, self.modules, self.explain, self.compare, self.console)
        for panel in panels:
            self.tabs.addTab(panel, "")
        self.beside_button = IconButton("curves", "", self.tabs)
        self.beside_button.setObjectName("insideBesideButton")
        self.tabs.setCornerWidget(self.beside_button)
        self._arrange()
        self.beside.add_tabs(self.tabs, panels)
        self.beside_button.clicked.connect(self._send)
        self.tabs.currentChanged.connect(self._follow_tab)
        self.tabs.tabBarClicked.connect(self._let_go_of_focus)
        self.beside.seen_changed.connect(self._follow)
        self.beside.changed.connect(self._follow_tab)
        self.stepper.controls.beside_asked.connect(self._send_step)
        self.beginning.begin_asked.connect(self.begin_asked)
        self.graph.notice.connect(self.notice)
        self.graph.crashed.connect(self.crashed)
        self.compare.crashed.connect(self.crashed)
        self.compare.differences.graphs.save_asked.connect(self._save_graphs)
        self.console.tensor_asked.connect(self._show_tensor)
        self.console.module_asked.connect(self._show_module_itself)
        self.console.attention_asked.connect(self._show_console)
        self.modules.change.swap_asked.connect(self._ask_for_layer)
        self.stepper.module_chosen.connect(self._show_module)
        self.stepper.pinned.connect(self._pin)
        session.state_changed.connect(self._follow)
        self._follow()
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language; the panels word themselves."""
        titles = (
            self.tr("Tensors"),
            self.tr("Graph"),
            self.tr("Modules"),
            self.tr("Explain"),
            self.tr("Compare"),
            self.tr("Console"),
        )
        for index, title in enumerate(titles):
            self.tabs.setTabText(index, title)
        self.tabs.setAccessibleName(self.tr("What is looked at"))
        self.beside_button.set_name(self.tr("Show this beside the curves"))
        self.beside.retitle()

    def shut_down(self) -> None:
        """End the threads of the panels."""
        self.graph.shut_down()
        self.compare.shut_down()
        self.console.shut_down()

    def compare_weights(self, folder: Path, first: str, second: str) -> None:
        """Show two of the files of weights of a run side by side."""
        self._bring(self.compare)
        self.compare.compare_weights(folder, first, second)

    def compare_runs(self, first: Path, second: Path) -> None:
        """Compare the models of two runs, or the best and the last weights of one."""
        self._bring(self.compare)
        self.compare.compare_runs(first, second)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._follow()

    def show_step(self) -> bool:
        """Bring the step to the front where it stands beside the curves; False if it stands here."""
        if self.beside.has(self.left):
            self.beside.asked.emit(self.left)
            return True
        return False

    @Slot()
    def _send(self) -> None:
        self.beside.send(self.tabs.currentWidget())

    @Slot()
    def _send_step(self) -> None:
        (self.beside.fetch if self.beside.has(self.left) else self.beside.send)(self.left)

    @Slot()
    def _follow_tab(self, event: object = None) -> None:
        self.beside_button.setEnabled(self.beside.can_send(self.tabs.currentWidget()))
        self.stepper.controls.show_beside(self.beside.has(self.left))

    @Slot(int)
    def _let_go_of_focus(self, index: int) -> None:
        """Qt hands the focus on to the panel that comes, where a ring would show up that no key has asked for."""
        focused = QApplication.focusWidget()
        if focused is not None and index != self.tabs.currentIndex() and has_keyboard(self.tabs.currentWidget()):
            focused.clearFocus()

    def _bring(self, panel: QWidget) -> None:
        """Bring a part to the front, wherever it stands."""
        if self.beside.has(panel):
            self.beside.asked.emit(panel)
        else:
            self.tabs.setCurrentWidget(panel)

    @Slot(str)
    def _show_tensor(self, name: str) -> None:
        self._bring(self.tensors)
        self.tensors.show_tensor(name)

    @Slot(str)
    def _show_module_itself(self, name: str) -> None:
        self._bring(self.modules)
        self.modules.show_module(name)

    @Slot()
    def _ask_for_layer(self) -> None:
        """Ask for the weights whose layer is to be put in."""
        title, start = self.tr("Weights that contain the layer"), self._runs_root()
        path = self._files.ask_open_weights(title, "swapLayerDialog", start=start)
        if path is not None:
            self.modules.change.swap_from(path)

    @Slot()
    def _save_graphs(self) -> None:
        """Ask for a file, and save the graphs of both models that are compared in it."""
        kinds = (FileKind(self.tr("SVG drawing"), (".svg",)), FileKind(self.tr("PNG picture"), (".png",)))
        title = self.tr("Save both graphs")
        path = self._files.ask_save(Purpose.DIAGRAM, title, "graphs.svg", kinds, "saveGraphsDialog")
        if path is None:
            return
        try:
            self.compare.differences.graphs.save(path)
        except OSError as error:
            self.notice.emit(self.tr("The graphs could not be saved: {reason}").format(reason=error), "error")
            return
        self.notice.emit(self.tr("The graphs are saved in {path}.").format(path=path), "info")

    @Slot()
    def _show_console(self) -> None:
        self._bring(self.console)
        if not self.beside.has(self.console):
            self.attention_asked.emit()

    @Slot(str)
    def _show_module(self, name: str) -> None:
        """Show what a module gave, or the module itself where the tensors are not seen."""
        if self.modules.isVisible():
            self.modules.show_module(name)
        if self.tensors.isVisible():
            self.tensors.show_tensor(f"{name}()")

    @Slot(bool)
    def _pin(self, pinned: bool) -> None:
        self._pinned = pinned
        self._look()

    @Slot()
    def _follow(self) -> None:
        """Show the step from its first standing still on, as long as the run goes on."""
        session = self._session
        if not session.in_run or session.replaying:
            self.left.setCurrentWidget(self.beginning)
        elif session.state is State.PAUSED:
            self.left.setCurrentWidget(self.stepper)
        seen = self.left.isVisible() if self.beside.has(self.left) else self.isVisible()
        still = seen and self.left.currentWidget() is self.stepper
        if still != self._still:
            self._still = still
            self.stands_still.emit(still)
        self._look()

    def _look(self) -> None:
        """Have the engine look into every step while this is seen, also of the next run, and no longer."""
        wanted = self.isVisible() or self._pinned or self.beside.seen
        if wanted != self._looking:
            self._looking = wanted
            self._session.post(LookInside(wanted))

    def _arrange(self) -> None:
        step = QWidget(self)
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.left, 1)
        column.addWidget(self.watch)

        def swap(old: QWidget, new: QWidget) -> None:
            column.replaceWidget(old, new)
            column.setStretch(0, 1)
            new.show()

        self.beside.add(self.left, lambda there: self.tr("Step"), swap)
        self.split = SideSplit(step, self.tabs, _GAP, self, width=lambda whole: (whole - _GAP) * (1 - _SHARE))
        self.split.setObjectName("insideSplit")
        for content in (step, self.tabs):
            content.setMinimumWidth(fonts.scaled(_LEAST))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        whole.addWidget(self.split)
