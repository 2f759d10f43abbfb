"""Where the data of a run lives: on the training device if it fits there, else it is streamed."""

from __future__ import annotations

import torch

from trainer_core.data.examples import Examples
from trainer_core.errors import N_, Message, plural
from trainer_core.formats import size as formatted_size


def choose_placement(examples: Examples, device: torch.device, *, placement: str, workers: int) -> tuple[bool, Message]:
    """Decide whether ``examples`` become one tensor on ``device``, and say why.

    ``placement`` is "auto", "resident" or "streamed". "auto" keeps data on the device when its raw bytes fit
    into half of the memory that is free now, so that model, activations and the other parts of the data find
    room.
    """
    size = examples.nbytes
    facts = {"size": formatted_size(size), "device": str(device)}
    if placement == "streamed":
        if workers:
            return False, plural(
                workers,
                "The data ({size}) is streamed by 1 loader process, as asked.",
                "The data ({size}) is streamed by {n} loader processes, as asked.",
                **facts,
            )
        return False, Message("The data ({size}) is streamed by a loader in this process, as asked.", facts)
    if placement == "resident":
        return True, Message("The data ({size}) is held on {device} as one tensor, as asked.", facts)
    if device.type == "cpu":
        return True, Message("The data ({size}) is held in memory as one tensor.", facts)
    free = free_memory(device)
    if free is None:
        return True, Message("The data ({size}) is held on {device} as one tensor.", facts)
    facts["free"] = formatted_size(free)
    if size <= free / 2:
        return True, Message("The data ({size}) is held on {device} as one tensor; {free} were free.", facts)
    if not workers:
        text = N_(
            "The data ({size}) is more than half of what is free on {device} ({free}), so it is streamed by a "
            "loader in this process."
        )
        return False, Message(text, facts)
    return False, plural(
        workers,
        "The data ({size}) is more than half of what is free on {device} ({free}), so it is streamed by 1 "
        "loader process.",
        "The data ({size}) is more than half of what is free on {device} ({free}), so it is streamed by {n} "
        "loader processes.",
        **facts,
    )


def free_memory(device: torch.device) -> int | None:
    """Return the bytes that are free on ``device``; None where PyTorch does not tell."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    if device.type == "mps":
        return int(torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory())
    return None
