"""Which devices there are, and the one that a run gets."""

from __future__ import annotations

import os
from dataclasses import dataclass

import torch

from trainer_core.errors import DeviceError, Message
from trainer_core.protocol.reports import DeviceReport


@dataclass(frozen=True, slots=True)
class Device:
    """A device that can be asked for: its key in a recipe (``"cuda:0"``) and its name for people."""

    key: str
    name: str
    memory: int = 0


def cpu_threads(asked: int = 0) -> int:
    """Threads for computing on the CPU: ``asked``, or one for each core that this process may use."""
    if asked:
        return asked
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def available_devices() -> tuple[Device, ...]:
    """The devices of this machine, the fastest first; ``memory`` in bytes, 0 where it is the system's."""
    found = []
    for index in range(torch.cuda.device_count() if torch.cuda.is_available() else 0):
        properties = torch.cuda.get_device_properties(index)
        found.append(Device(f"cuda:{index}", properties.name, properties.total_memory))
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple GPU"))
    found.append(Device("cpu", "CPU"))
    return tuple(found)


def choose_device(asked: str, threads: int = 0) -> tuple[torch.device, DeviceReport]:
    """Return the device for ``"auto"``, ``"cpu"``, ``"mps"``, ``"cuda"`` or ``"cuda:N"`` and a report of the choice.

    ``"auto"`` takes the fastest there is; anything else is taken at its word. Raises `DeviceError` if it is not there.
    """
    there = available_devices()
    key = {"auto": there[0].key, "cuda": "cuda:0"}.get(asked, asked)
    match = next((device for device in there if device.key == key), None)
    if match is None:
        raise DeviceError(
            "no-such-device",
            "The recipe asks for the device {asked}, and this machine has: {there}. Choose one of these, or “auto”.",
            field="training.device",
            asked=asked,
            there=", ".join(device.key for device in there),
        )
    why = None
    if asked == "auto" and match.key == "cpu":
        why = Message("No GPU that this PyTorch can use was found, so the CPU computes.")
    return torch.device(match.key), DeviceReport(asked, match.key, match.name, cpu_threads(threads), why)
