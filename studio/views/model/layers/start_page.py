"""What the builder shows while there are no layers: what it is for, and ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.look.messages import name_of
from studio.widgets.button import Button
from studio.widgets.empty_state import EmptyState
from studio.widgets.menu_button import MenuButton
from trainer_core.models import models


class StartPage(Retranslated, QWidget):
    """A sentence and buttons.

    Signals:
        edit_asked(str): begin with the layers of this built-in architecture.
        add_asked(): choose the first layer.
    """

    edit_asked = Signal(str)
    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present = ""
        self._others: tuple[str, ...] = ()
        self.empty = EmptyState("network", "", "", self)
        self.edit_button = Button("", "", self)
        self.edit_button.setObjectName("layersEditButton")
        self.edit_button.set_primary(True)
        self.from_button = MenuButton("", "", self)
        self.from_button.setObjectName("layersFromButton")
        self.add_button = Button("", "plus", self)
        self.add_button.setObjectName("layersFirstButton")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.edit_button, self.from_button, self.add_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 48)
        whole.addWidget(self.empty, 3)
        whole.addLayout(buttons)
        whole.addStretch(2)
        self.edit_button.clicked.connect(self._edit_present)
        self.from_button.menu().triggered.connect(self._edit)
        self.add_button.clicked.connect(self.add_asked)
        self.retranslate()

    def offer(self, present: str, others: tuple[str, ...]) -> None:
        """Offer the architecture that the recipe names (empty if it has no layers to show), and others."""
        self._present, self._others = present, others
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.empty.set_words(
            self.tr("Stack a network from layers"),
            self.tr(
                "Each layer shows what it makes of your data. What does not fit is said at the layer, with a repair. "
                "Begin with a built-in network, or with a first layer."
            ),
        )
        self.edit_button.setVisible(bool(self._present))
        if self._present:
            title = name_of(models[self._present].title)
            self.edit_button.setText(self.tr("Edit {model} as layers").format(model=title))
        self.from_button.setVisible(bool(self._others))
        self.from_button.setText(self.tr("Begin with…"))
        self.add_button.setText(self.tr("Add a layer"))
        menu = self.from_button.menu()
        menu.clear()
        for name in self._others:
            action = menu.addAction(name_of(models[name].title))
            action.setData(name)

    @Slot()
    def _edit_present(self) -> None:
        self.edit_asked.emit(self._present)

    @Slot(QAction)
    def _edit(self, action: QAction) -> None:
        self.edit_asked.emit(action.data())
