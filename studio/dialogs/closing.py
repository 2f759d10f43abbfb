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
    """Resume next time, stop and save, discard, or keep training with the window open, which is what Escape means."""

    def __init__(self, kept: bool = True, discardable: bool = True, parent: QWidget | None = None) -> None:
        """``kept`` says that the run has a folder, so that there is something to save into.

        One that continues an earlier run is not ``discardable``: that would delete the earlier one too.
        """
        super().__init__("closingDialog", OnClosing.GO_ON, OnClosing.GO_ON, parent)
        explanation = self.tr(
            "“Close, resume next time” saves a snapshot after the current batch; the next start offers to resume the "
            "run exactly there. “Stop, save and close” ends the run and saves its weights and history in its folder."
        )
        if discardable:
            explanation += " " + self.tr("“Discard and close” deletes the run and its folder.")
        if not kept:
            explanation = self.tr("This run is not saved on disk: closing ends it, and its weights are lost.")
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
                self.tr("Close, resume next time"),
                self.tr("Save a snapshot and close the window; the next start offers to resume the run"),
            ),
            (
                OnClosing.STOP_AND_SAVE,
                "closingSaveButton",
                self.tr("Stop, save and close"),
                self.tr("End the run after the current batch, save it, and close the window"),
            ),
            (
                OnClosing.GO_ON,
                "closingGoOnButton",
                self.tr("Keep training"),
                self.tr("Leave the window open and the run as it is"),
            ),
        ]
        needs_folder = (OnClosing.STOP_AND_SAVE, OnClosing.KEEP_SNAPSHOT)
        left_out = (*(() if kept else needs_folder), *(() if discardable else (OnClosing.DISCARD,)))
        self.set_answers([answer for answer in answers if answer[0] not in left_out])
