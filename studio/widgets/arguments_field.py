"""A line edit for the arguments of a call: ``side = 32, mean = (0.5, 0.5)``."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from studio.widgets.line_field import LineField


class ArgumentsField(LineField):
    """Names with plain values, as Python writes them in a call. Signals: those of `LineField`.

    A value that a recipe cannot hold, such as a tuple or None, is kept as the text of its literal.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__({}, parent)

    def _read(self, text: str) -> dict[str, Any]:
        try:
            call = ast.parse(f"call({text}\n)", mode="eval").body
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.args:
                raise ValueError(text)
            values = {each.arg: _plain(ast.literal_eval(each.value)) for each in call.keywords}
            if None in values or len(values) < len(call.keywords):
                raise ValueError(text)
            return {str(name): value for name, value in values.items()}
        except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
            raise ValueError(text) from error

    def text_of(self, value: Mapping[str, Any]) -> str:
        return ", ".join(f"{name} = {each!r}" for name, each in value.items())

    def _explain(self, problem: Any) -> str:
        return self.tr("Write name = value, with commas between them, and texts in quotes.")


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list) and all(isinstance(each, bool | int | float | str) for each in value):
        return value
    return repr(value)
