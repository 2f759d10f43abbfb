"""A line edit for a short list of numbers (``512, 512``), which says what is wrong with what was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from studio.look.numbers import NumberError, NumberRules
from studio.widgets.line_field import LineField


class ListField(LineField):
    """Numbers with commas or spaces between them; an empty text is the empty list.

    Signals: those of `LineField`.
    """

    def __init__(
        self,
        value: Sequence[float] = (),
        rules: NumberRules | None = None,
        length: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``value``; each number obeys ``rules``, and ``length`` numbers are needed unless it is 0."""
        super().__init__(list(value), parent)
        self._rules = rules or NumberRules()
        self._length = length
        self._show_value()

    @property
    def value(self) -> list[float]:
        """The last committed list."""
        return list(self._value)

    def set_value(self, value: Sequence[float]) -> None:
        """Show a list without a signal; the list that already holds leaves a text in progress alone."""
        super().set_value(list(value))

    def set_rules(self, rules: NumberRules) -> None:
        """Take other numbers from now on."""
        self._rules = rules

    def _read(self, text: str) -> list[float]:
        words = text.strip(" []()")
        if comma := self._decimal_comma(words):
            raise _WrongItem(comma, "comma")
        numbers = []
        for word in filter(None, re.split(r"[,;\s]+", words)):
            try:
                numbers.append(self._rules.parse(word))
            except NumberError as error:
                raise _WrongItem(word, error.reason) from None
        if self._length and len(numbers) != self._length:
            raise _WrongItem(str(self._length), "length")
        return numbers

    def _decimal_comma(self, words: str) -> str:
        """Return the first ``0,5`` of ``words``: the comma in it is meant for a point, or may be."""
        for word in re.split(r"[;\s]+", words):
            first, comma, rest = word.strip(",").partition(",")
            plain = first.lstrip("+-").isdigit() and rest.isdigit()
            if comma and plain and (first.lstrip("+-") == "0" or not self._rules.whole):
                return word.strip(",")
        return ""

    def text_of(self, value: Sequence[float]) -> str:
        return ", ".join(self._rules.write(number).replace(",", "") for number in value)

    def _explain(self, problem: _WrongItem) -> str:
        rules, item = self._rules, problem.item
        low = "" if rules.minimum is None else rules.write(rules.minimum)
        high = "" if rules.maximum is None else rules.write(rules.maximum)
        match problem.reason:
            case "length":
                return self.tr("The list must have exactly {count} values.").format(count=item)
            case "comma":
                return self.tr("“{item}” is not clear. Write the list like 0.9, 0.99.").format(item=item)
            case "not-whole":
                return self.tr("{item} must be a whole number.").format(item=item)
            case "too-small" if rules.open_minimum:
                return self.tr("{item} must be greater than {bound}.").format(item=item, bound=low)
            case "too-small":
                return self.tr("{item} must be at least {bound}.").format(item=item, bound=low)
            case "too-large" if rules.open_maximum:
                return self.tr("{item} must be less than {bound}.").format(item=item, bound=high)
            case "too-large":
                return self.tr("{item} must be at most {bound}.").format(item=item, bound=high)
            case _ if rules.whole:
                return self.tr("“{item}” is not a number. Write the list like 512, 256.").format(item=item)
            case _:
                return self.tr("“{item}” is not a number. Write the list like 0.9, 0.99.").format(item=item)


class _WrongItem(ValueError):  # noqa: N818 - it is caught where it is raised and never an error of the program
    def __init__(self, item: str, reason: str) -> None:
        super().__init__(reason)
        self.item = item
        self.reason = reason
