"""One line of the loop with all that belongs to it: the code, what it runs, and what it did."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.views.inside.code_line import CodeLine
from studio.views.inside.nested_lines import NestedLines
from studio.views.inside.phase_detail import PhaseDetail
from trainer_core.protocol.inside import PhaseReport, StepLine


class StepRow(QWidget):
    """A head, and below it while it is opened the nested lines and the detail of its phase.

    Signals:
        opened_by_hand(bool): a person has opened or closed it.
        chosen(object): a person has clicked a nested `StepLine`.
    """

    opened_by_hand = Signal(bool)
    chosen = Signal(object)

    def __init__(self, detail: PhaseDetail | None, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = CodeLine("", self)
        self.head.setObjectName(name)
        self.nested = NestedLines(self)
        self.detail = detail
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.nested)
        if detail is not None:
            layout.addWidget(detail)
        self._report: PhaseReport | None = None
        self.head.clicked.connect(self._toggle)
        self.nested.chosen.connect(self.chosen)
        self._show_body()

    @property
    def opened(self) -> bool:
        """Whether what belongs to the line is shown."""
        return self.head.isChecked()

    def set_opened(self, opened: bool) -> None:
        """Open or close it without a signal."""
        if opened != self.head.isChecked():
            self.head.setChecked(opened)
        self._show_body()

    def show_line(
        self, code: str, look: str, nested: Sequence[StepLine], current: int, report: PhaseReport | None
    ) -> None:
        """Show the line as code; ``current`` is the place of the nested line that is lit, or -1."""
        self.nested.show_lines(nested, current)
        if report is not self._report:
            self._report = report
            if self.detail is not None and report is not None:
                self.detail.show_report(report)
        summary = self.detail.summary(report) if self.detail is not None and report is not None else ""
        self.head.show_as(code, look, summary)
        self._show_body()

    def retranslate(self) -> None:
        """Word it anew."""
        if self.detail is not None and self._report is not None:
            self.detail.show_report(self._report)
            self.head.show_as(self.head.text(), self.head.look, self.detail.summary(self._report))

    @Slot()
    def _toggle(self) -> None:
        self._show_body()
        self.opened_by_hand.emit(self.opened)

    def _show_body(self) -> None:
        self.nested.setVisible(self.opened and bool(self.nested.lines))
        if self.detail is not None:
            self.detail.setVisible(self.opened and self._report is not None)
