"""Asks before a recipe that a person has edited, and saved nowhere, gives way to another."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from studio.dialogs.question import Question


class OnReplace(StrEnum):
    """What becomes of the recipe in the form."""

    KEEP = "keep"
    SAVE_FIRST = "save first"
    REPLACE = "replace"


class ReplaceRecipeDialog(Question[OnReplace]):
    """Keep the edited recipe, save it to a file first, or replace it; Escape and Enter keep it."""

    def __init__(self, other: str, parent: QWidget | None = None) -> None:
        """``other`` is the name of what would take its place."""
        super().__init__("replaceRecipeDialog", OnReplace.KEEP, OnReplace.KEEP, parent)
        self.set_words(
            self.tr("Replace the recipe"),
            self.tr("The recipe has unsaved changes."),
            self.tr(
                "“{other}” would replace it in the form. Save your recipe to a file first, replace it, or keep it and "
                "leave the form as it is."
            ).format(other=other),
        )
        self.set_answers(
            [
                (
                    OnReplace.REPLACE,
                    "replaceRecipeButton",
                    self.tr("Replace"),
                    self.tr("Use the other recipe; Ctrl+Z brings yours back"),
                ),
                (
                    OnReplace.SAVE_FIRST,
                    "replaceSaveFirstButton",
                    self.tr("Save first…"),
                    self.tr("Save the edited recipe as a TOML file, then use the other one"),
                ),
                (
                    OnReplace.KEEP,
                    "replaceKeepButton",
                    self.tr("Keep my recipe"),
                    self.tr("Leave the form as it is"),
                ),
            ]
        )
