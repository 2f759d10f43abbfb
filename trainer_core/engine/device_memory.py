"""The memory of a device: how much is in use, how running out of it is recognised, and what can be handed back."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import torch

from trainer_core.compute import randomness
from trainer_core.engine.before_train.memory import activations, data_bytes, standing
from trainer_core.errors import Message, is_interrupt
from trainer_core.formats import size
from trainer_core.models.eval_mode import in_eval_mode
from trainer_core.protocol.before_train import MemoryUse
from trainer_core.protocol.events import DeviceMemory, Event
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.assembly import Parts

_SECONDS_BETWEEN_REPORTS = 1.0
_BYTES_PER_INPUT = 800
"""At a guess: what layers answer for each number that goes in."""


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
    device, batch_size = parts.device_report.name, parts.recipe.data.batch_size
    held = standing(parts)
    of_model = held[MemoryUse.PARAMETERS] + held[MemoryUse.GRADIENTS] + held[MemoryUse.OPTIMIZER]
    of_batch = _of_a_batch(parts)
    parameters = sum(parameter.numel() for parameter in parts.model.parameters())
    if of_model > of_batch:
        advice = Message(
            "Most of it goes to the model ({parameters} parameters, with gradients and the optimizer's state): a "
            "smaller model needs less.",
            {"parameters": f"{parameters:,}"},
        )
    else:
        advice = Message("A smaller batch size (now {batch_size}) needs less.", {"batch_size": batch_size})
    return Message(
        "{device} ran out of memory: about {activations} for what the layers keep of a batch, {model} for parameters, "
        "gradients and the optimizer's state, {data} for the data. {advice}",
        {
            "device": device,
            "activations": size(of_batch),
            "model": size(of_model),
            "data": size(data_bytes(parts)),
            "advice": advice,
        },
    )


def _of_a_batch(parts: Parts) -> int:
    """Bytes that the layers keep of a batch: as measured on a few examples, or if that fails, at a guess.

    A model that has run out of memory may do so again, and one of a person's own may raise anything. It is in
    evaluation mode, so that it counts nothing of this, and random generators are put back.
    """
    batch_size = parts.recipe.data.batch_size
    generators = randomness.capture()
    try:
        with in_eval_mode(parts.model):
            return activations(parts, batch_size)
    except BaseException as error:
        if is_interrupt(error):
            raise
        return _BYTES_PER_INPUT * batch_size * math.prod(parts.dataset.input_shape)
    finally:
        randomness.restore(generators)
