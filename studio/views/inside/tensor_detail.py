"""One tensor in full: its values, how often they lie where, how it moved over the steps, and every fact of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.views.inside.numbers import exact, short
from studio.views.inside.tensor_values import TensorValues
from studio.widgets.choice_field import ChoiceField
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.fact_list import FactList
from studio.widgets.histogram import Histogram
from studio.widgets.icon_button import IconButton
from studio.widgets.small_curves import SmallCurves
from trainer_core.protocol.tensors import TensorDescribed, TensorPoint, TensorsCompared
from trainer_core.protocol.weights_report import TensorStatistics


class TensorDetail(Retranslated, QWidget):
    """What is known of the chosen tensor; ``values`` are its numbers.

    Signals:
        compare_asked(object): a person wants this tensor beside it; an empty name: none.
        pin_asked(bool): the history of the tensor is to be kept from now on, or no longer.
        copy_asked(): a person wants it as Python.
    """

    compare_asked = Signal(object)
    pin_asked = Signal(bool)
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tensorDetail")
        self.shown: TensorDescribed | None = None
        self._compared: TensorsCompared | None = None
        self._history: tuple[TensorPoint, ...] = ()
        self.title = ElidedLabel("", self, Qt.TextElideMode.ElideMiddle)
        self.pin_button, self.copy_button = IconButton("pin", "", self), IconButton("copy", "", self)
        self.pin_button.setCheckable(True)
        self.against = ChoiceField(self)
        self.note, self.difference = QLabel(self), QLabel(self)
        self.values = TensorValues(self)
        self.histogram, self.histogram_words = Histogram(self), QLabel(self)
        self.curve, self.curve_words = SmallCurves(self), QLabel(self)
        self.facts = FactList(self)
        for widget, name in (
            (self.title, "tensorTitle"),
            (self.pin_button, "tensorPinButton"),
            (self.copy_button, "tensorCopyButton"),
            (self.against, "tensorCompare"),
            (self.difference, "tensorDifference"),
            (self.histogram, "tensorHistogram"),
            (self.curve, "tensorHistory"),
            (self.facts, "tensorFacts"),
        ):
            widget.setObjectName(name)
        self._arrange()
        self.copy_button.clicked.connect(self.copy_asked)
        self.pin_button.toggled.connect(self.pin_asked)
        self.against.value_changed.connect(self.compare_asked)
        self.retranslate()

    def begin(self, name: str, pinned: bool) -> None:
        """Another tensor is chosen, of which nothing is known yet."""
        self.shown, self._compared, self._history = None, None, ()
        self.against.set_value("")
        self._set_pinned(pinned)
        self.values.begin()
        self._show()
        self.title.setText(name)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these tensors to compare with."""
        self.against.set_choices(("", *names), (self.tr("Compare with…"), *names))
        self.against.set_value(self.against.value if self.against.value in names else "")

    def show_tensor(self, described: TensorDescribed) -> None:
        """Show this tensor."""
        self.shown = described
        self.values.show_tensor(described)
        self._show()

    def show_comparison(self, compared: TensorsCompared | None) -> None:
        """Show a second tensor beside it."""
        self._compared = compared
        self.values.show_comparison(compared)
        self._show()

    def show_history(self, points: tuple[TensorPoint, ...], pinned: bool) -> None:
        """Show its norm over the steps in which the run stood."""
        self._history = points
        self._set_pinned(pinned)
        self._show_history()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.pin_button.set_name(self.tr("Keep the history of this tensor over the steps"))
        self.copy_button.set_name(self.tr("Copy the values as Python"))
        self.against.setAccessibleName(self.tr("Compare with another tensor"))
        if self.against.count():
            self.against.setItemText(0, self.tr("Compare with…"))
        self.histogram.setAccessibleName(self.tr("Histogram of values"))
        self.curve.setAccessibleName(self.tr("Norm over the steps walked"))
        self._show()

    def _set_pinned(self, pinned: bool) -> None:
        self.pin_button.blockSignals(True)
        self.pin_button.setChecked(pinned)
        self.pin_button.blockSignals(False)

    def _show(self) -> None:
        shown = self.shown
        measured = shown.facts.statistics if shown is not None else None
        for part in (self.copy_button, self.pin_button, self.against, self.facts):
            part.setVisible(shown is not None)
        self.histogram.setVisible(measured is not None)
        self._show_history()
        self._show_difference()
        note = shown.facts.note if shown is not None else None
        self.note.setText(words(note) if note is not None else "")
        self.note.setVisible(note is not None)
        if shown is None:
            self.histogram_words.hide()
            self.title.setText(self.tr("Choose a tensor to see its values"))
            return
        self.title.setText(f"{shown.name}  {formats.shape(shown.facts.shape)}")
        if measured is not None:
            self._show_histogram(measured)
        sampled = shown.facts.sampled < shown.facts.elements and measured is not None
        self.histogram_words.setVisible(sampled)
        if sampled:
            text = self.tr("The histogram is of {count} of the values, drawn at random.")
            self.histogram_words.setText(text.format(count=formats.count(shown.facts.sampled)))
        self.facts.show_facts([*self._numbers(shown, measured), *self._kind(shown)])

    def _show_histogram(self, measured: TensorStatistics) -> None:
        low, high = measured.minimum, measured.maximum
        zero = -low / (high - low) if low < 0 < high and math.isfinite(high - low) else None
        self.histogram.set_counts(measured.histogram.tolist(), (short(low), short(high)), zero)

    def _show_difference(self) -> None:
        compared = self._compared
        self.difference.setVisible(compared is not None)
        if compared is None:
            return
        if compared.movement.same:
            self.difference.setText(self.tr("Both have the same values."))
            return
        at = "" if compared.place is None else f" [{', '.join(map(str, compared.place))}]"
        self.difference.setText(
            self.tr("Left {first}, then {second} and the difference: largest {largest}{at}, norm {norm}").format(
                first=compared.first,
                second=compared.second,
                largest=short(compared.movement.largest),
                at=at,
                norm=short(compared.movement.norm),
            )
        )

    def _show_history(self) -> None:
        points = self._history
        self.curve.setVisible(len(points) > 1)
        self.curve_words.setVisible(bool(points) and self.shown is not None)
        if not points:
            return
        norms = np.array([point.norm for point in points], dtype=np.float32)
        self.curve.show_curves(norms, np.empty(0, dtype=np.float32))
        self.curve_words.setText(
            self.tr("Norm over {count} steps: {first} … {last}").format(
                count=formats.count(len(points)), first=short(points[0].norm), last=short(points[-1].norm)
            )
        )

    def _numbers(self, shown: TensorDescribed, measured: TensorStatistics | None) -> list[tuple[str, str]]:
        facts = []
        if measured is not None:
            facts = [
                (self.tr("Smallest"), exact(measured.minimum)),
                (self.tr("Largest"), exact(measured.maximum)),
                (self.tr("Mean"), exact(measured.mean)),
                (self.tr("Std. dev."), exact(measured.std)),
                (self.tr("Norm"), exact(measured.norm)),
                (self.tr("Zeros"), formats.count(measured.zeros)),
                (self.tr("NaN, infinite"), f"{formats.count(measured.nan)}, {formats.count(measured.infinite)}"),
            ]
        if shown.change is not None:
            text = self.tr("Change since batch {batch}").format(batch=formats.count(shown.change.since + 1))
            facts.append((text, exact(shown.change.movement.norm)))
        return facts

    def _kind(self, shown: TensorDescribed) -> list[tuple[str, str]]:
        yes, no, facts = self.tr("yes"), self.tr("no"), shown.facts
        known = [
            ("dtype", facts.dtype),
            ("device", facts.device),
            (self.tr("Size"), formats.size(facts.bytes)),
            ("requires_grad", yes if facts.requires_grad else no),
            ("is_leaf", yes if facts.is_leaf else no),
            ("grad_fn", facts.grad_fn or "None"),
        ]
        if facts.strides is not None:
            known.append(("stride()", str(facts.strides)))
        if facts.contiguous is not None:
            known.append(("is_contiguous()", yes if facts.contiguous else no))
        if facts.version is not None:
            known.append((self.tr("Version counter"), str(facts.version)))
        known.append((self.tr("Shares memory with"), ", ".join(shown.shares) or self.tr("nothing at hand")))
        return known

    def _arrange(self) -> None:
        fonts.use(self.title, strong=True)
        for label in (self.note, self.difference, self.histogram_words, self.curve_words):
            label.setProperty("role", "muted")
            label.setWordWrap(True)
            fonts.use(label, "small")
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title, 1)
        for button in (self.copy_button, self.pin_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        parts: tuple[QWidget, ...] = (
            self.note, self.values, self.difference, self.histogram, self.histogram_words,
            self.curve_words, self.curve, self.against, self.facts,
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
