"""What is said when a loss is no number any more, and when training goes on after that."""

from __future__ import annotations

from trainer_core.errors import N_, Message


def diverged(step: int, loss: float, epoch: int) -> Message:
    """The loss of batch ``step`` is no number; the weights are those of ``epoch`` again, or untrained ones (0)."""
    text = N_(
        "The loss at batch {step} is {loss}: training diverged and is paused. The weights are those of epoch "
        "{epoch} again. A smaller learning rate usually helps; clipping the gradient norm or float32 may."
    )
    if epoch == 0:
        text = N_(
            "The loss at batch {step} is {loss}: training diverged and is paused. The weights are those from "
            "before training again. A smaller learning rate usually helps; clipping the gradient norm or float32 "
            "may."
        )
    return Message(text, {"step": step, "loss": loss, "epoch": epoch})


def goes_on(epoch: int) -> Message:
    """Training goes on with the weights of ``epoch``, or with untrained ones (0)."""
    if epoch == 0:
        return Message("Training goes on from the weights from before training.")
    return Message("Training goes on from the weights of epoch {epoch}.", {"epoch": epoch})
