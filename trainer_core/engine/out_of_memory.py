"""Running out of memory: how it is recognised, and what can be handed back."""

from __future__ import annotations

import torch

from trainer_core.errors import Message
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.assembly import Parts


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


def out_of_memory(parts: Parts | None, asked: Recipe | None = None) -> Message:
    """The sentence for the parts at hand, or for ``asked``, which were being built."""
    if asked is not None:
        device, recipe = asked.training.device, asked
    elif parts is not None:
        device, recipe = parts.device_report.name, parts.recipe
    else:
        return Message("The device ran out of memory.")
    return Message(
        "{device} ran out of memory. A smaller batch size (now {batch_size}) needs less.",
        {"device": device, "batch_size": recipe.data.batch_size},
    )
