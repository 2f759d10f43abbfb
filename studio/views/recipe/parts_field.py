"""An ordered list of parts with strengths, such as augmentations: added from a menu, moved, set and removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.look.field_rules import object_name
from studio.look.messages import name_of
from studio.views.recipe.part_card import PartCard
from studio.widgets.focus import lead_to
from studio.widgets.marked_field import MarkedField
from studio.widgets.menu_button import MenuButton
from trainer_core.data.augment import augmentations
from trainer_core.recipe.field_info import FieldInfo
from trainer_core.recipe.schema import part_fields

Values = list[dict[str, Any]]


class PartsField(MarkedField, QWidget):
    """The editor of a `FieldInfo` of the kind ``"parts"``; its value is a list of names with arguments.

    A part is put last of its stage, and moves within it: the order that a recipe takes can be had, and no other.

    Signals:
        tried(object): a slider is being dragged, and the list would be this one; those of `MarkedField`.
        stops_changed(): Tab has other widgets to go through.
    """

    tried = Signal(object)
    stops_changed = Signal()

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._info = info
        self._value: Values = []
        self.cards: dict[str, PartCard] = {}
        self.add_button = MenuButton("", "plus", self)
        self.add_button.setObjectName(object_name(info.key, "Add"))
        self.add_button.menu().setToolTipsVisible(True)
        self.add_button.menu().triggered.connect(self._add)
        lead_to(self, self.add_button)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def value(self) -> Values:
        """The list as a recipe has it."""
        return [dict(entry) for entry in self._value]

    def set_value(self, value: Sequence[Mapping[str, Any]]) -> None:
        """Show a list without a signal; a card whose part stays in it stays the same widget."""
        before = [entry["name"] for entry in self._value]
        self._value = [dict(entry) for entry in value]
        names = [entry["name"] for entry in self._value]
        for name in [name for name in self.cards if name not in names]:
            card = self.cards.pop(name)
            card.hide()
            card.deleteLater()
        for name in names:
            if name not in self.cards:
                self.cards[name] = self._card(name)
        self.cards = {name: self.cards[name] for name in names}
        for entry in self._value:
            self.cards[entry["name"]].set_values(entry)
        if names != before:
            self._place_cards()
            self._offer()
            self.stops_changed.emit()

    def text_of(self, value: Sequence[Mapping[str, Any]]) -> str:
        """The titles of a list in a line."""
        return ", ".join(self._title(entry["name"]) for entry in value) or self.tr("none")

    def describe(self, info: FieldInfo) -> None:
        """Word everything in the present language."""
        self._info = info
        self.add_button.setText(self.tr("Add"))
        self.add_button.setAccessibleName(self.tr("Add to {list}").format(list=name_of(info.title)))
        for name, card in self.cards.items():
            self._describe(name, card)
        self._offer()

    def stops(self) -> Iterator[QWidget]:
        """Yield the widgets that Tab goes through, in the order of the screen."""
        for card in self.cards.values():
            yield from card.stops()
        yield self.add_button

    def _place_cards(self) -> None:
        for place, card in enumerate(self.cards.values()):
            self._layout.insertWidget(place, card)
            card.show()

    def _card(self, name: str) -> PartCard:
        card = PartCard(self._info.key, name, part_fields(self._info.key, name), self)
        card.value_changed.connect(self._take_values)
        card.moved.connect(self._try_values)
        card.error_changed.connect(self.set_error)
        card.move_asked.connect(self._move)
        card.dragged.connect(self._drag)
        card.dropped.connect(self._drop)
        card.remove_asked.connect(self._remove)
        self._describe(name, card)
        return card

    def _describe(self, name: str, card: PartCard) -> None:
        summary = self._info.summaries[self._info.choices.index(name)]
        card.describe(self._title(name), name_of(summary), part_fields(self._info.key, name))

    def _title(self, name: str) -> str:
        return name_of(self._info.labels[self._info.choices.index(name)])

    def _offer(self) -> None:
        """Fill the menu with what is not in the list, and say where each card may go."""
        menu = self.add_button.menu()
        menu.clear()
        words = zip(self._info.choices, self._info.labels, self._info.summaries, strict=True)
        for name, label, summary in words:
            if name in self.cards:
                continue
            action = menu.addAction(f"{name_of(label)} — {name_of(summary)}")
            action.setData(name)
        self.add_button.setEnabled(not menu.isEmpty())
        stages = [augmentations.stage_of(name) for name in self.cards]
        for place, card in enumerate(self.cards.values()):
            card.set_movable(
                place > 0 and stages[place - 1] == stages[place],
                place + 1 < len(stages) and stages[place + 1] == stages[place],
            )

    def _shown(self) -> Values:
        return [card.values for card in self.cards.values()]

    def _commit(self, value: Values) -> None:
        self.set_error("")
        self.set_value(value)
        self.value_changed.emit(self.value)

    @Slot()
    def _take_values(self) -> None:
        self._commit(self._shown())

    @Slot()
    def _try_values(self) -> None:
        self.tried.emit(self._shown())

    @Slot(QAction)
    def _add(self, action: QAction) -> None:
        name = str(action.data())
        arguments = {info.key.rpartition(".")[2]: info.default for info in part_fields(self._info.key, name)}
        stage = augmentations.stage_of(name)
        place = sum(augmentations.stage_of(entry["name"]) <= stage for entry in self._value)
        self._commit([*self._value[:place], {"name": name, **arguments}, *self._value[place:]])
        self.cards[name].remove_button.setFocus()

    @Slot(str, int)
    def _move(self, name: str, by: int) -> None:
        names = list(self.cards)
        place = names.index(name)
        value = self.value
        value[place], value[place + by] = value[place + by], value[place]
        self._commit(value)

    @Slot(str, int)
    def _drag(self, name: str, height: int) -> None:
        """Put a card where it is held, as far as the recipe takes it; the list counts once it is let go."""
        names = list(self.cards)
        stage = augmentations.stage_of(name)
        others = [each for each in names if each != name]
        above = sum(_middle(self.cards[each]) < height for each in others)
        first = sum(augmentations.stage_of(each) < stage for each in others)
        last = sum(augmentations.stage_of(each) <= stage for each in others)
        others.insert(min(max(above, first), last), name)
        if others != names:
            self.cards = {each: self.cards[each] for each in others}
            self._place_cards()

    @Slot(str)
    def _drop(self, name: str) -> None:
        order = list(self.cards)
        if order != [entry["name"] for entry in self._value]:
            self._commit(sorted(self._value, key=lambda entry: order.index(entry["name"])))

    @Slot(str)
    def _remove(self, name: str) -> None:
        self._commit([entry for entry in self._value if entry["name"] != name])
        self.add_button.setFocus()


def _middle(card: PartCard) -> int:
    """The height of the screen at which the middle of a card is."""
    return card.mapToGlobal(card.rect().center()).y()
