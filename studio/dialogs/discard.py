"""Asks before a run and everything it has learned is deleted."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtWidgets import QWidget

from studio.dialogs.question import Question
from studio.look import formats


class OnDiscard(StrEnum):
    """What becomes of the run."""

    GO_ON = "go on"
    DISCARD = "discard"


class DiscardDialog(Question[OnDiscard]):
    """Discard the run, or go on with it, which is also what Escape and Enter mean."""

    def __init__(self, batches: int, folder: Path | None, parent: QWidget | None = None) -> None:
        """``batches`` were trained so far; ``folder`` is what would be deleted, None where nothing is kept."""
        super().__init__("discardDialog", OnDiscard.GO_ON, OnDiscard.GO_ON, parent)
        explanation = self.tr("The run ends, and what the model has learned in it is lost.")
        if folder is not None:
            explanation = self.tr(
                "The run ends, and its folder {folder} is deleted with its weights, curves and snapshots. "
                "It cannot be brought back."
            ).format(folder=folder.name)
        question = self.tr("Discard the {batches} batches that were trained?").format(batches=formats.count(batches))
        if batches == 1:
            question = self.tr("Discard the batch that was trained?")
        self.set_words(self.tr("Discard the run"), question, explanation)
        self.set_answers(
            [
                (
                    OnDiscard.DISCARD,
                    "discardRunButton",
                    self.tr("Discard the run"),
                    self.tr("End the run and delete its folder"),
                ),
                (
                    OnDiscard.GO_ON,
                    "discardGoOnButton",
                    self.tr("Go on training"),
                    self.tr("Leave the run as it is"),
                ),
            ]
        )
