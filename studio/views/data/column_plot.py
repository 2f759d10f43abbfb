"""How the values of one column lie, by part or by target: the share of each in every interval or category, as steps."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.theme import Tokens, current_theme
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.plot import Plot, nice_step, write_number
from studio.widgets.plot_items import pen
from studio.widgets.segmented import Segmented
from trainer_core.data.tables.profiles import ColumnProfile
from trainer_core.data.tables.table import ColumnType
from trainer_core.protocol.data_browsing import ColumnDescribed, ColumnKind

_MOST = 12
_OF_SPLITS = ("training", "validation", "muted")
_OF_TARGETS = ("training", "validation", *(f"overlay_{n}" for n in range(1, 9)), "right", "wrong")
_LETTERS = 96
"""How many letters the names of all categories have together, about."""
_DAY = 86_400.0


class ColumnPlot(Retranslated, QWidget):
    """A plot under the column's name. ``shares`` are the heights of the lines that are drawn, ``groups`` their names.

    No signals.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event: ColumnDescribed | None = None
        self._name = ""
        self.shares: npt.NDArray[np.float64] = np.empty((0, 0))
        self.groups: tuple[str, ...] = ()
        self.title = ElidedLabel("", self)
        fonts.use(self.title, strong=True)
        self.by = Segmented([("split", ""), ("target", "")], self)
        self.by.setObjectName("columnBy")
        self.by.changed.connect(self._draw)
        self.legend = QLabel(self)
        self.legend.setWordWrap(True)
        fonts.use(self.legend, "small")
        self.plot = Plot(self)
        self.plot.setObjectName("columnPlot")
        self.plot.wheel_zooms = False
        self.plot.setMinimumHeight(90)
        self.plot.view.setMouseEnabled(x=False, y=False)
        self.plot.axes["left"].write = lambda value, step: f"{value:.0%}".replace("%", " %")
        self.plot.axes["bottom"].write = self._write
        self.plot.axes["bottom"].step = self._step
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

    def show_column(self, name: str, event: ColumnDescribed) -> None:
        """Show how the values of the column ``name`` lie."""
        self._event, self._name = event, name
        self.plot.setAccessibleName(self.tr("Distribution of {column}").format(column=name))
        self.by.setVisible(len(event.by_target) > 0)
        if not len(event.by_target):
            self.by.set_value("split")
        self._draw()

    def show_whole(self, profile: ColumnProfile) -> None:
        """Show what was found in the file of a column that the data in use has not."""
        self.show_column(profile.name, _whole_of(profile))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.by.set_labels({"split": self.tr("by part"), "target": self.tr("by target")})
        self.by.setAccessibleName(self.tr("What the values are grouped by"))
        self._draw()

    def _write(self, value: float, step: float) -> str:
        """Word a tick: a number, a date, or the name of a category."""
        event = self._event
        if event is None or event.kind is ColumnKind.NUMBER:
            return write_number(value, step)
        if event.kind is ColumnKind.DATE:
            date = np.datetime64(round(value), "s")
            unit = "Y" if step > 300 * _DAY else "M" if step > 20 * _DAY else "D" if step >= _DAY / 2 else "m"
            return str(date.astype(f"datetime64[{unit}]")).replace("T", " ")
        place = round(value)
        if abs(value - place) > 0.01 or not 0 <= place < len(event.labels):
            return ""
        name = event.labels[place] or self.tr("others")
        most = max(4, _LETTERS // len(event.labels))
        return name if len(name) <= most else name[: most - 1] + "…"

    def _step(self, span: float, most: int) -> float:
        event = self._event
        return 1.0 if event is not None and event.kind is ColumnKind.CATEGORY else nice_step(span, most)

    def _group_names(self, event: ColumnDescribed) -> tuple[str, ...]:
        if event.groups:
            return event.groups
        span = self.tr("{low} to {high}")
        ends = [formats.number(float(f"{value:.4g}")) for value in event.bands]
        return tuple(span.format(low=low, high=high) for low, high in pairwise(ends))

    @Slot(object)
    def _restyle(self, tokens: Tokens) -> None:
        self._draw()

    @Slot()
    def _draw(self) -> None:
        event = self._event
        if event is None:
            return
        by_target = self.by.value == "target" and len(event.by_target) > 0
        counts = event.by_target if by_target else event.by_split
        colours = _OF_TARGETS if by_target else _OF_SPLITS
        parts: tuple[str, ...] = (self.tr("Training"), self.tr("Validation"), self.tr("Test"))
        if len(counts) != len(parts):
            parts = (self.tr("All rows"),)
        names = self._group_names(event) if by_target else parts
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
        # The words of its ticks may be others at the same places.
        self.plot.axes["bottom"].picture = None
        self.plot.axes["bottom"].update()
        drawn = [n for n in range(min(len(counts), _MOST)) if counts[n].any()]
        self.groups = tuple(names[n] for n in drawn)
        spans = [f'<span style="color:{pg.mkColor(tokens.colour(colours[n])).name()}">■</span>&nbsp;'
                 f'{_unbroken(names[n])}' for n in drawn]  # fmt: skip
        self.legend.setText("&nbsp; ".join(spans))
        self.title.setText(self._title(event))

    def _title(self, event: ColumnDescribed) -> str:
        all_of_them = int(event.by_split.sum() + event.missing.sum())
        gone = int(event.missing.sum())
        if not gone:
            return self._name
        share = formats.percent(gone / all_of_them)
        return self.tr("{column} ({share} missing)").format(column=self._name, share=share)


def _whole_of(profile: ColumnProfile) -> ColumnDescribed:
    """What was found in the file of a column, as if all of it were one part."""
    histogram = profile.histogram
    counts = np.array([*histogram.counts, *([histogram.others] if histogram.others else [])] or [0], np.int64)
    labels = (*histogram.labels, *([""] if histogram.others else []))
    edges = np.array(histogram.edges) if histogram.edges else np.linspace(-0.5, len(counts) - 0.5, len(counts) + 1)
    date = ColumnKind.DATE if profile.type is ColumnType.DATE else ColumnKind.NUMBER
    kind = ColumnKind.CATEGORY if labels else date
    none = np.empty((0, len(counts)), np.int64)
    return ColumnDescribed(-1, kind, edges, labels, counts[None], np.array([profile.missing]), none)


def _unbroken(name: str) -> str:
    """A name for rich text that stays on one line."""
    text = name.replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(" ", "&nbsp;")
