"""The page Inside: the step that stands still at the left, and what can be looked at in it at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.session.session import Session
from studio.views.inside.beginning import Beginning
from studio.widgets.empty_state import EmptyState

_GAP = 8


class InsidePage(Retranslated, QWidget):
    """Two cards side by side; the right one has a tab for each way to look.

    Signals:
        begin_asked(): a person wants a run that stands before its first phase.
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
    """

    begin_asked = Signal()
    notice = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("insideView")
        self._session = session
        self.beginning = Beginning(session, self)
        self.left = QStackedWidget(self)
        self.left.addWidget(self.beginning)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("insideTabs")
        self.tabs.setDocumentMode(True)
        self.tensors = EmptyState("table", "", "", self)
        self.graph = EmptyState("network", "", "", self)
        self.modules = EmptyState("layers", "", "", self)
        self.console = EmptyState("menu", "", "", self)
        for panel in (self.tensors, self.graph, self.modules, self.console):
            self.tabs.addTab(panel, "")
        self._arrange()
        self.beginning.begin_asked.connect(self.begin_asked)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language; the panels word themselves."""
        titles = (self.tr("Tensors"), self.tr("Graph"), self.tr("Modules"), self.tr("Console"))
        for index, title in enumerate(titles):
            self.tabs.setTabText(index, title)
        self.tabs.setAccessibleName(self.tr("What is looked at"))
        sentences = (
            self.tr("The values of every tensor at hand appear here while a run stands still."),
            self.tr("The graph that backward goes through appears here while a run stands still after its forward."),
            self.tr("The modules of the model and what each of them costs appear here."),
            self.tr("Here you can try any PyTorch expression on the run while it stands still."),
        )
        panels = (self.tensors, self.graph, self.modules, self.console)
        for panel, title, sentence in zip(panels, titles, sentences, strict=True):
            panel.set_words(title, sentence)

    def _arrange(self) -> None:
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setObjectName("insideSplit")
        self.split.setHandleWidth(_GAP)
        self.split.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.split.setChildrenCollapsible(False)
        for content in (self.left, self.tabs):
            self.split.addWidget(_card(content))
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        whole.addWidget(self.split)


def _card(content: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(content)
    return card
