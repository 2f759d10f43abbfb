"""The right of the data's page: the chosen example, its row in the file, and what is known of all the data."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.session.session import Session
from studio.views.data.data_facts import DataFactsView
from studio.views.data.example_detail import ExampleDetail
from studio.views.data.row_detail import RowDetail
from studio.widgets.button import Button
from studio.widgets.scroll_column import ScrollColumn

_SIDE = 14


class SidePane(Retranslated, ScrollColumn):
    """Scrolls ``detail``, ``row_detail`` and ``facts``. No signals."""

    def __init__(self, session: Session, *tools: QWidget) -> None:
        super().__init__()
        self.setObjectName("dataScroll")
        self.detail, self.row_detail = ExampleDetail(self), RowDetail(self)
        self.detail.put_in(*tools)
        self.facts = DataFactsView(session, self)
        self._chosen = QWidget(self)
        cells = QVBoxLayout()
        cells.setContentsMargins(_SIDE, 0, _SIDE, 8)
        cells.addWidget(self.row_detail)
        self.whole_button = Button("", "", self)
        self.whole_button.setObjectName("rowWhole")
        self.whole_button.setProperty("size", "small")
        self.whole_button.clicked.connect(self.row_detail.show_whole)
        self.row_detail.cut_changed.connect(self._word_whole)
        cells.addWidget(self.whole_button, 0, Qt.AlignmentFlag.AlignLeft)
        above = QVBoxLayout(self._chosen)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.detail)
        above.addLayout(cells)
        inner = QWidget(self)
        inner.setProperty("role", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._chosen)
        column.addWidget(self.facts, 1)
        self.setProperty("role", "panel")
        self.setWidget(inner)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("The chosen example, and facts"))
        self._word_whole()

    @Slot()
    def _word_whole(self) -> None:
        cut = self.row_detail.cut
        self.whole_button.setVisible(cut > 0)
        self.whole_button.setText(counted(cut, "1 more column", "{n:,} more columns"))

    def show_chosen(self, shown: bool) -> None:
        """Show the chosen example, or only the facts."""
        self._chosen.setVisible(shown)
