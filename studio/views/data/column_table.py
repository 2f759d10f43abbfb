"""The columns of a table as a list: type, role, missing and distinct values, and how the values lie, as small bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.histogram import paint_bars
from studio.widgets.scaled import Scaled, set_row_height
from trainer_core.data.tables.profiles import ColumnProfile
from trainer_core.data.tables.roles import Role
from trainer_core.data.tables.table import TYPE_WORDS, ColumnType
from trainer_core.errors import Message

_Index = QModelIndex | QPersistentModelIndex
_NAME, _TYPE, _ROLE, _MISSING, _DISTINCT, _VALUES = range(6)
_WIDTHS = (110, 112, 78, 98, 70, 100)
_WIDEST_NAME = 300
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LISTED = 8
_PAD = 5


class _ColumnModel(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns: tuple[ColumnProfile, ...] = ()
        self.headings: tuple[str, ...] = ("",) * 6
        self.role_words: dict[Role, str] = {}
        self.why: Callable[[str], str] = lambda name: ""
        self.facts: Callable[[ColumnProfile], str] = lambda column: ""

    def set_columns(self, columns: Sequence[ColumnProfile]) -> None:
        """Show other columns; where only their facts are others, what is chosen stays so."""
        same = [column.name for column in columns] == [column.name for column in self.columns]
        if same and columns:
            self.columns = tuple(columns)
            self.dataChanged.emit(self.index(0, 0), self.index(len(columns) - 1, _VALUES))
            return
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self.columns[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(column, index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if index.column() in (_MISSING, _DISTINCT) else _LEFT
            case Qt.ItemDataRole.FontRole:
                return fonts.font("base", strong=index.column() == _NAME and column.role is Role.TARGET)
            case Qt.ItemDataRole.ForegroundRole if column.role is Role.LEFT_OUT:
                return current_theme().tokens.colour("muted")
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (column.name, self.why(column.name), self.facts(column))))
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == _VALUES:
                return self.facts(column)
        return None

    def _text(self, column: ColumnProfile, place: int) -> str:
        match place:
            case 0:
                return column.name
            case 1:
                return words(TYPE_WORDS[column.type])
            case 2:
                return self.role_words.get(column.role, "")
            case 3:
                if not column.missing:
                    return "0"
                return f"{formats.count(column.missing)} ({formats.percent(column.missing / max(1, column.rows))})"
            case 4:
                return formats.count(column.distinct)
        return ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.headings[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section in (_MISSING, _DISTINCT) else _LEFT
        return None


class _Bars(QStyledItemDelegate):
    """Paints how the values of a column lie."""

    def __init__(self, model: _ColumnModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    @reporting
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        column = self._model.columns[index.row()]
        tokens = current_theme().tokens
        colour = tokens.colour("muted" if column.role is Role.LEFT_OUT else "training")
        painter.save()
        paint_bars(painter, QRectF(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD), column.histogram.counts, colour)
        painter.restore()


class ColumnTable(Retranslated, QTableView):
    """A line for each column of a table; several can be chosen.

    Signals:
        selection_changed(): other columns are chosen.
        column_chosen(str): this column is the current one.
    """

    selection_changed = Signal()
    column_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("columnTable")
        self._model = _ColumnModel(self)
        self._model.facts = self.facts_of
        self.setModel(self._model)
        self.setItemDelegateForColumn(_VALUES, _Bars(self._model, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        Scaled(self, set_row_height, 26)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.selectionModel().selectionChanged.connect(self.selection_changed)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.retranslate()

    @property
    def selected(self) -> list[ColumnProfile]:
        """The chosen columns, in the table's order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.columns[row] for row in rows]

    @property
    def current(self) -> ColumnProfile | None:
        """The column on which the keyboard stands."""
        row = self.currentIndex().row()
        return self._model.columns[row] if 0 <= row < len(self._model.columns) else None

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Columns of the table"))
        self._model.headings = (
            self.tr("Column"),
            self.tr("Type"),
            self.tr("Role"),
            self.tr("Missing"),
            self.tr("Distinct"),
            self.tr("Values"),
        )
        self._model.role_words = self.role_words()
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _VALUES)
        self.viewport().update()

    def role_words(self) -> dict[Role, str]:
        """What each role is called."""
        return {
            Role.FEATURE: self.tr("feature"),
            Role.TARGET: self.tr("target"),
            Role.GROUP: self.tr("group"),
            Role.LEFT_OUT: self.tr("left out"),
        }

    def show_columns(self, columns: Sequence[ColumnProfile], why: dict[str, Message]) -> None:
        """Show these columns; ``why`` says of some why they are left out without anyone's choice."""
        self._model.why = lambda name: words(why[name]) if name in why else ""
        self._model.set_columns(columns)
        if columns and not self.currentIndex().isValid():
            target = next((row for row, column in enumerate(columns) if column.role is Role.FEATURE), 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._model.index(target, 0), flags)

    def facts_of(self, column: ColumnProfile) -> str:
        """What a column holds, in few words: ends, mean and median, or the commonest categories with their counts."""
        histogram = column.histogram
        if column.minimum is not None and column.maximum is not None:
            facts = {"low": column.minimum, "high": column.maximum, "mean": column.mean, "median": column.median}
            text = self.tr("{low} to {high}, mean {mean}, median {median}")
            return text.format(**{name: short(value) for name, value in facts.items() if value is not None})
        if column.type is ColumnType.DATE:
            return ", ".join(column.examples)
        pairs = zip(histogram.labels[:_LISTED], histogram.counts, strict=False)
        listed = ", ".join(f"{label} {formats.count(count)}" for label, count in pairs)
        return listed + (", …" if len(histogram.labels) > _LISTED or histogram.others else "")

    def choose(self, name: str) -> None:
        """Make the column called ``name`` the current one, alone."""
        for row, column in enumerate(self._model.columns):
            if column.name == name:
                self.selectRow(row)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widths = [fonts.scaled(width) for width in _WIDTHS]
        room = self.viewport().width() - sum(widths)
        if room > 0:
            more = min(room * 2 // 5, fonts.scaled(_WIDEST_NAME) - widths[_NAME])
            widths[_NAME] += more
            widths[_VALUES] += room - more
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid():
            self.column_chosen.emit(self._model.columns[current.row()].name)


def short(value: float) -> str:
    """A number with at most four digits."""
    return formats.number(float(f"{value:.4g}"))
