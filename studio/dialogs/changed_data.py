"""Asks before a run is taken up on data that is not what it was trained on."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from studio.dialogs.question import Question
from studio.look.messages import words
from trainer_core.errors import Message


class OnChangedData(StrEnum):
    """Whether the data is taken as it is now."""

    CANCEL = "cancel"
    ACCEPT = "accept"


class ChangedDataDialog(Question[OnChangedData]):
    """Go on with the data as it is now, or not, which is also what Enter and Escape mean."""

    def __init__(self, what: Message, parent: QWidget | None = None) -> None:
        super().__init__("changedDataDialog", OnChangedData.CANCEL, OnChangedData.CANCEL, parent)
        text = self.tr(
            "Since this run was trained, {what}. Continue, and it will have learnt from both; the change is written "
            "into its log. Or cancel, and put the data back first."
        )
        self.set_words(
            self.tr("Changed data"), self.tr("Continue although the data has changed?"), text.format(what=words(what))
        )
        self.set_answers(
            [
                (
                    OnChangedData.ACCEPT,
                    "acceptChangedDataButton",
                    self.tr("Continue"),
                    self.tr("Take the data as it is now"),
                ),
                (OnChangedData.CANCEL, "keepDataButton", self.tr("Cancel"), self.tr("Leave the run as it is")),
            ]
        )
