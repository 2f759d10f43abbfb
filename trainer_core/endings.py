"""How a run ended, in a sentence."""

from __future__ import annotations

import math

from trainer_core.errors import Message
from trainer_core.events import Reason, RunSummary


def ending(summary: RunSummary) -> Message:
    """Word how a run ended that no error broke off."""
    facts = {
        "epochs": summary.epochs,
        "best": summary.best_epoch,
        "accuracy": f"{summary.test_accuracy:.2%}",
    }
    templates = {
        Reason.COMPLETED: "All {epochs} epochs are done. Test accuracy {accuracy} with the weights of epoch {best}.",
        Reason.STOPPED_EARLY: "Stopped after epoch {epochs}: validation was best in epoch {best} and has not "
        "improved since. Test accuracy {accuracy}.",
        Reason.STOPPED: "Stopped as asked after {epochs} whole epochs. Test accuracy {accuracy}.",
        Reason.DIVERGED: "Stopped because the loss is no number; the weights of the last good epoch are kept. "
        "Test accuracy {accuracy}.",
        Reason.DISCARDED: "Stopped and discarded as asked; nothing is kept.",
        Reason.INTERRUPTED: "Interrupted after {epochs} whole epochs; the weights are saved.",
    }
    if math.isnan(summary.test_accuracy) and summary.reason is Reason.STOPPED:
        return Message("Stopped as asked after {epochs} whole epochs, before the test was done.", facts)
    return Message(templates[summary.reason], facts)
