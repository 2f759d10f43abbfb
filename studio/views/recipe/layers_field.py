"""What the form shows of a list of layers: how many there are, and the way to the page where they are edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.widgets.focus import lead_to
from studio.widgets.marked_field import MarkedField
from trainer_core.models.layers.brief import count


class LayersField(Retranslated, MarkedField, QWidget):
    """A count and a button.

    Signals:
        open_asked(): the layers are to be edited; those of `MarkedField`.
    """

    open_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: list[dict[str, Any]] = []
        self.label = QLabel(self)
        self.button = QPushButton(self)
        self.button.setObjectName("modelPageEditButton")
        self.button.setProperty("size", "small")
        fonts.use(self.button, "small")
        lead_to(self, self.button)
        self.button.clicked.connect(self.open_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)
        self.retranslate()

    @property
    def value(self) -> list[dict[str, Any]]:
        """The layers."""
        return self._value

    def set_value(self, value: Sequence[dict[str, Any]]) -> None:
        """Show another list, without a signal."""
        self._value = list(value)
        self.retranslate()

    def text_of(self, value: Sequence[dict[str, Any]]) -> str:
        """A list in a few words."""
        return counted(count(value), "1 layer", "{n:,} layers")

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.label.setText(self.text_of(self._value))
        self.button.setText(self.tr("Edit"))
        self.button.setToolTip(self.tr("Edit the layers on the Model page"))
