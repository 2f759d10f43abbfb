"""The field for each kind of plain value: one place that says which widget edits a number, a choice or a literal."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from studio.look.numbers import NumberRules
from studio.widgets.arguments_field import ArgumentsField
from studio.widgets.check_field import CheckField
from studio.widgets.choice_field import ChoiceField
from studio.widgets.line_field import LiteralField, TextField, TextsField
from studio.widgets.list_field import ListField
from studio.widgets.number_field import NumberField

PlainField = NumberField | ListField | CheckField | ChoiceField | LiteralField | TextField | TextsField | ArgumentsField
"""All have a ``value``, ``set_value``, ``error`` and the signal ``value_changed``."""


def plain_field(kind: str, rules: NumberRules, parent: QWidget, *, unit: str = "", length: int = 0) -> PlainField:
    """The field for values of ``kind``, a word of a recipe's schema; what has no field of its own is typed as a text.

    ``rules`` are those of a number, or of each in a list, which has ``length`` of them, or any number for 0.
    """
    match kind:
        case "int" | "float":
            return NumberField(0, rules, unit, parent)
        case "ints" | "floats":
            return ListField((), rules, length, parent)
        case "bool":
            return CheckField(parent)
        case "choice":
            return ChoiceField(parent)
        case "literal":
            return LiteralField(parent)
        case "texts":
            return TextsField(parent)
        case "arguments":
            return ArgumentsField(parent)
        case _:
            return TextField(parent)
