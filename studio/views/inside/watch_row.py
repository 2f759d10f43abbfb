"""One watchpoint as a line of fields: whether it is on, what it waits for, its bounds, and a button that removes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.numbers import NumberRules
from studio.look.theme import set_state
from studio.session.session import Session
from studio.session.watchlist import Watched
from studio.views.inside.watch_words import kind_sentence, kind_words, where
from studio.widgets.check_field import CheckField
from studio.widgets.choice_field import ChoiceField
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.icon_button import IconButton
from studio.widgets.line_field import TextField
from studio.widgets.marked_field import MarkedField
from studio.widgets.number_field import NumberField
from trainer_core.protocol.inside import WatchFor, Watchpoint

_BOUND = NumberRules(minimum=0, logarithmic=True)
_COUNT = NumberRules(whole=True, minimum=1, maximum=1_000_000)
_OF_GRADIENTS = {WatchFor.GRADIENT_VANISHES: "low", WatchFor.GRADIENT_EXPLODES: "high"}
_LASTING = (WatchFor.DEAD_UNIT, WatchFor.STILL_WEIGHT)
_NAMED = (*_OF_GRADIENTS, *_LASTING, WatchFor.UPDATE_RATIO)
_NAME_WIDTH, _NUMBER_WIDTH, _EXPRESSION_WIDTH = 128, 58, 230


class WatchRow(Retranslated, QWidget):
    """The fields of one watchpoint over a line that says where it was reached, or why it cannot be on.

    Signals:
        changed(object): a person has made it another `Watchpoint`.
        switched(object): a person has turned it on or off.
        removed(): a person does not want it any more.
    """

    changed = Signal(object)
    switched = Signal(object)
    removed = Signal()

    def __init__(self, session: Session, entry: Watched, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.entry = entry
        self._names: Sequence[str] = ()
        self.on = CheckField(self)
        self.on.setObjectName(f"watchOn_{number}")
        self.name = ChoiceField(self)
        self.name.setObjectName(f"watchName_{number}")
        self.remove_button = IconButton("trash", "", self)
        self.remove_button.setObjectName(f"watchRemove_{number}")
        self.expression = TextField(self)
        self.expression.setObjectName(f"watchExpression_{number}")
        self.low, self.high = self._number(_BOUND, f"watchLow_{number}"), self._number(_BOUND, f"watchHigh_{number}")
        self.batches = self._number(_COUNT, f"watchBatches_{number}")
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self._before, self._between = QLabel(self), QLabel(self)
        self._arrange()
        self._connect()
        self.retranslate()

    def offer(self, names: Sequence[str]) -> None:
        """Offer the parameters or modules of this model."""
        self._names = tuple(names)
        name = self.entry.point.name
        everything = self.tr("all ReLU layers") if self._what is WatchFor.DEAD_UNIT else self.tr("all parameters")
        known = list(dict.fromkeys(["", *self._names, name]))
        self.name.set_choices(known, [each or everything for each in known])
        self.name.set_value(name)

    def show_entry(self, entry: Watched) -> None:
        """Show another state of it."""
        self.entry = entry
        point = entry.point
        self.on.set_value(entry.on)
        self.name.set_value(point.name)
        self.expression.set_value(point.expression)
        for field, bound in ((self.low, point.low), (self.high, point.high)):
            if field in self._asked:
                field.set_value(bound)
        self.batches.set_value(point.batches)
        text = words(entry.problem) if entry.problem is not None else ""
        if not text and entry.reached is not None:
            text = self.tr("Reached: {where}").format(where=where(self._session, entry.reached))
        self.told.setText(text)
        self.told.setVisible(bool(text))
        set_state(self.told, role="error" if entry.problem is not None else "muted")

    def retranslate(self) -> None:
        """Word everything in the present language."""
        what = self._what
        self.on.setText(kind_words(what))
        self.on.setToolTip(kind_sentence(what))
        before = {
            WatchFor.GRADIENT_VANISHES: self.tr("norm below"),
            WatchFor.GRADIENT_EXPLODES: self.tr("norm above"),
        }
        self._before.setText(before.get(what, ""))
        self._between.setText(self.tr("to"))
        self.batches.set_suffix(self.tr("steps") if what is WatchFor.STILL_WEIGHT else self.tr("batches"))
        self.low.setAccessibleName(self.tr("Lower bound"))
        self.high.setAccessibleName(self.tr("Upper bound"))
        self.batches.setAccessibleName(self.tr("How many in a row"))
        self.expression.setAccessibleName(self.tr("Expression"))
        self.expression.setToolTip(kind_sentence(WatchFor.EXPRESSION))
        self.name.setAccessibleName(self.tr("What is watched"))
        self.remove_button.set_name(self.tr("Remove this watchpoint"))
        self.offer(self._names)
        self.show_entry(self.entry)

    @property
    def _what(self) -> WatchFor:
        return self.entry.point.what

    def _number(self, rules: NumberRules, name: str) -> NumberField:
        field = NumberField(1, rules, "", self)
        field.setObjectName(name)
        field.setFixedWidth(fonts.scaled(_NUMBER_WIDTH))
        return field

    def _arrange(self) -> None:
        what = self._what
        self.name.setFixedWidth(fonts.scaled(_NAME_WIDTH))
        self.on.setMinimumHeight(self.name.sizeHint().height())
        self.expression.setFixedWidth(fonts.scaled(_EXPRESSION_WIDTH))
        self.expression.setFont(fonts.monospace())
        self.batches.setFixedWidth(fonts.scaled(_NUMBER_WIDTH + 48))
        for label in (self._before, self._between, self.told):
            fonts.use(label, "small")
        for label in (self._before, self._between):
            label.setProperty("role", "muted")
        shown: dict[QWidget, bool] = {
            self.name: what in _NAMED,
            self._before: what in _OF_GRADIENTS,
            self.low: _OF_GRADIENTS.get(what) == "low" or what is WatchFor.UPDATE_RATIO,
            self._between: what is WatchFor.UPDATE_RATIO,
            self.high: _OF_GRADIENTS.get(what) == "high" or what is WatchFor.UPDATE_RATIO,
            self.batches: what in _LASTING,
            self.expression: what is WatchFor.EXPRESSION,
        }
        fields = FlowLayout(spacing=6, row_spacing=4)
        fields.addWidget(self.on)
        self._asked = {field for field, wanted in shown.items() if wanted}
        for field, wanted in shown.items():
            field.setVisible(wanted)
            if wanted:
                fields.addWidget(field)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addLayout(fields, 1)
        line.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(line)
        whole.addWidget(self.told)

    def _connect(self) -> None:
        self.on.value_changed.connect(self.switched)
        self.remove_button.clicked.connect(self.removed)
        fields: tuple[MarkedField, ...] = (self.name, self.low, self.high, self.batches, self.expression)
        for field in fields:
            field.value_changed.connect(self._change)

    @Slot()
    def _change(self, value: object = None) -> None:
        point = replace(
            self.entry.point,
            name=self.name.value,
            batches=int(self.batches.value),
            expression=self.expression.value,
        )
        if self.low in self._asked:
            point = replace(point, low=float(self.low.value))
        if self.high in self._asked:
            point = replace(point, high=float(self.high.value))
        self.changed.emit(point)


def fresh(what: WatchFor) -> Watchpoint:
    """A watchpoint of this kind, with bounds to begin with."""
    made: dict[WatchFor, Callable[[], Watchpoint]] = {
        WatchFor.GRADIENT_VANISHES: lambda: Watchpoint(what, low=1e-8),
        WatchFor.GRADIENT_EXPLODES: lambda: Watchpoint(what, high=100.0),
        WatchFor.UPDATE_RATIO: lambda: Watchpoint(what, low=1e-6, high=0.1),
        WatchFor.EXPRESSION: lambda: Watchpoint(what, expression="loss is not None and loss > 10"),
    }
    return made.get(what, lambda: Watchpoint(what))()
