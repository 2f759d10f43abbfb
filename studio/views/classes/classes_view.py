"""The view that says how well each class is recognised: precision, recall, F1 and support."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Slot
from PySide6.QtGui import (
    QAction,
    QFontMetricsF,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.session.session import Session
from studio.session.shown_evaluation import ShownEvaluation
from studio.views.classes.class_scores import class_scores
from studio.views.classes.class_table import COLUMNS, FRACTION_ROLE, ClassTable
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.focus import lead_to
from studio.widgets.icon_button import IconButton
from studio.widgets.segmented import Segmented
from trainer_core.protocol.commands import Split

_SIDE, _ROW, _PAD, _HEADING_PAD = 14, 10, 6, 8
_COMPACT, _SMALLEST_NAME = 350, 64


class ClassesView(Retranslated, QWidget):
    """A table with a row for each class, sorted by a click on a heading, the macro mean and the accuracy at
    its end.

    For tests and for those who drive the view: ``model`` is the table's model (``model.order``,
    ``model.scores``, ``model.text()``), ``shown`` which evaluation it is. Ctrl+C copies the table with tabs
    between cells.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classesView")
        self._session = session
        self.shown = ShownEvaluation(session, self)
        self.model = ClassTable(self)
        self.title = ElidedLabel("", self)
        self.splits = Segmented([(Split.VALIDATION, ""), (Split.TEST, "")], self)
        self.splits.setObjectName("classesSplit")
        self.copy_action = QAction(self)
        self.copy_button = IconButton("copy", "", self)
        self.copy_button.setObjectName("classesCopy")
        self.table = QTableView(self)
        self.table.setObjectName("classesTable")
        self.empty = EmptyState("table", "", "", self)
        self.pages = QStackedWidget(self)
        self._arrange()
        self.shown.changed.connect(self._refresh)
        self.splits.changed.connect(self._choose_split)
        self.copy_action.triggered.connect(self.copy)
        self.copy_button.clicked.connect(self.copy)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.retranslate()
        self._refresh()

    @Slot()
    def copy(self) -> None:
        """Put the table on the clipboard, tabs between cells, in the order shown."""
        QGuiApplication.clipboard().setText(self.model.text())

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.splits.set_labels({Split.VALIDATION: self.tr("validation"), Split.TEST: self.tr("test")})
        self.splits.setAccessibleName(self.tr("Examples that were evaluated"))
        self.splits.setToolTip(self.tr("Show the evaluation on validation or on test examples"))
        self.copy_action.setText(self.tr("Copy table"))
        self.copy_button.set_name(self.tr("Copy the table for a spreadsheet (Ctrl+C)"))
        self.table.setAccessibleName(self.tr("Scores of each class"))
        self.model.set_words(
            (
                self.tr("Class"),
                self.tr("Precision"),
                self.tr("Recall"),
                self.tr("F1"),
                self.tr("Support"),
            ),
            (self.tr("Class"), self.tr("Prec."), self.tr("Recall"), self.tr("F1"), self.tr("Count")),
            (
                self.tr("The class; click to sort by name"),
                self.tr("Of the examples predicted as this class, the share that is of it"),
                self.tr("Of the examples of this class, how many are recognised"),
                self.tr("Harmonic mean of precision and recall"),
                self.tr("Examples of this class"),
            ),
            (self.tr("Macro mean"), self.tr("Accuracy")),
        )
        self.empty.set_words(
            self.tr("How well each class is recognised"),
            self.tr("Precision, recall and F1 of each class appear here after the first epoch."),
        )
        self._word()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def _arrange(self) -> None:
        fonts.use(self.title, "small")
        self.title.setProperty("role", "muted")
        self.copy_action.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(self.copy_action)
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(_ScoreDelegate(table))
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        heading = table.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setMinimumSectionSize(40)
        heading.setSectionsClickable(True)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading.sectionClicked.connect(self.sort)
        header = QHBoxLayout()
        header.setContentsMargins(_PAD, 0, _PAD - 4, 0)
        header.setSpacing(8)
        for widget, stretch in ((self.title, 1), (self.splits, 0), (self.copy_button, 0)):
            header.addWidget(widget, stretch)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(_SIDE - _PAD, 8, _SIDE - _PAD, 0)
        layout.setSpacing(4)
        layout.addLayout(header)
        layout.addWidget(table, 1)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        lead_to(self, table)

    @Slot(str)
    def _choose_split(self, key: str) -> None:
        self.shown.choose(Split(key))

    @Slot()
    def _refresh(self) -> None:
        """Show the newest evaluation, once there is someone to see it."""
        if not self.isVisible():
            return
        event, scores = self.shown.evaluated, self.shown.scores
        if event is not None and scores is not None:
            self.model.set_scores(self.shown.class_names, class_scores(scores.confusion))
            self.splits.set_value(event.evaluation.split)
            self._size_columns()
        self.splits.setVisible(len(self.shown.splits) > 1)
        self.pages.setCurrentIndex(1 if event else 0)
        self._word()

    def _size_columns(self) -> None:
        """Give numbers the room they need and the name of the class what is left."""
        if self.model.scores is None:
            return
        compact = self.width() < _COMPACT * fonts.scale()
        self.model.set_compact(compact)
        metrics = QFontMetricsF(fonts.font(strong=True))
        row_height = round(metrics.height()) + _ROW
        self.table.verticalHeader().setDefaultSectionSize(row_height)
        room = self.width() - 2 * (_SIDE - _PAD)
        if self.model.rowCount() * row_height > self.table.viewport().height():
            room -= self.table.verticalScrollBar().sizeHint().width()
        heading = self.table.horizontalHeader()
        support = formats.count(int(self.model.value(self.model.rowCount() - 1, len(COLUMNS) - 1)))
        score = "100.0" if compact else "100.0%"
        for column in range(1, len(COLUMNS)):
            words = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            number = support if COLUMNS[column] == "support" else score
            longest = max(
                metrics.horizontalAdvance(words) + 2 * _HEADING_PAD,
                metrics.horizontalAdvance(number) + 2 * _PAD,
            )
            heading.resizeSection(column, math.ceil(longest))
            room -= math.ceil(longest)
        heading.resizeSection(0, max(room, round(_SMALLEST_NAME * fonts.scale())))

    def _word(self) -> None:
        event = self.shown.evaluated
        if event is None or len(self.shown.splits) > 1:
            title = self.tr("Scores of each class")
        elif event.evaluation.split is Split.TEST:
            title = self.tr("Scores of each class, test")
        else:
            title = self.tr("Scores of each class, validation")
        self.title.setText(f"{title} · {self.shown.remark}" if self.shown.remark else title)

    @Slot(int)
    def sort(self, column: int) -> None:
        """Sort by a column: a first time with the best first (names: A to Z), then turned, then as the data has it."""
        rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        first, then = (rising, falling) if column == 0 else (falling, rising)
        following = {(column, first): (column, then), (column, then): (-1, first)}
        self.model.sort(*following.get(self.model.sorting, (column, first)))
        self._size_columns()

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.copy_action)
        menu.addSeparator()
        for column in range(self.model.columnCount()):
            words = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            action = menu.addAction(self.tr("Sort by: {column}").format(column=words))
            action.triggered.connect(partial(self.sort, column))
        menu.popup(self.table.viewport().mapToGlobal(place))


class _ScoreDelegate(QStyledItemDelegate):
    """Draws the words of a cell, and under a score a thin bar that is as long as the score is high."""

    @reporting
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, rect = current_theme().tokens, QRectF(option.rect)
        self.initStyleOption(option, index)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, tokens.colour("selection"))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), tokens.colour("hairline"))
        inner = rect.adjusted(_PAD if index.column() else _HEADING_PAD, 0, -_PAD, -2)
        fraction = index.data(FRACTION_ROLE)
        if fraction is not None and not math.isnan(fraction):
            rail = QRectF(inner.left(), rect.bottom() - 4, inner.width(), 2)
            painter.fillRect(rail, tokens.colour("hairline"))
            rail.setWidth(rail.width() * fraction)
            painter.fillRect(rail, tokens.colour("accent"))
        painter.setFont(option.font)
        painter.setPen(tokens.colour("text"))
        shown = option.fontMetrics.elidedText(option.text, option.textElideMode, round(inner.width()) + 1)
        painter.drawText(inner, option.displayAlignment, shown)
