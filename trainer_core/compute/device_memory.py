"""How much of a GPU's memory is in use, told now and then while a run goes on."""

from __future__ import annotations

import time
from collections.abc import Callable

import torch

from trainer_core.protocol.events import DeviceMemory, Event

_SECONDS_BETWEEN_REPORTS = 1.0


class MemoryWatch:
    """Tells it at most once a second. PyTorch keeps the sum itself, so asking does not wait for the device."""

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
