"""Numbers beside the truth: predicted against true, or what is left between them with the largest errors first."""

from __future__ import annotations

from typing import Literal

import numpy as np
from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.metrics import number, title
from studio.session.session import Session
from studio.session.shown_evaluation import ShownEvaluation
from studio.views.answers.header import EvaluationHeader
from studio.views.answers.pick_plot import MOST, PickPlot
from studio.widgets.column_widths import ColumnWidths
from studio.widgets.empty_state import EmptyState
from studio.widgets.focus import lead_to
from studio.widgets.list_buttons import ListButtons
from studio.widgets.plot_items import Floats
from studio.widgets.scaled import Scaled, set_row_height
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.protocol.commands import Split
from trainer_core.tasks.metrics import errors

Kind = Literal["scatter", "residuals"]

LISTED = 50
"""Examples in the table of the largest errors."""
_SIDE, _MARGIN = 14, 0.04
_TABLE_HEIGHT, _ROW = 110, 26


class ValuesView(Retranslated, QWidget):
    """A plot of the newest evaluation and a table of the examples that are furthest off.

    For tests and for those who drive the view: ``plot``, ``table`` (its rows are examples, the furthest off first),
    ``truth``, ``predicted`` (N,) what is shown, ``chosen`` the example that is marked in both, or None.

    Signals:
        copy_asked(object, object), save_asked(object, object): the paths of these examples, a `Split` and places in it,
            are wanted on the clipboard, or the list as a file.
    """

    copy_asked = Signal(object, object)
    save_asked = Signal(object, object)

    def __init__(self, session: Session, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{kind}View")
        self._kind = kind
        self.shown = ShownEvaluation(session, self)
        self.truth: Floats = np.empty(0)
        self.predicted: Floats = np.empty(0)
        self.chosen: int | None = None
        self.header = EvaluationHeader(self.shown, kind, self)
        self.caption = QLabel(self)
        self.plot = PickPlot(self, marks=True)
        self.plot.setObjectName(f"{kind}Plot")
        self.sentence = QLabel(self)
        self.sentence.setObjectName(f"{kind}Sentence")
        self.list_buttons = ListButtons(f"{kind}List", self)
        self.list_buttons.copy_asked.connect(lambda: self.copy_asked.emit(self._split, self.listed))
        self.list_buttons.save_asked.connect(lambda: self.save_asked.emit(self._split, self.listed))
        self.table = QTableWidget(0, 4, self)
        self.table.setObjectName(f"{kind}Table")
        self.empty = EmptyState("curves", "", "", self)
        self.pages = QStackedWidget(self)
        self._arrange()
        self.shown.changed.connect(self._refresh)
        self.header.targets.value_changed.connect(self._refresh)
        self.plot.picked.connect(self._pick)
        self.plot.stepped.connect(self._step)
        self.table.itemSelectionChanged.connect(self._choose_selected)
        self.retranslate()
        self._refresh()

    def _arrange(self) -> None:
        for label in (self.caption, self.sentence):
            fonts.use(label, "small")
            label.setWordWrap(True)
            label.setProperty("role", "muted")
        table = self.table
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        Scaled(table, QWidget.setMinimumHeight, _TABLE_HEIGHT)
        Scaled(table, set_row_height, _ROW)
        self._widths = ColumnWidths(table)
        body = QWidget(self)
        body.setProperty("role", "clear")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(_SIDE, 8, _SIDE, 8)
        layout.setSpacing(6)
        layout.addWidget(self.header)
        layout.addWidget(self.caption)
        layout.addWidget(self.plot, 3)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.sentence, 1)
        above.addWidget(self.list_buttons, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(above)
        layout.addWidget(table, 2)
        page = ScrollColumn(self)
        page.setWidget(body)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        lead_to(self, self.plot)

    @property
    def listed(self) -> tuple[int, ...]:
        """The examples in the table, by their places in the split."""
        items = (self.table.item(row, 0) for row in range(self.table.rowCount()))
        return tuple(int(item.data(Qt.ItemDataRole.UserRole)) for item in items if item is not None)

    @property
    def _split(self) -> Split | None:
        event = self.shown.evaluated
        return event.evaluation.split if event is not None else None

    @property
    def residuals(self) -> Floats:
        """Predicted minus true, (N,)."""
        return self.predicted - self.truth

    @Slot()
    def _refresh(self) -> None:
        """Show the newest evaluation, once there is someone to see it."""
        if not self.isVisible():
            return
        event = self.shown.evaluated
        scores = event.evaluation.scores if event is not None else None
        self.header.refresh()
        if scores is None or scores.truth.ndim != 2:
            self.truth = self.predicted = np.empty(0)
        else:
            place = min(self.header.target, scores.truth.shape[1] - 1)
            self.truth = scores.truth[:, place].astype(np.float64)
            self.predicted = scores.predicted[:, place].astype(np.float64)
        self.pages.setCurrentIndex(1 if len(self.truth) else 0)
        self._draw()
        self._fill()
        self._word()

    @property
    def _places(self) -> tuple[Floats, Floats]:
        """Where each example stands in the plot, x and y."""
        return (self.truth, self.predicted) if self._kind == "scatter" else (self.predicted, self.residuals)

    def _draw(self) -> None:
        x, y = self._places
        finite = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        if not len(finite):
            self.plot.show_points(np.empty(0), np.empty(0))
            return
        drawn = finite[np.unique(np.linspace(0, len(finite) - 1, min(len(finite), MOST)).round().astype(np.int64))]
        self.plot.show_points(x[drawn], y[drawn])
        across, up = _range(x[finite]), _range(y[finite])
        if self._kind == "scatter":
            across = up = _range(np.concatenate((x[finite], y[finite])))
            self.plot.reference.setData(list(across), list(up))
        else:
            up = _range(np.append(y[finite], 0.0))
            self.plot.reference.setData(list(across), [0.0, 0.0])
        self.plot.show_range(across, up)

    def _fill(self) -> None:
        """List the examples that are furthest off; the one that was chosen stays so."""
        off = np.abs(self.residuals)
        order = np.argsort(-np.nan_to_num(off, nan=np.inf), kind="stable")[:LISTED]
        self.table.blockSignals(True)
        self.table.setRowCount(len(order))
        for row, example in enumerate(order.tolist()):
            cells = (
                formats.count(example),
                *(_written(values[example]) for values in (self.truth, self.predicted, self.residuals)),
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, example)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        self.table.blockSignals(False)
        self._widths.refit()
        if self.chosen is not None and self.chosen >= len(self.truth):
            self.chosen = None
        self._show_chosen()

    @Slot(float, float)
    def _pick(self, x: float, y: float) -> None:
        """Choose the example nearest to a press, as it is seen."""
        if not len(self.truth):
            return
        (left, right), (bottom, top) = self.plot.view.x_range, self.plot.view.y_range
        across, up = self._places
        distance = np.hypot((across - x) / (right - left), (up - y) / (top - bottom))
        self.choose(int(np.argmin(np.nan_to_num(distance, nan=np.inf))))

    @Slot(int)
    def _step(self, by: int) -> None:
        row = self.table.currentRow() - by
        if 0 <= row < self.table.rowCount():
            self.table.selectRow(row)

    @Slot()
    def _choose_selected(self) -> None:
        items = self.table.selectedItems()
        if items:
            self.choose(int(items[0].data(Qt.ItemDataRole.UserRole)))

    def choose(self, example: int) -> None:
        """Mark this example in the plot and, if it is listed, in the table."""
        self.chosen = example
        self._show_chosen()
        self._word()

    def _show_chosen(self) -> None:
        self.table.blockSignals(True)
        self.table.clearSelection()
        if self.chosen is None:
            self.plot.choose_none()
        else:
            x, y = self._places
            self.plot.choose(float(x[self.chosen]), float(y[self.chosen]))
            for row in range(self.table.rowCount()):
                item = self.table.item(row, 0)
                if item is not None and item.data(Qt.ItemDataRole.UserRole) == self.chosen:
                    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                    self.table.selectionModel().setCurrentIndex(self.table.model().index(row, 0), flags)
        self.table.blockSignals(False)

    def _word(self) -> None:
        if not len(self.truth):
            return
        both = self.truth[:, None], self.predicted[:, None]
        found = {"rmse": errors.rmse(*both), "mae": errors.mae(*both), "r2": errors.r2(*both)}
        words = ", ".join(f"{title(name)} {number(name, float(value[0]))}" for name, value in found.items())
        if len(self.truth) > MOST:
            drawn = self.tr("{drawn} of {all} are drawn.")
            words += ". " + drawn.format(drawn=formats.count(MOST), all=formats.count(len(self.truth)))
        if self.chosen is not None:
            text = self.tr("Example {example}: predicted {predicted}, true {truth}.")
            words = text.format(
                example=formats.count(self.chosen),
                predicted=_written(self.predicted[self.chosen]),
                truth=_written(self.truth[self.chosen]),
            )
        self.sentence.setText(words)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        scatter = self._kind == "scatter"
        name = self.tr("Predicted against true") if scatter else self.tr("Residuals")
        self.plot.setAccessibleName(name)
        self.plot.viewport().setToolTip(self.tr("Press on a point to see which example it is"))
        self.caption.setText(
            self.tr("predicted ↑ over true →: on the line every answer is exact")
            if scatter
            else self.tr("predicted minus true ↑ over predicted →: on the line every answer is exact")
        )
        self.table.setAccessibleName(self.tr("Largest errors first"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Example"), self.tr("True"), self.tr("Predicted"), self.tr("Error")]
        )
        self._widths.refit()
        self.empty.set_words(
            name,
            self.tr(
                "A point for each example appears here after the first epoch or after Test now in the menu, and those "
                "that are furthest off."
            ),
        )
        self._word()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()


def _range(values: Floats) -> tuple[float, float]:
    """What is seen of an axis: all values and a little more."""
    low, high = float(values.min()), float(values.max())
    room = (high - low or abs(high) or 1.0) * _MARGIN
    return low - room, high + room


def _written(value: float) -> str:
    return formats.number(float(f"{value:.4g}"))
