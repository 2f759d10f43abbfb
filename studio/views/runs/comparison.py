"""Several runs side by side: curves in one plot, what differs in the recipes, and results with the best marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted, name_of, words
from studio.look.metrics import number
from studio.look.theme import current_theme
from studio.session.overlays import Overlay
from studio.views.runs import wording
from studio.views.runs.details import NewPlots
from studio.widgets.button import Button
from studio.widgets.overlay_legend import OverlayLegend
from trainer_core.library.comparing import Comparison, FieldDifference, Result

_LEAST_COLUMN = 130
_ROW_PAD = 12


@dataclass(frozen=True, slots=True)
class Compared:
    """What the page shows: the runs, their curves under the numbers by which the legend knows them, and how many runs
    were to be compared.
    """

    comparison: Comparison
    overlays: tuple[Overlay, ...]
    asked: int


class ComparisonPage(Retranslated, QWidget):
    """A page with a way back.

    Signals:
        back_asked(): a person wants to see all runs again (the button, Escape).
    """

    back_asked = Signal()

    def __init__(self, new_plots: NewPlots, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runComparison")
        self.compared: Compared | None = None
        self.back = Button("", "chevron-left", self)
        self.back.setObjectName("runComparisonBack")
        self.title = QLabel(self)
        fonts.use(self.title, "title", strong=True)
        self.legend = OverlayLegend(self)
        self.legend.setObjectName("runComparisonLegend")
        self.legend.set_removable(False)
        self.plots = new_plots(QBoxLayout.Direction.LeftToRight, self)
        self.table = QTableWidget(self)
        self.table.setObjectName("runComparisonTable")
        self._arrange()
        self.back.clicked.connect(self.back_asked)
        self.legend.changed.connect(self._show_curves)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.back_asked.emit)
        self.retranslate()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        card = QFrame(self)
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(13, 8, 13, 8)
        inside.addWidget(self.plots)
        table = self.table
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        table.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        table.horizontalHeader().setStyleSheet("QHeaderView::section { padding-left: 11px; }")
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.legend)
        layout.addWidget(card)
        frame = QFrame(self)
        frame.setProperty("role", "card")
        framed = QVBoxLayout(frame)
        framed.setContentsMargins(1, 1, 1, 1)
        framed.addWidget(table)
        layout.addWidget(frame, 1)

    def show_runs(self, compared: Compared) -> None:
        """Show these runs."""
        self.compared = compared
        self.legend.set_overlays(compared.overlays)
        self._fill()
        self.table.setFocus()

    def _show_curves(self) -> None:
        self.plots.show_overlays(self.legend.shown)

    def _fill(self) -> None:
        if self.compared is None:
            return
        comparison = self.compared.comparison
        names = wording.labels(comparison.records)
        headings = [f"{overlay.slot}  {name}" for overlay, name in zip(self.compared.overlays, names, strict=True)]
        if self.compared.asked > len(names):
            template = self.tr("The first {count} of {asked} runs side by side")
            self.title.setText(template.format(count=len(names), asked=self.compared.asked))
        else:
            self.title.setText(counted(len(names), "1 run", "{n:,} runs side by side"))
        rows = [
            *((_setting(each), self._values(each), ()) for each in comparison.differences),
            (self.tr("State"), [wording.state_of(record)[1] for record in comparison.records], ()),
            *((words(each.title), _result_values(each), each.best) for each in comparison.results),
        ]
        if not comparison.differences:
            same = self.tr("the same") if len(names) > 1 else ""
            rows.insert(0, (self.tr("Recipe"), [same] * len(names), ()))
        table = self.table
        table.clear()
        table.setColumnCount(len(names) + 1)
        table.setRowCount(len(rows))
        table.setHorizontalHeaderLabels([self.tr("Result or setting"), *headings])
        for row, (title, values, best) in enumerate(rows):
            self._fill_row(row, title, values, best)
        for place in range(len(names) + 1):
            header = table.horizontalHeaderItem(place)
            if header is not None:
                header.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                header.setToolTip(header.text())
        self.fit()

    def _fill_row(self, row: int, title: str, values: Sequence[str], best: Sequence[int]) -> None:
        tokens = current_theme().tokens
        name = QTableWidgetItem(title)
        name.setForeground(tokens.colour("muted"))
        self.table.setItem(row, 0, name)
        for place, value in enumerate(values):
            item = QTableWidgetItem(self.tr("★ {value}  best").format(value=value) if place in best else value)
            item.setToolTip(value)
            if place in best:
                item.setFont(fonts.font(strong=True))
                item.setForeground(tokens.colour("right"))
            self.table.setItem(row, place + 1, item)

    def _values(self, of: FieldDifference) -> list[str]:
        """What the setting was in each run, and where it was changed on the way, what acted last."""
        found = []
        for value, live in zip(of.values, of.live, strict=True):
            words = formats.UNKNOWN if value is None else of.in_words(value, name_of)
            if live is not None:
                last = of.in_words(live.value, name_of)
                words = self.tr("{value} · live: {last} from batch {step:,}").format(
                    value=words, last=last, step=live.step
                )
            found.append(words)
        return found

    def fit(self) -> None:
        """Give the names the room they need, and the runs the rest in equal parts."""
        metrics = QFontMetricsF(fonts.font())
        table, runs = self.table, self.table.columnCount() - 1
        if runs < 1:
            return
        table.verticalHeader().setDefaultSectionSize(round(metrics.height()) + _ROW_PAD)
        items = [table.item(row, 0) for row in range(table.rowCount())]
        titles = [item.text() for item in items if item is not None]
        first = math.ceil(max(metrics.horizontalAdvance(title) for title in titles)) + 24
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, first)
        least = round(_LEAST_COLUMN * fonts.scale())
        roomy = table.viewport().width() - first >= least * runs
        for place in range(1, runs + 1):
            header.setSectionResizeMode(
                place, QHeaderView.ResizeMode.Stretch if roomy else QHeaderView.ResizeMode.Fixed
            )
            if not roomy:
                header.resizeSection(place, least)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Runs side by side"))
        self.back.setText(self.tr("All runs"))
        self.back.setToolTip(self.tr("Back to all runs (Esc)"))
        self.table.setAccessibleName(self.tr("Results and settings side by side"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "table"):
            self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.activate()
        self.fit()


def _result_values(of: Result) -> list[str]:
    def one(value: float) -> str:
        if of.metric:
            return number(of.metric, value)
        if of.key == "seconds":
            return formats.duration(value)
        if of.key == "samples_per_second":
            return formats.rate(value)
        return formats.count(int(value)) if math.isfinite(value) else formats.UNKNOWN

    return [one(value) for value in of.values]


def _setting(difference: FieldDifference) -> str:
    section = difference.key.partition(".")[0]
    return f"{name_of(section.capitalize())} · {name_of(difference.title)}"
