"""Asks before files that cannot be read are left out of the training."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from studio.dialogs.question import Question
from studio.look.messages import counted, words
from trainer_core.data.check.finding import Finding

_NAMED = 10


class OnUnreadable(StrEnum):
    """Whether to train without the files."""

    LOOK = "look"
    LEAVE_OUT = "leave out"


class LeaveOutDialog(Question[OnUnreadable]):
    """Train without them, or look at what they are, which is also what Escape means."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__("leaveOutDialog", OnUnreadable.LOOK, OnUnreadable.LEAVE_OUT, parent)
        names = finding.items
        named = ", ".join([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])])
        self.set_words(
            self.tr("Unreadable files"),
            counted(
                len(names),
                "Train without 1 file that cannot be read?",
                "Train without {n:,} files that cannot be read?",
            ),
            f"{words(finding.message)} {named}\n\n"
            + self.tr("The files stay where they are, and the run's log lists each with the reason."),
        )
        self.set_answers(
            [
                (
                    OnUnreadable.LOOK,
                    "unreadableLookButton",
                    self.tr("Show them"),
                    self.tr("Do not train yet; show which files they are"),
                ),
                (
                    OnUnreadable.LEAVE_OUT,
                    "unreadableLeaveOutButton",
                    self.tr("Leave them out and train"),
                    self.tr("Train on everything else"),
                ),
            ]
        )
