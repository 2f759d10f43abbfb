"""Which class of the file is meant, what it is called with, and which of its answers counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio.look import fonts
from studio.look.field_rules import rules_of
from studio.look.i18n import Retranslated
from studio.widgets.choice_field import ChoiceField
from studio.widgets.line_field import LineField
from studio.widgets.plain_field import PlainField, plain_field
from trainer_core.recipe.call_form import call_fields, shown_argument
from trainer_core.recipe.field_info import FieldInfo
from trainer_core.trial.report import Candidate

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
        self.editors: dict[str, PlainField] = {}
        self._infos: dict[str, FieldInfo] = {}
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
        for name, info in self._infos.items():
            editor = self.editors[name]
            # What was typed wrong is still to be mended.
            if not (isinstance(editor, LineField) and editor.error):
                editor.set_value(shown_argument(info, given.get(name, info.default)))
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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for editor in self._labels:
                editor.setFixedWidth(fonts.scaled(_FIELD))

    def _make_editors(self, call: Candidate | None) -> None:
        for editor in self.editors.values():
            for part in (self._labels.pop(editor), editor):
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        self.editors = {}
        self._infos = call_fields("model", call) if call is not None else {}
        for name, info in self._infos.items():
            editor = plain_field(info.kind, rules_of(info), self)
            if isinstance(editor, ChoiceField):
                editor.set_choices(info.choices, info.labels)
            editor.setObjectName(f"modelArgument_{name}")
            editor.value_changed.connect(self._take)
            self.editors[name] = editor
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

    def _word(self, editor: PlainField, name: str, tip: str) -> None:
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
        given = {key: each for key, each in self._given.items() if key != name}
        info = self._infos[name]
        # The class's own default is not written down.
        if value != shown_argument(info, info.default) or self._is_required(name):
            given[name] = value
        self.changed.emit({"model.arguments": given})

    def _is_required(self, name: str) -> bool:
        assert self._call is not None
        return any(each.name == name and each.required for each in self._call.parameters)
