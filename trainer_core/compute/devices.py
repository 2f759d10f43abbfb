"""Which devices there are, and the one that a run gets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import torch

from trainer_core.compute.cpu_load import cores
from trainer_core.errors import DeviceError, Message
from trainer_core.protocol.reports import DeviceReport
from trainer_core.recipe.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Device:
    """A device that can be asked for: its key in a recipe (``"cuda:0"``) and its name for people."""

    key: str
    name: str
    memory: int = 0


def cpu_threads(asked: int = 0) -> int:
    """Threads for computing on the CPU: ``asked``, or one for each core that this process may use."""
    return asked or cores()


def available_devices() -> tuple[Device, ...]:
    """The devices of this machine, the fastest first; ``memory`` in bytes, 0 where it is the system's.

    Asks CUDA for names and sizes alone, which opens no context on a device, so it may be called on any thread.
    """
    found = []
    for index in range(torch.cuda.device_count() if torch.cuda.is_available() else 0):
        properties = torch.cuda.get_device_properties(index)
        found.append(Device(f"cuda:{index}", properties.name, properties.total_memory))
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple GPU"))
    found.append(Device("cpu", "CPU"))
    return tuple(found)


@cache
def problem_of(key: str) -> str:
    """Why the device ``key`` does not compute, or an empty text if it does; found out once, by a small kernel."""
    if key == "cpu":
        return ""
    try:
        if float((torch.ones(2, device=key) * 2).sum()) == 4.0:
            return ""
        return "it gives wrong results"
    except (RuntimeError, AssertionError) as error:
        return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def choose_device(asked: str, threads: int = 0) -> tuple[torch.device, DeviceReport]:
    """Return the device for ``"auto"``, ``"cpu"``, ``"mps"``, ``"cuda"`` or ``"cuda:N"`` and a report of the choice.

    ``"auto"`` takes the fastest that computes; anything else is taken at its word. Raises `DeviceError` if it is not
    there, or does not compute: an old GPU that this PyTorch has no kernels for, say.
    """
    there = available_devices()
    problems = {}
    if asked == "auto":
        problems = {device.key: problem for device in there if (problem := problem_of(device.key))}
        key = next(device.key for device in there if device.key not in problems)
    else:
        key = "cuda:0" if asked == "cuda" else asked
    match = next((device for device in there if device.key == key), None)
    if match is None:
        raise DeviceError(
            "no-such-device",
            "The recipe asks for the device {asked}, and this machine has: {there}. Choose one of these, or “auto”.",
            field="training.device",
            asked=asked,
            there=", ".join(device.key for device in there),
        )
    problem = problem_of(match.key)
    if problem:
        raise DeviceError(
            "device-fails",
            "{device} ({asked}) is there and does not compute: {reason}. Update its driver or PyTorch, or choose "
            "another device.",
            field="training.device",
            device=match.name,
            asked=match.key,
            reason=problem,
        )
    why = None
    if problems:
        failing = next(device for device in there if device.key in problems)
        facts = {"device": failing.name, "reason": problems[failing.key], "chosen": match.name}
        why = Message("{device} is there and does not compute ({reason}), so {chosen} does.", facts)
    elif asked == "auto" and match.key == "cpu":
        why = Message("No GPU that this PyTorch can use was found, so the CPU computes.")
    return torch.device(match.key), DeviceReport(asked, match.key, match.name, cpu_threads(threads), why)


def on_this_machine(recipe: Recipe) -> Recipe:
    """The recipe with a device that is there: a run that was trained elsewhere can be looked at here."""
    device = recipe.training.device
    if device == "auto" or device in {there.key for there in available_devices()}:
        return recipe
    return recipe.with_values({"training.device": "auto"})


def synchronize(device: torch.device) -> None:
    """Wait for what was asked of a device that computes beside the CPU."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()
