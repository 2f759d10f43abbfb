"""Asks whether to start from the weights in the model, when Train is pressed after weights were loaded."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from studio.dialogs.question import Question


class OnTrainedWeights(StrEnum):
    """Where training starts."""

    CONTINUE = "continue"
    FRESH = "fresh"
    CANCEL = "cancel"


class TrainedWeightsDialog(Question[OnTrainedWeights]):
    """Start from the weights in the model, start fresh, or do not train, which is also what Escape means."""

    def __init__(self, source: str, parent: QWidget | None = None) -> None:
        """``source`` is where the weights in the model came from: a file's name."""
        super().__init__("trainedWeightsDialog", OnTrainedWeights.CANCEL, OnTrainedWeights.CONTINUE, parent)
        self.set_words(
            self.tr("Train"),
            self.tr("The model holds weights loaded from {source}.").format(source=source),
            self.tr(
                "Training can start from these weights, or from random ones drawn with the recipe's seed. The file "
                "is not changed."
            ),
        )
        self.set_answers(
            [
                (
                    OnTrainedWeights.CANCEL,
                    "weightsCancelButton",
                    self.tr("Cancel"),
                    self.tr("Do not train now"),
                ),
                (
                    OnTrainedWeights.FRESH,
                    "weightsFreshButton",
                    self.tr("Start fresh"),
                    self.tr("Train from random weights, which replace the loaded ones"),
                ),
                (
                    OnTrainedWeights.CONTINUE,
                    "weightsContinueButton",
                    self.tr("Start from these weights"),
                    self.tr("Train the weights that are in the model"),
                ),
            ]
        )
