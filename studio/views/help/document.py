"""Markdown as a document in the studio's fonts and colours."""

from __future__ import annotations

from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from studio.look import fonts
from studio.look.theme import Tokens

_MARGIN, _LINE = 20, 135
"""Pixels around the text at the system's own size, and the height of its lines in per cent."""
_HEADINGS = {1: (1.6, 0, 10), 2: (1.25, 16, 6), 3: (1.1, 14, 4)}
"""Of each level: how many times as large as the text, and the pixels above and below it."""

_CODE = 0.94
"""How large code is beside words: its letters are wider."""
_HOLDS_CODE = QTextFormat.Property.UserProperty.value


def fill(document: QTextDocument, markdown: str, tokens: Tokens) -> None:
    """Show ``markdown`` (GitHub's dialect, no HTML) in ``document`` as large as all text is now."""
    document.setDefaultFont(fonts.font())
    document.setDocumentMargin(fonts.scaled(_MARGIN))
    features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
    document.setMarkdown(markdown, features)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for first, last in reversed(_code(document)):
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertFrame(_panel(tokens))
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, tokens)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor.setPosition(block.position())
        in_table = cursor.currentTable() is not None
        is_code = cursor.currentFrame().frameFormat().hasProperty(_HOLDS_CODE)
        whole = QTextBlockFormat()
        whole.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if level in _HEADINGS:
            _, above, below = _HEADINGS[level]
            whole.setTopMargin(fonts.scaled(above))
            whole.setBottomMargin(fonts.scaled(below))
        elif is_code or not (block.text() or in_table):
            for set_margin in (whole.setTopMargin, whole.setBottomMargin, whole.setLeftMargin, whole.setRightMargin):
                set_margin(0)
            if not is_code:  # what code leaves before and behind its panel
                whole.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        elif not in_table:
            whole.setTopMargin(0)
            whole.setBottomMargin(fonts.scaled(3 if block.textList() else 9))
        cursor.mergeBlockFormat(whole)
        if is_code:
            cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(_code_format(tokens))
            cursor.setBlockCharFormat(_code_format(tokens))
        else:
            _dress_words(cursor, block.position(), block.position() + block.length() - 1, level, tokens)
        block = block.next()
    cursor.endEditBlock()


def _code(document: QTextDocument) -> list[tuple[int, int]]:
    """Where each piece of code begins and ends; every line of it is a block."""
    found: list[tuple[int, int]] = []
    block = document.begin()
    while block.isValid():
        if block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence):
            goes_on = bool(found) and found[-1][1] + 1 == block.position()
            first = found.pop()[0] if goes_on else block.position()
            found.append((first, block.position() + block.length() - 1))
        block = block.next()
    return found


def _panel(tokens: Tokens) -> QTextFrameFormat:
    """A quiet ground behind code, as wide as the text."""
    shape = QTextFrameFormat()
    shape.setProperty(_HOLDS_CODE, True)
    shape.setBackground(QBrush(tokens.colour("raised")))
    shape.setBorder(0)
    shape.setPadding(fonts.scaled(10))
    shape.setBottomMargin(fonts.scaled(9))
    return shape


def _code_format(tokens: Tokens) -> QTextCharFormat:
    result = QTextCharFormat()
    font = fonts.monospace()
    font.setPointSizeF(fonts.points() * _CODE)
    result.setFont(font)
    result.setForeground(QBrush(tokens.colour("text")))
    return result


def _dress_words(cursor: QTextCursor, start: int, end: int, level: int, tokens: Tokens) -> None:
    position = start
    while position < end:
        cursor.setPosition(position + 1)
        given = cursor.charFormat()
        last = position + 1
        while last < end:
            cursor.setPosition(last + 1)
            if cursor.charFormat() != given:
                break
            last += 1
        cursor.setPosition(position)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(_words_format(given, level, tokens, cursor.selectedText().isascii()))
        position = last


def _words_format(given: QTextCharFormat, level: int, tokens: Tokens, latin: bool) -> QTextCharFormat:
    result = QTextCharFormat()
    factor = _HEADINGS[level][0] if level in _HEADINGS else 1.0
    strong = level in _HEADINGS or given.fontWeight() > QFont.Weight.Normal
    if given.fontFixedPitch():
        font = fonts.monospace()
        font.setPointSizeF(fonts.points() * factor * _CODE)
        result.setBackground(QBrush(tokens.colour("raised")))
    else:
        font = fonts.font(strong=strong and latin)
        if strong and not latin:
            # Fonts for Hangul have a bold face, and none between it and the regular one.
            font.setWeight(QFont.Weight.Bold)
        font.setPointSizeF(fonts.points() * factor)
        font.setItalic(given.fontItalic())
    result.setFont(font)
    result.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    if given.isAnchor():
        result.setForeground(QBrush(tokens.colour("link")))
        result.setFontUnderline(False)
    else:
        result.setForeground(QBrush(tokens.colour("text")))
    return result


def _dress_table(table: QTextTable, tokens: Tokens) -> None:
    shape = table.format()
    shape.setBorderCollapse(True)
    shape.setBorder(1)
    shape.setBorderBrush(QBrush(tokens.colour("hairline")))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setCellPadding(fonts.scaled(5))
    shape.setCellSpacing(0)
    shape.setTopMargin(fonts.scaled(4))
    shape.setBottomMargin(fonts.scaled(12))
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
