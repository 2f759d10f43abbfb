"""What a person can take back: one history of edits for each page, each edit two calls."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand, QUndoStack


class UndoStack(QUndoStack):
    """A `QUndoStack` of edits that are already made when they are noted. Signals: those of `QUndoStack`."""

    def note(self, text: str, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        """Remember an edit that a person has just made.

        ``text`` names it in the menu after "Undo" (``"Delete “baseline”"``); ``undo`` takes it back and ``redo`` makes
        it again. Both may only start work whose end is told elsewhere.
        """
        self.push(_Edit(text, undo, redo))


class _Edit(QUndoCommand):
    """An edit of two calls; the first ``redo``, which `QUndoStack.push` asks for, has happened already."""

    def __init__(self, text: str, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        super().__init__(text)
        self._undo = undo
        self._redo = redo
        self._made = True

    def undo(self) -> None:
        self._made = False
        self._undo()

    def redo(self) -> None:
        if not self._made:
            self._redo()
