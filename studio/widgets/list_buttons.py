"""The two ways out of a list of examples, side by side: copy their paths, save the list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.widgets.icon_button import IconButton


class ListButtons(Retranslated, QWidget):
    """Two icons; ``name`` begins their ``objectName``: ``nameCopy``, ``nameSave``.

    Signals:
        copy_asked(), save_asked(): a person wants the paths of the list on the clipboard, or all of it as a file.
    """

    copy_asked = Signal()
    save_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.copy_button, self.save_button = IconButton("copy", "", self), IconButton("export", "", self)
        self.copy_button.setObjectName(f"{name}Copy")
        self.save_button.setObjectName(f"{name}Save")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)
        self.copy_button.clicked.connect(self.copy_asked)
        self.save_button.clicked.connect(self.save_asked)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.copy_button.set_name(self.tr("Copy the paths of these examples"))
        self.save_button.set_name(self.tr("Save this list as a CSV file"))
