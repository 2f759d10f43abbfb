"""The recipe as a form: sections and fields made from the recipe's own schema, locked during a run."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.messages import name_of, words
from studio.session.session import Action, Session
from studio.views.recipe.recipe_row import RecipeRow
from studio.views.recipe.recipe_section import RecipeSection
from studio.widgets.caption import Caption
from trainer_core.protocol.events import HyperparameterChanged, Prepared, Refused, RunStarted
from trainer_core.recipe.recipe import PartRecipe
from trainer_core.recipe.schema import FieldInfo, describe

WIDTH = 284
"""Width of the column in pixels at the font scale 1."""

_FOLDED_AT_FIRST = ("loss", "schedule")


class RecipeForm(QWidget):
    """The left column. ``sections`` holds a `RecipeSection` for each section of the recipe, by its key.

    Every value goes to `Session.set_value` when it is committed. A value that was not taken stays in its
    field, with the reason below it, until it is mended. No signals: what changes is told by the session.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recipeForm")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._changed_live = ""
        self._changed_at: dict[str, int] = {}
        self.lock_caption = Caption("lock", self)
        self.lock_caption.setObjectName("recipeLockCaption")
        self.lock_caption.hide()
        self.sections = {
            info.key: RecipeSection(info, self, info.key not in _FOLDED_AT_FIRST) for info in describe(session.recipe)
        }
        self._scroll = QScrollArea(self)
        self._arrange()
        for section in self.sections.values():
            section.value_changed.connect(self._take_value)
            section.error_changed.connect(self._take_error)
            section.rows_changed.connect(self._order_tabs)
        session.recipe_changed.connect(self._show_recipe)
        session.recipe_refused.connect(self._show_refusal)
        session.state_changed.connect(self._show_state)
        session.prepared.connect(self._take_prepared)
        session.run_started.connect(self._take_run_started)
        session.hyperparameter_changed.connect(self._take_hyperparameter)
        session.refused.connect(self._take_refused)
        self.retranslate()

    @property
    def locked(self) -> bool:
        """Whether only live fields can change now."""
        return not self._session.possible(Action.EDIT_RECIPE)

    def row(self, key: str) -> RecipeRow:
        """Return the row of a field (``"optimizer.lr"``); raises `KeyError`."""
        return self.sections[key.partition(".")[0]].rows[key]

    def add_to_section(self, key: str, widget: QWidget) -> None:
        """Show ``widget`` below the fields of a section, for example a picture of the schedule."""
        self.sections[key].body_layout.addWidget(widget)

    def set_footer(self, widget: QWidget) -> None:
        """Show ``widget`` below the sections, in sight wherever a person has scrolled to."""
        self.layout().addWidget(widget)

    def reveal(self, key: str) -> None:
        """Open the section of a field, bring the field into view and give it the focus."""
        self.sections[key.partition(".")[0]].reveal(key)
        row = self.row(key)
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(row)

    def retranslate(self) -> None:
        """Word what the sections do not word themselves in the present language."""
        self.setAccessibleName(self.tr("Recipe"))
        self._scroll.setAccessibleName(self.tr("Recipe"))
        self._show_recipe()
        self._show_state()
        for key in self._changed_at:
            self._note_change(key)

    def sizeHint(self) -> QSize:
        return QSize(round(WIDTH * fonts.scale()), 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(WIDTH * fonts.scale()), 160)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot()
    def _show_recipe(self) -> None:
        """Bring every field to what the recipe holds, except those whose wrong text waits to be mended."""
        recipe = self._session.recipe
        kept = frozenset(self._session.errors)
        for info in describe(recipe):
            values = {field.key: self._value(field.key) for field in info.fields}
            self.sections[info.key].show_fields(info, values, kept)
        for key in kept:
            if not self._has_row(key):
                self._session.clear_error(key)
        self._show_summaries()
        self._lock_rows()

    @Slot()
    def _show_state(self) -> None:
        session = self._session
        self.lock_caption.setVisible(self.locked)
        if session.pending == "Start":
            self.lock_caption.set_text(self.tr("Locked until the data and the model are ready."))
        else:
            self.lock_caption.set_text(self.tr("Locked while training; fields marked live can change."))
        self._lock_rows()

    @Slot(str, object)
    def _take_value(self, key: str, value: object) -> None:
        """Hand a committed value to the session; one that comes when its field is locked is put back."""
        session, row = self._session, self.row(key)
        if self.locked and not (session.in_run and row.info.live):
            row.restore(self._value(key))
            return
        if session.in_run:
            self._changed_live = key
        session.set_value(key, value)

    @Slot(str, str)
    def _take_error(self, key: str, reason: str) -> None:
        if reason:
            if self._session.errors.get(key) != reason:
                self._session.mark_error(key, reason)
            return
        self._session.clear_error(key)
        if self._has_row(key) and not _being_edited(self.row(key)):
            self.row(key).set_value(self._value(key))

    @Slot(str, str)
    def _show_refusal(self, key: str, reason: str) -> None:
        if self._has_row(key):
            self.row(key).set_error(reason)
            self.sections[key.partition(".")[0]].reveal(key)

    @Slot(object)
    def _take_prepared(self, event: Prepared) -> None:
        self._show_summaries()

    @Slot(object)
    def _take_run_started(self, event: RunStarted) -> None:
        self._changed_at.clear()
        for section in self.sections.values():
            for row in section.rows.values():
                row.set_note("")

    @Slot(object)
    def _take_hyperparameter(self, event: HyperparameterChanged) -> None:
        self._changed_at[event.key] = event.step
        self._note_change(event.key)

    def _note_change(self, key: str) -> None:
        """Say at a live field from which batch on its value holds."""
        if self._has_row(key):
            note = self.tr("from batch {batch} on").format(batch=formats.count(self._changed_at[key]))
            self.row(key).set_note(note)

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        """Show at its field why a live change was not carried out."""
        if event.command == "SetHyperparameter" and event.code != "no-run" and self._changed_live:
            self._session.mark_error(self._changed_live, words(event.message))

    @Slot()
    def _order_tabs(self) -> None:
        stops = [stop for section in self.sections.values() for stop in section.stops()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _lock_rows(self) -> None:
        locked, in_run = self.locked, self._session.in_run
        for section in self.sections.values():
            for row in section.rows.values():
                row.editor.setEnabled(not locked or (in_run and row.info.live))

    def _show_summaries(self) -> None:
        session, recipe = self._session, self._session.recipe
        for key in ("data", "model", "loss", "optimizer", "schedule"):
            part = getattr(recipe, key)
            name = part.name if isinstance(part, PartRecipe) else part.source
            self.sections[key].set_summary(_label(self.sections[key].info.fields, name))
        prepared = session.preparation
        if prepared is not None and prepared.recipe.data.source == recipe.data.source:
            examples = formats.count(prepared.data.training + prepared.data.validation)
            images = len(prepared.data.input_shape) == 3
            text = self.tr("{title} · {count} images") if images else self.tr("{title} · {count} examples")
            self._extend("data", text, count=examples)
            if prepared.recipe.model == recipe.model:
                parameters = formats.count(prepared.model.parameters)
                self._extend("model", self.tr("{title} · {count} parameters"), count=parameters)
        epochs = recipe.training.epochs
        text = self.tr("{epochs} epochs · seed {seed}") if epochs != 1 else self.tr("{epochs} epoch · seed {seed}")
        self.sections["training"].set_summary(text.format(epochs=formats.count(epochs), seed=recipe.training.seed))

    def _extend(self, key: str, text: str, **facts: str) -> None:
        header = self.sections[key].header
        header.set_summary(text.format(title=header.summary, **facts))

    def _has_row(self, key: str) -> bool:
        section = self.sections.get(key.partition(".")[0])
        return section is not None and key in section.rows

    def _value(self, key: str) -> Any:
        section, _, name = key.partition(".")
        return getattr(getattr(self._session.recipe, section), name)

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
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.lock_caption)
        layout.addWidget(self._scroll, 1)


def _label(fields: tuple[FieldInfo, ...], name: str) -> str:
    """Return the words of the choice ``name`` of a section's first field."""
    first = fields[0]
    return name_of(first.labels[first.choices.index(name)]) if name in first.choices else name


def _being_edited(row: RecipeRow) -> bool:
    is_modified = getattr(row.editor, "isModified", None)
    return bool(is_modified()) if is_modified is not None else False
