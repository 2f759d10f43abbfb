"""What is found where it is said what belongs together, and the split does not keep it so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import torch
from torch import Tensor

from trainer_core.data.check.finding import Finding, Offer, Severity
from trainer_core.errors import Message, plural


def divided_groups(groups: Sequence[Tensor], name: Callable[[int, int], str]) -> Iterator[Finding]:
    """Tell that groups have examples in several parts; the items are the examples of the largest such group.

    ``groups`` are those of each example of the training, validation and test part, (N,) int64 each, ``name`` says what
    an example of a part is called, by its place there.
    """
    _, places = torch.unique(torch.cat(list(groups)), return_inverse=True)
    pieces = torch.split(places, [len(part) for part in groups])
    counts = torch.stack([torch.bincount(piece, minlength=int(places.max()) + 1) for piece in pieces])
    divided = (counts > 0).sum(0) > 1
    if not divided.any():
        return
    largest = (counts.sum(0) * divided).argmax()
    yield Finding(
        "group-divided",
        Severity.WARNING,
        plural(
            int(divided.sum()),
            "The data says what belongs together, but the split does not respect it: 1 group has examples in several "
            "parts.",
            "The data says what belongs together, but the split does not respect it: {n:,} groups have examples in "
            "several parts.",
        ),
        tuple(name(part, at) for part, piece in enumerate(pieces) for at in (piece == largest).nonzero().T[0].tolist()),
        Message("Split by group: a model scores better on groups that it saw in training than it will on new ones."),
        (Offer(Message("Keep all examples of a group in one part."), {"data.split": "group"}),),
    )
