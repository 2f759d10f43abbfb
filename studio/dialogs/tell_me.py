"""Asks by which ways a person is told of what: a table of rules and ways, each of which can be tried."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts
from studio.look.messages import words
from studio.look.numbers import NumberRules
from studio.look.theme import set_state
from studio.session.tell_rules import RULES, Target, TellRules, Way
from studio.widgets.choice_field import ChoiceField
from studio.widgets.number_field import NumberField
from studio.widgets.sentence_label import SentenceLabel
from trainer_core.errors import TrainerError
from trainer_core.runs.run_report import Happening
from trainer_core.runs.webhook import check_url
from trainer_core.tasks import Form, metric_of

_WIDTH, _LINES = 620, 2
_LONGEST_MINUTES = 24 * 60


class TellMeDialog(QDialog):
    """Four rules, three ways, the address of the webhook, and a button to try each way.

    Signals: Qt's ``accepted`` and ``rejected``, and
        try_asked(str, str): this `Way` is to be tried, with this address; `show_outcome` says how it went.
    """

    try_asked = Signal(str, str)

    def __init__(
        self,
        rules: TellRules,
        url: str,
        metrics: Sequence[tuple[str, str]],
        *,
        hides_address: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``metrics`` are those that a run has, as (column, title); on stage the address is hidden."""
        super().__init__(parent)
        self.setObjectName("tellMeDialog")
        self.setWindowTitle(self.tr("Notify me"))
        self.boxes = {(rule, way): QCheckBox(self) for rule in RULES for way in Way}
        self.minutes = NumberField(
            rules.stalled_minutes, NumberRules(minimum=0, open_minimum=True, maximum=_LONGEST_MINUTES), "", self
        )
        self.measure = ChoiceField(self)
        self.side = ChoiceField(self)
        self.value = NumberField(0.0, NumberRules(logarithmic=False, step=0.01), "", self)
        self.address = QLineEdit(url, self)
        self.try_buttons = {way: QPushButton(self.tr("Try it"), self) for way in Way}
        self.outcome = SentenceLabel(_LINES, self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.save_button = QPushButton(self.tr("Save"), self)
        self._show(rules, metrics)
        self._name(hides_address)
        self._arrange()
        self.measure.value_changed.connect(self._show_unit)
        for way, button in self.try_buttons.items():
            button.clicked.connect(lambda _checked=False, way=way: self._try(way))
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._take)

    @property
    def wanted(self) -> tuple[TellRules, str]:
        """The rules and the address that stand in the dialog."""
        value = float(self.value.value) / self._unit
        ways = frozenset(cell for cell, box in self.boxes.items() if box.isChecked())
        target = Target(self.measure.value, self.side.value == "at_least", value)
        return TellRules(ways, float(self.minutes.value), target), self.address.text().strip()

    def ask(self) -> tuple[TellRules, str] | None:
        """Show the dialog and wait; None for Cancel and Escape."""
        return self.wanted if self.exec() == QDialog.DialogCode.Accepted else None

    def show_outcome(self, text: str, *, wrong: bool = False) -> None:
        """Say how it went."""
        self.outcome.setText(text)
        set_state(self.outcome, role="error" if wrong else "muted")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            # The least height that Qt finds forgets the lines of a sentence that wraps.
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    @property
    def _unit(self) -> float:
        """By how much what stands in the field of the value is larger than the metric itself."""
        return 100.0 if metric_of(self.measure.value).form is Form.SHARE else 1.0

    @Slot()
    def _show_unit(self) -> None:
        self.value.set_suffix("%" if self._unit > 1 else "")

    def _problem(self, *, needed: bool) -> str:
        url = self.address.text().strip()
        if not url and not needed:
            return ""
        try:
            check_url(url)
        except TrainerError as error:
            return words(error.message)
        return ""

    def _try(self, way: Way) -> None:
        problem = self._problem(needed=True) if way is Way.WEBHOOK else ""
        if problem:
            self.show_outcome(problem, wrong=True)
            self.address.setFocus()
        else:
            self.try_asked.emit(way.value, self.address.text().strip())

    @Slot()
    def _take(self) -> None:
        for field in (self.minutes, self.value):
            field.commit()
        if wrong := next((field for field in (self.minutes, self.value) if field.error), None):
            self.show_outcome(wrong.error, wrong=True)
            wrong.setFocus()
            return
        needed = any(way is Way.WEBHOOK and box.isChecked() for (_, way), box in self.boxes.items())
        if problem := self._problem(needed=needed):
            self.show_outcome(problem, wrong=True)
            self.address.setFocus()
            return
        self.accept()

    def _show(self, rules: TellRules, metrics: Sequence[tuple[str, str]]) -> None:
        for cell, box in self.boxes.items():
            box.setChecked(cell in rules.ways)
        target = rules.target
        known = dict(metrics)
        chosen = target.metric or next(iter(known), "")
        known.setdefault(chosen, words(metric_of(chosen).heading))
        self.measure.set_choices(list(known), list(known.values()))
        self.measure.set_value(chosen)
        self.side.set_choices(
            ["at_least", "at_most"], ["≥", "≤"], [self.tr("At least this value"), self.tr("At most this value")]
        )
        self.side.set_value("at_least" if target.at_least else "at_most")
        self.value.set_value(round(target.value * self._unit, 10))
        self._show_unit()

    def _name(self, hides_address: bool) -> None:
        self._rules = {
            Happening.ENDED: self.tr("A run has ended"),
            Happening.DIVERGED: self.tr("Training diverged"),
            Happening.STALLED: self.tr("Training stalled"),
            Happening.TARGET: self.tr("A target is reached"),
        }
        self._ways = {
            Way.DESKTOP: self.tr("Notification"),
            Way.SOUND: self.tr("Sound"),
            Way.WEBHOOK: self.tr("Webhook"),
        }
        for (rule, way), box in self.boxes.items():
            box.setObjectName(f"tellMe_{rule.value}_{way.value}")
            box.setAccessibleName(f"{self._rules[rule]}: {self._ways[way]}")
        for way, button in self.try_buttons.items():
            button.setObjectName(f"tellMeTry_{way.value}")
            button.setAccessibleName(f"{self._ways[way]}: {button.text()}")
        fields: dict[str, tuple[QWidget, str]] = {
            "tellMeMinutes": (
                self.minutes,
                self.tr("Minutes without a finished batch after which training counts as stalled"),
            ),
            "tellMeMetric": (self.measure, self.tr("Metric of the target, after each epoch")),
            "tellMeSide": (self.side, self.tr("Whether the metric must be at least or at most this value")),
            "tellMeValue": (self.value, self.tr("Value of the target")),
            "tellMeAddress": (
                self.address,
                self.tr("Address to which a report of the run is sent as JSON (https://…)"),
            ),
        }
        for name, (field, tip) in fields.items():
            field.setObjectName(name)
            field.setToolTip(tip)
            field.setAccessibleName(tip)
        self.outcome.setObjectName("tellMeOutcome")
        self.cancel_button.setObjectName("tellMeCancelButton")
        self.save_button.setObjectName("tellMeSaveButton")
        self.address.setPlaceholderText("https://")
        if hides_address:
            self.address.setEchoMode(QLineEdit.EchoMode.Password)
            self.address.setToolTip(self.tr("Hidden in presenter mode"))

    def _arrange(self) -> None:
        head = QLabel(self.tr("Notify me when…"), self)
        fonts.use(head, "title", strong=True)
        about = QLabel(
            self.tr(
                "Notifications appear only while this window is not in front, and at the end of a run only if it took "
                "over a minute. Training counts as stalled if no batch finishes in the given time. Replays never "
                "notify."
            ),
            self,
        )
        about.setProperty("role", "muted")
        about.setWordWrap(True)
        self.save_button.setProperty("role", "primary")
        self.save_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(head)
        layout.addWidget(about)
        layout.addLayout(self._table())
        address = QHBoxLayout()
        address.setSpacing(8)
        label = QLabel(self.tr("Webhook &address"), self)
        label.setBuddy(self.address)
        address.addWidget(label)
        address.addWidget(self.address, 1)
        layout.addLayout(address)
        layout.addWidget(self.outcome)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        layout.addLayout(buttons)
        self.setMinimumWidth(fonts.scaled(_WIDTH))

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for column, way in enumerate(Way, 1):
            title = QLabel(self._ways[way], self)
            title.setProperty("role", "muted")
            grid.addWidget(title, 0, column, Qt.AlignmentFlag.AlignHCenter)
        for row, rule in enumerate(RULES, 1):
            grid.addWidget(self._rule(rule), row, 0)
            for column, way in enumerate(Way, 1):
                grid.addWidget(self.boxes[rule, way], row, column, Qt.AlignmentFlag.AlignCenter)
        for column, way in enumerate(Way, 1):
            grid.addWidget(self.try_buttons[way], len(RULES) + 1, column)
        return grid

    def _rule(self, rule: Happening) -> QWidget:
        """The words of a rule, and beside them the fields that it has."""
        place = QWidget(self)
        whole, row = QVBoxLayout(place), QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        row.setSpacing(8)
        title = QLabel(self._rules[rule], place)
        if rule is Happening.TARGET:
            whole.addWidget(title)
        else:
            row.addWidget(title)
        whole.addLayout(row)
        if rule is Happening.STALLED:
            unit = QLabel(self.tr("min"), place)
            unit.setProperty("role", "muted")
            self.minutes.setFixedWidth(fonts.scaled(64))
            row.addWidget(self.minutes)
            row.addWidget(unit)
        elif rule is Happening.TARGET:
            self.side.setFixedWidth(fonts.scaled(56))
            self.measure.setMinimumWidth(fonts.scaled(120))
            self.value.setFixedWidth(fonts.scaled(88))
            for field in (self.measure, self.side, self.value):
                row.addWidget(field)
        row.addStretch(1)
        return place
