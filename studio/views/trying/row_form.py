"""A form with the columns of a table: change a value and watch the answer move."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontMetricsF, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.numbers import NumberRules
from studio.session.live_answers import LiveAnswers
from studio.session.session import Action, Session
from studio.views.trying.answer_bars import bars_of
from studio.widgets.bar_list import BarList
from studio.widgets.button import Button
from studio.widgets.choice_field import ChoiceField
from studio.widgets.date_field import DateField
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.scroll_column import ScrollColumn
from studio.widgets.slider_field import SliderField
from studio.widgets.told_apart import told_apart
from trainer_core.errors import Message
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Prepared
from trainer_core.protocol.predicting import DescribeInputs, InputsDescribed, PredictedOne, PredictRow
from trainer_core.protocol.reports import ColumnReport

_SIDE, _NAME = 14, 110
_MOST = 60
"""Columns that have a field; others stay as they usually are."""

Field = SliderField | ChoiceField | DateField | QLineEdit


class RowForm(Retranslated, QWidget):
    """Sliders within what the training data held, and choices for categories; each begins at a usual value.

    For tests and for those who drive the view: ``fields`` by column, ``values``, ``bars``, ``answer``.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rowForm")
        self._session = session
        self._columns: tuple[ColumnReport, ...] = ()
        self._stale = True
        self.values: dict[str, str] = {}
        self.fields: dict[str, Field] = {}
        self.answer: PredictedOne | None = None
        self.bars = BarList(self)
        self.bars.setObjectName("rowBars")
        self.sentence = QLabel(self)
        self.sentence.setObjectName("rowSentence")
        self.usual_button = Button("", "", self)
        self.usual_button.setObjectName("rowUsualValues")
        self.answers = LiveAnswers(session, self._question, self)
        self._arrange()
        self.answers.arrived.connect(self._show)
        self.answers.refused.connect(self._show_refusal)
        self.usual_button.clicked.connect(self._fill)
        session.inputs_described.connect(self._take_columns)
        session.prepared.connect(self._forget)
        session.state_changed.connect(self._describe)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.usual_button.setText(self.tr("Usual values"))
        self.usual_button.setToolTip(self.tr("Bring every column back to a value that is usual in training"))
        self.bars.setAccessibleName(self.tr("The model's answer"))
        self._word()

    def _word(self) -> None:
        left = len(self._columns) - len(self.fields)
        self.sentence.setText(
            self.tr("Change a value and watch the answer move. {count} more columns stay as they usually are.").format(
                count=left
            )
            if left > 0
            else self.tr("Change a value and watch the answer move.")
        )

    def _arrange(self) -> None:
        fonts.use(self.sentence, "small")
        self.sentence.setProperty("role", "muted")
        self.sentence.setWordWrap(True)
        self._area = ScrollColumn(self)
        self._area.setObjectName("rowScroll")
        self._area.viewport().setAutoFillBackground(False)
        below = QHBoxLayout()
        below.addWidget(self.sentence, 1)
        below.addWidget(self.usual_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 8, _SIDE, 8)
        layout.setSpacing(10)
        layout.addWidget(self.bars)
        layout.addLayout(below)
        layout.addWidget(self._area, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._describe()

    @Slot()
    def _describe(self) -> None:
        """Ask once for the columns of the present data, when there is someone to see them."""
        if self._stale and self.isVisible() and self._session.possible(Action.PREDICT):
            self._stale = False
            self._session.post(DescribeInputs())

    @Slot(object)
    def _forget(self, event: Prepared) -> None:
        self._stale = True
        self._describe()

    @Slot(object)
    def _take_columns(self, event: InputsDescribed) -> None:
        """Have a field for each column; what was set stays where the columns are the same."""
        if event.columns == self._columns:
            self.answers.refresh()
            return
        self._columns = event.columns
        inner = QWidget(self._area)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.fields = {}
        self.values = {column.name: column.typical for column in event.columns}
        shown = event.columns[:_MOST]
        names = told_apart([column.name for column in shown], QFontMetricsF(inner.font()), fonts.scaled(_NAME))
        for row, (column, text) in enumerate(zip(shown, names, strict=True)):
            name = ElidedLabel(text, inner)
            name.setFixedWidth(fonts.scaled(_NAME))
            if text != column.name:
                name.setAccessibleName(column.name)
                name.setToolTip(column.name)
            field = self._field(column, inner)
            self.fields[column.name] = field
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1)
        grid.setRowStretch(len(self.fields), 1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._word()
        self.answers.refresh()

    def _field(self, column: ColumnReport, parent: QWidget) -> Field:
        set_value = partial(self._set, column.name)
        if column.choices:
            choice = ChoiceField(parent)
            choice.set_choices(column.choices, column.choices)
            choice.set_value(column.typical)
            choice.value_changed.connect(set_value)
            choice.setAccessibleName(column.name)
            return choice
        if column.date_format:
            date = DateField(_date(column), time="%H" in column.date_format, parent=parent)
            date.value_changed.connect(partial(self._set_date, column))
            date.setAccessibleName(column.name)
            return date
        if column.is_number:
            step = 1.0 if column.whole else (column.high - column.low) / 100
            rules = NumberRules(whole=column.whole, minimum=column.low, maximum=column.high, step=step)
            value = _number(column)
            slider = SliderField(value, rules, "", parent)
            slider.set_name(column.name, column.name)
            slider.moved.connect(set_value)
            slider.value_changed.connect(set_value)
            return slider
        text = QLineEdit(column.typical, parent)
        text.setAccessibleName(column.name)
        text.textEdited.connect(set_value)
        return text

    def _set(self, name: str, value: object) -> None:
        self.values[name] = str(value)
        self.answers.refresh()

    def _set_date(self, column: ColumnReport, value: datetime) -> None:
        self._set(column.name, value.strftime(column.date_format))

    @Slot()
    def _fill(self) -> None:
        for column in self._columns:
            self.values[column.name] = column.typical
            field = self.fields.get(column.name)
            if isinstance(field, SliderField):
                field.set_value(_number(column))
            elif isinstance(field, ChoiceField):
                field.set_value(column.typical)
            elif isinstance(field, DateField):
                field.set_value(_date(column))
            elif field is not None:
                field.setText(column.typical)
        self.answers.refresh()

    def _question(self) -> Command | None:
        return PredictRow(dict(self.values)) if self._columns else None

    @Slot(object)
    def _show(self, event: PredictedOne) -> None:
        if self._session.preparation is not None:
            self.answer = event
            self.bars.set_bars(bars_of(event.answer, self._session.preparation.data))

    @Slot(object)
    def _show_refusal(self, message: Message) -> None:
        self.sentence.setText(words(message))


def _number(column: ColumnReport) -> int | float:
    """The usual value as it is shown: four digits say it."""
    return int(float(column.typical)) if column.whole else float(f"{float(column.typical):.4g}")


def _date(column: ColumnReport) -> datetime:
    return datetime.strptime(column.typical, column.date_format)
