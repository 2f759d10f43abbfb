"""Asks whether to train on from the weights in the model, when Train is pressed after weights were loaded."""

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
    """Go on from the weights in the model, start fresh, or do not train, which is also what Escape means."""

    def __init__(self, source: str, parent: QWidget | None = None) -> None:
        """``source`` is where the weights in the model came from: a file's name."""
        super().__init__("trainedWeightsDialog", OnTrainedWeights.CANCEL, OnTrainedWeights.CONTINUE, parent)
        self.set_words(
            self.tr("Train"),
            self.tr("The model holds weights that were loaded from {source}.").format(source=source),
            self.tr(
                "Training can go on from these weights, or start fresh from random ones made with "
                "the recipe's seed. The file stays as it is."
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
                    self.tr("Train from random weights; the loaded ones leave the model"),
                ),
                (
                    OnTrainedWeights.CONTINUE,
                    "weightsContinueButton",
                    self.tr("Go on from these weights"),
                    self.tr("Train on from the weights in the model"),
                ),
            ]
        )
