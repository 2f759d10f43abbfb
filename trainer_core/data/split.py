"""Keeping a part of the examples aside: with each class in its share, by whole groups, or what came last."""

from __future__ import annotations

import torch
from torch import Tensor

from trainer_core.data.seeds import Purpose, generator


def stratified_split(
    targets: Tensor, *, share: float, seed: int, purpose: Purpose = Purpose.SPLIT
) -> tuple[Tensor, Tensor]:
    """Split examples by class.

    Args:
        targets: (N,) int64 classes.
        share: the percentage that is kept aside.
        seed: chooses which examples of each class go; the counts do not depend on it.
        purpose: what for; two purposes choose independently.

    Returns:
        The indices of what stays and of what is kept aside, (T,) and (V,) int64, each ascending, with
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

    draw = generator(seed, purpose)
    aside = torch.zeros(len(targets), dtype=torch.bool)
    for label, count in zip(classes.tolist(), taken, strict=True):
        members = torch.nonzero(targets == label).squeeze(1)
        aside[members[torch.randperm(len(members), generator=draw)[:count]]] = True
    return _parts(aside)


def random_split(count: int, *, share: float, seed: int, purpose: Purpose = Purpose.SPLIT) -> tuple[Tensor, Tensor]:
    """Split ``count`` examples whatever their targets are: see `stratified_split`."""
    aside = torch.zeros(count, dtype=torch.bool)
    aside[torch.randperm(count, generator=generator(seed, purpose))[: round(count * share / 100)]] = True
    return _parts(aside)


def grouped_split(
    groups: Tensor, *, share: float, seed: int, purpose: Purpose = Purpose.SPLIT
) -> tuple[Tensor, Tensor]:
    """Split examples so that all of a group, ``groups`` (N,) int64, are on one side: see `stratified_split`.

    Groups are gone through in an order drawn by the seed, and each is kept aside if that brings the part nearer to its
    share; at least one is, and at least one stays.
    """
    _, member_of, sizes = torch.unique(groups, return_inverse=True, return_counts=True)
    wanted, taken = len(groups) * share / 100, 0
    chosen = torch.zeros(len(sizes), dtype=torch.bool)
    for group in torch.randperm(len(sizes), generator=generator(seed, purpose)).tolist():
        size = int(sizes[group])
        if abs(taken + size - wanted) < abs(taken - wanted):
            chosen[group] = True
            taken += size
    if len(sizes) > 1 and share and not chosen.any():
        chosen[sizes.argmin()] = True
    if len(sizes) > 1 and chosen.all():
        chosen[sizes.argmin()] = False
    return _parts(chosen[member_of])


def ordered_split(times: Tensor, *, share: float) -> tuple[Tensor, Tensor]:
    """Keep the latest examples aside, by ``times`` (N,); of those at the same time the ones that stand last."""
    count = round(len(times) * share / 100)
    aside = torch.zeros(len(times), dtype=torch.bool)
    aside[torch.argsort(times, stable=True)[len(times) - count :]] = True
    return _parts(aside)


def _parts(aside: Tensor) -> tuple[Tensor, Tensor]:
    return torch.nonzero(~aside).squeeze(1), torch.nonzero(aside).squeeze(1)
