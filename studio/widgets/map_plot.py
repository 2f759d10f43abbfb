"""A plot of a plane: a coloured picture behind lines and marks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from studio.look.painting import reporting
from studio.look.theme import Tokens, current_theme
from studio.widgets.plot import Plot
from studio.widgets.plot_items import Floats, Spots, pen


class MapPlot(Plot):
    """A picture, ``edge`` (lines in pairs of ends) over it, ``curves``, and marks by name in ``spots``.

    Signals:
        pressed(float, float, bool): the mouse was pressed at this place, with the right button or with the left.
    """

    pressed = Signal(float, float, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wheel_zooms = False
        self.setMinimumSize(150, 150)
        self.view.setMouseEnabled(x=False, y=False)
        self.picture = _SmoothPicture()
        self.picture.setZValue(-15)
        self.plot.addItem(self.picture, ignoreBounds=True)
        self.edge = self.add_line(1, antialias=True)
        self.edge.opts["connect"] = "pairs"
        self.curves: list[pg.PlotDataItem] = []
        self.spots: dict[str, Spots] = {}
        self.restyled.connect(self._restyle)
        self._restyle(current_theme().tokens)

    def show_picture(self, pixels: npt.NDArray[np.uint8] | None, x: Floats, y: Floats) -> None:
        """Show ``pixels`` (Y, X, 3), each around its place; without them there is none."""
        self.picture.setVisible(pixels is not None)
        self.grid.setVisible(pixels is None)
        if pixels is None:
            return
        self.picture.setImage(pixels, autoLevels=False, levels=None)
        across, up = (each[1] - each[0] for each in (x, y))
        self.picture.setRect(QRectF(x[0] - across / 2, y[0] - up / 2, across * len(x), up * len(y)))

    def show_curves(self, x: Floats, values: Sequence[Floats], colours: Sequence[QColor]) -> None:
        """Show a line for each of ``values``, (n,)."""
        while len(self.curves) < len(values):
            self.curves.append(self.add_line(4, antialias=True))
        for place, line in enumerate(self.curves):
            line.setVisible(place < len(values))
            if place < len(values):
                good = np.isfinite(values[place])
                line.setData(x[good], values[place][good])
                line.setPen(pen(colours[place], 2.0))

    def use_one_scale(self, one: bool) -> None:
        """Have a step across as long as the same step up, where both axes have one unit."""
        self.view.setAspectLocked(one)

    def spots_of(self, name: str, z: float) -> Spots:
        """The marks called ``name``, at first none."""
        if name not in self.spots:
            self.spots[name] = self.add_spots(z)
        return self.spots[name]

    def clear_spots(self) -> None:
        """Show no marks."""
        for spots in self.spots.values():
            spots.setData([], [])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        right = event.button() == Qt.MouseButton.RightButton
        if right or event.button() == Qt.MouseButton.LeftButton:
            at = self.view.mapSceneToView(self.mapToScene(event.position().toPoint()))
            self.pressed.emit(at.x(), at.y(), right)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _restyle(self, tokens: Tokens) -> None:
        self.edge.setPen(pen(tokens.colour("text"), 1.5))


class _SmoothPicture(pg.ImageItem):  # type: ignore[misc]
    """Goes over from pixel to pixel without steps."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")

    @reporting
    def paint(self, painter: QPainter, *rest: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *rest)
