"""A switch with a few named positions side by side, of which exactly one holds."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from studio.look import fonts
from studio.look.theme import set_state


class Segmented(QFrame):
    """A segmented switch. Tab reaches the chosen segment, the arrow keys choose another.

    Signals:
        changed(str): a person has chosen the position with this key (``set_value`` is silent).
    """

    changed = Signal(str)

    def __init__(self, options: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Show ``options`` as (key, label) from left to right; the first one holds.

        Raises:
            ValueError: there is no option, or a key occurs twice.
        """
        super().__init__(parent)
        keys = [key for key, _ in options]
        if not keys or len(set(keys)) != len(keys):
            raise ValueError(f"A segmented switch needs distinct keys, at least one; it was given {keys}.")
        self.setProperty("role", "segmented")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._actions: dict[str, QAction] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        for key, label in options:
            button = QPushButton(label, self)
            button.setObjectName(key)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            fonts.use(button, "small")
            self._group.addButton(button)
            self._buttons[key] = button
            layout.addWidget(button)
        self._buttons[keys[0]].setChecked(True)
        self._value = keys[0]
        self._group.buttonToggled.connect(self._choose)

    @property
    def value(self) -> str:
        """Key of the position that holds."""
        return self._value

    def set_value(self, key: str) -> None:
        """Choose a position without a signal.

        Raises:
            KeyError: there is no such position.
        """
        button = self._buttons[key]
        self._value = key
        button.setChecked(True)
        if key in self._actions:
            self._actions[key].setChecked(True)

    def set_tight(self, tight: bool) -> None:
        """Leave less room beside the words, where there is little."""
        for button in self._buttons.values():
            if (button.property("tight") == "true") != tight:
                set_state(button, tight="true" if tight else "false")
                QApplication.sendEvent(button, QEvent(QEvent.Type.StyleChange))  # it keeps its size otherwise
                button.updateGeometry()

    def offer(self, keys: Collection[str]) -> None:
        """Show only the positions with these keys; the one that holds does not change."""
        for key, button in self._buttons.items():
            button.setVisible(key in keys)

    def label(self, key: str) -> str:
        """The words of the position with this key."""
        return self._buttons[key].text()

    def set_labels(self, labels: dict[str, str]) -> None:
        """Set the words of the positions by key, as for another language."""
        for key, label in labels.items():
            self._buttons[key].setText(label)
            if key in self._actions:
                self._actions[key].setText(label)

    def add_to(self, menu: QMenu) -> None:
        """Offer the positions in ``menu`` too, for a place that has no room for the switch."""
        group = QActionGroup(self)
        for key, button in self._buttons.items():
            action = group.addAction(button.text())
            action.setCheckable(True)
            action.setChecked(key == self._value)
            action.setData(key)
            action.triggered.connect(button.click)
            self._actions[key] = action
        menu.addActions(group.actions())

    @Slot(QAbstractButton, bool)
    def _choose(self, button: QAbstractButton, checked: bool) -> None:
        if not checked or button is self._buttons[self._value]:
            return
        self.set_value(button.objectName())
        self.changed.emit(self._value)
