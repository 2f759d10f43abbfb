"""The whole graph as one item of a scene: thousands of items, each painted from Python, would take too long."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.graph_view.layout import Placed
from studio.widgets.graph_view.painting import GraphPainter, Look


class GraphItem(QGraphicsItem):
    """Paints a `Placed` graph by ``painter``, with the marks of ``look``."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.painter = GraphPainter(Placed())
        self.look = Look()

    def show_placed(self, placed: Placed) -> None:
        """Show another graph."""
        self.prepareGeometryChange()
        self.painter = GraphPainter(placed)
        self.update()

    def boundingRect(self) -> QRectF:
        return self.painter.placed.room.adjusted(-16, -16, 16, 16)

    @reporting
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        self.painter.paint(painter, self.look, current_theme().tokens, option.exposedRect, scale)
