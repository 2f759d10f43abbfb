"""Damages files as disks, transfers and people do: cut, flipped, swapped, repeated, zeroed and made-up bytes.

Each mutation follows from its seed alone, so that a failure is made again by ``mutated(whole, seed)``.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable

FACTOR = float(os.environ.get("TRAINING_STUDIO_MUTATIONS", "1"))
"""How many times the usual number of mutations is tried."""

_RUNS = (1, 2, 4, 8, 16, 64, 512)
_NUMBERS = (
    *(size.to_bytes(length, "little") for length in (2, 4, 8) for size in (0, 1, 2 ** (8 * length - 1) - 1)),
    *((2**bits - 1).to_bytes(bits // 8, "little") for bits in (16, 32, 64)),
    *(b"-1", b"1e999", b"NaN", b"99999999999999999999", b"\x00", b"\xff\xfe", b"\r\n", b"{", b"[" * 64, b'"', b"\x80"),
)


def mutated(whole: bytes, seed: int) -> tuple[str, bytes]:
    """Return what was done, in a few words, and ``whole`` damaged in one to four places."""
    rng = random.Random(seed)
    data, done = bytearray(whole), []
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        mutation = rng.choice(_MUTATIONS)
        done.append(f"{mutation.__name__.strip('_')} at {mutation(data, rng)} of {len(whole)}")
    return ", ".join(done), bytes(data)


def _place(data: bytearray, rng: random.Random) -> int:
    """Anywhere, but often near the start or the end, where headers and tables stand."""
    near = rng.choice((0, 0, 64, 512))
    if near and len(data) > near:
        return rng.choice((rng.randrange(near), len(data) - 1 - rng.randrange(near)))
    return rng.randrange(len(data) + 1)


def _cut(data: bytearray, rng: random.Random) -> int:
    place = _place(data, rng)
    del data[place:]
    return place


def _flip(data: bytearray, rng: random.Random) -> int:
    place = _place(data, rng)
    if place < len(data):
        data[place] ^= 1 << rng.randrange(8)
    return place


def _alter(data: bytearray, rng: random.Random) -> int:
    place = _place(data, rng)
    data[place : place + 1] = rng.randbytes(1)
    return place


def _remove(data: bytearray, rng: random.Random) -> int:
    place = _place(data, rng)
    del data[place : place + rng.choice(_RUNS)]
    return place


def _insert(data: bytearray, rng: random.Random) -> int:
    place = _place(data, rng)
    data[place:place] = rng.randbytes(rng.choice(_RUNS))
    return place


def _repeat(data: bytearray, rng: random.Random) -> int:
    place, length = _place(data, rng), rng.choice(_RUNS)
    data[place:place] = data[place : place + length] * rng.choice((1, 2, 50))
    return place


def _zero(data: bytearray, rng: random.Random) -> int:
    place = _place(data, rng)
    length = min(rng.choice(_RUNS), len(data) - place)
    data[place : place + length] = bytes(length)
    return place


def _swap(data: bytearray, rng: random.Random) -> int:
    length = rng.choice(_RUNS)
    one, other = sorted((_place(data, rng), _place(data, rng)))
    length = min(length, other - one, len(data) - other)
    if length > 0:
        first, second = data[one : one + length], data[other : other + length]
        data[one : one + length], data[other : other + length] = second, first
    return one


def _overwrite(data: bytearray, rng: random.Random) -> int:
    """Put numbers that are sizes in one format or another, and the signs that open things, over what is there."""
    place, number = _place(data, rng), rng.choice(_NUMBERS)
    data[place : place + len(number)] = number
    return place


_MUTATIONS: tuple[Callable[[bytearray, random.Random], int], ...] = (
    _cut,
    _flip,
    _flip,
    _alter,
    _remove,
    _insert,
    _repeat,
    _zero,
    _swap,
    _overwrite,
    _overwrite,
)
