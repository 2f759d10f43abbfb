"""One plot as a card: a header with title, legend and controls that give way when there is little room, and
the canvas.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.plots.curve_data import Column, Points, Range
from studio.plots.legend import Legend
from studio.plots.plot_canvas import PlotCanvas
from studio.widgets.button import Button

_SIDE, _SPACE = 13, 8
_DENSITIES = 4


class PlotPanel(QFrame):
    """A titled plot. What it draws can be read: ``raw``, ``smoothed``, ``validation`` as (x, y), ``x_range``,
    ``y_range``.

    The header has four densities: everything; without explaining words; legend without names; menus for
    switches. The first one that fits is taken. ``following`` says whether the view moves along with the run.
    Signals are those of `canvas`.
    """

    def __init__(self, column: Column, widest_value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = column
        self.setProperty("role", "card")
        self.setObjectName(f"{column}Panel")
        self.title = QLabel(self)
        fonts.use(self.title, "title", strong=True)
        self.legend = Legend(widest_value, self)
        self.canvas = PlotCanvas(self)
        self.canvas.setObjectName(f"{column}Canvas")
        self._controls: list[tuple[QWidget, int, int]] = []
        self._density = 0
        self._follow_button: Button | None = None
        self.following = True
        self._header = QHBoxLayout()
        self._header.setContentsMargins(_SIDE, 10, _SIDE, 4)
        self._header.setSpacing(_SPACE)
        self._header.addWidget(self.title)
        self._header.addSpacing(4)
        self._header.addWidget(self.legend)
        self._header.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 6)
        layout.setSpacing(0)
        layout.addLayout(self._header)
        layout.addWidget(self.canvas, 1)
        self.legend.widened.connect(self.fit_header)

    @property
    def raw(self) -> Points:
        return self.canvas.scene.raw

    @property
    def smoothed(self) -> Points:
        return self.canvas.scene.smoothed

    @property
    def validation(self) -> Points:
        return self.canvas.scene.validation

    @property
    def x_range(self) -> Range:
        return self.canvas.scene.ground.x_range

    @property
    def y_range(self) -> Range:
        return self.canvas.scene.ground.y_range

    @property
    def density(self) -> int:
        """How far the header has given way: 0 (everything is shown) to 3."""
        return self._density

    @property
    def header_widgets(self) -> list[QWidget]:
        """Everything in the header from left to right, shown or not."""
        return [self.title, self.legend, *(widget for widget, _, _ in self._controls)]

    def add_control(self, widget: QWidget, *, first: int = 0, last: int = _DENSITIES - 1) -> None:
        """Put ``widget`` at the right of the header, shown from density ``first`` to ``last``."""
        self._controls.append((widget, first, last))
        self._header.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        widget.setVisible(first <= self._density <= last)

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self.canvas.setAccessibleName(title)
        self.fit_header()

    def set_following(self, following: bool) -> None:
        """Say whether the view moves along with the run; if not, the button that is set for it appears."""
        self.following = following
        if self._follow_button is not None and self._follow_button.isHidden() != following:
            self._follow_button.setVisible(not following)
            self._place_follow_button()

    def set_follow_button(self, button: Button) -> None:
        """Float ``button`` over the plot while the view does not follow."""
        self._follow_button = button
        button.setParent(self.canvas)
        button.setVisible(not self.following)

    @Slot()
    def fit_header(self) -> None:
        """Take the first density that fits; called when the room or the words change."""
        room = self.width() - 2 * _SIDE - 2
        fitting = (density for density in range(_DENSITIES) if self._needed(density) <= room)
        self._density = next(fitting, _DENSITIES - 1)
        self.legend.set_compact(self._density >= 2)
        for widget, first, last in self._controls:
            widget.setVisible(first <= self._density <= last)
        self.updateGeometry()

    def _needed(self, density: int) -> int:
        shown = [widget for widget, first, last in self._controls if first <= density <= last]
        widths = [self.title.sizeHint().width(), 4, self.legend.width_for(density >= 2), 0]
        for widget in shown:
            widget.ensurePolished()
            hint = widget.minimumSizeHint() if density == _DENSITIES - 1 else widget.sizeHint()
            widths.append(min(max(hint.width(), widget.minimumWidth()), widget.maximumWidth()))
        return sum(widths) + _SPACE * (len(widths) - 1)

    def minimumSizeHint(self) -> QSize:
        """Room for the densest header, whichever is shown now."""
        width = self._needed(_DENSITIES - 1) + 2 * _SIDE + 2
        return QSize(width, super().minimumSizeHint().height())

    def _place_follow_button(self) -> None:
        button = self._follow_button
        if button is not None:
            button.adjustSize()
            corner = self.canvas.plot.bottomRight().toPoint()
            button.move(corner.x() - button.width() - 8, corner.y() - button.height() - 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_header()
        self.layout().activate()
        self._place_follow_button()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_controls"):
            self.fit_header()
