"""A content and a panel beside it, which is as wide as suits the window until a person moves the border."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from studio.look import fonts

_SHARE, _LEAST, _MOST = 0.28, 290, 370
"""Width of the panel: its share of the whole, and within which pixels at the system's text size."""
_LARGEST_SCALE, _ON_STAGE = 1.3, 0.42


def _narrow(whole: float) -> float:
    if fonts.on_stage():
        return whole * _ON_STAGE
    return min(max(whole * _SHARE, _LEAST), _MOST) * min(fonts.scale(), _LARGEST_SCALE)


class SideSplit(QSplitter):
    """Two cards side by side; ``panel`` is the right one. Qt's signals apply.

    ``width`` says how wide the panel is, in pixels, where the whole is so wide.
    """

    def __init__(
        self,
        content: QWidget,
        beside: QWidget,
        gap: int,
        parent: QWidget | None = None,
        *,
        width: Callable[[float], float] = _narrow,
    ) -> None:
        super().__init__(parent)
        self._by_hand = False
        self._wanted = width
        self.setChildrenCollapsible(False)
        self.setHandleWidth(gap)
        self.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.addWidget(card_of(content, self))
        self.panel = card_of(beside, self)
        self.addWidget(self.panel)
        self.setStretchFactor(0, 1)
        self.splitterMoved.connect(self._keep)

    @Slot()
    def _keep(self) -> None:
        self._by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._by_hand:
            beside = self._wanted(self.width())
            self.setSizes([max(1, self.width() - self.handleWidth() - round(beside)), round(beside)])


def card_of(content: QWidget, parent: QWidget) -> QFrame:
    """``content`` in a frame with round corners."""
    card = QFrame(parent)
    card.setProperty("role", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(content)
    return card
