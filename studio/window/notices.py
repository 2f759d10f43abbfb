"""What is told in the window's banner: what the engine refuses, saves or keeps, and why training diverged."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from studio.flows.resume import CHANGED_DATA, NEEDS_DOWNLOAD, ContinuingFlow
from studio.flows.trust import NEEDS_TRUST, TrustFlow
from studio.look.messages import words
from studio.session.changed_by_hand import names_in_words
from studio.session.replay_commands import NOT_KEPT, REPLAY
from studio.session.session import Session
from studio.views.inside.watch_words import reached_words
from studio.widgets.banner import Banner, Kind, Sentence
from trainer_core.protocol.console import ChangesSettled
from trainer_core.protocol.data_browsing import OF_OTHER_DATA
from trainer_core.protocol.events import Diverged, Refused, State, WeightsSaved
from trainer_core.protocol.inside import WatchpointReached

_OF_A_LIST = ("DescribeTensor", "TileTensor", "CompareTensors")
"""What is asked of a tensor that was listed. Where the model has changed since, the new list is on its way."""
_SILENT = frozenset({"DescribeLayer", "DescribeStructure", "MapAnswers", "MeasureChange", "Predict", "TrySmallerBatch"})
"""Commands that no person has given, so that nobody waits for them."""
_SAID_THERE = frozenset({"PredictDrawing", "PredictRow", "AddNoise", "Scale", "SetWeight", "Silence", "SwapLayer"})
"""Commands whose refusal is told beside the button that asks for them."""
_PREPARING = ("Prepare", "Start")
"""Commands that load the data and build the model of the form."""
_NO_FAULT = frozenset({"cancelled", "before-batch", REPLAY})
"""Codes of refusals that tell a person where they are."""


class About(Enum):
    """What a notice is about that goes by itself once that is over."""

    DIVERGENCE = auto()
    WATCHPOINT = auto()
    UNTRUSTED = auto()
    PREPARATION = auto()
    """The recipe cannot be prepared."""
    OFFER = auto()


class Notices(QObject):
    """Shows the newest notice. A run that begins takes back what was told before it, one that goes on that it had
    diverged or come to a watchpoint, and a recipe that is prepared that one could not be.

    Signals:
        step_asked(): a person wants to see the step that stands at a watchpoint.
    """

    step_asked = Signal()

    def __init__(
        self,
        session: Session,
        banner: Banner,
        continuing: ContinuingFlow,
        trust: TrustFlow,
        shows: Callable[[Refused], bool],
        step_is_seen: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """``shows`` tells whether the page that is seen says already what was refused.

        ``step_is_seen`` tells whether it shows the step that stands still.
        """
        super().__init__(parent)
        self._continuing = continuing
        self._trust = trust
        self._shows, self._step_is_seen = shows, step_is_seen
        self._session = session
        self._banner = banner
        self._about: About | None = None
        self._paused = False
        session.refused.connect(self._show_refusal)
        session.diverged.connect(self._show_divergence)
        session.watchpoint_reached.connect(self._show_watchpoint)
        session.weights_saved.connect(self._show_saved)
        session.console_told.connect(self._show_settled)
        session.state_changed.connect(self._take_back)
        session.run_started.connect(self._clear)
        session.run_opened.connect(self._withdraw)
        session.prepared.connect(self._take_prepared)
        session.recipe_changed.connect(self._take_recipe)

    @Slot(object, str)
    def show(self, sentence: Sentence, kind: Kind, action: str = "", *, about: About | None = None) -> None:
        """Show a notice in place of the one that is there, with a button if ``action`` words one."""
        self._about = about
        self._banner.show_notice(sentence, kind, action)

    @Slot(object, str)
    def offer(self, sentence: Sentence, action: str) -> None:
        """Show a notice with a button, until it is pressed, or a run begins or is opened."""
        self.show(sentence, "info", action, about=About.OFFER)

    @Slot(object)
    def _show_refusal(self, event: Refused) -> None:
        if event.code == NEEDS_DOWNLOAD and (event.command == "Prepare" or self._continuing.asks_again(event)):
            return
        if event.code == NEEDS_TRUST and (self._asks_to_prepare(event) or self._continuing.asks_again(event)):
            return
        if event.code == NEEDS_TRUST and event.command == "Prepare":
            self._tell_untrusted(event)
            return
        if event.code == CHANGED_DATA and self._continuing.asks_again(event):
            return
        if event.code == "no-such-tensor" and event.command in _OF_A_LIST:
            return
        if event.code in OF_OTHER_DATA or event.code == NOT_KEPT:
            return
        if event.command not in _SILENT | _SAID_THERE and not self._shows(event):
            about = About.PREPARATION if event.command in _PREPARING else None
            self.show(partial(words, event.message), "info" if event.code in _NO_FAULT else "error", about=about)

    def _tell_untrusted(self, event: Refused) -> None:
        """Say that a file does not run, unless the question about it is open still or the page that is seen says so."""
        if self._trust.asking or self._shows(event):
            return
        name = Path(str(event.message.facts["path"])).name
        self.show(
            lambda: self.tr("{name} runs only after you have agreed to it. Press Train to be asked.").format(name=name),
            "info",
            about=About.UNTRUSTED,
        )

    def _is_over(self, *over: About) -> None:
        """Take a notice back that is about one of these."""
        if self._about in over:
            self._banner.hide()
            self._about = None

    @Slot(object)
    def _take_prepared(self, event: object = None) -> None:
        """What nobody had agreed to has run meanwhile, and what was wrong with the recipe is mended."""
        self._is_over(About.UNTRUSTED, About.PREPARATION)

    @Slot()
    def _take_recipe(self) -> None:
        """The recipe may be again the one that is prepared."""
        ready = self._session.preparation
        if ready is not None and ready.recipe == self._session.recipe:
            self._is_over(About.PREPARATION)

    @Slot(object)
    def _withdraw(self, event: object = None) -> None:
        """What was offered was about the run that was at hand before."""
        self._is_over(About.OFFER)

    def _asks_to_prepare(self, event: Refused) -> bool:
        """Ask about the file that the form names, and prepare with it; False if it was not refused for that."""
        if event.command != "Prepare" or not self._trust.agrees(self._session.recipe, wanted=False):
            return False
        self._session.prepare()
        return True

    @Slot(object)
    def _show_divergence(self, event: Diverged) -> None:
        self.show(partial(words, event.message), "error", about=About.DIVERGENCE)

    @Slot()
    def go(self) -> None:
        """The button of the notice was pressed."""
        if self._about is About.WATCHPOINT:
            self._about = None
            self.step_asked.emit()

    @Slot(object)
    def _show_watchpoint(self, event: WatchpointReached) -> None:
        if self._step_is_seen():  # it is said there, above the step and at the watchpoint
            return
        words_of_it = partial(reached_words, self._session, event)
        self.show(words_of_it, "warning", self.tr("Show the step"), about=About.WATCHPOINT)

    @Slot(object)
    def _show_settled(self, event: object) -> None:
        """What was changed by hand is kept: because a person has said so, or because the run goes on with it."""
        if isinstance(event, ChangesSettled) and event.changed and event.kept and (event.marked or not event.goes_on):
            self.show(partial(self._words_of_kept, event), "info")

    def _words_of_kept(self, event: ChangesSettled) -> str:
        if event.goes_on:
            text = self.tr(
                "The run continues with your changes and is marked as changed by hand from here on: {names}."
            )
        elif event.marked:
            text = self.tr("Kept your changes; the run is marked as changed by hand from here on: {names}.")
        else:
            text = self.tr("Kept your changes: {names}.")
        return text.format(names=names_in_words(event.changed))

    @Slot(object)
    def _show_saved(self, event: WeightsSaved) -> None:
        self.show(lambda: self.tr("The weights are saved in {path}.").format(path=event.path), "info")

    @Slot()
    def _take_back(self) -> None:
        """What a paused run is told of no longer holds once it goes on; its end has a notice of its own."""
        if self._session.state is State.TRAINING and self._paused:
            self._is_over(About.DIVERGENCE, About.WATCHPOINT)
        self._paused = self._session.state is State.PAUSED

    @Slot()
    def _clear(self) -> None:
        """A run begins: what was said of what came before has been read."""
        if self._banner.kind == "info":
            self._banner.hide()
