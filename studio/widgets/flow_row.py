"""A row of widgets that goes on in a next line where the width is used up, and has the height of all its lines."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from studio.widgets.flow_layout import FlowLayout
from studio.widgets.own_height import OwnHeight


class FlowRow(OwnHeight):
    """Holds ``widgets`` from left to right, however little room the widgets around it leave. No signals."""

    def __init__(self, widgets: Iterable[QWidget], parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=spacing, row_spacing=spacing)
        self._flow.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self._flow.addWidget(widget)

    def wanted_height(self) -> int:
        """How many pixels all lines need in the present width."""
        return self._flow.heightForWidth(self.width())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a widget has other words, or is shown or hidden
            self.fit()
        return super().event(event)
