"""The head of a card: title, legend and controls in one line, which give way when there is little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from studio.look import fonts
from studio.widgets.value_legend import ValueLegend

_SPACE = 8
DENSITIES = 4


class FittingHeader(QWidget):
    """Has four densities: everything; without explaining words; menus for switches; and the legend without names. The
    first one that fits is taken. No signals.
    """

    def __init__(self, widest_value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        fonts.use(self.title, "title", strong=True)
        self.legend = ValueLegend(widest_value, self)
        self._controls: list[tuple[QWidget, int, int]] = []
        self.density = 0
        """How far it has given way: 0 (everything is shown) to 3."""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_SPACE)
        self._row.addWidget(self.title)
        self._row.addSpacing(4)
        self._row.addWidget(self.legend)
        self._row.addStretch(1)
        self.legend.widened.connect(self.fit)

    @property
    def widgets(self) -> list[QWidget]:
        """Everything in it from left to right, shown or not."""
        return [self.title, self.legend, *(widget for widget, _, _ in self._controls)]

    def set_controls(self, *controls: tuple[QWidget, int, int]) -> None:
        """Put these at the right: each a widget, and the first and the last density at which it is shown."""
        for widget, _, _ in self._controls:
            self._row.removeWidget(widget)
        self._controls = list(controls)
        for widget, _, _ in controls:
            self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Take the first density that fits; called when the room or the words change."""
        fitting = (density for density in range(DENSITIES) if self.needed(density) <= self.contentsRect().width())
        self.density = next(fitting, DENSITIES - 1)
        self.legend.set_compact(self.density == DENSITIES - 1)
        for widget, first, last in self._controls:
            widget.setVisible(first <= self.density <= last)
        self._row.activate()
        self.updateGeometry()

    def needed(self, density: int) -> int:
        """The width that it needs at ``density``; what stretches, such as a slider, is narrow before a word goes."""
        last = density == DENSITIES - 1
        widths = [self.title.sizeHint().width(), 4, self.legend.width_for(last), 0]
        for widget, first, until in self._controls:
            if first <= density <= until:
                widget.ensurePolished()
                narrow = last or widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding
                hint = widget.minimumSizeHint() if narrow else widget.sizeHint()
                widths.append(min(max(hint.width(), widget.minimumWidth()), widget.maximumWidth()))
        return sum(widths) + _SPACE * (len(widths) - 1)

    def minimumSizeHint(self) -> QSize:
        """Room for the densest one, whichever is shown now."""
        margins = self.contentsMargins()
        return QSize(self.needed(DENSITIES - 1) + margins.left() + margins.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # something in it has words or letters of another size
            self.fit()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_row"):
            self.fit()
