"""The built-in architectures to choose from, each with a sentence and its arguments in short."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import name_of
from studio.session.session import Session
from studio.views.model.kinds import Kind, kind_of
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.models import models
from trainer_core.protocol.reports import DataReport
from trainer_core.recipe.field_info import FieldInfo
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import argument_fields
from trainer_core.registry import Entry

_WIDEST, _SIDE, _INDENT = 640, 16, 22


class BuiltInPart(Retranslated, ScrollColumn):
    """A card for each architecture; the one that the recipe names is marked, and choosing another takes it.

    Signals:
        changed(object): a mapping for `Recipe.with_values`.
        edit_asked(str): the layers of this architecture are to be edited.
    """

    changed = Signal(object)
    edit_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("builtInModels")
        self._session = session
        self._group = QButtonGroup(self)
        self.cards: dict[str, _Card] = {}
        content = QWidget(self)
        content.setProperty("role", "clear")
        self._column = QVBoxLayout(content)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._leave_room()
        self.setWidget(content)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._group.buttonClicked.connect(self._choose)
        self.show_recipe(session.shown_recipe)

    def show_recipe(self, recipe: Recipe) -> None:
        """Mark what ``recipe`` names, with its arguments; the others show their defaults."""
        entries = _built_in()
        if [entry.name for entry in entries] != list(self.cards):
            self._make_cards(entries)
        self._group.setExclusive(False)
        for name, card in self.cards.items():
            chosen = name == recipe.model.name
            card.radio.setChecked(chosen)
            card.edit_button.setVisible(chosen and card.has_layers)
            card.show_arguments(recipe.model.arguments if chosen else {})
        self._group.setExclusive(True)

    def show_data(self, report: DataReport | None) -> None:
        """Nothing here depends on the data."""

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Built-in models"))
        self.show_recipe(self._session.shown_recipe)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._leave_room()

    def _leave_room(self) -> None:
        """Keep the cards as narrow as is easy to read; a card with a width of its own would get a wrong height."""
        over = self.viewport().width() - _SIDE - fonts.scaled(_WIDEST)
        self._column.setContentsMargins(_SIDE, 4, max(_SIDE, over), _SIDE)

    def _make_cards(self, entries: tuple[Entry[Any], ...]) -> None:
        for card in self.cards.values():
            self._group.removeButton(card.radio)
            card.hide()
            card.deleteLater()
        self.cards = {entry.name: _Card(entry, self) for entry in entries}
        for place, card in enumerate(self.cards.values()):
            self._group.addButton(card.radio)
            card.edit_button.clicked.connect(partial(self.edit_asked.emit, card.name))
            self._column.insertWidget(place, card)

    @Slot(QAbstractButton)
    def _choose(self, radio: QAbstractButton) -> None:
        name = next(name for name, card in self.cards.items() if card.radio is radio)
        if name != self._session.recipe.model.name:
            self.changed.emit({"model.name": name})


class _Card(QFrame):
    """One architecture; a click anywhere on it chooses it."""

    def __init__(self, entry: Entry[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._entry = entry
        self.name = entry.name
        self.has_layers = "as_layers" in entry.facts
        self.setProperty("role", "card")
        self.radio = QRadioButton(self)
        self.radio.setObjectName(f"builtIn_{entry.name}")
        fonts.use(self.radio, "base", strong=True)
        self.summary, self.arguments = QLabel(self), QLabel(self)
        for label in (self.summary, self.arguments):
            label.setProperty("role", "muted")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            fonts.use(label, "small")
        self.edit_button = QPushButton(self)
        self.edit_button.setObjectName(f"editAsLayers_{entry.name}")
        self.edit_button.setProperty("size", "small")
        fonts.use(self.edit_button, "small")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.radio, 1)
        head.addWidget(self.edit_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(4)
        layout.addLayout(head)
        for part in (self.summary, self.arguments):
            layout.addWidget(part)
        self._indent()

    def show_arguments(self, given: dict[str, Any]) -> None:
        """Word the card, with the arguments ``given`` over the defaults."""
        self.radio.setText(name_of(self._entry.title))
        self.edit_button.setText(self.tr("Edit as layers"))
        self.summary.setText(name_of(self._entry.summary))
        fields = argument_fields("model", self._entry)
        self.arguments.setText(" · ".join(filter(None, (_in_words(info, given) for info in fields))))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._indent()

    def _indent(self) -> None:
        """Begin the words where the name begins."""
        for label in (self.summary, self.arguments):
            label.setContentsMargins(fonts.scaled(_INDENT), 0, 0, 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self.radio.click()


def _in_words(info: FieldInfo, given: dict[str, Any]) -> str:
    """An argument in a few words: its title and its value; a switch by its title where it is on."""
    value = given.get(info.key.rpartition(".")[2], info.default)
    if isinstance(value, bool):
        return name_of(info.title) if value else ""
    values = value if isinstance(value, list | tuple) else [value]
    return f"{name_of(info.title)} {', '.join(_number_in_words(info, each) for each in values)}"


def _number_in_words(info: FieldInfo, value: Any) -> str:
    if info.zero and value == 0:
        return name_of(info.zero)
    return formats.number(value) if isinstance(value, float) else str(value)


def _built_in() -> tuple[Entry[Any], ...]:
    """The architectures that have no part of the page of their own."""
    return tuple(entry for entry in models if kind_of(entry.name) is Kind.BUILT_IN and entry.facts.get("listed", True))
