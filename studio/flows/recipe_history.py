"""What was edited in the recipe, and live in the run under way, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from studio.look.i18n import language
from studio.look.messages import name_of
from studio.session.session import Session
from studio.widgets.undo import UndoStack
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import field

_MOST = 200
_NAMED = 3
"""Fields up to which an edit is named by them."""


class RecipeHistory(QObject):
    """Two stacks of edits: ``recipe`` for the next run's recipe, ``live`` for the run under way.

    Signals:
        touched(str): taking back or repeating an edit has changed the field with this key.
    """

    touched = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._replaying = False
        self.recipe = UndoStack(self)
        self.live = UndoStack(self)
        for stack in (self.recipe, self.live):
            stack.setUndoLimit(_MOST)
        session.recipe_edited.connect(self._note_edit)
        session.live_edited.connect(self._note_live)
        session.run_started.connect(self._forget_live)

    @Slot(object, object)
    def _note_edit(self, before: Recipe, after: Recipe) -> None:
        if self._replaying:
            return
        keys = tuple(_changed_keys(before, after))

        def put(recipe: Recipe) -> Callable[[], None]:
            return lambda: self._replay(keys, lambda: self._session.set_recipe(recipe))

        self.recipe.note(lambda: _words(keys, before, after), put(before), put(after))

    @Slot(str, object, object)
    def _note_live(self, key: str, old: Any, new: Any) -> None:
        if self._replaying:
            return

        def put(value: Any) -> Callable[[], None]:
            return lambda: self._replay((key,), lambda: self._session.set_value(key, value))

        recipe = self._session.shown_recipe
        self.live.note(lambda: _words((key,), recipe, recipe), put(old), put(new))

    @Slot(object)
    def _forget_live(self, event: object) -> None:
        self.live.clear()

    def _replay(self, keys: tuple[str, ...], act: Callable[[], object]) -> None:
        self._replaying = True
        try:
            act()
        finally:
            self._replaying = False
        if keys:
            self.touched.emit(keys[0])


def _changed_keys(before: Recipe, after: Recipe) -> Iterator[str]:
    """Yield the fields that differ; of a section that names another part, the name alone."""
    new = after.to_dict()
    for section, old in before.to_dict().items():
        if not isinstance(old, dict) or section == "about":
            continue
        differing = [name for name in new[section] if old.get(name) != new[section][name]]
        for name in ["name"] if "name" in differing else differing:
            yield f"{section}.{name}"


def _words(keys: tuple[str, ...], before: Recipe, after: Recipe) -> str:
    """Name an edit: by its few fields, or by the recipe that took the place of the other."""
    if not 0 < len(keys) <= _NAMED:
        return after.title(language())
    return ", ".join(_title(key, before, after) for key in keys)


def _title(key: str, before: Recipe, after: Recipe) -> str:
    for recipe in (after, before):
        try:
            return name_of(field(recipe, key).title)
        except KeyError:
            continue
    return key
