"""What a run changes for the whole process, and how it is put back: generators and torch's settings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import torch

from trainer_core.compute import randomness

CUBLAS = "CUBLAS_WORKSPACE_CONFIG"
"""The environment variable that cuBLAS reads when it is first used."""


def use_threads(count: int) -> None:
    """Let PyTorch compute on so many CPU threads in the calling thread, whatever another thread sets afterwards.

    Until a thread first asks for its number, it takes the one that any thread set last.
    """
    torch.set_num_threads(count)
    torch.get_num_threads()


def use_deterministic_algorithms(mode: bool, *, warn_only: bool = False) -> None:
    """`torch.use_deterministic_algorithms`, where it changes anything: to call it imports torch's compiler."""
    now = torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled()
    if now != (mode, warn_only):
        torch.use_deterministic_algorithms(mode, warn_only=warn_only)


@contextmanager
def process_as_found() -> Iterator[None]:
    """Put back, after the block, every random generator and what `trainer_core.assembly.Parts.configure_torch` sets.

    A CUDA device that was not in use before gets the generator that it would have got then.
    """
    generators, seed = randomness.capture(), torch.initial_seed()
    cuda_was_idle = not torch.cuda.is_initialized()  # type: ignore[no-untyped-call]
    deterministic = torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    precision, tf32 = torch.get_float32_matmul_precision(), torch.backends.cudnn.allow_tf32
    threads, workspace = torch.get_num_threads(), os.environ.get(CUBLAS)
    try:
        yield
    finally:
        if workspace is None:
            os.environ.pop(CUBLAS, None)
        else:
            os.environ[CUBLAS] = workspace
        torch.set_num_threads(threads)
        torch.set_float32_matmul_precision(precision)
        torch.backends.cudnn.allow_tf32 = tf32
        use_deterministic_algorithms(deterministic, warn_only=warn_only)
        randomness.restore(generators)
        if cuda_was_idle and torch.cuda.is_initialized():  # type: ignore[no-untyped-call]
            torch.cuda.manual_seed_all(seed)
