"""How the values of one column lie, by split or by class: the share of each in every interval, as steps."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.theme import Tokens, current_theme
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.plot import Plot
from studio.widgets.plot_items import pen
from studio.widgets.segmented import Segmented
from trainer_core.protocol.data_browsing import ColumnDescribed

_MOST = 12
_OF_SPLITS = ("training", "validation", "muted")
_OF_CLASSES = ("training", "validation", *(f"overlay_{n}" for n in range(1, 9)), "right", "wrong")


class ColumnPlot(Retranslated, QWidget):
    """A plot under the column's name. ``shares`` are the heights of the lines that are drawn. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event: ColumnDescribed | None = None
        self._classes: tuple[str, ...] = ()
        self.shares: npt.NDArray[np.float64] = np.empty((0, 0))
        self.title = ElidedLabel("", self)
        fonts.use(self.title, strong=True)
        self.by = Segmented([("split", ""), ("class", "")], self)
        self.by.setObjectName("columnBy")
        self.by.changed.connect(self._draw)
        self.legend = QLabel(self)
        fonts.use(self.legend, "small")
        self.plot = Plot(self)
        self.plot.setObjectName("columnPlot")
        self.plot.wheel_zooms = False
        self.plot.setMinimumHeight(90)
        self.plot.view.setMouseEnabled(x=False, y=False)
        self.plot.axes["left"].write = lambda value, step: f"{value:.0%}".replace("%", " %")
        self._lines = [self.plot.add_line() for _ in range(_MOST)]
        for line in self._lines:
            line.setData([], [])
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self.by)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.legend)
        layout.addWidget(self.plot, 1)
        self.plot.restyled.connect(self._restyle)
        self.retranslate()

    def show_column(self, name: str, event: ColumnDescribed, classes: tuple[str, ...]) -> None:
        """Show how the values of the column ``name`` lie."""
        self._event, self._classes = event, classes
        self.title.setText(name)
        self.plot.setAccessibleName(self.tr("How the values of {column} lie").format(column=name))
        self.by.setVisible(len(event.by_class) > 0)
        if not len(event.by_class):
            self.by.set_value("split")
        self._draw()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.by.set_labels({"split": self.tr("by part"), "class": self.tr("by class")})
        self.by.setAccessibleName(self.tr("What the values are told apart by"))
        self._draw()

    @Slot(object)
    def _restyle(self, tokens: Tokens) -> None:
        self._draw()

    @Slot()
    def _draw(self) -> None:
        event = self._event
        if event is None:
            return
        of_classes = self.by.value == "class" and len(event.by_class) > 0
        counts = event.by_class if of_classes else event.by_split
        colours = _OF_CLASSES if of_classes else _OF_SPLITS
        names = self._classes if of_classes else (self.tr("Training"), self.tr("Validation"), self.tr("Test"))
        self.shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
        tokens = current_theme().tokens
        for number, line in enumerate(self._lines):
            if number < len(counts) and counts[number].any():
                line.setData(event.edges, self.shares[number], stepMode="center")
                line.setPen(pen(tokens.colour(colours[number]), 2))
            else:
                line.setData([], [], stepMode=None)
        top = float(self.shares.max()) if self.shares.size else 1.0
        self.plot.view.bounds = (float(event.edges[0]), float(event.edges[-1]))
        self.plot.show_range(self.plot.view.bounds, (0.0, max(top * 1.08, 0.01)))
        drawn = [n for n in range(min(len(counts), _MOST)) if counts[n].any()]
        spans = [f'<span style="color:{pg.mkColor(tokens.colour(colours[n])).name()}">■</span>&nbsp;{names[n]}'
                 for n in drawn]  # fmt: skip
        self.legend.setText("&nbsp;&nbsp; ".join(spans))
