"""Lines that were added and removed, as a unified diff, to read and to copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from studio.look.theme import current_theme
from studio.widgets.code_text import CodeText

_COLOURS = {"+": "right", "-": "wrong", "@": "accent"}
"""The theme's token of a line, by its first sign; the sign itself says the same without a colour."""
_MOST_LINES = 12


class DiffView(CodeText):
    """As tall as its lines, up to a dozen. Its owner names it for those who cannot see it. No signals of its own."""

    def __init__(self, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("\n".join(lines), parent, lines=_MOST_LINES)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._colours = _Colours(self.document())


class _Colours(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        current_theme().changed.connect(self._recolour)

    def highlightBlock(self, text: str) -> None:
        named = text.startswith(("+++", "---"))
        token = "muted" if named else _COLOURS.get(text[:1], "text")
        form = QTextCharFormat()
        form.setForeground(current_theme().tokens.colour(token))
        self.setFormat(0, len(text), form)

    @Slot(object)
    def _recolour(self, tokens: object) -> None:
        self.rehighlight()
