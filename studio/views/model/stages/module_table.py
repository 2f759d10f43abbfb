"""The modules of the prepared model as a table: what was loaded, what is new, and what is frozen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.theme import current_theme
from studio.widgets.row_table import RowTable
from trainer_core.protocol.reports import ModuleReport
from trainer_core.recipe.parameter_groups import ALWAYS, ParameterGroup, group_of

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NAME, _COUNT, _ORIGIN, _TRAINED = range(4)
_WIDTHS = (92, 92, 74, 142)


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[ModuleReport, ...] = ()
        self.trained: tuple[str, ...] = ()
        self.origins: dict[str, str] = {}
        self.headings: tuple[str, ...] = ("",) * 4

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                texts = (
                    row.name or row.kind,
                    formats.count(row.parameters),
                    self.origins.get(row.origin, row.origin),
                    self.trained[index.row()],
                )
                return texts[index.column()]
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if index.column() == _COUNT else _LEFT
            case Qt.ItemDataRole.ToolTipRole:
                return f"{row.name} · {row.kind}"
            case Qt.ItemDataRole.FontRole:
                return fonts.monospace() if index.column() == _NAME else fonts.font("base")
            case Qt.ItemDataRole.ForegroundRole if row.origin == "loaded" and index.column() == _ORIGIN:
                return current_theme().tokens.colour("muted")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.headings[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section == _COUNT else _LEFT
        return None


class ModuleTable(Retranslated, RowTable):
    """A line for each module that has parameters of its own. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(24, parent)
        self.setObjectName("moduleTable")
        self._model = _Model(self)
        self._groups: tuple[ParameterGroup, ...] = ()
        self.setModel(self._model)
        self.horizontalHeader().setSectionsClickable(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Modules of the model"))
        self._model.headings = (self.tr("Module"), self.tr("Parameters"), self.tr("Weights"), self.tr("Trained"))
        self._model.origins = {
            "loaded": self.tr("loaded"),
            "adapted": self.tr("adapted"),
            "new": self.tr("new"),
        }
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 3)
        self.show_modules(self._model.rows, self._groups)

    def show_modules(self, modules: Sequence[ModuleReport], groups: Sequence[ParameterGroup]) -> None:
        """List ``modules``, and say of each how ``groups`` have it trained."""
        self._groups = tuple(groups)
        self._model.beginResetModel()
        self._model.rows = tuple(modules)
        self._model.trained = tuple(self._trained(module) for module in modules)
        self._model.endResetModel()

    def cell(self, row: int, column: int) -> str:
        """The text of a cell."""
        return str(self._model.data(self._model.index(row, column)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widths = [fonts.scaled(width) for width in _WIDTHS]
        room = max(0, self.viewport().width() - sum(widths))
        widths[_NAME] += room // 2
        widths[_TRAINED] += room - room // 2
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)

    def _trained(self, module: ModuleReport) -> str:
        prefix = f"{module.name}." if module.name else ""
        places = {group_of(prefix + name, self._groups) for name in module.own}
        texts = [self._of_group(None if place is None else self._groups[place]) for place in sorted(places, key=str)]
        return ", ".join(dict.fromkeys(texts))

    def _of_group(self, group: ParameterGroup | None) -> str:
        if group is None:
            return self.tr("yes")
        if group.frozen_until == ALWAYS:
            return self.tr("frozen")
        rate = self.tr("yes") if group.lr_factor == 1 else f"×{group.lr_factor:g}"
        if group.frozen_until:
            return self.tr("{rate} from epoch {epoch} on").format(rate=rate, epoch=group.frozen_until + 1)
        return rate
