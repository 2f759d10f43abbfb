"""Keeping a validation part aside: seeded, and with each class in its share."""

from __future__ import annotations

import torch
from torch import Tensor

from trainer_core.data.seeds import Purpose, generator


def stratified_split(targets: Tensor, *, share: float, seed: int) -> tuple[Tensor, Tensor]:
    """Split examples by class.

    Args:
        targets: (N,) int64 classes.
        share: the percentage, 0..50, that goes to validation.
        seed: chooses which examples of each class go; the counts do not depend on it.

    Returns:
        The indices of the training and of the validation part, (T,) and (V,) int64, each ascending, with
        V = round(N · share / 100). Class c gives its n_c · share / 100 rounded down, and what is then missing
        from V is given one by one by the classes with the largest remainders (Hamilton's method; ties go to
        the lower class).
    """
    classes, counts = torch.unique(targets, return_counts=True)
    quotas = [count * share / 100 for count in counts.tolist()]
    taken = [int(quota) for quota in quotas]
    missing = round(len(targets) * share / 100) - sum(taken)
    by_remainder = sorted(range(len(quotas)), key=lambda c: taken[c] - quotas[c])
    for c in by_remainder[:missing]:
        taken[c] += 1

    draw = generator(seed, Purpose.SPLIT)
    validation = torch.zeros(len(targets), dtype=torch.bool)
    for label, count in zip(classes.tolist(), taken, strict=True):
        members = torch.nonzero(targets == label).squeeze(1)
        validation[members[torch.randperm(len(members), generator=draw)[:count]]] = True
    return torch.nonzero(~validation).squeeze(1), torch.nonzero(validation).squeeze(1)
