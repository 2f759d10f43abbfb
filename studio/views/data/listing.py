"""Which examples the data's page lists: of a filter, of a list of the run, the corrected, or the nearest to one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal, Slot

from studio.look.messages import words
from studio.session.corrections import CorrectionsOfRecipe
from studio.session.session import Session
from studio.views.data.filters import ALL, Filter
from studio.views.data.list_words import ListWords
from trainer_core.data.check.classes import CODES as CLASS_CODES
from trainer_core.data.check.finding import Finding
from trainer_core.errors import Message
from trainer_core.history.example_lists import OF_VALUES, ExampleList
from trainer_core.protocol.commands import Command, Split
from trainer_core.protocol.data_browsing import SPLITS, ExamplesFound, FindExamples, Order
from trainer_core.protocol.events import Done, Progress, Refused
from trainer_core.protocol.examples import ExamplesListed, FindNeighbours, ListExamples, NeighboursFound, StopListing

MOST = 500
"""Examples of a list of the run that are shown."""
_NEAREST = 24


class Listing(QObject):
    """Asks the engine for the places of examples, anew after each epoch where the run decides them.

    Attributes:
        places: what is listed, in order, (N,) int64.
        below: what stands below some of them, by place.
        listed: the list of the run that is shown, None for what is none.
        near: the place whose nearest are shown, None for another listing.
        problem: title and sentence of why nothing is listed, or None.
        share: how far a search for the nearest, or for doubtful labels, is, 0..1; None while none goes on.
        totals: how many examples each list of the run has.
        held: whether the list is of an earlier epoch, because someone points at it.

    Signals:
        changed(bool): other examples are listed; False where the same listing was only made anew.
        counted(): ``totals`` are others: what the run has kept of its examples is known, or has gone.
        progressed(): ``share`` is another.
    """

    changed = Signal(bool)
    counted = Signal()
    progressed = Signal()

    def __init__(self, session: Session, corrections: CorrectionsOfRecipe, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._corrections = corrections
        self.words = ListWords(self)
        self._filter = ALL
        self._splits: tuple[Split, ...] = SPLITS
        self._order: Order | None = None
        self._asked = self._asked_totals = 0
        self._unsorted: ExamplesListed | None = None
        """A list of the run whose order is asked for."""
        self._searches = 0
        """What was asked and may take long, until it is answered."""
        self._is_new = True
        self._keeps_nothing: Path | None = None
        """The folder of a run that has turned out to have no lists: it is not asked for them again by itself."""
        self.places: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.below: dict[int, str] = {}
        self.listed: ExamplesListed | None = None
        self.near: int | None = None
        self.problem: tuple[str, str] | None = None
        self.share: float | None = None
        self.totals: dict[ExampleList, int] = {}
        self.held = False
        session.data_browsed.connect(self._take)
        session.examples_listed.connect(self._take_list)
        session.neighbours_found.connect(self._take_neighbours)
        session.refused.connect(self._take_refused)
        session.done.connect(self._take_done)
        session.progress.connect(self._take_progress)

    @property
    def of_run(self) -> bool:
        """Whether what is shown is a list of the run."""
        return self.near is None and self._filter.which is not None

    @property
    def ordered(self) -> bool:
        """Whether what is shown has an order of its own, that of a list of the run or of likeness."""
        return self.near is not None or self._filter.which is not None

    @property
    def left_out(self) -> tuple[Finding, tuple[Message, ...]] | None:
        """The finding that is asked for and the notes on the reading, where nothing that it names is an example."""
        prepared, finding = self._session.preparation, self._filter.finding
        if prepared is None or finding is None or len(self.places) or self._splits != SPLITS:
            return None
        return finding, prepared.data.notes

    def lists(self) -> tuple[ExampleList, ...]:
        """The lists that there are for the task of the data that is prepared."""
        prepared = self._session.preparation
        return OF_VALUES if prepared is not None and not prepared.data.class_names else tuple(ExampleList)

    def show(self, which: Filter, splits: tuple[Split, ...]) -> None:
        """List the examples of a filter in some parts of the data; lists of the run are of the training part."""
        self._filter, self._splits, self.near, self._is_new = which, splits, None, True
        self._ask_again()

    @property
    def sortable(self) -> bool:
        """Whether what is shown can be in another order; the nearest stand by how near they are."""
        return self.near is None

    def sort(self, order: Order | None) -> None:
        """List what is listed in this order, None for its own, as long as the data is the same."""
        self._order, self._is_new = order, True
        self._ask_again()

    def show_nearest(self, place: int) -> None:
        """List the training examples that the model sees as most like the one at ``place``, which comes first."""
        prepared = self._session.preparation
        if prepared is None:
            return
        index, data = place, prepared.data
        for split, size in zip(SPLITS, (data.training, data.validation, data.test), strict=True):
            if index < size:
                self.near, self.share, self._is_new = place, 0.0, True
                self._ask(FindNeighbours(index, split, _NEAREST))
                self._searches = self._asked
                self.progressed.emit()
                return
            index -= size

    def back(self) -> None:
        """List again what was listed before the nearest."""
        self.near, self._is_new = None, True
        self._ask_again()

    def forget(self) -> None:
        """Other data is prepared: no answer that is under way counts."""
        self._break_off()
        self._asked_totals = 0
        self.near = self._keeps_nothing = self._order = None
        self._set_totals({})
        self._end_search()

    def refresh(self, *, held: bool = False) -> None:
        """Make what depends on the run anew; while a list is ``held`` it stays as it is."""
        run = self._session.run.started
        self.held = held and self.of_run and self.listed is not None
        if self.of_run and not self.held:
            self._ask_again()
        elif self.words.why_none(self._session) is not None:
            self._set_totals({})
        elif run is not None and (self._session.in_run or run.folder != self._keeps_nothing):
            self._asked_totals = self._list(ExampleList.HARDEST, 1)

    @Slot()
    def refresh_corrected(self) -> None:
        """Make the list of corrected examples anew."""
        if self._filter.corrected and self.near is None:
            self._ask_again()

    def _ask_again(self) -> None:
        self._end_search()
        which = self._filter.which
        if which is not None:
            self._break_off()
            why = self.words.why_none(self._session)
            if why is None:
                self._asked = self._list(which, MOST)
                self._searches = self._asked
                if which is ExampleList.MISLABELLED and self._is_new:
                    self.share = 0.0
                    self.progressed.emit()
            else:
                self._set_totals({})
                self._show((), problem=why)
            return
        keys = tuple(self._corrections.made) if self._filter.corrected else ()
        if self._filter.corrected and not keys:
            self._break_off()
            self._show(())
            return
        finding = self._filter.finding
        items, of_classes = (finding.items, finding.code in CLASS_CODES) if finding is not None else ((), False)
        self._ask(FindExamples(self._splits, self._filter.label, items, of_classes, keys, order=self._order))

    def _ask(self, command: Command) -> None:
        self._break_off()
        self._asked = command.id
        self._session.post(command)

    def _break_off(self) -> None:
        """Let go of a search that another question replaces: it would keep the answer waiting."""
        if self._searches:
            self._session.post(StopListing(self._searches))
        self._asked = self._searches = 0
        self._unsorted = None

    def _list(self, which: ExampleList, most: int) -> int:
        run = self._session.run.started
        assert run is not None
        assert run.folder is not None
        command = ListExamples(run.folder, which, most)
        self._session.post(command)
        return command.id

    def _show(
        self,
        places: npt.NDArray[np.int64] | tuple[int, ...],
        below: dict[int, str] | None = None,
        *,
        listed: ExamplesListed | None = None,
        problem: tuple[str, str] | None = None,
    ) -> None:
        self.places, self.below = np.asarray(places, dtype=np.int64), below or {}
        self.listed, self.problem = listed, problem
        is_new, self._is_new = self._is_new, False
        self.changed.emit(is_new)

    @Slot(object)
    def _take(self, event: object) -> None:
        if not isinstance(event, ExamplesFound) or event.answers != self._asked:
            return
        if self._unsorted is not None:
            self._show_list(self._unsorted, event.places)
        else:
            self._show(self._as_corrected(event.places))

    def _show_list(self, listed: ExamplesListed, places: npt.NDArray[np.int64] | tuple[int, ...]) -> None:
        """Show a list of the run, its examples in the order of ``places``."""
        self._unsorted = None
        below = {each.index: self.words.score(listed.which, each) for each in listed.examples}
        problem = None if listed.examples else self.words.empty()
        self._show(places, below, listed=listed, problem=problem)

    def _as_corrected(self, places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Of a class, the examples that were given its label, and not those that were given another."""
        prepared, label = self._session.preparation, self._filter.label
        names = prepared.data.class_names if prepared is not None else ()
        if not 0 <= label < len(names) or not (relabelled := self._corrections.relabelled):
            return places
        moved = {each.place: given == names[label] for each, given in relabelled if each.split in self._splits}
        new = [place for place, is_in in moved.items() if is_in and place not in places]
        kept = places[~np.isin(places, [place for place, is_in in moved.items() if not is_in])]
        found = np.concatenate([kept, np.array(new, np.int64)])
        return found if self._order is not None else np.sort(found)

    @Slot(object)
    def _take_list(self, event: ExamplesListed) -> None:
        self._is_answered(event.answers)
        if event.answers not in (self._asked, self._asked_totals) or not event.answers:
            return
        if event.answers == self._asked:
            self._end_search()
            places = tuple(each.index for each in event.examples)
            if self._order is not None and places:
                self._ask(FindExamples(among=places, order=self._order))
                self._unsorted = event
            else:
                self._show_list(event, places)
        self._set_totals(dict(zip(event.lists, event.totals, strict=True)))

    @Slot(object)
    def _take_neighbours(self, event: NeighboursFound) -> None:
        self._is_answered(event.answers)
        if event.answers != self._asked or self.near is None:
            return
        self._end_search()
        likeness = map(self.words.likeness, event.cosines)
        self._show((self.near, *event.neighbours), dict(zip(event.neighbours, likeness, strict=True)))

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        """What cannot be listed says why."""
        self._is_answered(event.answers)
        run = self._session.run.started
        if event.command == "ListExamples" and event.answers in (self._asked, self._asked_totals):
            self._keeps_nothing = run.folder if run is not None else None
            self._set_totals({})
        if not event.answers or event.answers != self._asked:
            return
        self._asked = 0
        self._end_search()
        if self._unsorted is not None:
            self._show_list(self._unsorted, tuple(each.index for each in self._unsorted.examples))
        if event.command in ("ListExamples", "FindNeighbours"):
            self._show((), problem=(self.words.tr("This cannot be listed"), words(event.message)))

    @Slot(object)
    def _take_done(self, event: Done) -> None:
        if event.answers and event.answers == self._asked:
            self._end_search()

    @Slot(object)
    def _take_progress(self, event: Progress) -> None:
        if self.share is not None:
            self.share = event.fraction
            self.progressed.emit()

    def _is_answered(self, command: int) -> None:
        if command == self._searches:
            self._searches = 0

    def _set_totals(self, totals: dict[ExampleList, int]) -> None:
        self.totals = totals
        self.counted.emit()

    def _end_search(self) -> None:
        if self.share is not None:
            self.share = None
            self.progressed.emit()
