"""The tick and the cross beside every colour for right and wrong, drawn so that no font can lack them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


def paint_mark(painter: QPainter, right: bool, rect: QRectF, colour: QColor) -> None:
    """Draw a tick (``right``) or a cross into the middle of ``rect``; the painter's pen is changed."""
    side = min(rect.width(), rect.height())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.3, side / 7), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    x, y, unit = rect.center().x(), rect.center().y(), side / 2
    if right:
        points = [(-0.7, 0.05), (-0.2, 0.55), (0.75, -0.5)]
        painter.drawPolyline([QPointF(x + dx * unit, y + dy * unit) for dx, dy in points])
        return
    reach = 0.55 * unit
    painter.drawLine(QPointF(x - reach, y - reach), QPointF(x + reach, y + reach))
    painter.drawLine(QPointF(x - reach, y + reach), QPointF(x + reach, y - reach))
