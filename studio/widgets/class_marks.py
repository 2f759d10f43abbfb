"""The mark of each class in a plot: a colour and a form that no two classes share, and the same as a character."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QColor

from studio.look.theme import Tokens
from studio.widgets.plot_items import SYMBOLS, colour_of

_CLASSES = 8

SIGNS = {"o": "●", "s": "■", "t1": "▲", "d": "◆", "t": "▼", "x": "✕", "+": "✚", "p": "⬟", "h": "⬢"}
"""The marks of classes as characters."""


def class_colour(tokens: Tokens, number: int) -> QColor:
    """The colour of class ``number``."""
    return colour_of(tokens, number % _CLASSES + 1)


def class_symbol(number: int) -> str:
    """The mark of class ``number``: no two classes share both it and the colour."""
    return SYMBOLS[number % len(SYMBOLS)]


def sign(colour: QColor, mark: str, name: str) -> str:
    """An entry of a legend in rich text: a coloured character, and what it stands for."""
    return f'<span style="color:{colour.name()}">{mark}</span>&nbsp;{escape(name)}'
