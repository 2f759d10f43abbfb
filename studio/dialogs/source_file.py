"""Asks what becomes of edits of a Python file that are not saved: before it is closed, and when it changed on disk."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from studio.dialogs.question import Question


class OnUnsaved(StrEnum):
    """What becomes of the edits."""

    CANCEL = "cancel"
    SAVE = "save"
    DISCARD = "discard"


class UnsavedCodeDialog(Question[OnUnsaved]):
    """Save the edits, discard them, or go back to them, which is what Escape means; Enter saves."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("unsavedCodeDialog", OnUnsaved.CANCEL, OnUnsaved.SAVE, parent)
        self.set_words(
            self.tr("Unsaved changes"),
            self.tr("Save the changes to {name}?").format(name=name),
            self.tr("What you have typed since the last time it was saved would be lost."),
        )
        self.set_answers(
            [
                (
                    OnUnsaved.DISCARD,
                    "unsavedDiscardButton",
                    self.tr("Discard"),
                    self.tr("Lose what was typed since the last time it was saved"),
                ),
                (OnUnsaved.CANCEL, "unsavedCancelButton", self.tr("Cancel"), self.tr("Go back to the file")),
                (OnUnsaved.SAVE, "unsavedSaveButton", self.tr("Save"), self.tr("Write the file first")),
            ]
        )


class OnChangedCode(StrEnum):
    """Which content counts."""

    KEEP = "keep"
    LOAD = "load"


class ChangedCodeDialog(Question[OnChangedCode]):
    """Keep what was typed here, which is what Enter and Escape mean, or take what another program has saved."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("changedCodeDialog", OnChangedCode.KEEP, OnChangedCode.KEEP, parent)
        self.set_words(
            self.tr("The file has changed"),
            self.tr("{name} was changed by another program.").format(name=name),
            self.tr(
                "You have changed it here, too, and not saved it. Keep your version, and saving will replace the other "
                "one; or load the other one, and Ctrl+Z brings yours back."
            ),
        )
        self.set_answers(
            [
                (
                    OnChangedCode.LOAD,
                    "changedLoadButton",
                    self.tr("Load the other"),
                    self.tr("Show what is on disk; Ctrl+Z brings your version back"),
                ),
                (
                    OnChangedCode.KEEP,
                    "changedKeepButton",
                    self.tr("Keep mine"),
                    self.tr("Leave the editor as it is"),
                ),
            ]
        )
