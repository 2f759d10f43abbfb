"""Undo and redo for the page that is seen: which history acts now, and what the two actions say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QUndoGroup
from PySide6.QtWidgets import QWidget

from studio.flows.recipe_history import RecipeHistory
from studio.look.messages import name_of
from studio.session.corrections import CorrectionsOfRecipe
from studio.session.session import Action, Session
from studio.widgets.undo import UndoStack
from studio.window.page_bar import Page
from studio.window.pages import Pages
from trainer_core.data.corrections import FILE as CORRECTIONS
from trainer_core.recipe.schema import field


class UndoFlow(QObject):
    """Each page has a history of its own, so that nothing changes out of sight.

    On the pages of training, data and model that is the recipe's, or during a run that of its live changes. No signals.
    """

    def __init__(
        self,
        session: Session,
        pages: Pages,
        undo: QAction,
        redo: QAction,
        corrections: CorrectionsOfRecipe,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._pages = pages
        self._corrections = corrections
        self._actions = (undo, redo)
        self._group = QUndoGroup(self)
        self.recipes = RecipeHistory(session, self)
        for stack in (self.recipes.recipe, self.recipes.live):
            self.follow(stack)
        self.recipes.touched.connect(pages.train.form.bring_into_view)
        self._group.indexChanged.connect(self.refresh)
        session.state_changed.connect(self.refresh)
        pages.page_changed.connect(self.refresh)
        self.refresh()

    def follow(self, stack: UndoStack) -> None:
        """Follow the history of a page that has one of its own."""
        self._group.addStack(stack)

    @Slot(str, str)
    def note_corrections(self, before: str, after: str) -> None:
        """Remember that during a run examples were corrected."""

        def put(path: str) -> Callable[[], None]:
            return lambda: self._corrections.wait_with(path)

        title = field(self._session.recipe, CORRECTIONS).title
        self.recipes.live.note(lambda: name_of(title), put(before), put(after))

    def shut_down(self) -> None:
        """Follow nothing any more: a history that goes with its page tells that, too, when the pages are gone."""
        self._group.blockSignals(True)

    def undo(self) -> None:
        """Take the last edit back."""
        self._group.undo()

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        self._group.redo()

    @Slot()
    def refresh(self, changed: object = None) -> None:
        """Follow page, run and history; also to be called when the actions were worded anew."""
        stack = self._stack()
        self._group.setActiveStack(stack)  # type: ignore[arg-type]  # None for no stack, which the stub leaves out
        words = (stack.undo_words(), stack.redo_words()) if stack is not None else ("", "")
        texts = (self.tr("Undo: {edit}"), self.tr("Redo: {edit}"))
        for action, plain, text, edit in zip(
            self._actions, (self.tr("Undo"), self.tr("Redo")), texts, words, strict=True
        ):
            action.setText(text.format(edit=edit) if edit else plain)
        self._actions[0].setEnabled(self._group.canUndo())
        self._actions[1].setEnabled(self._group.canRedo())

    def _stack(self) -> UndoStack | None:
        if self._pages.page is Page.RUNS:
            return self._pages.runs.undo_stack
        if self._pages.page not in (Page.TRAIN, Page.DATA, Page.MODEL, Page.INSIDE):
            return None
        if self._session.in_run:
            return self.recipes.live
        return self.recipes.recipe if self._session.possible(Action.EDIT_RECIPE) else None
