"""The memory of a device: how much is in use, how running out of it is recognised, and what can be handed back."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import torch

from trainer_core.errors import Message
from trainer_core.protocol.events import DeviceMemory, Event
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.assembly import Parts

_SECONDS_BETWEEN_REPORTS = 1.0
_ANSWERS_PER_INPUT = 200


class MemoryWatch:
    """Tells at most once a second how much of a GPU's memory is in use.

    PyTorch keeps the sum itself, so asking does not wait for the device.
    """

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._told = -_SECONDS_BETWEEN_REPORTS

    def look(self, device: torch.device) -> None:
        """Tell it if ``device`` is a CUDA device and the last time is more than a second ago."""
        if device.type != "cuda" or time.monotonic() - self._told < _SECONDS_BETWEEN_REPORTS:
            return
        self._told = time.monotonic()
        total = torch.cuda.get_device_properties(device).total_memory
        self._emit(DeviceMemory(str(device), torch.cuda.memory_reserved(device), total))


def is_out_of_memory(error: BaseException) -> bool:
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
    """The sentence for the parts at hand, or for ``asked``, which were being built.

    What is too large while parts are built is the model or the data, and no batch.
    """
    if asked is not None:
        return Message(
            "{device} has too little memory for the model {model} with the data. A smaller model needs less.",
            {"device": asked.training.device, "model": asked.model.name},
        )
    if parts is None:
        return Message("The device ran out of memory.")
    device, recipe = parts.device_report.name, parts.recipe
    numbers = sum(parameter.numel() for parameter in parts.model.parameters())
    if numbers > _batch_numbers(parts):
        return Message(
            "{device} ran out of memory. Most of it goes to the model ({parameters} parameters, with gradients and the "
            "optimizer's state): a smaller model needs less.",
            {"device": device, "parameters": f"{numbers:,}"},
        )
    return Message(
        "{device} ran out of memory. A smaller batch size (now {batch_size}) needs less.",
        {"device": device, "batch_size": recipe.data.batch_size},
    )


def _batch_numbers(parts: Parts) -> int:
    """Numbers that a batch has, with what its layers answer, at a guess: a few hundred for each input."""
    return _ANSWERS_PER_INPUT * parts.recipe.data.batch_size * math.prod(parts.dataset.input_shape)
