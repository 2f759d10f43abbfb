"""The example that is chosen on the data's page: asked for, titled by its label as corrected, its row beside it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Slot

from studio.session.session import Session
from studio.views.data.chosen_examples import ChosenExamples
from studio.views.data.example_store import ExampleStore
from studio.views.data.row_columns import RowColumns
from studio.views.data.side_pane import SidePane
from trainer_core.protocol.data_browsing import DataDescribed, ExampleShown, ShowExample

Worded = Callable[[npt.NDArray[np.float64]], str]


class ShownExample(QObject):
    """Keeps ``detail`` and ``row_detail`` of the side pane at one place. No signals."""

    def __init__(
        self,
        session: Session,
        store: ExampleStore,
        columns: RowColumns,
        chosen: ChosenExamples,
        side: SidePane,
        worded: Worded,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._store = store
        self._columns = columns
        self._chosen = chosen
        self._side = side
        self._worded = worded
        self._described: DataDescribed | None = None
        self._place: int | None = None
        self._draw = self._asked = 0
        side.detail.draw_asked.connect(self._draw_again)
        columns.arrived.connect(self._show_cells)
        store.arrived.connect(self.show_label)
        session.shown_changed.connect(self.show_again)
        session.data_browsed.connect(self._take)

    def describe(self, described: DataDescribed | None) -> None:
        """Take what the data is, None while that is not known."""
        self._described = described

    def forget(self) -> None:
        """No example is chosen."""
        self._place = None
        self._side.row_detail.forget()
        self._chosen.show_losses(None)
        self._side.detail.show_example(None, "")

    @Slot(int)
    def choose(self, place: int) -> None:
        """Show the example at ``place``."""
        self._place, self._draw = place, 0
        self.show_again()
        self._chosen.show_losses(place)

    @Slot()
    def show_again(self) -> None:
        """Ask for what is chosen under the present recipe."""
        if self._place is not None and self._side.isVisible():
            command = ShowExample(self._session.shown_recipe, self._place, self._draw)
            self._asked = command.id
            self._session.post(command)

    @Slot()
    def show_label(self) -> None:
        """Title the example by its label, as it is corrected."""
        shown = self._side.detail.shown
        example = self._store.at(shown.place) if shown is not None else None
        if shown is not None and example is not None:
            said = self._chosen.said(shown.place, example)
            marks = {"": "{label}", "label": self.tr("{label} (corrected)"), "left out": self.tr("{label} (left out)")}
            self._side.detail.show_truth(marks[said.mark].format(label=said.label))

    @Slot()
    def _draw_again(self) -> None:
        self._draw += 1
        self.show_again()

    @Slot(object)
    def _take(self, event: object) -> None:
        if not isinstance(event, ExampleShown) or event.answers != self._asked or event.place != self._place:
            return
        names = self._described.inputs if self._described is not None and not self._columns.of_file else ()
        self._side.detail.show_example(event, self._worded(event.truth.reshape(-1).astype(np.float64)), names)
        self.show_label()
        self._show_cells()

    @Slot()
    def _show_cells(self) -> None:
        """Show the cells of the row beside what the model receives of them, as soon as they are here."""
        shown, described = self._side.detail.shown, self._described
        example = self._store.at(shown.place) if shown is not None else None
        if shown is not None and described is not None and example is not None:
            self._side.row_detail.show_example(shown, example, described, self._columns)
