"""Asks what a Python file is to be that holds a Dataset and a module."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from studio.dialogs.question import Question


class OnPythonFile(StrEnum):
    """What becomes of the file."""

    CANCEL = "cancel"
    DATA = "data"
    MODEL = "model"


class PythonFileDialog(Question[OnPythonFile]):
    """Data, model, which is what Enter means, or neither, which is what Escape means."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("pythonFileDialog", OnPythonFile.CANCEL, OnPythonFile.MODEL, parent)
        self.set_words(
            self.tr("Open a Python file"),
            self.tr("What is {name} to be?").format(name=name),
            self.tr("It holds a Dataset and a torch.nn.Module. The same file can be both: drop it once more then."),
        )
        self.set_answers(
            [
                (OnPythonFile.CANCEL, "pythonCancelButton", self.tr("Cancel"), self.tr("Leave the recipe as it is")),
                (OnPythonFile.DATA, "pythonDataButton", self.tr("The data"), self.tr("Train on its Dataset")),
                (
                    OnPythonFile.MODEL,
                    "pythonModelButton",
                    self.tr("The model"),
                    self.tr("Open it on the page of the model, and train its class"),
                ),
            ]
        )
