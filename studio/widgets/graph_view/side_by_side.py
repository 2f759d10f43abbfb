"""Saves several graphs side by side in one file, each below its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath

from studio.look import fonts
from studio.look.theme import current_theme
from studio.widgets.graph_view.view import GraphView
from studio.widgets.saving import save_png, save_svg

_MARGIN = 24


def save_side_by_side(path: Path, views: Sequence[GraphView], names: Sequence[str]) -> None:
    """Save the whole graphs as SVG, or as PNG where the name of ``path`` says so. Raises OSError."""
    font = fonts.font("small", strong=True)
    metrics = QFontMetricsF(font)
    head = round(metrics.height()) + _MARGIN
    sizes = [view.saved_size() for view in views]
    widths = [
        max(size.width(), round(metrics.horizontalAdvance(name)) + 2 * _MARGIN)
        for size, name in zip(sizes, names, strict=True)
    ]
    whole = QSize(sum(widths), head + max(size.height() for size in sizes))

    def paint(painter: QPainter) -> None:
        tokens = current_theme().tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, whole.width(), whole.height()), tokens.colour("panel"))
        for view, name, width in zip(views, names, widths, strict=True):
            words = QPainterPath()
            words.addText(QPointF(_MARGIN, _MARGIN / 2 + metrics.ascent()), font, name)
            painter.fillPath(words, tokens.colour("text"))
            painter.save()
            painter.translate(0, head)
            view.paint_saved(painter)
            painter.restore()
            painter.translate(width, 0)

    if path.suffix.lower() == ".png":
        save_png(path, whole, paint)
    else:
        save_svg(path, whole, " | ".join(names), paint)
