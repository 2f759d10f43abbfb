"""Which class of the file is meant, what it is called with, and which of its answers counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.numbers import NumberRules
from studio.widgets.check_field import CheckField
from studio.widgets.choice_field import ChoiceField
from studio.widgets.line_field import LineField, LiteralField, TextField
from studio.widgets.number_field import NumberField
from trainer_core.trial.report import Candidate, Parameter

Editor = NumberField | CheckField | ChoiceField | LiteralField | TextField

_FIELD = 150
"""Width of the fields in pixels at the system's text size."""


class ClassForm(Retranslated, QWidget):
    """A row for the class, where there are several, and one for each argument of its constructor.

    Signals:
        changed(object): a mapping for `Recipe.with_values`.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelClassForm")
        self._candidates: tuple[Candidate, ...] = ()
        self._call: Candidate | None = None
        self._given: Mapping[str, Any] = {}
        self.class_field = ChoiceField(self)
        self.class_field.setObjectName("modelClassField")
        self.class_field.value_changed.connect(self._choose_class)
        self.answer_field = ChoiceField(self)
        self.answer_field.setObjectName("modelAnswerField")
        self.answer_field.value_changed.connect(self._choose_answer)
        self.editors: dict[str, Editor] = {}
        self._labels: dict[QWidget, QLabel] = {}
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for editor in (self.class_field, self.answer_field):
            self._add_row(editor)
        self.retranslate()
        self._show_rows()

    def show_call(
        self,
        candidates: tuple[Candidate, ...],
        call: Candidate | None,
        given: Mapping[str, Any],
        answers: tuple[str, ...] = (),
        answer: str = "",
    ) -> None:
        """Show the classes, and the arguments of the one that is called, with what is ``given`` over the defaults."""
        if call != self._call:
            self._make_editors(call)
        self._candidates, self._call, self._given = candidates, call, given
        names = [each.name for each in candidates]
        self.class_field.set_choices(names, names, [each.summary for each in candidates])
        self.class_field.set_value(call.name if call is not None else "")
        self.answer_field.set_choices(answers, answers)
        self.answer_field.set_value(answer)
        for parameter in call.parameters if call is not None else ():
            _show(self.editors[parameter.name], parameter, given.get(parameter.name, parameter.default))
        self._show_rows()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self._word(self.class_field, self.tr("Class"), self.tr("Which class of the file is the model"))
        self._word(
            self.answer_field, self.tr("Answer"), self.tr("Which of the values that forward returns is the answer")
        )
        tip = self.tr("An argument of the constructor of your class")
        for name, editor in self.editors.items():
            self._word(editor, name, tip)

    def _make_editors(self, call: Candidate | None) -> None:
        for editor in self.editors.values():
            for part in (self._labels.pop(editor), editor):
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        self.editors = {}
        for parameter in call.parameters if call is not None else ():
            editor = _editor(parameter, self)
            editor.setObjectName(f"modelArgument_{parameter.name}")
            editor.value_changed.connect(self._take)
            self.editors[parameter.name] = editor
            self._add_row(editor)
        self.retranslate()

    def _add_row(self, editor: QWidget) -> None:
        label = QLabel(self)
        label.setProperty("role", "muted")
        label.setBuddy(editor)
        fonts.use(label, "small")
        self._labels[editor] = label
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(editor, row, 1)
        editor.setFixedWidth(fonts.scaled(_FIELD))

    def _word(self, editor: Editor, name: str, tip: str) -> None:
        self._labels[editor].setText(name)
        self._labels[editor].setToolTip(tip)
        editor.setAccessibleName(name)
        editor.setToolTip(tip)

    def _show_rows(self) -> None:
        several = {self.class_field: len(self._candidates) > 1, self.answer_field: self.answer_field.count() > 0}
        for editor, shown in several.items():
            editor.setVisible(shown)
            self._labels[editor].setVisible(shown)
        self.setVisible(any(several.values()) or bool(self.editors))

    @Slot(object)
    def _choose_class(self, name: object) -> None:
        self.changed.emit({"model.class": name, "model.arguments": {}})

    @Slot(object)
    def _choose_answer(self, name: object) -> None:
        self.changed.emit({"model.answer": name})

    @Slot(object)
    def _take(self, value: object) -> None:
        editor = self.sender()
        name = next(name for name, each in self.editors.items() if each is editor)
        assert self._call is not None
        parameter = next(each for each in self._call.parameters if each.name == name)
        given = {key: each for key, each in self._given.items() if key != name}
        if parameter.required or value != _shown(parameter, parameter.default):
            given[name] = _plain(parameter, value)
        self.changed.emit({"model.arguments": given})


def _editor(parameter: Parameter, parent: QWidget) -> Editor:
    match parameter.kind:
        case "int" | "float":
            return NumberField(0, NumberRules(whole=parameter.kind == "int"), parent=parent)
        case "bool" if not parameter.required:
            return CheckField(parent)
        case "bool" | "choice":
            field = ChoiceField(parent)
            choices = [str(each) for each in parameter.choices] or ["True", "False"]
            field.set_choices(choices, choices)
            return field
        case "literal":
            return LiteralField(parent)
        case _:
            return TextField(parent)


def _show(editor: Editor, parameter: Parameter, value: Any) -> None:
    shown = _shown(parameter, value)
    if isinstance(editor, LineField) and editor.error:
        # What was typed wrong is still to be mended.
        return
    editor.set_value(shown)


def _shown(parameter: Parameter, value: Any) -> Any:
    """A value as its editor has it; one that is not given yet is empty."""
    if parameter.kind in ("int", "float"):
        return value if isinstance(value, int | float) else None
    if parameter.kind == "bool" and not parameter.required:
        return bool(value)
    return "" if value is None else str(value)


def _plain(parameter: Parameter, value: Any) -> Any:
    """What a recipe keeps of what an editor has."""
    if parameter.kind == "choice":
        return next((each for each in parameter.choices if str(each) == value), value)
    if parameter.kind == "bool" and isinstance(value, str):
        return value == "True"
    return value
