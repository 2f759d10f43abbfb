"""One entry of a list of parts on the screen: its name, its place in the list, and its arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.field_rules import object_name, rules_of
from studio.look.messages import name_of
from studio.widgets.drag_grip import DragGrip
from studio.widgets.icon_button import IconButton
from studio.widgets.slider_field import SliderField
from trainer_core.recipe.field_info import FieldInfo


class PartCard(QFrame):
    """An entry called ``name`` whose arguments are numbers.

    Signals:
        value_changed(): a person has committed another argument; ``values`` has it.
        moved(): a slider is being dragged; ``values`` has where it stands.
        error_changed(str): why a typed number cannot be, or an empty string once it can.
        move_asked(str, int): the entry is to go up (-1) or down (1) in the list.
        dragged(str, int), dropped(str): it is being dragged, to this height of the screen; it was let go.
        remove_asked(str): it is to be taken out.
    """

    value_changed = Signal()
    moved = Signal()
    error_changed = Signal(str)
    move_asked = Signal(str, int)
    dragged = Signal(str, int)
    dropped = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, key: str, name: str, fields: tuple[FieldInfo, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.setProperty("role", "tile")
        self.setObjectName(object_name(f"{key}.{name}", "Card"))
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        fonts.use(self.title, "small", strong=True)
        self.grip = DragGrip(self)
        self.grip.setObjectName(object_name(f"{key}.{name}", "Grip"))
        self.grip.dragged.connect(self._drag)
        self.grip.dropped.connect(self._drop)
        self.up_button = IconButton("chevron-up", "", self)
        self.down_button = IconButton("chevron-down", "", self)
        self.remove_button = IconButton("close", "", self)
        for button, what in ((self.up_button, "Up"), (self.down_button, "Down"), (self.remove_button, "Remove")):
            button.setObjectName(object_name(f"{key}.{name}", what))
            button.setProperty("size", "small")
        self.sliders: dict[str, SliderField] = {}
        self._labels: dict[str, QLabel] = {}
        for info in fields:
            argument = info.key.rpartition(".")[2]
            slider = SliderField(info.default, rules_of(info), name_of(info.unit), self)
            slider.number.setObjectName(object_name(info.key, "Field"))
            slider.slider.setObjectName(object_name(info.key, "Slider"))
            slider.value_changed.connect(self._tell)
            slider.moved.connect(self._try)
            slider.error_changed.connect(self.error_changed)
            label = QLabel(self)
            label.setProperty("role", "muted")
            fonts.use(label, "small")
            label.setBuddy(slider.number)
            self.sliders[argument], self._labels[argument] = slider, label
        self.up_button.clicked.connect(self._up)
        self.down_button.clicked.connect(self._down)
        self.remove_button.clicked.connect(self._remove)
        for keys, slot in (("Alt+Up", self._up), ("Alt+Down", self._down)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._arrange()

    @property
    def values(self) -> dict[str, Any]:
        """The entry as a recipe has it, with what its sliders show."""
        return {"name": self.name, **{name: slider.value for name, slider in self.sliders.items()}}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show arguments without a signal."""
        for name, slider in self.sliders.items():
            slider.set_value(values[name])

    def describe(self, title: str, summary: str, fields: tuple[FieldInfo, ...]) -> None:
        """Word everything in the present language."""
        self.title.setText(title)
        self.title.setToolTip(summary)
        self.grip.set_name(self.tr("Drag {name} to another place").format(name=title))
        self.up_button.set_name(self.tr("Move {name} up (Alt+Up)").format(name=title))
        self.down_button.set_name(self.tr("Move {name} down (Alt+Down)").format(name=title))
        self.remove_button.set_name(self.tr("Remove {name}").format(name=title))
        for info in fields:
            argument = info.key.rpartition(".")[2]
            words, unit = name_of(info.title), name_of(info.unit)
            tip = name_of(info.description)
            self._labels[argument].setText(words)
            self._labels[argument].setToolTip(tip)
            self.sliders[argument].set_rules(rules_of(info), unit)
            self.sliders[argument].set_name(f"{title}: {words} ({unit})" if unit else f"{title}: {words}", tip)

    def set_movable(self, up: bool, down: bool) -> None:
        """Say where the entry may go."""
        self.up_button.setEnabled(up)
        self.down_button.setEnabled(down)
        self.grip.setEnabled(up or down)

    def stops(self) -> Iterator[QWidget]:
        """Yield the widgets that Tab goes through, in the order of the screen."""
        yield from (self.up_button, self.down_button, self.remove_button)
        for slider in self.sliders.values():
            yield from slider.stops()

    @Slot(object)
    def _tell(self, value: object) -> None:
        self.value_changed.emit()

    @Slot(object)
    def _try(self, value: object) -> None:
        self.moved.emit()

    @Slot()
    def _up(self) -> None:
        if self.up_button.isEnabled():
            self.move_asked.emit(self.name, -1)

    @Slot()
    def _down(self) -> None:
        if self.down_button.isEnabled():
            self.move_asked.emit(self.name, 1)

    @Slot(int)
    def _drag(self, height: int) -> None:
        self.dragged.emit(self.name, height)

    @Slot()
    def _drop(self) -> None:
        self.dropped.emit(self.name)

    @Slot()
    def _remove(self) -> None:
        self.remove_asked.emit(self.name)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.grip)
        head.addWidget(self.title, 1)
        for button in (self.up_button, self.down_button, self.remove_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 2, 4, 4)
        column.setSpacing(2)
        column.addLayout(head)
        if self.sliders:
            grid = QGridLayout()
            grid.setContentsMargins(6, 0, 4, 2)
            grid.setHorizontalSpacing(6)
            grid.setVerticalSpacing(2)
            grid.setColumnStretch(1, 1)
            for row, (name, slider) in enumerate(self.sliders.items()):
                grid.addWidget(self._labels[name], row, 0)
                grid.addWidget(slider, row, 1)
            column.addLayout(grid)
