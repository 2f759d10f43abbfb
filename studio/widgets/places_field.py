"""A line edit for the numbers of some of many things, as in ``0, 3-5``."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from studio.widgets.line_field import LineField

_MOST = 10_000


class PlacesField(LineField):
    """Numbers from 0 up to below ``count``; ``value`` is a tuple of them, in the order and as often as typed.

    With ``spans`` some in a row may be written as ``3-5``; without they are the indices of one place, as in ``3, 17``.

    Signals: those of `LineField`.
    """

    def __init__(self, parent: QWidget | None = None, *, spans: bool = True) -> None:
        self.count = 1
        self._spans = spans
        super().__init__((), parent)

    def set_count(self, count: int) -> None:
        """Take numbers below ``count`` from now on; a value that has others gives way to the first of all."""
        self.count = count
        if any(place >= count for place in self.value):
            self.set_value((0,))

    def _read(self, text: str) -> tuple[int, ...]:
        found: list[int] = []
        for part in text.replace(",", " ").replace(" - ", "-").replace("–", "-").split():
            first, dash, last = part.partition("-")
            if dash and not self._spans:
                raise ValueError("span")
            begin = int(first)
            end = int(last) if dash else begin
            if not 0 <= begin <= end or end >= self.count:
                raise ValueError("range")
            if end - begin >= _MOST:
                raise ValueError("many")
            found += range(begin, end + 1)
        if not found:
            raise ValueError("empty")
        return tuple(found)

    def text_of(self, value: tuple[int, ...]) -> str:
        """The text that reads back as ``value``: neighbours in a row are written as ``3-5``."""
        parts: list[list[int]] = []
        for place in value:
            if self._spans and parts and place == parts[-1][-1] + 1:
                parts[-1].append(place)
            else:
                parts.append([place])
        return ", ".join(f"{part[0]}-{part[-1]}" if len(part) > 2 else ", ".join(map(str, part)) for part in parts)

    def _explain(self, problem: ValueError) -> str:
        match str(problem):
            case "range":
                return self.tr("Numbers run from 0 to {last}.").format(last=f"{self.count - 1:,}")
            case "many":
                return self.tr("At most {most} at a time.").format(most=f"{_MOST:,}")
            case _ if not self._spans:
                return self.tr("Not valid indices. Write them like this: 3, 17.")
            case _:
                return self.tr("Write numbers like this: 0, 3-5.")
