"""The arguments of one layer as fields, made from the catalogue, and what can be done with the layer."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.field_rules import object_name, rules_of
from studio.look.i18n import Retranslated
from studio.look.messages import name_of
from studio.widgets.check_field import CheckField
from studio.widgets.choice_field import ChoiceField
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.fold_button import FoldButton
from studio.widgets.icon_button import IconButton
from studio.widgets.line_field import LineField, TextField
from studio.widgets.list_field import ListField
from studio.widgets.number_field import NumberField
from studio.widgets.plain_field import PlainField, plain_field
from trainer_core.models.layers import Layer, LayerType, TracedLayer
from trainer_core.recipe.field_info import FieldInfo
from trainer_core.recipe.schema import fields_of

_CELL = 124


class ArgumentForm(Retranslated, QWidget):
    """Fields for a layer of ``kind`` in a card; those that few need are folded away.

    Signals:
        value_changed(str, object): another value for an argument, None for its default.
        asked(str): a button: ``"up"``, ``"down"``, ``"duplicate"``, ``"remove"``, or ``"branch"``.
    """

    value_changed = Signal(str, object)
    asked = Signal(str)

    def __init__(self, kind: LayerType, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._infos = {info.key.rpartition(".")[2]: info for info in fields_of("layer", kind.arguments)}
        self.editors: dict[str, PlainField] = {}
        self._labels: dict[str, QLabel] = {}
        self.enabled_field = CheckField(self)
        self.enabled_field.setObjectName("layerEnabledField")
        self.enabled_field.value_changed.connect(self._switch)
        self.name_field = TextField(self)
        self.name_field.setObjectName("layerNameField")
        self.name_field.value_changed.connect(self._rename)
        self._name_label = self._label(self.name_field)
        self.buttons = {
            what: IconButton(icon, "", self)
            for what, icon in (
                ("branch", "plus"), ("up", "chevron-up"), ("down", "chevron-down"),
                ("duplicate", "copy"), ("remove", "trash"),
            )
        }  # fmt: skip
        for what, button in self.buttons.items():
            button.setObjectName(f"layer{what.capitalize()}Button")
            button.setProperty("size", "small")
            button.clicked.connect(lambda _checked=False, what=what: self.asked.emit(what))
        self.buttons["branch"].setVisible(kind.name == "Parallel")
        self.inferred = QLabel(self)
        self.inferred.setProperty("role", "muted")
        fonts.use(self.inferred, "small")
        self.more = FoldButton("", self)
        self.more.setObjectName("layerMoreButton")
        self._rest = QWidget(self)
        for name, info in self._infos.items():
            self._add(name, info)
        self._arrange()
        self.more.toggled.connect(self._rest.setVisible)
        self.retranslate()

    def show_layer(self, layer: Layer, row: TracedLayer | None) -> None:
        """Show the values of a layer of this kind, and the sizes that follow from what comes in."""
        for name, editor in self.editors.items():
            value = layer.get(name, self._infos[name].default)
            if isinstance(editor, ListField):
                value = list(value) if isinstance(value, list | tuple) else [value]
            editor.set_value(value)
        self.name_field.set_value(layer.get("name", ""))
        self.enabled_field.set_value(layer.get("enabled", True))
        inferred = row.inferred if row is not None else {}
        self.inferred.setText(", ".join(f"{name}={value}" for name, value in inferred.items()))
        self.inferred.setVisible(bool(inferred))

    def first_field(self) -> QWidget:
        """What the keyboard begins with."""
        return next(iter(self.editors.values()), self.enabled_field)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        for name, info in self._infos.items():
            title, editor = name_of(info.title), self.editors[name]
            self._labels[name].setText(title)
            tip = f"{name}: {name_of(info.description)}"
            self._labels[name].setToolTip(tip)
            editor.setToolTip(tip)
            editor.setAccessibleName(title)
            if isinstance(editor, NumberField):
                editor.set_suffix(name_of(info.unit))
            if isinstance(editor, ListField):
                editor.setPlaceholderText(self.tr("automatic"))
            if isinstance(editor, ChoiceField):
                editor.set_choices(info.choices, [name_of(label) for label in info.labels])
        self._name_label.setText(self.tr("Name"))
        self.name_field.setAccessibleName(self.tr("Name"))
        self.name_field.setToolTip(self.tr("What the weights of this layer are called; its place in the list if empty"))
        self.enabled_field.setText(self.tr("On"))
        self.enabled_field.setAccessibleName(self.tr("On"))
        self.enabled_field.setToolTip(self.tr("A layer that is off stays in the list and is left out (Space)"))
        self.inferred.setToolTip(self.tr("Follows from what comes in"))
        self.more.setText(self.tr("More"))
        self.more.setAccessibleName(self.tr("More"))
        for what, words in {
            "branch": self.tr("Add a branch"),
            "up": self.tr("Move up (Alt+Up)"),
            "down": self.tr("Move down (Alt+Down)"),
            "duplicate": self.tr("Duplicate (Ctrl+D)"),
            "remove": self.tr("Remove (Delete)"),
        }.items():
            self.buttons[what].set_name(words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """All fields have the same width, which grows with the text."""
        width = fonts.scaled(_CELL)
        for editor in (*self.editors.values(), self.name_field):
            if isinstance(editor, LineField | ChoiceField):
                editor.setFixedWidth(width)
        for label in (*self._labels.values(), self._name_label):
            label.setMaximumWidth(width)

    def _add(self, name: str, info: FieldInfo) -> None:
        editor = plain_field(info.kind, rules_of(info), self, unit=name_of(info.unit))
        editor.setObjectName(object_name(f"layer_{name}", "Field"))
        editor.value_changed.connect(lambda value, name=name: self._tell(name, value))
        self.editors[name] = editor
        self._labels[name] = self._label(editor)

    def _label(self, editor: QWidget) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", "muted")
        fonts.use(label, "small")
        label.setBuddy(editor)
        return label

    def _tell(self, name: str, value: Any) -> None:
        default = self._infos[name].default
        as_list = list(default) if isinstance(default, list | tuple) else default
        self.value_changed.emit(name, None if value == as_list else value)

    @Slot(object)
    def _switch(self, on: object) -> None:
        self.value_changed.emit("enabled", None if on else False)

    @Slot(object)
    def _rename(self, name: object) -> None:
        self.value_changed.emit("name", str(name).strip() or None)

    def _arrange(self) -> None:
        plain, rest = QWidget(self), self._rest
        for place, advanced in ((plain, False), (rest, True)):
            flow = FlowLayout(place, spacing=10, row_spacing=6)
            flow.setContentsMargins(0, 0, 0, 0)
            for name, info in self._infos.items():
                if info.advanced is advanced:
                    flow.addWidget(_cell(self._labels[name], self.editors[name], place))
            if advanced:
                flow.addWidget(_cell(self._name_label, self.name_field, place))
        plain.setVisible(any(not info.advanced for info in self._infos.values()))
        rest.hide()
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self.enabled_field)
        foot.addSpacing(8)
        foot.addWidget(self.more)
        foot.addWidget(self.inferred, 1)
        foot.addStretch()
        for button in self.buttons.values():
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 0, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(plain)
        layout.addWidget(rest)
        layout.addLayout(foot)
        self._fit()


def _cell(label: QLabel, editor: QWidget, parent: QWidget) -> QWidget:
    """A label over its field."""
    cell = QWidget(parent)
    grid = QGridLayout(cell)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(2)
    grid.addWidget(label, 0, 0)
    grid.addWidget(editor, 1, 0)
    return cell
