"""The five phases of a training step, each with what it does in a sentence and its line of PyTorch."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from studio.look.i18n import QT_TRANSLATE_NOOP

_N = QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class StepPhase:
    """A phase by its name, what it does in a sentence, and its line of PyTorch."""

    name: str
    sentence: str
    code: str

    @property
    def words(self) -> str:
        """The sentence in the language of the window."""
        return QCoreApplication.translate("PhaseStrip", self.sentence)


PHASES = (
    StepPhase(
        "zero_grad",
        _N("PhaseStrip", "Clears the gradients of the last batch, which would otherwise add up."),
        "optimizer.zero_grad()",
    ),
    StepPhase(
        "forward",
        _N("PhaseStrip", "Runs the batch through the model, which answers with a score for each class."),
        "pred = model(x)",
    ),
    StepPhase(
        "loss",
        _N("PhaseStrip", "Measures in one number how wrong the answers are."),
        "loss = loss_fn(pred, y)",
    ),
    StepPhase(
        "backward",
        _N("PhaseStrip", "Computes how the loss changes when a weight grows: its gradient."),
        "loss.backward()",
    ),
    StepPhase("step", _N("PhaseStrip", "Changes every weight a little, against its gradient."), "optimizer.step()"),
)
"""In the order in which they run; the names are those of `trainer_core.training.loop.Phase`."""
