"""The examples that are chosen on the data's page: what stands with them, and what a person does with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Slot

from studio.look import formats
from studio.session.corrections import CorrectionsOfRecipe
from studio.session.session import Session
from studio.views.data.example_grid import ExampleGrid
from studio.views.data.example_rows import ExampleRows
from studio.views.data.example_store import Example, ExampleStore, Said
from studio.views.data.example_tools import ExampleTools
from studio.views.data.list_export import ListExport
from studio.views.data.listing import Listing
from studio.views.data.loss_curve import LossCurve
from studio.views.data.points_view import PointsView
from trainer_core.data.corrections import Label
from trainer_core.protocol.examples import LossesShown, ShowLosses

Worded = Callable[[npt.NDArray[np.float64]], str]
"""Words what is true of an example: its class, or its numbers."""


class ChosenExamples(QObject):
    """Carries out what the tools ask for, and keeps them and the curve of the losses at the examples that are chosen.

    No signals.
    """

    def __init__(
        self,
        session: Session,
        corrections: CorrectionsOfRecipe,
        store: ExampleStore,
        listing: Listing,
        export: ListExport,
        worded: Worded,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._corrections = corrections
        self._store = store
        self._listing = listing
        self._export = export
        self._worded = worded
        self._views: tuple[ExampleGrid | ExampleRows | PointsView, ...] = ()
        self._place: int | None = None
        self._asked = 0
        self.tools = ExampleTools()
        self.curve = LossCurve()
        tools = self.tools
        tools.label_asked.connect(self._relabel)
        tools.leave_out_asked.connect(self._leave_out)
        tools.take_back_asked.connect(self._take_back)
        tools.nearest_asked.connect(self._show_nearest)
        tools.copy_asked.connect(self._copy)
        tools.save_asked.connect(self._save)
        corrections.changed.connect(self.follow)
        store.arrived.connect(self.follow)
        listing.changed.connect(self.follow)
        listing.counted.connect(self._show_losses_again)
        session.data_browsed.connect(self._take)

    def watch(self, *views: ExampleGrid | ExampleRows | PointsView) -> None:
        """Act on what is chosen in these views, of which one is seen."""
        self._views = views
        for view in views:
            view.selection_changed.connect(self.follow)
            self.tools.give_keys_to(view)
        self.follow()

    @property
    def places(self) -> list[int]:
        """The places of the chosen examples: those that are selected, or the current one alone."""
        view = next((view for view in self._views if view.isVisible()), None)
        return view.selected if view is not None else []

    def said(self, place: int, example: Example) -> Said:
        """What stands with an example: its label, as it is corrected, and what it is listed for."""
        below = self._listing.below.get(place, "")
        made, truth = self._corrections.made, self._worded(example.truth)
        if example.key not in made:
            return Said(truth, below)
        label = made[example.key]
        return Said(truth, below, "left out") if label is None else Said(_in_words(label), below, "label")

    def _exactly(self, example: Example) -> str:
        """The label of an example as one types it: the name of its class, or its numbers with every digit."""
        prepared, label = self._session.preparation, self._corrections.made.get(example.key)
        if isinstance(label, str) or (prepared is not None and prepared.data.class_names):
            return label if isinstance(label, str) else self._worded(example.truth)
        values = example.truth.astype(np.float32).tolist() if label is None else np.atleast_1d(label).tolist()
        return " ".join(formats.number(float(str(np.float32(value)))) for value in values)

    def show_losses(self, place: int | None) -> None:
        """Show what became of the loss of the example at ``place`` in the run, where it is one of training."""
        self._place, session = place, self._session
        prepared, run = session.preparation, session.run.started
        folder = run.folder if run is not None and self._listing.totals else None
        if place is None or prepared is None or folder is None or place >= prepared.data.training:
            self._asked = 0
            self.curve.show_losses(None, answers_classes=True)
            return
        command = ShowLosses(folder, place)
        self._asked = command.id
        session.post(command)

    @Slot()
    def follow(self, event: object = None) -> None:
        """Fit the tools to what is chosen."""
        prepared = self._session.preparation
        if prepared is not None:
            self.tools.set_labels(prepared.data.class_names, prepared.data.target_names)
        places, made = self.places, self._corrections.made
        keys = [example.key for place in places if (example := self._store.at(place)) is not None]
        first = self._store.at(places[0]) if places else None
        self.tools.show_chosen(
            len(places) if self._corrections.ready else 0,
            self._exactly(first) if first is not None else "",
            corrected=any(key in made for key in keys),
            left_out=bool(keys) and all(key in made and made[key] is None for key in keys),
        )
        self.tools.set_listed(some=len(self._listing.places) > 0)

    @Slot()
    def _show_losses_again(self) -> None:
        self.show_losses(self._place)

    @Slot(object)
    def _relabel(self, label: Label) -> None:
        self._corrections.relabel(self.places, label)

    @Slot()
    def _leave_out(self) -> None:
        self._corrections.leave_out(self.places)

    @Slot()
    def _take_back(self) -> None:
        self._corrections.take_back(self.places)

    @Slot()
    def _show_nearest(self) -> None:
        places = self.places
        if len(places) == 1:
            self._listing.show_nearest(places[0])

    @Slot()
    def _copy(self) -> None:
        self._export.copy(self.places or self._listing.places.tolist())

    @Slot()
    def _save(self) -> None:
        listed = self._listing.listed
        if listed is not None:
            self._export.save(listed.which.value, (), (listed.folder, listed.which))
        else:
            self._export.save("examples", self._listing.places.tolist(), None)

    @Slot(object)
    def _take(self, event: object) -> None:
        if isinstance(event, LossesShown) and event.answers == self._asked:
            prepared = self._session.preparation
            classes = prepared is not None and bool(prepared.data.class_names)
            self.curve.show_losses(event, answers_classes=classes)


def _in_words(label: Label) -> str:
    if isinstance(label, str):
        return label
    return values_in_words(label if isinstance(label, tuple) else (label,))


def values_in_words(values: Iterable[float]) -> str:
    """The values of one example, to four digits each."""
    return ", ".join(formats.number(float(f"{value:.4g}")) for value in values)
