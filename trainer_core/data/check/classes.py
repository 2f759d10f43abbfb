"""What is found in how many examples each class has: a single class, rare ones, imbalance, some never trained on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from trainer_core.data.check.finding import Finding, Offer, Severity
from trainer_core.data.labels import TaskName
from trainer_core.errors import Message, plural
from trainer_core.formats import first_of

FEW = 10
"""Training examples below which a class has very few."""
IMBALANCE = 5.0
"""How many times as many examples the commonest class has as the rarest from which on it is told."""

CODES = frozenset({"single-class", "unseen-class", "few-examples", "imbalance"})
"""The codes of findings whose items are names of classes."""

Counts = npt.NDArray[np.int64]


def class_findings(
    names: Sequence[str], training: Counts, elsewhere: Counts, task: TaskName = TaskName.CLASSIFICATION
) -> Iterator[Finding]:
    """Look at the training examples of each class, (K,), and at those of validation and test together, (K,)."""
    present = np.flatnonzero(training).tolist()
    if len(present) == 1:
        yield Finding(
            "single-class",
            Severity.WARNING,
            Message("All training examples are of one class, {name}.", {"name": names[present[0]]}),
            (names[present[0]],),
            Message("Add examples of another class: there is nothing to tell apart."),
        )
    unseen = tuple(names[k] for k in np.flatnonzero((training == 0) & (elsewhere > 0)).tolist())
    if unseen:
        yield Finding(
            "unseen-class",
            Severity.WARNING,
            plural(
                len(unseen),
                "1 class is in the validation or test part and not in training, so it can never be right: {names}.",
                "{n:,} classes are in the validation or test part and not in training, so they can never be right: "
                "{names}.",
                names=first_of(unseen),
            ),
            unseen,
            Message("Put examples of each class into the training part, or take the class out of the others."),
        )
    rare = tuple(names[k] for k in present if training[k] < FEW) if len(present) > 1 else ()
    if rare:
        yield Finding(
            "few-examples",
            Severity.WARNING,
            plural(
                len(rare),
                "1 class has fewer than {few} training examples: {names}.",
                "{n:,} classes have fewer than {few} training examples: {names}.",
                few=FEW,
                names=first_of(rare),
            ),
            rare,
            Message("Add examples, or join such classes with others: what is this rare is hardly learnt."),
        )
    if len(present) > 1:
        yield from _imbalance(names, training, task)


def _imbalance(names: Sequence[str], training: Counts, task: TaskName) -> Iterator[Finding]:
    there = np.where(training > 0, training, training.max())
    most, least = int(training.argmax()), int(there.argmin())
    if training[most] < IMBALANCE * there[least]:
        return
    if task is TaskName.BINARY:
        weight = round(float(training[0] / training[1]), 3)
        weigh = Offer(Message("Let the rare class count more in the loss."), {"loss.positive_weight": weight})
    else:
        weigh = Offer(Message("Let rare classes count more in the loss."), {"loss.balanced": True})
    yield Finding(
        "imbalance",
        Severity.WARNING,
        Message(
            "The class {most} has {ratio} times as many training examples as {least}: {many:,} and {few:,}.",
            {
                "most": names[most],
                "least": names[least],
                "ratio": f"{training[most] / there[least]:.0f}",
                "many": int(training[most]),
                "few": int(there[least]),
            },
        ),
        (names[most], names[least]),
        Message("Look at balanced accuracy or F1 beside accuracy, and weigh the classes or draw them equally often."),
        (weigh, Offer(Message("Draw every class equally often."), {"data.resample": True})),
    )
