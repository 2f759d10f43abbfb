"""Colours Python source line by line, with Pygments, in the colours of the theme that holds."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import Final

from pygments.lexer import ExtendedRegexLexer, LexerContext
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, Token
from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument, QTextFormat

from studio.look.theme import current_theme

WORDING: Final = int(QTextFormat.Property.UserProperty)
"""The property of a format that is set where the text is a comment or a string, and so no code."""

COLOURS: Final = {
    Comment: "muted",
    String: "right",
    String.Interpol: "accent",
    String.Escape: "accent",
    Number: "warning",
    Keyword: "overlay_4",
    Keyword.Constant: "warning",
    Operator.Word: "overlay_4",
    Name.Function: "accent",
    Name.Class: "accent",
    Name.Decorator: "overlay_3",
    Name.Builtin: "overlay_3",
    Name.Builtin.Pseudo: "overlay_2",
    Name.Exception: "overlay_3",
}
"""The theme's token of each kind of text; what is not here has the colour of its parent, at last that of text."""

_AT_ONCE = 0.008
"""Seconds in a row that lines are coloured before the window has its turn."""


class _PythonByLine(ExtendedRegexLexer, PythonLexer):  # type: ignore[misc]  # Pygments has no types
    """Python's lexer, which tells in which state a line has left it."""


class Highlighter(QSyntaxHighlighter):
    """Colours what changes, and a long text a few milliseconds at a time, from its beginning.

    The state at the end of a line is that of the lexer, so that a string over several lines is one. No signals.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._lexer = _PythonByLine()
        self._states: list[tuple[str, ...]] = [("root",)]
        self._numbers: dict[tuple[str, ...], int] = {("root",): 0}
        self._formats: dict[object, QTextCharFormat] = {}
        self._from = sys.maxsize
        self._lines = document.blockCount()
        self._spent = 0.0
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._go_on)
        document.blockCountChanged.connect(self._follow_lines)
        document.contentsChange.connect(self._end_edit)
        current_theme().changed.connect(self._recolour)

    @property
    def coloured(self) -> int:
        """The lines that have their colours, from the first on."""
        return min(self._from, self._lines)

    def highlightBlock(self, text: str) -> None:
        """Colour one line; leave it for later where the lines before it have taken long enough."""
        number = self.currentBlock().blockNumber()
        if number >= self._from:
            return
        if self._spent > _AT_ONCE:
            self._from = number
            self._turn.start()
            return
        began = perf_counter()
        self._colour(text)
        self._spent += perf_counter() - began

    @Slot()
    def _go_on(self) -> None:
        """Colour a few more of the lines that wait."""
        self._spent = 0.0
        block = self.document().findBlockByNumber(self._from) if self._from != sys.maxsize else QTextBlock()
        while block.isValid() and self._spent <= _AT_ONCE:
            self._from = block.blockNumber() + 1
            self.rehighlightBlock(block)
            block = block.next()
        self._spent = 0.0
        if self._from < self.document().blockCount():
            self._turn.start()
        else:
            self._from = sys.maxsize

    @Slot()
    def _end_edit(self, position: int = 0, removed: int = 0, added: int = 0) -> None:
        """Each edit colours what it can at once."""
        self._spent = 0.0

    @Slot(int)
    def _follow_lines(self, count: int) -> None:
        if count < self._lines and self._from != sys.maxsize:
            self._from = max(self._from - (self._lines - count), 0)
        self._lines = count

    @Slot(object)
    def _recolour(self, tokens: object) -> None:
        self._formats.clear()
        self.rehighlight()
        self._spent = 0.0

    def _colour(self, text: str) -> None:
        state = self.previousBlockState()
        stack = self._states[state] if 0 <= state < len(self._states) else ("root",)
        context = LexerContext(text + "\n", 0, list(stack))
        wide = any(ord(each) > 0xFFFF for each in text)
        for start, kind, value in self._lexer.get_tokens_unprocessed(context=context):
            form = self._format(kind)
            if form is None:
                continue
            if wide:
                self.setFormat(units(text[:start]), units(value), form)
            else:
                self.setFormat(start, len(value), form)
        self.setCurrentBlockState(self._number(tuple(context.stack)))

    def _number(self, stack: tuple[str, ...]) -> int:
        if stack not in self._numbers:
            self._numbers[stack] = len(self._states)
            self._states.append(stack)
        return self._numbers[stack]

    def _format(self, kind: object) -> QTextCharFormat | None:
        if kind not in self._formats:
            at = kind
            while at not in COLOURS and at is not Token:
                at = at.parent  # type: ignore[attr-defined]  # Pygments has no types
            form = QTextCharFormat()
            if at in COLOURS:
                form.setForeground(current_theme().tokens.colour(COLOURS[at]))
                if at is Comment:
                    form.setFontItalic(True)
                elif at is Keyword or at is Operator.Word:
                    form.setFontWeight(QFont.Weight.DemiBold)
                if at is Comment or at is String:
                    form.setProperty(WORDING, True)
            self._formats[kind] = form
        form = self._formats[kind]
        return None if form.isEmpty() else form


def units(text: str) -> int:
    """How many places ``text`` takes in a document: Qt counts UTF-16 units, Python characters."""
    return len(text.encode("utf-16-le")) // 2


def is_wording(block: QTextBlock, position: int) -> bool:
    """Whether the character at ``position`` of a coloured line stands in a comment or a string."""
    return any(
        each.start <= position < each.start + each.length and each.format.hasProperty(WORDING)
        for each in block.layout().formats()
    )
