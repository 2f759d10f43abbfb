"""A number that is set by a slider or typed: while the slider is dragged it is only tried out."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from studio.look import fonts
from studio.look.numbers import NumberRules
from studio.widgets.focus import lead_to
from studio.widgets.number_field import NumberField

_NUMBER_WIDTH = 76
_PLACES = 100


class SliderField(QWidget):
    """A slider with the field of its number; both always show the same. The rules have a minimum and a maximum.

    Signals:
        value_changed(object): a person has committed another value (``set_value`` is silent).
        moved(object): the slider is being dragged, and stands at this value.
        error_changed(str): why the typed number cannot be, or an empty string once it can.
    """

    value_changed = Signal(object)
    moved = Signal(object)
    error_changed = Signal(str)

    def __init__(self, value: int | float, rules: NumberRules, suffix: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = _Slider(self)
        self.number = NumberField(value, rules, suffix, self)
        lead_to(self, self.number)
        self._step = 1.0
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.number)
        self.number.setFixedWidth(fonts.scaled(_NUMBER_WIDTH))
        self.slider.valueChanged.connect(self._slide)
        self.slider.sliderReleased.connect(self._commit)
        self.number.value_changed.connect(self._take_typed)
        self.number.error_changed.connect(self.error_changed)
        self.set_rules(rules, suffix)
        self._committed = value
        self.set_value(value)

    @property
    def error(self) -> str:
        """Why the typed number cannot be; empty while it can."""
        return self.number.error

    def set_error(self, text: str) -> None:
        """Mark the number as wrong for a reason from outside; an empty text, or the next edit, clears it."""
        self.number.set_error(text)

    def text_of(self, value: int | float) -> str:
        """The text of a number in the field."""
        return self.number.text_of(value)

    @property
    def value(self) -> int | float:
        """The number that is shown, committed or not."""
        value: int | float = self.number.value
        return value

    def set_rules(self, rules: NumberRules, suffix: str) -> None:
        """Take other numbers from now on; the slider has about a hundred places, at round numbers.

        Those of logarithmic rules are spread by factors.
        """
        self.number.set_rules(rules)
        self.number.set_suffix(suffix)
        assert rules.minimum is not None
        assert rules.maximum is not None
        self._low, self._high = float(rules.minimum), float(rules.maximum)
        if rules.logarithmic:
            assert self._low > 0
            self._set_places(0, _PLACES)
            return
        self._step = 1.0 if rules.whole else _round_step((rules.maximum - rules.minimum) / _PLACES)
        first = math.ceil(round(rules.minimum / self._step, 6))
        if rules.open_minimum and first * self._step <= rules.minimum:
            first += 1
        self._set_places(first, math.floor(round(rules.maximum / self._step, 6)))

    def set_value(self, value: int | float) -> None:
        """Show a value without a signal."""
        self._committed = value
        self.number.set_value(value)
        self._place()

    def stops(self) -> tuple[QWidget, ...]:
        """The widgets that Tab goes through, in their order."""
        return self.slider, self.number

    def set_name(self, name: str, tip: str) -> None:
        """Set what a screen reader says, and the tool tip."""
        self.number.setAccessibleName(name)
        self.slider.setAccessibleName(name)
        for part in (self.number, self.slider):
            part.setToolTip(tip)

    def _set_places(self, first: int, last: int) -> None:
        self.slider.blockSignals(True)
        self.slider.setRange(first, last)
        self.slider.setPageStep(max(1, (last - first) // 10))
        self.slider.blockSignals(False)

    def _place(self) -> None:
        place = self.value / self._step
        if self.number.rules.logarithmic:
            place = _PLACES * math.log(self.value / self._low) / math.log(self._high / self._low)
        self.slider.blockSignals(True)
        self.slider.setValue(round(place))
        self.slider.blockSignals(False)

    def _value_at(self, place: int) -> float:
        if not self.number.rules.logarithmic:
            return round(place * self._step, 9)
        exact = self._low * (self._high / self._low) ** (place / _PLACES)
        return min(self._high, max(self._low, float(f"{exact:.2g}")))

    @Slot(int)
    def _slide(self, place: int) -> None:
        exact = self._value_at(place)
        self.number.set_error("")
        self.number.set_value(int(exact) if self.number.rules.whole else exact)
        if self.slider.isSliderDown():
            self.moved.emit(self.value)
        else:
            self._commit()

    @Slot()
    def _commit(self) -> None:
        if self.value != self._committed:
            self._committed = self.value
            self.value_changed.emit(self.value)

    @Slot(object)
    def _take_typed(self, value: object) -> None:
        self._place()
        self._commit()


class _Slider(QSlider):
    """Leaves the wheel to the scroll area around it until it has the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setMinimumWidth(40)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, … times a power of ten that is at least ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * 0.999)
