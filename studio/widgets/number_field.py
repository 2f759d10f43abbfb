"""A line edit for one number, which says what is wrong with what was typed and never throws it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.numbers import NumberError, NumberRules
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.line_field import LineField

_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 10,
    Qt.Key.Key_PageDown: -10,
}
_PAGE_OF_RUNGS = 3
_SIDE = 8


class NumberField(LineField):
    """A number with its unit inside the field at the right; ``value`` is an int or a float, or None until one is given.

    Up, down, the page keys and, only while the field has the focus, the wheel step the number.

    Signals: those of `LineField`.
    """

    def __init__(
        self,
        value: int | float = 0,
        rules: NumberRules | None = None,
        suffix: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(value, parent)
        self._rules = rules or NumberRules()
        self._suffix = ""
        self._wheel = 0
        self.set_suffix(suffix)
        self._show_value()

    @property
    def rules(self) -> NumberRules:
        """What the field takes."""
        return self._rules

    def set_rules(self, rules: NumberRules) -> None:
        """Take other numbers from now on; the text stays, and is judged anew."""
        untouched = self.text() == self.text_of(self._value)
        self._rules = rules
        if untouched:
            self.setText(self.text_of(self._value))
        if self._value is not None:
            self._judge()

    def set_suffix(self, suffix: str) -> None:
        """Set the unit that is drawn inside the field."""
        self._suffix = suffix
        room = QFontMetricsF(fonts.font("small")).horizontalAdvance(suffix) + _SIDE if suffix else 0
        self.setTextMargins(0, 0, round(room), 0)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.set_suffix(self._suffix)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = _STEPS.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
            return
        if abs(steps) > 1 and self._rules.logarithmic:
            steps = _PAGE_OF_RUNGS if steps > 0 else -_PAGE_OF_RUNGS
        self._step(steps)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus() or self.isReadOnly():
            event.ignore()
            return
        self._wheel += event.angleDelta().y()
        notches = int(self._wheel / 120)
        self._wheel -= notches * 120
        if notches:
            self._step(notches)
        event.accept()

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._suffix or (self._rules.zero and self.text() == self._rules.zero):
            return
        with QPainter(self) as painter:
            painter.setFont(fonts.font("small"))
            token = "muted" if self.isEnabled() else "disabled_text"
            painter.setPen(current_theme().tokens.colour(token))
            place = QRect(self.rect()).adjusted(0, 0, -_SIDE - 1, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._suffix)

    def _step(self, steps: int) -> None:
        if not self.isReadOnly() and self._judge():
            self._take(self._rules.stepped(self._read(self.text()), steps))

    def _read(self, text: str) -> int | float:
        return self._rules.parse(text, self._suffix)

    def text_of(self, value: int | float | None) -> str:
        return "" if value is None else self._rules.write(value)

    def _explain(self, problem: NumberError) -> str:
        rules = self._rules
        low = "" if rules.minimum is None else rules.write(rules.minimum)
        high = "" if rules.maximum is None else rules.write(rules.maximum)
        match problem.reason:
            case "empty":
                return self.tr("A number is needed here.")
            case "not-a-number" | "comma" if rules.whole:
                return self.tr("This is not a whole number. Write it like 64 or 60,000.")
            case "not-a-number":
                return self.tr("This is not a number. Write it like 0.01 or 1e-2.")
            case "comma":
                return self.tr("A comma is not clear here. Write it like 0.01.")
            case "not-whole":
                return self.tr("This must be a whole number.")
            case "too-small" if rules.open_minimum:
                return self.tr("This must be greater than {bound}.").format(bound=low)
            case "too-small":
                return self.tr("This must be at least {bound}.").format(bound=low)
            case "too-large" if rules.open_maximum:
                return self.tr("This must be less than {bound}.").format(bound=high)
            case _:
                return self.tr("This must be at most {bound}.").format(bound=high)
