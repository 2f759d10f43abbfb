"""The head of a layer's card, painted: its type and arguments, and in columns what it makes of the data."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look import fonts, formats
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.views.model.layers.layer_text import arguments_line
from studio.widgets.network_layout import shape_words
from trainer_core.models.layers import Layer, TracedLayer

WIDTHS = {"output": 112, "parameters": 76, "multiply_adds": 80, "memory": 66}
"""The columns at the right of a card, in pixels at the font scale 1, the one that stays longest first."""
LEAST = 176
"""Room for type and arguments, below which a column gives way."""
SIDE = 12

_HEIGHT = 44


def columns_in(width: float) -> tuple[str, ...]:
    """The columns that a card of this width has room for."""
    shown: list[str] = []
    left = width / fonts.scale() - LEAST - SIDE
    for name, needed in WIDTHS.items():
        left -= needed
        if left < 0:
            break
        shown.append(name)
    return tuple(shown)


@dataclass(frozen=True, slots=True)
class Face:
    """What a card shows of a layer; ``row`` is what was traced of it, if it was. ``off`` is the word for that."""

    layer: Layer
    row: TracedLayer | None = None
    batch_size: int = 1
    off: str = ""

    def cell(self, column: str) -> str:
        """The text in one of the columns."""
        row = self.row
        if row is None or row.output_shape is None:
            return "" if self.off else formats.UNKNOWN
        if column == "output":
            return shape_words(row.output_shape)
        if column == "memory":
            return formats.size(row.activation_bytes * self.batch_size) if row.activation_bytes else "0"
        return formats.compact(row.parameters if column == "parameters" else row.multiply_adds)


class CardFace(QWidget):
    """Paints a `Face`; it takes no input. No signals."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.face: Face | None = None
        self.columns: tuple[str, ...] = tuple(WIDTHS)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_face(self, face: Face, columns: tuple[str, ...]) -> None:
        """Paint something else."""
        if (face, columns) != (self.face, self.columns):
            self.face, self.columns = face, columns
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(LEAST), fonts.scaled(_HEIGHT))

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        face = self.face
        if face is None:
            return
        tokens = current_theme().tokens
        strong, small = fonts.font("base", strong=True), fonts.font("small")
        with QPainter(self) as painter:
            right = float(self.width() - SIDE)
            for column in reversed(self.columns):
                width = fonts.scaled(WIDTHS[column])
                cell = QRectF(right - width, 0, width - 4, self.height())
                painter.setFont(fonts.font("base") if column == "output" else small)
                text = face.cell(column)
                colour = "disabled_text" if text == "0" or face.off else "text" if column == "output" else "muted"
                painter.setPen(tokens.colour(colour))
                painter.drawText(cell, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
                right -= width
            line = QFontMetricsF(strong).height()
            arguments = arguments_line(face.layer)
            below = QFontMetricsF(small).height() if arguments else 0.0
            top = (self.height() - line - below - 1) / 2
            room = QRectF(SIDE, top, right - SIDE - 4, line)
            painter.setFont(strong)
            painter.setPen(tokens.colour("disabled_text" if face.off else "text"))
            title = face.layer["type"]
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
            used = QFontMetricsF(strong).horizontalAdvance(title) + 8
            remark = " · ".join(filter(None, (str(face.layer.get("name", "")), face.off)))
            painter.setFont(small)
            painter.setPen(tokens.colour("disabled_text" if face.off else "muted"))
            _elided(painter, remark, room.adjusted(used, 0, 0, 0))
            _elided(painter, arguments, QRectF(SIDE, top + line + 1, room.width(), below))


def _elided(painter: QPainter, text: str, room: QRectF) -> None:
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
