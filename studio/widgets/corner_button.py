"""A button that floats over the lower right of a plot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Slot
from PySide6.QtWidgets import QWidget

from studio.widgets.button import Button
from studio.widgets.plot import Plot

_MARGIN = 8


class CornerButton(Button):
    """Stays inside the corner between the axes, whatever size it or the plot takes. Signals are those of a button."""

    _plot: Plot | None = None  # set here, for Qt sends events while a button is being made

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__("", icon, parent)

    def float_over(self, plot: Plot) -> None:
        """Float over ``plot``, and no more over the one before."""
        if self._plot is not plot:
            if self._plot is not None:
                self._plot.view.sigResized.disconnect(self._place)
            self._plot = plot
            self.setParent(plot)
            plot.view.sigResized.connect(self._place)
        self._place()

    @Slot()
    def _place(self) -> None:
        if self._plot is not None:
            size = self.sizeHint()
            corner = self._plot.view.scene_rect.bottomRight().toPoint()
            self.setGeometry(QRect(corner - QPoint(size.width() + _MARGIN, size.height() + _MARGIN), size))

    def event(self, event: QEvent) -> bool:
        """Another font asks for another size."""
        taken = super().event(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()
        return taken

    def setText(self, text: str) -> None:
        super().setText(text)
        self._place()
