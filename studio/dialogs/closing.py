"""Asks what becomes of the run when the window is closed while it trains."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from studio.dialogs.question import Question


class OnClosing(StrEnum):
    """What to do with the run."""

    STOP_AND_SAVE = "stop and save"
    KEEP_SNAPSHOT = "keep a snapshot"
    DISCARD = "discard"
    GO_ON = "go on"


class ClosingDialog(Question[OnClosing]):
    """Keep a snapshot, stop and save, discard, or go on and leave the window open, which is what Escape means."""

    def __init__(self, kept: bool = True, discardable: bool = True, parent: QWidget | None = None) -> None:
        """``kept`` says that the run has a folder, so that there is something to save into.

        One that went on from an earlier run is not ``discardable``: that would delete the earlier one too.
        """
        super().__init__("closingDialog", OnClosing.GO_ON, OnClosing.GO_ON, parent)
        explanation = self.tr(
            "Keeping a snapshot interrupts the run after the present batch: next time it goes on exactly there. "
            "Stopping ends the run and saves its weights and history in its folder."
        )
        if discardable:
            explanation += " " + self.tr("Discarding deletes the run and its folder.")
        if not kept:
            explanation = self.tr("This run is not kept on disk: closing ends it, and its weights are lost.")
        self.set_words(self.tr("Close Training Studio"), self.tr("The model is still training."), explanation)
        answers = [
            (
                OnClosing.DISCARD,
                "closingDiscardButton",
                self.tr("Discard and close"),
                self.tr("End the run, delete it, and close the window"),
            ),
            (
                OnClosing.KEEP_SNAPSHOT,
                "closingSnapshotButton",
                self.tr("Go on next time"),
                self.tr("Keep a snapshot, close the window, and offer to go on at the next start"),
            ),
            (
                OnClosing.STOP_AND_SAVE,
                "closingSaveButton",
                self.tr("Stop, save and close"),
                self.tr("End the run after this batch, save it, and close the window"),
            ),
            (
                OnClosing.GO_ON,
                "closingGoOnButton",
                self.tr("Go on training"),
                self.tr("Leave the window open and the run as it is"),
            ),
        ]
        needs_folder = (OnClosing.STOP_AND_SAVE, OnClosing.KEEP_SNAPSHOT)
        left_out = (*(() if kept else needs_folder), *(() if discardable else (OnClosing.DISCARD,)))
        self.set_answers([answer for answer in answers if answer[0] not in left_out])
