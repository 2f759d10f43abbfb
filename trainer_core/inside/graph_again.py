"""Makes the graph of a batch again that typed code has gone through with backward, before the run has."""

from __future__ import annotations

import dataclasses

import torch

from trainer_core.compute import randomness
from trainer_core.errors import Message
from trainer_core.inside.attributes import OF_MODULES
from trainer_core.inside.console.backup import Backup
from trainer_core.inside.console.scope import Surroundings
from trainer_core.training.loop import Phase, training_phases
from trainer_core.training.run import Run

DRAWN_ANEW = Message(
    "The batch's graph had been freed and was computed again. Random values such as dropout masks were drawn again, "
    "since this batch was started without looking inside."
)


def as_it_stands(run: Run) -> Backup:
    """What the batch computes with as it stands, to be put back beside a graph that is made meanwhile."""
    batch = run.batch
    tensors = {} if batch is None else {"x": batch.inputs, "y": batch.targets}
    # Hooks are those of the pass that is under way.
    return Backup(Surroundings(tensors=tensors, parts=run.parts), without=OF_MODULES - {"training"})


def computed_again(run: Run, before: Phase) -> bool:
    """Compute the phases of the batch in hand again up to the one that it stands ``before``.

    Parameters, buffers and random generators are as before. Returns whether the model has drawn at random: then the
    numbers are not those that were used up.
    """
    batch = run.batch
    assert batch is not None
    kept, random = as_it_stands(run), randomness.capture()
    again = dataclasses.replace(batch, first=False, logits=None, loss=None)
    phases = training_phases(run.parts.step, again)
    next(phase for phase in phases if phase is before)
    del phases
    drawn = not torch.equal(torch.get_rng_state(), random["torch"])
    randomness.restore(random)
    batch.logits, batch.loss = again.logits, again.loss
    kept.undo(graph_is_new=True)
    return drawn
