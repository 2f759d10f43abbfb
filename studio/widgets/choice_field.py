"""A combo box whose choices have a key, a label and a sentence, and which a passing wheel does not turn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from studio.look.theme import set_state


class ChoiceField(QComboBox):
    """One of a few named choices. The list that drops down is as wide as its longest label.

    Signals:
        value_changed(object): a person has chosen the choice with this key (``set_value`` is silent).
        error_changed(str): why the choice cannot be, or an empty string once it can.
    """

    value_changed = Signal(object)
    error_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error = ""
        self._tip = ""
        self._value = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.activated.connect(self._choose)

    @property
    def value(self) -> str:
        """The key of the choice that holds."""
        return self._value

    @property
    def error(self) -> str:
        """Why the choice cannot be; empty while it can."""
        return self._error

    def set_choices(self, keys: Sequence[str], labels: Sequence[str], sentences: Sequence[str] = ()) -> None:
        """Offer these choices; the one that holds stays, if it is among them."""
        if self.count() != len(keys) or any(self.itemData(i) != key for i, key in enumerate(keys)):
            self.clear()
            for key in keys:
                self.addItem(key, key)
        for index, label in enumerate(labels):
            self.setItemText(index, label)
            if sentences:
                self.setItemData(index, sentences[index], Qt.ItemDataRole.ToolTipRole)
        widest = self.view().sizeHintForColumn(0)
        self.view().setMinimumWidth(widest + 32)
        self.set_value(self._value)

    def set_value(self, key: str) -> None:
        """Show a choice without a signal; a key that is not offered shows none."""
        self._value = key
        self.setCurrentIndex(self.findData(key))

    def set_error(self, text: str) -> None:
        """Mark the choice as wrong for this reason; an empty text clears the mark."""
        if text == self._error:
            return
        self._error = text
        super().setToolTip(text or self._tip)
        self.setAccessibleDescription(text)
        set_state(self, invalid="true" if text else "false")
        self.error_changed.emit(text)

    def setToolTip(self, text: str) -> None:
        self._tip = text
        super().setToolTip(self._error or text)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @Slot(int)
    def _choose(self, index: int) -> None:
        key = self.itemData(index)
        if key == self._value:
            return
        self._value = key
        self.set_error("")
        self.value_changed.emit(key)
