"""A line edit for a short text, with the same face as the other fields of a form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from studio.widgets.line_field import LineField


class TextField(LineField):
    """A text; every text is valid. Signals: those of `LineField`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)

    def _read(self, text: str) -> str:
        return text

    def text_of(self, value: str) -> str:
        return value
