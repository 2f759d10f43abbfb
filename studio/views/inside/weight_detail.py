"""One chosen weight through the optimizer's step: before, gradient, state, the rule with its numbers, and after."""

from __future__ import annotations

import math

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from studio.look import fonts, formats
from studio.session.session import Session
from studio.views.inside.numbers import exact
from studio.views.inside.phase_detail import PhaseDetail
from studio.widgets.choice_field import ChoiceField
from studio.widgets.marked_field import MarkedField
from trainer_core.protocol.inside import ChooseWeight, PhaseReport, WeightReport


class _IndexField(MarkedField, QLineEdit):
    """The indices of an element, as in ``3, 17``."""


class WeightDetail(PhaseDetail):
    """A choice of the weight over a table of its numbers and the lines of the rule. No signals."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.name = ChoiceField(self)
        self.name.setObjectName("stepWeightName")
        self.index = _IndexField(self)
        self.index.setObjectName("stepWeightIndex")
        self.index.setFixedWidth(fonts.scaled(96))
        self.facts: tuple[tuple[str, str], ...] = ()
        self._weight: WeightReport | None = None
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        chosen = QHBoxLayout()
        chosen.setSpacing(8)
        chosen.addWidget(self.name, 1)
        chosen.addWidget(self.index)
        self._column.addLayout(chosen)
        self._column.addLayout(self._grid)
        self.name.value_changed.connect(self._choose)
        self.index.returnPressed.connect(self._choose)

    def summary(self, report: PhaseReport) -> str:
        weight = report.weight
        if weight is None:
            return ""
        if _to_come(weight):
            return exact(weight.before)
        return f"{exact(weight.before)} → {exact(weight.after)}"

    def show_report(self, report: PhaseReport) -> None:
        self.sentence.setText(self.tr("One weight, step by step. Choose its parameter, and its place in it:"))
        preparation = self._session.preparation
        modules = () if preparation is None else preparation.model.modules
        names = [".".join(filter(None, (module.name, own))) for module in modules for own in module.own]
        weight = self._weight = report.weight
        if weight is not None and weight.name not in names:
            names.insert(0, weight.name)
        self.name.set_choices(names, names)
        self.name.setAccessibleName(self.tr("Parameter"))
        self.index.setAccessibleName(self.tr("Index in the parameter"))
        self.index.setToolTip(self.tr("The indices of the element, as in 3, 17. Enter follows it."))
        if weight is None:
            self._show_facts([])
            return
        self.name.set_value(weight.name)
        if not self.index.hasFocus():
            self.index.setText(", ".join(map(str, weight.index)))
        facts = [
            (self.tr("before"), exact(weight.before)),
            (self.tr("gradient"), exact(weight.gradient)),
            *((name, _change(before, after, to_come=_to_come(weight))) for name, before, after in weight.state),
        ]
        for formula, numbers in zip(weight.formula, weight.numbers, strict=True):
            facts.append(("", f"{formula}\n{numbers}"))
        if not _to_come(weight):
            facts.append((self.tr("after"), exact(weight.after)))
        self._show_facts(facts)

    def _show_facts(self, facts: list[tuple[str, str]]) -> None:
        self.facts = tuple(facts)
        while len(self._labels) < len(facts):
            name, value = QLabel(self), QLabel(self)
            name.setProperty("role", "muted")
            value.setWordWrap(True)
            fonts.use(name, "small")
            self._grid.addWidget(name, len(self._labels), 0)
            self._grid.addWidget(value, len(self._labels), 1)
            self._labels.append((name, value))
        for row, (name, value) in enumerate(self._labels):
            there = row < len(facts)
            name.setVisible(there)
            value.setVisible(there)
            if there:
                name.setText(facts[row][0])
                self._grid.removeWidget(value)
                wide = not facts[row][0]  # a line of the rule has the whole width
                self._grid.addWidget(value, row, 0 if wide else 1, 1, 2 if wide else 1)
                name.setVisible(not wide)
                value.setText(facts[row][1])
                value.setFont(fonts.monospace())

    @Slot()
    def _choose(self, value: object = None) -> None:
        """Follow the weight that is named; a new parameter begins at its first element."""
        try:
            index = tuple(int(part) for part in self.index.text().replace(",", " ").split())
        except ValueError:
            self.index.set_error(self.tr("Not valid indices. Write them like this: 3, 17."))
            return
        self.index.set_error("")
        other = self._weight is not None and self.name.value != self._weight.name
        self._session.post(ChooseWeight(self.name.value, () if other else index))


def _to_come(weight: WeightReport) -> bool:
    """Whether the optimizer has not changed it yet; a weight that the step has made NaN is told as it is."""
    return math.isnan(weight.after) and math.isfinite(weight.before) and math.isfinite(weight.gradient)


def _change(before: float, after: float, *, to_come: bool) -> str:
    """A number of the optimizer's state; before the first step there is none."""
    if to_come:
        return formats.UNKNOWN if math.isnan(before) else exact(before)
    return exact(after) if math.isnan(before) and not math.isnan(after) else f"{exact(before)} → {exact(after)}"
