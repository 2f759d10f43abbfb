"""A line edit for one number, which says what is wrong with what was typed and never throws it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.look import fonts
from studio.look.numbers import NumberError, NumberRules, Reason
from studio.look.theme import current_theme, set_state

_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 10,
    Qt.Key.Key_PageDown: -10,
}
_PAGE_OF_RUNGS = 3
_SIDE = 8


class NumberField(QLineEdit):
    """A number with its unit inside the field at the right.

    Enter or leaving the field commits; up, down, the page keys and, only while it has the focus, the wheel
    step; Escape brings back the last committed number. While the text is invalid the dynamic property
    ``invalid`` is ``"true"``, the tool tip and ``error`` tell why, and ``value`` stays as it was.

    Signals:
        value_changed(object): a valid number, int or float, other than the last, was committed by a person.
        error_changed(str): why the text is invalid, or an empty string once it is not.
    """

    value_changed = Signal(object)
    error_changed = Signal(str)

    def __init__(
        self,
        value: int | float = 0,
        rules: NumberRules | None = None,
        suffix: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rules = rules or NumberRules()
        self._suffix = ""
        self._value = value
        self._error = ""
        self._reason: Reason | None = None
        self._tip = ""
        self._wheel = 0
        self.set_suffix(suffix)
        self.setText(self._rules.write(value))
        self.textEdited.connect(self._forgive)
        self.returnPressed.connect(self.commit)

    @property
    def value(self) -> int | float:
        """The last committed number."""
        return self._value

    @property
    def rules(self) -> NumberRules:
        """What the field takes."""
        return self._rules

    @property
    def error(self) -> str:
        """Why the text is invalid; empty while it is not."""
        return self._error

    def set_value(self, value: int | float) -> None:
        """Show a number without a signal; the number that already holds leaves a text in progress alone."""
        if value == self._value and (self.isModified() or self._error):
            return
        self._value = value
        self._show_value()

    def set_rules(self, rules: NumberRules) -> None:
        """Take other numbers from now on; the text stays, and is judged anew."""
        untouched = self.text() == self._rules.write(self._value)
        self._rules = rules
        if untouched:
            self.setText(rules.write(self._value))
        self._judge()

    def set_suffix(self, suffix: str) -> None:
        """Set the unit that is drawn inside the field."""
        self._suffix = suffix
        room = QFontMetricsF(fonts.font("small")).horizontalAdvance(suffix) + _SIDE if suffix else 0
        self.setTextMargins(0, 0, round(room), 0)
        self.update()

    def set_error(self, text: str) -> None:
        """Mark the field as wrong for a reason from outside; an empty text, or the next edit, clears it."""
        self._reason = None
        self._set_error(text)

    def setToolTip(self, text: str) -> None:
        self._tip = text
        super().setToolTip(self._error or text)

    @Slot()
    def commit(self) -> bool:
        """Take the text as the value if it is valid, otherwise mark it; return whether it was valid."""
        number = self._judge()
        if number is None:
            return False
        if self.isModified() or self.text() != self._rules.write(number):
            self._take(number)
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._reason is not None:
            self._set_error(self._explain(self._reason))
        elif event.type() == QEvent.Type.FontChange:
            self.set_suffix(self._suffix)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.isModified():
            self.commit()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = _STEPS.get(Qt.Key(event.key()))
        if steps is not None:
            if abs(steps) > 1 and self._rules.logarithmic:
                steps = _PAGE_OF_RUNGS if steps > 0 else -_PAGE_OF_RUNGS
            self._step(steps)
        elif event.key() == Qt.Key.Key_Escape and (self.isModified() or self._error):
            self._show_value()
        else:
            super().keyPressEvent(event)

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

    @Slot()
    def _forgive(self) -> None:
        """Drop the mark as soon as a person has mended the text; a new one waits until they are done."""
        if self._reason is None:
            self._set_error("")
            return
        try:
            self._rules.parse(self.text(), self._suffix)
        except NumberError:
            return
        self.set_error("")

    def _judge(self) -> int | float | None:
        try:
            number = self._rules.parse(self.text(), self._suffix)
        except NumberError as error:
            self._reason = error.reason
            self._set_error(self._explain(error.reason))
            return None
        if self._reason is not None:
            self.set_error("")
        return number

    def _step(self, steps: int) -> None:
        if self.isReadOnly():
            return
        number = self._judge()
        if number is not None:
            self._take(self._rules.stepped(number, steps))

    def _take(self, number: int | float) -> None:
        changed = number != self._value
        self._value = number
        self._show_value()
        if changed:
            self.value_changed.emit(number)

    def _show_value(self) -> None:
        self.setText(self._rules.write(self._value))
        self.setModified(False)
        self.set_error("")

    def _set_error(self, text: str) -> None:
        if text == self._error:
            return
        self._error = text
        super().setToolTip(text or self._tip)
        self.setAccessibleDescription(text)
        set_state(self, invalid="true" if text else "false")
        self.error_changed.emit(text)

    def _explain(self, reason: Reason) -> str:
        rules = self._rules
        low = "" if rules.minimum is None else rules.write(rules.minimum)
        high = "" if rules.maximum is None else rules.write(rules.maximum)
        match reason:
            case "empty":
                return self.tr("A number is needed here.")
            case "not-a-number":
                return self.tr("This is not a number. Write it like 0.01 or 1e-2.")
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
