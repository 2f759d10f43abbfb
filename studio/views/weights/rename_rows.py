"""Rows of simple renames: what is done, with which text, and by what it is replaced."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.widgets.button import Button
from studio.widgets.choice_field import ChoiceField
from studio.widgets.icon_button import IconButton
from trainer_core.protocol.weights_choice import Rename, RenameKind

MOST = 6
"""How many renames there may be."""


class RenameRow(Retranslated, QWidget):
    """One rename.

    Signals:
        changed(): it says something else. removed(object): a person has taken this row away.
    """

    changed = Signal()
    removed = Signal(object)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ChoiceField(self)
        self.text = QLineEdit(self)
        self.by = QLineEdit(self)
        self.remove = IconButton("close", "", self)
        names = ("weightsRenameKind", "weightsRenameText", "weightsRenameBy", "weightsRenameRemove")
        for part, name in zip((self.kind, self.text, self.by, self.remove), names, strict=True):
            part.setObjectName(f"{name}{number}")
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.kind, 1)
        head.addWidget(self.remove)
        fields = QHBoxLayout()
        fields.setSpacing(4)
        fields.addWidget(self.text, 1)
        fields.addWidget(self.by, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(fields)
        self.retranslate()
        self.kind.set_value(RenameKind.STRIP_PREFIX)
        self._choose()
        self.kind.value_changed.connect(self._choose)
        self.text.textChanged.connect(self.changed)
        self.by.textChanged.connect(self.changed)
        self.remove.clicked.connect(self._remove)

    @property
    def rename(self) -> Rename:
        """What the row says."""
        kind = RenameKind(self.kind.value)
        return Rename(kind, self.text.text(), self.by.text() if kind is RenameKind.REPLACE else "")

    def retranslate(self) -> None:
        """Word everything in the present language."""
        labels = [self.tr("Strip prefix"), self.tr("Add prefix"), self.tr("Replace")]
        self.kind.set_choices([RenameKind.STRIP_PREFIX, RenameKind.ADD_PREFIX, RenameKind.REPLACE], labels)
        self.kind.setAccessibleName(self.tr("What is done to every name"))
        self.text.setAccessibleName(self.tr("Text in the names of the file"))
        self.by.setAccessibleName(self.tr("Text that takes its place"))
        self.by.setPlaceholderText(self.tr("by"))
        self.remove.set_name(self.tr("Remove this rename"))
        self._word_text()

    def _word_text(self) -> None:
        replaces = self.kind.value == RenameKind.REPLACE
        self.text.setPlaceholderText(self.tr("text") if replaces else self.tr("prefix, like “backbone.”"))

    @Slot()
    def _choose(self) -> None:
        self.by.setVisible(self.kind.value == RenameKind.REPLACE)
        self._word_text()
        self.changed.emit()

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self)


class RenameRows(Retranslated, QWidget):
    """All renames, done from top to bottom.

    Signals:
        changed(): ``renames`` are others.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[RenameRow] = []
        self.add = Button("", "plus", self)
        self.add.setObjectName("weightsRenameAdd")
        fonts.use(self.add, "small")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._layout.addWidget(self.add)
        self.add.clicked.connect(self.add_row)
        self.retranslate()

    @property
    def renames(self) -> tuple[Rename, ...]:
        """The renames that change anything."""
        return tuple(row.rename for row in self.rows if row.text.text())

    @Slot()
    def add_row(self) -> None:
        """Add an empty rename below the others."""
        row = RenameRow(len(self.rows), self)
        row.changed.connect(self.changed)
        row.removed.connect(self._remove)
        self.rows.append(row)
        self._layout.insertWidget(len(self.rows) - 1, row)
        self.add.setEnabled(len(self.rows) < MOST)
        row.show()
        row.text.setFocus()

    def clear(self) -> None:
        """Take every rename away."""
        for row in tuple(self.rows):
            self._remove(row)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.add.setText(self.tr("Add a rename"))
        self.add.setToolTip(self.tr("Change the names of the file until they are those of the model"))

    @Slot(object)
    def _remove(self, row: RenameRow) -> None:
        self.rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add.setEnabled(True)
        self.changed.emit()
