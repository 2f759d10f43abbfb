"""What the list at the left of the data's page says: how many examples each class and each list of the run has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject

from studio.look import formats
from studio.session.corrections import CorrectionsOfRecipe
from studio.views.data.filters import FilterList
from studio.views.data.list_words import RANKINGS
from studio.views.data.listing import Listing
from trainer_core.history.example_lists import ExampleList
from trainer_core.protocol.commands import Split
from trainer_core.protocol.data_browsing import SPLITS, DataDescribed
from trainer_core.protocol.reports import DataReport


class FilterCounts(QObject):
    """Fills ``filters``, with each example counted under the label that a person gave it. No signals."""

    def __init__(
        self, filters: FilterList, listing: Listing, corrections: CorrectionsOfRecipe, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._filters = filters
        self._listing = listing
        self._corrections = corrections

    def show_data(self, data: DataReport, described: DataDescribed | None, split: str) -> None:
        """Show classes and findings, with the counts of a part, or of ``"all"``, as soon as they are known."""
        if described is None:
            counts = np.zeros(max(1, len(data.class_names)), dtype=np.int64)
        else:
            shown = slice(None) if split == "all" else [SPLITS.index(Split(split))]
            counts = self._as_corrected(described.counts, data.class_names)[shown].sum(0)
        self._filters.show_filters(data.class_names, counts, data.findings)

    def show_lists(self, *, of_values: bool) -> bool:
        """Show the lists of the run and how many examples are corrected; returns whether another one is chosen now."""
        before, listing = self._filters.current, self._listing
        words = listing.words
        lists = [
            (which, words.name(which, of_values=of_values), words.sentence(which, of_values=of_values),
             self._total(which))
            for which in listing.lists()
        ]  # fmt: skip
        self._filters.show_lists(lists, len(self._corrections.made))
        return self._filters.current != before

    def _as_corrected(self, counts: npt.NDArray[np.int64], names: Sequence[str]) -> npt.NDArray[np.int64]:
        """The counts (3, K) of the classes with each example under the label that it was given."""
        counts = counts.copy()
        for example, label in self._corrections.relabelled:
            if label in names and example.label in names:
                counts[SPLITS.index(example.split), names.index(example.label)] -= 1
                counts[SPLITS.index(example.split), names.index(str(label))] += 1
        return counts

    def _total(self, which: ExampleList) -> str:
        total = self._listing.totals.get(which)
        return "" if total is None or which in RANKINGS else formats.count(total)
