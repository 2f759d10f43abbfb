"""How a number field reads, writes and steps numbers; no Qt, so that each rule is tested by itself."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Reason = Literal["empty", "not-a-number", "not-whole", "comma", "too-small", "too-large"]

_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+$")
_SMALLEST_EXPONENT = -6
_PLAIN_FROM, _PLAIN_BELOW = 1e-2, 1e6


class NumberError(ValueError):
    """A text is not a number of the kind that is asked for; ``reason`` says why not."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class NumberRules:
    """What a field takes: whole numbers or not, from where to where, and how it steps.

    ``open_minimum`` and ``open_maximum`` exclude the bound itself; ``logarithmic`` steps by factors (1, 2, 5
    for fractions, powers of two for whole numbers), otherwise ``step`` is added; ``zero`` is a word for 0
    (``"off"``).
    """

    whole: bool = False
    minimum: float | None = None
    maximum: float | None = None
    open_minimum: bool = False
    open_maximum: bool = False
    step: float = 1.0
    logarithmic: bool = False
    zero: str = ""

    def parse(self, text: str, suffix: str = "") -> int | float:
        """Return the number that ``text`` says; a typed ``suffix`` and spaces are allowed.

        A comma may part the thousands of a whole number. Anywhere else it could be a decimal comma (``1,500`` is
        1500 to one reader and 1.5 to another), and is refused.

        Raises:
            NumberError: the text says no number, or one that these rules do not take.
        """
        words = text.strip()
        if suffix:
            words = words.removesuffix(suffix).strip()
        if not words:
            raise NumberError("empty")
        if self.zero and words.casefold() == self.zero.casefold():
            words = "0"
        words = words.replace(" ", "").replace("−", "-")
        if self.whole and _THOUSANDS.match(words):
            words = words.replace(",", "")
        if "," in words and _is_number(words.replace(",", "")):
            raise NumberError("comma")
        value = self._read(words)
        self._check_range(value)
        return value

    def write(self, value: int | float) -> str:
        """Return the shortest text that reads back as ``value``: ``64``, ``65,536``, ``0.25``, ``3e-4``, ``off``."""
        if value == 0:
            return self.zero or "0"
        if self.whole:
            return f"{int(value):,}"
        number = Decimal(repr(float(value))).normalize()
        if _PLAIN_FROM <= abs(value) < _PLAIN_BELOW:
            return format(number, "f")
        sign, digits, exponent = number.as_tuple()
        mantissa = "".join(map(str, digits))
        power = int(exponent) + len(mantissa) - 1
        mantissa = mantissa[0] + ("." + mantissa[1:] if len(mantissa) > 1 else "")
        return f"{'-' if sign else ''}{mantissa}e{power}"

    def stepped(self, value: int | float, steps: int) -> int | float:
        """Return ``value`` moved by ``steps`` (negative: down), held inside the range."""
        if not self.logarithmic:
            return self._held(value, value + steps * self.step)
        for _ in range(abs(steps)):
            value = self._held(value, self._next(value) if steps > 0 else self._previous(value))
        return value

    def _read(self, words: str) -> int | float:
        try:
            exact = Decimal(words)
        except ArithmeticError:
            raise NumberError("not-a-number") from None
        if not exact.is_finite() or not math.isfinite(float(exact)):
            raise NumberError("not-a-number")
        if not self.whole:
            return float(exact)
        if exact.adjusted() > 18:
            raise NumberError("too-large" if exact > 0 else "too-small")
        if exact != exact.to_integral_value():
            raise NumberError("not-whole")
        return int(exact)

    def _check_range(self, value: int | float) -> None:
        low, high = self.minimum, self.maximum
        if low is not None and (value < low or (self.open_minimum and value == low)):
            raise NumberError("too-small")
        if high is not None and (value > high or (self.open_maximum and value == high)):
            raise NumberError("too-large")

    def _held(self, old: int | float, new: int | float) -> int | float:
        """Return ``new`` inside the range, or ``old`` where that would be an excluded bound."""
        if self.minimum is not None:
            new = max(new, self.minimum)
        if self.maximum is not None:
            new = min(new, self.maximum)
        try:
            self._check_range(new)
        except NumberError:
            return old
        return round(new) if self.whole else float(Decimal(repr(float(f"{new:.12g}"))))

    def _next(self, value: int | float) -> float:
        if self.whole:
            return 2 ** math.floor(math.log2(value) + 1) if value >= 1 else 1
        if value < 10.0**_SMALLEST_EXPONENT:
            return 10.0**_SMALLEST_EXPONENT
        return min(rung for rung in _rungs(value) if rung > value * (1 + 1e-9))

    def _previous(self, value: int | float) -> float:
        if self.whole:
            return 2 ** math.ceil(math.log2(value) - 1) if value > 1 else 0
        if value <= 10.0**_SMALLEST_EXPONENT:
            return 0.0
        return max(rung for rung in _rungs(value) if rung < value * (1 - 1e-9))


def _is_number(words: str) -> bool:
    try:
        return Decimal(words).is_finite()
    except ArithmeticError:
        return False


def _rungs(value: float) -> list[float]:
    """Return the numbers 1, 2 and 5 times a power of ten around ``value``."""
    power = math.floor(math.log10(value))
    return [float(f"{lead}e{exponent}") for exponent in (power - 1, power, power + 1) for lead in (1, 2, 5)]
