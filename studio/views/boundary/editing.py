"""Adding and taking away points of toy data by hand: what a click makes of the recipe."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from studio.session.session import Action, Session
from studio.views.boundary.points import places_of
from studio.widgets.map_plot import MapPlot
from trainer_core.protocol.answer_map import AnswersMapped

ADDED, REMOVED = "added", "removed"
_NEAR = 12.0
"""Pixels within which a click means a point."""


@dataclass(frozen=True, slots=True)
class Editing:
    """Changes the lists of points in the recipe of ``session``, each as one edit that can be undone."""

    session: Session

    @property
    def takes_points(self) -> bool:
        """Whether the data takes points, and all of it is used."""
        data = self.session.recipe.data
        return {ADDED, REMOVED} <= set(data.arguments) and not data.limit

    @property
    def possible(self) -> bool:
        """Whether the data takes points, and nothing is under way that needs it as it is."""
        return self.takes_points and self.session.possible(Action.EDIT_RECIPE)

    def add(self, x: float, y: float, number: int | None) -> None:
        """Add a point of class ``number``, or one without a class."""
        point = [round(x, 4), round(y, 4), *([] if number is None else [float(number)])]
        self.session.set_value(f"data.{ADDED}", [*self._list(ADDED), *point])

    def remove(self, event: AnswersMapped, plot: MapPlot, x: float, y: float, classes: int) -> bool:
        """Take away the point of ``event`` at a place of ``plot``; returns whether there is one."""
        (left, right), (bottom, top) = plot.view.x_range, plot.view.y_range
        across, up = plot.view.width() / (right - left), plot.view.height() / (top - bottom)
        nearest, row = _NEAR, -1
        for points in event.points:
            at, over = places_of(points, classes)
            away = np.nan_to_num(np.hypot((at - x) * across, (over - y) * up), nan=np.inf)
            if len(away) and away.min() <= nearest:
                nearest, row = float(away.min()), int(points.rows[away.argmin()])
        if row < 0:
            return False
        removed, added = self._list(REMOVED), self._list(ADDED)
        drawn = self.session.recipe.data.arguments["count"]
        kept = np.delete(np.arange(drawn), [int(each) for each in removed if each < drawn])
        if row < len(kept):
            return self.session.set_value(f"data.{REMOVED}", sorted([*removed, int(kept[row])]))
        width = 3 if classes else 2
        place = (row - len(kept)) * width
        return self.session.set_value(f"data.{ADDED}", added[:place] + added[place + width :])

    def _list(self, name: str) -> list[float]:
        return list(self.session.recipe.data.arguments[name])
