"""What a person can take back: one history of edits for each page, each edit two calls."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand, QUndoStack

Words = str | Callable[[], str]


class UndoStack(QUndoStack):
    """A `QUndoStack` of edits that are already made when they are noted. Signals: those of `QUndoStack`."""

    def note(self, text: Words, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        """Remember an edit that a person has just made.

        ``text`` names it in the menu after "Undo"; a function words it anew in each language. ``undo`` takes the edit
        back and ``redo`` makes it again. Both may only start work whose end is told elsewhere.
        """
        self.push(_Edit(text, undo, redo))

    def undo_words(self) -> str:
        """Name the edit that `undo` would take back; empty where there is none."""
        return _words(self.command(self.index() - 1)) if self.canUndo() else ""

    def redo_words(self) -> str:
        """Name the edit that `redo` would make again; empty where there is none."""
        return _words(self.command(self.index())) if self.canRedo() else ""


class _Edit(QUndoCommand):
    """An edit of two calls; the first ``redo``, which `QUndoStack.push` asks for, has happened already."""

    def __init__(self, text: Words, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        super().__init__()
        self.words = text
        self._undo = undo
        self._redo = redo
        self._made = True

    def undo(self) -> None:
        self._made = False
        self._undo()

    def redo(self) -> None:
        if not self._made:
            self._redo()
        self._made = True


def _words(edit: QUndoCommand) -> str:
    assert isinstance(edit, _Edit)
    return edit.words if isinstance(edit.words, str) else edit.words()
