"""Random numbers of a run: one seed fans out into a generator for each purpose and epoch."""

from __future__ import annotations

from enum import IntEnum

import torch

_MASK = (1 << 64) - 1


class Purpose(IntEnum):
    """What numbers are drawn for; two purposes never share a sequence."""

    SPLIT = 1
    ORDER = 2
    AUGMENTATION = 3
    TEST = 4
    SOURCE = 5
    RESAMPLING = 6
    READING = 7


def generator(seed: int, purpose: Purpose, epoch: int = 0, *more: int) -> torch.Generator:
    """Return a CPU generator that depends on ``seed``, ``purpose``, ``epoch`` and what ``more`` is given alone.

    They are mixed by the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
    number generators", 2014), one after another. Consecutive seeds therefore share nothing, and the low 32
    bits, the only ones that PyTorch's Mersenne Twister looks at, depend on every bit that went in. The
    generator lives on the CPU for every device, so that CUDA draws the same numbers.
    """
    return torch.Generator().manual_seed(mixed(seed, purpose, epoch, *more))


def mixed(seed: int, purpose: Purpose, *parts: int) -> int:
    """A number of 64 bits that depends on all of these; `generator` starts from it."""
    state = 0
    for part in (seed, purpose, *parts):
        state = _mix((state ^ (part & _MASK)) + 0x9E3779B97F4A7C15)
    return state


def _mix(value: int) -> int:
    value &= _MASK
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB & _MASK
    return value ^ (value >> 31)
