"""Why the table of runs is empty, and what to do about it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from studio.widgets.empty_state import EmptyState


class NothingShown(EmptyState):
    """Says it in words. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("runs", "", "", parent)

    def explain(self, problem: str, known: int, scanned: bool) -> None:
        """Word it anew: ``problem`` is why the folder cannot be read, ``known`` how many runs the filter hides."""
        if problem:
            self.set_words(self.tr("The folder of the runs cannot be read"), problem)
        elif known:
            self.set_words(self.tr("No matching runs"), self.tr("Search for something else, or show all states."))
        elif scanned:
            self.set_words(
                self.tr("Every run appears here"),
                self.tr("With its curves, results and recipe, to compare, open or resume. Press Train to make one."),
            )
        else:
            self.set_words(self.tr("Reading the runs…"), "")
