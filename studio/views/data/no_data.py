"""What the page of the data shows while there is none: what it is for, and two ways to choose some."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.widgets.button import Button
from studio.widgets.empty_state import EmptyState


class NoData(Retranslated, QWidget):
    """A sentence and two buttons.

    Signals:
        open_asked(), folder_asked(): a person wants to choose data.
    """

    open_asked = Signal()
    folder_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty = EmptyState("image", "", "", self)
        self.open_button = Button("", "table", self)
        self.open_button.setObjectName("dataOpenButton")
        self.folder_button = Button("", "folder", self)
        self.folder_button.setObjectName("dataOpenFolderButton")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.folder_button)
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 48)
        whole.addWidget(self.empty, 3)
        whole.addLayout(buttons)
        whole.addStretch(2)
        self.open_button.clicked.connect(self.open_asked)
        self.folder_button.clicked.connect(self.folder_asked)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.empty.set_words(
            self.tr("No data yet"),
            self.tr(
                "Here you see what the model learns from, and what is wrong with it. Choose data, or drop a folder of "
                "class folders, a table, arrays or a Python file on the window, or paste the cells of a spreadsheet."
            ),
        )
        self.open_button.setText(self.tr("Open data…"))
        self.folder_button.setText(self.tr("Open a folder of pictures…"))
