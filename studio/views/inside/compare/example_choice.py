"""Which example goes through both models: of which part of the data, and its number."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.numbers import NumberRules
from studio.widgets.choice_field import ChoiceField
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.icon_button import IconButton
from studio.widgets.number_field import NumberField
from trainer_core.protocol.commands import Split

_SPLITS = (Split.TEST, Split.VALIDATION, Split.TRAINING)
_WIDTH = 64


class ExampleChoice(Retranslated, QWidget):
    """A part of the data, a number, and buttons to its neighbours.

    Signals:
        changed(): a person wants another example.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = ChoiceField(self)
        self.number = NumberField(0, NumberRules(whole=True, minimum=0), parent=self)
        self.number.setMaximumWidth(fonts.scaled(_WIDTH))
        self.before_button, self.next_button = (
            IconButton("chevron-left", "", self),
            IconButton("chevron-right", "", self),
        )
        for widget, name in (
            (self.part, "compareSplit"),
            (self.number, "compareExample"),
            (self.before_button, "compareExampleBefore"),
            (self.next_button, "compareExampleNext"),
        ):
            widget.setObjectName(name)
        self.part.set_choices([split.value for split in _SPLITS], [""] * len(_SPLITS))
        self.part.set_value(Split.TEST.value)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        row = FlowLayout(spacing=6)
        for field in (self.part, self.before_button, self.number, self.next_button):
            row.addWidget(field)
        whole.addLayout(row)
        self.part.value_changed.connect(self._change)
        self.number.value_changed.connect(self._change)
        self.before_button.clicked.connect(self._go_back)
        self.next_button.clicked.connect(self._go_on)
        self.retranslate()
        self._allow()

    @property
    def split(self) -> Split:
        """The part of the data."""
        return Split(self.part.value)

    @property
    def index(self) -> int:
        """The number of the example in it, from 0."""
        return int(self.number.value)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        labels = (self.tr("Test set"), self.tr("Validation set"), self.tr("Training set"))
        self.part.set_choices([split.value for split in _SPLITS], labels)
        self.part.setAccessibleName(self.tr("Where the example comes from"))
        self.part.setToolTip(self.tr("The part of the first model's data that the example comes from"))
        self.number.setToolTip(self.tr("Number of the example"))
        self.number.setAccessibleName(self.tr("Number of the example"))
        self.before_button.set_name(self.tr("Previous example"))
        self.next_button.set_name(self.tr("Next example"))

    @Slot(object)
    def _change(self, value: object = None) -> None:
        self._allow()
        self.changed.emit()

    @Slot()
    def _go_back(self) -> None:
        self.number.set_value(self.index - 1)
        self._change()

    @Slot()
    def _go_on(self) -> None:
        self.number.set_value(self.index + 1)
        self._change()

    def _allow(self) -> None:
        self.before_button.setEnabled(self.index > 0)
