"""An amount as a bar of its portions, with a key below that names each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.flow_layout import FlowLayout

_HEIGHT, _ROUND, _SWATCH = 14, 4, 9
_NARROWEST = 2.0
"""Pixels that even the smallest portion has."""


@dataclass(frozen=True, slots=True)
class Portion:
    """A name, an amount, that in words, and one sentence of what it is."""

    name: str
    amount: float
    words: str
    tip: str = ""


class Portions(QWidget):
    """The bar over its key. ``portions`` are those that are shown. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.portions: tuple[Portion, ...] = ()
        self._bar = _Bar(self)
        self._key = QWidget(self)
        self._flow = FlowLayout(self._key, spacing=14, row_spacing=4)
        self._flow.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._bar)
        layout.addWidget(self._key)

    def show_portions(self, portions: Sequence[Portion]) -> None:
        """Show other portions."""
        self.portions = tuple(portions)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, portion in enumerate(self.portions):
            entry = QWidget(self._key)
            entry.setToolTip(portion.tip)
            row = QHBoxLayout(entry)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            label = QLabel(f"{portion.name} {portion.words}", entry)
            fonts.use(label, "small")
            row.addWidget(_Swatch(_token(number), entry))
            row.addWidget(label)
            self._flow.addWidget(entry)
            entry.show()
        self.setAccessibleDescription(", ".join(f"{each.name} {each.words}" for each in self.portions))
        self._bar.amounts = [each.amount for each in self.portions]
        self._bar.update()


class _Bar(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.amounts: list[float] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, fonts.scaled(_HEIGHT))

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        total = sum(self.amounts)
        if not total:
            return
        tokens = current_theme().tokens
        area = QRectF(self.rect())
        room = max(area.width() - _NARROWEST * len(self.amounts), 0.0)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            outline = QPainterPath()
            outline.addRoundedRect(area, _ROUND, _ROUND)
            painter.setClipPath(outline)
            painter.setPen(Qt.PenStyle.NoPen)
            left = area.left()
            for number, amount in enumerate(self.amounts):
                width = _NARROWEST + room * amount / total
                painter.setBrush(tokens.colour(_token(number)))
                # A line of ground parts neighbours also for who does not tell their colours apart.
                painter.drawRect(QRectF(left, area.top(), max(width - 1.0, 1.0), area.height()))
                left += width


class _Swatch(QWidget):
    def __init__(self, token: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(_SWATCH), fonts.scaled(_SWATCH))

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(current_theme().tokens.colour(self._token))
            painter.drawRoundedRect(QRectF(self.rect()), 2, 2)


def _token(number: int) -> str:
    return ("training", "validation", "overlay_2", "right", "overlay_4", "overlay_7")[number % 6]
