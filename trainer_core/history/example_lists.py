"""Lists of training examples that deserve a look, made of their losses in each epoch; pure NumPy.

The losses are those of `trainer_core.runs.example_losses`: (E, N), an epoch a row, negative where the answer was wrong,
NaN where an example was not trained on. They are of examples that the model learns from, so every list is in sample:
what the model has memorised in the end looks learnt, which is why the epochs count and not the last one alone.

* ``mislabelled``: probably a wrong label, the highest mean loss over the epochs first. A wrong label is learnt later
  than the right ones around it, and so its loss is high on the way; the mean over the epochs of the log probability of
  the label given is the confidence of Dataset Cartography (Swayamdipta et al. 2020, "Dataset Cartography: Mapping and
  Diagnosing Datasets with Training Dynamics"), in logarithms. `trainer_core.engine.label_doubt` gives a better order.
* ``hardest``: the highest loss in the last epoch.
* ``never``: answered wrongly in every epoch.
* ``late``: answered rightly at the end, and only since the second half of the epochs.
* ``forgotten``: forgetting events, a right answer that is a wrong one an epoch later (Toneva et al. 2019, "An Empirical
  Study of Example Forgetting during Deep Neural Network Learning"), the most first.
* ``confident``: answered wrongly in the last epoch. Losses know how improbable the true class was, not how sure the
  wrong answer; `trainer_core.engine.run_examples` asks the model for that and orders them by it.

Values are neither right nor wrong, so for them there are only the first two.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Losses = npt.NDArray[np.float16]

_PORTION = 4_000_000
"""Numbers that are looked at at once, so that memory stays bounded however many epochs there are."""


class ExampleList(StrEnum):
    """The lists, by name."""

    MISLABELLED = "mislabelled"
    HARDEST = "hardest"
    NEVER = "never"
    LATE = "late"
    FORGOTTEN = "forgotten"
    CONFIDENT = "confident"


OF_VALUES = (ExampleList.MISLABELLED, ExampleList.HARDEST)
"""The lists that there are where answers are neither right nor wrong."""


@dataclass(frozen=True, slots=True)
class ExampleFacts:
    """What the losses of each of N examples come to.

    Attributes:
        seen: epochs in which it was trained on, (N,) int64.
        now: its last loss, (N,) float32, NaN where there is none.
        mean: the mean over the epochs, (N,) float32, likewise.
        right: whether its last answer was right, (N,) bool.
        times_right: epochs in which it was answered rightly, (N,) int64.
        learnt: the epoch, counted from 1, since which every answer was right, (N,) int64; 0 where the last was wrong.
        forgotten: forgetting events, (N,) int64.
        epochs: E.
    """

    seen: npt.NDArray[np.int64]
    now: npt.NDArray[np.float32]
    mean: npt.NDArray[np.float32]
    right: npt.NDArray[np.bool_]
    times_right: npt.NDArray[np.int64]
    learnt: npt.NDArray[np.int64]
    forgotten: npt.NDArray[np.int64]
    epochs: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Examples worth a look, the most so first: their ``places`` (n,) int64 and what they are ordered by, (n,)."""

    places: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]


def example_facts(losses: Losses) -> ExampleFacts:
    """Sum the losses up, epoch by epoch."""
    epochs, count = losses.shape
    facts = ExampleFacts(
        seen=np.zeros(count, np.int64),
        now=np.full(count, np.nan, np.float32),
        mean=np.zeros(count, np.float32),
        right=np.zeros(count, np.bool_),
        times_right=np.zeros(count, np.int64),
        learnt=np.zeros(count, np.int64),
        forgotten=np.zeros(count, np.int64),
        epochs=epochs,
    )
    for start in range(0, count, max(1, _PORTION // max(1, epochs))):
        _sum_up(losses[:, start : start + max(1, _PORTION // max(1, epochs))], facts, start)
    return facts


def far_out(facts: ExampleFacts) -> int:
    """How many examples have a mean loss far out: over the third quartile by more than three times the distance of the
    quartiles (Tukey 1977, "Exploratory Data Analysis", the outer fence).
    """
    known = facts.mean[facts.seen > 0]
    if not len(known):
        return 0
    first, third = np.percentile(known, (25, 75))
    return int((known > third + 3 * (third - first)).sum())


def members(facts: ExampleFacts, which: ExampleList) -> npt.NDArray[np.bool_]:
    """Which examples are in a list, (N,)."""
    return _choice(facts, which)[0]


def listed(facts: ExampleFacts, which: ExampleList, by: npt.NDArray[Any] | None = None) -> Listed:
    """Make one of the lists, ordered by ``by`` (N,) where that is given; NaN comes last.

    Of examples that are equal in it the one with the higher mean loss comes first.
    """
    chosen, score = _choice(facts, which)
    score = score if by is None else by
    places = np.flatnonzero(chosen)
    order = np.lexsort((places, -facts.mean[places].astype(np.float64), -score[places].astype(np.float64)))
    return Listed(places[order], score[places[order]].astype(np.float64))


def _choice(facts: ExampleFacts, which: ExampleList) -> tuple[npt.NDArray[np.bool_], npt.NDArray[Any]]:
    """Which examples a list has, and what it is ordered by, both (N,)."""
    seen = facts.seen > 0
    wrong = seen & ~facts.right
    choices: dict[ExampleList, tuple[npt.NDArray[np.bool_], npt.NDArray[Any]]] = {
        ExampleList.MISLABELLED: (seen, facts.mean),
        ExampleList.HARDEST: (seen, facts.now),
        ExampleList.NEVER: (seen & (facts.times_right == 0), facts.mean),
        ExampleList.LATE: (seen & (facts.learnt > (facts.epochs + 1) // 2), facts.learnt),
        ExampleList.FORGOTTEN: (facts.forgotten > 0, facts.forgotten),
        ExampleList.CONFIDENT: (wrong, facts.now),
    }
    return choices[which]


def _sum_up(losses: Losses, facts: ExampleFacts, start: int) -> None:
    """Enter the facts of consecutive examples, whose losses are (E, n)."""
    here = slice(start, start + losses.shape[1])
    was_right = np.zeros(losses.shape[1], np.bool_)
    sums = np.zeros(losses.shape[1], np.float64)
    for epoch, signed in enumerate(losses, 1):
        known = ~np.isnan(signed)
        right = known & ~np.signbit(signed)
        wrong = known & np.signbit(signed)
        size = np.abs(signed.astype(np.float32))
        sums += np.where(known, size, 0.0)
        facts.seen[here] += known
        facts.now[here] = np.where(known, size, facts.now[here])
        facts.times_right[here] += right
        facts.forgotten[here] += was_right & wrong
        learnt = facts.learnt[here]
        facts.learnt[here] = np.where(wrong, 0, np.where(right & (learnt == 0), epoch, learnt))
        was_right = np.where(known, right, was_right)
    seen = facts.seen[here]
    facts.right[here] = was_right
    facts.mean[here] = np.where(seen > 0, sums / np.maximum(seen, 1), np.nan)
