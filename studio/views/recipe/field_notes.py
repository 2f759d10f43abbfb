"""Notes below the fields of the form: since when a value acts, with which a run ended, what suits the data better."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal, Slot

from studio.look import formats
from studio.session.session import Session
from studio.views.recipe.recipe_section import RecipeSection, row_of
from studio.views.recipe.summaries import part_name, size_of_epoch_weights
from trainer_core.protocol.events import HyperparameterChanged
from trainer_core.recipe.proposal.kinds import is_built_in
from trainer_core.recipe.schema import shown_value, value_of

SOURCE, PATH = "data.source", "data.path"
WEIGHTS = "training.epoch_weights"


class FieldNotes(QObject):
    """Writes notes into the rows of ``sections``, and does what is offered in them.

    Signals:
        proposal_asked(str): a person wants a recipe for the data of this source, or at this path, in place of the one
            that is there.
    """

    proposal_asked = Signal(str)

    def __init__(self, sections: Mapping[str, RecipeSection], session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._sections, self._session = sections, session
        self._offered = ("", "")
        """The field by which data were chosen that another recipe suits, and its value."""
        self._changed_at: dict[str, int] = {}
        """After which batch each live field was changed last."""
        session.prepared.connect(self._note_size)
        session.run_started.connect(self._forget)
        session.run_opened.connect(self._forget)
        session.hyperparameter_changed.connect(self._take_change)

    def follow(self) -> None:
        """Bring every note to the recipe that is shown, once the rows hold its values."""
        field, value = self._offered
        data = self._session.shown_recipe.data
        if field and value != str(data.arguments.get("path", "") if field == PATH else data.source):
            self._offered = ("", "")
            self._note(field, "")
        self._note_size()
        for key in self._changed_at:
            self._note_change(key)

    def offer_recipe(self, key: str, value: object) -> None:
        """Offer the recipe that suits the data, if it was data that a person has just chosen by the field ``key``."""
        if (key == SOURCE and is_built_in(str(value))) or (key == PATH and value):
            self._offered = (key, str(value))
            self._note(key, self.tr("The rest of the recipe stays. There is one that suits this data."), usable=True)

    @Slot(str)
    def use(self, key: str) -> None:
        """Take the value with which the last run ended into the recipe, or ask for the recipe that suits the data."""
        session = self._session
        if key in (SOURCE, PATH):
            self._note(key, "")
            self.proposal_asked.emit(self._offered[1])
            return
        assert session.run.recipe is not None
        session.set_value(key, session.run.recipe.to_dict()[key.partition(".")[0]][key.partition(".")[2]])

    @Slot()
    def _note_size(self) -> None:
        self._note(WEIGHTS, size_of_epoch_weights(self._session.shown_recipe, self._session.preparation))

    @Slot()
    def _forget(self) -> None:
        """Another run is shown, in which nothing was changed yet."""
        self._changed_at.clear()
        for section in self._sections.values():
            for row in section.rows.values():
                row.set_note("")
        self._note_size()

    @Slot(object)
    def _take_change(self, event: HyperparameterChanged) -> None:
        self._changed_at[event.key] = event.step
        self._note_change(event.key)

    def _note_change(self, key: str) -> None:
        """Say at a live field from which batch on its value holds, and after the run, with which one it ended."""
        session, row = self._session, row_of(self._sections, key)
        if row is None or session.run.recipe is None:
            return
        if session.in_run:
            row.set_note(self.tr("from batch {batch} on").format(batch=formats.count(self._changed_at[key])))
            return
        same_part = part_name(session.recipe, key) == part_name(session.run.recipe, key)
        if not same_part or value_of(session.run.recipe, key) == shown_value(session.shown_recipe, row.info):
            row.set_note("")
            return
        value = row.editor.text_of(value_of(session.run.recipe, key))
        row.set_note(self.tr("The last run ended with {value}.").format(value=value), usable=True)

    def _note(self, key: str, note: str, *, usable: bool = False) -> None:
        row = row_of(self._sections, key)
        if row is not None:
            row.set_note(note, usable)
