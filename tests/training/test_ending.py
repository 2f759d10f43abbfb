"""How the end of a run is worded."""

from __future__ import annotations

import math

import pytest

from trainer_core.protocol.events import Reason, RunSummary
from trainer_core.training.summary import ending


def ended(reason: Reason, epochs: int, steps: int, accuracy: float = 0.5) -> str:
    numbers = {"loss": 1.0, "accuracy": accuracy}
    summary = RunSummary(None, reason, epochs, steps, epochs, "accuracy", numbers, numbers, 1.0, 1e3, "cpu", "last.pt")
    return str(ending(summary, validated=True))


@pytest.mark.parametrize(
    ("epochs", "steps", "trained"),
    [(0, 1, "1 batch"), (0, 1211, "1,211 batches"), (1, 900, "1 complete epoch"), (3, 2600, "3 complete epochs")],
)
def test_a_stopped_run_says_how_far_it_came_in_batches_before_there_is_an_epoch(epochs, steps, trained):
    assert ended(Reason.STOPPED, epochs, steps) == f"Stopped after {trained}. Test accuracy 50.0%."
    untested = ended(Reason.STOPPED, epochs, steps, math.nan)
    assert untested == f"Stopped after {trained}, before the test was done."
    assert ended(Reason.INTERRUPTED, epochs, steps) == f"Interrupted after {trained}; the weights are saved."
