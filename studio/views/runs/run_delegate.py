"""Edits in the table of runs: a name where it stands, a box by a click. Its rows are painted by `row_painter`."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.look import fonts
from studio.views.runs.columns import COLUMNS
from trainer_core.library.notes import LONGEST_NAME

_Index = QModelIndex | QPersistentModelIndex


class RunDelegate(QStyledItemDelegate):
    """An editor for the name, ``runNameEditor``. No signals of its own."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("runNameEditor")
        editor.setMaxLength(LONGEST_NAME)
        editor.setAccessibleName(self.tr("Name of the run"))
        fonts.use(editor, strong=True)
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(index.data(Qt.ItemDataRole.EditRole))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        height = editor.sizeHint().height()
        editor.setGeometry(option.rect.adjusted(1, (option.rect.height() - height) // 2, -1, 0))
        editor.resize(editor.width(), height)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        left = isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton
        if left and COLUMNS[index.column()].key == "overlay":
            if event.type() == QEvent.Type.MouseButtonRelease:
                model.setData(index, None, Qt.ItemDataRole.CheckStateRole)
            return True
        return super().editorEvent(event, model, option, index)
