"""The recipe as a form: sections and fields made from the recipe's own schema, locked during a run."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs, FileKind
from studio.look import fonts
from studio.look.field_rules import object_name, refused_arguments
from studio.look.i18n import Retranslated
from studio.look.messages import name_of, words
from studio.session.session import Action, Session
from studio.views.recipe.field_notes import SOURCE, FieldNotes
from studio.views.recipe.form_search import FormSearch
from studio.views.recipe.parts_field import PartsField
from studio.views.recipe.recipe_row import RecipeRow
from studio.views.recipe.recipe_section import RecipeSection, row_of
from studio.views.recipe.summaries import SOMETIMES, part_name, summaries, without_effect
from studio.widgets.caption import Caption
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.protocol.events import CallDescribed, Prepared, Refused
from trainer_core.recipe.call_form import ARGUMENTS, CLASS_NAMES
from trainer_core.recipe.field_info import FieldInfo
from trainer_core.recipe.schema import describe, shown_value, unchosen

WIDTH = 284
"""Width of the column in pixels at the font scale 1."""

AUGMENT = "data.augment"

CALLED = ("data", "model", "loss", "optimizer", "metric")
"""Sections that may name a class or function in a person's file."""

_FOLDED_AT_FIRST = ("loss", "schedule", "metric")


class RecipeForm(Retranslated, QWidget):
    """The left column. ``sections`` holds a `RecipeSection` for each section of the recipe, by its key.

    Every value goes to `Session.set_value` when it is committed. A value that was not taken stays in its
    field, with the reason below it, until it is mended; during a run, where another value acts, until the field is
    left. What changes is told by the session.

    Signals:
        proposal_asked(str): that of `FieldNotes`.
        layers_asked(): a person wants to edit the layers of the model.
    """

    proposal_asked = Signal(str)
    layers_asked = Signal()

    def __init__(self, session: Session, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recipeForm")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._files = files
        self._changed_live = ""
        self._locked_by: tuple[object, ...] = ()
        self._refused: set[str] = set()
        """Arguments that the file did not take when it was tried; it may have been changed since, so Train stays on."""
        self.lock_caption = Caption("lock", self)
        self.lock_caption.setObjectName("recipeLockCaption")
        self.lock_caption.hide()
        self.sections = {
            info.key: RecipeSection(info, self, info.key not in _FOLDED_AT_FIRST)
            for info in describe(session.recipe, session.calls, session.candidates)
        }
        self.search = FormSearch(self.sections, self)
        self._notes = FieldNotes(self.sections, session, self)
        self._scroll = ScrollColumn(self)
        self._arrange()
        for section in self.sections.values():
            section.value_changed.connect(self._take_value)
            section.error_changed.connect(self._take_error)
            section.rows_changed.connect(self._order_tabs)
            section.reset_asked.connect(self._reset)
            section.use_asked.connect(self._notes.use)
            section.browse_asked.connect(self._browse)
        session.shown_changed.connect(self._show_recipe)
        session.recipe_refused.connect(self._show_refusal)
        session.state_changed.connect(self._show_state)
        session.prepared.connect(self._take_prepared)
        session.call_described.connect(self._show_call)
        session.refused.connect(self._take_refused)
        self._notes.proposal_asked.connect(self.proposal_asked)
        self.retranslate()
        self.parts(AUGMENT).stops_changed.connect(self._order_tabs)

    @property
    def locked(self) -> bool:
        """Whether only live fields can change now."""
        return not self._session.possible(Action.EDIT_RECIPE)

    def parts(self, key: str) -> PartsField:
        """Return the editor of a field that is a list of parts (``"data.augment"``)."""
        editor = self.row(key).editor
        assert isinstance(editor, PartsField)
        return editor

    def row(self, key: str) -> RecipeRow:
        """Return the row of a field (``"optimizer.lr"``); raises `KeyError`."""
        return self.sections[key.partition(".")[0]].rows[key]

    def add_to_section(self, key: str, widget: QWidget) -> None:
        """Show ``widget`` below the fields of a section, for example a picture of the schedule."""
        self.sections[key].body_layout.addWidget(widget)

    def add_below(self, key: str, widget: QWidget) -> None:
        """Show ``widget`` below a field, for example what its value makes of the data."""
        self.row(key).add_below(widget)

    def set_footer(self, widget: QWidget) -> None:
        """Show ``widget`` below the sections, in sight wherever a person has scrolled to."""
        self._layout.addWidget(widget)

    def reveal(self, key: str) -> None:
        """Open the section of a field, bring the field into view and give it the focus."""
        self.bring_into_view(key)
        self.row(key).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def bring_into_view(self, key: str) -> None:
        """Open the section of a field and scroll to it; the focus stays where it is. One that is gone is no error."""
        if self._has_row(key):
            self.search.show_field(key)
            self.sections[key.partition(".")[0]].reveal(key)
            self._scroll.ensureWidgetVisible(self.row(key))

    def retranslate(self) -> None:
        """Word what the sections do not word themselves in the present language."""
        self.setAccessibleName(self.tr("Recipe"))
        self._scroll.setAccessibleName(self.tr("Recipe"))
        self._show_recipe()
        self._show_state()

    def sizeHint(self) -> QSize:
        return QSize(round(WIDTH * fonts.scale()), 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(WIDTH * fonts.scale()), 160)

    @Slot()
    def _show_recipe(self) -> None:
        """Bring every field to what the recipe holds, except those whose wrong text waits to be mended."""
        recipe = self._session.shown_recipe
        kept = frozenset(self._session.errors) | self._refused
        for info in describe(recipe, self._session.calls, self._session.candidates):
            values = {field.key: self._value(field) for field in info.fields}
            self.sections[info.key].show_fields(info, values, kept)
        for key in kept:
            if not self._has_row(key):
                self._session.clear_error(key)
                self._refused.discard(key)
        self._show_summaries()
        self._lock_rows()
        self._notes.follow()
        for missing in unchosen(recipe):
            choose = self.tr("Choose a folder.") if missing.path == "folder" else self.tr("Choose a file.")
            if self._session.errors.get(missing.key) != choose:
                self._session.mark_error(missing.key, choose)

    @Slot()
    def _show_state(self) -> None:
        session = self._session
        self.lock_caption.setVisible(self.locked)
        if session.pending == "Start":
            self.lock_caption.set_text(self.tr("Locked until the data and the model are ready."))
        elif session.replaying:
            self.lock_caption.set_text(self.tr("The recipe of the replayed run."))
        else:
            self.lock_caption.set_text(self.tr("Locked while training; fields marked live can change."))
        if self._locks() != self._locked_by:
            self._lock_rows()

    @property
    def _in_own_run(self) -> bool:
        """Whether a run is under way whose live values can be changed."""
        return self._session.in_run and not self._session.replaying

    @Slot(str, object)
    def _take_value(self, key: str, value: object) -> None:
        """Hand a committed value to the session; one that comes when its field is locked is put back."""
        session, row = self._session, self.row(key)
        if self.locked and not (self._in_own_run and row.info.live):
            row.restore(self._value(row.info))
            return
        if session.in_run:
            self._changed_live = key
        if key.partition(".")[2] in CLASS_NAMES and row.info.kind == "choice":
            # What another class is called with is no concern of this one.
            session.set_recipe(session.recipe.with_values({key: value, f"{key.partition('.')[0]}.{ARGUMENTS}": {}}))
        elif session.set_value(key, value):
            self._notes.offer_recipe(key, value)

    @Slot(str, str)
    def _take_error(self, key: str, reason: str) -> None:
        if reason:
            if key not in self._refused and self._session.errors.get(key) != reason:
                self._session.mark_error(key, reason)
            return
        self._refused.discard(key)
        self._session.clear_error(key)
        if self._has_row(key) and not _being_edited(self.row(key)):
            self.row(key).set_value(self._value(self.row(key).info))

    @Slot(str, str)
    def _show_refusal(self, key: str, reason: str) -> None:
        if self._has_row(key):
            self.row(key).set_error(reason)
            self.sections[key.partition(".")[0]].reveal(key)

    @Slot(object)
    def _take_prepared(self, event: Prepared) -> None:
        for key in [key for key in self._refused if self._has_row(key)]:
            self.row(key).set_error("")
        self._show_summaries()

    @Slot(object)
    def _browse(self, info: FieldInfo) -> None:
        """Ask for the path of a field among what is there; layers have a page of their own."""
        if info.kind == "layers":
            self.layers_asked.emit()
            return
        given = str(self.row(info.key).editor.value)
        start = Path(given) if given else None
        name = object_name(info.key, "Dialog")
        if info.path == "folder":
            path = self._files.ask_data_folder(self.tr("Choose a folder"), name, start=start)
        else:
            kind = FileKind(name_of(info.title), info.suffixes) if info.suffixes else None
            path = self._files.ask_data_file(self.tr("Choose a file"), kind, name, start=start)
        if path is not None:
            self._take_value(info.key, str(path))

    @Slot(str)
    def _reset(self, key: str) -> None:
        """Put a field, or a part with all its arguments, back to the preset's value."""
        session = self._session
        section, _, name = key.partition(".")
        row = self.row(key)
        row.restore(self._value(row.info))
        if key == SOURCE:
            base = session.baseline.data
            own = {f"data.{each}": value for each, value in base.arguments.items()}
            session.set_recipe(session.recipe.with_values({key: base.source, **own}))
        elif name == "name":
            values = session.baseline.to_dict()[section]
            session.set_recipe(session.recipe.with_values({f"{section}.{each}": values[each] for each in values}))
        else:
            session.set_value(key, self._preset_of(row.info))

    def _preset_of(self, info: FieldInfo) -> Any:
        """The value to which a field can be reset: the preset's, during a run that of the run's own recipe."""
        session = self._session
        base = session.recipe if session.in_run else session.baseline
        name = info.key.partition(".")[2]
        if name != "name" and part_name(base, info.key) != part_name(session.shown_recipe, info.key):
            return info.default
        return shown_value(base, info)

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        """Show at its field why a live change was not carried out, or an argument of a person's class not taken."""
        if event.command == "SetHyperparameter" and event.code != "no-run" and self._changed_live:
            self._session.mark_error(self._changed_live, words(event.message))
        section = self._section_of(event)
        for argument in refused_arguments(event):
            line = f"{section}.{ARGUMENTS}"
            key = f"{line}.{argument}"
            key = key if self._has_row(key) else line
            if self._has_row(key):
                self._refused.add(key)
                self._show_refusal(key, words(event.message))

    def _section_of(self, event: Refused) -> str:
        """The section whose file the refusal is about; that of the data, where none has a file of this name."""
        name, recipe = event.message.facts.get("file"), self._session.shown_recipe
        given = {section: getattr(recipe, section).arguments.get("path", "") for section in CALLED}
        return next((section for section, path in given.items() if name and Path(path).name == name), CALLED[0])

    @Slot(object)
    def _show_call(self, event: CallDescribed) -> None:
        self._show_recipe()

    @Slot()
    def _order_tabs(self) -> None:
        stops = (stop for section in self.sections.values() for stop in section.stops())
        for before, after in pairwise((self.search.field, *stops)):
            QWidget.setTabOrder(before, after)

    def _locks(self) -> tuple[object, ...]:
        """What decides which rows are locked, and what they are reset to; a step through a run changes none of it."""
        session = self._session
        return self.locked, self._in_own_run, session.in_run, session.recipe, session.baseline, session.shown_recipe

    def _lock_rows(self) -> None:
        self._locked_by = self._locks()
        locked, in_run = self.locked, self._in_own_run
        for section in self.sections.values():
            for row in section.rows.values():
                row.set_enabled(not locked or (in_run and row.info.live))
                row.set_preset(self._preset_of(row.info))
                if row.line is not None:
                    row.line.returns = in_run

    def _show_summaries(self) -> None:
        recipe, prepared = self._session.shown_recipe, self._session.preparation
        infos = [section.info for section in self.sections.values()]
        for key, summary in summaries(recipe, infos, prepared).items():
            self.sections[key].set_summary(summary)
        hidden = without_effect(recipe, prepared)
        for key in SOMETIMES:
            self.row(key).applies = key not in hidden

    def _has_row(self, key: str) -> bool:
        return row_of(self.sections, key) is not None

    def _value(self, info: FieldInfo) -> Any:
        return shown_value(self._session.shown_recipe, info)

    def _arrange(self) -> None:
        content = QWidget(self)
        content.setProperty("role", "panel")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in self.sections.values():
            column.addWidget(section)
        column.addStretch(1)
        self._scroll.setObjectName("recipeScroll")
        self._scroll.setProperty("role", "panel")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.search)
        layout.addWidget(self.lock_caption)
        layout.addWidget(self._scroll, 1)


def _being_edited(row: RecipeRow) -> bool:
    return row.line is not None and row.line.isModified()
