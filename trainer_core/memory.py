"""Running out of memory: how it is recognised, and what can be handed back."""

from __future__ import annotations

import torch


def is_out_of_memory(error: Exception) -> bool:
    """Whether a device or the machine had no memory left.

    PyTorch's CPU allocator, CUDA itself and its libraries say so in words only.
    """
    words = ("can't allocate memory", "CUDA error: out of memory", "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC")
    return isinstance(error, (torch.OutOfMemoryError, MemoryError)) or (
        isinstance(error, RuntimeError) and any(part in str(error) for part in words)
    )


def free_device_memory() -> None:
    """Hand what PyTorch keeps for reuse back to the device."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
