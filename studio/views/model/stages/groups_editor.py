"""Groups of parameters as rows of fields: pattern, rate factor, weight decay, and for how long they are frozen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.numbers import NumberRules
from studio.session.session import Action, Session
from studio.widgets.focus import hand_over
from studio.widgets.icon_button import IconButton
from studio.widgets.line_field import LineField, TextField
from studio.widgets.number_field import NumberField
from trainer_core.recipe.parameter_groups import ALWAYS, FIELD
from trainer_core.recipe.recipe import Recipe

_PATTERN, _FACTOR, _DECAY, _FROZEN = "pattern", "lr_factor", "weight_decay", "frozen_until"
_FACTORS = NumberRules(minimum=0, maximum=1000, open_minimum=True, logarithmic=True)
_DECAYS = NumberRules(minimum=0, maximum=10, logarithmic=True)
_EPOCHS = NumberRules(whole=True, minimum=ALWAYS, maximum=100_000)


class GroupsEditor(Retranslated, QWidget):
    """The list ``training.groups`` of the recipe; all but the patterns may change while a run is under way.

    Signals:
        changed(object): a mapping for `Recipe.with_values`.
        head_first_asked(): the two usual stages are to be put in.
    """

    changed = Signal(object)
    head_first_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("groupsEditor")
        self._session = session
        self._groups: list[dict[str, Any]] = []
        self.rows: list[_Row] = []
        self.headings = [QLabel(self) for _ in range(4)]
        for label in self.headings:
            label.setProperty("role", "muted")
            fonts.use(label, "small")
        self.none = QLabel(self)
        self.none.setProperty("role", "muted")
        self.none.setWordWrap(True)
        fonts.use(self.none, "small")
        self.head_first, self.add = QPushButton(self), QPushButton(self)
        self.head_first.setObjectName("headFirstButton")
        self.add.setObjectName("addGroupButton")
        self.head_first.clicked.connect(self.head_first_asked)
        self.add.clicked.connect(self._add)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        for column, label in enumerate(self.headings):
            self._grid.addWidget(label, 0, column)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self.head_first)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.none)
        layout.addLayout(self._grid)
        layout.addLayout(buttons)
        session.state_changed.connect(self._enable)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        titles = (self.tr("Pattern"), self.tr("Rate ×"), self.tr("Decay"), self.tr("Frozen for"))
        tips = (
            self.tr("Names of parameters or modules; * stands for any characters. The first row that matches counts."),
            self.tr("What the learning rate is multiplied by"),
            self.tr("Weight decay in place of the optimizer's; empty for the optimizer's own"),
            self.tr("Epochs before these parameters are trained; 0 from the start, −1 never"),
        )
        for label, title, tip in zip(self.headings, titles, tips, strict=True):
            label.setText(title)
            label.setToolTip(tip)
        self.none.setText(self.tr("All parameters are trained alike. A group has its own rate, or is frozen."))
        self.head_first.setText(self.tr("Head first"))
        self.head_first.setToolTip(self.tr("Train the last part alone at first, then the rest at a tenth of the rate"))
        self.add.setText(self.tr("Add group"))
        self.add.setToolTip(self.tr("Add a group of parameters"))
        for row in self.rows:
            row.word(titles, self.tr("Remove this group"), self.tr("epochs"))

    def show_recipe(self, recipe: Recipe, *, pretrained: bool) -> None:
        """Show the groups of ``recipe``; with ``pretrained`` weights the usual stages are offered."""
        self._groups = recipe.to_dict()["training"]["groups"]
        while len(self.rows) < len(self._groups):
            self._append_row()
        while len(self.rows) > len(self._groups):
            row = self.rows.pop()
            for widget in row.widgets:
                hand_over(widget, self.add)
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
            row.deleteLater()
        for row, group in zip(self.rows, self._groups, strict=True):
            row.show_group(group)
        for label in self.headings:
            label.setVisible(bool(self._groups))
        self.none.setVisible(not self._groups)
        self.head_first.setVisible(pretrained)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        editable = self._session.possible(Action.EDIT_RECIPE)
        for row in self.rows:
            row.pattern.setEnabled(editable)
            row.remove.setEnabled(editable)
            for field in (row.factor, row.decay, row.frozen):
                field.setEnabled(editable or self._session.in_run)
        self.head_first.setEnabled(editable)
        self.add.setEnabled(editable)

    def _append_row(self) -> None:
        at = len(self.rows)
        row = _Row(at, self)
        self.rows.append(row)
        for column, widget in enumerate(row.widgets):
            self._grid.addWidget(widget, at + 1, column)
            widget.show()
        row.edited.connect(self._edit)
        row.removed.connect(self._remove)
        self.retranslate()

    @Slot(int, str, object)
    def _edit(self, at: int, name: str, value: Any) -> None:
        key = f"{FIELD}.{at}.{name}"
        if not self._session.in_run:
            self.changed.emit({key: value})
        elif not self._session.set_value(key, value):
            row = self.rows[at]
            row.fields[name].set_error(self._session.errors.get(key, ""))

    @Slot()
    def _add(self) -> None:
        # Before a group of everything, after which none would match.
        rest = next((at for at, group in enumerate(self._groups) if group[_PATTERN] == "*"), len(self._groups))
        used = {group[_PATTERN] for group in self._groups}
        prepared = self._session.preparation
        names = [module.name for module in prepared.model.modules] if prepared else []
        parts = {name.partition(".")[0] for name in names}
        if len(parts) > 1:
            names = [name.partition(".")[0] for name in names]
        pattern = next((name for name in reversed(names) if name and name not in used), "*")
        groups = [*self._groups[:rest], {_PATTERN: pattern}, *self._groups[rest:]]
        self.changed.emit({FIELD: groups})

    @Slot(int)
    def _remove(self, at: int) -> None:
        self.changed.emit({FIELD: [group for place, group in enumerate(self._groups) if place != at]})


class _Row(QObject):
    """The fields of one group.

    Signals:
        edited(int, str, object): its place, the name of a value, and what that becomes.
        removed(int): its place.
    """

    edited = Signal(int, str, object)
    removed = Signal(int)

    def __init__(self, at: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._at = at
        self.pattern = TextField(parent)
        self.factor, self.decay = NumberField(1.0, _FACTORS, parent=parent), _DecayField(parent)
        self.frozen = NumberField(0, _EPOCHS, parent=parent)
        self.remove = IconButton("trash", "", parent)
        self.fields: dict[str, LineField] = {
            _PATTERN: self.pattern,
            _FACTOR: self.factor,
            _DECAY: self.decay,
            _FROZEN: self.frozen,
        }
        self.widgets: tuple[QWidget, ...] = (*self.fields.values(), self.remove)
        for name, field in self.fields.items():
            field.setObjectName(f"group{at}_{name}")
            if field is not self.pattern:
                field.setFixedWidth(fonts.scaled(100 if field is self.frozen else 60))
        self.remove.setObjectName(f"group{at}_remove")
        self.pattern.value_changed.connect(self._take_pattern)
        self.factor.value_changed.connect(self._take_factor)
        self.decay.value_changed.connect(self._take_decay)
        self.frozen.value_changed.connect(self._take_frozen)
        self.remove.clicked.connect(self._take_away)

    def word(self, titles: tuple[str, ...], remove: str, epochs: str) -> None:
        for field, title in zip(self.fields.values(), titles, strict=True):
            field.setAccessibleName(title)
        self.remove.set_name(remove)
        self.frozen.set_suffix(epochs)

    def show_group(self, group: dict[str, Any]) -> None:
        """Show the values of a group, as the recipe has them."""
        self.pattern.set_value(group[_PATTERN])
        self.factor.set_value(group[_FACTOR])
        self.decay.set_value(group.get(_DECAY))
        self.frozen.set_value(group[_FROZEN])

    @Slot(object)
    def _take_pattern(self, value: object) -> None:
        self.edited.emit(self._at, _PATTERN, value)

    @Slot(object)
    def _take_factor(self, value: object) -> None:
        self.edited.emit(self._at, _FACTOR, value)

    @Slot(object)
    def _take_decay(self, value: object) -> None:
        self.edited.emit(self._at, _DECAY, value)

    @Slot(object)
    def _take_frozen(self, value: object) -> None:
        self.edited.emit(self._at, _FROZEN, value)

    @Slot()
    def _take_away(self) -> None:
        self.removed.emit(self._at)


class _DecayField(NumberField):
    """A weight decay, or nothing for the optimizer's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0.0, _DECAYS, parent=parent)
        self.set_value(None)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def _read(self, text: str) -> Any:
        return super()._read(text) if text.strip() else None
