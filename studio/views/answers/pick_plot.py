"""A plot in which a press or a drag picks a place instead of a span."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from studio.look.theme import Tokens, current_theme
from studio.widgets.plot import Plot
from studio.widgets.plot_items import Floats, Spots, mixed, pen
from studio.widgets.scaled import Scaled

MOST = 1500
"""Points that are drawn: more would lie on each other, and each costs time."""
_MARK, _CHOSEN = 5, 11


class PickPlot(Plot):
    """A line or marks, a reference line behind them, and one point that is chosen.

    Signals:
        picked(float, float): a person has pressed there, in the units of the axes.
        stepped(int): an arrow key asks for the next (1) or the one before (-1).
    """

    picked = Signal(float, float)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, marks: bool = False) -> None:
        super().__init__(parent)
        self.wheel_zooms = False
        self.setMinimumWidth(150)
        Scaled(self, QWidget.setMinimumHeight, 110)
        self.reference = self.add_line(-5)
        self.points = self.add_spots(2) if marks else self.add_line(2, antialias=True)
        self.chosen = self.add_spots(8)
        self.view.setMouseEnabled(x=False, y=False)
        self.restyled.connect(self._restyle)
        self._restyle(current_theme().tokens)

    def show_points(self, x: Floats, y: Floats) -> None:
        """Show these points, (n,) each and finite."""
        self.points.setData(x, y)
        self.say_shape(x, y)

    def say_shape(self, x: Floats, y: Floats) -> None:
        """Say to a screen reader where these points are, (n,) each and finite."""
        text = ""
        if len(x):
            ends = {"points": len(x), "x": x[0], "y": y[0], "to_x": x[-1], "to_y": y[-1]}
            template = self.tr("{points:,} points, from x {x:.3g}, y {y:.3g} to x {to_x:.3g}, y {to_y:.3g}")
            text = template.format(**ends)
        self.setAccessibleDescription(text)

    def choose(self, x: float, y: float) -> None:
        """Mark this point as the chosen one."""
        self.chosen.setData([x], [y])

    def choose_none(self) -> None:
        """Mark no point."""
        self.chosen.setData([], [])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._pick(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pick(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            event.ignore()

    def _pick(self, place: QPointF) -> None:
        at = self.view.mapSceneToView(self.mapToScene(place.toPoint()))
        self.picked.emit(at.x(), at.y())

    def _restyle(self, tokens: Tokens) -> None:
        muted = mixed(tokens.colour("muted"), tokens.colour("panel"), 0.8)
        self.reference.setPen(pen(muted, style=Qt.PenStyle.DashLine))
        if isinstance(self.points, Spots):
            self.points.style("o", _MARK, mixed(tokens.colour("accent"), tokens.colour("panel"), 0.75))
        else:
            self.points.setPen(pen(tokens.colour("accent"), 2.0))
        self.chosen.style("o", _CHOSEN, tokens.colour("validation"), pen(tokens.colour("panel"), 1.5))
