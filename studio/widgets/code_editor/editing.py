"""What the keys of the editor do with the text: indentation, comments, brackets. Each edit is one step of undo."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from studio.widgets.code_editor.highlighter import is_wording, units

SPACES = 4
"""Columns of one step of indentation."""

PAIRS = {"(": ")", "[": "]", "{": "}"}
_OPENED_BY = {close: open_ for open_, close in PAIRS.items()}

_LEAVES = re.compile(r"\s*(return|raise|pass|break|continue)\b")
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_LONGEST_SEARCH = 50_000
"""Characters that are looked through for the other bracket of a pair."""


def indent_of(text: str) -> str:
    """The white space that a line begins with."""
    return text[: len(text) - len(text.lstrip(" \t"))]


def text_before(cursor: QTextCursor) -> str:
    """What stands before the cursor in its line."""
    start = QTextCursor(cursor.block())
    start.setPosition(cursor.position(), QTextCursor.MoveMode.KeepAnchor)
    return start.selectedText()


def step_of(document: QTextDocument) -> str:
    """What one step of indentation is made of: spaces, or a tab where the text has tabs already."""
    block = document.begin()
    while block.isValid():
        if block.text().startswith((" ", "\t")):
            return "\t" if block.text()[0] == "\t" else " " * SPACES
        block = block.next()
    return " " * SPACES


def indent(cursor: QTextCursor) -> None:
    """Indent the selected lines; without a selection over a line, go on to the next stop."""
    step = step_of(cursor.document())
    with _one_step(cursor):
        if _lines_selected(cursor):
            for block in _blocks(cursor):
                if block.text().strip():
                    QTextCursor(block).insertText(step)
        elif step == "\t":
            cursor.insertText(step)
        else:
            column = (
                cursor.selectionStart() - cursor.document().findBlock(cursor.selectionStart()).position()
            ) % SPACES
            cursor.insertText(" " * (SPACES - column))


def outdent(cursor: QTextCursor) -> None:
    """Take one step of indentation from the line, or from each that is selected."""
    with _one_step(cursor):
        for block in _blocks(cursor):
            _cut_indent(block)


def delete_back(cursor: QTextCursor) -> bool:
    """Delete back to the last stop where only spaces stand before the cursor; tell whether there was something."""
    before = text_before(cursor)
    if cursor.hasSelection() or not before or before.strip(" ") or len(before) < 2:
        return False
    with _one_step(cursor):
        for _ in range((len(before) - 1) % SPACES + 1):
            cursor.deletePreviousChar()
    return True


def new_line(cursor: QTextCursor) -> None:
    """Break the line, and indent the new one as what stands before suggests."""
    with _one_step(cursor):
        cursor.removeSelectedText()
        block, before = cursor.block(), text_before(cursor)
        after = block.text()[len(before) :]
        code = _code_of(block, before).rstrip()
        indentation, step = indent_of(before), step_of(cursor.document())
        if code.endswith((":", *PAIRS)):
            inner = indentation + step
        elif _LEAVES.match(code):
            inner = indentation.removesuffix(step)
        else:
            inner = indentation
        if before.strip():
            # What was broken off needs no spaces of its own.
            for _ in range(len(after) - len(after.lstrip(" "))):
                cursor.deleteChar()
        elif not after:
            # An empty line keeps no spaces.
            for _ in before:
                cursor.deletePreviousChar()
        cursor.insertText("\n" + (inner if before.strip() else indentation))
        if code.endswith(tuple(PAIRS)) and after.lstrip(" ").startswith(PAIRS[code[-1]]):
            at = cursor.position()
            cursor.insertText("\n" + indentation)
            cursor.setPosition(at)


def close_bracket(cursor: QTextCursor, bracket: str) -> None:
    """Type a closing bracket; alone on its line it stands below the line that opened it."""
    with _one_step(cursor):
        cursor.removeSelectedText()
        if not text_before(cursor).strip():
            opened = partner(cursor.document(), cursor.position(), bracket, forward=False)
            if opened is not None:
                wanted = indent_of(cursor.document().findBlock(opened).text())
                while cursor.positionInBlock():
                    cursor.deletePreviousChar()
                cursor.insertText(wanted)
        cursor.insertText(bracket)


def toggle_comment(cursor: QTextCursor) -> None:
    """Comment the lines out, or in again if all of them are commented out."""
    blocks = [block for block in _blocks(cursor) if block.text().strip()]
    if not blocks:
        return
    commented = all(block.text().lstrip().startswith("#") for block in blocks)
    column = min(len(indent_of(block.text())) for block in blocks)
    with _one_step(cursor):
        for block in blocks:
            edit = QTextCursor(block)
            if not commented:
                edit.setPosition(block.position() + column)
                edit.insertText("# ")
                continue
            start = len(indent_of(block.text()))
            edit.setPosition(block.position() + start)
            for _ in range(2 if block.text()[start + 1 : start + 2] == " " else 1):
                edit.deleteChar()


def bracket_pair(cursor: QTextCursor) -> tuple[int, int | None] | None:
    """The bracket beside the cursor and its other half, by their positions; the half is None where there is none."""
    document = cursor.document()
    for position in (cursor.position() - 1, cursor.position()):
        if position < 0:
            continue
        bracket = document.characterAt(position)
        block = document.findBlock(position)
        if (bracket in PAIRS or bracket in _OPENED_BY) and not is_wording(block, position - block.position()):
            if bracket in PAIRS:
                return position, partner(document, position + 1, bracket, forward=True)
            return position, partner(document, position, bracket, forward=False)
    return None


def partner(document: QTextDocument, start: int, bracket: str, *, forward: bool) -> int | None:
    """The position of the other half of ``bracket``, looked for from ``start`` on; None if there is none near."""
    other = PAIRS[bracket] if forward else _OPENED_BY[bracket]
    depth, looked = 1, 0
    block = document.findBlock(start)
    column = start - block.position()
    while block.isValid() and looked < _LONGEST_SEARCH:
        text = _in_units(block.text())
        places = range(column, len(text)) if forward else range(column - 1, -1, -1)
        for place in places:
            if text[place] in (bracket, other) and not is_wording(block, place):
                depth += 1 if text[place] == bracket else -1
                if depth == 0:
                    return block.position() + place
        looked += len(text) + 1
        block = block.next() if forward else block.previous()
        column = 0 if forward else units(block.text())
    return None


def _code_of(block: QTextBlock, text: str) -> str:
    """The ``text`` that the line begins with, without a comment at its end."""
    while text and text.rstrip() and is_wording(block, units(text.rstrip()) - 1) and "#" in text:
        shorter = text[: text.rindex("#")]
        if not is_wording(block, units(shorter)):
            break
        text = shorter
    return text


def _in_units(text: str) -> str:
    """The text with two characters for each that takes two places in a document."""
    return _WIDE.sub("  ", text)


def _cut_indent(block: QTextBlock) -> None:
    text = block.text()
    count = 1 if text.startswith("\t") else min(len(text) - len(text.lstrip(" ")), SPACES)
    edit = QTextCursor(block)
    for _ in range(count):
        edit.deleteChar()


def _lines_selected(cursor: QTextCursor) -> bool:
    document = cursor.document()
    return document.findBlock(cursor.selectionStart()) != document.findBlock(cursor.selectionEnd())


def _blocks(cursor: QTextCursor) -> Iterator[QTextBlock]:
    """The lines that the selection touches; one that it only ends before is none of them."""
    document = cursor.document()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    block, last = document.findBlock(start), document.findBlock(end)
    if last != block and end == last.position():
        last = last.previous()
    numbers = range(block.blockNumber(), last.blockNumber() + 1)
    return (document.findBlockByNumber(number) for number in numbers)


@contextmanager
def _one_step(cursor: QTextCursor) -> Iterator[None]:
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()


Edit = Callable[[QTextCursor], None]
