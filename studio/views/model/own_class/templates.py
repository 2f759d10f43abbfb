"""Files to begin with: what each is called, what it is for, and its text."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from studio.look.i18n import QT_TRANSLATE_NOOP
from trainer_core.files.resources import resource

_N = QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Template:
    """``name`` is the stem of a file in ``resources/templates``, and what an untitled file is called at first."""

    name: str
    _title: str
    _sentence: str

    @property
    def title(self) -> str:
        """Its name in the present language."""
        return QCoreApplication.translate("Templates", self._title)

    @property
    def sentence(self) -> str:
        """What it is, in the present language."""
        return QCoreApplication.translate("Templates", self._sentence)

    @property
    def text(self) -> str:
        """What the file begins with."""
        return resource("templates", f"{self.name}.py").read_text(encoding="utf-8")


TEMPLATES = (
    Template("empty", _N("Templates", "Empty"), _N("Templates", "Nothing but the imports: write the class yourself.")),
    Template(
        "neural_network",
        _N("Templates", "MLP"),
        _N("Templates", "The NeuralNetwork of PyTorch's tutorial: flatten, then linear layers with ReLU."),
    ),
    Template(
        "cnn",
        _N("Templates", "CNN"),
        _N("Templates", "Convolutions and pooling for pictures, then a classifier."),
    ),
    Template(
        "residual",
        _N("Templates", "Residual network"),
        _N("Templates", "Blocks that add what came in to what they compute, with BatchNorm."),
    ),
    Template(
        "sigmoid",
        _N("Templates", "Yes or no"),
        _N("Templates", "Ends in a sigmoid: for two classes, with the loss BCELoss."),
    ),
    Template(
        "mistake",
        _N("Templates", "Find the mistake"),
        _N("Templates", "It runs, and hardly learns. The dry run says which line is to blame."),
    ),
)
