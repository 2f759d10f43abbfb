"""The page that shows one file: its tree, the chosen tensor in full, and the explanation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.views.weights.details import DetailsPanel
from studio.views.weights.explanation import Explanation
from studio.views.weights.key_tree import KeyTree
from studio.views.weights.key_view import KeyView
from studio.views.weights.tensors import COLUMNS, RIGHT, WIDTHS, TensorCells
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.errors import Message
from trainer_core.protocol.weights_report import FileReport, TensorStatistics

AT_ONCE = 8
"""How many tensors are asked for in one request: so that those in sight after scrolling need not wait long."""

_SIDE_WIDTH, _LARGEST_SIDE = 240, 420


class TensorsPage(Retranslated, QWidget):
    """Rows are measured once they are seen, a few at a time.

    Signals:
        wanted(object): the keys that are to be measured now; answer with `take_statistics`.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = TensorCells(self)
        self.model = KeyTree(self.cells, COLUMNS, self, right=RIGHT)
        self.tree = KeyView(self.model, WIDTHS, self)
        self.tree.setObjectName("weightsTree")
        self.details = DetailsPanel(self.cells, self)
        self.explanation = Explanation(self)
        self._asked: tuple[str, ...] = ()
        self._side = ScrollColumn(self)
        self._arrange()
        self.tree.seen_changed.connect(self._measure_seen)
        self.tree.chosen.connect(self.details.show_node)
        self.retranslate()

    def show_report(self, name: str, report: FileReport) -> None:
        """Show a file called ``name``."""
        self.cells.statistics.clear()
        self._asked = ()
        self.model.set_items([(entry.path, entry.key, entry) for entry in report.entries])
        self.details.show_node(None)
        self.explanation.show_report(name, report)
        first = next(iter(report.tensors), None)
        if first is not None:
            self.tree.choose(first.key)

    def take_statistics(self, statistics: dict[str, TensorStatistics | Message], done: bool) -> None:
        """Take what was measured; with ``done`` the request is answered."""
        self.cells.statistics.update(statistics)
        self.model.touch(tuple(statistics))
        node = self.tree.current
        if node is not None and node.key in statistics:
            self.details.show_node(node)
        if done:
            self._asked = ()
            self._measure_seen()

    def forget_request(self) -> None:
        """The request that is under way will not be answered: the rows are asked for when others come into sight."""
        self._asked = ()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.tree.setAccessibleName(self.tr("Keys of the file"))
        self._side.setAccessibleName(self.tr("The chosen tensor, and explanations"))
        self.model.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            # Only once every part has its new font is it known how wide they are.
            QTimer.singleShot(0, self, self._fit_side)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure_seen()

    def _arrange(self) -> None:
        self._column = column = QWidget(self)
        column.setProperty("role", "panel")
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.details)
        lines.addWidget(self.explanation)
        lines.addStretch(1)
        self._side.setObjectName("weightsSide")
        self._side.setProperty("role", "panel")
        self._side.setWidget(column)
        self._side.setMinimumWidth(_SIDE_WIDTH)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.tree)
        splitter.addWidget(self._side)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([760, 280])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    @Slot()
    def _fit_side(self) -> None:
        """Make the panel as wide as its widest word needs, within reason."""
        needed = self._column.minimumSizeHint().width() + self._side.verticalScrollBar().sizeHint().width()
        self._side.setMinimumWidth(min(max(needed, _SIDE_WIDTH), fonts.scaled(_LARGEST_SIDE)))

    @Slot()
    def _measure_seen(self) -> None:
        """Ask for the first rows in sight that were not measured; one request at a time."""
        if self._asked or not self.isVisible():
            return
        entries = [node.item for node in self.tree.seen]
        keys = [entry.key for entry in entries if entry.is_tensor and entry.key not in self.cells.statistics]
        if keys:
            self._asked = tuple(keys[:AT_ONCE])
            self.wanted.emit(self._asked)
