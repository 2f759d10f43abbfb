"""Asks before the decoded pictures that all runs share are removed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtWidgets import QWidget

from studio.dialogs.question import Question


class OnEmpty(StrEnum):
    """What becomes of the decoded pictures."""

    KEEP = "keep"
    EMPTY = "empty"


class EmptyCacheDialog(Question[OnEmpty]):
    """Remove the decoded pictures, or keep them, which is also what Escape and Enter mean."""

    def __init__(self, size: str, most: str, folder: Path, parent: QWidget | None = None) -> None:
        """``size`` is what they take now and ``most`` what they may, as they are read; ``folder`` is where they lie."""
        super().__init__("emptyCacheDialog", OnEmpty.KEEP, OnEmpty.KEEP, parent)
        explanation = self.tr(
            "Pictures are decoded once and kept in {folder}, up to {most} of them. They are decoded again when a run "
            "needs them. Your own files are not touched, and what a run is using stays."
        ).format(folder=folder, most=most)
        question = self.tr("Remove {size} of decoded pictures?").format(size=size)
        self.set_words(self.tr("Empty the picture cache"), question, explanation)
        self.set_answers(
            [
                (
                    OnEmpty.EMPTY,
                    "emptyCacheButton",
                    self.tr("Empty the cache"),
                    self.tr("Remove the decoded pictures that nothing is using"),
                ),
                (OnEmpty.KEEP, "keepCacheButton", self.tr("Keep them"), self.tr("Leave the cache as it is")),
            ]
        )
