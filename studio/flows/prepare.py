"""Gets data and model of the recipe in the form ready, a moment after it was edited."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from studio.session.background import Background
from studio.session.corrections import CorrectionsOfRecipe
from studio.session.downloads import tell_downloads
from studio.session.session import Session
from studio.views.model.layers.layers_part import FIELD as LAYERS
from trainer_core.data import NeededDownload
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import unchosen

_AFTER_MS = 400


class PrepareFlow(QObject):
    """Asks nothing: what would have to be asked about waits for the start of a run. No signals.

    Torchvision is imported beside the GUI thread as soon as the recipe names a network of its, so that it is known by
    the time that a person chooses weights.
    """

    def __init__(
        self, session: Session, corrections: CorrectionsOfRecipe, background: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._corrections = corrections
        self._background = background
        self.timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self.timer.timeout.connect(self._look)
        session.recipe_changed.connect(self.timer.start)
        session.replays.changed.connect(self._look_again)

    @Slot()
    def _look_again(self) -> None:
        """What was edited just before a replay has waited for its end."""
        session, ready = self._session, self._session.preparation
        if not session.replaying and ready is not None and ready.recipe != session.recipe:
            self.timer.start()

    @Slot()
    def _look(self) -> None:
        recipe = self._session.recipe
        tell_downloads(recipe, self._background, partial(self._prepare, recipe))

    def _prepare(self, recipe: Recipe, needed: tuple[NeededDownload, ...]) -> None:
        """Prepare ``recipe``, unless that is done, would download something unasked, is not all chosen yet, or has
        layers that do not fit each other. Corrections alone wait for the next run: who makes them looks at the data as
        it is."""
        session = self._session
        if recipe != session.recipe or session.in_run or session.pending or session.replaying:
            return
        opened = session.run.opened is not None and session.run.opened.recipe == recipe
        ready = session.preparation
        corrected = ready is not None and self._corrections.only_differ(ready.recipe, recipe)
        if not opened and not needed and not unchosen(recipe) and not corrected and LAYERS not in session.errors:
            session.prepare()
