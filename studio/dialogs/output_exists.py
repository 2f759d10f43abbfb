"""Asks before anything on disk is overwritten."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtWidgets import QWidget

from studio.dialogs.question import Question


class OnExisting(StrEnum):
    """What to do about a place that is taken."""

    REPLACE = "replace"
    CHOOSE_ANOTHER = "choose another"
    CANCEL = "cancel"


class OutputExistsDialog(Question[OnExisting]):
    """Replace what is there, choose another place, or leave it, which is also what Escape means."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__("outputExistsDialog", OnExisting.CANCEL, OnExisting.CHOOSE_ANOTHER, parent)
        question, explanation = (
            (
                self.tr("{name} already holds something."),
                self.tr("Replacing deletes the run that is kept in {folder}. It cannot be brought back."),
            )
            if path.is_dir()
            else (
                self.tr("{name} already exists."),
                self.tr("Replacing deletes the file of this name in {folder}. It cannot be brought back."),
            )
        )
        folder = path if path.is_dir() else path.parent
        self.set_words(self.tr("Replace?"), question.format(name=path.name), explanation.format(folder=folder))
        self.set_answers(
            [
                (
                    OnExisting.REPLACE,
                    "outputReplaceButton",
                    self.tr("Replace"),
                    self.tr("Overwrite what is there"),
                ),
                (
                    OnExisting.CHOOSE_ANOTHER,
                    "outputOtherButton",
                    self.tr("Choose another name"),
                    self.tr("Save under another name or in another folder"),
                ),
                (OnExisting.CANCEL, "outputCancelButton", self.tr("Cancel"), self.tr("Save nothing now")),
            ]
        )
