"""What is said when a loss is no number any more, and when training goes on after that."""

from __future__ import annotations

import math

from trainer_core.errors import N_, Message


def diverged(step: int, loss: float, epoch: int) -> Message:
    """The loss of batch ``step`` is no number; the weights are those of ``epoch`` again, or untrained ones (0)."""
    text = N_(
        "Training diverged: the loss became {loss} at batch {step}. It is paused, with the weights of epoch {epoch} "
        "restored. A smaller learning rate usually helps; clipping the gradient norm or float32 may."
    )
    if epoch == 0:
        text = N_(
            "Training diverged: the loss became {loss} at batch {step}. It is paused, with the weights from before "
            "training restored. A smaller learning rate usually helps; clipping the gradient norm or float32 may."
        )
    became = "NaN" if math.isnan(loss) else "∞" if loss > 0 else "-∞"
    return Message(text, {"step": step, "loss": became, "epoch": epoch})


def goes_on(epoch: int) -> Message:
    """Training goes on with the weights of ``epoch``, or with untrained ones (0)."""
    if epoch == 0:
        return Message("Training continues from the weights from before training.")
    return Message("Training continues from the weights of epoch {epoch}.", {"epoch": epoch})
