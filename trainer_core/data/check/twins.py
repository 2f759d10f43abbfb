"""Examples that are the same, or nearly: in two parts of the data, under two classes, or merely more than once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from trainer_core.errors import Message

Pairs = npt.NDArray[np.int64]
"""(P, 2): which examples are alike."""

SPLITS = ("training", "validation", "test")

_NEIGHBOURS = 4
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Twins:
    """Examples that are alike, by groups that are as long as the examples' list allows.

    ``across_splits`` are groups with members in two parts, ``across_targets`` with two targets, ``within`` the others.
    """

    across_splits: tuple[tuple[int, ...], ...]
    across_targets: tuple[tuple[int, ...], ...]
    within: tuple[tuple[int, ...], ...]


def words_of(split: int) -> Message:
    """What a part of the data is called in a sentence."""
    return (Message("training"), Message("validation"), Message("test"))[split]


def grouped(count: int, pairs: Pairs, splits: npt.NDArray[np.int8], targets: npt.NDArray[np.int64] | None) -> Twins:
    """Sort ``pairs`` of ``count`` examples by what their alikeness means.

    Of a group across splits only the members are named that have a twin in another part, and so with targets.
    """
    across_splits: list[tuple[int, ...]] = []
    across_targets: list[tuple[int, ...]] = []
    within: list[tuple[int, ...]] = []
    for group in _groups(count, pairs):
        several_splits = len(set(splits[group].tolist())) > 1
        several_targets = targets is not None and len(set(targets[group].tolist())) > 1
        if several_splits:
            across_splits.append(tuple(group[np.argsort(splits[group], kind="stable")].tolist()))
        if several_targets and targets is not None:
            across_targets.append(tuple(group[np.argsort(targets[group], kind="stable")].tolist()))
        if not several_splits and not several_targets:
            within.append(tuple(group.tolist()))
    return Twins(tuple(across_splits), tuple(across_targets), tuple(within))


def _groups(count: int, pairs: Pairs) -> Iterator[npt.NDArray[np.int64]]:
    """The connected groups of two examples and more, each ascending, in the order of their first members."""
    if not len(pairs):
        return
    links = coo_array((np.ones(len(pairs), np.bool_), (pairs[:, 0], pairs[:, 1])), (count, count))
    _, member_of = connected_components(links, directed=False)
    members = np.unique(pairs)
    order = members[np.argsort(member_of[members], kind="stable")]
    parts = np.split(order, np.flatnonzero(np.diff(member_of[order])) + 1)
    yield from sorted(parts, key=lambda part: int(part[0]))


def equal_pairs(keys: npt.NDArray[np.uint64]) -> Pairs:
    """Pair each example with the first one that has the same key, (N,)."""
    members = repeated_places(keys)
    if not len(members):
        return np.empty((0, 2), np.int64)
    _, first, group = np.unique(keys[members], return_index=True, return_inverse=True)
    others = np.flatnonzero(first[group] != np.arange(len(members)))
    others = others[np.argsort(group[others], kind="stable")]
    return np.stack((members[first[group[others]]], members[others]), axis=1).astype(np.int64)


def repeated_places(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """The places of those ``keys``, (N,), that are there more than once, ascending."""
    in_order = np.sort(keys)
    repeated = np.unique(in_order[1:][in_order[1:] == in_order[:-1]])
    return np.flatnonzero(np.isin(keys, repeated)) if len(repeated) else np.empty(0, np.int64)


def near_pairs(
    points: npt.NDArray[np.float32], radius: float, is_near: Callable[[Pairs], npt.NDArray[np.bool_]]
) -> Pairs:
    """Pairs of ``points``, (N, D), that lie within ``radius`` of one another and of which ``is_near`` holds, (P,).

    Each point is compared with its four nearest alone, so that time and memory stay bounded however alike all are.
    """
    if len(points) < 2:
        return np.empty((0, 2), np.int64)
    tree = cKDTree(points, balanced_tree=False, compact_nodes=True)
    found = [np.empty((0, 2), np.int64)]
    for start in range(0, len(points), _BLOCK):
        block = points[start : start + _BLOCK]
        _, nearest = tree.query(block, k=min(_NEIGHBOURS + 1, len(points)), distance_upper_bound=radius)
        ours = np.repeat(np.arange(start, start + len(block)), nearest.shape[1])
        theirs = nearest.reshape(-1)
        candidates = np.stack((ours, theirs), axis=1)[(theirs > ours) & (theirs < len(points))]
        if len(candidates):
            found.append(candidates[is_near(candidates)])
    return np.concatenate(found).astype(np.int64)


def named(groups: Sequence[tuple[int, ...]], name: Callable[[int], str]) -> tuple[str, ...]:
    """The names of the members of ``groups``, side by side what is alike."""
    return tuple(name(member) for group in groups for member in group)


def first_pair(group: Sequence[int], differs: npt.NDArray[np.int64] | npt.NDArray[np.int8]) -> tuple[int, int]:
    """The first member of a group, and the first that is unlike it in ``differs``."""
    first = group[0]
    return first, next((member for member in group if differs[member] != differs[first]), group[1])
