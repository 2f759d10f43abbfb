"""The text of a Python file, to be read and typed into."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.code_editor import editing
from studio.widgets.code_editor.highlighter import Highlighter
from studio.widgets.code_editor.line_numbers import LOOKS, LineNumbers, Mark, MarkKind, PlacedMark

_MOST_FOUND = 1000
"""Found places that are shown at once."""

_CONTROL = Qt.KeyboardModifier.ControlModifier
_OWN_KEYS = frozenset({Qt.Key.Key_S, Qt.Key.Key_F, Qt.Key.Key_H, Qt.Key.Key_G, Qt.Key.Key_Slash, Qt.Key.Key_Space})
"""With Ctrl they belong to the editor while it has the focus, whatever they mean in the window."""


class CodeEditor(Retranslated, QPlainTextEdit):
    """Python source with colours, marks, the keys that one expects, and line numbers unless it is not ``numbered``.

    Tab and Shift+Tab indent; after Escape, Tab leaves the editor. `QPlainTextEdit` does the rest: its signals apply.

    Signals:
        save_asked(), find_asked(), replace_asked(), line_asked(), completion_asked(): Ctrl+S, Ctrl+F, Ctrl+H, Ctrl+G
            and Ctrl+Space were pressed.
        next_asked(bool): F3 was pressed, with Shift (True: backwards).
        typed(str): a person has typed this.
    """

    save_asked = Signal()
    find_asked = Signal()
    replace_asked = Signal()
    line_asked = Signal()
    completion_asked = Signal()
    next_asked = Signal(bool)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, numbered: bool = True) -> None:
        super().__init__(parent)
        self._numbered = numbered
        self.setObjectName("codeEditor")
        self.setProperty("role", "code")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.highlighter = Highlighter(self.document())
        self._marks: list[PlacedMark] = []
        self._found: list[tuple[int, int]] = []
        self._leaving = False
        self._numbers = LineNumbers(self, self)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._follow_scrolling)
        self.cursorPositionChanged.connect(self._show_places)
        self.textChanged.connect(self._numbers.update)
        current_theme().changed.connect(self._show_places)
        self._use_font()
        self.retranslate()

    @property
    def text(self) -> str:
        """The whole text, with ``\\n`` at the end of lines."""
        # Its plain text would have spaces for those that do not break, and line ends for separators in a line.
        return self.document().toRawText().replace("\u2029", "\n")

    def set_text(self, text: str) -> None:
        """Show another text, which cannot be undone; the cursor goes to the beginning."""
        self._marks.clear()
        self._found.clear()
        self.setPlainText(text)
        self._show_places()

    def replace_text(self, text: str) -> None:
        """Put another version of the text in place of this one: a step of undo, with cursor and view where they are."""
        line, column = self.current_line(), self.textCursor().positionInBlock()
        top = self.verticalScrollBar().value()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()
        self.go_to(line, column, centre=False)
        self.verticalScrollBar().setValue(top)

    def go_to(self, line: int, column: int = 0, *, centre: bool = True) -> None:
        """Put the cursor on a line, counted from 1, and show it; what is beyond the end is the end."""
        block = self.document().findBlockByNumber(min(max(line, 1), self.blockCount()) - 1)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + min(column, block.length() - 1))
        self.setTextCursor(cursor)
        if centre:
            self.centerCursor()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show what is to be said of lines in place of what was shown; lines that are not there have none."""
        self._marks = [
            PlacedMark(mark, QTextCursor(block))
            for mark in marks
            if (block := self.document().findBlockByNumber(mark.line - 1)).isValid()
        ]
        self._show_places()
        self._numbers.update()

    def set_found(self, places: list[tuple[int, int]]) -> None:
        """Show places, each as (position, length), as found."""
        self._found = places[:_MOST_FOUND]
        self._show_places()

    def shown_lines(self) -> list[tuple[int, float, float]]:
        """Number, top and height of each line that is seen; of a wrapped one, of its first row."""
        result, block, offset = [], self.firstVisibleBlock(), self.contentOffset()
        bottom = self.viewport().height()
        while block.isValid():
            rect = self.blockBoundingGeometry(block).translated(offset)
            if rect.top() > bottom:
                break
            rows = block.layout()
            # The last block has the margin below it, too.
            height = rows.lineAt(0).height() if rows.lineCount() else rect.height()
            result.append((block.blockNumber() + 1, rect.top() + self.viewport().y(), height))
            block = block.next()
        return result

    def current_line(self) -> int:
        """The line of the cursor, counted from 1."""
        return self.textCursor().blockNumber() + 1

    def marks_of(self, line: int) -> list[Mark]:
        """What is said of a line, the gravest first."""
        order = list(MarkKind)
        return sorted((each.mark for each in self._marks if each.line == line), key=lambda mark: order.index(mark.kind))

    def digits(self) -> int:
        """How many figures the largest line number has."""
        return len(str(self.blockCount()))

    def select_line(self, line: int) -> None:
        """Put the cursor at the beginning of a line."""
        self.go_to(line, centre=False)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def retranslate(self) -> None:
        """Name the editor in the present language."""
        self.setAccessibleName(self.tr("Python source"))
        self.setAccessibleDescription(self.tr("Tab indents; to leave the editor press Escape, then Tab."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._use_font()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_numbers()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            marks = self.marks_of(self.cursorForPosition(event.pos()).blockNumber() + 1)
            QToolTip.showText(event.globalPos(), "\n".join(mark.sentence for mark in marks), self)
            return True
        return super().viewportEvent(event)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._numbered:
            with QPainter(self.viewport()) as painter:
                rect = self.cursorRect()
                ground = QRect(0, rect.y(), self.viewport().width(), rect.height())
                painter.fillRect(ground, current_theme().tokens.colour("raised", 0.55))
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        leaving, self._leaving = self._leaving, key == Qt.Key.Key_Escape
        if leaving and key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.focusNextPrevChild(key == Qt.Key.Key_Tab)
        elif not self._ask(key, modifiers) and not (self._edits() and self._edit(event, key, modifiers)):
            super().keyPressEvent(event)
            if event.text().isprintable() and event.text() and not modifiers & _CONTROL:
                self.typed.emit(event.text())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Qt asks for it at Tab, which is an edit here, unless Escape was pressed before.
        self.setTabChangesFocus(True)
        try:
            return super().focusNextPrevChild(forward)
        finally:
            self.setTabChangesFocus(False)

    def _edits(self) -> bool:
        return not self.isReadOnly()

    def _ask(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Pass on what others do; tell whether it was such a key."""
        asked = {
            Qt.Key.Key_S: self.save_asked,
            Qt.Key.Key_F: self.find_asked,
            Qt.Key.Key_H: self.replace_asked,
            Qt.Key.Key_G: self.line_asked,
            Qt.Key.Key_Space: self.completion_asked,
        }
        if modifiers == _CONTROL and key in asked:
            asked[Qt.Key(key)].emit()
            return True
        if key == Qt.Key.Key_F3:
            self.next_asked.emit(bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
            return True
        return False

    def _edit(self, event: QKeyEvent, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Carry out a key that edits in its own way; tell whether it was one."""
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        edit: editing.Edit | None = None
        if key == Qt.Key.Key_Tab and plain:
            edit = editing.indent
        elif key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and shift):
            edit = editing.outdent
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (plain or shift):
            edit = editing.new_line
        elif key == Qt.Key.Key_Slash and modifiers == _CONTROL:
            edit = editing.toggle_comment
        elif event.text() in editing.PAIRS.values() and not modifiers & _CONTROL:
            edit = partial(editing.close_bracket, bracket=event.text())
        elif key == Qt.Key.Key_Home and plain:
            return self._go_to_code()
        elif key == Qt.Key.Key_Backspace and plain:
            if not editing.delete_back(cursor := self.textCursor()):
                return False
            self.setTextCursor(cursor)
            return True
        if edit is None:
            return False
        cursor = self.textCursor()
        edit(cursor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def _go_to_code(self) -> bool:
        """Go to the first letter of the line, or from there to its very beginning."""
        cursor = self.textCursor()
        first = len(editing.indent_of(cursor.block().text()))
        if cursor.positionInBlock() == first:
            return False
        cursor.setPosition(cursor.block().position() + first)
        self.setTextCursor(cursor)
        return True

    def _use_font(self) -> None:
        font = fonts.monospace()
        if font != self.font():
            self.setFont(font)
        # The stylesheet sets the size of what it dresses; the text is drawn in the document's font, the hint of an
        # empty editor in that of the viewport.
        self.document().setDefaultFont(font)
        self.viewport().setFont(font)
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * editing.SPACES)
        self._make_room()

    @Slot()
    def _make_room(self, lines: int = 0) -> None:
        self.setViewportMargins(self._numbers.sizeHint().width() if self._numbered else 0, 0, 0, 0)
        self._place_numbers()

    def _place_numbers(self) -> None:
        frame = self.contentsRect()
        self._numbers.setVisible(self._numbered)
        self._numbers.setGeometry(QRect(frame.left(), frame.top(), self._numbers.sizeHint().width(), frame.height()))

    @Slot(QRect, int)
    def _follow_scrolling(self, rect: QRect, moved: int) -> None:
        self._numbers.update()

    @Slot()
    def _show_places(self, tokens: object = None) -> None:
        """Show marks, found places and the pair of brackets at the cursor; none of it is part of the text."""
        colours = current_theme().tokens
        shown = []
        for each in self._marks:
            block = each.cursor.block()
            start = block.position() + len(editing.indent_of(block.text()))
            form = QTextCharFormat()
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(colours.colour(LOOKS[each.mark.kind][1]))
            shown.append(self._place(start, block.position() + block.length() - 1 - start, form))
        ground = colours.colour("warning", 0.3)
        shown += [self._place(start, length, _ground(ground)) for start, length in self._found]
        pair = editing.bracket_pair(self.textCursor())
        if pair is not None:
            here, there = pair
            ground = colours.colour("wrong" if there is None else "accent", 0.35)
            shown += [self._place(each, 1, _ground(ground)) for each in (here, there) if each is not None]
        self.setExtraSelections(shown)
        self.viewport().update()

    def _place(self, start: int, length: int, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor, end = self.textCursor(), self.document().characterCount() - 1
        # Places are looked for anew after an edit that may have cut the text.
        cursor.setPosition(min(start, end))
        cursor.setPosition(min(start + length, end), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = form
        return selection

    def popup_place(self) -> QPoint:
        """Where a list of completions belongs, on the screen's coordinates of this widget."""
        return self.viewport().mapTo(self, self.cursorRect().bottomLeft())


def _is_own(event: QKeyEvent) -> bool:
    return (event.modifiers() == _CONTROL and event.key() in _OWN_KEYS) or event.key() == Qt.Key.Key_F3


def _ground(colour: QColor) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setBackground(colour)
    return form
