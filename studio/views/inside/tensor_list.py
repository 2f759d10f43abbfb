"""The names of the tensors at hand in their groups, with their shapes; a filter leaves those that contain a text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSortFilterProxyModel, Qt, Signal, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTreeView, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from trainer_core.protocol.tensors import TensorEntry

_NAME = Qt.ItemDataRole.UserRole


class TensorList(Retranslated, QWidget):
    """A filter over a tree of two columns.

    Signals:
        chosen(str): another tensor is current.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[TensorEntry, ...] = ()
        self._name = ""
        self.filter = QLineEdit(self)
        self.filter.setObjectName("tensorFilter")
        self.filter.setClearButtonEnabled(True)
        self._model = QStandardItemModel(0, 2, self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setRecursiveFilteringEnabled(True)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._shown.setSourceModel(self._model)
        self.tree = QTreeView(self)
        self.tree.setObjectName("tensorTree")
        self.tree.setModel(self._shown)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(fonts.scaled(12))
        # What tells long names apart stands at their ends.
        self.tree.setTextElideMode(Qt.TextElideMode.ElideLeft)
        self.tree.setHeaderHidden(True)  # a name and a shape explain themselves, and rows are what there is room for
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        fonts.use(self.tree, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(6)
        column.addWidget(self.filter)
        column.addWidget(self.tree, 1)
        self.filter.textChanged.connect(self._filter)
        self.tree.selectionModel().currentChanged.connect(self._choose)
        self.retranslate()

    @property
    def name(self) -> str:
        """The tensor that is chosen, or an empty text."""
        return self._name

    @property
    def names(self) -> tuple[str, ...]:
        """The names that the filter leaves, in order."""
        groups = [self._shown.index(row, 0) for row in range(self._shown.rowCount())]
        return tuple(
            str(self._shown.index(row, 0, group).data(_NAME))
            for group in groups
            for row in range(self._shown.rowCount(group))
        )

    def show_entries(self, entries: Sequence[TensorEntry]) -> None:
        """Show these tensors; the one that was chosen stays chosen, if it is still among them."""
        if tuple(entries) == self.entries:
            return
        self.entries = tuple(entries)
        with QSignalBlocker(self.tree.selectionModel()):
            self._model.removeRows(0, self._model.rowCount())
            groups: dict[str, QStandardItem] = {}
            for entry in entries:
                if entry.group not in groups:
                    groups[entry.group] = QStandardItem(self._group_words(entry.group))
                    groups[entry.group].setData(entry.group, Qt.ItemDataRole.UserRole + 1)
                    groups[entry.group].setSelectable(False)
                    self._model.appendRow([groups[entry.group], QStandardItem("")])
                name, shape = QStandardItem(entry.name), QStandardItem(formats.shape(entry.shape))
                name.setData(entry.name, _NAME)
                name.setToolTip(f"{entry.name}  {entry.dtype}")
                shape.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                groups[entry.group].appendRow([name, shape])
            self.tree.expandAll()
            self._mark(self._name)

    def choose(self, name: str) -> bool:
        """Make a tensor the current one; False if there is none of this name."""
        if all(entry.name != name for entry in self.entries):
            return False
        self._mark(name)
        if name != self._name:
            self._name = name
            self.chosen.emit(name)
        return True

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.filter.setPlaceholderText(self.tr("Filter tensors"))
        self.filter.setAccessibleName(self.tr("Filter tensors"))
        self.tree.setAccessibleName(self.tr("Tensors at hand"))
        self._model.setHorizontalHeaderLabels([self.tr("Tensor"), self.tr("Shape")])
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            item.setText(self._group_words(item.data(Qt.ItemDataRole.UserRole + 1)))

    def _group_words(self, group: str) -> str:
        words = {
            "batch": self.tr("Batch"),
            "outputs": self.tr("Outputs"),
            "activations": self.tr("Activations"),
            "parameters": self.tr("Parameters"),
            "gradients": self.tr("Gradients"),
            "buffers": self.tr("Buffers"),
            "optimizer": self.tr("Optimizer state"),
            "console": self.tr("Console"),
        }
        return words.get(group, group)

    def _mark(self, name: str) -> None:
        for group in range(self._shown.rowCount()):
            parent = self._shown.index(group, 0)
            for row in range(self._shown.rowCount(parent)):
                index = self._shown.index(row, 0, parent)
                if index.data(_NAME) == name:
                    with QSignalBlocker(self.tree.selectionModel()):
                        self.tree.setCurrentIndex(index)
                    self.tree.scrollTo(index)
                    self.tree.viewport().update()
                    return

    @Slot(str)
    def _filter(self, text: str) -> None:
        self._shown.setFilterFixedString(text)
        self.tree.expandAll()

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, previous: QModelIndex) -> None:
        name = current.siblingAtColumn(0).data(_NAME)
        if name and name != self._name:
            self._name = name
            self.chosen.emit(name)
