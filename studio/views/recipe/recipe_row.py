"""One field of a recipe on the screen: label, live badge, an editor for its kind, what is wrong with it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from studio.look import fonts
from studio.look.field_rules import object_name, rules_of
from studio.look.marking import marked, spans
from studio.look.messages import name_of
from studio.look.theme import set_state
from studio.views.recipe.layers_field import LayersField
from studio.views.recipe.parts_field import PartsField
from studio.widgets.choice_field import ChoiceField
from studio.widgets.icon_button import IconButton
from studio.widgets.line_field import LineField
from studio.widgets.list_field import ListField
from studio.widgets.number_field import NumberField
from studio.widgets.pill import Pill
from studio.widgets.plain_field import PlainField, plain_field
from studio.widgets.slider_field import SliderField
from trainer_core.recipe.field_info import FieldInfo

Editor = PlainField | SliderField | PartsField | LayersField

FIELD_WIDTH = 138
"""Width of all fields of the form in pixels at the font scale 1."""

_ANY_WIDTH = (1 << 24) - 1
"""Qt's ``QWIDGETSIZE_MAX``, which PySide leaves out."""


class RecipeRow(QWidget):
    """A field of the recipe with everything that a person needs to know of it.

    Signals:
        value_changed(str, object): a person has committed another value for the field with this key.
        error_changed(str, str): key and why the shown text is wrong, or an empty string once it is not.
        reset_asked(str), use_asked(str): the value of the preset, or the one that the note offers, is to be taken.
        browse_asked(object): a person wants to choose the path of this field (`FieldInfo`) from what is there, or to
            edit its layers.
    """

    value_changed = Signal(str, object)
    error_changed = Signal(str, str)
    reset_asked = Signal(str)
    use_asked = Signal(str)
    browse_asked = Signal(object)

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.info = info
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.label.setProperty("role", "muted")
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.badge = Pill("", "live", self)
        self.editor = _editor(info, self)
        (self.line or self.editor).setObjectName(object_name(info.key, "Field"))
        self.label.setBuddy(self.line or self.editor)
        self.reset_button = IconButton("again", "", self)
        self.reset_button.setObjectName(object_name(info.key, "Reset"))
        self.reset_button.setProperty("size", "small")
        self.reset_button.setIconSize(QSize(14, 14))
        self.reset_button.hide()
        self.browse_button = IconButton("folder", "", self) if info.kind == "path" else None
        if self.browse_button is not None:
            self.browse_button.setObjectName(object_name(info.key, "Browse"))
            self.browse_button.clicked.connect(self._browse)
        self._preset: Any = None
        self._remark = QLabel(self)
        self._remark.setObjectName(object_name(info.key, "Remark"))
        self._remark.setWordWrap(True)
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._remark.hide()
        self._note = ""
        self.use_button = QPushButton(self)
        self.use_button.setObjectName(object_name(info.key, "Use"))
        self.use_button.setProperty("role", "quiet")
        self.use_button.setProperty("size", "small")
        self.use_button.hide()
        self._match = QLabel(self)
        self._match.setObjectName(object_name(info.key, "Match"))
        self._match.setWordWrap(True)
        self._match.setProperty("role", "muted")
        self._match.hide()
        self._applies, self._found = True, True
        self._below: bool | None = None
        """Whether the editor stands below its label; None until it has a place."""
        for small in (self.label, self._remark, self.use_button, self._match):
            fonts.use(small, "small")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._arrange()
        self.editor.installEventFilter(self)
        self.editor.value_changed.connect(self._pass_on_value)
        self.editor.error_changed.connect(self._pass_on_error)
        if isinstance(self.editor, LayersField):
            self.editor.open_asked.connect(self._browse)
        if self.line is not None:
            self.line.returned.connect(self._tell_returned)
        self.reset_button.clicked.connect(self._reset)
        self.use_button.clicked.connect(self._use)
        self.describe(info)

    @property
    def key(self) -> str:
        """Path of the field in the recipe: ``"optimizer.lr"``."""
        return self.info.key

    @property
    def line(self) -> LineField | None:
        """Where the value is typed, if it is."""
        editor = self.editor.number if isinstance(self.editor, SliderField) else self.editor
        return editor if isinstance(editor, LineField) else None

    @property
    def _wide(self) -> bool:
        """Whether the editor has the whole width, below its label."""
        return self.info.kind in ("path", "parts") or self.info.slider

    @property
    def applies(self) -> bool:
        """Whether the field has an effect with the recipe as it is; it is hidden where it has none."""
        return self._applies

    @applies.setter
    def applies(self, applies: bool) -> None:
        self._applies = applies
        self.show_if_found()

    @property
    def found(self) -> bool:
        """Whether the field is among what is searched for; it is where nothing is."""
        return self._found

    def show_if_found(self) -> None:
        """Show the row where its field has an effect and is among what is searched for."""
        self.setVisible(self._applies and self._found)

    def search(self, words: tuple[str, ...], titles: str = "") -> bool:
        """Mark ``words`` (in small letters) where they are found, and say whether all of them are.

        Looked through are ``titles`` (those of the section), title, key and description, in English, too.
        """
        info = self.info
        title, about = name_of(info.title), name_of(info.description)
        names = "\n".join((titles, title, info.title, info.key)).casefold()
        told = [word for word in words if word not in names]
        self._found = all(spans(f"{about}\n{info.description}", [word], at_start=True) for word in told)
        # A key is not seen otherwise; what stands in an English description alone is not shown in another language.
        keyed = [word for word in words if word not in title.casefold() and word not in titles and word not in told]
        line = marked(about, told, at_start=True) if told else marked(info.key, keyed) if keyed else ""
        self.label.setText(marked(title, words) if self._found else title)
        self._match.setText(line if self._found else "")
        self._match.setVisible(self._found and bool(line))
        self.show_if_found()
        return self._found

    @property
    def error(self) -> str:
        """Why the shown value is wrong; empty while it is not."""
        return self.editor.error

    @property
    def remark(self) -> str:
        """What stands below the field: the reason of an error, else a note, else nothing."""
        return self._remark.text()

    def describe(self, info: FieldInfo) -> None:
        """Show another description of the same field: another language, range or list of choices."""
        self.info = info
        title, unit = name_of(info.title), name_of(info.unit)
        self.label.setText(title)
        self.badge.setText(self.tr("live"))
        self.badge.setToolTip(self.tr("Can be changed during training; takes effect at the next step."))
        self.badge.setVisible(info.live)
        if isinstance(self.editor, SliderField):
            self.editor.set_rules(rules_of(info), unit)
        elif isinstance(self.editor, NumberField):
            self.editor.set_rules(rules_of(info))
            self.editor.set_suffix(unit)
        elif isinstance(self.editor, ListField):
            self.editor.set_rules(rules_of(info))
            self.editor.setPlaceholderText(self.tr("none"))
        elif isinstance(self.editor, ChoiceField):
            self.editor.set_choices(
                info.choices,
                [name_of(label) for label in info.labels],
                [name_of(summary) for summary in info.summaries],
            )
        elif isinstance(self.editor, PartsField):
            self.editor.describe(info)
        if self.browse_button is not None:
            folder = info.path == "folder"
            self.browse_button.set_name(self.tr("Choose a folder") if folder else self.tr("Choose a file"))
        tip = "\n".join(filter(None, (name_of(info.description), self._range())))
        self.label.setToolTip(tip)
        name = f"{title} ({unit})" if unit else title
        if isinstance(self.editor, SliderField):
            self.editor.set_name(name, tip)
        else:
            self.editor.setToolTip(tip)
            self.editor.setAccessibleName(name)
        self.use_button.setText(self.tr("Use"))
        self.use_button.setToolTip(self.tr("Put this value into the recipe of the next run"))
        self._word_reset()
        self._fit()

    def set_value(self, value: Any) -> None:
        """Show what the recipe holds, without a signal."""
        self.editor.set_value(value)
        self._fit()

    def restore(self, value: Any) -> None:
        """Show what the recipe holds in place of a text that was begun or refused."""
        if self.line is not None:
            self.line.setModified(False)
        self.editor.set_error("")
        self.set_value(value)

    def set_enabled(self, enabled: bool) -> None:
        """Let a person change the value, or not now."""
        self.editor.setEnabled(enabled)
        if self.browse_button is not None:
            self.browse_button.setEnabled(enabled)

    def stops(self) -> tuple[QWidget, ...]:
        """The widgets that Tab goes through, in their order."""
        editors = self.editor.stops() if isinstance(self.editor, PartsField | SliderField) else (self.editor,)
        parts = (*editors, self.browse_button, self.reset_button, self.use_button)
        return tuple(part for part in parts if part is not None)

    def set_error(self, reason: str) -> None:
        """Mark the shown value as wrong; it stays for the person to mend."""
        if reason != self.editor.error:
            self.editor.set_error(reason)

    def add_below(self, widget: QWidget) -> None:
        """Show ``widget`` below the field, for example what its value makes of the data."""
        self._layout.addWidget(widget, 4, 0, 1, 2)

    def set_note(self, note: str, usable: bool = False) -> None:
        """Say something about the value below the field, as long as nothing is wrong with it.

        A note that is ``usable`` names another value, and has a button with which it is taken.
        """
        self._note = note
        self.use_button.setVisible(usable)
        self._show_remark()

    def set_preset(self, value: Any) -> None:
        """Offer to reset the field to ``value``, which a list may give as a tuple, unless it holds that value."""
        self._preset = list(value) if isinstance(value, tuple) else value
        other = self._preset is not None and self._preset != self.editor.value
        self.reset_button.setVisible(other and self.editor.isEnabled())
        self._word_reset()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The editor gets its new font and frame after the row, and a choice is as wide as these make it.
        if watched is self.editor and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        return False

    @Slot()
    def _reset(self) -> None:
        self.editor.setFocus()
        self.reset_asked.emit(self.key)

    @Slot()
    def _use(self) -> None:
        self.editor.setFocus()
        self.use_asked.emit(self.key)

    @Slot()
    def _browse(self) -> None:
        self.browse_asked.emit(self.info)

    @Slot(str)
    def _tell_returned(self, reason: str) -> None:
        self.set_note(self.tr("Not taken: {reason}").format(reason=reason))

    def _word_reset(self) -> None:
        if self._preset is not None:
            value = self.editor.text_of(self._preset)
            self.reset_button.set_name(self.tr("Reset to {value}").format(value=value))

    @Slot(object)
    def _pass_on_value(self, value: object) -> None:
        self.set_note("")
        self._fit()
        self.value_changed.emit(self.key, value)

    @Slot(str)
    def _pass_on_error(self, reason: str) -> None:
        self._show_remark()
        self.error_changed.emit(self.key, reason)

    def _show_remark(self) -> None:
        error = self.editor.error
        set_state(self._remark, role="error" if error else "muted")
        self._remark.setText(error or self._note)
        self._remark.setVisible(bool(error or self._note))

    def _arrange(self) -> None:
        names = QGridLayout()
        names.setSpacing(3)
        names.setColumnStretch(0, 1)
        names.addWidget(self.label, 0, 0)
        names.addWidget(self.reset_button, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        names.addWidget(self.badge, 1, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout = layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(6)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(0, 1)
        layout.addLayout(names, 0, 0, 1, 2 if self._wide else 1)
        if self._wide:
            path = QHBoxLayout()
            path.setSpacing(4)
            path.addWidget(self.editor, 1)
            if self.browse_button is not None:
                path.addWidget(self.browse_button)
            layout.addLayout(path, 2, 0, 1, 2)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._remark, 1)
        below.addWidget(self.use_button)
        layout.addLayout(below, 3, 0, 1, 2)
        layout.addWidget(self._match, 5, 0, 1, 2)
        self._fit()

    def _fit(self) -> None:
        """Put the editor beside its label; a choice whose words do not fit there has the width below it."""
        if self._wide:
            return
        width = round(FIELD_WIDTH * fonts.scale())
        below = isinstance(self.editor, ChoiceField) and self.editor.wanted_width() > width
        self.editor.setMinimumWidth(width)
        self.editor.setMaximumWidth(_ANY_WIDTH if below else width)
        if below is not self._below:
            self._below = below
            if below:
                self._layout.addWidget(self.editor, 2, 0, 1, 2)
            else:
                self._layout.addWidget(self.editor, 0, 1, Qt.AlignmentFlag.AlignVCenter)

    def _range(self) -> str:
        """Say in words which numbers the field takes: ``1 to 65,536 examples``."""
        info = self.info
        if info.kind not in ("int", "float", "ints", "floats"):
            return ""
        rules = rules_of(info)
        low, high = (
            "" if bound is None else (f"{bound:,}" if rules.whole else rules_of(info, zero="").write(bound))
            for bound in (info.minimum, info.maximum)
        )
        unit = name_of(info.unit)
        if low and high:
            text = self.tr("{low} to {high} {unit}")
            if info.open_minimum and info.open_maximum:
                text = self.tr("more than {low}, less than {high} {unit}")
            elif info.open_minimum:
                text = self.tr("more than {low}, up to {high} {unit}")
            elif info.open_maximum:
                text = self.tr("{low} or more, less than {high} {unit}")
        elif low:
            text = self.tr("more than {low} {unit}") if info.open_minimum else self.tr("{low} {unit} or more")
        elif high:
            text = self.tr("less than {high} {unit}") if info.open_maximum else self.tr("up to {high} {unit}")
        else:
            text = ""
        words = " ".join(text.format(low=low, high=high, unit=unit).split())
        if info.zero:
            zero = self.tr("0 means “{word}”").format(word=name_of(info.zero))
            words = f"{words}; {zero}" if words else zero
        return words


def _editor(info: FieldInfo, parent: QWidget) -> Editor:
    if info.kind == "parts":
        return PartsField(info, parent)
    if info.kind == "layers":
        return LayersField(parent)
    if info.slider:
        assert info.minimum is not None
        field = SliderField(info.minimum, rules_of(info), name_of(info.unit), parent)
        field.slider.setObjectName(object_name(info.key, "Slider"))
        return field
    length = len(info.default) if isinstance(info.default, tuple) else 0
    return plain_field(info.kind, rules_of(info), parent, length=length)
