"""A combo box whose choices have a key, a label and a sentence, and which a passing wheel does not turn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QHelpEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from studio.look.painting import reporting
from studio.widgets.marked_field import MarkedField


class ChoiceField(MarkedField, QComboBox):
    """One of a few named choices; ``value`` is a key. The list that drops down is as wide as its longest label.

    Signals: those of `MarkedField`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.activated.connect(self._choose)

    @property
    def value(self) -> str:
        """The key of the choice that holds."""
        return self._value

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

    def text_of(self, value: str) -> str:
        """Return the label of the choice with this key; the key itself if it is not offered."""
        index = self.findData(value)
        return self.itemText(index) if index >= 0 else value

    def wanted_width(self) -> int:
        """How many pixels the label of the choice that holds needs to be read whole."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        text = QSize(self.fontMetrics().horizontalAdvance(self.currentText()) + 2, self.fontMetrics().height())
        return self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, text, self).width()

    def minimumSizeHint(self) -> QSize:
        return QSize(64, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """A label that is cut is told whole in the tool tip, before what the choice is about."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self.wanted_width() > self.width():
            told = "\n".join(filter(None, (self.currentText(), self.toolTip())))
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        """A label that does not fit ends in an ellipsis, as in the list that drops down it stands whole."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        style = self.style()
        box = QStyle.ComplexControl.CC_ComboBox
        room = style.subControlRect(box, option, QStyle.SubControl.SC_ComboBoxEditField, self).width()
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(box, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

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
